"""What changed from one round to the next, each number computed once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.changes.lasting import Lasting
from pipeline.changes.round_facts import LEVELS, RoundFacts
from pipeline.changes.then_and_now import Counts, then_and_now
from pipeline.changes.voices import (
    changed_minds,
    newly_heard,
    repeated_texts,
    silent,
    unread_stances,
)
from pipeline.report.inputs import records
from pipeline.report.over_rounds.again_words import TextsAgain
from pipeline.report.over_rounds.quotes import Quote, Quotes
from pipeline.report.over_rounds.subject_lines import (
    LESS,
    MORE,
    Evidence,
    SubjectLine,
    by_size,
    evidence_lines,
    theme_line,
    verdict,
    why_no_shares,
)
from pipeline.report.wording import japanese_date, visible
from pipeline.tables.theme_links import Became

_WHOSE = {True: "同じ団体", False: "別の団体", None: "不明"}

_NEAREST = "互いに最も近い意見"
"""What stands for the theme where the two opinions are of different ones."""


@dataclass(frozen=True)
class MindLine:
    """A body that stands otherwise than before."""

    theme: str
    stance_then: str
    stance_now: str
    then: Quote
    now: Quote


@dataclass(frozen=True)
class VoiceLine:
    """A body that is newly heard or silent, by its first opinion."""

    quote: Quote
    n_opinions: int
    has_answered: bool
    """Whether it answered in the other round as well, without an opinion."""
    spoke_in: str = ""
    """Title of the latest round before those two in which it had an opinion."""


@dataclass(frozen=True)
class RepeatedLine:
    """An opinion that stands word for word in an earlier round."""

    then: Quote
    now: Quote
    whose: str


@dataclass(frozen=True)
class Transition:
    """Two rounds side by side."""

    before: str
    after: str
    before_title: str
    after_title: str
    before_date: str
    after_date: str
    n_then: Counts
    n_now: Counts
    n_both: int
    """Bodies with an opinion in both rounds."""
    n_comparisons: int
    subjects: tuple[SubjectLine, ...]
    evidence: tuple[Evidence, ...]
    minds: tuple[MindLine, ...]
    n_unread: int
    """Bodies in both rounds whose stance could not be read in one of them."""
    heard: tuple[VoiceLine, ...]
    silent: tuple[VoiceLine, ...]
    repeated: tuple[RepeatedLine, ...]
    by_became: Mapping[str, Mapping[str, int]]
    """Level (coarse, fine) → what became of how many."""

    @property
    def has_bodies(self) -> bool:
        """Whether any body had an opinion in one of the rounds; else nothing is said of bodies."""
        return bool(self.n_then.n_bodies or self.n_now.n_bodies)

    def lines(self, kind: str) -> tuple[SubjectLine, ...]:
        """Subjects of one kind, in their order."""
        return tuple(line for line in self.subjects if line.kind == kind)

    def new(self, kind: str) -> tuple[SubjectLine, ...]:
        """Themes of one kind that no earlier round had, the largest first."""
        lines = (line for line in self.lines(kind) if line.became == Became.NEW)
        return tuple(sorted(lines, key=lambda line: -line.now.n_opinions))

    @property
    def again(self) -> frozenset[str]:
        """Opinions of the later round that stand word for word in an earlier one."""
        return frozenset(line.now.opinion_id for line in self.repeated)

    @property
    def why_no_shares(self) -> str:
        """Why shares are not compared; empty where they are."""
        return why_no_shares(self.n_both, min(self.n_then.n_contents, self.n_now.n_contents))

    @property
    def changed(self) -> tuple[SubjectLine, ...]:
        """Subjects whose share changed beyond chance and beyond who answered."""
        return tuple(line for line in self.subjects if line.verdict in (MORE, LESS))


def transition(
    earlier: Sequence[RoundFacts],
    after: RoundFacts,
    lasting: Lasting,
    items: Mapping[str, str],
    who: Mapping[tuple[str, str], str],
    mask: Callable[[str], str],
) -> Transition:
    """Compare a round with the one before it.

    Args:
        earlier: all rounds before, at least one, in the order of time.
        after: the round.
        lasting: themes over all rounds.
        items: title of each item code.
        who: round and respondent → how the report of that round calls them.
        mask: masks names of persons in names of themes.
    """
    before = earlier[-1]
    quotes = Quotes([*earlier, after], who)
    compared = then_and_now(before, after, lasting)
    links = lasting.links[lasting.links["round"] == after.round]
    links_of: dict[str, list[Any]] = {}
    for link in records(links):
        links_of.setdefault(link.lasting_id, []).append(link)
    titles = {facts.round: visible(facts.title) for facts in (*earlier, after)}
    names = {one: mask(visible(name)) for one, name in lasting.names.items()}
    again = TextsAgain(before, after, mask).words
    lines = [
        SubjectLine(
            row.kind,
            items.get(row.subject, row.subject),
            row.then,
            row.now,
            row.change,
            verdict(row.change),
        )
        if row.kind == "item"
        else theme_line(
            row,
            links_of.get(row.subject, ()),
            names[row.subject],
            titles,
            before.round,
            mask,
            again,
        )
        for row in compared
    ]
    heard = newly_heard(before, after)
    return Transition(
        before=before.round,
        after=after.round,
        before_title=titles[before.round],
        after_title=titles[after.round],
        before_date=japanese_date(before.date),
        after_date=japanese_date(after.date),
        n_then=_whole(before),
        n_now=_whole(after),
        n_both=len(before.bodies & after.bodies),
        n_comparisons=len(compared),
        subjects=tuple(sorted(lines, key=by_size)),
        evidence=tuple(evidence_lines(links, quotes, mask)),
        minds=tuple(
            MindLine(
                names.get(one.lasting_id, _NEAREST),
                one.then,
                one.now,
                quotes.of(before.round, one.earlier_opinion_id),
                quotes.of(after.round, one.opinion_id),
            )
            for one in changed_minds(before, after, lasting)
        ),
        n_unread=len(unread_stances(before, after)),
        heard=tuple(
            replace(line, spoke_in=spoke_in)
            for line, spoke_in in zip(
                _voices(after, heard, before, quotes),
                (_last_heard(earlier[:-1], body, titles) for body in heard),
                strict=True,
            )
        ),
        silent=_voices(before, silent(before, after), after, quotes),
        repeated=tuple(
            RepeatedLine(
                quotes.of(one.earlier_round, one.earlier_opinion_id),
                quotes.of(after.round, one.opinion_id),
                _WHOSE[one.is_same_body],
            )
            for one in repeated_texts(earlier, after)
        ),
        by_became={
            level: {
                one.value: int(((links["level"] == level) & (links["became"] == one.value)).sum())
                for one in Became
            }
            for level in LEVELS
        },
    )


def _last_heard(rounds: Sequence[RoundFacts], body: str, titles: Mapping[str, str]) -> str:
    return next((titles[one.round] for one in reversed(rounds) if body in one.bodies), "")


def _whole(facts: RoundFacts) -> Counts:
    own = facts.opinions
    return Counts(len(own), own["family_id"].nunique(), own["body"].nunique())


def _voices(
    facts: RoundFacts, bodies: Sequence[str], other: RoundFacts, quotes: Quotes
) -> tuple[VoiceLine, ...]:
    own = {str(body): found for body, found in facts.opinions.groupby("body")["opinion_id"]}
    return tuple(
        VoiceLine(
            quotes.of(facts.round, str(own[body].iloc[0])), len(own[body]), body in other.answered
        )
        for body in bodies
    )
