"""Birth dates and numbers that belong to one person: My Number, accounts, plates, licences."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.privacy.finds import Evidence, Find, Kind

_NUMBER_OF_DATE = r"(?:\d{1,2}|元|[一二三四五六七八九十]{1,3})"
_ERA = "(?:明治?|大正?|昭和?|平成?|令和?|[MTSHR])"
# A form's choice of eras, where which one is ringed is lost: 大・昭・平 52年.
_ERAS = rf"\(?(?:{_ERA} ?[・/,、|.○◯ ] ?){{1,4}}{_ERA} ?[・/,、|.○◯)]?"
_YEAR = (
    rf"(?:{_ERAS} ?{_NUMBER_OF_DATE} ?年?|"
    r"(?:西暦 ?)?(?:19|20)\d\d ?年?(?: ?\([^()\n]{2,8}\) ?年?)?|(?:明治|大正|昭和|平成|令和)"
    rf" ?{_NUMBER_OF_DATE} ?年?(?: ?\((?:19|20)\d\d年?\) ?年?)?|[MTSHRmtshr]\.? ?\d{{1,2}})"
)
_DATE = (
    rf"{_YEAR} ?(?:[年./-]|ねん)? ?{_NUMBER_OF_DATE} ?(?:[月./-]|がつ)"
    rf" ?{_NUMBER_OF_DATE} ?(?:日|にち)?"
)
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ENGLISH_DATE = rf"(?:{_DAY}[ -]{_MONTH},?[ -]\d{{4}}|{_MONTH} {_DAY},? \d{{4}})"
_BORN = re.compile(
    rf"(?P<value>{_DATE})(?:(?: ?\(\d{{1,3}}歳\))? ?に?(?:生まれ|うまれ|産まれ|出生"
    rf"|生(?![活産徒命物じ涯計態誕]))"
    r"|に、?(?:[^。、\n]{1,12}(?:で|にて|の家に|として))?"
    r"(?:生まれ(?!変)|産まれ|産声を|生を[受う]け|この世に|取り上げられ|母が私を))"
)
# What is born in another sense: 条例は平成12年4月1日に産声を上げた.
_NO_CHILD = re.compile(
    "(?:条例|制度|[市町村区県会法校園橋駅館]|組合|法人|団体|計画|センター|サービス|事業|チーム)"
    "(?:は|が|も)、?$"
)
_SOMEBODY = (
    "(?:私|わたし|わたくし|僕|ぼく|俺|自分|小生|娘|息子|孫|子(?!会社|細)|双子|ふたご|[長次三四][男女]"
    "|父|母|夫|妻|祖父|祖母|兄|姉|弟|妹|本人|当人|主人|家内|甥|姪)"
)
_IS_BORN = (
    "(?:生まれ(?!変)|うまれ|産まれ|産声|生を[受享う]|この世に|取り上げ|誕生|出生"
    "|産[みん]|出産|授か)"
)
# Who is born is told before or behind the day: 私は昭和22年3月4日、雪の朝に産声を上げた.
_BORN_TOLD = re.compile(
    rf"(?:{_SOMEBODY}[^。\n\d]{{0,24}}(?P<value>{_DATE})[^。\n\d]{{0,24}}{_IS_BORN}"
    rf"|(?P<day>{_DATE})(?:[^。\n\d]{{0,24}}{_SOMEBODY}[^。\n\d]{{0,12}}{_IS_BORN}"
    rf"|[^。\n\d]{{0,16}}授か|[^。\n\d]{{0,6}}{_SOMEBODY}の誕生日))"
)
# A person in short: 1975.8.30(女), 昭和40年1月2日・男性.
_BORN_AND_SEX = re.compile(
    rf"(?P<value>{_DATE})(?:生)? ?[\[(〔/・、, ]{{1,2}}[男女](?:性|子|の子)?"
    r"(?=[\])〕/・、, \n]|$)"
)
_BIRTH_CUE = re.compile(
    r"(?:生 *年 *月 *日|(?:生|う)まれた?(?:年月)?[日ひ]|誕 *生 *日|出生(?:年月)?日|たんじょう ?び"
    r"|生年(?= ?[:=→])"
    r"|(?i:birth ?(?:day|date)|date of birth|DOB|born(?: on)?))"
    rf"(?: ?\([^()\n]{{1,8}}\))?(?:[】\])] ?| ?[:=は→] ?| *\n? *|が|、|(?<=\)))"
    rf"(?P<value>{_DATE}|{_ENGLISH_DATE}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)\d\d"
    rf"|(?:{_NUMBER_OF_DATE} ?[年./-] ?)?{_NUMBER_OF_DATE} ?[月/.-] ?{_NUMBER_OF_DATE} ?日?|(?:19"
    rf"|20)\d\d[01]\d[0-3]\d)"
    r"(?![\d日]| ?(?:以[前後降上下]|から|より前|より後|まで|時点|現在|施行))"
)
_BETWEEN = (
    r"(?:番号)?(?: ?\([^()\n]{1,10}\))?[】\])]?"
    r"(?: ?[:;=は→|\[【(「/-]| |が|、|の番号は|\n|No\.?|番号|第)* ?"
)
_DIGITS = r"[A-Za-z]{0,4}[- ]?\d(?:[\d \n-]{1,20}\d)?[A-Za-z]{0,2}"
_NUMBER_CUE = re.compile(
    r"(?:マイ ?ナンバー|個人番号|住民票コード|基礎年金番号|年金(?:手帳"
    r"|証書)?(?:の)?(?:記号)?番号|(?:被保険者"
    r"|保険)(?:者)?証?(?:等)?(?:の)?(?:記号)?[・と]?番号"
    r"|(?:運転)?免許証?(?:の)?番号|旅券(?:の)?番号|パスポート(?:の)?番号|在留カード(?:の)?番号"
    r"|(?:住基|マイナンバー|クレジット|会員|診察"
    r"|社員)(?:カード|券|証)(?:の)?番号"
    r"|(?:社員|職員|会員|学籍|生徒|患者|顧客|お客様|受給者|受験|契約者|利用者|医籍登録"
    r"|障害者手帳|手帳|証券|介護保険)(?:の)?(?:ID|番号)|製造番号(?!))"
    rf"{_BETWEEN}(?P<value>{_DIGITS})(?![\d年月日件人円割万億％%.])"
)
_HANDBOOK = re.compile(
    r"(?:障害者|保健福祉|療育|年金)?手帳 ?(?:\([^()\n]{1,8}\) ?)?(?P<value>第? ?\d{3,10}号)"
)
_INSURED = re.compile(
    r"(?:保険(?:者)?証|被保険者証?)[^\n。]{0,6}記号 ?[:は]?[・ ]?(?P<value>[\d一-龠-]{1,10}[ ・"
    r"、]*番号 ?[:は]? ?"
    r"\d{1,10})"
)
_TWELVE = re.compile(r"(?<![\d-])\d{4}[- \n]\d{4}[- \n]\d{4}(?:[- \n]\d{4})?(?![\d-])")
_BARE_TWELVE = re.compile(r"(?<![\d.,-])\d{12}(?![\d.,円-])")
_OF_MY_NUMBER = re.compile("通知カード|マイナ|個人番号|(?:12|十二)[桁けた]")
_DOCUMENT = re.compile(r"(?<![A-Za-z0-9-])(?:[A-Z]{2}\d{8}[A-Z]{2}|[A-Z]{2}\d{7})(?![A-Za-z0-9])")
_CARD = re.compile(r"(?<![\d-])(?:\d{4}[- ]){3}\d{4}(?![\d-])")
_BANK = re.compile(
    r"(?:(?:普通|当座|貯蓄|総合)(?:預金|口座)?|\((?:普|当)\)|口座(?:番号)?|(?:記号[・]?)?番号|記号)"
    r"(?: ?\([^()\n]{1,8}\))?(?: ?[:は=No.]| |口座|番号|の|、|\n)* ?(?P<value>\d{5}-\d{1,2}-\d{1,8}"
    r"|\d{5,8}(?:-\d{1,8})?)(?![\d年月日件人円割万億])"
)
_POSTAL_ACCOUNT = re.compile(r"(?<![\d-])\d{5}-(?:\d{1,2}-\d{1,8}|\d{6,8})(?![\d-])")
_HOLDER = re.compile(
    r"[ 、/(]*(?:(?:口座)?名義人?)?[ :は]*(?P<value>[ァ-ヴー]{2,10}(?: [ァ-ヴー]{1,10})?)(?![ァ-"
    r"ヴー一-龠])"
)
_BANK_WORDS = re.compile(
    r"銀行|信用金庫|信金|信用組合|農協|JA|ゆうちょ|郵便局|支店|口座|記号番号|預金|貯金|振込|振替"
    r"|通帳|名義|普通|当座|労働金庫|労金|信組"
)
# A branch of a bank and what is kept there, without a word for it: 山田信金の北支店の1234567.
_AT_A_BRANCH = re.compile(
    r"(?:銀行|信用金庫|信金|信用組合|信組|農協|JA|労働金庫|労金|ゆうちょ|銀)[^。\n\d]{0,12}"
    r"(?:支店|本店|支所|営業部|出張所|店)[^。\n\d]{0,10}(?P<value>\d{6,8})"
    r"(?![\d,.-]|[年月日件人円割万億%]|か所)"
)
# Seven digits that nothing counts, where an account is spoken of: 父の1234567(定期)は凍結された.
_SEVEN = re.compile(
    r"(?<![\d,.A-Za-z第〒号-])\d{7}(?![\d,.-]|[年月日件人円割万億千%か号名枚台kmgt])"
)
_OF_AN_ACCOUNT = re.compile(
    r"銀行|信用金庫|信金|信用組合|信組|労金|労働金庫|農協|ゆうちょ|口座|預金|貯金|通帳|定期|解約|凍結"
    r"|引き?落と?し|振り?込|振替|入金|送金|名義|残高"
)
_NO_ACCOUNT = re.compile(
    "(?:文書|法人|事業|管理|整理|受付|製造|登録|案件|契約|伝票|起債|郵便)番号|No|コード|品番|型番"
)
_BRANCH_AND_ACCOUNT = re.compile(r"(?<![\d-])\d{4}-\d{3}-\d{6,7}(?![\d-])")
_PLATE = re.compile(
    r"(?<![一-龠々ヶ])(?P<value>(?:[一-龠][一-龠々ヶツノ]{1,3}|いわき|なにわ|つくば|とちぎ|とかち|ちば"
    r"|むさしの)"
    r" ?(?:\d\d[\dA-Z] ?[ぁ-んA-Z] ?(?:[・.\d]{1,3}-?[・.\d]{1,3}|\d{1,4})"
    r"|\d\d ?[ぁ-ん] ?\d\d-\d\d))"
    r"(?![\d年月日件人円%])"
)
# One letter is a region too (堺, 柏), where the four digits leave no doubt.
_PLATE_OF_ONE_LETTER = re.compile(
    r"(?<![一-龠々ヶ])(?P<value>[一-龠] ?\d\d[\dA-Z] ?[ぁ-んA-Z] ?[・.\d]{2}-[・.\d]{2})(?!\d)"
)
_MUNICIPAL_PLATE = re.compile(
    r"(?:標識|ナンバー|プレート|車両番号|登録番号)[^\n。\d]{0,10}?[^一-龠々ヶァ-ヴー\n]"
    r"(?P<value>[一-龠々ヶァ-ヴー]{1,6}[市区町村] ?[一-龠]?"
    r" ?[ぁ-んア-ン] ?[・.\d]{1,3}-?[・.\d]{1,3})(?![\d年月日件人台円%])"
)


def identifiers(text: str) -> Iterator[Find]:
    """Dates of birth and numbers of persons.

    Args:
        text: in its plain form.
    """
    for pattern, kind in _BY_CUE:
        for found in pattern.finditer(text) if _TOLD_BY[pattern].search(text) else ():
            named = "value" if found["value"] else "day"
            if pattern is _BORN and _NO_CHILD.search(text, 0, found.start()):
                continue
            yield Find(*found.span(named), kind, Evidence.CUE)
    if not _DIGIT.search(text):
        return
    for found in _TWELVE.finditer(text):
        if not _is_series(re.findall(r"\d+", found[0])):
            yield Find(*found.span(), "個人番号", Evidence.FORM)
    for found in _BARE_TWELVE.finditer(text):
        cue = _OF_MY_NUMBER.search(text, max(found.start() - 24, 0), found.start())
        if cue or _is_my_number(found[0]):
            yield Find(*found.span(), "個人番号", Evidence.FORM)
    for found in _DOCUMENT.finditer(text):
        yield Find(*found.span(), "個人番号", Evidence.FORM)
    for found in _BANK.finditer(text):
        around = text[max(found.start() - 40, 0) : found.end() + 20]
        if _BANK_WORDS.search(around):
            yield Find(*found.span("value"), "口座番号", Evidence.CUE)
            if holder := _HOLDER.match(text, found.end()):
                yield Find(*holder.span("value"), "氏名", Evidence.CUE)
    for found in _SEVEN.finditer(text):
        around = text[max(found.start() - 20, 0) : found.end() + 20]
        other = _NO_ACCOUNT.search(text, max(found.start() - 12, 0), found.start())
        if _OF_AN_ACCOUNT.search(around) and not other:
            yield Find(*found.span(), "口座番号", Evidence.CUE)
    for found in _BRANCH_AND_ACCOUNT.finditer(text):
        yield Find(*found.span(), "口座番号", Evidence.FORM)
    for found in _POSTAL_ACCOUNT.finditer(text):
        if _BANK_WORDS.search(text, max(found.start() - 40, 0), found.start()):
            yield Find(*found.span(), "口座番号", Evidence.CUE)
    for found in _AT_A_BRANCH.finditer(text):
        yield Find(*found.span("value"), "口座番号", Evidence.CUE)
    for pattern in (_PLATE, _PLATE_OF_ONE_LETTER):
        for found in pattern.finditer(text):
            yield Find(*found.span("value"), "車両番号", Evidence.FORM)


_BY_CUE: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_BORN, "生年月日"),
    (_BORN_TOLD, "生年月日"),
    (_BORN_AND_SEX, "生年月日"),
    (_BIRTH_CUE, "生年月日"),
    (_NUMBER_CUE, "個人番号"),
    (_INSURED, "個人番号"),
    (_HANDBOOK, "個人番号"),
    (_MUNICIPAL_PLATE, "車両番号"),
)
_DIGIT = re.compile(r"\d")
# What each of them needs, sought first because that is cheap.
_TOLD_BY = {
    _BORN: re.compile("生|うまれ|産まれ|産声|この世に|取り上げられ|母が私を"),
    _BORN_TOLD: re.compile("生|うまれ|産|この世に|取り上げ|授か"),
    _BORN_AND_SEX: re.compile("[男女]"),
    _BIRTH_CUE: re.compile("[生誕出]|たんじょう|うまれ|(?i:b)"),
    _NUMBER_CUE: _DIGIT,
    _INSURED: _DIGIT,
    _HANDBOOK: _DIGIT,
    _MUNICIPAL_PLATE: re.compile("標識|ナンバー|プレート|番号"),
}


def _is_series(groups: Sequence[str]) -> bool:
    """Whether groups of four digits are sizes or sums, times of a day or years.

    >>> _is_series(["1200", "1500", "1800"]), _is_series(["0715", "0815", "0915"])
    (True, True)
    >>> _is_series(["7712", "0498", "3350"])
    False
    """
    rises = all(one < other for one, other in pairwise(groups))
    times = all(group < "2400" and group[2:] < "60" for group in groups)
    years = all("1900" <= group < "2100" for group in groups)
    return all(group.endswith("0") for group in groups) or (rises and (times or years))


def _is_my_number(digits: str) -> bool:
    """Whether the last of twelve digits checks the others (番号法施行規則: 総務省令第85号第5条)."""
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
    rest = sum(w * int(d) for w, d in zip(weights, reversed(digits[:11]), strict=True)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)
