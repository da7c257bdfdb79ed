"""Mail addresses, as they are and as people hide them: taro(at)example.jp, t a r o @ example."""

import re
from collections.abc import Iterator

from pipeline.privacy.finds import Evidence, Find

# All patterns read the plain form of a text: half-width, one kind of dash, blanks without width.
_AT = (
    r"(?:[ \n]?@ ?|[★☆◎●○◯■□◆◇▲△▼▽♪♯#*※]| at | AT | ?アット(?:マーク)? ?"
    r"| ?[\[({<【〔](?:at|AT|@|[aAあ]|アット(?:マーク)?|あっと(?:まーく)?)[\])}>】〕] ?|_at_)"
)
_DOT = r"(?: ?\. ?| dot | DOT | ?ドット ?| ?[\[({【〔](?:dot|DOT|ドット|どっと|\.)[\])}】〕] ?)"
_MAIL = re.compile(
    rf"[A-Za-z0-9][A-Za-z0-9._%+-]{{0,63}}{_AT}\n?(?:[A-Za-z0-9-]{{1,63}}\n)?"
    rf"(?:[A-Za-z0-9-]{{1,63}}\n?{_DOT}\n?){{1,6}}[A-Za-z]{{2,10}}(?![A-Za-z0-9])"
)
_SPACED_MAIL = re.compile(
    r"(?:[A-Za-z0-9._-] ){2,}[A-Za-z0-9]? ?@ ?(?:[A-Za-z0-9-] ?){2,40}(?:\. ?(?:[A-Za-z] ?){2,1"
    r"0}){1,4}"
)
_LETTER = re.compile("[A-Za-z0-9]")


def mails(text: str) -> Iterator[Find]:
    """Mail addresses.

    Args:
        text: in its plain form.
    """
    if not _LETTER.search(text):
        return
    for found in _MAIL.finditer(text):
        yield Find(*found.span(), "メール", Evidence.FORM)
    for found in _SPACED_MAIL.finditer(text) if "@" in text else ():
        yield Find(*found.span(), "メール", Evidence.FORM)
