"""Names as yet other writers write them, by kind: three variants of each, and look-alikes."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker

MASKER = Masker(MaskingParams())

SECRETS: dict[str, list[tuple[str, str]]] = {
    "a family that nobody knows, behind who it is": [
        ("百目木沢", "担当の百目木沢さんから返事がありません。"),
        ("二番合戦", "保健師の二番合戦さんが親切でした。"),
        ("千石谷地", "ケアマネの千石谷地さんは休みです。"),
    ],
    "old people by what they are called": [
        ("キヌ", "向かいのキヌ婆さんが踏切で転びました。"),
        ("トミ", "酒屋のトミばあさんが店を閉めた。"),
        ("源", "渡し場の源爺さんに教わりました。"),
        ("園田", "園田の爺さんが桟橋を直した。"),
    ],
    "a given name in kana under a letter": [
        ("堀内ミネ", "渡船を残してください。\nかしこ\n堀内ミネ"),
        ("西岡きぬ", "市場の屋根が漏ります。\n以上\n西岡きぬ"),
        ("村井トヨ", "よろしくお願いします。\n村井トヨ"),
    ],
    "a trade before who signs": [
        ("宮地", "網の補助を増やして。　漁業者　宮地"),
        ("大槻", "灯台の道が暗い。　会社員　大槻"),
        ("片山", "市場の休みを変えて。　仲買人　片山"),
    ],
    "myself": [
        ("荻野", "責任は私荻野が負います。"),
        ("永瀬", "わたくし永瀬は反対します。"),
        ("梶原", "小生梶原、灯台守を務めました。"),
    ],
    "a line end inside a name": [
        ("保田", "記入者：久\n保田　港湾係"),
        ("藤主査", "案内してくれた佐\n藤主査にお礼を。"),
        ("川浩司", "組合の長谷\n川浩司が舟を出した。"),
    ],
    "a name in roman letters that is written": [
        ("HIRAOKA", "浮きにHIRAOKAと書いてある。"),
        ("KUBOTA", "塀にKUBOTAと署名があった。"),
        ("Sakuma", "札にSakumaと印字されていた。"),
    ],
    "whose partner one is": [
        ("梶", "昔、梶原と組んで舟を出した。"),
        ("荻野", "荻野と二人で網を引いた。"),
        ("永瀬", "永瀬と交代で当番をした。"),
    ],
    "kana without a break": [
        ("まつだりえ", "わたしまつだりえともうします。"),
        ("いのうえ", "うらのいのうえが夜に騒ぐ。"),
        ("フジモトサチ", "封筒がフジモトサチで届いた。"),
        ("タナカ", "タナカサマ　ヲ　タズネタ　トコロ　フネ　ノ　コト　ヲ　キイタ"),
    ],
    "the late": [
        ("木佐貫", "沖の灯台は、故・木佐貫翁が建てた。"),
        ("瀬名波", "故瀬名波の遺志で桟橋を直した。"),
        ("来栖", "師匠の故来栖が残した網です。"),
    ],
    "care of, and at whose house": [
        ("来栖", "隠岐郡海士町福井 1024 来栖方"),
        ("毛受", "南町3-2 毛受方（会員）"),
        ("入江", "停電は入江宅から先の六軒です。"),
    ],
    "who signs with 記 or 拝": [
        ("来栖", "以上の意見でした。　来栖記"),
        ("瀬名波", "取り急ぎ御礼まで。　瀬名波拝\n（船の会）"),
        ("赤嶺", "写しを添えます。　赤嶺拝"),
    ],
    "other titles": [
        ("木佐貫", "網元の木佐貫翁に教わりました。"),
        ("瀬名波", "瀬名波司書が辞めて図書室が閉まった。"),
        ("来栖", "来栖女史の講座が楽しみです。"),
        ("リン", "リンさんは実習で来ました。"),
    ],
    "a name that somebody has chosen": [
        ("hoshi_no_ko", "hoshi_no_koさんのご提案に賛成です。"),
        ("kazuki77", "ユーザーkazuki77様のご指摘のとおりです。"),
        ("Breeze", "Breezeさんより質問がありました。"),
    ],
    "a full name that is all of a cell": [
        ("早瀬 稔", "早瀬 稔"),
        ("葛西　翠", "葛西　翠"),
        ("茂木 さつき", "茂木 さつき"),
    ],
    "letters apart before an age or a comma": [
        ("松 尾 登", "松 尾 登、桟橋の当番です。"),
        ("清", "吉　　田　　清　七十二歳。船の便を残して。"),
        ("村 上 勇", "代筆です。村 上 勇、漁師を五十年。"),
    ],
}
LOOK_ALIKES = r"""丙岡村
丁田町
乙沢村役場
丁田町長
西港と大原の漁港は浅い。
吉野と小倉の海岸を掃除する。
東と上田の停留所が遠い。
塩田オーナーを募る。
果樹オーナー制度の会費
担当の建設会社さんが来ない。
友人の自転車屋さんに頼んだ。
受付の市民課さんへ
神様の通る道に杭を打つな。
仏様の花を替える。
入野川と谷川が合わさる所
市の観光テレホン0120-771-220、夜はつながらない。
カメラ ト センサー ヲ オク
ホームページデザインの費用
私立高校の授業料
小生意気な態度
東 西
青森 岩手
環境大臣会合コミ\nュニケでは、各国の
夕方になる考え方
自宅では困る。社宅の庭
事例3：W氏（八十代）は漁師
M市 Nさん 七十代
Aさんの場合とBさんの場合
K先生とX様
米屋さんも花屋さんも閉まる。
図書館司書の待遇
パパさんバレー
NTT様のご意見
ZEH・ZEB化の実証
これらが妨げになる。
大阪\n市場の荷が減った。
住民の森\n本部の決定""".splitlines()


@pytest.mark.parametrize(("secret", "text"), [case for cases in SECRETS.values() for case in cases])
def test_a_name_is_masked(secret: str, text: str) -> None:
    assert secret not in MASKER.mask(text).text


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_looks_like_a_name_stays(text: str) -> None:
    text = text.replace("\\n", "\n")
    assert MASKER.mask(text).text == text


@pytest.mark.parametrize("town", ["丙岡村", "丁田町", "己川村", "戊原市", "丁田町長"])
@pytest.mark.parametrize("label", ["氏名", "団体名", "回答者", "担当者", "提出者", ""])
def test_a_town_in_a_form_is_nobody(town: str, label: str) -> None:
    assert MASKER.mask(town, label).text == town
    line = f"{label}：{town}\n意見：橋を直してほしい。"
    assert MASKER.mask(line if label else town).text == (line if label else town)


@pytest.mark.parametrize(
    "text",
    ["氏名：中村", "担当者：総務課谷村", "回答者：井上小町", "氏名\n三田村", "母中村は八十歳"],
)
def test_a_name_that_ends_as_a_town_does_is_masked(text: str) -> None:
    assert "〔氏名〕" in MASKER.mask(text).text
