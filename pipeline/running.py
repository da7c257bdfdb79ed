"""A run of DVC in a project: its children end with it, and what it leaves is good.

A run that fails, is interrupted or is ended (SIGTERM) puts the outputs of the last good run back.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

import psutil

from pipeline.errors import OpinionsError
from pipeline.last_good import LastGood, is_complete, keep, put_back, remember

_SECONDS_TO_END = 10.0
_DVCS_USES = Path(".dvc/tmp/rwlock")
"""DVC's list of who reads and writes what. DVC does not write it whole: ended in the middle of
that, it leaves half a list, which it then refuses to read in every later run."""
_AGAIN = "After the correction the same command goes on where it stopped."


class _EndedError(Exception):
    """The process was told to end (SIGTERM)."""


def dvc_environment() -> dict[str, str]:
    """This process's variables, with this environment's programs first."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


def reproduce(arguments: Sequence[str], rounds: Sequence[str] = ()) -> None:
    """Run ``dvc repro`` in this environment.

    Args:
        arguments: options and stages.
        rounds: as in params.yaml; outputs of other rounds are not put back.

    Raises:
        OpinionsError: DVC failed or was interrupted; its own words are above. Says what became of
            the last good outputs.
    """
    last = remember(Path(), rounds)
    if not Path(".git").exists() and "no_scm" not in _own_config():
        _call("config", "--local", "core.no_scm", "true")
    try:
        failed = _call("repro", *arguments)
    except (KeyboardInterrupt, _EndedError):
        failed = 130
    if failed:
        raise OpinionsError(f"The run stopped; the lines above say why. {_put_back(last)} {_AGAIN}")
    keep(Path())


def _own_config() -> str:
    path = Path(".dvc/config.local")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def complete_again(rounds: Sequence[str]) -> None:
    """Put back outputs that a killed run left missing, where the last good ones are kept."""
    last = remember(Path(), rounds)
    if last is not None and not is_complete(Path(), last):
        put_back(Path(), last, dvc_environment())


def _put_back(last: LastGood | None) -> str:
    if last is None:
        return "There were no complete outputs before it to put back."
    if put_back(Path(), last, dvc_environment()):
        return "The outputs of the last good run are back."
    return "Not all outputs of the last good run could be put back from DVC's cache."


def _call(*arguments: str) -> int:
    """Run DVC and wait; however that ends, no process of it goes on.

    Raises:
        _EndedError: SIGTERM came.
    """

    def end(_number: int, _frame: FrameType | None) -> None:
        raise _EndedError

    drop_half_written_uses()
    before = signal.signal(signal.SIGTERM, end)
    process = subprocess.Popen([sys.executable, "-m", "dvc", *arguments], env=dvc_environment())
    try:
        return process.wait()
    except BaseException:
        _end(process.pid)
        drop_half_written_uses()
        raise
    finally:
        signal.signal(signal.SIGTERM, before)


def drop_half_written_uses(seconds: float = 1.0) -> None:
    """Remove DVC's list of uses where it stays unreadable: a DVC that lives rewrites it at once.

    Args:
        seconds: how long to wait for another DVC to finish writing it.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            json.loads(_DVCS_USES.read_bytes())
        except FileNotFoundError:
            return
        except ValueError:
            if time.monotonic() < end:
                time.sleep(0.1)
                continue
            _DVCS_USES.unlink(missing_ok=True)
        return


def _end(pid: int) -> None:
    """End a process with all that it started; what does not end by itself is killed."""
    try:
        parent = psutil.Process(pid)
        family = [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    _, left = psutil.wait_procs(family, timeout=_SECONDS_TO_END)
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=_SECONDS_TO_END)
