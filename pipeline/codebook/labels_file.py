"""The file of people's labels on disk: read it, add an import to its end, take the last one back.

Rows are only ever added or, by undo, removed whole; every other byte of the file stays as it is.
"""

import csv
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.labels.decisions import COLUMNS, read_label_rows
from pipeline.language import csv_fault, says
from pipeline.places import LABELS
from pipeline.review_items.codebook import CodebookError
from pipeline.store import Store, csv_rows


def read_labels(root: Path) -> pd.DataFrame:
    """Read labels.csv, oldest first: its columns as text, ``items`` as tuples of codes.

    The masked text stands beside the key, so that learning from labels needs no table of any round:
    new opinions must not retrain the classifier.

    Raises:
        CodebookError: a column is missing where there are labels, or a spreadsheet spoilt cells.
    """
    path = root / LABELS
    text, _ = _read(path)
    try:
        frame = csv_rows(text)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CodebookError(
            says(
                f"{path} は見出しのあるCSVではない（{csv_fault(error)}）。",
                f"{path} is no CSV with a header: {csv_fault(error)}.",
            )
        ) from error
    return read_label_rows(frame, str(path))


def append_labels(
    store: Store, rows: Sequence[Mapping[str, str]], date: str, beside: str = ""
) -> str:
    """Add labels to the end of labels.csv as one import.

    Args:
        store: the project.
        rows: values of ``COLUMNS`` but ``import_id``; without rows nothing is written.
        date: ISO date of the import.
        beside: what else is imported with them; it makes another id.

    Returns:
        The id of the import: its date and a hash of its rows.

    Raises:
        CodebookError: the file lacks a column.
    """
    path = store.root / LABELS
    text, encoding = _read(path)
    header = next(csv.reader(io.StringIO(text)), [])
    stances = any(row.get("stance") for row in rows)
    if header and "stance" not in header and stances:  # files of before there were stances
        first, *rest = _records(text)
        end = first[len(first.rstrip("\r\n")) :]
        text = "".join([f"{first.rstrip(chr(13) + chr(10))},stance{end or chr(10)}", *rest])
        header = [*header, "stance"]
    missing = [name for name in COLUMNS if name not in header and name != "stance"]
    if missing:
        raise CodebookError(
            says(
                f"{path}：列 {'、'.join(missing)} がない。今ある列は {'、'.join(header)}。"
                "列を加える。",
                f"{path}: columns {missing} are missing; it has {header}. Add them.",
            )
        )
    said = [*("\x1f".join(row[name] for name in sorted(row)) for row in rows), beside]
    content = "\x1e".join(said if beside else said[:-1])
    import_id = f"{date}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"
    if not rows:
        return import_id
    line_end = "\r\n" if "\r\n" in text else "\n"
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, restval="", lineterminator=line_end)
    writer.writerows({**row, "import_id": import_id} for row in rows)
    joint = "" if text.endswith("\n") else line_end
    # What cp932 cannot hold must not be lost: a file saved by Excel becomes UTF-8 again.
    encoding = "utf-8" if encoding == "cp932" else encoding
    store.write_bytes(LABELS, (text + joint + out.getvalue()).encode(encoding))
    return import_id


def imports_of_labels(root: Path) -> list[str]:
    """The ids of the imports in labels.csv, each once, the last one last."""
    text, _ = _read(root / LABELS)
    found = [identity for identity in _import_ids(_records(text))[1:] if identity]
    return list(dict.fromkeys(reversed(found)))[::-1]


def undo_import(store: Store, import_id: str) -> int:
    """Remove the rows of an import from labels.csv.

    Returns:
        How many rows it had; 0 where the file holds none of it.
    """
    text, encoding = _read(store.root / LABELS)
    records = _records(text)
    ids = _import_ids(records)
    kept = [record for n, record in enumerate(records) if n == 0 or ids[n] != import_id]
    if len(kept) < len(records):
        store.write_bytes(LABELS, "".join(kept).encode(encoding))
    return len(records) - len(kept)


def _import_ids(records: Sequence[str]) -> list[str]:
    """The id of the import of each record, its header's first; empty where it has none."""
    cells = [next(csv.reader(io.StringIO(record)), []) for record in records]
    header = cells[0] if cells else []
    column = header.index("import_id") if "import_id" in header else len(COLUMNS)
    return [row[column] if len(row) > column else "" for row in cells]


def _read(path: Path) -> tuple[str, str]:
    """The file's text and encoding: UTF-8, with or without byte order mark, else cp932 (Excel)."""
    if not path.is_file():
        raise OpinionsError(
            says(
                f"{path} がない。見出し {','.join(COLUMNS)} だけのファイルを置く。",
                f"{path} is not there. It needs the header {','.join(COLUMNS)}.",
            )
        )
    content = path.read_bytes()
    encodings = ("utf-8-sig",) if content.startswith(b"\xef\xbb\xbf") else ("utf-8", "cp932")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, encoding
    raise CodebookError(
        says(
            f"{path} は文字コードがUTF-8でもShift_JIS（cp932）でもない。"
            f"CSV UTF-8で保存し直すか、前の正しいファイルに戻す（git checkout {path}）。",
            f"{path} is neither UTF-8 nor cp932 (Shift_JIS). Save it as CSV UTF-8, or take "
            f"the last good file back (git checkout {path}).",
        )
    )


def _records(text: str) -> list[str]:
    """The file cut into records with their line ends; quoted cells may run over several lines."""
    records: list[str] = []
    open_record = ""
    for line in re.findall(r"[^\n]*\n|[^\n]+", text):
        open_record += line
        if open_record.count('"') % 2 == 0:
            records.append(open_record)
            open_record = ""
    return [*records, open_record] if open_record else records
