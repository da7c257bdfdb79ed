from pathlib import Path

import numpy as np
import pytest

from pipeline.model_file import ModelError, model_files, read_model
from tests.item_texts import labelled, texts_of
from tests.test_classifier import trained

TEXTS, _ = labelled()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in model_files(trained()).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_what_is_read_back_is_what_was_written(folder: Path) -> None:
    model, texts = trained(), texts_of(TEXTS)
    again = read_model(folder)
    assert np.array_equal(again.probabilities(texts), model.probabilities(texts))
    assert model_files(again) == model_files(model)
    assert again.classes == model.classes
    assert (again.settings, again.votes) == (model.settings, model.votes)


def test_no_pickle_lies_in_it(folder: Path) -> None:
    content = (folder / "arrays.safetensors").read_bytes()
    assert b"sklearn" not in content
    assert content[8:9] == b"{"
    assert (folder / "model.json").read_text(encoding="utf-8").startswith("{")


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("arrays.safetensors", None, "not there. Make it: opinions run"),
        ("model.json", None, "not there. Make it: opinions run"),
        ("arrays.safetensors", (b"{", b"?"), "damaged"),
        ("model.json", (b'"format": 3', b'"format": 9'), "format 9"),
        ("model.json", (b'"classes"', b'"class"'), "damaged"),
        ("model.json", (b'"money", ', b""), "do not belong together"),
    ],
)
def test_a_damaged_model_says_what_to_do(
    folder: Path, name: str, change: tuple[bytes, bytes] | None, message: str
) -> None:
    path = folder / name
    if change is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(*change, 1))
    with pytest.raises(ModelError, match=message):
        read_model(folder)
