"""Work over a Dask cluster that somebody runs: ``docs/scale.md`` says how.

Tasks are small (which rows of which file); workers read and write files of the project's folder,
which all of them see. Where a worker dies its tasks go to another. A worker that would compute
something else (another version of the code or a library, another kind of processor) or does not see
the folder refuses to work.
"""

import hashlib
import socket
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.program_files import program_files

if TYPE_CHECKING:
    from distributed import Client, Future

Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS_TO_CONNECT = 10.0
SECONDS_WITHOUT_WORKERS = 60.0
"""How long nobody may be there to work; a worker that was lost comes back in that time."""
_COMES = ("pending", "lost")
"""States of a task whose result will come; lost: with its worker, and it is computed again."""
_EVERY = 1.0  # seconds between two looks at who is there
_MARK = Path(".dvc/tmp/project-of-the-run")
"""A file with a word that is made up for a run: who reads it sees the project's folder."""
_LIBRARIES = "requirements.lock"


class OtherWorkerError(Exception):
    """A worker that would not compute the same; its message names it."""


@dataclass(frozen=True)
class _Work(Generic[Task, Result]):
    """A function, as workers call it."""

    function: Callable[[Task], Result]
    root: str
    mark: str
    facts: tuple[tuple[str, str], ...]

    def __call__(self, task: Task) -> Result:
        """Call the function, if this process is fit for it.

        Raises:
            OtherWorkerError: it is not.
        """
        try:
            sees = (Path(self.root) / _MARK).read_text(encoding="utf-8") == self.mark
        except OSError:
            sees = False
        if not sees:
            raise OtherWorkerError(f"{socket.gethostname()}: {self.root}?")
        mine = facts_of_this_process(self.root)
        if other := [name for name, fact in self.facts if dict(mine).get(name) != fact]:
            raise OtherWorkerError(f"{socket.gethostname()}: {', '.join(other[:5])}")
        return self.function(task)


@cache
def facts_of_this_process(root: str) -> tuple[tuple[str, str], ...]:
    """What a result depends on beside task and files: Python, processor, code, libraries."""
    import numpy as np

    code = hashlib.sha256()
    for path in program_files():
        code.update(path.read_bytes())
    found: object = np.show_config(mode="dicts")
    processor = found["SIMD Extensions"]["found"] if isinstance(found, dict) else ""
    facts = {
        "Python": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "processor": f"{sys.platform} {processor}",
        "pipeline": code.hexdigest(),
    }
    lock = Path(root, _LIBRARIES)
    pins = lock.read_text(encoding="utf-8").splitlines() if lock.is_file() else []
    for name in (pin.split("==")[0] for pin in pins if "==" in pin):
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            continue  # of another platform
    return tuple(sorted(facts.items()))


def on_cluster(
    function: Callable[[Task], Result], tasks: Sequence[Task], address: str
) -> Iterator[Result]:
    """Call a function for every task on the workers of a cluster.

    Args:
        function: picklable; finds its files by whole paths.
        tasks: picklable.
        address: of the scheduler.

    Yields:
        One result per task, in the order of the tasks.

    Raises:
        OpinionsError: no scheduler answers, it went away, no worker is there for a minute, a worker
            is unfit, or several died of the same task. Whatever the function raises is raised.
    """
    root = Path.cwd()
    mark = uuid.uuid4().hex  # in no output
    (root / _MARK).parent.mkdir(parents=True, exist_ok=True)
    (root / _MARK).write_text(mark, encoding="utf-8")
    work = _Work(function, str(root), mark, facts_of_this_process(str(root)))
    client = _connected(address)
    try:
        futures = client.map(work, tasks, pure=False)
        for number, future in enumerate(futures):
            yield _result(client, future, address)
            futures[number] = None  # forget it there as well
    finally:
        client.close(timeout=2)


