"""Numbers that stand for respondents and files in a report that is published.

A number says where something stands, so nothing renumbers anything else: ファイル12 is the twelfth
file received that round.yaml lists (what is no file, as the rest of a folder, comes after);
回答12 is whom this file names alone, 回答12-3 (or 12-2-3) who is named first in its row 3 (of its
sheet 2). They change only where files are taken out or put before others
in round.yaml, or where rows are put into a file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.report.wording import visible
from pipeline.rounds.settled import place
from pipeline.tables.ledger import answers_in
from pipeline.tables.state import stands_for_a_file

_NO_NAME = re.compile("表[0-9]{1,4}|本文")
"""What readers call a part of a file that has no name of its own: it says where, and nobody."""


@dataclass(frozen=True)
class Numbers:
    """By file, sheet and respondent of a round, the number that stands for it."""

    files: Mapping[str, int] = field(default_factory=dict)
    sheets: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Of files with several sheets."""
    respondents: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, ledger: pd.DataFrame) -> "Numbers":
        """Number what the ledger of a round lists as received, in its order."""
        ledger = answers_in(ledger)
        columns = (ledger["file"], ledger["level"], ledger["state"], ledger["reason"])
        left = {
            file
            for file, level, state, reason in zip(*columns, strict=True)
            if level == "file" and not stands_for_a_file(state, reason)
        }
        listed = sorted(dict.fromkeys(ledger["file"]), key=left.__contains__)  # keeps their order
        files = {file: n for n, file in enumerate(listed, start=1)}
        rows = ledger[ledger["level"] == "row"]
        inside: dict[str, dict[str, int]] = {}
        for file, sheet in zip(rows["file"], rows["sheet"], strict=True):
            if pd.notna(sheet):
                held = inside.setdefault(file, {})
                held.setdefault(sheet, len(held) + 1)
        sheets = {
            (file, sheet): n
            for file, held in inside.items()
            if len(held) > 1
            for sheet, n in held.items()
        }
        named = rows[rows["respondent"].notna()]
        alone = named.groupby("file")["respondent"].nunique() == 1
        found: dict[str, str] = {}
        places = (named["respondent"], named["file"], named["sheet"], named["row"])
        for respondent, file, sheet, row in zip(*places, strict=True):
            if respondent not in found:
                where = [files[file]]
                if not alone[file]:
                    where += [sheets[file, sheet]] if (file, sheet) in sheets else []
                    where += [int(row)] if pd.notna(row) else []
                found[respondent] = "回答" + "-".join(map(str, where))
        return cls(files, sheets, _told_apart(found))

    def file(self, file: str) -> str:
        """The number of a file, in words."""
        return f"ファイル{self.files.get(file, '（台帳にない）')}"

    def place(self, file: str, sheet: str | None, row: int | None, page: int | None) -> str:
        """Where something stands, without names of file and sheet."""
        number = self.sheets.get((file, sheet or ""))
        words = place(self.file(file), None, row, page)
        return words.replace("、", f"、{_part(sheet or '', number)}、", 1) if number else words


def _part(sheet: str, number: int) -> str:
    return sheet if _NO_NAME.fullmatch(sheet) else f"シート{number}"


@dataclass(frozen=True)
class Named:
    """The same places with the names of files and sheets."""

    def file(self, file: str) -> str:
        """The path of a file."""
        return visible(file)

    def place(self, file: str, sheet: str | None, row: int | None, page: int | None) -> str:
        """Where something stands."""
        return place(visible(file), sheet, row, page)


Places = Numbers | Named


def _told_apart(found: Mapping[str, str]) -> Mapping[str, str]:
    """A letter more where two respondents stand in one place (two columns of one row)."""
    holders: dict[str, list[str]] = {}
    for respondent, label in found.items():
        holders.setdefault(label, []).append(respondent)
    return {
        respondent: label if len(held) == 1 else f"{label}.{number}"
        for label, held in holders.items()
        for number, respondent in enumerate(held, start=1)
    }


def key_rows(numbers: Numbers, respondents: Iterable[str]) -> list[tuple[str, str]]:
    """Number and name of every file and respondent: what opens a published report."""
    files = [(numbers.file(file), file) for file in numbers.files]
    sheets = [
        (f"{numbers.file(file)}、{_part(sheet, n)}", f"{file}「{sheet}」")
        for (file, sheet), n in numbers.sheets.items()
    ]
    named = [(numbers.respondents.get(name, ""), name) for name in respondents]
    return [*files, *sheets, *(pair for pair in named if pair[0])]
