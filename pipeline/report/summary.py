"""Everything a report says, computed once. HTML, workbook and figures only arrange it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report.inputs import ReportError, ReportInputs, ReportParams
from pipeline.report.summary_items import (
    HeadingTable,
    ItemSection,
    MeetingLine,
    heading_table,
    item_sections,
    meeting_lines,
)
from pipeline.report.summary_method import Certainty, Method, certainty, method
from pipeline.report.summary_opinions import (
    OpinionLine,
    int_or_none,
    opinion_lines,
    text_or_none,
)
from pipeline.report.summary_themes import Theme, themes_of_round
from pipeline.report.wording import STATES, japanese_date, place, visible
from pipeline.tables.ledger import State


@dataclass(frozen=True)
class LedgerLine:
    """One entry of the ledger: a file, a row or a part of a row, and where it ended."""

    level: str
    place: str
    begin: int
    end: int
    state: State
    state_name: str
    n_opinions: int
    reason: str
    text: str


@dataclass(frozen=True)
class StateCount:
    """How many rows received ended in a state, with the reasons and their counts."""

    state: State
    name: str
    n_rows: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Reconciliation:
    """What was received and where it is. ``summarize`` refuses to go on unless it adds up.

    ``n_rows`` = sum of ``states``; ``n_opinions`` = opinions cut from rows of state opinions
    = ``n_in_themes`` + ``n_singles``.
    """

    n_files: int
    n_rows: int
    states: tuple[StateCount, ...]
    n_opinions: int
    n_contents: int
    n_in_themes: int
    n_singles: int
    n_respondents: int
    unreadable: tuple[LedgerLine, ...]
    """Files and rows that could not be read, or wait for a person."""

    @property
    def n_rows_with_opinions(self) -> int:
        """Rows from which at least one opinion was cut."""
        return sum(count.n_rows for count in self.states if count.state is State.OPINIONS)

    @property
    def n_other_rows(self) -> int:
        """Rows without an opinion, whatever the reason."""
        return self.n_rows - self.n_rows_with_opinions


@dataclass(frozen=True)
class Summary:
    """One round, ready to be arranged."""

    round: str
    title: str
    date: str
    iso_date: str
    attribution: str
    received: Reconciliation
    themes: tuple[Theme, ...]
    n_sub_themes: int
    items: tuple[ItemSection, ...]
    headings: HeadingTable
    meetings: tuple[MeetingLine, ...]
    certainty: Certainty
    method: Method
    opinions: tuple[OpinionLine, ...]
    ledger: tuple[LedgerLine, ...]
    settings: ReportParams

    @property
    def singles(self) -> tuple[OpinionLine, ...]:
        """少数意見: opinions in no theme, in their order."""
        return tuple(line for line in self.opinions if line.is_single)


def summarize(inputs: ReportInputs) -> Summary:
    """Compute everything that the reports of a round say.

    Raises:
        ReportError: tables that contradict each other, so that the totals would not add up.
    """
    lines = opinion_lines(inputs)
    ledger = _ledger_lines(inputs)
    themes = themes_of_round(inputs, lines)
    sections = item_sections(inputs.codebook, lines, themes)
    received = _reconciled(inputs.round, lines, ledger, themes, sections)
    return Summary(
        round=inputs.round,
        title=visible(str(inputs.meta.get("title") or inputs.round)),
        date=japanese_date(inputs.meta.get("date")),
        iso_date=str(inputs.meta.get("date") or ""),
        attribution=visible(" ".join(str(inputs.meta.get("attribution") or "").split())),
        received=received,
        themes=themes,
        n_sub_themes=sum(len(theme.sub_themes) for theme in themes),
        items=sections,
        headings=heading_table(lines, themes),
        meetings=meeting_lines(inputs.codebook, sections),
        certainty=certainty(inputs, lines),
        method=method(inputs),
        opinions=lines,
        ledger=ledger,
        settings=inputs.settings,
    )


def _ledger_lines(inputs: ReportInputs) -> tuple[LedgerLine, ...]:
    return tuple(
        LedgerLine(
            level=entry.level,
            place=place(
                visible(entry.file),
                text_or_none(entry.sheet),
                int_or_none(entry.row),
                int_or_none(entry.page),
            ),
            begin=int(entry.begin),
            end=int(entry.end),
            state=State(entry.state),
            state_name=STATES[State(entry.state)],
            n_opinions=int(entry.n_opinions),
            reason=visible(entry.reason),
            text=visible(entry.text),
        )
        for entry in inputs.ledger.itertuples()
    )


def _reconciled(
    round_name: str,
    lines: Sequence[OpinionLine],
    ledger: Sequence[LedgerLine],
    themes: Sequence[Theme],
    sections: Sequence[ItemSection],
) -> Reconciliation:
    rows = [entry for entry in ledger if entry.level == "row"]
    states = tuple(
        StateCount(
            state=state,
            name=name,
            n_rows=sum(entry.state is state for entry in rows),
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
        n_files=sum(entry.level == "file" for entry in ledger),
        n_rows=len(rows),
        states=states,
        n_opinions=len(lines),
        n_contents=len({line.family_id for line in lines}),
        n_in_themes=sum(theme.n_opinions for theme in themes),
        n_singles=sum(line.is_single for line in lines),
        n_respondents=len({line.respondent for line in lines if line.respondent}),
        unreadable=tuple(
            entry for entry in ledger if entry.state in (State.UNREADABLE, State.NEEDS_PERSON)
        ),
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
    wrong = [f"{what}: {whole} ≠ {parts}" for what, (whole, parts) in sums.items() if whole != parts]
    if wrong:
        raise ReportError(f"Round {round_name} does not add up: {'; '.join(wrong)}. Run: dvc repro")
    return received
