"""SIGKILL in the middle of real stages: the next run goes on, and its bytes are the same."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pipeline import table_parts
from pipeline.stages import classify, embed, tokenize
from pipeline.store import Store
from pipeline.table_files import count_rows
from pipeline.table_parts import KEPT, Rows
from pipeline.tables.assignments import Assignments
from pipeline.tables.base import Table
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.natures import Natures
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.tokens import Tokens
from tests.dvc_stages import ROOT, copy_into
from tests.many_opinions import LAW, at_work

pytestmark = pytest.mark.slow

_ROWS = 100
_DIES_AT_HALF_WAY = """
import importlib, os, signal, sys
from pathlib import Path
from pipeline import table_parts
from tests.many_opinions import at_work

name, round_name, rows, n_files = sys.argv[1:]
write, renamed = table_parts.write_rows, []

class Dying(type(Path())):
    def replace(self, target):
        if len(renamed) == int(n_files):  # the next one is written aside, and never renamed
            os.kill(os.getpid(), signal.SIGKILL)
        renamed.append(target)
        return super().replace(target)

table_parts.write_rows = lambda path, parts, draft: write(path, parts, draft=Dying(draft))
with at_work(Path(), "none", int(rows)):
    importlib.import_module(name).main(round_name)
"""


@pytest.mark.parametrize(
    ("stage", "tables", "n_files"),
    [
        (tokenize, (Tokens,), 3),
        (embed, (Embeddings,), 2),
        (classify, (Natures, Assignments, Reasons), 4),  # of the second part one table is there
    ],
    ids=["tokenize", "embed", "classify"],
)
def test_a_killed_stage_goes_on_where_it_was(
    stage: ModuleType,
    tables: tuple[type[Table], ...],
    n_files: int,
    many_opinions: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    copy_into(many_opinions, ("corpora", "models", "requirements.lock", "params.yaml"), tmp_path)
    outs = [Store(tmp_path).path(table, LAW) for table in tables]
    whole = [out.read_bytes() for out in outs]
    for out in outs:
        out.unlink()
    killed = subprocess.run(
        [sys.executable, "-c", _DIES_AT_HALF_WAY, stage.__name__, LAW, str(_ROWS), str(n_files)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not any(out.exists() for out in outs)
    finished = list((tmp_path / KEPT).rglob("*.parquet"))
    assert len(finished) == n_files
    made: list[Rows] = []
    make = table_parts._make

    def recorded(task: tuple[Rows, Path], **settings: Any) -> None:
        made.append(task[0])
        make(task, **settings)

    monkeypatch.setattr(table_parts, "_make", recorded)
    with at_work(tmp_path, "none", _ROWS):
        stage.main(LAW)
    n_finished = n_files // len(tables)
    n_opinions = count_rows(Store(tmp_path).place(Opinions, LAW))
    assert made[0].begin >= n_finished * _ROWS  # what was finished is not made again
    assert [rows.end for rows in made] == [*(rows.begin for rows in made[1:]), n_opinions]
    assert [out.read_bytes() for out in outs] == whole
    assert not list((tmp_path / KEPT).rglob("*.parquet"))
