"""The search over all rounds, ``reports/search``: what reports publish, and nothing else.

Each report leaves what it publishes of its opinions (``published``); the search reads only that.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.report.html.environment import (
    as_data,
    opinion_anchor,
    script_of_the_page,
    template_environment,
)
from pipeline.report.wording import japanese_date, visible

if TYPE_CHECKING:
    from pipeline.report.summary.whole import Summary

MOST_CHARACTERS = 2_000_000
"""Characters of opinions in one page, 6 MB; more go into linked pages that take the words along."""

Opinion = list[Any]
"""Number, address from the round's folder, number of its theme (-1: none), text."""


@dataclass(frozen=True)
class Searched:
    """A round as the search sees it."""

    round: str
    title: str
    date: str
    themes: tuple[str, ...]
    opinions: tuple[Opinion, ...]
    is_private: bool


@dataclass(frozen=True)
class Part:
    """A page: opinions of some rounds, by the place of the round in the list of all."""

    name: str
    opinions: tuple[tuple[int, Opinion], ...]

    @property
    def rounds(self) -> tuple[int, ...]:
        """The rounds of which it holds opinions."""
        return tuple(dict.fromkeys(number for number, _ in self.opinions))


def published(
    summary: "Summary", pages: Mapping[str, Sequence[Any]], *, private: bool
) -> dict[str, Any]:
    """What a report says of its opinions, for the search: nothing where it is private.

    Args:
        summary: of the round.
        pages: file name → opinions in it.
        private: whether nothing of the round is published.
    """
    page_of = {line.opinion_id: name for name, lines in pages.items() for line in lines}
    theme_of = {
        sub.theme_id: number
        for number, theme in enumerate(summary.themes)
        for sub in theme.sub_themes
    }
    return {
        "private": private,
        "themes": [] if private else [theme.name for theme in summary.themes],
        "opinions": []
        if private
        else [
            [
                line.number,
                f"{page_of[line.opinion_id]}#{opinion_anchor(line.opinion_id)}",
                theme_of.get(line.theme_id or "", -1),
                line.text,
            ]
            for line in summary.opinions
        ],
    }


def as_json(told: Mapping[str, Any]) -> str:
    """An opinion a line, so that two versions can be compared."""
    opinions = ",\n".join(json.dumps(one, ensure_ascii=False) for one in told["opinions"])
    rest = json.dumps({**told, "opinions": []}, ensure_ascii=False)
    return rest.replace('"opinions": []', f'"opinions": [\n{opinions}\n]') + "\n"


def searched(name: str, title: str, date: str, found: Mapping[str, Any]) -> Searched:
    """A round from its round.yaml and from what its report published."""
    return Searched(
        name,
        visible(title),
        japanese_date(date),
        tuple(found["themes"]),
        tuple(found["opinions"]),
        bool(found["private"]),
    )


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
        "rounds": [{"name": one.round, "title": one.title, "themes": one.themes} for one in rounds],
        "opinions": [[*opinion, number] for number, opinion in part.opinions],
    }
