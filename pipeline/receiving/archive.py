"""Zip files: names in cp932 and from Macs, and no way out of the folder or into all of the disk."""

import datetime as dt
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline.errors import UnreadableError
from pipeline.readers.limits import Limits
from pipeline.receiving.archive_rest import Rest, rest_of
from pipeline.receiving.safe_names import is_of_system, safe_name
from pipeline.rounds.round_name import YEARS

_MOST_MEMBERS = 20_000
_DEEPEST = 3
_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What zipfile and the decompressors raise on damaged or unknown content."""


@dataclass(frozen=True)
class Member:
    """A file out of a zip, or the reason why it was not taken out.

    ``received`` is empty where it is not known.
    """

    name: str
    path: Path | None
    received: str
    refused: str = ""
    ignored: str = ""
    """What is beside the files of the archive ``name`` and is not taken out."""


def unpack(archive: Path, into: Path, limits: Limits) -> list[Member]:
    """Take all files out of a zip, zips inside it included.

    Args:
        archive: the zip.
        into: an empty folder.
        limits: ten times ``megabytes_per_file`` is the most that may come out.

    Returns:
        One member per file; refused ones (encrypted, climbing out, links) with the reason; one
        without a name that says what else lies in the archive, if anything.

    Raises:
        UnreadableError: no zip, too many members, or more than allowed comes out (a bomb).
    """
    budget = [limits.megabytes_per_file * 10 * 2**20]
    rest = Rest()
    members = list(_members(archive, into, "", budget, 1, rest))
    if not members:
        told = "zipの中にファイルが一つもない。提出元に確かめてください。"
        return [Member("", None, "", refused=told)]
    return members + ([Member("", None, "", ignored=rest.told)] if rest.told else [])


def _members(
    archive: Path, into: Path, prefix: str, budget: list[int], depth: int, rest: Rest
) -> Iterator[Member]:
    try:
        opened = zipfile.ZipFile(archive)
    except _BROKEN as error:
        raise UnreadableError(
            "zipが壊れているか、途中で切れている。再送を依頼してください。"
        ) from error
    with opened as package:
        infos = [info for info in package.infolist() if not info.is_dir()]
        if len(infos) > _MOST_MEMBERS:
            raise UnreadableError(
                f"zipの中のファイルが{len(infos):,}あり、多すぎる（上限 {_MOST_MEMBERS:,}）。"
            )
        rest.add(rest_of(archive, package, [_name(info) for info in infos]))
        for number, info in enumerate(infos):
            name = _name(info)
            received = _received(info)
            if is_of_system(name):
                continue
            shown = safe_name(prefix + "/".join(p for p in name.split("/") if p not in ("..", ".")))
            if reason := _refusal(info, name, budget[0]):
                yield Member(shown, None, received, reason)
                continue
            target = into / f"{depth}-{number:05}{PurePosixPath(shown).suffix[:10]}"
            try:
                _copy(package, info, target, budget)
            except UnreadableError:
                raise
            except _BROKEN:
                yield Member(shown, None, received, "zipの中で壊れている。再送を依頼してください。")
                continue
            rest.n_other_sizes += target.stat().st_size != info.file_size
            if name.lower().endswith(".zip") and depth < _DEEPEST:
                inner = into / f"{depth}-{number:05}"
                inner.mkdir()
                stem = shown.rpartition(".")[0]
                try:
                    yield from _members(target, inner, f"{stem}/", budget, depth + 1, rest)
                except UnreadableError as error:
                    yield Member(shown, None, received, str(error))
            else:
                yield Member(shown, target, received)


def _received(info: zipfile.ZipInfo) -> str:
    """When a member was written; empty where its date is none that a round could have.

    The first day that a zip can hold means that its writer knew none.
    """
    try:
        written = dt.datetime(*info.date_time[:5])
    except ValueError:
        return ""
    return written.isoformat(" ", "minutes") if written.year in YEARS else ""


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 flag it is in UTF-8 all the same, or in cp932."""
    name = info.orig_filename
    if info.flag_bits & 0x800:
        return name.replace("\\", "/")
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return name.replace("\\", "/")


def _refusal(info: zipfile.ZipInfo, name: str, room: int) -> str:
    if name.startswith("/") or re.match(r"^[A-Za-z]:", name) or ".." in name.split("/"):
        return "フォルダの外を指す名前（不正なzip）。取り出していない。"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "リンク（実体がない）。元のファイルを受け取ってください。"
    if info.flag_bits & 0x1:
        return "パスワード付きのzip。パスワードを外したものを受け取ってください。"
    if info.file_size > room:
        return f"展開すると{info.file_size:,}バイトで上限を超える（圧縮爆弾の疑い）。開いていない。"
    return ""


def _copy(package: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, budget: list[int]) -> None:
    with package.open(info) as source, target.open("wb") as copy:
        while block := source.read(2**20):
            budget[0] -= len(block)
            if budget[0] < 0:
                raise UnreadableError(
                    "展開すると上限を超える圧縮ファイル（圧縮爆弾の疑い）。安全のため読まない。"
                )
            copy.write(block)
