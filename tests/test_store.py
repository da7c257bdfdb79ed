"""Tables and parameters on disk: what is read is what was written; faults are named."""

import errno
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pydantic import Field

from pipeline import whole_files
from pipeline.errors import OpinionsError
from pipeline.params import ParameterError, Parameters
from pipeline.store import Store, read_text
from pipeline.tables.base import TableError
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.themes import Families
from pipeline.yaml_files import read_yaml


class Example(Parameters):
    share: float = Field(default=0.5, ge=0, le=1)


def store(root: Path, params: str = "rounds: [a]\n") -> Store:
    (root / "params.yaml").write_text(params, encoding="utf-8")
    return Store(root)


def vectors(n: int) -> pd.DataFrame:
    matrix = np.eye(n, 4, dtype=np.float32)
    return pd.DataFrame(
        {
            "opinion_id": [str(i) for i in range(n)],
            "vector": list(matrix),
            "vector_universal": list(matrix),
        }
    )


@pytest.mark.parametrize("n", [0, 1, 3])
def test_vectors_come_back_as_they_were_and_the_bytes_are_the_same(n: int, tmp_path: Path) -> None:
    place = store(tmp_path)
    place.write(Embeddings, vectors(n), "a")
    first = place.path(Embeddings, "a").read_bytes()
    again = place.read(Embeddings, "a")
    assert len(again) == n
    for row in range(n):
        assert again["vector"][row].tobytes() == vectors(n)["vector"][row].tobytes()
    place.write(Embeddings, again, "a")
    assert place.path(Embeddings, "a").read_bytes() == first


def test_a_broken_table_is_named_and_the_last_good_one_stays(tmp_path: Path) -> None:
    place = store(tmp_path)
    place.write(Embeddings, vectors(2), "a")
    good = place.path(Embeddings, "a").read_bytes()
    frame = vectors(2)
    frame["vector"] = [v * 2 for v in frame["vector"]]
    with pytest.raises(TableError, match="vectors_have_unit_length"):
        place.write(Embeddings, frame, "a")
    with pytest.raises(TableError, match="a_family_has_one_representative"):
        place.write(
            Families,
            pd.DataFrame(
                {
                    "opinion_id": ["x"],
                    "family_id": ["k"],
                    "is_representative": [False],
                    "likeness": ["exact"],
                }
            ),
        )
    assert place.path(Embeddings, "a").read_bytes() == good
    assert not list(tmp_path.rglob("*.part"))


def test_a_table_of_a_round_that_is_not_listed_is_an_error(tmp_path: Path) -> None:
    place = store(tmp_path, "rounds: [a, ghost]\n")
    for name in ("a", "ghost"):
        place.write(Embeddings, vectors(1), name)
    assert len(place.read_rounds(Embeddings)) == 2
    with pytest.raises(OpinionsError, match="ghost"):
        store(tmp_path, "rounds: [a]\n").read_rounds(Embeddings)


def test_a_missing_table_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(OpinionsError, match="opinions run"):
        store(tmp_path).read(Embeddings, "a")


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ("example: {share: 2}", r"example\.share must be at most 1.*got 2"),
        ("example: {shar: 0.1}", r"example\.shar: .*Keys are: share"),
        ("other: {}", "section 'example' is missing"),
        ("- a list", "must hold 'key: value' lines"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_wrong_parameter_is_named(params: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=message):
        store(tmp_path, params).parameters("example", Example)


@pytest.mark.parametrize("rounds", ["rounds:", "rounds: a", "x: 1", "rounds: [a, a]"])
def test_rounds_must_be_listed_once(rounds: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="rounds"):
        store(tmp_path, rounds).rounds()


def test_text_files(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(OpinionsError, match="is not there"):
        read_text(path)
    path.write_bytes("\ufeff費用".encode())
    assert read_text(path) == "費用"
    path.write_bytes("費用".encode("cp932"))
    with pytest.raises(OpinionsError, match=r"a\.txt is not UTF-8 \(byte 0"):
        read_text(path)
    with pytest.raises(ParameterError, match="is not there"):
        read_yaml(tmp_path / "none.yaml")


def test_tables_are_checked_without_dask() -> None:
    """A stage imports it only when work goes there; pandera would, to learn its types."""
    program = (
        "from pipeline.tables.opinions import Opinions; Opinions.column_names();"
        "import sys; assert not {'dask', 'distributed'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_a_full_disk_is_told_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.csv").write_bytes(b"old")
    monkeypatch.setattr(whole_files.os, "fsync", full)
    with pytest.raises(OSError, match=r"a\.csv"):
        store(tmp_path).write_bytes("a.csv", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.glob("a.*")} == {"a.csv": b"old"}
