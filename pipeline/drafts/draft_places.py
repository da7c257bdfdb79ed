"""The clauses of a draft as citations are looked up in them: pages, numbers, titles of sections."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.articles import Article, articles_of
from pipeline.drafts.cited_numbers import Element
from pipeline.drafts.heading_marks import begin_mark, root_of, value_of
from pipeline.drafts.quoted_words import squeezed

Floats = NDArray[np.float64]

_USUAL_LINES = 40
"""Lines of a page, where nothing tells more."""


@dataclass(frozen=True)
class Places:
    """The clauses of a draft as citations are looked up in them; row i is clause i.

    ``begins`` and ``ends`` are positions in pages, NaN where the draft has none. ``marks`` are the
    elements of a clause's headings and its article, outermost first, and behind them those of a
    paragraph that begins with a mark of its own (ア, ①), which ``own`` has alone; ``sections`` the
    row at which its section or article begins, -1 where it stands in none; ``headings`` whether it
    is that row. ``paragraphs`` are the rows of paragraphs by the row of their section.
    """

    begins: Floats
    ends: Floats
    marks: Sequence[tuple[Element, ...]]
    own: Sequence[Element | None]
    headings: NDArray[np.bool_]
    sections: NDArray[np.intp]
    paths: Sequence[str]
    lines_per_page: float
    paragraphs: Mapping[int, Sequence[int]]


def lines_per_page(clauses: pd.DataFrame) -> float:
    """Lines of a full page, by the largest number of a line."""
    last = clauses["line_to"].dropna().astype(float)
    return max(float(last.quantile(0.98)), 10.0) if len(last) else float(_USUAL_LINES)


def places_of(clauses: pd.DataFrame) -> Places:
    """Look up what citations are compared with.

    Args:
        clauses: table ``Clauses``.
    """
    per_page = lines_per_page(clauses)

    def positions(page: str, line: str) -> Floats:
        pages = clauses[page].to_numpy(dtype=float, na_value=np.nan)
        lines = clauses[line].fillna(1).to_numpy(dtype=float)
        return np.asarray(pages + np.minimum((lines - 1) / per_page, 0.999))

    articles = articles_of(clauses)
    sections = _sections(clauses, articles)
    headings = sections == np.arange(len(clauses))
    of_headings = _marks_of_headings(clauses, articles)
    of_paragraphs, own = _marks_of_paragraphs(clauses)
    marks = [
        (
            *(mark for above in _above(path) for mark in of_headings.get(above, ())),
            *_of_article(article, path, of_headings),
            *of_paragraph,
        )
        for path, article, of_paragraph in zip(
            clauses["path"], articles, of_paragraphs, strict=True
        )
    ]
    paragraphs: dict[int, list[int]] = {}
    for row, (section, kind) in enumerate(zip(sections, clauses["kind"], strict=True)):
        if kind == "paragraph":
            paragraphs.setdefault(int(section), []).append(row)
    return Places(
        positions("page", "line"),
        positions("page_to", "line_to"),
        marks,
        own,
        headings,
        sections,
        [squeezed(path) for path in clauses["path"]],
        per_page,
        paragraphs,
    )


def sections_of(clauses: pd.DataFrame) -> NDArray[np.intp]:
    """Of each clause the row at which its section or article begins, -1 in none, (n_clauses,).

    Args:
        clauses: table ``Clauses``.
    """
    return _sections(clauses, articles_of(clauses))


def _sections(clauses: pd.DataFrame, articles: Sequence[Article | None]) -> NDArray[np.intp]:
    row_of = {clause: row for row, clause in enumerate(clauses["clause_id"])}
    return np.array(
        [
            article.begin if article else row_of.get(section, -1)
            for section, article in zip(clauses["section_id"], articles, strict=True)
        ],
        dtype=np.intp,
    )


def _above(path: str) -> list[str]:
    """The paths of all headings above a clause, outermost first: 1, 1 / 2."""
    parts = path.split(" / ")
    return [" / ".join(parts[:end]) for end in range(1, len(parts) + 1)]


def _of_article(
    article: Article | None, path: str, of_headings: Mapping[str, tuple[Element, ...]]
) -> tuple[Element, ...]:
    """Its number; of an article with a caption above the heading has it."""
    if article is None or of_headings.get(path, ())[-len(article.number) :] == article.number:
        return ()
    return article.number


def _marks_of_headings(
    clauses: pd.DataFrame, articles: Sequence[Article | None]
) -> dict[str, tuple[Element, ...]]:
    """By path of a heading, style and value of its mark; its place among its like without one.

    3.2.1 has three; 附則 and 別紙2 have their name; the caption of an article has its number.
    """
    found: dict[str, tuple[Element, ...]] = {}
    counts: dict[str, int] = {}
    for row, (kind, text, path) in enumerate(
        zip(clauses["kind"], clauses["text"], clauses["path"], strict=True)
    ):
        if kind != "heading":
            continue
        mark = begin_mark(text)
        above = path.rpartition(" / ")[0]
        counts[above] = counts.get(above, 0) + 1
        article = articles[row]
        if article is not None:
            found[path] = article.number
        elif root := root_of(text):
            found[path] = (root,)
        elif mark is not None and mark.style in ("1.1", "1.1.1"):
            numbers = re.findall(r"\d+", unicodedata.normalize("NFKC", mark.number))
            found[path] = tuple((mark.style, int(number)) for number in numbers)
        elif mark is not None:
            found[path] = ((mark.style, mark.value or value_of(mark.number)),)
        else:
            found[path] = (("#", counts[above]),)
    return found


def _marks_of_paragraphs(
    clauses: pd.DataFrame,
) -> tuple[list[tuple[Element, ...]], list[Element | None]]:
    """Of each paragraph that begins with a mark, that mark with those it stands below, and alone.

    Articles are no such marks.
    """
    found: list[tuple[Element, ...]] = []
    alone: list[Element | None] = []
    above: list[tuple[float, Element]] = []
    for kind, text in zip(clauses["kind"], clauses["text"], strict=True):
        mark = begin_mark(str(text)) if kind == "paragraph" else None
        if kind == "heading" or (mark is not None and mark.style == "条"):
            above = []
        if mark is None or mark.rank is None or mark.style == "条":
            found.append(())
            alone.append(None)
            continue
        own = mark.style, mark.value
        above = [one for one in above if one[0] < mark.rank]
        above.append((mark.rank, own))
        found.append(tuple(element for _, element in above))
        alone.append(own)
    return found, alone
