"""What people write is read and checked before anything is computed: all faults, no traceback."""

import re
import shutil
import stat
from pathlib import Path

import pandas as pd
import pytest
from pandas.errors import ParserError

from pipeline.commands.peoples_files import faults
from pipeline.commands.rounds import check
from pipeline.errors import OpinionsError
from pipeline.language import csv_fault
from pipeline.params import ParameterError
from pipeline.receiving import removing
from pipeline.receiving.adding import add_round
from pipeline.receiving.removing import forget_round
from pipeline.rounds.rounds_list import with_round, without_round
from pipeline.store import Store, csv_rows, read_yaml
from pipeline.tables.opinions import Originals
from pipeline.whole_files import keep_private
from pipeline.yaml_files import read_lock
from tests import intake_inputs as make
from tests.conftest import run_python
from tests.dvc_stages import ROOT

ROUND = "2024-04-05-junbi-kaigo"
PEOPLES = ("params.yaml", "corpora/codebook", "corpora/rounds", "corpora/answers.csv")
PEOPLES += ("corpora/respondents.csv", "corpora/theme_links.csv", "corpora/uptake.csv")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in PEOPLES:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)
    return tmp_path


def put(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


ITEMS = "corpora/codebook/review_items.yaml"
YAML_OF_ROUND = f"corpora/rounds/{ROUND}/round.yaml"
FAULTS = [
    ("params.yaml", "n_keywords: 6", "n_keywords: 999", "themes.n_keywords"),
    ("params.yaml", "themes:\n", "themse:\n", "themse"),
    ("params.yaml", "near_similarity: 0.92", "near_similarity: high", "families.near_similarity"),
    (YAML_OF_ROUND, "date: 2024-04-05", "date: 2024-13-05", "no day"),
    (YAML_OF_ROUND, "date: 2024-04-05", "date: 2024-99-99", "no day"),
    (YAML_OF_ROUND, "title:", "titel:", "titel"),
    (YAML_OF_ROUND, "title: ", 'title: "x\\x01" #', "U\\+0001"),
    (YAML_OF_ROUND, "title: ", 'title: "x\\u2066y" #', "U\\+2066"),
    (ITEMS, "title: 目指す姿", "title: 目指\u202eす姿", "U\\+202E"),
    (ITEMS, "title: 目指す姿（基本哲学）", 'title: "目指\\x01す姿"', "U\\+0001"),
    (ITEMS, "title: 目指す姿（基本哲学）", 'title: "目指\\uFFFFす姿"', "U\\+FFFF"),
    (ITEMS, "schedule:\n", "schedule: soon\nx:\n", "schedule"),
    (ITEMS, "schedule:\n", "schedule:\n  - soon\n", "no. 1 of 'schedule'"),
    (ITEMS, "schedule:\n", "schedule:\n  - {title: x, date: 2024-02-30}\n", "no day"),
    (ITEMS, "schedule:\n", "schedule:\n  - {title: x, date: '5月'}\n", "5月"),
    (ITEMS, "schedule:\n", "schedule:\n  - {title: x, items: [9-9]}\n", "9-9"),
    ("corpora/codebook/examples.csv", "1-1", "9-9", "9-9"),
    ("corpora/codebook/themes.yaml", "\nguides:", "\ngides:", "gides"),
]


def test_what_the_project_ships_is_sound(root: Path) -> None:
    assert faults(root) == []


@pytest.mark.parametrize(("name", "old", "new", "told"), FAULTS)
def test_a_fault_is_told_with_its_file(
    root: Path, name: str, old: str, new: str, told: str
) -> None:
    put(root, name, old, new)
    found = faults(root)
    assert any(re.search(told, fault) for fault in found), found
    assert all(Path(name).name in fault for fault in found)


def test_all_faults_are_told_at_once(root: Path) -> None:
    for name, old, new, _ in (FAULTS[0], FAULTS[2], FAULTS[3], FAULTS[8], FAULTS[-1]):
        put(root, name, old, new)
    (root / "corpora/codebook/labels.csv").write_bytes(b"\xfc\xfd\xfe\xff")
    (root / "corpora/answers.csv").unlink()
    assert len(faults(root)) == 7


def test_a_broken_params_yaml_hides_no_other_fault(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, old, new, told = FAULTS[-1]
    put(root, name, old, new)
    (round_yaml,) = (root / "corpora/rounds").glob("*/round.yaml")
    round_yaml.write_text("title: [", encoding="utf-8")
    (root / "params.yaml").write_text("rounds: [\n", encoding="utf-8")
    found = faults(root)
    named = [sum(word in fault for fault in found) for word in ("params.yaml", "round.yaml")]
    assert named == [1, 1]
    assert any(told in fault for fault in found)
    monkeypatch.chdir(root)
    with pytest.raises(OpinionsError) as told_by_check:
        check([], again=False)
    assert len(str(told_by_check.value).splitlines()) == 1 + len(found)


TABLES = ["corpora/respondents.csv", "corpora/answers.csv", "corpora/theme_links.csv"]
TABLES += ["corpora/uptake.csv", "corpora/codebook/labels.csv", "corpora/codebook/examples.csv"]
TABLES += ["corpora/codebook/theme_register.csv"]


@pytest.mark.parametrize("change", ["{head}\n{row},too,many\n", "", '{head}\n"{row}\n'])
def test_tables_that_do_not_fit_their_header_are_named(root: Path, change: str) -> None:
    """A comma too many in the first row moved every cell under another heading, unsaid."""
    for name in TABLES:
        head = (root / name).read_text(encoding="utf-8-sig").splitlines()[0]
        row = ",".join("x" for _ in head.split(","))
        (root / name).write_text(change.format(head=head, row=row), encoding="utf-8")
    told = "\n".join(faults(root))
    assert [name for name in TABLES if name not in told] == []
    assert "Traceback" not in told and "pandas" not in told


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\na: 1\n", "a: [1\n", "a: \x01\n", "- 1\n", "\xff"])
def test_yaml_that_is_none_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "params.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(ParameterError, match=r"params\.yaml"):
        read_yaml(path)


def test_a_time_in_a_line_of_round_yaml_reads_with_every_parser(tmp_path: Path) -> None:
    file = tmp_path / "round.yaml"
    file.write_text("files:\n  - {path: received/a.csv, received: 2024-05-10 14:10}\n")
    assert str(read_yaml(file)["files"][0]["received"]).startswith("2024-05-10 14:10")


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "a,b\n1,x\0y\n"])
def test_a_character_that_is_no_text_is_told_with_its_line(text: str) -> None:
    if "\0" in text:
        with pytest.raises(ParserError) as told:
            csv_rows(text)
        assert csv_fault(told.value) == "line 2 holds what is no text (NUL)"
    else:
        assert csv_rows(text).shape == (1, 2)


def test_a_character_that_no_yaml_holds_is_named(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    path.write_text("a: b\0\n")
    with pytest.raises(ParameterError, match=r"U\+0000"):
        read_yaml(path)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_change_by_the_program_changes_no_other_line(tmp_path: Path, mark: str, end: str) -> None:
    path, lines = tmp_path / "params.yaml", ["# 案", "rounds:", "  - a", "seed: 1", ""]
    path.write_bytes((mark + end.join(lines)).encode())
    changed = with_round(path, "b")
    assert changed == mark + end.join([*lines[:3], "  - b", *lines[3:]])
    path.write_bytes(changed.encode())
    assert without_round(path, "b") == mark + end.join(lines)


def test_anchors_that_stand_for_millions_are_refused_and_small_ones_are_not(tmp_path: Path) -> None:
    path = tmp_path / "params.yaml"
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    path.write_text("\n".join(lines[:3]))
    assert len(read_yaml(path)) == 3
    path.write_text("\n".join(lines))
    with pytest.raises(ParameterError, match=r"params\.yaml: its anchors"):
        read_yaml(path)
    merges = ["a0: &a0 {k: 1}"]
    merges += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 12)]
    with pytest.raises(ValueError, match="anchors"):
        read_lock("\n".join(merges).encode())


