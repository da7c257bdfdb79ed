"""Processes that files are read in: they start, are told what to do, and can be kept for more."""

import contextlib
import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from os import chdir
from pathlib import Path
from time import monotonic
from typing import Any

from pipeline.language import choose
from pipeline.told_to_end import children_deaf

_SECONDS_TO_START = 120.0


@dataclass
class Process:
    """A reading process as the watchdog sees it."""

    process: BaseProcess
    pipe: Connection
    position: int = -1
    """Of the task it works on; -1 until it has imported what it needs."""
    seconds: float = 0.0
    """That it may take."""
    deadline: float = 0.0

    @property
    def ready(self) -> bool:
        """Whether it has imported what it needs."""
        return self.position >= 0


@dataclass(frozen=True)
class Call:
    """What a process is told before it gets tasks."""

    function: Callable[[Any], Any]
    megabytes: int
    folder: Path
    language: str


_kept: list[Process] = []
_keeping: list[bool] = []
"""Whether a block of ``processes_kept`` is at work."""


@contextmanager
def processes_kept() -> Iterator[None]:
    """In this block a process that has read all it was given waits for the next ``watched``.

    To start one takes a second, nearly all of it imports. For commands that read round after round.
    """
    _keeping.append(True)
    try:
        yield
    finally:
        _keeping.pop()
        while _kept and not _keeping:
            stop(_kept.pop())


def called(call: Call) -> Process:
    """A process, kept or new, that gets ready for the tasks of a call."""
    while _kept and not _kept[-1].process.is_alive():
        stop(_kept.pop())
    worker = _kept.pop() if _kept else _start()
    worker.position, worker.deadline = -1, monotonic() + _SECONDS_TO_START
    with contextlib.suppress(OSError):  # it died at once: seen when its answer is asked for
        worker.pipe.send(call)
    return worker


def _start() -> Process:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_serve, args=(there,), daemon=True)
    with children_deaf():
        process.start()
    there.close()
    return Process(process, here)


def done_with(worker: Process) -> None:
    """Keep a process that waits for a task, or end it."""
    if _keeping:
        _kept.append(worker)
    else:
        stop(worker)


def stop(worker: Process) -> None:
    """End a process, whatever it does."""
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _serve(pipe: Connection) -> None:
    while True:
        try:
            message = pipe.recv()
        except (EOFError, OSError):
            return
        if isinstance(message, Call):
            function = message.function
            chdir(message.folder)
            choose(message.language)
            _bound_memory(message.megabytes)
            pipe.send("ready")
        else:
            pipe.send(function(message))


def _bound_memory(megabytes: int) -> None:
    """Bound the address space of this process to so much more than it has now."""
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 2**20, hard))
    except (ImportError, OSError, ValueError):
        pass  # Windows and macOS: sizes are bounded, address space is not
