"""The search over all rounds, ``reports/search``: what public reports show, and nothing else.

Each report leaves what it shows of its opinions (table ``Shown``); the search reads only that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from pipeline.report.html.environment import (
    as_data,
    opinion_anchor,
    script_of_the_page,
    template_environment,
)
from pipeline.report.html.overview import RoundLine
from pipeline.tables.shown import Shown

if TYPE_CHECKING:
    from pipeline.report.summary.opinion_lines import OpinionLine
    from pipeline.report.summary.whole import Summary

MOST_CHARACTERS = 2_000_000
"""Characters of opinions in one page, 6 MB; more go into linked pages that take the words along."""

Opinion = list[Any]
"""Number, address from the round's folder, theme, text."""


@dataclass(frozen=True)
class Searched:
    """A round as the search sees it."""

    round: str
    title: str
    date: str
    opinions: tuple[Opinion, ...]
    why_not: str
    """Why nothing of it is found; empty where its opinions are."""


@dataclass(frozen=True)
class Part:
    """A page: opinions of some rounds, by the place of the round in the list of all."""

    name: str
    opinions: tuple[tuple[int, Opinion], ...]

    @property
    def rounds(self) -> tuple[int, ...]:
        """The rounds of which it holds opinions."""
        return tuple(dict.fromkeys(number for number, _ in self.opinions))


def shown(summary: "Summary", pages: Mapping[str, Sequence["OpinionLine"]]) -> pd.DataFrame:
    """Table ``Shown``: what a report says of its opinions; nothing where it is private.

    Args:
        summary: of the round.
        pages: file name → opinions in it.
    """
    theme_of = {sub.theme_id: theme.name for theme in summary.themes for sub in theme.sub_themes}
    listed = [] if summary.settings.private else pages.items()
    rows = [
        (
            line.number,
            f"{name}#{opinion_anchor(line.opinion_id)}",
            theme_of.get(line.theme_id or "", "少数意見"),
            line.text,
        )
        for name, lines in listed
        for line in lines
    ]
    frame = pd.DataFrame(rows, columns=Shown.column_names())
    return frame.astype({"number": "int64", "address": "str", "theme": "str", "text": "str"})


def searched(line: RoundLine, found: pd.DataFrame | None) -> Searched:
    """A round from its line in the overview, and from what its report shows.

    Args:
        line: of the round.
        found: table ``Shown``; None where the round was sealed without it.
    """
    why_not = "非公開" if line.counts.private else "検索ができる前に公表" if found is None else ""
    rows = [] if found is None else found.to_numpy(dtype=object).tolist()
    return Searched(line.round, line.title, line.date, tuple(rows), why_not)


def render(rounds: Sequence[Searched], most: int = MOST_CHARACTERS) -> dict[str, str]:
    """The pages: file name → HTML, ``index.html`` first.

    Args:
        rounds: in their order.
        most: characters of opinions in one page.
    """
    environment = template_environment()
    template = environment.get_template("search.html.j2")
    script = script_of_the_page(environment, "folding.js", "kwic.js", "search.js")
    parts = list(_parts(rounds, most))
    return {
        part.name: template.render(
            rounds=rounds, part=part, parts=parts, data=as_data(_data(rounds, part)), **script
        )
        for part in parts
    }


def _parts(rounds: Sequence[Searched], most: int) -> Iterator[Part]:
    held: list[tuple[int, Opinion]] = []
    n_pages = n_characters = 0
    for number, one in enumerate(rounds):
        for opinion in one.opinions:
            n_characters += len(opinion[3])
            if held and n_characters > most:
                n_pages += 1
                yield Part(_name(n_pages), tuple(held))
                held, n_characters = [], len(opinion[3])
            held.append((number, opinion))
    yield Part(_name(n_pages + 1), tuple(held))


def _name(number: int) -> str:
    return "index.html" if number == 1 else f"search-{number}.html"


def _data(rounds: Sequence[Searched], part: Part) -> dict[str, Any]:
    return {
        "rounds": [{"name": one.round, "title": one.title} for one in rounds],
        "opinions": [[*opinion, number] for number, opinion in part.opinions],
    }
