"""A real cluster of two worker processes on this machine: the same bytes, whatever dies."""

import contextlib
import functools
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pandas as pd
import pytest
from distributed import LocalCluster
from distributed.diagnostics.plugin import SchedulerPlugin

from pipeline import cluster as of_cluster
from pipeline.cluster import OtherWorkerError, _Work, facts_of_this_process, on_cluster
from pipeline.errors import OpinionsError
from pipeline.stages import classify, embed, ingest, run_stage, tokenize
from pipeline.store import Store
from pipeline.table_files import count_rows
from pipeline.tables.opinions import Opinions
from pipeline.tables.tokens import Tokens
from tests.cluster_tasks import dies, dies_once, finds_no_room, sleeps
from tests.dvc_stages import copy_into
from tests.many_opinions import LAW, MADE, SPREAD, at_work, run_one, without_tables
from tests.network_trace import run
from tests.test_pipeline import digests

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.slow


@contextlib.contextmanager
def two_workers(n_workers: int = 2) -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=n_workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def cluster() -> Generator[LocalCluster]:
    with two_workers() as started:
        yield started


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class _Doers(SchedulerPlugin):
    """Who did the tasks of a cluster; when told to, kills a worker in the middle of one.

    ``doer`` is that which has just done another, so that a result is lost with it.
    """

    def __init__(self, cluster: LocalCluster) -> None:
        self._cluster = cluster
        self.addresses: list[str] = []
        self.kills = ""
        self.n_killed = 0

    def transition(
        self, _key: object, start: str, finish: str, *_: object, **facts: object
    ) -> None:
        if (start, finish) != ("processing", "memory"):
            return
        doer = str(facts.get("worker"))
        self.addresses.append(doer)
        at_work = self._cluster.scheduler.workers
        for nanny in self._cluster.workers.values():
            other = at_work.get(nanny.worker_address)
            kind = "doer" if nanny.worker_address == doer else "other"
            if self.kills == kind and other and other.processing and nanny.pid:
                os.kill(nanny.pid, signal.SIGKILL)
                self.kills = ""
                self.n_killed += 1

    def both_are_there(self) -> None:
        end = time.monotonic() + 60
        while len(self._cluster.scheduler.workers) < 2 and time.monotonic() < end:
            time.sleep(0.05)


@pytest.fixture
def doers(cluster: LocalCluster) -> Generator[_Doers]:
    plugin = _Doers(cluster)
    cluster.scheduler.add_plugin(plugin, name="doers")
    yield plugin
    cluster.scheduler.remove_plugin("doers")
    plugin.both_are_there()


def test_outputs_do_not_depend_on_where_they_are_made(
    many_opinions: Path, cluster: LocalCluster, doers: _Doers, tmp_path: Path
) -> None:
    whole = digests(many_opinions, MADE)
    assert len(whole) > 10
    files = Store(many_opinions).read(Opinions, LAW)["file"]
    assert {Path(file).suffix for file in files} == {".csv", ".xlsx", ".docx"}
    address, workers = cluster.scheduler_address, set[str]()
    for scheduler, rows, killed in (
        ("processes", 110, {}),
        (address, 70, {ingest: "other", tokenize: "doer", embed: "other", classify: "doer"}),
    ):
        target = tmp_path / f"{rows}"
        without_tables(many_opinions, target)
        for stage in SPREAD:
            doers.both_are_there()
            doers.addresses.clear()
            doers.kills = killed.get(stage, "")
            with at_work(target, scheduler, rows):
                run_one(stage)
            if scheduler == address:  # it does not keep its work to itself
                assert len(doers.addresses) > 1, stage
            workers.update(doers.addresses)
        assert digests(target, MADE) == whole, (scheduler, rows)
        assert not _parts(target)
    assert doers.n_killed >= 2  # of four: on a busy machine a stage may be done before
    assert len(workers) >= 2


def _parts(project: Path) -> list[Path]:
    return [path for path in (project / ".dvc/tmp/parts").rglob("*") if path.is_file()]


