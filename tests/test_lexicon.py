import functools
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.codebook.lexicon_folder import build_user_dictionary, read_lexicon
from pipeline.codebook.lexicon_table import LexiconError, parse_lexicon
from pipeline.errors import OpinionsError
from pipeline.text.lexicon import NAME_CATEGORIES, Term, indexed_form, sudachi_rows, word_cost
from tests.dvc_stages import ROOT

FOLDER = ROOT / "corpora" / "codebook" / "lexicon"
HEADER = "surface,normalized_form,reading,category,note\n"
CLOUD = "ガバメントクラウド,ガバメントクラウド,ガバメントクラウド,サービス,\n"


@functools.cache
def project_dictionary() -> bytes:
    """The user dictionary of the project, made once per test run (it takes seconds)."""
    return build_user_dictionary(read_lexicon(FOLDER))


def terms(rows: str, name: str = "terms.csv") -> tuple[Term, ...]:
    return parse_lexicon({name: HEADER + rows}).terms


def message(files: dict[str, str]) -> str:
    with pytest.raises(LexiconError) as caught:
        parse_lexicon(files)
    return str(caught.value)


def test_the_lexicon_of_the_project_is_large_and_sound() -> None:
    lexicon = read_lexicon(FOLDER)
    assert len(lexicon.terms) >= 120
    assert len(lexicon.official_vocabulary) == len(set(lexicon.normal_forms.values()))
    assert set(lexicon.normal_forms.values()) == set(lexicon.official_vocabulary)
    assert {"こと", "必要"} <= lexicon.stop_words
    assert not lexicon.stop_words & set(lexicon.normal_forms)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("ガバクラ,ガバメントクラウド,ガバクラ,サービス,略称", "ガバメントクラウド"),
        ("ガバクラ,,ガバクラ,サービス,", "ガバクラ"),  # no form: the surface itself
        ("  ガバクラ ,ガバメントクラウド,がばくら,サービス,", "ガバメントクラウド"),
        ('ガバクラ,,ガバクラ,サービス,"あり、なし, いずれも"', "ガバクラ"),
        ("Gov Cloud,ガバメントクラウド,ガブクラウド,サービス,", "ガバメントクラウド"),
    ],
)
def test_a_row_gives_one_term(row: str, expected: str) -> None:
    first, second = terms(f"{row}\n\n,,,,\n{CLOUD}")  # blank rows of a spreadsheet count
    assert (first.normalized_form, first.place) == (expected, "terms.csv, row 2")
    assert second.place == "terms.csv, row 5"
    assert first.reading in ("ガバクラ", "ガブクラウド")


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        (",,カナ,業務,", ["row 3: surface is empty"]),
        ("市,,シ,団体区分,", ["row 3: surface '市' has 1 characters (allowed: 2 to 30"]),
        ("ことに,,コトニ,業務,", ["row 3: surface 'ことに' has 3 characters"]),
        ("長" * 31, ["row 3: 1 cells, 5 expected"]),
        (f"{'長' * 31},,チョウ,業務,", ["has 31 characters"]),
        ("移行、経費,,イコウケイヒ,費用,", ["holds a character that is not allowed"]),
        ("移行  経費,,イコウケイヒ,費用,", ["holds a character that is not allowed"]),
        ("移行\t経費,,イコウケイヒ,費用,", ["holds a character that is not allowed"]),
        ("移行\\経費,,イコウケイヒ,費用,", ["holds a character that is not allowed"]),
        ("移行😀経費,,イコウケイヒ,費用,", ["holds a character that is not allowed"]),
        ("移行経費,,,費用,", ["row 3: reading '' (kana expected)"]),
        ("移行経費,,移行ケイヒ,費用,", ["row 3: reading '移行ケイヒ' (kana expected)"]),
        ("移行経費,,イコウケイヒ,経費,", ["category '経費' (allowed: 組織、サービス、"]),
        (",,,,誰か", ["surface is empty", "reading ''", "category ''"]),
        ("移行経費,費用,イコウケイヒ,費用,a,b", ["row 3: 6 cells, 5 expected"]),
        (
            "ガバメントクラウド,,ガバメントクラウド,サービス,",
            ["row 3: surface", "terms.csv, row 2"],
        ),
        ("ｶﾞﾊﾞﾒﾝﾄｸﾗｳﾄﾞ,,ガバメントクラウド,サービス,", ["width and case do not count"]),
        (
            "ガバクラ,ガバメンドクラウド,ガバクラ,サービス,",
            ["'ガバメンドクラウド' has no row of its"],
        ),
        ("ガバクラ,ガバメントクラウド,ガバクラ,組織,", ["category '組織', but its form"]),
    ],
)
def test_a_wrong_row_is_named_with_what_to_do(row: str, faults: list[str]) -> None:
    said = message({"lexicon/terms.csv": HEADER + CLOUD + row + "\n"})
    for fault in faults:
        assert fault in said
    assert "lexicon/terms.csv, row 3" in said
    assert said.endswith((".", "row."))


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({}, "The lexicon has no terms"),
        ({"a.csv": HEADER}, "The lexicon has no terms"),
        ({"a.csv": ""}, "a.csv, row 1: header ''"),
        ({"a.csv": "surface,form\n"}, "a.csv, row 1: header 'surface,form'. Allowed: 'surface,"),
        ({"a.csv": HEADER.replace(",", "\t")}, "a.csv, row 1: header"),
        ({"a.csv": HEADER + '"a\n'}, "a.csv is not CSV"),
        (
            {"a.csv": HEADER + CLOUD, "b.csv": "word,reason\nこと,x\nこと,y\n"},
            "b.csv, row 3: word 'こと' came before (b.csv, row 2)",
        ),
        ({"a.csv": HEADER + CLOUD, "b.csv": "word,reason\n,x\n"}, "b.csv, row 2: word is empty"),
        (
            {"a.csv": HEADER + CLOUD, "b.csv": HEADER + CLOUD},
            "b.csv, row 2: surface 'ガバメントクラウド' came before as",
        ),
        (
            {
                "a.csv": HEADER
                + "甲乙丙丁,戊己庚辛,コウ,業務,\n戊己庚辛,子丑寅卯,ボ,業務,\n子丑寅卯,,ネ,業務,\n"
            },
            "a.csv, row 2: normalized_form '戊己庚辛' is itself given the form '子丑寅卯'",
        ),
    ],
)
def test_a_wrong_file_is_named(files: dict[str, str], fault: str) -> None:
    assert fault in message(files)


