"""themes.yaml as projects have it: an import of corrections leaves a file that reads the same."""

from contextlib import suppress
from pathlib import Path

import pytest

from pipeline.codebook.theme_files import append_corrections, undo_corrections
from pipeline.errors import OpinionsError
from pipeline.places import THEME_REGISTER, THEME_RULES
from pipeline.store import Store
from pipeline.themes.register import COLUMNS
from pipeline.themes.rules import Merge, Rename
from pipeline.yaml_files import dumped, editable, plain, read_yaml

_RULES = (Rename(rename="t1a2b3c4d", to="移行の期限"), Merge(merge=["t1a2b3c4d", "t5e6f7a8b"]))


@pytest.fixture
def of_a_new_project(empty_project: Path) -> str:
    return (empty_project / THEME_RULES).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        None,
        "rules: []\n",
        "rules:\n",
        "rules:\n  # none yet\n  []\n",
        "guides:\n  # subjects\n  []\nrules: []   # none yet\n\n# the end\n",
        "guides: []\nrules:\n  - rename: t9f8e7d6c\n    to: 費用\n",
    ],
)
def test_an_import_is_added_and_taken_back(
    tmp_path: Path, text: str | None, of_a_new_project: str
) -> None:
    store = Store(tmp_path)
    store.write_text(THEME_RULES, of_a_new_project if text is None else text)
    store.write_text(THEME_REGISTER, ",".join(COLUMNS) + "\n")
    before = read_yaml(tmp_path / THEME_RULES)
    for import_id in ("2026-01-01-a", "2026-01-02-b"):
        append_corrections(store, _RULES, [], "", import_id)
    after = read_yaml(tmp_path / THEME_RULES)
    assert len(after["rules"]) == len(before["rules"] or []) + 4
    for import_id in ("2026-01-01-a", "2026-01-02-b"):
        assert undo_corrections(store, import_id)[0] == 2
    left = read_yaml(tmp_path / THEME_RULES)
    assert left["rules"] == (before["rules"] or [])
    assert "imports" not in left


def test_a_new_project_says_nothing_of_another_consultation(of_a_new_project: str) -> None:
    assert "secretariat named" not in of_a_new_project
    assert of_a_new_project.endswith("guides: []\nrules: []\n")


def test_what_would_read_otherwise_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("rules:\n  # why\n  []\n", encoding="utf-8")
    content = editable(path)
    content["rules"] = [{"rename": "a", "to": "b"}]
    written = None
    with suppress(OpinionsError):
        written = plain(dumped(content))
    assert written in (None, {"rules": [{"rename": "a", "to": "b"}]})
