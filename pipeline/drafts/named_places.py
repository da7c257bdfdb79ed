"""Places that people name in words: titles of headings and captions (過料), and the whole."""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from pipeline.drafts.articles import articles_of
from pipeline.drafts.draft_places import Places
from pipeline.drafts.heading_marks import begin_mark
from pipeline.drafts.quoted_words import squeezed

_SHORTEST, _LONGEST = 2, 30
"""Characters of a title that names a section."""
_NO_PLACE = frozenset({"その他"})
"""Titles that people write who mean no section."""
_ALIKE = 80
"""Likeness (0–100) of what stands in a cell to a title from which it names that: 市民の役割 for
市民等の役割."""
_DOCUMENT = (
    r"(?:条例|規則|計画|方針|指針|要綱|要領|ガイドライン|プラン|ビジョン|構想|戦略|大綱|案|素案|骨子"
    r"|原案|文書|資料)(?:[（(]?(?:素|原)?案[)）]?)?"
)
_ALL = r"(?:全体|全般|全文|全部|全て|すべて|全編|全章|全条文?|総論|総括|共通)"
_OF_IT = (
    r"(?:的に?|を?通して|に?(?:ついて|関して|関する|対して|対する)"
    r"|への|の|[ご御]?意見|感想|こと|事項|に|は)*"
)
_WHOLE = re.compile(rf"(?:.{{0,25}}?{_DOCUMENT}(?:の|、|：|:)?)?{_ALL}{_OF_IT}")
_BARE = re.compile(r"[「」『』【】［］\[\]〔〕<>＜＞（）()\s]")
_BEHIND = re.compile(
    r"(?:の(?:条文?|規定|章|節|項目?|部分|ところ|箇所|内容|件|記述|記載))?"
    r"(?:に?(?:について|関して|関する(?:規定|条文?|部分|こと|事項)|係る部分))?(?:です)?$"
)
_AND = re.compile(r"及び|および|並びに|[・、と]")
_PARTS = re.compile(r"[、,，／/\n;；]|及び|および|並びに")
_LONE = re.compile(
    r"\s*(?:項目|番号|項番|No\.?)?\s*\(?\d{1,2}\)?(?:\s*(?:[、,・/]|と|及び)\s*\(?\d{1,2}\)?)*"
    r"\s*番?\s*(?:関係|の?(?:について|に関して))?\s*"
)
_BEGINS_WITH = (
    r"[「『【（(]?%s"
    r"(?:[」』】）)]|(?=(?:の(?:条文?|規定|章|節|項目?|部分|箇所))?"
    r"(?:について|に関し|に関する(?:規定|条))))"
)
"""A title with which a text begins. Titles further on, in quotes or where a sentence begins, made
fewer proposals find their clause (.528 instead of .566)."""


def says_whole(place: str) -> bool:
    """Whether what a respondent wrote as the place is the whole draft.

    >>> [says_whole(place) for place in ("全体", "計画案全体について", "第3章全体", "公共交通全般")]
    [True, True, False, False]
    """
    return any(_WHOLE.fullmatch(_BARE.sub("", squeezed(part))) for part in place.split(" ／ "))


def lone_numbers(place: str) -> list[int]:
    """Numbers that are all that a respondent wrote as the place; else nothing.

    >>> lone_numbers("４"), lone_numbers("（2）、5について"), lone_numbers("4ページ")
    ([4], [2, 5], [])
    """
    plain = unicodedata.normalize("NFKC", place)
    return [int(number) for number in re.findall(r"\d+", plain)] if _LONE.fullmatch(plain) else []


def titles_of(clauses: pd.DataFrame, places: Places) -> dict[str, list[int]]:
    """Titles without marks and brackets, and the rows of the sections that have each.

    Args:
        clauses: table ``Clauses``.
        places: of them.
    """
    articles = articles_of(clauses)
    found: dict[str, list[int]] = {}
    for row in np.flatnonzero(places.headings).tolist():
        article = articles[row]
        text = str(clauses["text"].iloc[row])
        mark = begin_mark(text)
        title = article.caption if article else text[len(mark.number) if mark else 0 :]
        title = _plain(title)
        if _SHORTEST <= len(title) <= _LONGEST and title not in _NO_PLACE:
            found.setdefault(title, []).append(row)
    return {title: _innermost(rows, places) for title, rows in found.items()}


def _innermost(rows: Sequence[int], places: Places) -> list[int]:
    """Of headings of one title those that stand above no other of them."""
    return [
        row
        for row in rows
        if not any(places.paths[one].startswith(places.paths[row] + "/") for one in rows)
    ]


def named_sections(place: str, titles: dict[str, list[int]]) -> dict[int, float]:
    """Sections whose titles a respondent wrote as the place: row → 1, less where several have it.

    Args:
        place: 該当箇所 as written.
        titles: as of ``titles_of``.
    """
    whole = _BEHIND.sub("", _plain(place))
    parts = [whole, *[_BEHIND.sub("", _plain(part)) for part in _PARTS.split(place)]]
    found: dict[int, float] = {}
    for part in parts:
        rows = titles.get(part, []) or titles.get(_nearest(part, titles), [])
        found |= {row: 1 / len(rows) for row in rows}
    return found


def named_in_text(text: str, titles: dict[str, list[int]]) -> dict[int, float]:
    """Likewise those that a text names where it begins: 過料について."""
    plain = squeezed(text)
    return {
        row: 1 / len(rows)
        for title, rows in titles.items()
        if title in plain and re.match(_BEGINS_WITH % re.escape(title), plain)
        for row in rows
    }


def _plain(text: str) -> str:
    return _BARE.sub("", squeezed(text)).strip("。．.、:：○◎●◇◆□■")


def _nearest(part: str, titles: dict[str, list[int]]) -> str:
    """The title that is most like what a cell says, if it is like it; else nothing."""
    if not _SHORTEST < len(part) <= _LONGEST:
        return ""
    plain = _AND.sub("", part)
    ranked = sorted(
        ((fuzz.ratio(plain, _AND.sub("", title)), title) for title in titles), reverse=True
    )
    if ranked and ranked[0][0] >= _ALIKE:
        return ranked[0][1]
    holding = [title for title in titles if part in title and 2 * len(part) >= len(title)]
    return holding[0] if len(holding) == 1 else ""
