"""A round's folder: what is wrong with it is said by name, and the last good tables stay."""

from pathlib import Path

import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import ingest

ROUND_YAML = """title: 試験
date: 2024-05-01
year: 2024
files:
  - path: document.txt
    kind: document
"""
DOCUMENT = "主な意見\n\n1. 費用とする意見。\n\n- 費用が高い。\n- 人が足りない。\n"


def folder(root: Path, meta: str | None = ROUND_YAML, document: bytes | None = None) -> Path:
    place = root / "2024-05-01-shiken"
    place.mkdir()
    if meta is not None:
        (place / "round.yaml").write_text(meta, encoding="utf-8")
    (place / "document.txt").write_bytes(DOCUMENT.encode() if document is None else document)
    return place


def test_a_small_round_is_read(tmp_path: Path) -> None:
    result = ingest(folder(tmp_path))
    assert result.opinions["text"].tolist() == ["費用が高い。", "人が足りない。"]
    assert result.opinions["heading"].tolist() == ["費用とする意見。"] * 2


def test_inserting_a_row_changes_no_other_id(tmp_path: Path) -> None:
    before = ingest(folder(tmp_path)).opinions
    (tmp_path / "other").mkdir()
    longer = DOCUMENT.replace("- 費用が", "- 新しい意見。\n- 費用が").encode()
    after = ingest(folder(tmp_path / "other", document=longer)).opinions
    assert set(before["opinion_id"]) < set(after["opinion_id"])


@pytest.mark.parametrize(
    ("meta", "document", "message"),
    [
        (None, None, r"round\.yaml is not there"),
        ("title: 試験\n", None, r"round\.yaml: .*date is missing"),
        (ROUND_YAML + "colour: red\n", None, "colour"),
        (ROUND_YAML.replace("2024-05-01", "5月1日"), None, "date"),
        (ROUND_YAML.replace("kind: document", "kind: scroll"), None, "kind"),
        (ROUND_YAML, b"", r"document\.txt is empty"),
        (ROUND_YAML, "見出しだけ".encode(), "no answer found"),
        (ROUND_YAML, DOCUMENT.encode("cp932"), "UTF-8"),
        (ROUND_YAML.replace("document.txt", "other.txt"), None, r"document\.txt"),
    ],
)
def test_what_is_wrong_is_named(
    meta: str | None, document: bytes | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(OpinionsError, match=message):
        ingest(folder(tmp_path, meta, document))


def test_a_listed_round_without_folder(tmp_path: Path) -> None:
    with pytest.raises(OpinionsError, match="is not there"):
        ingest(tmp_path / "nowhere")