@pytest.mark.parametrize("text", ["a: " + "[" * 3000, "- " * 3000, "{a: " * 3000])
def test_what_is_nested_without_end_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "round.yaml"
    path.write_text(text)
    with pytest.raises(ParameterError, match=r"round\.yaml: .*nested"):
        read_yaml(path)
    with pytest.raises(ValueError, match="nested"):
        read_lock(text.encode())


def test_a_damaged_table_is_named_and_the_next_run_makes_it_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(Originals, pd.DataFrame({"opinion_id": ["a"], "text": ["x"]}), "r")
    path = store.path(Originals, "r")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(OpinionsError, match=r"r\.parquet is damaged.*opinions run"):
        store.read(Originals, "r")


def test_what_is_private_is_its_owner_s_alone(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.write(Originals, pd.DataFrame({"opinion_id": ["a"], "text": ["x"]}), "r")
    path = store.path(Originals, "r")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    store.write_bytes("corpora/private/r.numbers.csv", b"x")
    key = tmp_path / "corpora/private/r.numbers.csv"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    path.chmod(0o444)  # as DVC leaves what it links to its cache
    keep_private(path.parent)
    assert stat.S_IMODE(path.stat().st_mode) == 0o400


def test_a_forgotten_round_leaves_no_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.xlsx").write_bytes(make.form("A市", "期限を延ばしてほしい。"))
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    add_round([tmp_path / "in"], "r", root=tmp_path)
    places = ["reports/r/index.html", "reports/r-private/index.html", "review-r.xlsx"]
    places += ["corpora/private/r.parquet", "reports/metrics/report/r.json"]
    places += [".dvc/tmp/last-check.json", ".dvc/tmp/last-good/x", ".dvc/tmp/undo-a.part/0"]
    for name in places:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    def full(_: Path) -> None:
        raise OpinionsError("disk full")

    monkeypatch.setattr(removing, "collect_garbage", full)
    with pytest.raises(OpinionsError, match=r"copies stay.*dvc gc"):
        forget_round("r", tmp_path)
    assert [name for name in places if (tmp_path / name).exists()] == []


def test_check_says_so_within_seconds_and_without_a_traceback(root: Path) -> None:
    put(root, *FAULTS[0][:3])
    (root / "dvc.yaml").write_text("stages: {}\n")
    outcome = run_python(root, "-m", "pipeline.cli", "check")
    assert outcome.returncode == 1
    assert "themes.n_keywords" in outcome.stderr and "Traceback" not in outcome.stderr


def test_help_comes_at_once() -> None:
    """No library that takes its time is loaded for it."""
    heavy = "{'pandas', 'numpy', 'sklearn', 'torch'}"
    code = f"import sys, pipeline.cli; print({heavy} & set(sys.modules))"
    assert run_python(ROOT, "-c", code).stdout.strip() == "set()"