def _connected(address: str) -> "Client":
    try:
        from distributed import Client
    except ImportError as error:
        raise OpinionsError(
            says(
                'クラスタを使うには distributed が要る：python -m pip install -e ".[cluster]" '
                "-c requirements.lock -c requirements-dev.lock",
                'A cluster needs distributed: python -m pip install -e ".[cluster]" '
                "-c requirements.lock -c requirements-dev.lock",
            )
        ) from error
    try:
        return Client(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, TimeoutError, ValueError) as error:
        raise OpinionsError(
            says(
                f"スケジューラ {address} が答えない。dask scheduler が動いているか確かめるか、"
                "params.yaml の execution.scheduler を processes にする（結果は変わらない）。",
                f"No scheduler answers at {address}. See whether dask scheduler runs there, or set "
                "execution.scheduler in params.yaml to processes (the results are the same).",
            )
        ) from error


def _result(client: "Client", future: "Future", address: str) -> Any:
    """The result of one task, once it is there."""
    from distributed import CancelledError, wait

    alone_since: float | None = None
    while future.status in _COMES:
        with suppress(TimeoutError, CancelledError):  # looked at below
            wait([future], timeout=_EVERY)
        if client.status != "running":
            raise _gone(address)
        if future.status not in _COMES or client.scheduler_info(n_workers=-1)["workers"]:
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
        elif time.monotonic() - alone_since > SECONDS_WITHOUT_WORKERS:
            raise OpinionsError(
                says(
                    f"スケジューラ {address} に、計算するプロセス（worker）がない。"
                    f"dask worker {address} で起動して、もう一度実行する。",
                    f"The scheduler at {address} has no workers. Start some (dask worker "
                    f"{address}) and run again.",
                )
            )
    if future.status == "error":
        failure = future.exception()
        raise _told(failure) from failure
    if future.status != "finished":  # cancelled
        raise _gone(address)
    try:
        return future.result(timeout=SECONDS_WITHOUT_WORKERS)
    except (TimeoutError, OSError, CancelledError) as error:  # went away before it told
        raise _gone(address) from error


def _told(failure: Exception) -> Exception:
    """What a task or the cluster failed of, in words for people where there are any."""
    from distributed import KilledWorker

    if isinstance(failure, KilledWorker):
        return OpinionsError(
            says(
                "同じ部分の計算で、いくつものworkerが落ちた。メモリ不足なら、workerのメモリを増やす"
                "か、params.yaml の execution.rows_per_partition を小さくして、もう一度実行する。",
                "Several workers died of the same part. If memory ran out, give them more, or make "
                "execution.rows_per_partition in params.yaml smaller, and run again.",
            )
        )
    if isinstance(failure, OtherWorkerError):
        return OpinionsError(
            says(
                f"結果が変わりうるworkerがある（{failure}）。どのworkerでも、同じ場所にこのフォルダ"
                "があり、Pythonとライブラリの版、CPUの種類が同じでなければならない。揃えてworkerを"
                "起動し直す（docs/scale.md）。",
                f"A worker might compute something else ({failure}). All need this folder at the "
                "same path, the same versions of Python and libraries, and the same kind of "
                "processor. Make them alike and start the workers again (docs/scale.md).",
            )
        )
    if isinstance(failure, RuntimeError) and "deserialization" in str(failure):
        return OpinionsError(
            says(
                "スケジューラのPythonに、このプロジェクトが入っていないか、ライブラリの版が違う。"
                "同じ requirements.lock で入れて、起動し直す（docs/scale.md）。",
                "The Python of the scheduler lacks this project or has other libraries. Install "
                "it from the same requirements.lock and start it again (docs/scale.md).",
            )
        )
    return failure


def _gone(address: str) -> OpinionsError:
    return OpinionsError(
        says(
            f"スケジューラ {address} との接続が切れた。出来た部分は残っているので、動かし直して"
            "もう一度実行すれば、続きから計算する。",
            f"The scheduler at {address} went away. Finished parts are kept: start it and run "
            "again, and the run goes on from there.",
        )
    )
