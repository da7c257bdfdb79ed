"""What was received and where it ended: the ledger, and totals that must add up."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.errors import ReportError
from pipeline.language import says
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.numbers import Named, Numbers
from pipeline.report.published_reasons import published
from pipeline.report.summary.by_review_item import ItemSection
from pipeline.report.summary.by_theme import Theme
from pipeline.report.summary.opinion_lines import OpinionLine, int_or_none, text_or_none
from pipeline.report.summary.respondent_count import n_respondents
from pipeline.report.wording import visible
from pipeline.rounds.round_head import Settled
from pipeline.rounds.settled import folded, meanings, names_of_files
from pipeline.tables.ledger import State, answers_in
from pipeline.tables.state import (
    DRAFT_UNREAD,
    STATES,
    UNREAD_PART,
    stands_for_a_file,
    stands_for_a_row,
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One entry of the ledger: a file, a row or a part of a row, and where it ended."""

    level: str
    file: str
    place: str
    begin: int
    end: int
    state: State
    state_name: str
    n_opinions: int
    reason: str
    text: str
    masked: tuple[int, ...] = (0, 0, 0, 0, 0)
    """Places masked: names, telephone numbers, mail addresses, postal addresses, others."""
    meanings: frozenset[str] = frozenset()
    """What round.yaml may call it where it waits, made comparable."""


MASKED_KINDS = ("氏名", "電話番号", "メール", "住所", "生年月日・番号・アカウント")


@dataclass(frozen=True)
class StateCount:
    """How many rows received ended in a state, with the reasons and their counts."""

    state: State
    name: str
    n_rows: int
    n_opinions: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Reconciliation:
    """What was received and where it is. ``summarize`` refuses to go on unless it adds up.

    ``n_rows`` = sum of ``states``; ``n_opinions`` = opinions cut from rows of state opinions
    = ``n_in_themes`` + ``n_singles``.
    """

    n_files: int
    """Files received; what was left of a folder, zip or mail beside its files is none."""
    n_rows: int
    """Rows received; parts of files that no answer was read from are no rows (``unread_parts``),
    nor is the question whether a file counts."""
    n_rows_with_opinions: int
    """Rows that hold an opinion, or refer to one that was found (同上)."""
    states: tuple[StateCount, ...]
    n_opinions: int
    n_contents: int
    n_in_themes: int
    n_singles: int
    n_respondents: int
    """As ``respondent_count`` defines it: the sum of the table by kind."""
    n_without_opinion: int
    """Of them, who said 意見なし and nothing else; where nobody is known, such rows."""
    n_of_nobody: int
    """Opinions of which nothing says who sent them."""
    masked: tuple[tuple[str, int], ...]
    """Kinds of personal data masked in rows and names of files, with the number of places."""
    unreadable: tuple[LedgerLine, ...]
    """Files and rows that could not be read, or wait for a person; no file beside its own rows.
    What a person has settled is not among them."""

    @property
    def n_waiting(self) -> int:
        """Those of ``unreadable`` that were read and wait for a person."""
        return sum(entry.state is State.NEEDS_PERSON for entry in self.unreadable)

    unread_parts: tuple[tuple[str, int], ...] = ()
    """Parts of files that no answer was read from, waiting or not: what, and how many."""
    settled: tuple[tuple[str, str], ...] = ()
    """Places that a person has read (round.yaml), and who, when and what was said of it."""
    settled_nothing: tuple[str, ...] = ()
    """What round.yaml calls settled, but nothing waits there."""

    @property
    def n_other_rows(self) -> int:
        """Rows without an opinion, whatever the reason."""
        return self.n_rows - self.n_rows_with_opinions


def ledger_lines(inputs: ReportInputs) -> tuple[LedgerLine, ...]:
    """The ledger of the round, in its order."""
    private, numbers = inputs.settings.private, Numbers.of(inputs.ledger)
    places = Named() if private else numbers
    names = names_of_files(answers_in(inputs.ledger)) if inputs.head.settled else {}
    return tuple(
        _of_draft(entry)
        if entry.level == "draft"
        else LedgerLine(
            level=entry.level,
            file=places.file(entry.file),
            place=places.place(
                entry.file,
                text_or_none(entry.sheet),
                int_or_none(entry.row),
                int_or_none(entry.page),
            ),
            begin=int(entry.begin),
            end=int(entry.end),
            state=State(entry.state),
            state_name=STATES[State(entry.state)],
            n_opinions=int(entry.n_opinions),
            reason=visible(
                entry.reason if private else published(entry.reason, State(entry.state), numbers)
            ),
            text=visible(entry.text) if private or State(entry.state) in _SAID else "",
            masked=(
                int(entry.n_masked_names),
                int(entry.n_masked_phones),
                int(entry.n_masked_mails),
                int(entry.n_masked_addresses),
                int(entry.n_masked_others),
            ),
            meanings=_meanings(entry, names) if State(entry.state) in _OPEN else frozenset(),
        )
        for entry in records(inputs.ledger)
    )


def _of_draft(entry: Any) -> LedgerLine:
    """What could not be read of a draft. It is public, and so is its name."""
    state, name = State(entry.state), visible(entry.file)
    reason = visible(entry.reason)
    return LedgerLine("draft", name, f"案「{name}」", 0, 0, state, DRAFT_UNREAD, 0, reason, "")


