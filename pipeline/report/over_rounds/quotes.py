"""Opinions of several rounds as a page quotes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.changes.round_facts import RoundFacts
from pipeline.report.inputs import records
from pipeline.report.wording import visible


@dataclass(frozen=True)
class Quote:
    """An opinion as a page shows it."""

    round: str
    opinion_id: str
    number: int
    text: str
    who: str
    """How the report of its round calls who said it; empty where nobody is named."""


class Quotes:
    """Opinions of all rounds by id."""

    def __init__(self, rounds: Sequence[RoundFacts], who: Mapping[tuple[str, str], str]) -> None:
        self.who = who
        self.rows = {
            (facts.round, row.opinion_id): row
            for facts in rounds
            for row in records(facts.opinions)
        }

    def of(self, round_name: str, opinion_id: str) -> Quote:
        """The quote of an opinion."""
        row = self.rows[round_name, opinion_id]
        told = self.who.get((round_name, row.respondent), "") if row.respondent else ""
        return Quote(round_name, opinion_id, int(row.number), visible(row.text), told)
