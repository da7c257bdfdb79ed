"""The draft encoder: laws of vectors that are looked up, on a small vocabulary."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.encoders.encoder import EncoderParams, Vectors, load
from pipeline.encoders.static_encoder import FOLDERS, StaticEncoder
from pipeline.encoders.static_vectors import distil, word_vectors, words_of
from pipeline.encoders.universal_encoder import load_second

SCORES = {"移行": -9.0, "期限": -8.5, "費用": -8.0, "が": -3.0, "の": -2.5, "。": -3.5, "DX": -10.0}
TEXTS = ["移行の期限が", "費用が。", "", "🦊", "DX の移行", "移行の期限が", "期限が移行の"]


class ByHash:
    """Stands for an encoder: a vector of each text, of any width."""

    def __init__(self, n_dimensions: int) -> None:
        self.n_dimensions = n_dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        seeds = [int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) for text in texts]
        rows = [np.random.default_rng(seed).normal(size=self.n_dimensions) for seed in seeds]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def made(folder: Path) -> Path:
    distil(folder, SCORES, {"vector": ByHash(6), "vector_universal": ByHash(5)})
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("draft") / "encoder")


@pytest.fixture(params=[load, load_second], ids=["first view", "second view"])
def encoder(request: pytest.FixtureRequest, folder: Path) -> StaticEncoder:
    found: StaticEncoder = request.param(str(folder))
    assert isinstance(found, StaticEncoder)
    return found


def test_vectors_have_unit_length(encoder: StaticEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.n_dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_no_texts_give_no_vectors(encoder: StaticEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.n_dimensions)


def test_a_vector_depends_on_its_text_alone(encoder: StaticEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert encoder.encode([text])[0].tobytes() == vector.tobytes()
    assert encoder.encode(TEXTS[::-1])[::-1].tobytes() == vectors.tobytes()
    assert encoder.encode(TEXTS * 400)[-len(TEXTS) :].tobytes() == vectors.tobytes()


def test_spaces_say_nothing_and_widths_are_one(encoder: StaticEncoder) -> None:
    one, other = encoder.encode(["DX の移行", "ＤＸの 移行"])
    assert one.tobytes() == other.tobytes()


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    vectors = ByHash(4).encode(list(SCORES))
    found = word_vectors(vectors, np.array(list(SCORES.values())))
    centred = vectors - vectors.mean(axis=0)
    weights = np.linalg.norm(found, axis=1) / np.linalg.norm(centred, axis=1)
    assert (np.argsort(weights) == np.argsort(-np.array(list(SCORES.values())))).all()


def test_the_same_bytes_twice(folder: Path, tmp_path: Path) -> None:
    again = made(tmp_path / "again")
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert files
    for path in files:
        assert (folder / path).read_bytes() == (again / path).read_bytes(), path


def test_words_are_sudachi_s_and_single_characters(tmp_path: Path) -> None:
    pieces = {"<s>": 0.0, "▁": -1.0, "▁移行": -9.0, "移行": -8.0, "に応じて": -8.0, "充满": -9.0}
    pieces |= {"満": -7.0, "满": -7.0, "zzqx": -9.0}
    path = tmp_path / "tokenizer.json"
    path.write_text(
        json.dumps({"model": {"type": "Unigram", "vocab": list(pieces.items())}}), encoding="utf-8"
    )
    assert words_of(path) == {"満": -7.0, "移行": -8.0}
    path.write_text(json.dumps({"model": {"type": "WordPiece", "vocab": {}}}), encoding="utf-8")
    assert words_of(path) is None


def test_a_draft_is_a_backend() -> None:
    assert EncoderParams(backend="draft").backend == "draft"


@pytest.mark.slow
def test_sentence_transformers_read_the_folder(folder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = [text for text in TEXTS if text not in ("", "🦊")]
    theirs = SentenceTransformer(str(folder), device="cpu", local_files_only=True).encode(texts)
    ours = StaticEncoder(str(folder / FOLDERS["vector"])).encode(texts)
    np.testing.assert_allclose(theirs, ours, atol=1e-6)
