"""意見台帳: the rows of the ledger for every file, row and part of a round."""

from collections.abc import Mapping, Sequence

from pipeline.ingest.round_mask import RoundMask
from pipeline.layouts.entry import Entry, FileOutcome, originals
from pipeline.tables.state import State


def ledger_rows(
    round_name: str,
    entries: Sequence[Entry],
    outcomes: Mapping[str, FileOutcome | None],
    mask: RoundMask,
) -> list[dict[str, object]]:
    """The ledger's rows, file by file: the file itself, its rows, their parts.

    Args:
        round_name: the survey round.
        entries: of all files.
        outcomes: by file, in the order of the ledger, what became of it; None where its rows say.
        mask: what is masked.
    """
    rows: list[dict[str, object]] = []
    files: dict[str, list[Entry]] = {file: [] for file in outcomes}
    for entry in entries:
        files.setdefault(entry.file, []).append(entry)
    for file, inside in files.items():
        n_opinions = sum(len(originals(entry)) for entry in inside)
        outcome = outcomes.get(file)
        if n_opinions:
            state, reason = State.OPINIONS, outcome.reason if outcome else ""
        elif outcome:
            state, reason = outcome.state, outcome.reason
        else:
            state, reason = _without_opinions(inside)
        rows.append(
            {
                "round": round_name,
                "level": "file",
                "file": mask.file(file),
                "begin": 0,
                "end": max((entry.end for entry in inside), default=0),
                "state": str(state),
                "n_opinions": n_opinions,
                "reason": mask.reason(reason),
                "text": "",
                **mask.counts(mask.files[file].spans if file in mask.files else ()),
            }
        )
        for entry in inside:
            rows += _of_entry(round_name, entry, mask)
    return rows


def rows_wait(n_rows: int) -> str:
    """Why a file waits that holds nothing but rows that wait."""
    return f"人の判断を待つ行が{n_rows}ある"


def _without_opinions(inside: Sequence[Entry]) -> tuple[State, str]:
    """The state of a file that was read and holds no opinion."""
    waiting = sum(entry.state is State.NEEDS_PERSON for entry in inside)
    if waiting:
        return State.NEEDS_PERSON, rows_wait(waiting)
    return State.NO_OPINION, "ファイルに意見がない"


def _of_entry(round_name: str, entry: Entry, mask: RoundMask) -> list[dict[str, object]]:
    """The ledger's row of an entry, and of its parts where it was cut."""
    place: dict[str, object] = {
        "round": round_name,
        "file": mask.file(entry.file),
        "sheet": mask.sheet(entry.file, entry.sheet),
        "row": entry.row,
        "column": entry.column,
        "page": entry.page,
        "respondent": entry.respondent,
        "body_code": entry.body_code,
    }
    row = {
        **place,
        "level": "row",
        "begin": entry.begin,
        "end": entry.end,
        "state": str(entry.state),
        "n_opinions": len(originals(entry)),
        "reason": mask.reason(entry.reason),
        "text": mask.text(entry.text),
        **mask.counts((*mask.spans(entry.text), *mask.spans(entry.reason))),
    }
    return [row] + [
        {
            **place,
            "level": "part",
            "begin": entry.begin + part.begin,
            "end": entry.begin + part.end,
            "state": str(part.state),
            "n_opinions": int(part.state is State.OPINIONS),
            "reason": part.reason,
            "text": mask.part(entry.text, part.begin, part.end),
            **mask.counts(()),
        }
        for part in entry.parts
    ]
