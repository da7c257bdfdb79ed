"""What stands around a name: whether somebody acts there, is spoken to, or signs.

All patterns read the plain form of a text.
"""

import re

from pipeline.privacy.name_words import KANJI

# Behind a name: the name is that of a firm, a building, a law, a place …
NAMES_SOMETHING = re.compile(
    r"(?:商店|商会|商事|電機|電気|電器|工業|工務店|建設|建築|製作所|製薬|製菓|製造|産業|物産"
    r"|運輸|運送|通運|組(?!$)"
    r"|記念|美術館|博物館|文学館|図書館|財団|基金|学園|学院|大学|高校|高等|中学|小学|病院|医院"
    r"|医療|クリニック|歯科"
    r"|賞|杯|法|線|駅|通り|町|村|市|区|郡|県|川|山|橋|港|島|湖|峠|城|寺|神社|公園|団地|地区|地域"
    r"|地方|支所|支店"
    r"|ホール|ビル|研究所|総研|証券|銀行|信金|生命|火災|損保|自動車|重工|鉄道|電鉄|交通|バス"
    r"|食品|酒造|醸造|書店|書房"
    r"|式|家|流|派|城|氏族|方式|モデル|判決|事件|訴訟|報告書|委員会|レポート|プラン|ライン"
    r"|カップ|メソッド|の法則)"
)
REMEMBERED = re.compile(
    "(?:の)?(?:肖像|教え|精神|時代|思想|言葉|功績|偉業|業績|生家|墓|旧居|旧宅|名言|生誕|没後"
    "|銅像|像|作品|小説|詩|歌|著作|著書"
    "|遺訓|顕彰|ゆかり|にちなむ|ら?の?先人|出生地|誕生の地|新紙幣|紙幣|大河ドラマ|資料館|遺産"
    "|遺徳|藩政)"
)
# Called by the name is a thing: 高橋という橋, 森と呼ばれる集落.
CALLS_A_THING = re.compile(
    " ?(?:という|と言う|といった|と呼ばれる|と呼ぶ|なる|とかいう)(?:[^。、\n]{1,6}?(?:の|な|い))?"
    "(?:橋|川|河|山|丘|坂|峠|谷|沢|池|沼|湖|滝|島|浜|岬|港|海岸|道|街道|通り|駅|停留所|バス停|交差点"
    "|町(?!長|民|会)|村(?!長|民)|市(?![長民])|区(?![長民])|字|大字|集落|地区|地域|地名|土地|場所|所(?!長)|公園|城|寺|神社|神|祭|店(?![員長主])"
    "|会社(?!員)|企業|業者|工場|旅館|施設|学校|建物|ビル|団地|屋号|制度|方式|品種|お?菓子|酒|船|馬|犬|猫)"
)
# Somebody of the past left something that is looked at: 伊能忠敬が測量した海岸線の碑.
LEFT_A_MONUMENT = re.compile(
    "(?:ら)?(?:が|の)[^。、\n]{1,12}(?:た|いだ|んだ)[^。、\n]{0,10}?"
    "(?:[石句歌顕詩記]?碑|銅像|史跡|旧跡|遺跡|遺構|古道|城跡|古戦場|用水路?|堰|庭園|屏風|掛け軸|絵図"
    "|古文書|山門|本堂|俳句|短歌|校歌|道中|宿場)"
)
CITED = re.compile(r" ?(?:ほか|ら|他|et al\.?)? ?(?:\((?:19|20)\d\d|,? ?(?:19|20)\d\d[a-z]?[):])")
# A name and nothing else, whatever else the word may be (赤羽と申します).
GIVES_A_NAME = re.compile(" ?と(?:申し|もうし)(?:ます|まして)(?!の|か|と)")
INTRODUCES = re.compile(
    r" ?(?:と申し|といい|と言い|という者|でございます|です[。、\n]?$|です[。、])"
)
SELF = re.compile(
    r"(?:私|わたし|わたくし|当方|小生|僕|自分)(?:は|、|の名前は|こと|の氏名は)[、 ]?$"
)
MEETS = re.compile(
    r"(?:に|から|と|へ|が|は|も|より|まで|の)?[^。\n]{0,8}(?:聞|訊|伺|相談|説明|連絡|話|面談"
    r"|電話|依頼|案内|対応|応対|答え|回答|言わ|言って"
    r"|述べ|申し|教え|お世話|会っ|会い|お会い|受付|受け付け|担当|送付|送っ|伝え|渡し|届け|窓口"
    r"|返信|確認|叱|怒|謝|約束|了承|同席|出席|参加|訪問|司会|進行|登壇|講演|講義|発表|発言|質問|質疑|提案|主張|報告|執筆|撮影"
    r"|作成|記入|記載|書い|書き|まとめ|考え|思い|思っ|引率|指導|署名|挨拶|頼|読み|読ん|見に来"
    r"|引き継)"
)
PERSON_BEFORE = re.compile(
    r"(?:担当|窓口|職員|社員|課員|係員|受付|夫|妻|父|母|息子|娘|隣人|近所|知人|友人|上司|部下"
    r"|同僚|代表|会長|理事|自治会長|班長|民生委員|前任|後任|代理"
    r"|先輩|後輩|発起人|講師|上記"
    r"|男性|女性|\d[歳才代]|会社員|主婦|主夫|無職|自営業|元職|筆者|著者|作者|生徒|保護者|遺族"
    r"|同居|知り合い|祖父|祖母|兄|姉|弟|妹|叔父|叔母|いとこ"
    r"|[課係室局署班])(?:の|、|は|が|:|・|/)? ?$"
)
OF_UNIT = re.compile(
    rf"(?:[{KANJI}]{{0,4}}(?:長|主任|主査|主事|主幹|保健師|教諭)(?=の)|[{KANJI}ァ-ヴー]{{2,}}(?:課|係|部|室|局|班|署|所|市|町|村|県|センター|グループ|役場"
    rf"|本部|協会|連合会|協議会)|当[会社課係室方]"
    rf"|弊社|本会|うち|担当|窓口)の? ?$"
)
AGED = re.compile(r" ?[、(/ ・]?(?:満|当時)?\d{1,3}(?:歳|才|\)|代[男女、)])")
DESCRIBED = re.compile(r" ?\((?:(?:満|当時)?\d{1,3}[歳才代]|[男女]性?[、,・)])")
WITH_UNIT = re.compile(
    r" ?\([^()\n]{0,16}(?:課|係|室|部|局|班|主査|主任|主事|係長|課長|担当|センター|在住|委員|会長"
    r"|代表)\)"
)
# What only persons do.
DID = re.compile(
    "(?:登壇|司会|進行|講演|発言|質問|執筆|撮影|引率|同席|応対|挨拶|署名|起立|着席|退席|退職|入庁)"
    "(?:を?(?:し(?:た|て(?:いた|いる|くれた|いただいた|くださった))|された|務めた|なさった)) ?$"
)
IN_OFFICE = re.compile(
    rf"(?:[{KANJI}ァ-ヴー]*(?:課|係|室|班)|当[会社課係室方]|弊社|会社|本会|うち|担当|前任|後任"
    rf"|代理)の ?$"
)
ACTS = re.compile("[がはもにとへ]|から|より|まで|による|宛")
ROLE_IS = re.compile(
    r"(?:文責|担当者?|代表者?|責任者|回答者|記入者|作成者|連絡先|窓口|説明者|提案者|講師|司会"
    r"|問い?合わ?せ先|照会先|差出人|送信者|投稿者|筆者|著者|作者|撮影者|報告者|発言者|申請者"
    r"|申出者|届出者|請求者|相談者|原作|作画|作詞|作曲|演者|進行"
    r"|指導員|発起人)(?:は|が)、? ?$"
)
# Says of the word before that somebody is called so: 荒木という人, 安達という名札.
CALLED = re.compile(
    " ?(?:という|と言う|といった|なる)(?:名札|(?:名の|名前の|若い|年配の)?"
    "(?:人(?![々も])|者|方(?![法針向面式策])"
    "|男|女|職員|社員|係|青年|先生|老人))"
    "|と名乗"
)
# All that is said of somebody in a note: ※岸本確認済, （大森記）.
NOTED = re.compile(
    " ?(?:確認|対応|作成|修正|記入|担当|追記|回答|受付|了承|発言|送付|依頼|記|宛|了|済|談"
    "|メモ|案|分)"
    "(?:済み?|中|予定|分|案|のみ|待ち)?(?=$|[\n、。)】\\]]|  )"
)
BEGINS_A_NOTE = re.compile(r"(?:^|[\n※【(\[→・*|\t○◯●◎]|  ) ?$")
KIN = re.compile(
    "(?:嫁|孫|妻|夫|息子|娘|[長次三四]男|[長次三四]女|末っ子|弟|妹|兄|姉|甥|姪|祖父|祖母|母|父|旦那|主人"
    "|婿|いとこ|従兄弟|友人|同僚|後輩|先輩)(?:の|、)? ?\\(?$"
)
# The same where others of them are named first: 孫の陽翔と咲良.
KIN_AND_OTHERS = re.compile(
    "(?:嫁|孫|妻|夫|息子|娘|[長次三四][男女]|弟|妹|兄|姉|甥|姪|子供?|子ども|友人|同僚|いとこ)(?:たち)?の"
    f"(?:[{KANJI}ぁ-んァ-ヴー]{{1,4}}?(?:と|、|・|や)){{1,3}}$"
)
RELATIVES = frozenset(
    re.findall(
        r"\S+",
        "父 母 夫 妻 祖父 祖母 兄 弟 姉 妹 息子 娘 孫 叔父 叔母 伯父 伯母 甥 姪 友人 恩師 "
        "義父 義母 長男 長女 次男 次女 主人 亡父 亡母 亡夫 亡妻 隣人 知人",
    )
)
"""Who is named right behind: 父黒木庄平."""
# A telephone number follows, as in a list of persons: 牧/0123-45-6789.
REACHED_BY = re.compile(
    r" ?[/( :、]{1,2}(?:電話|TEL|Tel|tel|℡|☎|携帯)?[:. ]{0,2}\(?0\d{1,4}[-( ]?\d"
)
SPEAKS = re.compile(r"(?:^|\n)[○◯●◎] ?$")
OF_WATER = re.compile("の(?:水|河|川|流|堤|橋|氾|増水|護岸|上流|下流|土手|魚|支流)")
LETTER_OF = re.compile(f"の[{KANJI}](?![{KANJI}])")
COUNTED = re.compile(
    f"(?P<list>[{KANJI}]{{1,5}}(?:[・、と][{KANJI}]{{1,5}}){{1,6}})(?:の|、|ら)?"
    "(?:(?:[二三四五六七八九十]|[2-9])(?:人|名)(?![口権])|両名|両人)"
)
IT_WAS = re.compile(
    r"(?:指摘|説明|発言|提案|担当|対応|応対|作成|記入|記載|回答|電話|訪問|書い|述べ|言っ|話し"
    r"|答え|聞い|まとめ)[^。、\n]{0,5}のは ?$"
)


def before(text: str, begin: int) -> str:
    """The characters before a place, in its line."""
    return text[max(begin - 16, 0) : begin].rpartition("\n")[2]


def after(text: str, end: int) -> str:
    """The characters behind a place, in its line."""
    return text[end : end + 24].partition("\n")[0]


def acts(text: str, begin: int, end: int) -> bool:
    """Whether somebody must stand here who says or does something, or is spoken to.

    >>> acts("数値の根拠は林が別途説明する。", 6, 7), acts("林が減っている。", 0, 1)
    (True, False)
    """
    return bool(
        MEETS.match(after(text, end))
        or PERSON_BEFORE.search(before(text, begin))
        or ROLE_IS.search(before(text, begin))
        or IT_WAS.search(before(text, begin))
    )
