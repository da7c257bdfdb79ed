"""How alike two opinions are: several views of a text, joined, and measured against a background.

A cosine has no meaning of its own: in these vectors it crowds between 0.75 and 1, and where all
opinions are about one subject everything is close. What two opinions have in common is therefore
measured in standard deviations above the *background*: what opinions of the same material that
have nothing to do with each other have in common. Crowds of opinions that say the same count once
in that background, so that a campaign does not move what the others are measured against.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from pydantic import Field
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.clustering.background import (
    Representation,
    Rows,
    Weights,
    against_background,
    crowds,
    join,
)
from pipeline.params import Parameters
from pipeline.views.opinion_views import Matrix, Views

_Document = TypeVar("_Document")

_SEED = 0  # of the randomised SVD
_BLOCK = 2_000  # documents turned into vectors at once


class RepresentationParams(Parameters):
    """Views of an opinion and the background they are measured against."""

    dense_weight: float = Field(default=1.0, ge=0.0, le=10.0)
    """Weight of each dense view (sentence encoder)."""
    tokens_weight: float = Field(default=0.6, ge=0.0, le=10.0)
    """Weight of content words (TF-IDF). More: groups follow words rather than meaning."""
    characters_weight: float = Field(default=0.4, ge=0.0, le=10.0)
    """Weight of character n-grams (TF-IDF). More: quotations and spellings count."""
    shortest_ngram: int = Field(default=2, ge=1, le=5)
    """Characters of the shortest n-gram."""
    longest_ngram: int = Field(default=3, ge=1, le=6)
    """Characters of the longest n-gram."""
    most_characters: int = Field(default=5000, ge=100)
    """Characters of an opinion, from its beginning, that n-grams are taken from: bounds the
    time of extremely long ones."""
    lexical_dimensions: int = Field(default=100, ge=2, le=1000)
    """Dimensions that a lexical view is reduced to (latent semantic analysis)."""
    background_rounds: int = Field(default=6, ge=1, le=20)
    """How often background and crowds are found from each other. 1: crowds count in full."""
    background_rows: int = Field(default=2000, ge=100)
    """Opinions that stand for the background where there are more."""


class CrowdParams(Parameters):
    """Which opinions count as one in the background."""

    similarity: float = Field(ge=0.0, le=10.0)
    """Standard deviations above the background from which opinions crowd, and count as one."""
    softness: float = Field(gt=0.0, le=5.0)
    """Standard deviations over which that sets in."""


@dataclass(frozen=True)
class Block:
    """One view as vectors (n_opinions, n_dimensions), and its weight."""

    weight: float
    vectors: Matrix
    lexical: bool  # of words or characters, not of a sentence encoder


def background_of(
    blocks: Sequence[Block], params: RepresentationParams, crowd: CrowdParams, sample: Rows
) -> tuple[Rows, Weights]:
    """Opinions of the sample that stand for the background, and the weight of each.

    Args:
        blocks: all views of n_opinions.
        params: how many opinions, and how often they are weighed.
        crowd: which of them count as one.
        sample: (n_sample,) ascending rows, at least two.
    """
    n = len(sample)
    among = np.unique(np.linspace(0, n - 1, min(n, params.background_rows)).astype(np.intp))
    reference = sample[among]
    own = [(block.weight, block.vectors[reference]) for block in blocks]
    every = np.arange(len(reference))
    weight = np.ones(len(reference), dtype=np.float32)
    for _ in range(params.background_rounds - 1):
        joined = against_background(join(own, every, weight), every, weight)
        weight = 1.0 / crowds(joined, crowd.similarity, crowd.softness)
    return reference, weight


def join_blocks(
    blocks: Sequence[Block], reference: Rows, weight: Weights, fading: float = 1.0
) -> Representation:
    """Bring all views into one space and measure the background of every opinion.

    Args:
        blocks: all views of n_opinions.
        reference: (n_background,) rows that stand for the background.
        weight: (n_background,) of each of them.
        fading: factor of the weights of words and characters, 0 to 1.
    """
    weighted = [(b.weight * (fading if b.lexical else 1.0), b.vectors) for b in blocks]
    return against_background(join(weighted, reference, weight), reference, weight)


def blocks_of(views: Views, params: RepresentationParams, sample: Rows) -> list[Block]:
    """Every view as vectors; words and characters are weighed and reduced as in the sample."""
    blocks = [
        Block(params.dense_weight, np.asarray(views.dense[name], dtype=np.float32), False)
        for name in sorted(views.dense)
    ]
    if views.tokens is not None and params.tokens_weight > 0:
        words = _lexical(views.tokens, list, params, sample)
        blocks.append(Block(params.tokens_weight, words, True))
    if views.texts is not None and params.characters_weight > 0:
        characters = TfidfVectorizer(
            analyzer="char", ngram_range=(params.shortest_ngram, params.longest_ngram)
        ).build_analyzer()
        texts = ["".join(text.split())[: params.most_characters] for text in views.texts]
        blocks.append(
            Block(params.characters_weight, _lexical(texts, characters, params, sample), True)
        )
    return [block for block in blocks if block.weight > 0 and block.vectors.shape[1]]


def _lexical(
    documents: Sequence[_Document],
    analyzer: Callable[[_Document], Sequence[str]],
    params: RepresentationParams,
    sample: Rows,
) -> Matrix:
    """TF-IDF reduced by SVD, (n_opinions, at most lexical_dimensions)."""
    n = len(documents)
    learnt = [documents[row] for row in sample.tolist()]
    if not any(len(analyzer(document)) for document in learnt):
        return np.zeros((n, 0), dtype=np.float32)
    weighting = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, dtype=np.float32)
    weighted = weighting.fit_transform(learnt)
    dimensions = min(params.lexical_dimensions, min(weighted.shape) - 1)
    if dimensions < 1:
        return np.zeros((n, 0), dtype=np.float32)
    reduction = TruncatedSVD(dimensions, random_state=_SEED)
    reduced = np.asarray(reduction.fit_transform(weighted), dtype=np.float32)
    if len(learnt) == n:
        return reduced
    vectors = np.empty((n, dimensions), dtype=np.float32)
    rest = np.setdiff1d(np.arange(n), sample)
    for begin in range(0, len(rest), _BLOCK):
        rows = rest[begin : begin + _BLOCK]
        vectors[rows] = reduction.transform(weighting.transform([documents[r] for r in rows]))
    vectors[sample] = reduced
    return vectors
