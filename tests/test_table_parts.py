"""Tables made in parts: the same bytes however they are cut, spread, interrupted and resumed."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from pipeline import table_files, table_parts
from pipeline.errors import OpinionsError
from pipeline.execution import ExecutionParams, spread
from pipeline.program_files import program_files
from pipeline.rate import LINE, told
from pipeline.stages.embed import content_numbers, for_all
from pipeline.store import Store
from pipeline.table_files import as_arrow, as_frame, column_by_groups, read_rows, write_rows
from pipeline.table_parts import KEPT, Rows, TableParts, first_rows, split
from pipeline.tables.base import as_column
from pipeline.tables.embeddings import Embeddings
from tests.cluster_tasks import dies, dies_once

_HERE = ExecutionParams(scheduler="none")
_ROUND = "2024-05-a"
_N = 10


class _StoppedError(Exception):
    """The run ended in the middle."""


@pytest.fixture(autouse=True)
def in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _table(begin: int = 0, end: int = _N) -> pd.DataFrame:
    angles = np.arange(begin, end)
    turned = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    return pd.DataFrame(
        {
            "opinion_id": [f"{n:016x}" for n in range(begin, end)],
            "vector": as_column(turned),
            "vector_universal": as_column(turned[:, ::-1]),
        }
    )


def _made(rows: Rows) -> tuple[pd.DataFrame]:
    return (_table(rows.begin, rows.end),)


def _parts(*facts: str, stage: str = "embed", round_name: str = _ROUND) -> TableParts:
    return TableParts(stage, round_name, [Embeddings], facts)


def _written(parts: TableParts) -> bytes:
    Store().write_parts(Embeddings, parts.rows(Embeddings), _ROUND)
    return Store().path(Embeddings, _ROUND).read_bytes()


@pytest.mark.parametrize("size", [1, 3, 4, 8, 100])
def test_bytes_depend_on_rows_alone(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "ROWS_PER_GROUP", 4)
    Store().write(Embeddings, _table(), _ROUND)
    whole = Store().path(Embeddings, _ROUND).read_bytes()
    parts = _parts()
    parts.make(_made, split(_N, size), _HERE)
    assert _written(parts) == whole


@pytest.mark.parametrize(("begin", "end"), [(0, 10), (0, 1), (3, 9), (4, 8), (9, 10), (5, 5)])
def test_some_rows_of_a_table(begin: int, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "ROWS_PER_GROUP", 4)
    Store().write(Embeddings, _table(), _ROUND)
    some = Store().read_rows(Embeddings, _ROUND, begin, end, ["opinion_id"])
    assert some["opinion_id"].tolist() == _table(begin, end)["opinion_id"].tolist()


@pytest.mark.parametrize("n_done", [0, 1, 3])
def test_finished_parts_are_not_made_again(n_done: int) -> None:
    calls: list[Rows] = []

    def maker(rows: Rows) -> tuple[pd.DataFrame]:
        calls.append(rows)
        if len(calls) == n_done + 1:
            raise _StoppedError
        return _made(rows)

    with pytest.raises(_StoppedError):
        _parts("model").make(maker, split(_N, 3), _HERE)
    calls = [Rows(0, 0)] * 100
    resumed = _parts("model")
    resumed.make(maker, split(_N, 3), _HERE)
    assert len(calls) - 100 == 4 - n_done
    whole = _parts("another")
    whole.make(_made, split(_N, 3), _HERE)
    assert _written(resumed) == _written(whole)


@pytest.mark.parametrize(
    ("facts", "named", "rows"),
    [
        (("another model",), {}, Rows(0, 3)),
        (("mod", "el"), {}, Rows(0, 3)),
        (("model",), {"round_name": "2024-06-b"}, Rows(0, 3)),
        (("model",), {"stage": "tokenize"}, Rows(0, 3)),
        (("model",), {}, Rows(1, 3)),
        (("model",), {}, Rows(0, 3, ("given",))),
    ],
)
def test_a_part_made_of_something_else_is_not_taken(
    facts: tuple[str, ...], named: dict[str, str], rows: Rows
) -> None:
    calls: list[Rows] = []

    def maker(rows: Rows) -> tuple[pd.DataFrame]:
        calls.append(rows)
        return _made(rows)

    before = _parts("model")
    before.make(maker, [Rows(0, 3)], _HERE)
    _parts("model").make(maker, [Rows(0, 3)], _HERE)
    assert len(calls) == 1
    _parts(*facts, **named).make(maker, [rows], _HERE)
    assert len(calls) == 2


def test_parts_depend_on_the_texts_that_the_program_learns_from() -> None:
    kinds = {path.suffix for path in program_files()}
    assert {".py", ".jsonl", ".j2"} <= kinds and ".pyc" not in kinds


def test_a_damaged_part_is_made_again_and_none_is_kept_in_the_end() -> None:
    parts = _parts()
    parts.make(_made, split(_N, 5), _HERE)
    whole = _written(parts)
    damaged = sorted(KEPT.rglob("*.parquet"))[0]
    damaged.write_bytes(damaged.read_bytes()[:50])
    again = _parts()
    again.make(_made, split(_N, 5), _HERE)
    assert _written(again) == whole
    again.drop()
    assert not list(KEPT.rglob("*.parquet"))


def test_two_workers_may_write_one_part_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One counted as lost goes on writing: neither is cut short, and both write the same."""
    write = table_parts.write_rows

    def writes_as_the_other_does(path: Path, parts: list[pa.Table], draft: Path) -> None:
        def while_writing() -> Iterator[pa.Table]:
            yield parts[0].slice(0, 1)
            table_parts._make((Rows(0, 3), path.with_name("part")), _made, [Embeddings])
            yield parts[0].slice(1)

        monkeypatch.setattr(table_parts, "write_rows", write)
        write(path, while_writing(), draft=draft)

    monkeypatch.setattr(table_parts, "write_rows", writes_as_the_other_does)
    table_parts._make((Rows(0, 3), Path("parts/part")), _made, [Embeddings])
    (file,) = Path("parts").iterdir()
    assert len(read_rows(file, 0, 10)) == 3


