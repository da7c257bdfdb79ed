"""One command at a time changes a project or runs in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pipeline.errors import OpinionsError
from pipeline.language import says

LOCK = Path(".dvc/tmp/opinions.lock")


@contextmanager
def alone(root: Path = Path()) -> Iterator[None]:
    """Hold the project: whoever else changes it or runs in it is told so at once.

    Raises:
        OpinionsError: another command holds it.
    """
    place = root / LOCK
    if not (root / ".dvc").is_dir():
        yield
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    for folder in (place.parent, root / ".dvc/cache"):
        if folder.is_dir():
            folder.chmod(0o700)  # names and texts before masking are in there
    lock = FileLock(place, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise OpinionsError(
            says(
                "このプロジェクトで別の命令（opinions run、add-round など）が動いている。"
                f"終わるのを待つ。動いていなければ {LOCK.as_posix()} を消す。",
                "Another command is at work in this project (opinions run, add-round, …). "
                f"Wait until it has ended; where none is, delete {LOCK.as_posix()}.",
            )
        ) from None
    try:
        yield
    finally:
        lock.release()
