"""What of a round waits for a person, as `opinions check` says it, and what people have settled."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.ingest.ledger_rows import rows_wait
from pipeline.privacy.personal_data import Masker
from pipeline.receiving.looks import Finding
from pipeline.rounds.settled import checked_place, settling
from pipeline.rounds.shown_paths import mask_path
from pipeline.tables.state import State

_SETTLED = "人が確かめた（round.yaml の settled）。判断を待つものに数えない"
_LEVELS = {State.UNREADABLE: "読めない", State.NEEDS_PERSON: "要判断", State.SUPERSEDED: "情報"}
_TEXTS = ("file", "sheet", "column")


@dataclass(frozen=True)
class Waiting:
    """What waits, and what is settled."""

    findings: list[Finding]
    is_settled: "pd.Series[bool]"  # by label of the ledger
    n_rows_settled: int
    files_asked_about: set[str]
    """Files of which a row that waits, or waited, asks whose it is."""
    files_answered: frozenset[str]
    """Files in which all that waited is settled."""

    def answers(self, finding: Finding) -> bool:
        """Whether a person has settled what is asked of a whole file."""
        return finding.level != "情報" and finding.place in self.files_answered


def waiting_in(ledger: pd.DataFrame, whats: Sequence[str], masker: Masker) -> Waiting:
    """Tell what waits from what is settled.

    Args:
        ledger: of the round.
        whats: the files and places that round.yaml calls settled.
        masker: for names of files.
    """
    settled = settling(ledger, whats)
    is_settled = ledger.index.to_series().isin(list(settled))
    waits = ledger["state"].isin([State.NEEDS_PERSON, State.UNREADABLE])
    rows = ledger[(ledger["level"] == "row") & waits]
    left = rows[~is_settled[rows.index]]
    findings = [
        Finding("情報", mask_path(what, masker).text + (f"（{n}か所）" if n > 1 else ""), _SETTLED)
        for what, n in Counter(settled.values()).items()
    ]
    all_rows, rows_left = Counter(rows["file"]), Counter(left["file"])
    files = ledger[(ledger["level"] == "file") & ~is_settled]
    for file, state, reason in zip(files["file"], files["state"], files["reason"], strict=True):
        of_rows = state == State.NEEDS_PERSON and reason == rows_wait(all_rows[file])
        told = rows_wait(rows_left[file]) if of_rows else str(reason)
        if state in _LEVELS and (rows_left[file] or not of_rows):
            findings.append(Finding(_LEVELS[state], str(file), told))
    findings += [Finding("要判断", _place(row), row["reason"]) for row in left.to_dict("records")]
    asks = rows["reason"].str.contains("respondent:", regex=False)
    return Waiting(
        findings,
        is_settled,
        int(is_settled[rows.index].sum()),
        set(rows.loc[asks, "file"]),
        frozenset(ledger.loc[is_settled, "file"]) - set(left["file"]),
    )


def _place(row: Mapping[Hashable, Any]) -> str:
    """Where a row of the ledger stands: file, sheet, and cell, row or page."""
    file, sheet, column = (None if pd.isna(row[key]) else str(row[key]) for key in _TEXTS)
    number, page = (None if pd.isna(row[key]) else int(row[key]) for key in ("row", "page"))
    return checked_place(file or "", sheet, number, page, column)