def test_a_part_that_breaks_the_rules_of_its_table_is_not_written() -> None:
    def maker(rows: Rows) -> tuple[pd.DataFrame]:
        return (_table(rows.begin, rows.end).assign(opinion_id="the same"),)

    with pytest.raises(OpinionsError, match="opinion_id"):
        _parts().make(maker, split(_N, 5), _HERE)
    assert not list(KEPT.rglob("*.parquet"))


def test_a_write_that_fails_leaves_the_file_as_it_was() -> None:
    path = Path("tables/one.parquet")
    write_rows(path, [as_arrow(Embeddings, _table())])
    before = path.read_bytes()

    def parts() -> "list[pa.Table]":
        yield as_arrow(Embeddings, _table(0, 3))
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match=r"one\.parquet"):
        write_rows(path, parts())
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["one.parquet"]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ([["a", "a", "b"], ["b", "c"]], [0, 2, 4, 5]),
        ([["a"], ["a"], ["c"]], [0, 2, 2, 3]),
        ([["b"]], [0, 0, 1, 1]),
        ([[]], [0, 0, 0, 0]),
    ],
)
def test_where_the_rows_of_an_id_begin(column: list[list[str]], expected: list[int]) -> None:
    groups = [pa.array(group, pa.large_string()) for group in column]
    assert first_rows(groups, ["a", "b", "c"]).tolist() == expected


def test_another_order_of_ids_is_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        first_rows([pa.array(["b", "a"])], ["a", "b"])


@pytest.mark.parametrize("texts", ["", "a", "aaa", "abcabd", "abababcb", "cbaabc"])
def test_equal_texts_get_the_vector_of_their_first(texts: str) -> None:
    numbers = content_numbers([pa.array(list(texts[:2])), pa.array(list(texts[2:]))])
    assert numbers.tolist() == [sorted(set(texts), key=texts.index).index(t) for t in texts]
    ids = [f"{n:016x}" for n in range(len(texts))]
    fresh = [n for n, text in enumerate(texts) if texts.index(text) == n]
    vectors = _table(0, max(len(texts), 1)).iloc[fresh] if texts else _table(0, 0)
    parts = [as_arrow(Embeddings, vectors[:1]), as_arrow(Embeddings, vectors[1:])]
    found = pd.concat(
        as_frame(Embeddings, table)
        for table in for_all(parts, [pa.array(ids[:3]), pa.array(ids[3:])], numbers)
    )
    assert found["opinion_id"].tolist() == ids
    expected = [_table()["vector"][texts.index(text)].tolist() for text in texts]
    assert [vector.tolist() for vector in found["vector"]] == expected


def test_columns_are_read_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_files, "ROWS_PER_GROUP", 4)
    Store().write(Embeddings, _table(), _ROUND)
    path = Store().path(Embeddings, _ROUND)
    groups = list(column_by_groups(path, "opinion_id"))
    assert [len(group) for group in groups] == [4, 4, 2]
    assert len(read_rows(path, 3, 5)) == 2


def test_a_long_stage_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 100, 3))
    monkeypatch.setattr(time, "monotonic", lambda: next(clock))
    assert list(told("abcd", [10, 10, 10, 10])) == list("abcd")
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "20 of 40 rows, 3.3 a second, 6 s left"
    assert LINE.fullmatch(line)


@pytest.mark.slow
def test_tasks_of_a_killed_process_are_tried_again(tmp_path: Path) -> None:
    two = ExecutionParams(workers=2)
    assert list(spread(partial(dies_once, folder=tmp_path), range(6), two)) == [
        n * n for n in range(6)
    ]
    with pytest.raises(OpinionsError, match=r"died 3 times.*execution\.workers"):
        list(spread(dies, range(2), two))


_SLOW_STAGE = """
import time
from pathlib import Path
import pandas as pd
from pipeline.execution import ExecutionParams
from pipeline.store import Store
from pipeline.table_parts import TableParts, split
from pipeline.tables.natures import Nature, Natures

def maker(rows):
    time.sleep(0.4)
    print("part", flush=True)
    ids = [f"{n:016x}" for n in range(rows.begin, rows.end)]
    return (pd.DataFrame({"opinion_id": ids, "nature": Nature.OTHER.value, "cue": ""}),)

parts = TableParts("embed", "r", [Natures], [])
parts.make(maker, split(10, 2), ExecutionParams(scheduler="none"))
Store().write_parts(Natures, parts.rows(Natures), "r")
"""


@pytest.mark.slow
def test_a_killed_process_goes_on_where_it_was() -> None:
    command = [sys.executable, "-c", _SLOW_STAGE]
    root = Path(__file__).parents[1]
    environment = {"PYTHONPATH": str(root), "PATH": ""}
    whole = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    (output,) = Path("corpora").rglob("r.parquet")
    expected = output.read_bytes()
    assert whole.stdout.count("part") == 5
    for path in [output, *KEPT.rglob("*.parquet")]:
        path.unlink()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    while len(list(KEPT.rglob("*.parquet"))) < 2:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    resumed = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert resumed.stdout.count("part") <= 3
    assert output.read_bytes() == expected
