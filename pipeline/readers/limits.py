"""Bounds, so that no file can hang a run or fill the memory: sizes; seconds: ``watchdog``."""

import zipfile
from pathlib import Path
from typing import Protocol

from pydantic import Field

from pipeline.errors import UnreadableError
from pipeline.params import Parameters

OPEN_IN_OFFICE = (
    "ExcelやWordが文書を開いている間だけ置く印（~$）で、文書ではない。"
    "文書を保存して閉じ、名前の初めに ~$ のないファイルを指定してください。"
)


class Limits(Parameters):
    """How large and how slow a file may be (in params.yaml, section ``ingest``, key ``limits``)."""

    seconds_per_file: float = Field(default=120.0, gt=0, le=3600)
    """Wall-clock seconds to read one file; then it is given up and named in the ledger."""
    seconds_per_megabyte: float = Field(default=10.0, ge=0, le=600)
    """So many more for each megabyte of it."""
    megabytes_per_file: int = Field(default=200, ge=1, le=4096)
    """Size of a file, and a tenth of what it may unpack to (zip bombs)."""
    megabytes_of_memory: int = Field(default=1400, ge=256, le=65536)
    """Address space of a reading process beyond what it has at its start; not on Windows."""
    cells_per_sheet: int = Field(default=20_000_000, ge=1000)
    """Cells in the rectangle that a sheet fills; a stray cell at XFD1048576 makes 17 billion."""

    def seconds(self, size: int) -> float:
        """Wall-clock seconds to read a file of so many bytes."""
        return self.seconds_per_file + self.seconds_per_megabyte * size / 2**20

    @property
    def most_bytes(self) -> int:
        """``megabytes_per_file`` in bytes."""
        return self.megabytes_per_file * 2**20


class OfAFile(Protocol):
    """A task that reads one file."""

    @property
    def path(self) -> Path:
        """Of the file."""


def bytes_of(task: OfAFile) -> int:
    """Size of a task's file, 0 where it cannot be told."""
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file, or a package, that is too large unpacked.

    Raises:
        UnreadableError: with the size that came and the size allowed; or it is no document, but
            the mark (~$) that Office leaves beside one while it is open.
    """
    if path.name.startswith("~$"):
        raise UnreadableError(OPEN_IN_OFFICE)
    most = limits.most_bytes
    size = path.stat().st_size
    if size > most:
        raise UnreadableError(
            f"大きすぎる（{size / 2**20:.0f}MB、上限 {limits.megabytes_per_file}MB）。"
            "分割するか、params.yaml の ingest.limits.megabytes_per_file を上げてください。"
        )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > most * 10 or unpacked > max(size, 2**16) * 1000:
            raise UnreadableError(
                f"展開すると {unpacked / 2**20:.0f}MB になる圧縮ファイル（圧縮爆弾の疑い）。"
                "安全のため読まない。提出元に確かめてください。"
            )
