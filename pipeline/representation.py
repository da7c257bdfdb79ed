"""How alike two opinions are: several views of a text, joined, and measured against a background.

A cosine has no meaning of its own: in these vectors it crowds between 0.75 and 1, and where all
opinions are about one subject everything is close. What two opinions have in common is therefore
measured in standard deviations above the *background*: what opinions of the same material that
have nothing to do with each other have in common. Crowds of opinions that say the same count once
in that background, so that a campaign does not move what the others are measured against.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from pydantic import Field
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.background import Representation, against_background, crowds, join
from pipeline.params import Parameters
from pipeline.views import Matrix, Views

_Document = TypeVar("_Document")

_SEED = 0  # of the randomised SVD
_BLOCK = 2_000  # rows of likeness sorted at once


class RepresentationParams(Parameters):
    """Views of an opinion and the background they are measured against."""

    dense_weight: float = Field(default=1.0, ge=0.0, le=10.0)
    """Weight of each dense view (sentence encoder)."""
    tokens_weight: float = Field(default=0.4, ge=0.0, le=10.0)
    """Weight of content words (TF-IDF). More: groups follow words rather than meaning."""
    characters_weight: float = Field(default=0.4, ge=0.0, le=10.0)
    """Weight of character n-grams (TF-IDF). More: quotations and spellings count."""
    shortest_ngram: int = Field(default=2, ge=1, le=5)
    """Characters of the shortest n-gram."""
    longest_ngram: int = Field(default=3, ge=1, le=6)
    """Characters of the longest n-gram."""
    lexical_dimensions: int = Field(default=100, ge=2, le=1000)
    """Dimensions that a lexical view is reduced to (latent semantic analysis)."""
    crowd_similarity: float = Field(default=1.5, ge=0.0, le=10.0)
    """Standard deviations above the background from which opinions crowd, and count as one."""
    crowd_softness: float = Field(default=0.25, gt=0.0, le=5.0)
    """Standard deviations over which that sets in."""
    background_rounds: int = Field(default=6, ge=1, le=20)
    """How often background and crowds are found from each other. 1: crowds count in full."""
    background_rows: int = Field(default=3000, ge=100)
    """Opinions that stand for the background where there are more."""


def join_views(views: Views, params: RepresentationParams) -> Representation:
    """Bring all views into one space and measure the background of every opinion.

    Args:
        views: at least two opinions, in an order that their keys give.
        params: weights of the views.
    """
    blocks = _blocks(views, params)
    n = len(views.keys)
    reference = np.unique(np.linspace(0, n - 1, min(n, params.background_rows)).astype(np.intp))
    own = [(weight, block[reference]) for weight, block in blocks]
    every = np.arange(len(reference))
    weight = np.ones(len(reference), dtype=np.float32)
    for _ in range(params.background_rounds - 1):
        among = against_background(join(own, every, weight), every, weight)
        weight = 1.0 / crowds(among, params.crowd_similarity, params.crowd_softness)
    return against_background(join(blocks, reference, weight), reference, weight)


def blend_neighbours(
    representation: Representation, likeness: Matrix, n_neighbours: int
) -> Representation:
    """Give every opinion the mean of its own vector and those of its nearest neighbours.

    What remains is what a neighbourhood has in common, its subject; what an opinion says in
    particular goes.

    Args:
        representation: the opinions.
        likeness: (n_opinions, n_opinions), of all pairs.
        n_neighbours: below n_opinions.
    """
    n = len(likeness)
    blended = representation.vectors.copy()
    for begin in range(0, n, _BLOCK):
        rows = likeness[begin : begin + _BLOCK].copy()
        rows[np.arange(len(rows)), np.arange(begin, begin + len(rows))] = -np.inf
        nearest = np.argpartition(-rows, n_neighbours - 1, axis=1)[:, :n_neighbours]
        nearest.sort(axis=1)  # sums in one order
        for column in nearest.T:
            blended[begin : begin + _BLOCK] += representation.vectors[column]
    blended /= np.float32(n_neighbours + 1)
    return against_background(blended, representation.reference, representation.weight)


def _blocks(views: Views, params: RepresentationParams) -> list[tuple[float, Matrix]]:
    blocks = [
        (params.dense_weight, np.asarray(views.dense[name], dtype=np.float32))
        for name in sorted(views.dense)
    ]
    if views.tokens is not None:
        blocks.append((params.tokens_weight, _lexical(views.tokens, list, params)))
    if views.texts is not None:
        characters = TfidfVectorizer(
            analyzer="char", ngram_range=(params.shortest_ngram, params.longest_ngram)
        ).build_analyzer()
        texts = ["".join(text.split()) for text in views.texts]
        blocks.append((params.characters_weight, _lexical(texts, characters, params)))
    return [(weight, block) for weight, block in blocks if weight > 0 and block.shape[1]]


def _lexical(
    documents: Sequence[_Document],
    analyzer: Callable[[_Document], Sequence[str]],
    params: RepresentationParams,
) -> Matrix:
    """TF-IDF reduced by SVD, (n_opinions, at most lexical_dimensions)."""
    if not any(len(analyzer(document)) for document in documents):
        return np.zeros((len(documents), 0), dtype=np.float32)
    weighting = TfidfVectorizer(analyzer=analyzer, sublinear_tf=True, dtype=np.float32)
    weighted = weighting.fit_transform(documents)
    dimensions = min(params.lexical_dimensions, min(weighted.shape) - 1)
    if dimensions < 1:
        return np.zeros((len(documents), 0), dtype=np.float32)
    reduced = TruncatedSVD(dimensions, random_state=_SEED).fit_transform(weighted)
    return np.asarray(reduced, dtype=np.float32)
