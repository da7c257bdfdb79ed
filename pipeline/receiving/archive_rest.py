"""What a zip holds beside the files that are taken out of it: said in one line, never dropped."""

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pipeline.receiving.safe_names import is_of_system
from pipeline.tables.state import UNREAD_PART

_LOCAL_HEADER = 30
"""Bytes before the name in the header of a member (PKWARE APPNOTE 4.3.7)."""
_END_RECORD = 22
"""Bytes of the end of the directory (4.3.16), before the comment."""
_DESCRIPTOR = 24
"""The most bytes that may stand behind a member's content (4.3.9)."""


@dataclass
class Rest:
    """Counts of what is not taken out of an archive, or of a folder."""

    n_of_system: int = 0
    n_empty_folders: int = 0
    n_comment_characters: int = 0
    n_other_sizes: int = 0
    n_bytes_outside: int = 0

    def add(self, other: "Rest") -> None:
        """Count what lies in an archive inside this one."""
        for name, count in vars(other).items():
            setattr(self, name, getattr(self, name) + count)

    @property
    def told(self) -> str:
        """The line of the ledger; empty where there is nothing to tell."""
        parts = (
            ("OSなどが作ったファイル", self.n_of_system, ""),
            ("空のフォルダ", self.n_empty_folders, ""),
            ("zipの注釈（コメント）", self.n_comment_characters, "字"),
            ("目録と大きさが違うファイル", self.n_other_sizes, ""),
            ("目録にない部分", self.n_bytes_outside, "バイト"),
        )
        told = "、".join(f"{what} {count:,}{unit}" for what, count, unit in parts if count)
        return f"{UNREAD_PART}{told}" if told else ""


def rest_of(archive: Path, package: zipfile.ZipFile, names: list[str]) -> Rest:
    """Count what lies in an archive beside its files.

    Args:
        archive: the zip.
        package: the same, opened.
        names: of its members, decoded, in the order of the directory.
    """
    infos = package.infolist()
    folders = {info.filename for info in infos if info.is_dir()}
    empty = {
        f for f in folders if not any(i.filename.startswith(f) for i in infos if not i.is_dir())
    }
    comments = [package.comment, *(info.comment for info in infos)]
    return Rest(
        n_of_system=sum(is_of_system(name) for name in names),
        n_empty_folders=sum(not is_of_system(name.rstrip("/")) for name in empty),
        n_comment_characters=sum(len(c.decode("utf-8", "replace").strip()) for c in comments),
        n_bytes_outside=_outside(archive, package),
    )


def _outside(archive: Path, package: zipfile.ZipFile) -> int:
    """Bytes that belong to no member, to no directory and to no comment."""
    spans = [_span(archive, info) for info in package.infolist()]
    spans.append((package.start_dir, _end(archive, package)))
    outside, place = 0, 0
    for begin, end in sorted(spans):
        outside += begin - place if begin - place > _DESCRIPTOR else 0
        place = max(place, end)
    return outside + max(0, archive.stat().st_size - place)


def _end(archive: Path, package: zipfile.ZipFile) -> int:
    """Where the end record with its comment ends."""
    size = archive.stat().st_size
    with archive.open("rb") as stream:
        stream.seek(max(0, size - 2**17))
        tail = stream.read()
    return size - len(tail) + tail.rfind(b"PK\x05\x06") + _END_RECORD + len(package.comment)


def _span(archive: Path, info: zipfile.ZipInfo) -> tuple[int, int]:
    with archive.open("rb") as stream:
        stream.seek(info.header_offset)
        head = stream.read(_LOCAL_HEADER)
    lengths = struct.unpack("<HH", head[26:30]) if len(head) == _LOCAL_HEADER else (0, 0)
    begin = info.header_offset
    return begin, begin + _LOCAL_HEADER + sum(lengths) + info.compress_size