_OPEN = frozenset({State.UNREADABLE, State.NEEDS_PERSON})


def _meanings(entry: Any, names: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    where = (text_or_none(entry.sheet), int_or_none(entry.row), int_or_none(entry.page))
    column = None if pd.isna(entry.column) else str(entry.column)
    return meanings(names[entry.file], *where, column) if names else frozenset()


_SAID = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE})
"""Entries whose text a public ledger prints; every other may be anybody's name."""


def _unread(ledger: Sequence[LedgerLine]) -> tuple[LedgerLine, ...]:
    """Entries that could not be read or wait, each once: a file only where none of its rows is.

    Drafts are told by themselves.
    """
    open_ended = [e for e in ledger if e.state in _OPEN and e.level != "draft"]
    inside = {entry.file for entry in open_ended if entry.level != "file"}
    return tuple(e for e in open_ended if e.level != "file" or e.file not in inside)


def _told(one: Settled) -> str:
    """Who settled it, when, and what was said of it, as far as it is written."""
    return visible("、".join(part for part in (one.date, one.by, one.note) if part))


def _unread_parts(rows: Sequence[LedgerLine]) -> tuple[tuple[str, int], ...]:
    """Kinds of parts that were left unread (ヘッダー, 添付ファイル), the most common first."""
    kinds = (
        entry.reason.removeprefix(UNREAD_PART).partition("（")[0]
        for entry in rows
        if entry.reason.startswith(UNREAD_PART)
    )
    return tuple(Counter(kinds).most_common())


def _without_opinion(named: pd.DataFrame, rows: Sequence[LedgerLine]) -> int:
    if not n_respondents(named):
        return sum(entry.state is State.NO_OPINION for entry in rows)
    return int(((named["n_answers"] > 0) & (named["n_opinions"] == 0)).sum())


def reconciled(
    round_name: str,
    lines: Sequence[OpinionLine],
    ledger: Sequence[LedgerLine],
    themes: Sequence[Theme],
    sections: Sequence[ItemSection],
    named: pd.DataFrame,
    settled: Sequence[Settled] = (),
) -> Reconciliation:
    """Count what was received, and hold the counts against each other.

    Raises:
        ReportError: two ways of counting disagree; names both.
    """
    placed = [entry for entry in ledger if entry.level == "row"]
    rows = [entry for entry in placed if stands_for_a_row(entry.state, entry.reason)]
    unread = _unread(ledger)
    by_entry = {
        entry: one
        for entry in unread
        for one in settled
        if folded(one.what) in {*entry.meanings, folded(entry.file), folded(entry.place)}
    }
    states = tuple(
        StateCount(
            state=state,
            name=name,
            n_rows=sum(entry.state is state for entry in rows),
            n_opinions=sum(entry.n_opinions for entry in rows if entry.state is state),
            reasons=tuple(
                Counter(
                    entry.reason for entry in rows if entry.state is state and entry.reason
                ).most_common()
            ),
        )
        for state, name in STATES.items()
        if any(entry.state is state for entry in rows)
    )
    received = Reconciliation(
        n_files=sum(
            entry.level == "file" and stands_for_a_file(entry.state, entry.reason)
            for entry in ledger
        ),
        n_rows=len(rows),
        n_rows_with_opinions=sum(entry.n_opinions > 0 for entry in rows),
        states=states,
        n_opinions=len(lines),
        n_contents=len({line.family_id for line in lines}),
        n_in_themes=sum(theme.n_opinions for theme in themes),
        n_singles=sum(line.is_single for line in lines),
        n_respondents=n_respondents(named),
        n_without_opinion=_without_opinion(named, rows),
        n_of_nobody=sum(line.respondent is None for line in lines),
        masked=tuple(
            (kind, count)
            for position, kind in enumerate(MASKED_KINDS)
            if (count := sum(entry.masked[position] for entry in ledger))
        ),
        unreadable=tuple(entry for entry in unread if entry not in by_entry),
        settled=tuple((entry.place, _told(one)) for entry, one in by_entry.items()),
        settled_nothing=tuple(visible(one.what) for one in settled if one not in by_entry.values()),
        unread_parts=_unread_parts(placed),
    )
    cut = sum(entry.n_opinions for entry in rows)
    sums = {
        "rows, by state": (received.n_rows, sum(count.n_rows for count in states)),
        "opinions, by the ledger": (received.n_opinions, cut),
        "opinions, by theme or single": (
            received.n_opinions,
            received.n_in_themes + received.n_singles,
        ),
        "opinions, by review item": (
            received.n_opinions,
            sum(section.n_opinions for section in sections),
        ),
    }
    wrong = [
        f"{what}: {whole} ≠ {parts}" for what, (whole, parts) in sums.items() if whole != parts
    ]
    if wrong:
        raise ReportError(
            says(
                f"意見照会「{round_name}」の件数が合わない（{'、'.join(wrong)}）。"
                "opinions run --force で作り直す。",
                f"Round {round_name} does not add up: {'; '.join(wrong)}. Make it anew: "
                "opinions run --force",
            )
        )
    return received
