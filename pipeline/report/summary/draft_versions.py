"""Two versions of the draft side by side, ready to be shown."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from pipeline.drafts.changed_words import Piece, words_changed
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.drafts.heading_marks import Mark, begin_mark
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.wording import visible

STATES = {
    "same": "同じ",
    "renumbered": "番号のみ",
    "modified": "修正",
    "moved": "移動",
    "joined": "結合",
    "split": "分割",
    "added": "追加",
    "removed": "削除",
}
_KNOWN_BY_NUMBER = frozenset({"部", "章", "節", "款", "条"})
"""Styles of marks that name a place by themselves; of another the text is told as well."""
_BEGINNING = 12
"""Characters of that text."""
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
    """What changed; clauses that are the same are counted, not listed.

    Those of which the number alone changed are told in one line, ``renumbered`` (第6条→第7条).
    """

    before: str
    """Names of the files, as after."""
    after: str
    counts: tuple[tuple[str, int], ...]
    n_form: int
    changed: tuple[ChangeLine, ...]
    renumbered: str


def versions_part(inputs: ReportInputs) -> VersionsPart | None:
    """Arrange the changes between two versions; None where there is one version or none."""
    if inputs.draft_changes.empty:
        return None
    counts = Counter(inputs.draft_changes["state"])
    changed = tuple(
        ChangeLine(
            state=STATES[row.state],
            is_form=bool(row.is_form) and row.state == "modified",
            clause_id=row.clause_id,
            path_before=_above(row.path_before, row.text_before),
            path_after=_above(row.path_after, row.text_after),
            pieces=tuple(words_changed(visible(row.text_before), visible(row.text_after))),
            empty_side=EMPTY_SIDES.get(row.state, ""),
        )
        for row in records(inputs.draft_changes.sort_values("order"))
        if row.state not in ("same", "renumbered")
    )
    return VersionsPart(
        before=visible(PurePosixPath(inputs.head.earlier_draft).name),
        after=visible(PurePosixPath(inputs.head.draft).name),
        counts=tuple((name, counts[state]) for state, name in STATES.items()),
        n_form=sum(line.is_form for line in changed),
        changed=changed,
        renumbered=visible(renumbered(inputs.draft_changes.sort_values("order"))),
    )


def renumbered(changes: pd.DataFrame) -> str:
    """The clauses of which the number alone changed.

    Articles in a row that moved on together are told as one: 第6条～第9条→第7条～第10条.
    """
    rows = changes[changes["state"] == "renumbered"]
    runs: list[list[tuple[Mark, Mark]]] = []
    told: list[str] = []
    for was, now in zip(rows["text_before"], rows["text_after"], strict=True):
        old, new = begin_mark(was), begin_mark(now)
        if old is None or new is None:
            continue
        if old.style not in _KNOWN_BY_NUMBER:
            told.append(f"{old.number}{was.strip()[len(old.number) :][:_BEGINNING]}…→{new.number}")
            continue
        last = runs[-1][-1] if runs else None
        is_next = last is not None and (old.value, new.value) == (
            last[0].value + 1,
            last[1].value + 1,
        )
        if is_next and last is not None and last[0].style == old.style:
            runs[-1].append((old, new))
        else:
            runs.append([(old, new)])
    return "、".join([*("→".join(map(_span, zip(*run, strict=True))) for run in runs), *told])


def _span(marks: Sequence[Mark]) -> str:
    first, last = marks[0].number, marks[-1].number
    return first if first == last else f"{first}～{last}"


def _above(path: str, text: str) -> str:
    """The headings above a clause; a heading is not said twice."""
    parts = path.split(SEPARATOR)
    return visible(SEPARATOR.join(parts[:-1] if parts[-1] == text else parts))
