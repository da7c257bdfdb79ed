"""Personal data as people write it, by kind: three variants of each, and what looks like it."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from tests import told_personal_data as told

MASKER = Masker(MaskingParams())

# What may not be left of a text, by what ties it to a person.
SECRETS: dict[str, list[tuple[str, str]]] = {
    "a role without a blank": [
        ("福富", "ご不明な点は戸籍係の担当福富までお願いします。"),
        ("稲森", "当日は受付稲森が対応いたします。"),
        ("宇佐見", "変更があれば窓口宇佐見へご連絡ください。"),
    ],
    "a role before a full name in a sentence": [
        ("貝塚川 みどり", "申立人 貝塚川 みどり は、次のとおり申し立てます。"),
        ("遠江 さとし", "申請人 遠江 さとし は、別紙の書類を提出します。"),
        ("深津 ひろこ", "請求人 深津 ひろこ が述べた意見です。"),
    ],
    "a label that ends in kana": [
        ("羽生", "聞き取り：羽生、清書：吉見"),
        ("能代", "書き起こし：能代、確認：浦"),
        ("諏訪", "引継ぎ：諏訪、校正：柿沼"),
    ],
    "a question and its answer": [
        ("室井 のぼる", "Q1 お名前　A1 室井 のぼる"),
        ("菱田 まこと", "問1 氏名　回答 菱田 まこと"),
        ("越智 ゆかり", "Q2. ご氏名　A2. 越智 ゆかり"),
    ],
    "the chair of a town's association": [
        ("中西", "中西町会長殿\n道路の照明についてお願いします。"),
        ("小松原", "小松原町会長様\n下記のとおり通知します。"),
        ("西岡", "西岡町内会長さんから預かりました。"),
    ],
    "a letter behind a trade": [
        ("滝", "栄養士の滝さんに教わりました。"),
        ("岸", "講師の岸さんの話が役に立ちました。"),
        ("橘", "保健師の橘さんが来てくれます。"),
    ],
    "a child's given name": [
        ("翼", "翼くんのお母さんが困っています。"),
        ("葵", "葵ちゃんの通う園の話です。"),
        ("涼", "同じ組の涼くんもアレルギーがあります。"),
    ],
    "an office once held": [
        ("泉", "泉支所長の頃は、毎週巡回がありました。"),
        ("滝沢", "滝沢支店長だった時期に窓口が減りました。"),
        ("杉", "杉支所長のときに始まった行事です。"),
    ],
    "a letter that is a word before 様, and a name before a rank": [
        ("神", "神課長の説明は分かりやすかったです。"),
        ("奥", "奥係長が現地を見に来ました。"),
        ("王", "王室長に聞いてください。"),
    ],
    "a letter that ends a field": [
        ("鶴", "担当：福祉課　鶴"),
        ("桂", "記入者：総務課　桂"),
        ("光", "回答者：健康増進課　光"),
    ],
    "names with their parts between": [
        ("吉見", "担当者名：石橋(主)吉見(副)"),
        ("三好", "氏名：早川（兼）三好"),
        ("白石", "担当：溝口(正)白石(副)"),
    ],
    "a stamp": [
        ("安永", "撤回を求めます。　　安永㊞"),
        ("堀切", "よろしくお願いします。\n堀切㊞"),
        ("岸本", "ご配慮ください。　岸本 ㊞"),
    ],
    "a relative without の": [
        ("青柳昭二", "亡き父青柳昭二が植えた桜です。"),
        ("戸田光子", "祖母戸田光子が通っていた診療所です。"),
        ("梶浩介", "夫梶浩介が利用しています。"),
    ],
    "relatives in a list": [
        ("結菜", "孫の大翔と結菜が通う学校です。"),
        ("美桜", "娘の彩花と美桜が使う通学路です。"),
        ("悠真", "息子の蓮、悠真が遊ぶ公園です。"),
    ],
    "a reading": [
        ("かねこ・ゆうじ", "よみがな：かねこ・ゆうじ"),
        ("ささき", "よみ：ささき　あきら　年齢：40代"),
        ("はらだ", "読み仮名：はらだ　めぐみ"),
    ],
    "katakana behind hiragana": [
        ("サワムラ", "手伝ってくれるサワムラさんも高齢です。"),
        ("モリシタ", "よく来てくださるモリシタさんに頼みました。"),
        ("ツチヤ", "長く住んでいるツチヤさんの家です。"),
    ],
    "a name read aloud": [
        ("オオタケンジ", "「オオタケンジ」と呼ばれて驚きました。"),
        ("ナカムラユキ", "封筒に「ナカムラユキ」と印字されていました。"),
        ("コバヤシマナミ", "『コバヤシマナミ』と表示されます。"),
    ],
    "a foreign name before さん": [
        ("イワノワ", "講師のイワノワさんが通訳を求めています。"),
        ("ドゥボワ", "英語教室の先生のドゥボワさんに習いました。"),
        ("シュトルテ", "実習生のシュトルテさんは漢字が読めません。"),
    ],
    "a label with a long note": [
        ("HOSSAIN", "Full name (as shown on your passport): HOSSAIN Md Karim"),
        ("SILVA", "Name (in block letters please): SILVA Ana Paula"),
        ("柳原", "氏名（戸籍に記載のとおりに書くこと）：柳原　克己"),
    ],
    "a foreign relative": [
        ("ミゲル・ゴンサレス", "夫のミゲル・ゴンサレスも困っています。"),
        ("マリア・フェルナンデス", "妻のマリア・フェルナンデスが申請しました。"),
        ("ジョン・スミス", "友人のジョン・スミスに頼まれました。"),
    ],
    "radicals": [
        ("⻯二", "氏名：⻑嶋　⻯二"),
        ("⻯也", "担当：⻘木　⻯也"),
        ("⻑尾", "窓口の⻑尾様に聞きました。"),
    ],
    "a part of a lot": [
        ("218番地ロ", "住所：大津市中山218番地ロ"),
        ("45番地甲", "三次市南畑45番地甲に住んでいます。"),
        ("1203番地ハ", "栗東市川辺1203番地ハ"),
    ],
    "a grid of streets": [
        ("５－１１", "南七条西二十丁目５－１１に住んでいます。"),
        ("3-8", "北24条西5丁目3-8 パークハイツ402号室に越しました。"),
        ("12番", "北五条東三丁目12番4号の自宅"),
    ],
    "an extension in brackets": [
        ("３３０１", "代表から（内）３３０１へお願いします。"),
        ("2245", "総務課 [内線] 2245"),
        ("518", "福祉課（内線）518"),
    ],
    "a choice of eras": [
        ("48年", "（大正・昭和・平成）48年 11月 3日生"),
        ("5年", "(昭和・平成・令和) 5年 1月 20日 生まれ"),
        ("63年", "（昭・平）63年 7月 2日生"),
    ],
    "a birth told in words": [
        ("昭和二十二年三月四日", "私は昭和二十二年三月四日にこの村で産声を上げました。"),
        ("昭和31年8月9日", "昭和31年8月9日に、この家で生を受けました。"),
        ("1970年2月14日", "1970年2月14日に市民病院で生まれた娘です。"),
    ],
    "an account at a branch": [
        ("7712045", "海浜信組の西支店にある7712045へお願いします。"),
        ("3304918", "みどり銀行北支店の3304918に振り込んでください。"),
        ("1029384", "山城信金本店で作った1029384に返してください。"),
    ],
    "a plate of a region with a small letter": [
        ("一ツ木", "車は「一ツ木 300 ね 12-34」です。"),
        ("八ツ橋", "「八ツ橋 580 せ 50-16」が止まっていました。"),
        ("霞ヶ浦", "「霞ヶ浦 330 や 77-01」の車"),
    ],
}
LOOK_ALIKES: dict[str, list[str]] = {
    "a thing is called so": [
        "佐伯という川が毎年あふれます。",
        "中村と呼ばれる集落に住んでいます。",
        "前田という古い橋を架け替えてほしい。",
        "清水という名の公園を広げてほしい。",
    ],
    "times of a day, years": [
        "始発は 0630-0745-0850 の三本に増やす。",
        "開庁 0830-1215-1715 の区切りを見直す。",
        "計画は 2015-2020-2025 の三期です。",
    ],
    "a monument of somebody of the past": [
        "間宮林蔵が歩いた古道を残してほしい。",
        "伊能忠敬が泊まった宿場の案内板を直す。",
        "小林一茶が詠んだ句碑の周りを掃除する。",
    ],
    "words beside": [
        "担当課まで問い合わせてください。",
        "窓口業務へ人を回してください。",
        "受付時間が短いです。",
        "大手町会長の連絡先を公開すべきです。",
        "保健師の皆さんには感謝しています。",
        "坊ちゃん列車、赤ちゃんの駅",
        "神様、王様、お客様、奥様",
        "王冠、奥羽、神奈川",
        "申立人は、意見を述べることができる。",
        "「スマートシティ」と呼ぶ事業",
        "「ふれあいまつり」と書かれた幕",
        "夫のテレワーク・フレックスも認めてほしい。",
        "国の銀行、北支店の統合は2030年です。",
        "読み：常用漢字表のとおり",
        "令和5年4月1日に制度が生まれ変わる。",
        "北1条西5丁目の交差点",
        "（内）12件は対応済み",
        "氏名（戸籍に記載のとおりに書くこと）の欄",
    ],
}


@pytest.mark.parametrize(
    ("secret", "text"),
    [pair for kinds in (SECRETS, told.SECRETS) for pairs in kinds.values() for pair in pairs],
    ids=str,
)
def test_nothing_personal_is_left(secret: str, text: str) -> None:
    assert secret not in MASKER.mask(text).text


@pytest.mark.parametrize(
    "text",
    [
        text
        for kinds in (LOOK_ALIKES, told.LOOK_ALIKES)
        for texts in kinds.values()
        for text in texts
    ],
)
def test_what_looks_like_it_stays(text: str) -> None:
    assert MASKER.mask(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "都市計画法第5条第2項に定める手続が要る。",
        "京都市条例第十二条の見直しを求める。",
        "都市緑地法第二条と市区町村の条例第3条を比べる。",
    ],
)
def test_articles_of_laws_are_no_house_numbers(text: str) -> None:
    assert Masker(MaskingParams()).mask(text).text == text
