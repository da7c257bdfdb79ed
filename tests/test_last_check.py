"""What a check said is told again only while nothing that it read has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.commands.last_check import LastCheck
from pipeline.places import DRAFTS, FORM_WORDS, OFFICIAL_LIST, ROUNDS, TABLES, names_key

_SAID = {"2024-05-a": ["2024-05-a: 1ファイル"], "2024-06-b": ["2024-06-b: 2ファイル"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".dvc").mkdir()
    for place in (
        "params.yaml",
        "corpora/answers.csv",
        "corpora/codebook/labels.csv",
        *(FORM_WORDS, OFFICIAL_LIST, f"{DRAFTS}/a.docx"),
        f"{TABLES}/opinions/all.parquet",
        *(f"{ROUNDS}/{name}/{file}" for name in _SAID for file in ("round.yaml", "received/a.csv")),
    ):
        _write(tmp_path / place)
    LastCheck(tmp_path, list(_SAID)).keep(_SAID)
    return tmp_path


def _write(path: Path, content: str = "x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _told(root: Path, *, is_sound: bool = False) -> list[str]:
    last = LastCheck(root, list(_SAID))
    assert last.is_sound == is_sound
    return [name for name in _SAID if last.said(name) == _SAID[name]]


def test_what_was_said_is_said_again(root: Path) -> None:
    assert _told(root, is_sound=True) == list(_SAID)


def test_what_no_round_is_read_by_leaves_rounds_unread(root: Path) -> None:
    _write(root / "params.yaml", "ingest: {strict: true}\nreport: {}\n")
    LastCheck(root, list(_SAID)).keep(_SAID)
    _write(root / "params.yaml", "ingest: {strict: true}\nreport: {title: a}\n")
    assert _told(root) == list(_SAID)
    _write(root / "params.yaml", "ingest: {strict: false}\n")
    assert _told(root) == []
    LastCheck(root, ["2024-05-a"]).keep({"2024-05-a": ["2024-05-a: 1ファイル"]})
    assert _told(root, is_sound=True) == ["2024-05-a"]


@pytest.mark.parametrize(
    ("changed", "still"),
    [
        ("params.yaml", []),
        ("corpora/answers.csv", list(_SAID)),
        ("corpora/codebook/labels.csv", list(_SAID)),
        (FORM_WORDS, []),
        (OFFICIAL_LIST, []),
        (f"{DRAFTS}/a.docx", []),
        (f"{ROUNDS}/2024-05-a/round.yaml", ["2024-06-b"]),
        (f"{ROUNDS}/2024-06-b/received/a.csv", ["2024-05-a"]),
        (f"{ROUNDS}/2024-05-a/received/new.csv", ["2024-06-b"]),
        (names_key("2024-05-a"), ["2024-06-b"]),
        (f"{TABLES}/opinions/all.parquet", list(_SAID)),
    ],
)
@pytest.mark.parametrize(
    "change", [lambda path: _write(path, "other"), _write], ids=["text", "new"]
)
def test_a_changed_file_is_checked_again(
    root: Path, changed: str, still: list[str], change: Callable[[Path], None]
) -> None:
    path = root / changed
    path.unlink(missing_ok=True)
    _write(root / "hold_the_inode")
    change(path)
    assert _told(root, is_sound=changed.startswith((TABLES, "corpora/private"))) == still


def test_a_missing_file_is_noticed(root: Path) -> None:
    (root / ROUNDS / "2024-05-a/received/a.csv").unlink()
    assert _told(root) == ["2024-06-b"]


def test_a_file_changed_during_the_check_keeps_nothing(root: Path) -> None:
    (root / ".dvc/tmp/last-check.json").unlink()
    last = LastCheck(root, list(_SAID))
    _write(root / ROUNDS / "2024-05-a/received/a.csv", "changed")
    last.keep(_SAID)
    assert _told(root) == ["2024-06-b"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"2024-05-a": 1}', '{"2024-05-a": {}}'])
def test_a_damaged_memory_is_none(root: Path, content: str) -> None:
    _write(root / ".dvc/tmp/last-check.json", content)
    assert _told(root) == []
