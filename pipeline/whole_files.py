"""Files written whole or not at all."""

import os
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file whole or not at all: beside its place, to the disk, then moved there.

    A full disk or a killed process leaves the file as it was. Folders are made.

    Args:
        path: of the file.
        content: its bytes.
        private: for the eyes of the owner alone, from its first byte on.

    Raises:
        OSError: the disk is full; with the path.
        OpinionsError: another program holds the file (Excel on Windows), or it may not be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    try:
        draft.unlink(missing_ok=True)
        with open(draft, "wb", opener=_owners if private else None) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except PermissionError as error:
        draft.unlink(missing_ok=True)
        raise OpinionsError(
            says(
                f"{path.as_posix()} に書けない。Excelなどで開いていれば閉じて、もう一度実行する。",
                f"{path.as_posix()} cannot be written. Close it where it is open (Excel), and run "
                "this again.",
            )
        ) from error
    except OSError as error:
        draft.unlink(missing_ok=True)
        if error.filename is None:  # of a write, which knows no name
            raise OSError(error.errno, error.strerror, str(path)) from error
        raise


def in_style_of(path: Path, text: str) -> str:
    """A text with the line ends and the byte order mark of the file that it takes the place of.

    Editors on Windows write both; a line that nobody changed must not count as changed in git.
    """
    before = path.read_bytes() if path.is_file() else b""
    mark = "\ufeff" if before.startswith(b"\xef\xbb\xbf") else ""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in before else text)


def _owners(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def keep_private(folder: Path) -> None:
    """A folder and all in it for its owner alone; no effect where a system has no such rights.

    What may not be written stays so: it may be one with a file in DVC's cache.
    """
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & 0o700)
