"""What the review commands say when they cannot do what was asked."""

from pathlib import Path

import pytest

from pipeline.commands.review import export, import_, undo
from pipeline.errors import OpinionsError
from pipeline.labels.decisions import COLUMNS
from pipeline.places import LABELS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "params.yaml").write_text("rounds:\n  - 2024-a\n", encoding="utf-8")
    (tmp_path / LABELS).parent.mkdir(parents=True)
    (tmp_path / LABELS).write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_export_names_rounds_files_and_what_is_missing(folder: Path) -> None:
    with pytest.raises(OpinionsError, match=r"'2024-b' is not in params.yaml.*2024-a"):
        export("2024-b")
    with pytest.raises(OpinionsError, match=r"must end in \.xlsx"):
        export("2024-a", output=Path("r.csv"))
    (folder / "review-2024-a.xlsx").write_bytes(b"somebody's work")
    with pytest.raises(OpinionsError, match="people may have filled it in"):
        export("2024-a")
    assert (folder / "review-2024-a.xlsx").read_bytes() == b"somebody's work"


def test_import_and_undo_say_what_is_wrong(folder: Path) -> None:
    with pytest.raises(OpinionsError, match="'soon' is no date"):
        import_([Path("r.xlsx")], date="soon")
    (folder / "a.xlsx").write_bytes(b"PK no zip")
    (folder / "corpora/codebook/review_items.yaml").write_text(
        "items: [{code: 2-2, title: 費用}, {code: none, title: 該当なし}]", encoding="utf-8"
    )
    with pytest.raises(OpinionsError, match=r"a\.xlsx: .*\nb\.xlsx is not there"):
        import_([Path("a.xlsx"), Path("b.xlsx")], date="2024-06-01", reviewer="")
    with pytest.raises(OpinionsError, match="no import to take back"):
        undo()
