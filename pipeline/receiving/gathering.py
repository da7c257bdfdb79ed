"""Files, folders and zips that an analyst names, into one list of files for a round."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import OpinionsError, UnreadableError
from pipeline.privacy.personal_data import Masker
from pipeline.readers.detect import Kind, detect
from pipeline.readers.limits import Limits
from pipeline.receiving.archive import unpack
from pipeline.receiving.safe_names import apart, is_of_system, safe_name, shortened_path
from pipeline.rounds.shown_paths import mask_path


@dataclass(frozen=True)
class Incoming:
    """A file for a round: its name there, where it lies now (None: refused), when it came."""

    name: str
    path: Path | None
    received: str
    refused: str = ""
    long_name: str = ""
    """Its whole name where that is too long for a file system."""


def gather(paths: Iterable[Path], scratch: Path, limits: Limits, masker: Masker) -> list[Incoming]:
    """Find all files; zips are unpacked into ``scratch``.

    Args:
        paths: files, folders and zips.
        scratch: an empty folder, for what comes out of zips.
        limits: sizes allowed.
        masker: for the names in a message.

    Returns:
        Files in the order of their names; of two with one name the later one is renamed, and names
        that are too long are shortened.

    Raises:
        OpinionsError: a path is not there, or nothing is found.
    """
    found: list[Incoming] = []
    for path in paths:
        if not path.exists() and not path.is_symlink():
            shown = mask_path(path.as_posix(), masker).text
            raise OpinionsError(f"{shown} is not there. Name files, folders or zips.")
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if not is_of_system(name) and (file.is_symlink() or not file.is_dir()):
                found += _arrived(file, safe_name(name), scratch, limits, inside=path.is_dir())
    if not found:
        raise OpinionsError("No file found in what was named. Name files, folders or zips.")
    found.sort(key=lambda file: file.name)
    names = apart(shortened_path(file.name) for file in found)
    return [
        replace(
            file, name=name, long_name=file.name if shortened_path(file.name) != file.name else ""
        )
        for file, name in zip(found, names, strict=True)
    ]


def _arrived(
    file: Path, name: str, scratch: Path, limits: Limits, *, inside: bool
) -> Iterator[Incoming]:
    if file.is_symlink() and inside:
        yield Incoming(name, None, "", "リンク（実体がない）。元のファイルを受け取ってください。")
        return
    if not file.is_file():
        yield Incoming(name, None, "", "通常のファイルではない。")
        return
    changed = dt.datetime.fromtimestamp(file.stat().st_mtime)
    received = changed.isoformat(" ", "minutes")
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        yield Incoming(name, None, received, f"ファイルを開けない（{error.strerror}）。")
        return
    try:
        archive = detect(file) is Kind.ARCHIVE
    except UnreadableError:
        archive = False
    if not archive:
        yield Incoming(name, file, received)
        return
    into = scratch / f"{len(list(scratch.iterdir())):04}"
    into.mkdir()
    try:
        members = unpack(file, into, limits)
    except UnreadableError as error:
        yield Incoming(name, None, received, str(error))
        return
    folder = name.rpartition("/")[0]
    for member in members:
        place = f"{folder}/{member.name}" if folder else member.name
        yield Incoming(place, member.path, member.received or received, member.refused)
