"""Rows of the ledger for what could not be read of the drafts that a round is about."""

import pandas as pd

from pipeline.tables.state import State


def with_drafts(round_name: str, ledger: pd.DataFrame, notes: pd.DataFrame) -> pd.DataFrame:
    """A ledger with one row more per draft of which something could not be read, at its end.

    Args:
        round_name: the survey round.
        ledger: table ``Ledger`` of what was received.
        notes: table ``DraftNotes`` of the same round.
    """
    unread = notes[notes["is_unread"].astype(bool)]
    rows = [
        {
            "round": round_name,
            "level": "draft",
            "file": version,
            "begin": 0,
            "end": 0,
            "state": str(State.UNREADABLE),
            "n_opinions": 0,
            "reason": " ".join(dict.fromkeys(told["note"])),
            "text": "",
        }
        for version, told in unread.groupby("version", sort=False)
    ]
    if not rows:
        return ledger
    more = pd.DataFrame(rows).reindex(columns=ledger.columns)
    masked = [name for name in ledger.columns if name.startswith("n_masked")]
    return pd.concat([ledger, more.assign(**dict.fromkeys(masked, 0))], ignore_index=True)
