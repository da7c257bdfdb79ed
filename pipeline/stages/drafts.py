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
from pipeline.tables.uptake import NextChanges


def main(round_name: str) -> str:
    """Cut the draft of one round into clauses; a round without one has none."""
    store = Store()
    head = read_round_head(Path(ROUNDS, round_name))
    asked, earlier, following = (
        read_round_draft(head, Path(DRAFTS), round_name, key)
        for key in ("draft", "earlier_draft", "next_draft")
    )
    draft = asked or following
    told = [
        (
            one.version,
            note if note in one.usual else f"{before}{note}",
            one.is_unreadable,
            note in one.unread,
            note in one.usual,
        )
        for one, before in (
            (draft, ""),
            (earlier, "前の版："),
            (following if asked else None, "あとの版："),
        )
        if one is not None
        for note in one.notes
    ]
    compared = pd.DataFrame(columns=DraftChanges.column_names())
    if draft and earlier and not (draft.is_unreadable or earlier.is_unreadable):
        compared = changes(earlier.clauses, draft.clauses)
    became = pd.DataFrame(columns=NextChanges.column_names())
    if following and not (following.is_unreadable or (asked and asked.is_unreadable)):
        before = asked.clauses if asked else following.clauses.iloc[:0]
        became = changes(before, following.clauses)
    clauses = draft.clauses if draft else pd.DataFrame(columns=Clauses.column_names())
    store.write(Clauses, clauses, round_name)
    store.write(DraftNotes, pd.DataFrame(told, columns=DraftNotes.column_names()), round_name)
    store.write(DraftChanges, compared, round_name)
    store.write(NextChanges, became, round_name)
    return f"{'one draft' if draft else 'no draft'} in, {len(clauses)} clauses, {len(told)} notes"


if __name__ == "__main__":
    run_stage("drafts", lambda: main(round_argument()))
