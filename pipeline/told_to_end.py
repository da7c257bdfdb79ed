"""Signals that tell a command to end: Ctrl+C, SIGTERM, and SIGHUP of a terminal that was closed.

The first one raises KeyboardInterrupt, on which what was begun is undone or put back; that takes
seconds, and no further signal stops it in the middle.
"""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NUMBERS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows has no SIGHUP
_inside: list[bool] = []
"""Whether a block of ``ends_once`` is at work; inner ones have nothing to do."""


@contextmanager
def ends_once() -> Iterator[None]:
    """In this block the first signal raises KeyboardInterrupt, and later ones do nothing.

    What is started after the first does not hear them either. After SIGHUP nothing is written to
    the terminal: that is an error once it is closed.
    """
    if _inside or threading.current_thread() is not threading.main_thread():
        yield
        return
    terminals = [number for number in (1, 2) if _is_terminal(number)]

    def end(number: int, _frame: FrameType | None) -> None:
        for one in _NUMBERS:
            signal.signal(one, signal.SIG_IGN)
        if signal.Signals(number).name == "SIGHUP":
            _silence(terminals)
        raise KeyboardInterrupt

    # What is ignored from outside (nohup) stays ignored.
    heard = [one for one in _NUMBERS if signal.getsignal(one) is not signal.SIG_IGN]
    before = {one: signal.signal(one, end) for one in heard}
    _inside.append(True)
    try:
        yield
    finally:
        _inside.pop()
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def children_deaf() -> Iterator[None]:
    """What is started in this block does not hear Ctrl+C, and is ended by who started it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _is_terminal(number: int) -> bool:
    try:
        return os.isatty(number)
    except OSError:
        return False


def _silence(numbers: list[int]) -> None:
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for number in numbers:
            os.dup2(nowhere, number)
        os.close(nowhere)
