"""How names of bodies end: the signs by which a word can be the name of one."""

import re
import unicodedata

LOCAL_GOVERNMENTS = "都道府県市区町村"
"""Last signs of names of local governments; for a class of characters in a pattern."""
UNIONS = "組合|広域連合"
"""Ends of names of bodies that local governments form together (一部事務組合 among them)."""
UNION_TASKS = (
    "事務|広域|行政|衛生|消防|防災|水防|水道|下水|清掃|環境|処理|斎場|斎苑|火葬|葬祭|墓地|霊園|病院|診療|医療|介護保険|保健|福祉施設"
    "|老人ホーム|学校|給食|教育|競馬|競艇|競輪|港(?:湾)?管理|空港|退職手当|情報(?:化|システム)|電算|税(?:務|滞納)|財産|恩賜林|市町村|共立|公立|ごみ|し尿"
)
"""Tasks that local governments do together: words in names of such unions (地方自治法284条)."""
ASSOCIATIONS = "知事会|市長会|町村会"
"""Ends of names of their associations."""
ORGANISATIONS = (
    "議長会|協議会|協会|連盟|連合会|財団|社団|法人|株式会社|有限会社|合同会社|機構|大学|学会|研究所|団体|委員会"
    "|クラブ|ネットワーク|NPO|NGO|ユニオン|労組|生協|農協|会議|の会|㈱|㈲"
)
"""Words in names of other organisations."""
ORGANISATION_ENDS = (
    "病院|医院|クリニック|診療所|薬局|学校|高校|学園|学院|幼稚園|保育園|保育所|こども園|[公市区町村]民館|図書館|博物館|会館|児童館|資料館|美術館|商工会議?所?"
    "|銀行|信用金庫|新聞社|放送局?|センター|研究会|連合|支部|支店|営業所|商店|製作所|事務所|公社|事業団|基金"
    "|自治会|町内会|区会|婦人会|老人会|保護者会|PTA|福祉会|医師会|弁護士会|実行委|会|団|商店街|グループ|プロジェクト|電力|鉄道|建設|工業"
    "|サークル|食堂|商事|工務店|水産|農園|牧場|旅館|ホテル|神社|工房|不動産|運輸|交通|酒造|食品|青年部|婦人部|女性部|壮年部|部会|分会|集落|班|隊"
)
"""Ends of names of organisations that no name of a person has."""
OFFICES = "部局課室係署"
"""Last signs of names of an office's parts; for a class of characters in a pattern."""
_OF_A_TASK = "[務策画営産進育護防境設木林祉済計報信宅税]"
OFFICE_ENDS = rf"課|係|局|署|支所|出張所|(?:[支本]|{_OF_A_TASK}|事業)部|{_OF_A_TASK}室"
"""Ends of names of an office's parts that no family name has (阿部, 小室)."""
_KIND_OF_ORGANISATION = re.compile(f"{ORGANISATIONS}|{ORGANISATION_ENDS}|{UNIONS}")
_KIND_OF_SENDER = re.compile(
    r"(?:一般)?(?:の?方)?(?:個人|法人|団体|企業|会社|事業者|事業主"
    r"|民間(?:企業|事業者|団体)?|市民|住民|国民|一般|学生|生徒|会社員|自営業者?|公務員|教職?員|無職|主婦|主夫|農業者?|漁業者?|有識者|研究者|匿名|無記名|自治体|地方公共団体"
    r"|市区?町村|区市町村|[都道府県市区町村]|都道府県|国|省庁|行政(?:機関)?|議員|NPO(?:法人)?|NGO|市民団体|業界団体|経済団体|労働組合"
    r"|医療(?:関係者|機関)|教育(?:関係者|機関)|その他|不明|未回答|無回答)"
    r"(?:の?方)?(?:[(（].*[)）])?(?:[・、/／](?:個人|法人|団体|企業|事業者|NPO(?:法人)?|NGO|市民))*"
)


def is_kind_of_sender(name: str) -> bool:
    """Whether a word says what kind of sender there was, and not who.

    >>> [is_kind_of_sender(name) for name in ("個人", "ＮＰＯ法人", "甲町", "NPO法人緑の会")]
    [True, True, False, False]
    """
    return bool(_KIND_OF_SENDER.fullmatch("".join(unicodedata.normalize("NFKC", name).split())))


def is_kind_of_organisation(name: str) -> bool:
    """Whether a word says what kind of organisation something is, and not which (図書館, 商工会).

    >>> is_kind_of_organisation("図書館"), is_kind_of_organisation("甲川図書館")
    (True, False)
    """
    return bool(_KIND_OF_ORGANISATION.fullmatch(name))
