"""Vectors in files: the same numbers as in memory, in the order of opinions, gone at the end."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline import table_files
from pipeline.clustering import distinctness
from pipeline.clustering.distinctness import totals
from pipeline.encoders import centring
from pipeline.encoders.centring import mean_of
from pipeline.errors import OpinionsError
from pipeline.mapped_vectors import embedded, room_of
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.table_parts import KEPT
from pipeline.tables.base import as_column, as_matrix
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.themes.representatives import centre_of, centred, centres_of, taken

ROUND = "2024-05-a"
N = 50
DRAWN = np.random.default_rng(5).standard_normal((N, 7)).astype(np.float32)
DRAWN /= np.linalg.norm(DRAWN, axis=1, keepdims=True)


@pytest.fixture(autouse=True)
def in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(table_files, "ROWS_PER_GROUP", 16)
    ids = [f"{n:016x}" for n in range(N)]
    opinions = pd.DataFrame({"opinion_id": ids})
    path = Store().path(Opinions, ROUND)
    path.parent.mkdir(parents=True)
    opinions.to_parquet(path)
    vectors = as_column(DRAWN)
    table = pd.DataFrame({"opinion_id": ids, "vector": vectors, "vector_universal": vectors})
    Store().write(Embeddings, table, ROUND)


def test_vectors_of_a_round_lie_in_a_file_while_they_are_used() -> None:
    with room_of("themes", ROUND) as room:
        found = embedded(Store(), ROUND, "vector", room)
        assert isinstance(found, np.memmap)
        assert found.tolist() == as_matrix(Store().read(Embeddings, ROUND)["vector"]).tolist()
        assert list(KEPT.rglob("*.f32"))
    assert not list(KEPT.rglob("*.f32"))


def test_vectors_of_other_opinions_are_refused() -> None:
    path = Store().path(Opinions, ROUND)
    pd.read_parquet(path).iloc[::-1].to_parquet(path)
    with pytest.raises(OpinionsError, match="not those of"), room_of("themes", ROUND) as room:
        embedded(Store(), ROUND, "vector", room)


@pytest.mark.skipif(not hasattr(os, "posix_fallocate"), reason="not on this system")
def test_a_full_disk_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: int) -> None:
        raise OSError(28, "No space left on device")

    def stage() -> str:
        with room_of("themes", ROUND) as room:
            return str(room(3, 4))

    monkeypatch.setattr(os, "posix_fallocate", full)
    with pytest.raises(SystemExit, match="themes: the disk is full"):
        run_stage("themes", stage)
    assert not list(KEPT.rglob("*.f32"))


@pytest.mark.parametrize("at_once", [1, 7, 49, 50, 1000])
def test_sums_in_blocks_are_those_of_all_at_once(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centring, "ROWS", at_once)
    monkeypatch.setattr(distinctness, "_AT_ONCE", at_once)
    rows = np.random.default_rng(1).permutation(N)[:33]
    groups = np.arange(33) % 4 - 1
    exact = DRAWN.astype(np.float64)
    mean = mean_of(DRAWN, rows)
    assert mean.tolist() == exact[rows].mean(axis=0).tolist()
    whole = centring.centred(DRAWN, mean).astype(np.float32)
    assert centred(DRAWN, mean).tolist() == whole.tolist()
    assert taken(DRAWN, rows).tolist() == DRAWN[rows].tolist()
    sums = centres_of(DRAWN, rows, groups, 3)
    for group in range(3):
        members = rows[groups == group]
        assert sums[group].tolist() == exact[members].sum(axis=0).tolist()
        unit = centred(sums[[group]].astype(np.float32), np.zeros(7))[0]
        assert unit.tolist() == centre_of(DRAWN[members]).tolist()
    found = totals(DRAWN[rows], groups, 3)
    assert found.vectors.tolist() == sums.tolist()
    assert found.sizes.tolist() == [8, 8, 8]
