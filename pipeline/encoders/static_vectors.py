"""Distils an encoder into vectors of words, as model2vec does (Tulkens and van Dongen, 2024).

Each word is encoded alone; the vectors are centred and turned to their principal axes (PCA), and
weigh less the more often the word is used (smooth inverse frequency; Arora et al., 2017). Words are
those pieces of the encoder's tokenizer that Sudachi's dictionary knows as one word, and single
characters, for what is in no dictionary. The tokenizer is a unigram model, so its scores are the
logarithms of the frequencies. A folder is one of sentence-transformers (``StaticEmbedding``).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.encoders.e5_folder import write_json
from pipeline.encoders.static_encoder import FOLDERS, TABLE, TOKENIZER
from pipeline.text.tokenizer import Segmenter

if TYPE_CHECKING:
    from pipeline.encoders.encoder import Encoder

Vectors = NDArray[np.float32]

N_DIMENSIONS = 256
_SMOOTH = 1e-4
"""Frequency at which a word weighs half; both as in model2vec, chosen on no text of ours."""
_WIDTH_PER_COMMON_AXIS = 48
"""Of so many axes the first is left out: they say what all words have in common (Mu and Viswanath,
2018). Chosen on a third of policy_proposals: of ten nearest titles 38 % and 41 % shared the topic,
34 % and 36 % with all axes (first and second view)."""
_N_LATIN = 1_000
"""Words of the encoder's other languages, the most frequent ones; opinions hold few."""
_UNKNOWN = "<unk>"


def words_of(tokenizer: Path) -> dict[str, float] | None:
    """The words that a Japanese text can be cut into, with the logarithm of their frequency.

    Args:
        tokenizer: tokenizer.json of the encoder.

    Returns:
        Words in the order of their code points. None where the tokenizer is no unigram model, and
        has no frequencies.
    """
    model = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]
    if model.get("type") != "Unigram":
        return None
    scores: dict[str, float] = {}
    for piece, score in model["vocab"]:
        word = piece.removeprefix("▁")  # whether a space stood before
        if word and score < 0 and _is_written_in_japan(word):
            scores[word] = max(score, scores.get(word, -np.inf))
    longer = [word for word in scores if len(word) > 1]
    latin = sorted(filter(str.isascii, longer), key=lambda word: (-scores[word], word))
    left_out = {*Segmenter(None, "C").unknown(longer), *latin[_N_LATIN:]}
    return {word: scores[word] for word in sorted(scores) if word not in left_out}


def _is_written_in_japan(word: str) -> bool:
    """Whether an office's characters suffice for it: no Chinese ones that Japan does not use."""
    try:
        word.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def distil(folder: Path, words: Mapping[str, float], encoders: Mapping[str, "Encoder"]) -> None:
    """Write the words' vectors of each encoder.

    Args:
        folder: the encoder's folder.
        words: as ``words_of`` gives them.
        encoders: by column of the table of embeddings, as in ``FOLDERS``.
    """
    from safetensors.numpy import save_file

    for column, encoder in encoders.items():
        place = folder / FOLDERS[column]
        place.mkdir(parents=True)
        table = word_vectors(encoder.encode(list(words)), np.array(list(words.values())))
        unknown = np.zeros((1, table.shape[1]), np.float32)
        save_file({"embedding.weight": np.vstack([unknown, table])}, place / TABLE)
        _write_tokenizer(place / TOKENIZER, words)
    modules = (("StaticEmbedding", FOLDERS["vector"]), ("Normalize", "1_Normalize"))
    write_json(
        folder / "modules.json",
        [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{name}"}
            for n, (name, path) in enumerate(modules)
        ],
    )


def word_vectors(vectors: Vectors, scores: NDArray[np.float64]) -> Vectors:
    """Principal axes without the most common ones, weighed by rarity.

    Args:
        vectors: of words alone, (n_words, n_dimensions).
        scores: logarithms of their frequencies, (n_words,).

    Returns:
        (n_words, at most ``N_DIMENSIONS``).
    """
    from threadpoolctl import threadpool_limits

    centred = vectors.astype(np.float64) - vectors.mean(axis=0, dtype=np.float64)
    with threadpool_limits(1):  # the last digits of a product change with the number of threads
        _, axes = np.linalg.eigh(centred.T @ centred)
        common = centred.shape[1] // _WIDTH_PER_COMMON_AXIS
        turned = centred @ axes[:, ::-1][:, common : common + N_DIMENSIONS]
    shares = np.exp(scores) / np.exp(scores).sum()
    weighed: Vectors = (turned * (_SMOOTH / (_SMOOTH + shares))[:, None]).astype(np.float32)
    return weighed


def _write_tokenizer(path: Path, words: Mapping[str, float]) -> None:
    """A tokenizer that cuts a text into these words and leaves spaces out."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = [(_UNKNOWN, 0.0), *words.items()]
    made = Tokenizer(models.Unigram(vocabulary, 0, byte_fallback=False))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.save(str(path), pretty=False)
