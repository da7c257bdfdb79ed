"""Bounds, so that no file can hang a run or fill the memory: sizes here, seconds by a watchdog."""

import multiprocessing
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

from pydantic import Field

from pipeline.errors import UnreadableError
from pipeline.params import Parameters
from pipeline.told_to_end import children_deaf

OPEN_IN_OFFICE = (
    "ExcelやWordが文書を開いている間だけ置く印（~$）で、文書ではない。"
    "文書を保存して閉じ、名前の初めに ~$ のないファイルを指定してください。"
)


class Limits(Parameters):
    """How large and how slow a file may be (in params.yaml, section ``ingest``, key ``limits``)."""

    seconds_per_file: float = Field(default=120.0, gt=0, le=3600)
    """Wall-clock seconds to read one file; then it is given up and named in the ledger."""
    seconds_per_megabyte: float = Field(default=10.0, ge=0, le=600)
    """So many more for each megabyte of it."""
    megabytes_per_file: int = Field(default=200, ge=1, le=4096)
    """Size of a file, and a tenth of what it may unpack to (zip bombs)."""
    megabytes_of_memory: int = Field(default=1400, ge=256, le=65536)
    """Address space of a reading process beyond what it has at its start; not on Windows."""
    cells_per_sheet: int = Field(default=20_000_000, ge=1000)
    """Cells in the rectangle that a sheet fills; a stray cell at XFD1048576 makes 17 billion."""

    def seconds(self, size: int) -> float:
        """Wall-clock seconds to read a file of so many bytes."""
        return self.seconds_per_file + self.seconds_per_megabyte * size / 2**20

    @property
    def most_bytes(self) -> int:
        """``megabytes_per_file`` in bytes."""
        return self.megabytes_per_file * 2**20


class OfAFile(Protocol):
    """A task that reads one file."""

    @property
    def path(self) -> Path:
        """Of the file."""


def bytes_of(task: OfAFile) -> int:
    """Size of a task's file, 0 where it cannot be told."""
    try:
        return task.path.stat().st_size
    except OSError:
        return 0


def check_size(path: Path, limits: Limits) -> None:
    """Refuse a file, or a package, that is too large unpacked.

    Raises:
        UnreadableError: with the size that came and the size allowed; or it is no document, but
            the mark (~$) that Office leaves beside one while it is open.
    """
    if path.name.startswith("~$"):
        raise UnreadableError(OPEN_IN_OFFICE)
    most = limits.most_bytes
    size = path.stat().st_size
    if size > most:
        raise UnreadableError(
            f"大きすぎる（{size / 2**20:.0f}MB、上限 {limits.megabytes_per_file}MB）。"
            "分割するか、params.yaml の ingest.limits.megabytes_per_file を上げてください。"
        )
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > most * 10 or unpacked > max(size, 2**16) * 1000:
            raise UnreadableError(
                f"展開すると {unpacked / 2**20:.0f}MB になる圧縮ファイル（圧縮爆弾の疑い）。"
                "安全のため読まない。提出元に確かめてください。"
            )


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    position: int = -1
    """Of the task it works on; -1 until it has imported what it needs."""
    seconds: float = 0.0
    """That it may take."""
    deadline: float = 0.0

    @property
    def ready(self) -> bool:
        return self.position >= 0


def watched(
    function: Callable[[Any], Any],
    tasks: Sequence[Any],
    limits: Limits,
    n_workers: int,
    given_up: Callable[[Any, str], Any],
    size_of: Callable[[Any], int] = lambda _task: 0,
) -> list[Any]:
    """Call a function for every task in processes that a watchdog ends when they take too long.

    Args:
        function: a module's function of one task; whatever it gives back is sent over a pipe.
        tasks: picklable; one file each.
        limits: seconds per task and memory per process.
        n_workers: processes at a time; the result does not depend on it.
        given_up: makes the result of a task that ran out of time or memory (the reason).
        size_of: bytes of a task's file, which may take longer the larger it is.

    Returns:
        One result per task, in the order of tasks.

    Raises:
        RuntimeError: no process could be started at all.
    """
    results: list[Any] = [None] * len(tasks)
    waiting: Iterator[tuple[int, Any]] = iter(enumerate(tasks))
    workers = [_start(function, limits) for _ in range(min(n_workers, len(tasks)))]
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
                elif kind == "lost":
                    _stop(worker)
                    workers.remove(worker)
                    if worker.position < 0:
                        raise RuntimeError("A reading process could not be started.")
                    results[worker.position] = given_up(tasks[worker.position], content)
                    workers.append(_start(function, limits))
                    continue
                if not _hand_out(worker, waiting, limits, size_of):
                    _stop(worker)
                    workers.remove(worker)
    finally:
        for worker in workers:
            _stop(worker)
    return results


def _answer(worker: _Worker) -> tuple[str, Any] | None:
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


_SECONDS_TO_START = 120.0
_DIED = "読み取りの途中で処理が落ちた（メモリ不足か、壊れたファイル）。保存し直してください。"


def _start(function: Callable[[Any], Any], limits: Limits) -> _Worker:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(
        target=_serve, args=(function, there, limits.megabytes_of_memory), daemon=True
    )
    with children_deaf():
        process.start()
    there.close()
    return _Worker(process, here, deadline=monotonic() + _SECONDS_TO_START)


def _hand_out(
    worker: _Worker,
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


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _serve(function: Callable[[Any], Any], pipe: Connection, megabytes: int) -> None:
    try:
        import resource

        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 2**20,) * 2)
    except (ImportError, OSError, ValueError):
        pass  # Windows and macOS: sizes are bounded, address space is not
    pipe.send("ready")
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(function(task))
