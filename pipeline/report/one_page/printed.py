"""The words of the page for Word and slides, and as a table for who writes them again with news.

A round's own files say nothing of other rounds. So the stage ``report`` leaves these words (table
``OnePages``), and where there is an earlier round the stage ``changes`` writes the same files
with what is new, beside the pages over rounds.
"""

from dataclasses import dataclass

import pandas as pd

from pipeline.report.inputs import records
from pipeline.report.summary.whole import Summary
from pipeline.tables.one_pages import PARTS, OnePages

_SINGLE = ("title", "iso_date", "date", "attribution", "asked", "kinds", "rest")


@dataclass(frozen=True)
class PrintedPoint:
    """A main point: its name, its numbers, and a sentence of one opinion."""

    name: str
    counts: str
    quote: str


@dataclass(frozen=True)
class PrintedPage:
    """As ``summary.one_page.OnePage``, of words alone."""

    title: str
    iso_date: str
    date: str
    attribution: str
    asked: str
    answered: tuple[tuple[str, str], ...]
    kinds: str
    points: tuple[PrintedPoint, ...]
    rest: str
    divided: tuple[str, ...]
    waiting: tuple[str, ...]
    news: tuple[str, ...] = ()
    """What is new since the round before; empty in a round's own files."""


def printed(summary: Summary) -> PrintedPage:
    """The words of a round's page."""
    page = summary.one_page
    return PrintedPage(
        summary.title,
        summary.iso_date,
        page.date,
        summary.attribution,
        page.asked,
        page.answered,
        page.kinds,
        tuple(PrintedPoint(point.name, point.counts, point.quote) for point in page.points),
        page.rest,
        page.divided,
        page.waiting,
    )


def as_table(page: PrintedPage) -> pd.DataFrame:
    """Table ``OnePages``."""
    rows = [
        *((part, getattr(page, part), "", "") for part in _SINGLE),
        *(("answered", what, value, "") for what, value in page.answered),
        *(("point", point.name, point.counts, point.quote) for point in page.points),
        *(("divided", line, "", "") for line in page.divided),
        *(("waiting", line, "", "") for line in page.waiting),
    ]
    return pd.DataFrame(rows, columns=OnePages.column_names(), dtype=str)


def from_table(table: pd.DataFrame, news: tuple[str, ...]) -> PrintedPage:
    """The page of table ``OnePages`` (at least one row), with what is new."""
    of = {part: [row for row in records(table) if row.part == part] for part in PARTS}
    words = {part: of[part][0].text for part in _SINGLE}
    return PrintedPage(
        **words,
        answered=tuple((row.text, row.counts) for row in of["answered"]),
        points=tuple(PrintedPoint(row.text, row.counts, row.quote) for row in of["point"]),
        divided=tuple(row.text for row in of["divided"]),
        waiting=tuple(row.text for row in of["waiting"]),
        news=news,
    )
