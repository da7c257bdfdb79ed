"""DVC's list of who uses what, left half written by a DVC that was ended."""

from pathlib import Path

import pytest

from pipeline.running import drop_half_written_uses


@pytest.mark.parametrize("left", ["", '{"read": {', "\x00\x00"])
def test_half_a_list_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str) -> None:
    monkeypatch.chdir(tmp_path)
    uses = tmp_path / ".dvc/tmp/rwlock"
    uses.parent.mkdir(parents=True)
    uses.write_text(left, encoding="utf-8")
    drop_half_written_uses(seconds=0)
    assert not uses.exists()


@pytest.mark.parametrize("whole", ["{}", '{"read": {"a": [{"pid": 1, "cmd": "dvc repro"}]}}'])
def test_a_whole_list_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: str) -> None:
    monkeypatch.chdir(tmp_path)
    uses = tmp_path / ".dvc/tmp/rwlock"
    uses.parent.mkdir(parents=True)
    uses.write_text(whole, encoding="utf-8")
    drop_half_written_uses(seconds=0)
    assert uses.read_text(encoding="utf-8") == whole


def test_no_list_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    drop_half_written_uses(seconds=0)
    assert not list(tmp_path.iterdir())
