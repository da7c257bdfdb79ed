"""Dates of birth: behind a word for them, before 生まれ, or told by the sentence."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find

_NUMBER_OF_DATE = r"(?:\d{1,2}|元|[〇一二三四五六七八九十]{1,3})"
_ERA = "(?:明治?|大正?|昭和?|平成?|令和?|[MTSHR])"
# A form's choice of eras, where which one is ringed is lost: 大・昭・平 52年.
_ERAS = rf"\(?(?:{_ERA} ?[・/,、|.○◯ ] ?){{1,4}}{_ERA} ?[・/,、|.○◯)]?"
_YEAR = (
    rf"(?:[明大昭平令] ?{_NUMBER_OF_DATE} ?年? ?\((?:19|20)\d\d年?\) ?年?"
    rf"|{_ERAS} ?{_NUMBER_OF_DATE} ?年?|"
    r"(?:西暦 ?)?(?:19|20)\d\d ?年?(?: ?\([^()\n]{2,8}\) ?年?)?|(?:明治|大正|昭和|平成|令和)"
    rf" ?{_NUMBER_OF_DATE} ?年?(?: ?\((?:19|20)\d\d年?\) ?年?)?"
    rf"|[MTSHRmtshr明大昭平令]\.? ?\d{{1,2}})"
)
_DATE = (
    rf"{_YEAR} ?(?:[年./・-]|ねん)? ?{_NUMBER_OF_DATE} ?(?:[月./・-]|がつ)"
    rf" ?{_NUMBER_OF_DATE} ?(?:日|にち)?"
)
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_ENGLISH_DATE = rf"(?:{_DAY}[ -]{_MONTH},?[ -]\d{{4}}|{_MONTH} {_DAY},? \d{{4}})"
# Not 生まれ変わる, nor 平成17年4月1日に生まれた市.
_COMES_TO_LIFE = "生まれ(?!変|た新?(?:[市町村区県法会]|制度|組織|団体|施設|公園|駅))"
_BORN = re.compile(
    rf"(?P<value>{_DATE})(?:(?: ?\(\d{{1,3}}歳\))? ?[にの]?(?:{_COMES_TO_LIFE}|うまれ|産まれ"
    r"|出生(?![数率届児地時])"
    rf"|生(?![活産徒命物じ涯計態誕ま]))"
    r"|に、?(?:[^。、\n]{1,12}(?:で|にて|の家に|として))?"
    rf"(?:{_COMES_TO_LIFE}|産まれ|産声を|生を[受う]け|この世に|取り上げられ|母が私を))"
)
# What is born in another sense: 条例は平成12年4月1日に産声を上げた.
_NO_CHILD = re.compile(
    "(?:条例|制度|合併|統合|[市町村区県会法校園橋駅館庁省]|組合|法人|団体|計画|センター|サービス|事業|チーム)"
    "(?:は|が|も|の|で)、?$"
)
_SOMEBODY = (
    "(?:私|わたし|わたくし|あたし|わし|僕|ぼく|俺|おれ|自分|小生|娘|息子|孫|子(?!会社|細)|双子|ふたご|[長次三四][男女]"
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
# The day is told last: 双子が産声を上げたのは令和5年1月16日, 次女の出生は8月1日.
_BORN_ON = re.compile(
    rf"{_SOMEBODY}[がのをはも][^。、\n\d]{{0,2}}{_IS_BORN}[をあ上げけらっれしてまい受生]{{0,6}}[ただ]?"
    rf"(?:の|日|とき|時)?(?:[がはも]、?)?(?P<value>{_DATE})"
    r"(?!日| ?(?:以[前後降上下]|から|より|まで|時点|現在|施行|改正))"
)
# A person in short: 1975.8.30(女), 昭和40年1月2日・男性.
_BORN_AND_SEX = re.compile(
    rf"(?P<value>{_DATE})(?:生)? ?[\[(〔/・、, ]{{1,2}}(?:[男女](?:性|子|の子)?"
    r"|(?:満 ?)?\d{1,3}[歳才])(?=[\])〕/・、, \n]|$)"
)
_BIRTH_CUE = re.compile(
    r"(?:生 *年 *月 *日|生まれ(?:た(?:の|日))?(?=は)|(?<![一-龠ぁ-んァ-ヴー])生(?= ?[:=])|"
    r"(?:生|う)まれた?(?:年月)?[日ひ]|誕 *生 *日|出生(?:年月)?日"
    r"|たんじょう ?び|生年(?= ?[:=→])"
    r"|(?i:birth ?(?:day|date)|date of birth|DOB|born(?: on)?))"
    rf"(?: ?\([^()\n]{{1,8}}\))?(?:[】\])] ?| ?[:=は→/|] ?| *\n? *|が|、|の|である|(?<=\)))"
    rf"(?P<value>{_DATE}|{_ENGLISH_DATE}|\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)\d\d"
    rf"|(?:{_NUMBER_OF_DATE} ?[年./-] ?)?{_NUMBER_OF_DATE} ?[月/.-] ?{_NUMBER_OF_DATE} ?日?|(?:19"
    rf"|20)\d\d[01]\d[0-3]\d)"
    r"(?![\d日]| ?(?:以[前後降上下]|から|より前|より後|まで|時点|現在|施行))"
)
# What each of them needs, sought first because that is cheap.
_MONTH_AND_DAY = re.compile(
    r"[\d元〇一二三四五六七八九十] ?(?:[月./・-]|がつ) ?[\d元一二三四五六七八九十]|\d{8}"
)
_IN_ENGLISH = re.compile("[A-Za-z]{3}")
_NEEDED = (
    (_BORN, re.compile("生|うまれ|産まれ|産声|この世に|取り上げられ|母が私を")),
    (_BORN_TOLD, _BIRTH := re.compile("生まれ|うまれ|生を|産|この世に|取り上げ|誕生|出生|授か")),
    (_BORN_ON, _BIRTH),
    (_BORN_AND_SEX, re.compile("[男女歳才]")),
    (
        _BIRTH_CUE,
        re.compile("生(?: *年| ?[:=])|[生う]まれ|誕|出生|たんじょう|[Bb][Ii]|[Dd][Oo]|[Bb][Oo]"),
    ),
)


def births(text: str) -> Iterator[Find]:
    """Dates of birth.

    Args:
        text: in its plain form.
    """
    if not _MONTH_AND_DAY.search(text):
        patterns = [_NEEDED[-1]] if _IN_ENGLISH.search(text) else []
    else:
        patterns = list(_NEEDED)
    for pattern, needed in patterns:
        for found in pattern.finditer(text) if needed.search(text) else ():
            named = "value" if found["value"] else "day"
            if pattern in (_BORN, _BIRTH_CUE) and _NO_CHILD.search(text, 0, found.start()):
                continue
            yield Find(*found.span(named), "生年月日", Evidence.CUE)
