"""Stage ``drafts``: the draft that a round is about into clauses."""

from pathlib import Path

import pandas as pd

from pipeline.drafts.clause_table import clause_table, notes_on
from pipeline.drafts.versions import changes
from pipeline.places import DRAFTS, ROUNDS
from pipeline.readers.draft_file import read_draft
from pipeline.rounds.round_drafts import draft_path
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.clauses import Clauses, DraftChanges, DraftNotes
from pipeline.tables.uptake import NextChanges


def main(round_name: str) -> str:
    """Cut the draft of one round into clauses; a round without one has none."""
    store = Store()
    head = read_round_head(Path(ROUNDS, round_name))
    asked = draft_path(head, Path(DRAFTS), round_name)
    earlier = draft_path(head, Path(DRAFTS), round_name, "earlier_draft")
    following = draft_path(head, Path(DRAFTS), round_name, "next_draft")
    path = asked or following
    clauses, told = _read(round_name, path)
    before, told_before = _read(round_name, earlier)
    told += [(version, f"前の版：{note}") for version, note in told_before]
    compared = pd.DataFrame(columns=DraftChanges.column_names())
    if len(clauses) and len(before):
        compared = changes(before, clauses)
    became = pd.DataFrame(columns=NextChanges.column_names())
    if following is not None:
        after, told_after = _read(round_name, following) if asked else (clauses, [])
        told += [(version, f"あとの版：{note}") for version, note in told_after]
        if len(after):
            became = changes(clauses if asked else clauses.iloc[:0], after)
    store.write(Clauses, clauses, round_name)
    store.write(DraftNotes, pd.DataFrame(told, columns=DraftNotes.column_names()), round_name)
    store.write(DraftChanges, compared, round_name)
    store.write(NextChanges, became, round_name)
    return f"{'one draft' if path else 'no draft'} in, {len(clauses)} clauses, {len(told)} notes"


def _read(round_name: str, path: Path | None) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """The clauses of a draft, and what to know of it; both empty where there is none."""
    if path is None:
        return pd.DataFrame(columns=Clauses.column_names()), []
    draft = read_draft(path)
    clauses = clause_table(round_name, path.name, draft.lines)
    notes = [*draft.notes, *(notes_on(clauses) if draft.lines else ())]
    return clauses, [(path.name, note) for note in notes]


if __name__ == "__main__":
    run_stage("drafts", lambda: main(round_argument()))
