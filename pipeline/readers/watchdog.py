"""The watchdog that ends a process which takes too long to read a file."""

from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import Any

from pipeline.language import chosen
from pipeline.readers.limits import Limits
from pipeline.readers.reading_processes import Call, Process, called, done_with, stop

_DIED = "読み取りの途中で処理が落ちた（メモリ不足か、壊れたファイル）。保存し直してください。"


def watched(
    function: Callable[[Any], Any],
    tasks: Sequence[Any],
    limits: Limits,
    n_workers: int,
    given_up: Callable[[Any, str], Any],
    size_of: Callable[[Any], int] = lambda _task: 0,
    done: Callable[[], object] = lambda: None,
) -> list[Any]:
    """Call a function for every task in processes that a watchdog ends when they take too long.

    Args:
        function: a module's function of one task; whatever it gives back is sent over a pipe.
        tasks: picklable; one file each.
        limits: seconds per task and memory per process.
        n_workers: processes at a time; the result does not depend on it.
        given_up: makes the result of a task that ran out of time or memory (the reason).
        size_of: bytes of a task's file, which may take longer the larger it is.
        done: called after each task.

    Returns:
        One result per task, in the order of tasks.

    Raises:
        RuntimeError: no process could be started at all.
    """
    results: list[Any] = [None] * len(tasks)
    waiting: Iterator[tuple[int, Any]] = iter(enumerate(tasks))
    call = Call(function, limits.megabytes_of_memory, Path.cwd(), chosen())
    workers = [called(call) for _ in range(min(n_workers, len(tasks)))]
    try:
        while workers:
            wait([worker.pipe for worker in workers], timeout=0.2)
            for worker in list(workers):
                answer = _answer(worker)
                if answer is None:
                    continue
                kind, content = answer
                if kind == "result":
                    results[worker.position] = content
                    done()
                elif kind == "lost":
                    stop(worker)
                    workers.remove(worker)
                    if worker.position < 0:
                        raise RuntimeError("A reading process could not be started.")
                    results[worker.position] = given_up(tasks[worker.position], content)
                    done()
                    workers.append(called(call))
                    continue
                if not _hand_out(worker, waiting, limits, size_of):
                    workers.remove(worker)
                    done_with(worker)
    finally:
        for worker in workers:
            stop(worker)
    return results


def _answer(worker: Process) -> tuple[str, Any] | None:
    """What a worker says: it is ready, a result, or that it is lost (why); None: nothing yet."""
    try:
        if worker.pipe.poll():
            return (
                ("ready", worker.pipe.recv())
                if not worker.ready
                else ("result", worker.pipe.recv())
            )
    except (EOFError, OSError):
        return "lost", _DIED
    if not worker.process.is_alive():
        return "lost", _DIED
    if monotonic() > worker.deadline:
        return "lost", (
            f"{worker.seconds:.0f}秒以内に読み終わらなかった。"
            "ファイルを開いて保存し直すか、分割してください。"
        )
    return None


def _hand_out(
    worker: Process,
    waiting: Iterator[tuple[int, Any]],
    limits: Limits,
    size_of: Callable[[Any], int],
) -> bool:
    for position, task in waiting:
        worker.position = position
        worker.seconds = limits.seconds(size_of(task))
        worker.deadline = monotonic() + worker.seconds
        worker.pipe.send(task)
        return True
    return False
