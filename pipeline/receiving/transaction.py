"""Changes to the project that are made whole or taken back: none stays when one of them fails."""

import shutil
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import PRIVATE
from pipeline.whole_files import write_whole


class Transaction:
    """Writes and moves below one root. Leaving the ``with`` block by an error undoes them all.

    Raises:
        OpinionsError: a place cannot be written (disk full, no permission); nothing has changed.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._undo: list[Callable[[], object]] = []

    def __enter__(self) -> Self:
        # On the same file system: what is undone must need no room on a disk that is full.
        place = self.root / ".dvc/tmp" if (self.root / ".dvc").is_dir() else self.root
        place.mkdir(parents=True, exist_ok=True)
        for left in place.glob("undo-*.part"):  # of a command that was killed
            shutil.rmtree(left, ignore_errors=True)
        self._aside = Path(tempfile.mkdtemp(prefix="undo-", suffix=".part", dir=place))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            for step in reversed(self._undo):
                step()
        shutil.rmtree(self._aside, ignore_errors=True)
        if isinstance(error, OSError):
            raise OpinionsError(
                says(
                    f"{error.filename or self.root} に書けない。"
                    "何も変えていない。空きを作るか書き込みの許可を付けて、もう一度実行する。",
                    f"{error.filename or self.root}: {error.strerror or error}. Nothing was "
                    "changed. Make room or give permission, and run the command again.",
                )
            ) from error

    def write(self, path: Path, content: bytes) -> None:
        """Write a file whole; a private one for its owner alone."""
        self.before(path)
        private = path.is_relative_to(self.root / PRIVATE)
        if private:
            path.parent.chmod(0o700)
        write_whole(path, content, private=private)

    def move(self, source: Path, target: Path) -> None:
        """Move a file to its place; what stood there comes back on an error."""
        self._folders(target.parent)
        if target.is_symlink() or target.exists():
            kept = self._aside / str(len(self._undo))
            target.replace(kept)
            self._undo.append(partial(kept.replace, target))
        else:
            self._undo.append(lambda: target.unlink(missing_ok=True))
        source.replace(target)

    def before(self, path: Path) -> None:
        """Remember a file that is about to be changed by somebody else (DVC)."""
        self._folders(path.parent)
        if path.is_file():
            kept = self._aside / str(len(self._undo))
            shutil.copy2(path, kept)
            self._undo.append(partial(kept.replace, path))
        else:
            self._undo.append(lambda: path.unlink(missing_ok=True))

    def folder(self, path: Path) -> None:
        """Make a folder that goes, with what it holds then, on an error."""
        self._folders(path.parent)
        if not path.is_dir():
            path.mkdir()
            self._undo.append(lambda: shutil.rmtree(path, ignore_errors=True))

    def _folders(self, path: Path) -> None:
        missing = [place for place in [path, *path.parents] if not place.exists()]
        for place in reversed(missing):
            place.mkdir()
            self._undo.append(partial(shutil.rmtree, place, ignore_errors=True))
