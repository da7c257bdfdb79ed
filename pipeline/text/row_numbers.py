"""Numbers of rows as lists give them and as references name them."""

import re
import unicodedata

_DASH = re.compile("[-‐‑–—−－ー]")
_NUMBER = re.compile(
    r"(?:no|№|番号|項番|意見|回答|質問|問|第|#)?[.:：]?(?P<number>\d{1,6}(?:-\d{1,4}){0,2})(?:番|号)?[.)]?",
    re.IGNORECASE,
)


def plain_number(written: str) -> str:
    """A row's number as references name it: NFKC, without No. and leading zeros.

    >>> [plain_number(text) for text in ("①", "No.０３", "２－１", "第5号")]
    ['1', '3', '2-1', '5']
    """
    plain = "".join(unicodedata.normalize("NFKC", written).split())
    found = _NUMBER.fullmatch(_DASH.sub("-", plain))
    if found is None:
        return plain
    return "-".join(part.lstrip("0") or "0" for part in found["number"].split("-"))
