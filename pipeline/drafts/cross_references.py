"""What a draft says of its own articles (第5条第2項, 前条, 次項), told free of their numbers."""

import re
import unicodedata
from collections.abc import Mapping

import pandas as pd

from pipeline.drafts.articles import articles_of
from pipeline.drafts.cited_numbers import Element
from pipeline.drafts.heading_marks import begin_mark, value_of

_N = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
_REFERENCE = re.compile(
    rf"(?:第(?P<article>{_N})条(?P<branches>(?:の{_N}(?![\d一-龥]))*)|(?P<near>[前次])条)(?:第(?P<part>{_N})項)?"
    rf"|(?P<beside>[前次])項|(?<![条\d])第(?P<own>{_N})項"
)


class References:
    """The paragraphs of a version by article and number, to resolve what its texts refer to."""

    def __init__(self, clauses: pd.DataFrame) -> None:
        """Number the paragraphs of all articles.

        Args:
            clauses: table ``Clauses``; at least the columns kind and text.
        """
        self._at: list[tuple[int, int] | None] = []
        """Of each row, its article (counted from 0) and paragraph (項, from 1)."""
        self._row: dict[tuple[int, int], int] = {}
        self._numbers: dict[tuple[Element, ...], int] = {}
        begin, article, part = -1, -1, 0
        for row, own in enumerate(articles_of(clauses)):
            if own is None:
                self._at.append(None)
                continue
            is_paragraph = clauses["kind"].iloc[row] == "paragraph"
            mark = begin_mark(str(clauses["text"].iloc[row])) if is_paragraph else None
            if own.begin != begin:
                begin, article, part = own.begin, article + 1, 0
                self._numbers.setdefault(own.number, article)
            if is_paragraph and (not part or (mark and mark.style == "1")):
                part = mark.value if part and mark else 1
                self._row.setdefault((article, part), row)
            self._at.append((article, part))

    def resolved(self, text: str, row: int, names: Mapping[int, int]) -> str:
        """A text with each reference replaced by a name of the paragraph that it means.

        Args:
            text: of the clause.
            row: of the clause.
            names: of rows of this version; references to rows without one stay as they are.
        """
        at = self._at[row]
        if at is None:
            return text
        plain = unicodedata.normalize("NFKC", text)
        mark = begin_mark(plain)
        begin = plain.index(mark.number) + len(mark.number) if mark else 0
        told = _REFERENCE.sub(lambda found: self._name(found, at, names), plain[begin:])
        return plain[:begin] + told

    def _name(self, found: re.Match[str], at: tuple[int, int], names: Mapping[int, int]) -> str:
        article, part = at
        if found["article"]:
            branches = re.findall(_N, found["branches"])
            number = (
                ("条", value_of(found["article"])),
                *(("条の", value_of(b)) for b in branches),
            )
            article = self._numbers.get(number, -1)
            part = value_of(found["part"]) if found["part"] else 1
        elif found["near"]:
            article += -1 if found["near"] == "前" else 1
            part = value_of(found["part"]) if found["part"] else 1
        elif found["beside"]:
            part += -1 if found["beside"] == "前" else 1
        else:
            part = value_of(found["own"])
        name = names.get(self._row.get((article, part), -1))
        return found[0] if name is None else f"〔{name}〕"
