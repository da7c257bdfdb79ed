"""Personal data that the sentence tells: variants of each kind, and what looks like it."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.titles import HONORIFICS, LAST_LETTERS, OFFICES, TOGETHER, evidence_of

MASKER = Masker(MaskingParams())

# What may not be left of a text, and the text it stands in.
SECRETS: dict[str, list[tuple[str, str]]] = {
    "an address that goes on in the next line": [
        ("12-305号", "川越市東田町4丁目8番\n12-305号に母がいます。"),
        ("3-1102号室", "広島市南区皆実町6丁目2番\n3-1102号室、眺めはよい。"),
        ("702号", "尼崎市塚口町1丁目5番9\n702号に一人でいます。"),
    ],
    "house numbers spelt with の": [
        ("一の十二の八", "町田市原町田一の十二の八、角の家です。"),
        ("三の五の二", "金沢市寺町三の五の二に住んでいます。"),
        ("二十の一", "奈良市高畑町二十の一、裏山が崩れそうです。"),
    ],
    "a lot without a municipality": [
        ("西浦12番地", "大字中野字西浦12番地"),
        ("1150番地の3", "中野1150番地の3に住む者です。"),
        ("338番地", "上条338番地の前の道が狭い。"),
    ],
    "an account that is spoken of": [
        ("1029384", "みどり信用組合の1029384に振り込まれていません。"),
        ("5530127", "祖母の5530127（定期預金）を解約できません。"),
        ("7720415", "引き落としに使う7720415を変更したい。"),
        ("0017-123-4567890", "0017-123-4567890にお願いします。"),
    ],
    "a birth told in the sentence": [
        ("1949年11月2日", "私は1949年11月2日、能登の港町で産声を上げました。"),
        ("令和2年8月16日", "娘は令和2年8月16日の花火の夜に生まれました。"),
        ("平成29年7月7日", "孫を平成29年7月7日に授かりました。"),
        ("2015年3がつ9にち", "ぼくは2015年3がつ9にちにうまれました。"),
    ],
    "a day with a sex, or behind a word for it": [
        ("1982.4.15", "1982.4.15（男）自営業"),
        ("昭和38年12月1日", "昭和38年12月1日・女性、看護師です。"),
        ("H7.10.3", "生まれた日：H7.10.3"),
        ("S49-2-8", "うまれた日 → S49-2-8"),
    ],
    "a foreigner around": [
        ("アレックス・ミラー", "アレックス・ミラーは同じ団地に住んでいて、回覧板が読めません。"),
        ("ファン・ミン・トゥアン", "班長はファン・ミン・トゥアンがやっています。"),
        ("スレンチメグ", "スレンチメグが一人で店を切り盛りしています。"),
        ("Sean O'Connell", "Best regards,\nSean O'Connell\n白馬村の除雪について"),
    ],
    "a given name that is a word, behind a family of one letter": [
        ("偉明", "氏名：張　偉明"),
        ("建華", "お名前：陳 建華"),
        ("正熙", "氏名　朴　正熙"),
    ],
    "kana": [
        ("さやか", "うちのさやかが通う小学校"),
        ("けんた", "我が家のけんたは三年生です。"),
        ("やまもとさちえ", "どうぞよろしくお願いします。\nやまもとさちえ\n\n追伸　道が暗いです。"),
        ("たなべ りく", "おなまえ：たなべ りく（小３）　いけん：ゆうぐをふやして"),
        ("おがわ　みお", "なまえ　おがわ　みお"),
    ],
    "what a person does": [
        ("笠井", "笠井が呼んだタクシーは来なかった。"),
        ("倉持", "倉持いわく、書類は三度書き直したそうだ。"),
        ("杉浦", "隣の棟では杉浦が灯油を運んでいる。"),
    ],
    "who filled it in": [
        ("原", "起票者は原です。"),
        ("岸本", "立案者は岸本が務めた。"),
        ("鳴海", "回答は鳴海が作成しました。"),
    ],
    "both of two": [
        ("森口", "森口も矢代も賛成した。"),
        ("浅利", "浅利も戸塚も同じ意見でした。"),
        ("野々村", "野々村も日下も反対していた。"),
    ],
    "a rank, and a family that is a word": [
        ("有賀 千里", "高齢福祉課長　有賀 千里 拝"),
        ("不破 義人", "教育総務係長　不破 義人"),
        ("明日 和彦", "水道局次長　明日 和彦"),
    ],
    "a mayor": [
        ("木下", "木下町長が来た。"),
        ("高橋", "高橋村長にお願いした。"),
        ("渡辺", "渡辺町長の答弁を聞いた。"),
    ],
    "roman letters": [
        ("Yukihiro", "Yukihiroと申します。"),
        ("Ishida", "Ishidaが書いた議事録"),
        ("kuwabara", "kuwabaraです。お世話になります。"),
        ("Sakuma", "Sakuma-san told me."),
        ("Kumiko", "Kumiko からの電話を待っています。"),
    ],
    "of a family": [
        ("三谷", "向かいの三谷のばあちゃんが転びました。"),
        ("三谷", "三谷の奥さんに聞いてください。"),
        ("三谷", "夫（三谷）は単身赴任です。"),
        ("陽太", "息子・陽太の学校です。"),
        ("グエン", "グエンの弟も働いています。"),
    ],
    "introduced or reached": [
        ("ほりうち", "ほりうちと申します。"),
        ("三谷", "連絡は三谷までお願いします。"),
        ("三谷", "担当：（主）三谷（副）小比類巻"),
        ("Maria", "Maria に頼んだ書類が戻りました。"),
    ],
    "a day with an age, a lot of the north or of an island": [
        ("1953-09-14", "1953-09-14（70歳）"),
        ("昭和28年9月14日", "生まれは昭和28年9月14日で、この村です。"),
        ("12地割34番地5", "岩手県遠野市附馬牛町上附馬牛12地割34番地5"),
        ("荒川郷123", "長崎県五島市玉之浦町荒川郷123"),
        ("23-4", "字向山23-4に住んでいます。"),
    ],
    "accounts": [
        ("hana-no-mama", "@hana-no-mama さんも同じことを書いていた。"),
        ("海辺の郵便屋", "＠海辺の郵便屋という名前で投稿しています。"),
        ("hana.photo", "インスタの hana.photo に写真があります。"),
        ("０９０・１２３４・５６７８", "０９０・１２３４・５６７８"),
    ],
}
LOOK_ALIKES: dict[str, list[str]] = {
    "an area": [
        "青葉町二丁目から五丁目にかけて停電した。",
        "本町三丁目の信号が短い。",
        "栄町一丁目、二丁目の住民から要望があった。",
    ],
    "what is born in another sense": [
        "平成18年3月20日に三つの村が合併して新しい町が誕生しました。",
        "この条例は平成12年4月1日に産声を上げた。",
        "平成17年4月1日に生まれた市です。",
    ],
    "persons of the past": [
        "大江健三郎『ヒロシマ・ノート』を読む。",
        "池田勇人の所得倍増計画のような目標がいる。",
        "藩政を立て直した上杉鷹山に学ぶ。",
        "田中正造が闘った渡良瀬川",
        "棟方志功の板画を所蔵する。",
        "中江兆民によれば、民権は進んでこれを取るものだ。",
    ],
    "authors": [
        "柴田錬太『里の経済学』が参考になる。",
        "片桐良平の地域主義が今も生きる。",
        "佐藤（2019）は、地域差を示した。",
        "山田ほか（2021）の調査",
        "鈴木・高木（2018）によれば",
        "レイチェル・カーソンの『沈黙の春』を授業で読む。",
        "アダム・スミスは分業を説いた。",
    ],
    "things": [
        "高橋を渡った先のバス停",
        "太田川を越えた所",
        "本間の畳が入らない。",
        "ワンちゃんの散歩、ニャンちゃんの餌",
        "森林も農地も荒れている。",
        "奈良も京都も同じ意見である。",
        "作成は事務局が担当しました。",
        "集計は各課が行いました。",
        "Hondaが出した新型車",
        "RPAと呼ばれる技術",
        "CSSの @font-face と @media-query の指定",
        "10kg＠3,200円",
        "銀行の統計表 1234567 を見る。",
        "コード1001-001-123456 の欄",
        "ブラジルは日本語教育に力を入れる。",
        "デマンド交通（＠不足の地域や時間帯）",
        "池田町長に陳情した。",
    ],
}
IN_A_CELL = [
    ("住所", "市内在住です"),
    ("住所", "都道府県名だけで可"),
    ("住所", "村外"),
    ("住所", "同上"),
]
VALUES_THAT_END = [
    ("【住所】三重県津市栄町1-891　【意見】道路の補修を急いでください。", "道路の補修"),
    ("居住地：群馬県前橋市大手町1-1-1 要望：保育料を下げてほしい。", "保育料"),
    ("住所／香川県高松市番町四丁目1-10　題名／港の整備", "港の整備"),
    ("カナ氏名 イシハラ ミドリ コウモク フクシ", "フクシ"),
]


@pytest.mark.parametrize(
    ("secret", "text"), [pair for pairs in SECRETS.values() for pair in pairs], ids=str
)
def test_nothing_personal_is_left(secret: str, text: str) -> None:
    assert secret not in MASKER.mask(text).text


@pytest.mark.parametrize("text", [text for texts in LOOK_ALIKES.values() for text in texts])
def test_what_looks_like_it_stays(text: str) -> None:
    assert MASKER.mask(text).text == text


@pytest.mark.parametrize(("label", "text"), IN_A_CELL)
def test_an_answer_that_names_no_place_stays(label: str, text: str) -> None:
    assert MASKER.mask(text, label).text == text


@pytest.mark.parametrize(("text", "kept"), VALUES_THAT_END)
def test_a_value_ends_where_the_next_field_begins(text: str, kept: str) -> None:
    masked = MASKER.mask(text)
    assert masked.spans
    assert kept in masked.text


@pytest.mark.parametrize("text", ["担当の田中正造です。", "母の津田梅子は90歳です。"])
def test_a_person_around_is_masked_whatever_the_name(text: str) -> None:
    assert "〔氏名〕" in MASKER.mask(text).text


def test_every_title_ends_in_a_letter_that_is_sought_first() -> None:
    """Where none of these letters stands no title is sought, which saves a tenth of the time."""
    ranks = (
        "課長 係員 長官 弁護士 医師 教授 課長補佐 課長代理 部長級 主任主事 博士 記者 助教 教諭 "
        "教頭 学芸員 司祭 住職 補佐 補佐官 秘書 代表 県議 先輩 後輩 同級生 主査 主幹 参事 参与 "
        "主席 主管 統括 主監 技監 巡査 警部 専務 常務 グループ長 リーダー マネージャー マネジャー "
        "チーフ ディレクター プロデューサー オーナー コーチ ドクター GL SV PM PL TL GM SE "
        "CIO GL補佐"
    )
    listed = {rank for rank in ranks.split() if evidence_of(rank)}
    assert len(listed) == len(ranks.split())
    titles = HONORIFICS | TOGETHER | OFFICES | listed
    assert {title for title in titles if title[-1] not in LAST_LETTERS} == set()
