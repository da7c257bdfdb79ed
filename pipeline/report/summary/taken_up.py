"""What the next draft took up, ready to be shown: by change, by theme and by opinion."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.drafts.changed_words import Piece, says_otherwise, words_changed
from pipeline.labels.uptake_sheet import NOT_KNOWN
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.draft_versions import STATES
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.uptake_names import is_unchecked, uptake_counts
from pipeline.report.wording import visible

_MOSTLY_RIGHT = 0.7
"""Share of such proposals that were right where it was measured."""
_MOST_OF_IT = 0.5


@dataclass(frozen=True)
class ChangedClause:
    """A change: where it stands, and its words, same, out or in."""

    order: int
    state: str
    path: str
    pieces: tuple[Piece, ...]
    causes: tuple[tuple[OpinionLine, float], ...]
    """Opinions that may have caused it, the likeliest first, and the share of its words said."""

    def said_in(self, share: float) -> str:
        """How much of the change an opinion says, in words."""
        return "変わった語の半分以上" if share >= _MOST_OF_IT else "変わった語の一部"


@dataclass(frozen=True)
class UptakeLine:
    """An opinion: what is proposed or decided, and what shows it."""

    opinion: OpinionLine
    certainty: float
    """Of the machine's proposal, 0–1; 0 where it abstains."""
    asked: str
    change: ChangedClause | None
    why: str
    note: str
    """Of a person's decision; empty where there is none."""

    @property
    def sureness(self) -> str:
        """How often such proposals are right, in words; the workbook has the number."""
        return "見込みは高い" if self.certainty >= _MOSTLY_RIGHT else "見込みは低い"


@dataclass(frozen=True)
class UptakePart:
    """What the next draft took up."""

    before: str
    """Name of the version that was asked about; empty where there was none."""
    after: str
    n_changes: int
    """Changes of meaning."""
    n_decided: int
    counts: str
    themes: tuple[tuple[str, str, int, str], ...]
    """Identity, name, number of opinions and counts of each theme."""
    lines: tuple[UptakeLine, ...]
    """Of every opinion, by number."""
    changes: tuple[ChangedClause, ...]
    """Those with an opinion that may have caused them."""

    @property
    def told(self) -> tuple[UptakeLine, ...]:
        """What people decided, then what the machine proposes."""
        told = (line for line in self.lines if line.opinion.uptake != NOT_KNOWN)
        return tuple(
            sorted(told, key=lambda line: (is_unchecked(line.opinion.uptake), line.opinion.number))
        )

    @property
    def left_open(self) -> tuple[UptakeLine, ...]:
        """Those of which neither says anything."""
        return tuple(line for line in self.lines if line.opinion.uptake == NOT_KNOWN)


def uptake_part(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> UptakePart | None:
    """Arrange what was taken up; None where no version followed, or none could be read."""
    if inputs.next_changes.empty or inputs.uptake.empty:
        return None
    by_id = {line.opinion_id: line for line in lines}
    causes: dict[int, list[tuple[OpinionLine, float]]] = {}
    for row in records(inputs.uptake_causes.sort_values(["order", "rank"])):
        if row.opinion_id in by_id:
            causes.setdefault(int(row.order), []).append((by_id[row.opinion_id], float(row.score)))
    named = {
        *inputs.uptake["order"].dropna().astype(int),
        *causes,
    }
    table = inputs.next_changes.sort_values("order")
    changed = {
        int(row.order): ChangedClause(
            order=int(row.order),
            state=STATES[row.state],
            path=visible(row.path_after or row.path_before),
            pieces=tuple(words_changed(visible(row.text_before), visible(row.text_after))),
            causes=tuple(causes.get(int(row.order), ())),
        )
        for row in records(table)
        if int(row.order) in named
    }
    shown = [
        UptakeLine(
            opinion=by_id[row.opinion_id],
            certainty=float(row.certainty),
            asked=visible(row.asked),
            change=changed.get(int(row.order)) if row.order == row.order else None,
            why=visible(row.why),
            note=visible(row.note),
        )
        for row in records(inputs.uptake.astype({"order": "float64"}))
        if row.opinion_id in by_id
    ]
    themes = Counter((line.coarse_id, line.coarse_name) for line in lines if line.coarse_id)
    live = says_otherwise(table)
    has_before = bool((table["clause_before"] != "").any())
    return UptakePart(
        before=visible(inputs.head.draft) if has_before else "",
        after=visible(inputs.head.next_draft),
        n_changes=int(live.sum()),
        n_decided=int(inputs.uptake["decision"].notna().sum()),
        counts=uptake_counts(line.uptake for line in lines),
        themes=tuple(
            (
                str(identity),
                str(name),
                count,
                uptake_counts(line.uptake for line in lines if line.coarse_id == identity),
            )
            for (identity, name), count in themes.most_common()
        ),
        lines=tuple(sorted(shown, key=lambda line: line.opinion.number)),
        changes=tuple(change for change in changed.values() if change.causes) if has_before else (),
    )
