"""opinions themes: list, accept, retract, on the tables of a run."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.codebook.theme_files import read_people
from pipeline.errors import OpinionsError
from pipeline.places import THEME_REGISTER
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Members, Themes
from tests.dvc_stages import ROOT
from tests.report_example import ROUND, example_inputs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "corpora/codebook", tmp_path / "corpora/codebook")
    (tmp_path / "params.yaml").write_text(f"rounds: [{ROUND}]\n", encoding="utf-8")
    inputs, store = example_inputs(), Store(tmp_path)
    # As the stage writes them: 8 digits after T and t.
    short = {
        i: ("T" if i.startswith("coarse") else "t") + i[-8:] for i in inputs.themes["theme_id"]
    }
    store.write(Opinions, inputs.opinions, ROUND)
    columns = {"theme_id", "parent_id", "coarse_id", "nearest_theme_id"}
    for table, frame in ((Themes, inputs.themes), (Members, inputs.members)):
        renamed = {c: frame[c].map(short).astype("str") for c in columns & {*frame.columns}}
        store.write(table, frame.assign(**renamed), ROUND)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["themes", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_accept_and_retract_change_the_register_and_nothing_else(folder: Path) -> None:
    empty = (folder / THEME_REGISTER).read_bytes()
    listed = run("list", "--texts")
    assert listed.count("\n") == 12 + 26  # 5 coarse themes, 7 sub-themes, 26 texts in them
    assert run("accept", "--dry-run").count("accept ") == 12
    assert (folder / THEME_REGISTER).read_bytes() == empty
    run("accept")
    whole = (folder / THEME_REGISTER).read_bytes()
    registered = read_people(folder).registered
    assert len(registered) == 12
    assert run("accept") == "Nothing changes.\n"
    first = next(theme for theme in registered if theme.level == "fine")
    assert "accepted" not in listed
    run("retract", first.theme_id)
    assert len(read_people(folder).registered) == 11
    run("accept", first.theme_id)
    assert (folder / THEME_REGISTER).read_bytes() == whole
    run("retract", *(theme.theme_id for theme in registered))
    assert (folder / THEME_REGISTER).read_bytes() == empty


def test_what_is_said_of_themes_is_in_one_language(folder: Path, in_japanese: None) -> None:
    said = run("accept") + run("list") + run("accept")
    assert "採用    T" in said and "何も変わらない" in said
    register = (folder / THEME_REGISTER).read_text(encoding="utf-8").splitlines()
    one = next(line for line in register if line.startswith("t0")).split(",")
    said += run("retract", one[0])
    assert not re.search(r"\b(?:texts|accept\w*|retract|written|by)\b", said)


def test_an_accepted_theme_that_is_not_there_now_stays_registered(folder: Path) -> None:
    old = "t00000000,fine,昔の論点,0123456789abcdef\n"
    (folder / THEME_REGISTER).write_text("theme_id,level,name,text_keys\n" + old, encoding="utf-8")
    run("accept")
    assert old in (folder / THEME_REGISTER).read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [["accept", "t99999999"], ["retract", "t99999999"]])
def test_an_unknown_theme_is_refused(folder: Path, arguments: list[str]) -> None:
    with pytest.raises(OpinionsError, match="t99999999"):
        CliRunner().invoke(app, ["themes", *arguments], catch_exceptions=False)
