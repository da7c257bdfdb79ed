"""`opinions draft add` and `remove`: checked first, whole or not at all, and undone."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.receiving.draft_findings import draft_findings
from pipeline.receiving.drafts import add_draft, remove_draft
from pipeline.rounds.round_head import read_round_head
from pipeline.tables.opinions import Opinions

YAML = "# ours\ntitle: t  # the title\ndate: 2024-01-01\nyear: 2024\nfiles:\n  - path: a.xlsx\n"


NO_OPINIONS = pd.DataFrame(columns=Opinions.column_names())


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("alpha", "beta"):
        folder = tmp_path / "corpora/rounds" / name
        folder.mkdir(parents=True)
        (folder / "round.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "corpora/drafts").mkdir()
    return tmp_path


def _state(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _draft(root: Path, name: str, text: str = "第1章 目的\n本方針は、基盤を定める。\n") -> Path:
    file = root / "received" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_a_draft_is_added_and_taken_out_again(root: Path) -> None:
    new, old = _draft(root, "案.txt"), _draft(root, "素案.txt", "第1章 目的\n本方針である。\n")
    before = _state(root)
    draft = add_draft("alpha", new, root)
    assert draft.clauses["kind"].tolist() == ["heading", "paragraph"]
    add_draft("alpha", old, root, earlier=True)
    head = read_round_head(root / "corpora/rounds/alpha")
    assert (head.draft, head.earlier_draft) == ("案.txt", "素案.txt")
    assert "# the title" in (root / "corpora/rounds/alpha/round.yaml").read_text(encoding="utf-8")
    assert [path.name for path in remove_draft("alpha", root, earlier=True)] == ["素案.txt"]
    assert [path.name for path in remove_draft("alpha", root)] == ["案.txt"]
    assert _state(root) == before


def test_each_version_is_taken_out_alone_and_a_second_one_is_refused(root: Path) -> None:
    first, second = _draft(root, "案.txt"), _draft(root, "案2.txt", "第1章 目的\n別に定める。\n")
    later = _draft(root, "決定.txt", "第1章 目的\n定める。\n")
    add_draft("alpha", first, root)
    add_draft("alpha", later, root, following=True)
    add_draft("alpha", first, root)  # the same again is no other one
    before = _state(root)
    with pytest.raises(OpinionsError, match=r"案.txt.*--replace"):
        add_draft("alpha", second, root)
    with pytest.raises(OpinionsError, match="--earlier"):
        add_draft("alpha", second, root, earlier=True, following=True)
    with pytest.raises(OpinionsError, match="--earlier"):
        remove_draft("alpha", root, earlier=True, following=True)
    assert _state(root) == before
    add_draft("alpha", second, root, replace=True)
    assert not (root / "corpora/drafts/案.txt").exists()
    assert [path.name for path in remove_draft("alpha", root, following=True)] == ["決定.txt"]
    head = read_round_head(root / "corpora/rounds/alpha")
    assert (head.draft, head.next_draft) == ("案2.txt", "")


def test_a_file_that_another_round_names_stays(root: Path) -> None:
    file = _draft(root, "案.txt")
    add_draft("alpha", file, root)
    add_draft("beta", file, root, earlier=True)
    assert remove_draft("alpha", root) == []
    assert (root / "corpora/drafts/案.txt").is_file()
    assert read_round_head(root / "corpora/rounds/beta").earlier_draft == "案.txt"


@pytest.mark.parametrize(
    ("round_name", "file", "words"),
    [
        ("gamma", "案.txt", "alpha.*beta"),
        ("../alpha", "案.txt", "はない|No round"),
        ("alpha", "no.txt", "がない|is not there"),
        ("alpha", "empty.txt", "読み取れなかった"),
        ("alpha", "broken.docx", "壊れ"),
        ("alpha", "~$案.docx", "閉じ、"),
        ("alpha", "other.txt", "中身の違う|another file"),
    ],
)
def test_what_cannot_be_added_changes_nothing(
    root: Path, round_name: str, file: str, words: str
) -> None:
    _draft(root, "案.txt")
    _draft(root, "empty.txt", "\n")
    _draft(root, "broken.docx", "PK\x03\x04broken")
    _draft(root, "~$案.docx", "A")
    _draft(root, "other.txt")
    (root / "corpora/drafts/other.txt").write_text("別の案である。", encoding="utf-8")
    before = _state(root)
    with pytest.raises(OpinionsError, match=words):
        add_draft(round_name, root / "received" / file, root)
    assert _state(root) == before
    with pytest.raises(OpinionsError, match=r"案はない|has no draft"):
        remove_draft("beta", root)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("案.txt", "第1章 目的\n本方針は、基盤を定める。\n"),
        ("写し.txt", "第1章 目的\n本方針は、基盤を定める。\n"),
        ("写し.md", "第1章 目的\n\n本方針は、基盤を定める。\n"),
    ],
)
@pytest.mark.parametrize("which", [{"earlier": True}, {"following": True}])
def test_what_says_the_same_as_another_version_is_refused(
    root: Path, name: str, text: str, which: dict[str, bool]
) -> None:
    add_draft("alpha", _draft(root, "案.txt"), root)
    before = _state(root / "corpora")
    with pytest.raises(OpinionsError, match=r"案.txt.*同じ|same text as 案.txt"):
        add_draft("alpha", _draft(root, name, text), root, **which)
    assert _state(root / "corpora") == before


def test_the_check_tells_of_drafts_before_a_run(root: Path) -> None:
    folder = root / "corpora/rounds/alpha"
    add_draft("alpha", _draft(root, "案.txt", "見出しのない文である。\n"), root)
    (found,) = draft_findings(read_round_head(folder), folder, NO_OPINIONS)
    assert (found.level, "見出しが一つも" in found.message) == ("情報", True)
    (root / "corpora/drafts/案.txt").unlink()
    (found,) = draft_findings(read_round_head(folder), folder, NO_OPINIONS)
    assert (found.level, "にない" in found.message) == ("読めない", True)
