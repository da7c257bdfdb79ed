"""Articles of a by-law: 第N条 begins a paragraph or a heading; a caption （…） may stand above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.drafts.cited_numbers import Element
from pipeline.drafts.heading_marks import begin_mark, value_of

ARTICLE, BRANCH = "条", "条の"
"""Styles of 第3条 and, behind it, of the の2 of 第3条の2."""
_BRANCHES = re.compile(r"の\s*([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})")
_CAPTION = re.compile(r"\s*[（(][^（()）]{1,40}[)）]\s*")
_INLINE_CAPTION = re.compile(r"[\s　]*[（(]([^（()）。]{1,40})[)）]")


@dataclass(frozen=True)
class Article:
    """An article: the row at which it begins (its caption, if one stands above), its number."""

    begin: int
    number: tuple[Element, ...]
    caption: str
    """Without brackets; empty where it has none."""


def number_of_article(text: str) -> tuple[Element, ...]:
    """The number that a text begins with, if it is an article's; else nothing.

    >>> number_of_article("第三条の二　届け出る。"), number_of_article("２　届け出る。")
    ((('条', 3), ('条の', 2)), ())
    """
    mark = begin_mark(text)
    if mark is None or mark.style != ARTICLE:
        return ()
    branches = _BRANCHES.findall(mark.number.partition("条")[2])
    return ((ARTICLE, mark.value), *((BRANCH, value_of(branch)) for branch in branches))


def articles_of(clauses: pd.DataFrame) -> list[Article | None]:
    """The article that each clause belongs to; None outside of articles.

    Where a caption stands above two articles it is that of the first; a heading of any other kind
    ends an article.

    Args:
        clauses: table ``Clauses``.
    """
    kinds: Sequence[str] = clauses["kind"].tolist()
    texts = [str(text) for text in clauses["text"]]
    found: list[Article | None] = []
    current: Article | None = None
    for row, (kind, text) in enumerate(zip(kinds, texts, strict=True)):
        if kind == "heading":
            follows = row + 1 < len(kinds) and kinds[row + 1] == "paragraph"
            number = number_of_article(texts[row + 1]) if follows else ()
            current = None
            if number and _CAPTION.fullmatch(text):
                current = Article(row, number, text.strip(" 　（）()"))
            elif own := number_of_article(text):
                current = Article(row, own, _title_of(text))
        number = number_of_article(text) if kind == "paragraph" else ()
        is_below = current is not None and current.begin == row - 1 and current.number == number
        if number and not is_below:
            current = Article(row, number, _caption_in(text))
        found.append(current)
    return found


def _title_of(text: str) -> str:
    """Of an article that is a heading: 第3条　届出, 第3条（届出）."""
    mark = begin_mark(text)
    return text.strip()[len(mark.number) :].strip(" 　（）()") if mark else ""


def _caption_in(text: str) -> str:
    """Of an article that has its caption behind its number: 第3条（届出）　…."""
    mark = begin_mark(text)
    behind = (
        _INLINE_CAPTION.match(text, text.index(mark.number) + len(mark.number)) if mark else None
    )
    return behind[1].strip() if behind else ""
