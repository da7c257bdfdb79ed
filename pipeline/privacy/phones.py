"""Telephone numbers: land lines, mobile, internal and FAX, by their form or behind a word."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find

# All patterns read the plain form of a text: half-width, one kind of dash, blanks without width.
_GAP = r"(?: ?[-ー.] ?\n?|[ ()]{1,2}|\n)"
_PHONE = re.compile(
    rf"(?<![\d第.ー-])(?<!\d/)(?<![A-Za-z])(?:\+\d{{1,3}}{_GAP}?(?:\(0\))?\d{{1,4}}"
    rf"|\(?0\d{{1,4}}\)?)"
    rf"{_GAP}?\(?\d{{1,4}}\)?{_GAP}?\d{{3,4}}(?![\d円千万億年月日号件人％%]|-\d|\.\d)"
    r"|(?<![\d・])0\d{1,4}・\d{1,4}・\d{4}(?![\d・])"
)
_ZERO = "(?:[〇零0○]|ゼロ|ぜろ|マル|まる)"
_ANY_DIGIT = (
    rf"(?:{_ZERO}|[一二三四五六七八九1-9]|キュ[ーウ]|きゅう|ハチ|はち|ナナ|なな|ゴー?(?=ゼ|マ))"
)
_PHONE_IN_KANJI = re.compile(
    rf"(?<![〇零一二三四五六七八九\d-])(?![\d() ー-]+(?![〇零一二三四五六七八九ゼぜマま]))"
    rf"{_ZERO}{_ANY_DIGIT}{{1,4}}[-ー()の・― ]{_ANY_DIGIT}{{1,4}}[-ー)の・― ]"
    rf"{_ANY_DIGIT}{{4}}(?![\d-])"
)
_APART = re.compile(  # 0 4 2 - 7 6 9 - 8 8 3 1
    r"(?<![\d.,] )(?<![\d.,-])\(?0(?: \d){1,4} ?[-() ]{1,3}"
    r"\d(?: \d){0,3} ?[-() ]{1,3}\d(?: \d){2,3}(?! ?\d)"
)
_BROKEN = re.compile(  # 022-214-81 and 07 on the next line
    r"(?<![\d-])0\d{1,4}-(?:\d{1,4}-\d{0,3}|\d{0,4})-?\n *-?\d{1,4}(?:-\d{4})?"
    r"(?![\d年月日件人円%.])"
)
# From abroad without +: 0081-90-1234-5678, 010-81-3-1234-5678.
_FROM_ABROAD = re.compile(
    rf"(?<![\d-])(?:00|010[- ]?)81{_GAP}?(?:\(0\))?\d{{1,4}}{_GAP}?\d{{1,4}}{_GAP}?\d{{3,4}}"
    r"(?![\d-])"
)
# Parts told by words: 0241局56の7812, 090の1234の5678, 市外局番0241の56-7812.
_IN_WORDS = re.compile(
    r"(?<![\d.-])0\d{1,4} ?(?:局の?|の|、)\)? ?\d{1,4}(?:局の?|[-ーの、])\d{4}"
    r"(?![\d年月日件人円万])"
)
_DIGITS_OF_A_PHONE, _DIGITS_WITH_COUNTRY = range(10, 12), range(10, 13)
"""Without +81 there are no twelve: 0715-0815-0915 are times of a bus."""
_PHONE_CUE = re.compile(
    r"(?:(?i:tel|fax|phone|mobile|ext)(?![A-Za-z])|(?:固定|自宅|勤務先|緊急|日中"
    r"|昼間)?(?:の)?(?:電 *話|でんわ"
    r"|連絡先)(?: *番 *号)?|携帯(?:電話|番号|電話番号)?"
    r"|ケータイ|PHS|ファ(?:ッ)?クス|ファクシミリ|FAX番号|内 *線(?:番号)?|直 *通|☎|℡|📞"
    r"|代表(?=[: (]))"
    r"(?: ?(?:\((?:代表?|直通|内線|携帯|自宅)\)|/ ?(?i:fax)))?[)】\]]?[.:=は ]*\n?[ (]*"
    rf"(?P<value>(?:\+81[- ]?)?(?:\(?\d{{1,5}}\)?{_GAP}?){{1,4}}\d)"
    r"(?:(?![\d年月日件人台回線円割市町村団か番％%時分名社枚秒歳桁本通戸冊])|(?<=\d{3})(?=番(?![目線街組])))"
)
_EXTENSION = re.compile(
    r"(?:[(、 /]内線?|[(\[【〔<]内線?[)\]】〕>])[: ]?(?P<value>\d{1,3}-\d{2,5}|\d{2,5})"
    r"(?![\d年月日件人台回線円割市町村団か番％%時分名社枚秒歳桁本通戸冊])"
)
# An internal number that is told by what is done with it: 3207にお電話ください, （2251）までご連絡.
_DIALLED = re.compile(
    r"(?<![\d.,#=/A-Za-z~-])(?!1\d\d(?!\d)|7119|8000|9110)(?P<value>\d{3,5})(?:番|\))? ?(?:に"
    r"|へ|まで|を|宛に?) ?"
    r"(?:(?:お|ご|御)?(?:電話|連絡|一報|問い?合わ?せ)|お?かけ|掛け|TEL|呼び出|呼ん|ダイヤル|回し|転送|つない|繋い|コール)"
)
_OF_A_UNIT = re.compile(
    r"(?:[課係室]の? ?(?P<value>\d{4})番|[課係室](?:の|、) ?(?P<called>\d{3,5})で(?:呼|お願い)"
    r"|(?:返事|返信|連絡|電話|折り?返し)は ?(?P<back>\d{4,5}) ?\([^()\n]{1,8}[課係室]\)"
    r"|(?:^|[\n 、(:])内 ?(?P<inner>\d{1,3}-\d{2,5}|\d{3,5})(?![\d年月日件人台円,.-]))"
)
# What is asked, or when, tells that a number is dialled: 急ぎの合議は3602か、隣の3605で受けます.
_CALLED_FOR = re.compile(
    r"(?:合議|協議|問い?合わ?せ|照会|質問|不明な?点|急ぎ?|至急|詳細|折り?返し|返事|返信|連絡|相談|不在|呼び?出し)"
    r"[^。\n\d]{0,10}?(?<![\d.,])(?P<value>\d{4,5})番?"
    r"(?:(?:か(?!ら)|、|,|または|もしくは|や)[^。\n\d]{0,8}?(?P<other>\d{4,5})番?)?"
    r"(?= ?(?:\([^()\n]{1,8}\))? ?(?:でも?(?:お?受け|承|取[りっるれ]|対応|応対|お?待|伺|うかが"
    r"|お?答|説明)"
    r"|へ(?:どうぞ|お願|回)|のどちらか|を(?:鳴ら|呼)))"
)
_NO_PHONE = re.compile(
    r"(?:バージョン|(?i:ver(?:sion)?\.?|v\.?|IP|ID|No\.?)|アドレス|版|コード|品番|型番|科目|工区"
    r"|(?:文書|法人|事業|管理|整理|受付|製造|登録|案件|契約|伝票|起債)番号) ?[:は]? ?$"
)
_LIST_GOES_ON = re.compile(
    r" ?(?:、|/|又は|または|及び|・|,|から|~"
    r"|〜) ?(?P<value>\d{2,5}(?:-\d{2,4}){0,2})(?![\d年月日件人台回円割番%時分名])"
)


# What they need, sought first because that is cheap.
_THREE, _FOUR = re.compile(r"\d{3}"), re.compile(r"(?<!\d)\d{4,5}(?!\d)")
_SPOKEN_TO = re.compile(
    "電話|連絡|かけ|掛け|TEL|呼|ダイヤル|回し|転送|つない|繋い|コール|一報|問|内|番|返事|返信|返し|お願い"
)
_DIGIT, _BEGINS = re.compile(r"\d"), re.compile(r"(?<!\d)0 ?\d|\+\d|010")
_IN_KANJI = re.compile("[〇零○一二三四五六七八九]{2}|ゼロ|ぜろ|マル|まる")
_CUE = re.compile(
    r"電 *話|でんわ|連絡先|携帯|ケータイ|PHS|ファ|内 *線|[(、 /\[【〔<]内|直 *通|[☎℡📞]|代表"
    "|[Tt][Ee][Ll]|[Ff][Aa][Xx]|[Pp][Hh][Oo]|[Mm][Oo][Bb]|[Ee][Xx][Tt]"
)


def phones(text: str) -> Iterator[Find]:
    """Telephone numbers.

    Args:
        text: in its plain form.
    """
    found = [*_by_form(text)]
    if _DIGIT.search(text) and _CUE.search(text):
        found += _by_cue(text)
    for begin, end, evidence in found:
        yield Find(begin, end, "電話番号", evidence)


def _by_form(text: str) -> Iterator[tuple[int, int, Evidence]]:
    for found in _PHONE.finditer(text) if _BEGINS.search(text) else ():
        other = _NO_PHONE.search(text[max(found.start() - 12, 0) : found.start()])
        allowed = _DIGITS_WITH_COUNTRY if found[0][0] == "+" else _DIGITS_OF_A_PHONE
        if sum(map(str.isdecimal, found[0])) in allowed and not other:
            begin, end = found.span()
            around = found[0][0] == "(" and ")" not in found[0]  # (03-1234-5678)
            end -= found[0][-1] == ")" and found[0].count("(") < found[0].count(")")
            yield begin + around, end, Evidence.FORM
    for pattern in (_FROM_ABROAD, _IN_WORDS) if _BEGINS.search(text) else ():
        for found in pattern.finditer(text):
            if pattern is _FROM_ABROAD or sum(map(str.isdecimal, found[0])) in _DIGITS_OF_A_PHONE:
                yield *found.span(), Evidence.FORM
    for found in _PHONE_IN_KANJI.finditer(text) if _IN_KANJI.search(text) else ():
        yield *found.span(), Evidence.FORM
    spoken = _THREE.search(text) and _SPOKEN_TO.search(text)
    for found in _OF_A_UNIT.finditer(text) if spoken else ():
        yield *found.span(found.lastgroup or 0), Evidence.CUE
    for found in _DIALLED.finditer(text) if spoken else ():
        yield *found.span("value"), Evidence.CUE
    for found in _CALLED_FOR.finditer(text) if _FOUR.search(text) else ():
        yield *found.span("value"), Evidence.CUE
        if found["other"]:
            yield *found.span("other"), Evidence.CUE
    for pattern in (_APART, _BROKEN) if _BEGINS.search(text) else ():
        for found in pattern.finditer(text):
            if sum(map(str.isdecimal, found[0])) in (10, 11):
                yield *found.span(), Evidence.FORM


def _by_cue(text: str) -> Iterator[tuple[int, int, Evidence]]:
    for found in _EXTENSION.finditer(text):
        yield *found.span("value"), Evidence.CUE
    for found in _PHONE_CUE.finditer(text):
        yield *found.span("value"), Evidence.CUE
        more = _LIST_GOES_ON.match(text, found.end())
        while more:
            yield *more.span("value"), Evidence.CUE
            more = _LIST_GOES_ON.match(text, more.end())
