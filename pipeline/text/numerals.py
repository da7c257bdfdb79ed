"""One form for a number however it is written: 三十日, 30日 and ３０日; 二千万円 and 2,000万円."""

import re
from decimal import Decimal

_DIGITS = {sign: number for number, sign in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12}
_KANJI = "〇一二三四五六七八九十百千万億兆"
_COUNTED = (
    r"年|か?月|日|週|時|割|倍|件|人|名|回|章|条|項|号|団体|自治体|市|町村|都道府県|円|%|パーセント|点|つ|校|社|か所"
    r"|世帯|段階|種類|業務|歳|世紀|階|丁目|番|級|位|度|分の"
)
# Not 数十年, 何年, and not 一部, 一層, 十分な, 第三者, 四半期, in which nothing is counted.
_NUMBER = re.compile(
    rf"(?<![数何幾\d.,{_KANJI}])[\d{_KANJI}][\d.{_KANJI}]*(?={_COUNTED})|(?<=分の)[{_KANJI}]+"
)
_LONGEST = 20  # signs; decimals are exact to 28 digits
_COUNTER = re.compile(r"(?<=[0-9])[ヶケカヵ箇](?=[月所])")
_COUNTER_BEHIND_KANJI = re.compile(rf"(?<=[{_KANJI}])[ヶケカヵ箇](?=[月所])")
_SEPARATED = re.compile(r"\d{1,3}(?:,\d{3})+")


def plain_numbers(text: str) -> str:
    """The text with every number that counts something in Arabic digits, without separators.

    >>> plain_numbers("三十日以内に十分な説明を"), plain_numbers("二千万円")
    ('30日以内に十分な説明を', '20000000円')
    """
    text = _COUNTER_BEHIND_KANJI.sub("か", _COUNTER.sub("か", text))
    text = _SEPARATED.sub(lambda found: found[0].replace(",", ""), text)
    return _NUMBER.sub(lambda found: _in_digits(found[0]), text)


def _in_digits(written: str) -> str:
    """The number in Arabic digits; as written where it is not one number (二三日)."""
    if len(written) > _LONGEST:
        return written
    if set(written) <= set(_DIGITS):
        if len(written) == 1 or len(written) == 4 or "〇" in written:
            return str(int("".join(str(_DIGITS[sign]) for sign in written)))
        return written
    total = Decimal(0)
    for part, myriad in _by_myriad(written):
        value = _below_myriad(part)
        if value is None:
            return written
        total += value * myriad
    return f"{total.normalize():f}" if total else written


def _by_myriad(written: str) -> list[tuple[str, int]]:
    """Parts of a number with the power of 10,000 that each counts: 2千万 is 2千 times 10,000."""
    parts, begin = [], 0
    for position, sign in enumerate(written):
        if sign in _MYRIADS:
            parts.append((written[begin:position], _MYRIADS[sign]))
            begin = position + 1
    return [*parts, (written[begin:], 1)] if begin < len(written) else parts


def _below_myriad(part: str) -> Decimal | None:
    """The value of up to four places (三百二十, 2千, 1.5); None where it is no number."""
    if re.fullmatch(r"\d+(?:\.\d+)?", part):
        return Decimal(part)
    total, digit = Decimal(0), ""
    for sign in part:
        if sign in _UNITS:
            total += Decimal(digit or 1) * _UNITS[sign]
            digit = ""
        elif sign in _DIGITS and not digit:
            digit = str(_DIGITS[sign])
        elif sign.isdecimal() or (sign == "." and digit.isdecimal()):
            digit += sign
        else:
            return None
    return total + Decimal(digit or 0) if part else None
