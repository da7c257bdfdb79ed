"""Words of administrative Japanese that say the same in any opinion, and what they can be.

Written for the project. Words stand on one line of ``_SAME`` only where each can take the other's
place in *any* opinion without changing what is said: 費用 and 経費, not 移行経費 and 運用経費. What
is merely near (支援 and 補助, 事業者 and ベンダー, 住民 and 市民, 廃止 and 見直し) is not there.
Words are normal forms of the tokenizer; verbs stand in the same line as their verbal nouns.
"""

import re


def one_of(words: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(words.split())


_SAME = (
    "費用 経費 コスト",
    "移行経費 移行費用 移行コスト",
    "運用経費 運用費用 運用コスト ランニングコスト",
    "初期経費 初期費用 初期コスト イニシャルコスト",
    "自治体 地方自治体 地方公共団体",
    "日程 スケジュール",
    "延長 延ばす",
    "短縮 縮める",
    "示す 提示 明示",
    "聞く 聴く",
    "困難 難しい",
    "容易 易しい",
    "増加 増える",
    "減少 減る",
    "削減 減らす 低減 縮減",
    "強化 強める",
    "緩和 緩める",
    "推進 進める",
    "明確 明らか はっきり",
    "実情 実態",
    "活用 利用",
    "設置 設ける",
    "開催 開く",
    "拡大 広げる",
    "確認 確かめる",
    "比較 比べる",
    "除外 除く",
    "追加 加える",
    "記載 書く 記す",
    "発生 生じる",
    "購入 買う",
    "円滑 スムーズ",
    "不可欠 必須",
    "メリット 利点",
    "デメリット 欠点",
    "ホームページ ウェブサイト",
    "パソコン PC",
    "手引き 手引き書 マニュアル",
    "整備 整える",
    "早期 早急 早め 早い 速やか 早々",
    "継続 続ける",
    "支払い 支払う",
    "引き上げ 引き上げる",
    "引き下げ 引き下げる",
    "見直し 見直す",
    "取り組み 取り組む",
    "受け入れ 受け入れる",
    "遅れ 遅れる 遅延",
    "懸念 危惧",
    "全て 全部",
    "作成 作る",
    "選択 選ぶ",
    "変更 変える",
    "決定 決める",
    "開始 始める",
    "使用 使う",
    "配布 配る",
    "重要 大切 大事",
    "特に 取り分け",
    "十分 充分",
    "予め 事前",
    "業務負担 業務負荷",
    "マイナンバーカード 個人番号カード マイナカード",
    "スマートフォン スマホ",
)
EQUAL = {word: line.split()[0] for line in _SAME for word in line.split()}
"""Normal form → the first word of its line."""

EVENTS = one_of(
    "追加 削除 確認 記載 購入 比較 発生 低下 悪化 逼迫 停滞 修正 "
    "延長 短縮 支援 負担 派遣 拡充 拡大 縮小 公表 公開 設置 整備 確保 提供 実施 開催 軽減 "
    "削減 増加 減少 増額 減額 強化 緩和 推進 移行 導入 運用 改修 更新 委託 調達 契約 申請 "
    "研修 周知 説明 見直し 引き上げ 引き下げ 取り組み 受け入れ 支払い 遅れ 統一 共通化 標準化 "
    "簡素化 明確化 義務化 無償化 有料化 無料化 電子化 オンライン化 効率化 一本化 共有 連携 "
    "協議 検討 調整 設定 策定 作成 決定 変更 確定 反映 継続 開始 終了 中止 廃止 存続 維持 "
    "育成 採用 配置 養成 構築 改善 改正 交付 補助 助成 評価 検証 公募 選定 選択 活用 使用 "
    "配布 参加 参入 対応 配慮 把握 保護 管理 監視 防止 抑制 充実 向上 促進 普及 啓発 相談 "
    "指導 助言 報告 回答 提出 受付 審査 認定 登録 発行 保存 提示 明示 示す 不足 懸念 期待 "
    "要望 賛成 反対 主導 設計 集約 分散 統合 分離 廃棄 徴収 返還 適用 除外 免除"
)
"""Verbal nouns, also as the end of a compound that the tokenizer keeps whole (財政支援)."""

UNACCUSATIVE = one_of("増加 減少 不足 遅れ 向上 低下 悪化 逼迫 停滞 発生 普及 存続 充実")
"""Events that happen to what others do something to: 費用の増加 is 費用が増加."""

ACTORS = one_of(
    "国 政府 内閣府 デジタル庁 総務省 財務省 厚生労働省 文部科学省 経済産業省 国土交通省 "
    "農林水産省 環境省 こども家庭庁 都道府県 道府県 県 都 府 市 区 町 村 市町村 町村 市区町村 "
    "特別区 指定都市 政令指定都市 中核市 自治体 小規模自治体 地方 市役所 役場 役所 省庁 "
    "関係省庁 各省庁 所管省庁 広域連合 一部事務組合 知事会 市長会 町村会 地方三団体 事業者 "
    "ベンダー 企業 民間 民間事業者 業者 委託先 受託者 団体 機関 学校 病院 住民 市民 国民 県民 "
    "町民 村民 利用者 申請者 高齢者 障害者 職員 担当者 首長 知事 市長 町長 議会 議員 保護者 "
    "子供 学生 外国人 専門家 人 者 方"
)
"""Who can act. Their part in what happens is never guessed from の: 町村の支援 has two readings."""

OUTCOMES = one_of(
    "義務 任意 必須 不可欠 対象 原則 基本 前提 条件 無料 有料 無償 共通 設計 様式 仕組み"
)
"""What something is made: 対象とする, 対象にする. Else と may be a companion: 県と協議をする."""

BY_MEANS = one_of("支援 補助 助成 対応 相談 研修 指導 助言 協議 連携 協力 参加 教育 契約")
"""Verbal nouns of which の may name the means: 人材の支援 is not 人材を支援."""

DENIED = one_of("十分 明確 適切 必要 可能 透明 公平 正確 安定 均衡 慣れ")
"""Words of which the one with 不 before it says just that it is not so."""

MANNER = one_of("早期 十分 丁寧 柔軟 具体的 詳細 明確 簡潔 適切 積極的 段階的 継続的 安定的")
"""What tells how something is done, before the noun or the verb: 早期の公表, 早期に公表."""

LIGHT = one_of("行う 実施 図る 為る")
"""Verbs that add nothing to a verbal noun: 周知を行う is 周知する."""

RELATIVE = frozenset(("応じる", "基づく", "備える", "踏まえる", "即する", "配慮"))
"""Verbs of manner that may modify the verbal noun or its verb: 実情に応じた対応, 応じて対応する."""

COUNTED_WHOLE = frozenset(("全額", "半額", "一部", "全部", "大半", "半分", "残額"))
"""Shares of what stands before them: 経費の全額を負担 is 経費を全額負担."""


def equal_word(form: str) -> str:
    """The one word for all that say the same.

    >>> equal_word("コスト") == equal_word("経費")
    True
    """
    return EQUAL.get(form, form)


_BODIES = re.compile(
    r".*(?:[都道府県市区町村国庁省局課部会社者員人民士署院校店所]|委員|機構|組合|連合|連盟|協会|団|団体|法人"
    r"|センター|大学|企業|業界|家庭|家族|世帯|児童|生徒|世代|グループ)"
)
_NO_BODIES = one_of(
    "一部 全部 大部分 内部 外部 部 場所 箇所 所 機会 社会 会 都市 道 街道 歩道 外国 全国 各国"
)


def may_act(word: str) -> bool:
    """Whether a word may name who acts; in doubt it does, so that its part is not guessed.

    >>> may_act("国"), may_act("商工会議所"), may_act("期限")
    (True, True, False)
    """
    return word in ACTORS or (word not in _NO_BODIES and bool(_BODIES.fullmatch(word)))
