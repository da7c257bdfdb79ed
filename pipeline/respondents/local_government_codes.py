"""Codes of local governments (全国地方公共団体コード, JIS X 0401 and 0402) and what they say.

Two digits of prefecture, three of body, one check digit. The lists of cities are facts of
2024-01-01 (総務省, 指定都市 20, 中核市 62); no code tells a 中核市 from another city.
"""

import re
import unicodedata

PREFECTURES: tuple[str, ...] = tuple(
    re.findall(
        r"\S+",
        """
    北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県
    東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県
    滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県
    香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県
    """,
    )
)
"""The prefectures in the order of their codes, 01 to 47."""

DESIGNATED_CITIES = frozenset(
    re.findall(
        r"\S+",
        """
    札幌市 仙台市 さいたま市 千葉市 横浜市 川崎市 相模原市 新潟市 静岡市 浜松市 名古屋市
    京都市 大阪市 堺市 神戸市 岡山市 広島市 北九州市 福岡市 熊本市
    """,
    )
)
"""指定都市, 2024-01-01; each name occurs once in Japan."""

CORE_CITIES = frozenset(
    re.findall(
        r"\S+",
        """
    函館市 旭川市 青森市 八戸市 盛岡市 秋田市 山形市 福島市 郡山市 いわき市 水戸市 宇都宮市
    前橋市 高崎市 川越市 川口市 越谷市 船橋市 柏市 八王子市 横須賀市 富山市 金沢市 福井市
    甲府市 長野市 松本市 岐阜市 豊橋市 岡崎市 一宮市 豊田市 大津市 豊中市 吹田市 高槻市
    枚方市 八尾市 寝屋川市 東大阪市 姫路市 尼崎市 明石市 西宮市 奈良市 和歌山市 鳥取市 松江市
    倉敷市 呉市 福山市 下関市 高松市 松山市 高知市 久留米市 長崎市 佐世保市 大分市 宮崎市
    鹿児島市 那覇市
    """,
    )
)
"""中核市, 2024-01-01; each name occurs once in Japan."""

_WEIGHTS = (6, 5, 4, 3, 2)
_WARDS = range(101, 200)  # of 東京都: 特別区; elsewhere of a 指定都市, whose own codes end in 0
_CITIES = range(201, 300)
_UNIONS = range(801, 1000)  # 一部事務組合, 広域連合, 地方開発事業団


def check_digit(five: str) -> str:
    """The check digit of a five-digit code (JIS X 0402, appendix: modulus 11, weights 6 to 2).

    >>> check_digit("01100"), check_digit("13101")
    ('2', '6')
    """
    total = sum(int(digit) * weight for digit, weight in zip(five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10) if total >= 11 else str(11 - total)[-1]


def code_readings(written: str) -> list[str]:
    """The six-digit codes that a cell may mean, most literal first.

    A spreadsheet drops the leading zero of the prefectures 01 to 09, and lists leave the check
    digit out; both are put right where the result is a code that can exist.

    Args:
        written: what the cell holds; ``131016``, ``13101``, ``11002`` (札幌市), ``13101.0``.

    Returns:
        Codes whose check digit is right and whose prefecture exists; none where there is no such
        reading.

    >>> code_readings("１３１０１６"), code_readings("13101"), code_readings("131010")
    (['131016'], ['131016'], [])
    """
    digits = re.sub(r"\.0+$", "", "".join(unicodedata.normalize("NFKC", written).split()))
    if not digits.isdecimal() or not 4 <= len(digits) <= 6:
        return []
    five = [digits, f"0{digits}"][len(digits) == 4 :]
    with_check = [number + check_digit(number) for number in five if len(number) == 5]
    as_written = [number for number in (digits, f"0{digits}") if len(number) == 6]
    return [code for code in (*with_check, *as_written) if _can_exist(code)]


def _can_exist(code: str) -> bool:
    body = int(code[2:5])
    possible = body == 0 or body >= 100
    return 1 <= int(code[:2]) <= len(PREFECTURES) and possible and code[5] == check_digit(code[:5])


def prefecture_of(code: str) -> str:
    """The prefecture of a six-digit code."""
    return PREFECTURES[int(code[:2]) - 1]


def kind_of_code(code: str) -> str | None:
    """The kind of body as far as a six-digit code says: None for town or village.

    A ward of a 指定都市 is part of it.

    >>> [kind_of_code(code) for code in ("130001", "131016", "011002", "011011", "012025")]
    ['都道府県', '特別区', '指定都市', '指定都市', '市']
    """
    body = int(code[2:5])
    if body == 0:
        return "都道府県"
    if code.startswith("13") and body in _WARDS:
        return "特別区"
    if body == 100 or body in _WARDS:
        return "指定都市"
    if body in _CITIES:
        return "市"
    return "一部事務組合" if body in _UNIONS else None
