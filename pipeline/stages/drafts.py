"""Stage ``drafts``: the draft that a round is about into clauses."""

from pathlib import Path

import pandas as pd

from pipeline.drafts.versions import changes
from pipeline.places import DRAFTS, ROUNDS
from pipeline.rounds.round_drafts import read_round_draft
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.clauses import Clauses, DraftChanges, DraftNotes


def main(round_name: str) -> str:
    """Cut the draft of one round into clauses; a round without one has none."""
    store = Store()
    head = read_round_head(Path(ROUNDS, round_name))
    draft = read_round_draft(head, Path(DRAFTS), round_name)
    earlier = read_round_draft(head, Path(DRAFTS), round_name, earlier=True)
    told = [
        (one.version, f"{before}{note}", one.is_unreadable)
        for one, before in ((draft, ""), (earlier, "前の版："))
        if one is not None
        for note in one.notes
    ]
    compared = pd.DataFrame(columns=DraftChanges.column_names())
    if draft and earlier and not (draft.is_unreadable or earlier.is_unreadable):
        compared = changes(earlier.clauses, draft.clauses)
    clauses = draft.clauses if draft else pd.DataFrame(columns=Clauses.column_names())
    store.write(Clauses, clauses, round_name)
    store.write(DraftNotes, pd.DataFrame(told, columns=DraftNotes.column_names()), round_name)
    store.write(DraftChanges, compared, round_name)
    return f"{'one draft' if draft else 'no draft'} in, {len(clauses)} clauses, {len(told)} notes"


if __name__ == "__main__":
    run_stage("drafts", lambda: main(round_argument()))
