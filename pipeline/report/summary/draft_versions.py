"""Two versions of the draft side by side, ready to be shown."""

from collections import Counter
from dataclasses import dataclass

from pipeline.drafts.versions import Piece, words_changed
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.wording import visible

STATES = {"same": "同じ", "modified": "修正", "moved": "移動", "added": "追加", "removed": "削除"}


@dataclass(frozen=True)
class ChangeLine:
    """A clause of either version; ``pieces`` are its words, same, out or in."""

    state: str
    is_form: bool
    clause_id: str
    path_before: str
    path_after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class VersionsPart:
    """What changed; clauses that are the same are counted, not listed."""

    counts: tuple[tuple[str, int], ...]
    n_form: int
    changed: tuple[ChangeLine, ...]


def versions_part(inputs: ReportInputs) -> VersionsPart | None:
    """Arrange the changes between two versions; None where there is one version or none."""
    if inputs.draft_changes.empty:
        return None
    counts = Counter(inputs.draft_changes["state"])
    changed = tuple(
        ChangeLine(
            state=STATES[row.state],
            is_form=bool(row.is_form),
            clause_id=row.clause_id,
            path_before=visible(row.path_before),
            path_after=visible(row.path_after),
            pieces=tuple(words_changed(visible(row.text_before), visible(row.text_after))),
        )
        for row in records(inputs.draft_changes.sort_values("order"))
        if row.state != "same"
    )
    return VersionsPart(
        counts=tuple((name, counts[state]) for state, name in STATES.items()),
        n_form=sum(line.is_form for line in changed),
        changed=changed,
    )
