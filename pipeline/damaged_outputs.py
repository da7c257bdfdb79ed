"""Outputs that no longer hold what was made, found before a run and made again.

DVC trusts a file whose size, time and place are as it remembers them, and its cached copy unread.
But an output and its copy in the cache are often one file (a hard link): what changes one in place
changes both, and a program that sets the time back, or a disk that fails, is not seen at all.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.locked_outputs import Output, cached, files_of, md5_of, outputs_of
from pipeline.whole_files import write_whole

SEEN = Path(".dvc/tmp/outputs-seen.json")
"""Of each file that held what its hash says: that hash, and how it lay on the disk then."""


def drop_damaged(root: Path, rounds: Sequence[str]) -> list[str]:
    """Remove outputs that do not hold what dvc.lock says, with damaged copies in DVC's cache.

    DVC then takes them from its cache or makes them again. Only files that changed on the disk
    since they were last read are read.

    Args:
        root: the project.
        rounds: as in params.yaml; outputs of other rounds stay.

    Returns:
        Their paths in the project.
    """
    lock = root / "dvc.lock"
    if not lock.is_file():
        return []
    before = _remembered(root)
    seen: dict[str, list[object]] = {}
    damaged = []
    for out in outputs_of(root, lock.read_bytes(), rounds):
        for path, md5 in _files(root, out):
            name = path.relative_to(root).as_posix()
            mark = _mark(path, md5)
            if mark and (before.get(name) == mark or md5_of(path) == md5):
                seen[name] = mark
            elif mark or path.is_symlink():  # else DVC sees by itself that it is not there
                path.unlink()
                copy = cached(root, md5)
                if md5_of(copy) != md5:
                    copy.unlink(missing_ok=True)
                damaged.append(name)
    if seen != before:
        write_whole(root / SEEN, json.dumps(seen).encode())
    return damaged


def _files(root: Path, out: Output) -> Iterator[tuple[Path, str]]:
    """The files of an output with their hashes.

    Without the list of its files a folder cannot be told whole: it goes, to be made again. So does
    a link to nothing, on which DVC stops.
    """
    place = root / out.path
    if place.is_symlink() and not place.exists():
        place.unlink()
    if out.md5.endswith(".dir"):
        listed = cached(root, out.md5)
        if listed.is_file() and md5_of(listed) != out.md5.removesuffix(".dir"):
            listed.unlink()
            shutil.rmtree(place, ignore_errors=True)
    try:
        yield from files_of(root, out)
    except (OSError, ValueError):
        return  # DVC sees that by itself


def _mark(path: Path, md5: str) -> list[object]:
    """What changes when a file is written, also where its time is set back; nothing if not there.

    On Windows ``st_ctime_ns`` is when the file was made.
    """
    if not path.is_file():
        return []
    stat = path.stat()
    return [md5, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino]


def _remembered(root: Path) -> dict[str, list[object]]:
    try:
        seen = json.loads((root / SEEN).read_bytes())
    except (OSError, ValueError):
        return {}
    return seen if isinstance(seen, dict) else {}
