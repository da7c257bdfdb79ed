"""Read and write tables, parameters, models and metrics under one root."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import OpinionsError
from pipeline.language import no_file, says
from pipeline.params import ParameterError, Parameters
from pipeline.places import PRIVATE, PUBLISHED, SEAL
from pipeline.table_files import as_arrow, as_frame, groups_of, read_rows, write_rows
from pipeline.tables.base import Table
from pipeline.whole_files import write_whole
from pipeline.yaml_files import read_yaml

P = TypeVar("P", bound=Parameters)
ALL_ROUNDS = "all"
"""File name (without suffix) of a table over all rounds."""


class Store:
    """The project's files. ``root`` is the folder that holds params.yaml."""

    def __init__(self, root: Path = Path()) -> None:
        self.root = root

    def params(self) -> dict[str, Any]:
        """The whole of params.yaml.

        Raises:
            ParameterError: the file is missing or no YAML mapping.
        """
        return read_yaml(self.root / "params.yaml")

    def parameters(self, section: str, kind: type[P]) -> P:
        """One section of params.yaml as its class."""
        return kind.read(section, self.params().get(section))

    def rounds(self) -> list[str]:
        """The rounds named in params.yaml, in their order; none in a project that is empty yet.

        Raises:
            ParameterError: no list, or a round twice.
        """
        rounds = self.params().get("rounds")
        if not isinstance(rounds, list):
            raise ParameterError(
                says(
                    "params.yaml：rounds は意見照会の名前を並べたもの。一つもなければ [] と書く。",
                    "params.yaml: 'rounds' must be a list of round folders, [] where there "
                    "is none yet.",
                )
            )
        names = [str(name) for name in rounds]
        if len(set(names)) < len(names):
            raise ParameterError(
                says(
                    f"params.yaml：rounds に同じ意見照会が二度ある：{'、'.join(map(str, names))}。",
                    f"params.yaml: 'rounds' names a round twice: {names}.",
                )
            )
        return names

    def published(self) -> list[str]:
        """The sealed rounds named in params.yaml, in their order."""
        return [str(name) for name in self.params().get("published") or []]

    def all_rounds(self) -> list[str]:
        """Sealed rounds and those that runs make anew."""
        return [*self.published(), *self.rounds()]

    def sealed(self, name: str) -> Path | None:
        """The folder of a sealed round; None of any other."""
        folder = self.root / PUBLISHED / name
        return folder if (folder / SEAL).is_file() else None

    def path(self, table: type[Table], name: str = ALL_ROUNDS) -> Path:
        """Where a table lies: ``<folder>/<round>.parquet``, or ``<folder>.parquet`` over all."""
        if name == ALL_ROUNDS:
            return self.root / f"{table.folder()}.parquet"
        return self.root / table.folder() / f"{name}.parquet"

    def write(self, table: type[Table], frame: pd.DataFrame, name: str = ALL_ROUNDS) -> None:
        """Validate a table and write it, whole or not at all."""
        path = self.path(table, name)
        frame = table.checked(frame, str(path))
        write_rows(path, [as_arrow(table, frame)], private=table.is_private())

    def write_parts(self, table: type[Table], parts: Iterable[pa.Table], name: str) -> None:
        """Write a table whose parts were validated, whole or not at all.

        Args:
            table: its class.
            parts: in order, as ``TableParts.rows`` gives them.
            name: of the round.
        """
        write_rows(self.path(table, name), parts, private=table.is_private())

    def read(self, table: type[Table], name: str = ALL_ROUNDS) -> pd.DataFrame:
        """Read a table and validate it.

        Raises:
            OpinionsError: the table is not there or damaged; says which command makes it.
        """
        path = self.place(table, name)
        try:
            frame = as_frame(table, pq.read_table(path))
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from error
        return table.checked(frame, str(path))

    def read_rows(
        self, table: type[Table], name: str, begin: int, end: int, columns: Sequence[str]
    ) -> pd.DataFrame:
        """Some columns of the rows ``begin`` to ``end`` (not included) of a table.

        Raises:
            OpinionsError: the table is not there or damaged; says which command makes it.
        """
        path = self.place(table, name)
        try:
            return as_frame(table, read_rows(path, begin, end, columns))
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from error

    def read_parts(self, table: type[Table], name: str) -> Iterable[pd.DataFrame]:
        """A table row group by row group, one held at a time; again each time it is gone through.

        Raises:
            OpinionsError: the table is not there; while it is read, that it is damaged.
        """
        return _Parts(table, self.place(table, name))

    def was_sealed_without(self, table: type[Table], name: str) -> bool:
        """Whether a round was sealed before there was such a table."""
        sealed = self.sealed(name)
        own = f"{self.path(table, name).parent.name}.parquet"
        return sealed is not None and not (sealed / "tables" / own).is_file()

    def place(self, table: type[Table], name: str = ALL_ROUNDS) -> Path:
        """Where a table is read from: its own place, or its sealed round.

        Raises:
            OpinionsError: the table is not there; says which command makes it.
        """
        path, sealed = self.path(table, name), self.sealed(name)
        if sealed is not None and not table.is_private():
            path = sealed / "tables" / f"{path.parent.name}.parquet"
        if not path.is_file():
            raise OpinionsError(
                says(
                    f"{path} がない。opinions run を実行する。",
                    f"{path} is not there. Make it: opinions run",
                )
            )
        return path

    def read_rounds(self, table: type[Table]) -> pd.DataFrame:
        """The tables of all rounds in params.yaml, one below the other.

        Raises:
            OpinionsError: no round is listed, or the folder holds a table of a round that is not
                listed (a ghost).
        """
        rounds = self.rounds()
        if not rounds:
            raise OpinionsError(
                says(
                    "params.yaml に意見照会が一つもない。opinions add-round で加える。",
                    "params.yaml lists no round. Add one: opinions add-round",
                )
            )
        folder = self.root / table.folder()
        ghosts = sorted({path.stem for path in folder.glob("*.parquet")} - set(rounds))
        if ghosts:
            raise OpinionsError(
                says(
                    f"{folder} に、params.yaml の rounds にない意見照会の表がある："
                    f"{'、'.join(ghosts)}。rounds に加えるか、これらのファイルを消す（必要なら"
                    "作り直される）。",
                    f"{folder} holds tables of rounds that params.yaml does not list: "
                    f"{ghosts}. List them under 'rounds', or delete these files (a run "
                    "makes them again if needed).",
                )
            )
        return pd.concat([self.read(table, name) for name in rounds], ignore_index=True)

    def write_json(self, place: str, values: Mapping[str, Any]) -> None:
        """Write metrics or a small model part: sorted keys, one final newline."""
        self.write_text(
            place, json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        )

    def write_text(self, place: str, text: str) -> None:
        """Write a text file with LF line ends, whole or not at all."""
        self.write_bytes(place, text.encode())

    def write_bytes(self, place: str, content: bytes) -> None:
        """Write a file below the root, whole or not at all; a private one for its owner alone."""
        write_whole(self.root / place, content, private=place.startswith(f"{PRIVATE}/"))