def test_many_problems_are_shown_at_once_but_not_all() -> None:
    said = message({"a.csv": HEADER + ",,,,x\n" * 30}).splitlines()
    assert (len(said), said[0].startswith("a.csv, row 2"), said[-1]) == (21, True, "… and 70 more.")


def test_byte_order_mark_line_ends_and_file_order_do_not_matter() -> None:
    plain = {"a.csv": HEADER + CLOUD, "b.csv": "word,reason\nこと,x\n"}
    windows = {n: "\ufeff" + t.replace("\n", "\r\n") for n, t in reversed(plain.items())}
    assert parse_lexicon(windows) == parse_lexicon(plain)


def test_people_s_spelling_does_not_change_how_a_term_is_found() -> None:
    assert len({indexed_form(s) for s in ("ＧＣＡＳ", "gcas", "GCAS", "Gcas")}) == 1


def test_a_line_for_sudachi_has_18_columns_and_the_right_part_of_speech() -> None:
    terms = read_lexicon(FOLDER).terms
    assert terms
    for term in terms:
        cells = sudachi_rows([term]).rstrip("\n").split(",")
        assert len(cells) == 18
        assert cells[0] == indexed_form(term.surface)
        assert cells[1:3] == (["4786"] * 2 if term.category in NAME_CATEGORIES else ["5146"] * 2)
        assert -32_768 < int(cells[3]) < 32_768


def test_one_term_is_cheaper_than_the_terms_that_fill_its_place() -> None:
    assert word_cost("字" * 3) < word_cost("字") + word_cost("字" * 2)
    for n in range(4, 31):
        for first in range(2, n - 1):
            assert word_cost("字" * n) < word_cost("字" * first) + word_cost("字" * (n - first))


def test_the_folder_says_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="is not there"):
        read_lexicon(tmp_path / "none")
    (tmp_path / "terms.csv").write_bytes((HEADER + CLOUD).encode("cp932"))
    with pytest.raises(OpinionsError, match="is not UTF-8"):
        read_lexicon(tmp_path)
    (tmp_path / "terms.csv").write_text(HEADER + CLOUD, encoding="utf-8-sig")
    (tmp_path / "README.md").write_text("x")
    (tmp_path / "~$terms.xlsx").write_text("a spreadsheet program's lock file")
    assert len(read_lexicon(tmp_path).terms) == 1
    (tmp_path / "more.xlsx").write_text("x")
    with pytest.raises(LexiconError, match=r"more\.xlsx is no CSV file"):
        read_lexicon(tmp_path)


def run_stage(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline.stages.lexicon"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_stage_writes_the_same_bytes_in_another_process_and_second(tmp_path: Path) -> None:
    here = project_dictionary()
    shutil.copytree(FOLDER, tmp_path / "corpora" / "codebook" / "lexicon")
    time.sleep(1.1)  # the time that Sudachi writes counts seconds
    outcome = run_stage(tmp_path)
    assert outcome.returncode == 0, outcome.stderr
    there = (tmp_path / "models" / "lexicon" / "user.dic").read_bytes()
    assert hashlib.sha256(there).digest() == hashlib.sha256(here).digest()
    assert sorted(p.name for p in (tmp_path / "models").rglob("*")) == ["lexicon", "user.dic"]


def test_the_stage_shows_a_mistake_without_a_traceback(tmp_path: Path) -> None:
    folder = tmp_path / "corpora" / "codebook" / "lexicon"
    folder.mkdir(parents=True)
    (folder / "terms.csv").write_text(HEADER + "市,,シ,団体区分,\n", encoding="utf-8")
    outcome = run_stage(tmp_path)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("lexicon: corpora/codebook/lexicon/terms.csv, row 2: surface")
    assert "Traceback" not in outcome.stderr
    assert not (tmp_path / "models").exists()
