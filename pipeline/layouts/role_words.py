"""Roles of columns and fields, and the words of headers and labels that name them."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from pipeline.layouts.reply_words import REPLY
from pipeline.text.normalize import without_unseen


class Role(StrEnum):
    """What a column or field holds."""

    OPINION = "opinion"
    REASON = "reason"
    BODY_CODE = "body_code"
    BODY_NAME = "body_name"
    PREFECTURE = "prefecture"
    BODY_KIND = "body_kind"
    DEPARTMENT = "department"
    PERSON = "person"
    CONTACT = "contact"
    ITEM = "item"
    NUMBER = "number"
    DATE = "date"
    STATUS = "status"
    REMARK = "remark"
    REPLY = "reply"
    ATTRIBUTE = "attribute"
    IGNORED = "ignored"


ROLE_NAMES = {
    Role.OPINION: "意見",
    Role.REASON: "理由",
    Role.BODY_CODE: "団体コード",
    Role.BODY_NAME: "団体名",
    Role.PREFECTURE: "都道府県",
    Role.BODY_KIND: "回答者の区分",
    Role.DEPARTMENT: "部署",
    Role.PERSON: "氏名",
    Role.CONTACT: "連絡先",
    Role.ITEM: "該当箇所",
    Role.NUMBER: "番号",
    Role.DATE: "日付",
    Role.STATUS: "状態",
    Role.REMARK: "備考",
    Role.REPLY: "回答・考え方",
    Role.ATTRIBUTE: "属性",
    Role.IGNORED: "読まない",
}
"""How people call them; round.yaml holds the keys."""

IDENTITY = frozenset({Role.BODY_CODE, Role.BODY_NAME, Role.PREFECTURE, Role.BODY_KIND})
"""Roles that say who answered."""

_BODY = (
    "(?:団体|自治体|(?:区?市)?区?町村|市町|公共団体|都市|組織|機関|法人|企業"
    "|事業者|会社|大学|協会|自治会|町内会|町会|組合|協議会|連合会|商店会|支部|貴団体)"
)
_PLACE = (
    "(?:の(?:対象となる)?|に係る|に関する|がある)(?:該当|対象|関連)?(?:の|する)?"
    "(?:箇所|部分|項目|条項|頁|ページ|章)名?$"
)
"""What an opinion is about, behind the word: 御意見の該当箇所."""
CHOICE = (
    r"[(（](?:はい[・/／、]いいえ|[有可要][・/／、](?:無|不可|否|不要)"
    r"|する[・/／、]しない)[)）][。？?]?$"
)
"""What is ticked behind a label."""
POINTS = (
    r"(?:お?気(?:づ|付|が付|がつ|に)(?:き|いた|なる|なった)|お?困り|お?困って(?:いる|おられる)?"
    r"|(?:改善|検討|配慮|見直)し?て?(?:ほしい|欲しい|もらいたい|すべき|が必要な|を(?:求める|望む))"
    r"|(?:望む|期待する)|(?:不安|疑問|課題)(?:に|と)?(?:な|思う|感じる|考える)|心配(?:な|している))"
    r"(?:になった|の)?(?:点|こと|事項)(?:など|等)?"
)
"""What names points that are asked for (お気付きの点)."""
WHETHER = r"有無(?:[(（\[〔].*)?$"
"""What asks whether there is an opinion, with how to answer behind it."""
CONSENT = (
    r"^(?!.*理由)(?:.*(?:意見|氏名|名前|回答|内容|団体名|投稿)等?(?:の|を|が|は)?(?:公表|公開|掲載)"
    r"(?!.{0,12}(?:に関する|に対する|への|についての)).*|.*(?:公表|公開|掲載|返信|連絡)して(?:も)?(?:よ|良|い|構|差).*"
    r"|.*(?:公表|公開|掲載|匿名|返信)(?:を|の)(?:希望|承諾|許可|同意).*|.*同意(?:し|する|いただけ|頂け|事項|確認|の有無|欄|$).*)$"
)
"""What is asked about the answer itself: may it be published, was something agreed to."""
# The first that matches decides; later words are more general.
_WORDS = tuple(
    (role, re.compile(pattern, re.IGNORECASE))
    for role, pattern in (
        (Role.REPLY, REPLY.pattern),
        (
            Role.ITEM,
            r"(?:どの|どちらの|何)(?:[章節条頁]|ページ|部分|箇所|項目|施策|分野|条文|論点|テーマ)"
            r".{0,24}(?:ですか|ますか|ください|下さい)"
            r"|意見(?:を|の|が)[^、。]{0,10}(?:章|節|条文?|箇所|部分|項目|頁|ページ)(?:名|番号)?$",
        ),
        (Role.ATTRIBUTE, CHOICE),
        (
            Role.OPINION,
            r"(?:に関する|に対する|に係る|への|について(?:の)?)(?:ご|御)?(?:意見|要望|提案|コメント|懸念|感想)"
            r"(?:欄|等|の?内容)?$",
        ),
        (Role.ATTRIBUTE, CONSENT),
        (
            Role.ATTRIBUTE,
            r"居住|(?:お|御)?住[まい]い|在住|出身|勤務(?:地|先の?所在)|通勤先?|通学先?|年齢|年代|性別|職業"
            r"|(?:提出|受付|受領|回答|送付|応募|投稿)の?(?:方法|手段|媒体|経路)|^(?:経路|媒体|方法)$",
        ),
        (
            Role.ATTRIBUTE,
            r"(?:何|どこ|どちら|どのように|どうやって).{0,8}(?:知りま|知った|聞き|お知り|御存知|ご存知)|知った(?:方法|経路|きっかけ)|きっかけ$"
            r"|(?:公表|公開|掲載|返信|連絡|匿名).{0,6}(?:可否|希望|同意|可・不可)",
        ),
        (
            Role.ATTRIBUTE,
            rf"{WHETHER}|(?:意見|回答|コメント)の?(?:種別|区分|分類|数|件数)|該当の?有無|(?:回答|返信|返答|連絡)の?(?:要否|要不要)",
        ),
        (
            Role.DATE,
            r"(?:日付|年月日|(?:回答|提出|受付|記入|作成|報告|送付)日|日時|期日|timestamp|created.?at)$",
        ),
        (Role.CONTACT, r"電話|TEL|ﾒｰﾙ|メール|e-?mail|連絡先|住所|所在地|FAX|内線|郵便番号"),
        (
            Role.NUMBER,
            r"^(?:No\.?|№|番号|通番|通し(?:番号|No\.?)?|整理番号|連番|項番|#|id|comment.?id|意見(?:番号|No\.?)"
            r"|管理番号|(?:受付|受理|受領)(?:番号|No\.?|№|ID)|回答ID|ID)$",
        ),
        (Role.BODY_CODE, rf"{_BODY}.{{0,6}}(?:コード|code)|^(?:コード|code)$"),
        (Role.STATUS, "修正区分|更新区分|提出区分|訂正区分|変更区分|^状態$|^訂正$|差し?替え?"),
        (
            Role.BODY_KIND,
            "(?:団体|自治体|市区?町村|人口|提出者|回答者|意見者|応募者)の?(?:区分|種別|規模|種類|属性|類型)",
        ),
        (Role.BODY_NAME, rf"^所属(?:の)?{_BODY}等?(?:の?名称?)?$"),
        (
            Role.DEPARTMENT,
            "部署|所属|^担当$|担当課|部局|課名|担当部|課室|主管課|^(?:回答|提出|記入|作成)[課係]",
        ),
        (Role.PERSON, "氏名|ふりがな|フリガナ|よみがな|担当者|お?名前|記入者|作成者|責任者"),
        (Role.PREFECTURE, "^(?:都道府県(?:名)?|県名|都道府県名等)$"),
        (
            Role.BODY_NAME,
            rf"^(?:(?:回答|提出|記入|作成|意見|報告|送付|照会先)(?:元?の?|した|された))?貴?{_BODY}等?$|^(?:提出|回答|送付|発信)元$"
            rf"|{_BODY}等?(?:の?名称?|名等)$|{_BODY}.{{0,4}}(?:名|名称)$"
            r"|(?:提出者|回答者|意見者)(?:の?名称?)?$",
        ),
        (
            Role.REASON,
            "^(?!.*(?:意見|要望|回答|提案)[・及やと]).*(?:理由|根拠|背景)|^(?:修正|改善|代替|変更)(?:文|後)?案",
        ),
        (
            Role.OPINION,
            r"(?:意見|コメント|要望|提案|自由記[述載入]|懸念|課題|感想)(?:欄|内容|等|事項|の?概要|の詳細|記入欄"
            r"|[・、及やと／].*|[（(].*)?$|^(?:回答|記述|内容|本文|質問|設問|コメント本文|見解)(?:欄|内容)?(?:[（(].*)?$"
            r"|^(?:.{1,12}場合(?:は|に|、){0,2})?具体的(?:に|な?(?:ご|御)?(?:内容|意見))$"
            rf"|{POINTS}$"
            r"|^(?:comment.?body|comment|body|text|opinion|answer|content)$",
        ),
        (
            Role.OPINION,
            r"^(?:問|設問|質問|Q)\s*\d|(?:ますか|ですか|ください|下さい)[。？?]?$"
            rf"|(?:ご|御)意見(?!{_PLACE})",
        ),
        (
            Role.ITEM,
            r"検討項目|該当箇所|該当部分|対象箇所|項目|論点|(?<!\d)(?:ページ|頁)|該当章|テーマ|分野|件名|表題|タイトル|箇所"
            "|行数?$|条文|条項|施策|資料名|^(?:章|節|条|P)$",
        ),
        (Role.REMARK, "備考|摘要|特記事項|補足|^その他$|連絡事項"),
        (
            Role.ATTRIBUTE,
            "区分|種別|分類|カテゴリ|賛否|属性|年代|年齢|性別|職業|地域|attribute|人口",
        ),
        (Role.OPINION, "意見|コメント|要望"),
    )
)
_MARKS = re.compile(r"^[\s※*＊●○◎■□◆▼【\[〔①-⑳\d.．、)）]+(?=\D)|[\s※*＊:：】\]〕]+$|[(（]※.*[)）]")
_NEED = re.compile(
    r"(?<=.)[\[【〔(（<＜※]*(?:必須|任意)(?:項目|入力)?[\]】〕)）>＞]*(?=[:：]?$)"
    r"|^[\[【〔(（<＜※]*必須(?!項目|事項|条件)[\]】〕)）>＞]*(?=.)"
    r"|[(（](?:必須|任意)[)）]"
    r"|(?<=..)※.*$"
)
"""Whether a field must be filled, as pages of the net write it beside a label, and notes (※)."""
_SAID_OF_A_FIELD = re.compile(
    rf"[(（](?:貴|個人・|個人又は)?(?:{_BODY}|個人)等?[)）]$"
    r"|[(（][^()（）]*(?:の?方|場合|のみ|限る|下さい|ください|字(?:以内|程度)|[全半]角|的に|簡潔に|自由に|詳しく|例[:：]|省略可|法人名|団体名|会社名)[^()（）]*[)）]$"
)
"""A note in brackets behind a label: who fills it in and how (団体の方のみ), or another word."""
_UNDER_REPLY = (None, Role.OPINION, Role.REASON, Role.REMARK)
_OPINION = re.compile("意見|要望")
_NUMBERED_ITEM = re.compile(r"(?:論点|検討項目|項目|テーマ|問|設問)\d")
_ASKED = re.compile(r"(?:問|設問|質問|Q)\d")
"""A question by its number, which is no title though it ends as one (問1 費用について)."""
_COUNTED = re.compile(r"(?:P\.?|第)?\d+(?:頁|ページ|章|節|行|条|項|年|月|日|件|人|名)?目?")
_OF_A_LETTER = "について[(（](?:ご|御)?(?:回答|提出|報告|送付|通知|依頼|返信)[)）]$"
_WHETHER = re.compile(WHETHER)
_TITLE = re.compile(
    "照会(?!項目|事項)|回答票|調査票|(?:回答|提出|記入|意見)(?:用紙|票)$|回答書|意見書$|様式|記入要領|一覧表?$|意見募集"
    f"|について$|{_OF_A_LETTER}"
    "|.{6}(?:意見|要望|質問)(?:等|の概要)?(?:と|及び|並びに|・).{0,9}(?:見解|考え方|回答|対応|コメント)$"
)


@lru_cache(maxsize=2**14)
def squeezed(text: str) -> str:
    r"""A header or label made comparable: NFKC, no white space.

    >>> squeezed("団　体\n名 ")
    '団体名'
    """
    return "".join(unicodedata.normalize("NFKC", without_unseen(text)).split())


def without_need(words: str) -> str:
    """A squeezed label without what says whether it must be filled.

    >>> without_need("御意見必須"), without_need("【必須】御意見"), without_need("任意後見")
    ('御意見', '御意見', '任意後見')
    """
    return _NEED.sub("", words)


def asks_whether(label: str) -> bool:
    """Whether a label or header asks whether there is an opinion (意見の有無（○を付ける）)."""
    return bool(_WHETHER.search(squeezed(label)))


def is_title(text: str) -> bool:
    """Whether a line is the title of a letter or form (意　見　書, 様式１), no label."""
    return bool(_TITLE.search(squeezed(text)))


def is_letter_title(text: str) -> bool:
    """Whether a line is what a letter is about, and ends as such (…について（回答）)."""
    return bool(re.search(_OF_A_LETTER, squeezed(text)))


def role_of_words(header: str) -> Role | None:
    """The role that a header or label names; the last level of a header of several rows first.

    >>> role_of_words("団体情報／コード"), role_of_words("意見の有無"), role_of_words("御意見")
    (<Role.BODY_CODE: 'body_code'>, <Role.ATTRIBUTE: 'attribute'>, <Role.OPINION: 'opinion'>)
    """
    levels = [level for level in header.split("／") if level.strip()]
    if not levels:
        return None
    last = _role_of_level(levels[-1])
    above = [_role_of_level(level) for level in levels[:-1]]
    if Role.OPINION in above and (last is None or _NUMBERED_ITEM.match(squeezed(levels[-1]))):
        return Role.OPINION  # 意見 over 論点1, 論点2, …: one column per question
    if Role.REPLY in above and last in _UNDER_REPLY and not _OPINION.search(levels[-1]):
        return Role.REPLY  # 事務局記入欄 over コメント, 理由
    if squeezed(levels[-1]).lower() in ("コード", "code", "名称", "名"):
        return _role_of_level("".join(levels)) if levels[:-1] else last
    return last or next((role for role in reversed(above) if role), None)


def _role_of_level(level: str) -> Role | None:
    words = _MARKS.sub("", without_need(squeezed(level)))
    plain = re.sub(r"^(?:ご|御|貴)(?=\w)", "", words)
    if _ASKED.match(words):
        words = words.removesuffix("について")
    if _TITLE.search(words) or _COUNTED.fullmatch(squeezed(level)):
        return None
    without_note = [_SAID_OF_A_FIELD.sub("", text) for text in (plain, words)]
    return _named_by(without_note) or _named_by([plain, words]) if words else None


def _named_by(readings: Sequence[str]) -> Role | None:
    named = (role for role, pattern in _WORDS if any(map(pattern.search, readings)))
    return next(named, None)
