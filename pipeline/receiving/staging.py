"""Copies of received files beside their place, before anything is decided about them."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from pipeline.receiving.gathering import Incoming
from pipeline.receiving.transaction import Transaction

STAGING = "received.part"
"""Folder of a round for files that are being added; gone when that is done, or has failed."""


def staged(incoming: Sequence[Incoming], change: Transaction, folder: Path) -> list[Incoming]:
    """Copies of all files in a folder of the round; one that cannot be read costs itself alone."""
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was killed
    change.folder(folder)
    copies = []
    for number, file in enumerate(incoming):
        if file.path is None:
            copies.append(file)
            continue
        place = folder / f"{number:06}{file.path.suffix.rstrip()[:10]}"
        fault = _copy(file.path, place)
        copies.append(
            replace(
                file,
                path=None,
                refused=f"読み取り中に失敗した（{fault}）。再送を依頼してください。",
            )
            if fault
            else replace(file, path=place)
        )
    return copies


def _copy(source: Path, target: Path) -> str:
    """Copy a file; why reading failed, or nothing.

    Raises:
        OSError: the copy cannot be written (disk full).
    """
    try:
        with target.open("wb") as copy, source.open("rb") as stream:
            while block := _block(stream):
                copy.write(block)
    except _ReadError as error:
        fault = str(error)
    except OSError as error:  # of a write, which knows no name
        raise OSError(error.errno, error.strerror, error.filename or str(target)) from error
    else:
        return ""
    target.unlink()
    return fault


class _ReadError(Exception):
    """A received file that cannot be read to its end."""


def _block(stream: BinaryIO) -> bytes:
    try:
        return stream.read(2**20)
    except OSError as error:
        raise _ReadError(error.strerror or type(error).__name__) from error
