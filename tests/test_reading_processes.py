"""Processes that read files: kept for the next call where a command reads round after round."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.language import choose, chosen
from pipeline.readers import reading_processes
from pipeline.readers.limits import Limits
from pipeline.readers.watchdog import watched


def _pid(_task: int) -> int:
    return os.getpid()


def _where(_task: int) -> tuple[str, str]:
    return str(Path.cwd()), chosen()


def _memory(_task: int) -> int:
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0]


def _of_one(function: Callable[[Any], Any], megabytes: int = 1400) -> Any:
    limits = Limits(megabytes_of_memory=megabytes)
    return watched(function, [0], limits, 1, lambda _, why: why)[0]


def test_a_kept_process_works_as_a_new_one_would(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _of_one(_pid)
    assert first == _of_one(_pid)  # tests/conftest.py keeps them
    monkeypatch.chdir(tmp_path)
    choose("ja")
    try:
        assert _of_one(_where) == (str(tmp_path.resolve()), "ja")
    finally:
        choose("en")
    assert _of_one(_where) == (str(tmp_path.resolve()), "en")


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="memory is bounded on Linux")
def test_each_call_has_its_own_bound_of_memory() -> None:
    small, large, again = (_of_one(_memory, megabytes) for megabytes in (300, 4000, 300))
    assert small <= again < large


def test_a_kept_process_that_died_is_replaced() -> None:
    first = _of_one(_pid)
    reading_processes._kept[-1].process.kill()
    reading_processes._kept[-1].process.join()
    assert _of_one(_pid) not in (first, "")


def test_without_the_block_none_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_processes, "_keeping", [])
    monkeypatch.setattr(reading_processes, "_kept", [])
    assert _of_one(_pid) != _of_one(_pid)
    with reading_processes.processes_kept():
        assert _of_one(_pid) == _of_one(_pid)
        kept = reading_processes._kept[0].process
    assert not reading_processes._kept
    assert not kept.is_alive()
