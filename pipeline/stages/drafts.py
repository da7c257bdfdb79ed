"""Stage ``drafts``: the draft that a round is about into clauses."""

from pathlib import Path

import pandas as pd

from pipeline.drafts.clause_table import clause_table, notes_on
from pipeline.places import DRAFTS, ROUNDS
from pipeline.readers.draft_file import read_draft
from pipeline.rounds.round_drafts import draft_path
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.clauses import Clauses, DraftNotes


def main(round_name: str) -> str:
    """Cut the draft of one round into clauses; a round without one has none."""
    store = Store()
    path = draft_path(read_round_head(Path(ROUNDS, round_name)), Path(DRAFTS), round_name)
    clauses = pd.DataFrame(columns=Clauses.column_names())
    notes = pd.DataFrame(columns=DraftNotes.column_names())
    if path is not None:
        draft = read_draft(path)
        clauses = clause_table(round_name, path.name, draft.lines)
        told = [*draft.notes, *(notes_on(clauses) if draft.lines else ())]
        notes = pd.DataFrame({"version": path.name, "note": told})
    store.write(Clauses, clauses, round_name)
    store.write(DraftNotes, notes, round_name)
    return f"{'one draft' if path else 'no draft'} in, {len(clauses)} clauses, {len(notes)} notes"


if __name__ == "__main__":
    run_stage("drafts", lambda: main(round_argument()))