@dataclass(frozen=True)
class _Parts(Iterable[pd.DataFrame]):
    """The row groups of a file."""

    table: type[Table]
    path: Path

    def __iter__(self) -> Iterator[pd.DataFrame]:
        try:
            for group in groups_of(self.path):
                yield as_frame(self.table, group)
        except (pa.ArrowException, OSError) as error:
            raise _damaged(self.path, error) from error


def _damaged(path: Path, error: Exception) -> OpinionsError:
    return OpinionsError(
        says(
            f"{path} が壊れている。opinions run で作り直す。",
            f"{path} is damaged ({type(error).__name__}). Run: opinions run (makes it again)",
        )
    )


def read_text(path: Path) -> str:
    """Read a UTF-8 text file, with or without byte order mark.

    Raises:
        OpinionsError: not there, or not UTF-8; says at which byte.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, IsADirectoryError) as error:
        raise OpinionsError(no_file(path)) from error
    except UnicodeDecodeError as error:
        raise OpinionsError(
            says(
                f"{path} はUTF-8ではない（{error.start + 1}バイト目）。UTF-8で保存し直す。",
                f"{path} is not UTF-8 (byte {error.start}: "
                f"0x{error.object[error.start]:02x}). Save it as UTF-8.",
            )
        ) from error


def csv_rows(text: str) -> pd.DataFrame:
    """A CSV that people write: all cells as text, what is left empty as "".

    pandas takes a first row that is longer than the header for one with an index, and moves all
    its cells to the left: a comma too many would put every answer under another heading.

    Raises:
        pandas.errors.ParserError: a row has more cells than the header, a quote is left open, or
            there is a NUL, at which pandas ends a cell.
        pandas.errors.EmptyDataError: nothing stands there.
    """
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise pd.errors.ParserError(f"NUL in line {line}")
    frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    if len(frame) and not isinstance(frame.index, pd.RangeIndex):
        raise pd.errors.ParserError("Expected fewer fields in line 2")
    return frame
