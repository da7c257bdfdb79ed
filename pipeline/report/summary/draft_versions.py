"""Two versions of the draft side by side, ready to be shown."""

from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.drafts.changed_words import Piece, words_changed
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.wording import visible

STATES = {
    "same": "同じ",
    "modified": "修正",
    "moved": "移動",
    "joined": "結合",
    "split": "分割",
    "added": "追加",
    "removed": "削除",
}
EMPTY_SIDES = {"added": "（新設）", "removed": "（削る）"}
"""The usual words of 新旧対照表 where one side has nothing."""


@dataclass(frozen=True)
class ChangeLine:
    """A clause of either version; ``pieces`` are its words, same, out or in."""

    state: str
    is_form: bool
    clause_id: str
    path_before: str
    path_after: str
    pieces: tuple[Piece, ...]
    empty_side: str
    """What stands on the side that has no text; empty where both have some."""


@dataclass(frozen=True)
class VersionsPart:
    """What changed; clauses that are the same are counted, not listed."""

    before: str
    """Names of the files, as after."""
    after: str
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
            path_before=_above(row.path_before, row.text_before),
            path_after=_above(row.path_after, row.text_after),
            pieces=tuple(words_changed(visible(row.text_before), visible(row.text_after))),
            empty_side=EMPTY_SIDES.get(row.state, ""),
        )
        for row in records(inputs.draft_changes.sort_values("order"))
        if row.state != "same"
    )
    return VersionsPart(
        before=visible(PurePosixPath(inputs.head.earlier_draft).name),
        after=visible(PurePosixPath(inputs.head.draft).name),
        counts=tuple((name, counts[state]) for state, name in STATES.items()),
        n_form=sum(line.is_form for line in changed),
        changed=changed,
    )


def _above(path: str, text: str) -> str:
    """The headings above a clause; a heading is not said twice."""
    parts = path.split(SEPARATOR)
    return visible(SEPARATOR.join(parts[:-1] if parts[-1] == text else parts))
