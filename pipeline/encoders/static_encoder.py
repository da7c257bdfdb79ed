"""The draft encoder: a text's vector is the mean of its words' vectors, which are looked up.

How the vectors are made: ``pipeline.encoders.static_vectors``. Its loss: docs/benchmarks/speed.md.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

TABLE, TOKENIZER = "model.safetensors", "tokenizer.json"
FOLDERS = {"vector": "0_StaticEmbedding", "vector_universal": "universal"}
"""By column of the table of embeddings, below the encoder's folder."""
_TEXTS_AT_ONCE = 2_000


class StaticEncoder:
    """An ``Encoder`` (see ``pipeline.encoders.encoder``) that runs no network at all."""

    def __init__(self, folder: str) -> None:
        """Load words and their vectors.

        Args:
            folder: one of ``FOLDERS``.
        """
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(Path(folder, TOKENIZER)))
        self._words = load_file(Path(folder, TABLE))["embedding.weight"]

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""
        return int(self._words.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as vectors of unit length, shape (n_texts, n_dimensions).

        A text without a known word gets the first axis.
        """
        parts = [
            self._encode(texts[start : start + _TEXTS_AT_ONCE])
            for start in range(0, len(texts), _TEXTS_AT_ONCE)
        ]
        return np.concatenate([np.empty((0, self.n_dimensions), np.float32), *parts])

    def _encode(self, texts: Sequence[str]) -> Vectors:
        from scipy.sparse import csr_array

        found = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        ids = [one.ids for one in found]
        ends = np.cumsum([0, *map(len, ids)])
        ones = np.ones(ends[-1], np.float32)
        words = np.fromiter((word for row in ids for word in row), np.int64, ends[-1])
        # A sparse product adds up each row by itself, in the order of its words.
        sums = csr_array((ones, words, ends), (len(texts), len(self._words))) @ self._words
        lengths = np.sqrt(np.square(sums).sum(axis=1, keepdims=True))
        sums[lengths[:, 0] == 0, 0] = 1
        vectors: Vectors = sums / np.where(lengths == 0, 1, lengths)
        return vectors
