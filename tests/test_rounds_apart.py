"""A round's report is its own: byte for byte the same, whatever other rounds there are."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import run_python
from tests.test_pipeline import digests

ROUND = "2024-04-05-junbi-kaigo"
OTHERS = (
    "移行の期限を{}年延ばしてほしい。",
    "運用の経費が{}割増えて困る。",
    "専門の人材を{}人派遣してほしい。",
)


@pytest.mark.slow
def test_another_round_before_or_after_changes_no_byte_of_a_report(
    project: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    shutil.copytree(project, root, symlinks=True)
    lines = [OTHERS[n % 3].format(n) for n in range(150)]
    rows = "".join(f"{number},{text}\n" for number, text in enumerate(lines, 1))
    (root / "answers.csv").write_text(f"No,意見\n{rows}", encoding="utf-8")
    added = run_python(
        root, "-m", "pipeline.cli", "add-round", "answers.csv", "--round", "2023-01-other"
    )
    assert added.returncode == 0, added.stdout + added.stderr
    outcome = run_python(root, "-m", "pipeline.cli", "run")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert (root / "reports/2023-01-other/index.html").is_file()
    own = (f"reports/{ROUND}", f"reports/metrics/report/{ROUND}.json")
    assert digests(root, own) == digests(project, own)
    found = root.glob(f"corpora/tables/*/{ROUND}.parquet")
    tables = tuple(sorted(path.relative_to(root).as_posix() for path in found))
    assert len(tables) > 10
    assert digests(root, tables) == digests(project, tables)
