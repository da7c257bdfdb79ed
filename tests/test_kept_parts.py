"""A stage that was killed goes on from its finished parts, and gives what one run would give."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.execution import ExecutionParams, map_partitions
from pipeline.kept_parts import KEPT, KeptParts

_TABLE = pd.DataFrame({"text": [f"橋{n}" for n in range(10)]})
_IN_THREES = ExecutionParams(workers=1, rows_per_partition=3)
_ROUND = "2024-05-a"


class _StoppedError(Exception):
    """The run ended in the middle."""


@pytest.fixture(autouse=True)
def in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _lengths(part: pd.DataFrame) -> pd.DataFrame:
    vectors = [np.array([len(text), 1 / 3], np.float32) for text in part["text"]]
    n = part["text"].str.len().astype(np.int32)
    return pd.DataFrame({"n": n.to_numpy(), "is_long": n.to_numpy() > 2, "vector": vectors})


def _same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    vectors = [np.stack(list(table["vector"])) for table in (one, other)]
    rest = [table.drop(columns="vector") for table in (one, other)]
    pd.testing.assert_frame_equal(*rest)
    return vectors[0].dtype == vectors[1].dtype and vectors[0].tobytes() == vectors[1].tobytes()


@pytest.mark.parametrize("n_done", [0, 1, 3])
def test_finished_parts_are_not_made_again(n_done: int) -> None:
    calls: list[int] = []

    def work(part: pd.DataFrame) -> pd.DataFrame:
        calls.append(len(part))
        if len(calls) == n_done + 1:
            raise _StoppedError
        return _lengths(part)

    with pytest.raises(_StoppedError):
        map_partitions(work, _TABLE, _IN_THREES, KeptParts("embed", _ROUND, ["model"]))
    calls = [0] * 100
    resumed = map_partitions(work, _TABLE, _IN_THREES, KeptParts("embed", _ROUND, ["model"]))
    assert len(calls) - 100 == 4 - n_done
    assert _same(resumed, map_partitions(_lengths, _TABLE, _IN_THREES))


@pytest.mark.parametrize(
    ("stage", "round_name", "facts", "table"),
    [
        ("embed", _ROUND, ["another model"], _TABLE),
        ("embed", _ROUND, ["mod", "el"], _TABLE),
        ("embed", "2024-06-b", ["model"], _TABLE),
        ("tokenize", _ROUND, ["model"], _TABLE),
        ("embed", _ROUND, ["model"], _TABLE.replace({"橋0": "道0", "橋3": "道3"})),
    ],
)
def test_a_part_made_of_something_else_is_not_taken(
    stage: str, round_name: str, facts: list[str], table: pd.DataFrame
) -> None:
    KeptParts("embed", _ROUND, ["model"]).keep(_TABLE[:3], _lengths(_TABLE[:3]))
    assert KeptParts("embed", _ROUND, ["model"]).find(_TABLE[:3]) is not None
    assert KeptParts(stage, round_name, facts).find(table[:3]) is None


def test_a_damaged_part_is_made_again() -> None:
    kept = KeptParts("embed", _ROUND, [])
    kept.keep(_TABLE, _lengths(_TABLE))
    (path,) = KEPT.rglob("*.parquet")
    path.write_bytes(path.read_bytes()[:50])
    assert kept.find(_TABLE) is None


def test_nothing_is_kept_once_the_output_is_written() -> None:
    kept = KeptParts("embed", _ROUND, [])
    kept.keep(_TABLE, _lengths(_TABLE))
    kept.drop()
    assert not list(KEPT.rglob("*.parquet"))


_SLOW_STAGE = """
import sys, time
import pandas as pd
from pipeline.execution import ExecutionParams, map_partitions
from pipeline.kept_parts import KeptParts

def work(part):
    time.sleep(0.4)
    print("part", flush=True)
    return part.assign(n=part["text"].str.len())

table = pd.DataFrame({"text": [f"橋{n}" for n in range(10)]})
kept = KeptParts("embed", "2024-05-a", [])
result = map_partitions(work, table, ExecutionParams(workers=1, rows_per_partition=2), kept)
result.to_csv("result.csv", index=False)
"""


@pytest.mark.slow
def test_a_killed_process_goes_on_where_it_was() -> None:
    command = [sys.executable, "-c", _SLOW_STAGE]
    root = Path(__file__).parents[1]
    environment = {"PYTHONPATH": str(root), "PATH": ""}
    whole = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    expected = Path("result.csv").read_bytes()
    assert whole.stdout.count("part") == 5
    for path in KEPT.rglob("*.parquet"):
        path.unlink()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    while len(list(KEPT.rglob("*.parquet"))) < 2:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    Path("result.csv").unlink()
    resumed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert resumed.stdout.count("part") <= 3
    assert Path("result.csv").read_bytes() == expected