def test_a_stage_whose_workers_die_says_so_and_leaves_no_table(
    many_opinions: Path,
    cluster: LocalCluster,
    doers: _Doers,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy_into(many_opinions, ("corpora", "models", "requirements.lock", "params.yaml"), tmp_path)
    table = Store(tmp_path).path(Tokens, LAW)
    whole = table.read_bytes()
    table.unlink()
    doers.kills = "doer"
    with at_work(tmp_path, cluster.scheduler_address, 20):
        with monkeypatch.context() as patch:
            patch.setattr(cluster.scheduler, "allowed_failures", 0)
            with pytest.raises(SystemExit, match=r"tokenize: .*workers died"):
                run_stage("tokenize", lambda: tokenize.main(LAW))
        assert not table.exists()
        n_parts = len(_parts(tmp_path))
        assert n_parts
        doers.both_are_there()
        doers.addresses.clear()
        tokenize.main(LAW)
    # At least those that were there are not made again; a worker may have ended its part later.
    n_all = -(-count_rows(Store(tmp_path).place(Opinions, LAW)) // 20)
    assert 0 < len(doers.addresses) <= n_all - n_parts
    assert table.read_bytes() == whole


def test_tasks_of_a_killed_worker_go_to_another(cluster: LocalCluster, tmp_path: Path) -> None:
    work = functools.partial(dies_once, folder=tmp_path)
    assert list(on_cluster(work, range(6), cluster.scheduler_address)) == [n * n for n in range(6)]


def test_a_part_of_which_workers_die_is_told(
    cluster: LocalCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster.scheduler, "allowed_failures", 0)
    with pytest.raises(OpinionsError, match=r"workers died.*execution\.rows_per_partition"):
        list(on_cluster(dies, range(1), cluster.scheduler_address))


def test_a_full_disk_of_a_worker_is_told(
    cluster: LocalCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    def stage() -> str:
        return str(list(on_cluster(finds_no_room, range(1), cluster.scheduler_address)))

    with pytest.raises(SystemExit, match=r"embed: the disk is full \(parts/0\)"):
        run_stage("embed", stage)


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_cluster, "SECONDS_WITHOUT_WORKERS", 1.0)
    with two_workers(0) as empty:
        results = on_cluster(sleeps, range(2), empty.scheduler_address)
        with pytest.raises(OpinionsError, match="has no workers"):
            list(results)


def test_an_address_where_nobody_is_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_cluster, "SECONDS_TO_CONNECT", 1.0)
    with pytest.raises(OpinionsError, match="No scheduler answers at tcp://127"):
        list(on_cluster(sleeps, range(2), "tcp://127.0.0.1:9"))


def test_a_scheduler_that_goes_away_is_told(tmp_path: Path) -> None:
    """The parts made so far are files: tests/test_table_parts.py."""
    address = tmp_path / "address.json"
    options = ["--scheduler-file", str(address)]
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1"]
    there = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}  # has tests
    scheduler = subprocess.Popen([*dask, "--port", "0", "--no-dashboard", *options], **there)
    dask = [sys.executable, "-m", "distributed.cli.dask_worker", "--host", "127.0.0.1"]
    worker = subprocess.Popen([*dask, "--no-nanny", "--no-dashboard", *options], **there)
    try:
        end = time.monotonic() + 60
        while not address.is_file() and time.monotonic() < end:
            time.sleep(0.05)
        place = pd.read_json(address, typ="series")["address"]
        results = on_cluster(sleeps, range(100), place)
        assert next(results) == 0
        scheduler.kill()
        with pytest.raises(OpinionsError, match="went away"):
            list(results)
    finally:
        for process in (scheduler, worker):
            process.kill()
            process.wait()


def test_a_scheduler_without_this_project_is_told() -> None:
    failure = RuntimeError("Error during deserialization of the task graph. This frequently …")
    with pytest.raises(OpinionsError, match="other libraries"):
        raise of_cluster._told(failure)


def test_a_worker_that_would_compute_something_else_refuses(tmp_path: Path) -> None:
    facts = facts_of_this_process(str(tmp_path))
    mark = tmp_path / of_cluster._MARK
    work = _Work(abs, str(tmp_path), "a word", facts)
    with pytest.raises(OtherWorkerError, match=str(tmp_path)):
        work(-1)  # does not see the folder
    mark.parent.mkdir(parents=True)
    mark.write_text("a word")
    assert work(-1) == 1
    for name in ("Python", "processor", "pipeline"):
        other = tuple((key, "other" if key == name else fact) for key, fact in facts)
        with pytest.raises(OtherWorkerError, match=name):
            _Work(abs, str(tmp_path), "a word", other)(-1)


_PROGRAM = """
from distributed import LocalCluster
from pipeline.cluster import on_cluster
if __name__ == "__main__":
    with LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as cluster:
        assert list(on_cluster(abs, [-1, -2], cluster.scheduler_address)) == [1, 2]
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace (Linux)")
def test_a_cluster_on_this_machine_stays_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))
    assert run([sys.executable, str(program)]) == (0, [])
