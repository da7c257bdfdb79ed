"""Sixty names planted in a round, and every file that a run leaves for the public searched."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import copy_project, run_python, run_stages
from tests.test_published import FAMILY, FULL, planted, texts_of, told

ROUND = "2025-01-planted"
_ALONE = {name: re.compile(rf"(?<![一-龠々ァ-ヶー]){name}(?![一-龠々])") for name in FAMILY}
"""A family name by itself: 「東」 is no part of 「東京」, 「林」 none of 「山林」."""


def _alone(text: str) -> list[str]:
    return [name for name, pattern in _ALONE.items() if pattern.search(text)]


def public_files(root: Path) -> Iterator[Path]:
    """What is published or in git of a round: reports, round.yaml, labels, locks."""
    for path in sorted((root / "reports").rglob("*")):
        if path.is_file() and "-private" not in path.relative_to(root).as_posix():
            yield path
    yield root / "corpora/rounds" / ROUND / "round.yaml"
    yield root / "corpora/codebook/labels.csv"
    yield root / "dvc.lock"


def _contents(root: Path) -> dict[str, bytes]:
    files = (path for path in public_files(root) if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.mark.slow
def test_no_file_for_the_public_names_one_of_sixty(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    copy_project(project, root)
    place = planted(tmp_path)
    added = run_python(root, "-m", "pipeline.cli", "add-round", str(place), "--round", ROUND)
    assert added.returncode == 0, added.stdout + added.stderr
    run_stages(root, "train")
    before, files = _contents(project), _contents(root)
    own = {name: content for name, content in files.items() if before.get(name) != content}
    for part in ("search", "changes", "metrics", "plots", ROUND):
        assert any(name.startswith(f"reports/{part}/") for name in own)
    assert "reports/index.html" in own
    (key,) = (root / "corpora/private").rglob(f"*{ROUND}*.csv")
    assert set(_alone(key.read_text(encoding="utf-8-sig"))) >= {"中村", "具志堅", "東"}
    texts = {name: f"{name}\n{text}" for name, text in texts_of(own)}
    assert {name: told(text, FULL) for name, text in texts.items() if told(text, FULL)} == {}
    assert {name: _alone(text) for name, text in texts.items() if _alone(text)} == {}
