"""How alike two opinions are: several views of a text, joined, and measured against a background.

A cosine has no meaning of its own: in these vectors it crowds between 0.75 and 1, and where all
opinions are about one subject everything is close. What two opinions have in common is therefore
measured in standard deviations above the *background*: what opinions of the same material that
have nothing to do with each other have in common. Crowds of opinions that say the same count once
in that background, so that a campaign does not move what the others are measured against.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.params import Parameters

Matrix = NDArray[np.float32]
Vector = NDArray[np.float64]

_SEED = 0  # of the randomised SVD
_BLOCK = 2_000  # rows of a product held at once
_FLAT = 0.02  # spread of cosines below which a view tells nothing, and is not blown up


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
    background_rounds: int = Field(default=3, ge=1, le=10)
    """How often background and crowds are found from each other. 1: crowds count in full."""
    background_rows: int = Field(default=3000, ge=100)
    """Opinions that stand for the background where there are more."""


@dataclass(frozen=True)
class Views:
    """What is known of each opinion; row i of every view is the same opinion.

    ``keys`` name the rows and give them an order of their own, so that no result depends on the
    order in which they came. ``dense`` holds unit vectors (n_opinions, n_dimensions) by encoder.
    ``families`` names near copies: opinions with one family enter once, and stay together.
    """

    keys: Sequence[str]
    dense: Mapping[str, Matrix]
    tokens: Sequence[Sequence[str]] | None = None
    texts: Sequence[str] | None = None
    families: Sequence[str] | None = field(default=None)

    def __post_init__(self) -> None:
        """Refuse views that do not fit together.

        Raises:
            ValueError: no dense view, rows missing, repeated keys, or a vector that is not finite.
        """
        n = len(self.keys)
        if not self.dense:
            raise ValueError("No dense view came; at least one encoder is needed.")
        for name, rows in (
            *self.dense.items(),
            *(("tokens", self.tokens), ("texts", self.texts), ("families", self.families)),
        ):
            if rows is not None and len(rows) != n:
                raise ValueError(f"View '{name}' has {len(rows)} rows for {n} opinions.")
        if len(set(self.keys)) != n:
            raise ValueError(f"{n - len(set(self.keys))} of {n} keys are repeated.")
        for name, vectors in self.dense.items():
            bad = np.flatnonzero(~np.isfinite(vectors).all(axis=tuple(range(1, vectors.ndim))))
            if bad.size:
                raise ValueError(
                    f"View '{name}': {bad.size} vectors are not finite, first at key "
                    f"{self.keys[int(bad[0])]!r}. Encode again."
                )

    def rows(self, index: NDArray[np.intp]) -> "Views":
        """The views of some opinions, in the order of ``index``."""

        def pick[T](rows: Sequence[T] | None) -> list[T] | None:
            return None if rows is None else [rows[i] for i in index.tolist()]

        return Views(
            keys=[self.keys[i] for i in index.tolist()],
            dense={name: vectors[index] for name, vectors in self.dense.items()},
            tokens=pick(self.tokens),
            texts=pick(self.texts),
            families=pick(self.families),
        )


@dataclass(frozen=True)
class Representation:
    """Opinions in one space, and the background of each.

    The likeness of i and j in standard deviations is
    ``scale * ((x_i·x_j - mean_i) / spread_i + (x_i·x_j - mean_j) / spread_j) / 2 - shift``.
    """

    vectors: Matrix  # (n_opinions, n_dimensions)
    mean: Vector  # (n_opinions,), of products with the background
    spread: Vector  # (n_opinions,)
    scale: float
    shift: float
    crowd: Vector  # (n_opinions,), how many opinions say about the same, at least 1

    def likeness(self, rows: slice | NDArray[np.intp], columns: NDArray[np.intp]) -> Matrix:
        """Likeness of some opinions with some others, (n_rows, n_columns)."""
        product = self.vectors[rows] @ self.vectors[columns].T
        steep = (0.5 * self.scale / self.spread).astype(np.float32)
        level = (0.5 * self.scale * self.mean / self.spread).astype(np.float32)
        product *= steep[rows][:, None] + steep[columns][None, :]
        product -= level[rows][:, None] + level[columns][None, :] + np.float32(self.shift)
        return product

    def likeness_of_all(self) -> Matrix:
        """Likeness of all pairs, (n_opinions, n_opinions), exactly symmetric, diagonal 0."""
        n = len(self.vectors)
        likeness = np.empty((n, n), dtype=np.float32)
        for begin in range(0, n, _BLOCK):
            likeness[begin : begin + _BLOCK] = self.likeness(
                slice(begin, begin + _BLOCK), np.arange(n)
            )
        for begin in range(0, n, _BLOCK):  # the lower half decides, whatever the rounding
            stop = min(begin + _BLOCK, n)
            square = likeness[begin:stop, begin:stop]
            lower = np.tril(square, -1)
            square[...] = lower + lower.T
            likeness[begin:stop, stop:] = likeness[stop:, begin:stop].T
        return likeness


def join_views(views: Views, params: RepresentationParams) -> Representation:
    """Bring all views into one space and measure the background of every opinion.

    Args:
        views: at least two opinions, in an order that their keys give.
        params: weights of the views.
    """
    blocks = _blocks(views, params)
    n = len(views.keys)
    reference = np.unique(np.linspace(0, n - 1, min(n, params.background_rows)).astype(np.intp))
    crowd = np.ones(n)
    for remaining in reversed(range(params.background_rounds)):
        joined = _measure(blocks, crowd, reference)
        crowd = _crowds(joined, reference, params) if remaining or n else crowd
    return Representation(**{**joined.__dict__, "crowd": crowd})


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


def _lexical[T](
    documents: Sequence[T], analyzer: Callable[[T], Sequence[str]], params: RepresentationParams
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


def _measure(
    blocks: Sequence[tuple[float, Matrix]], crowd: Vector, reference: NDArray[np.intp]
) -> Representation:
    """Centre and scale each view against the background; find every opinion's background."""
    weight = 1.0 / crowd[reference]
    scaled = []
    for view_weight, block in blocks:
        centre = (weight @ block[reference] / weight.sum()).astype(np.float32)
        unit = block - centre
        unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-6)
        _, spread = _row_background(unit, unit[reference], weight, reference)
        typical = np.sqrt(np.average(spread[reference] ** 2, weights=weight))
        scaled.append(unit * np.float32(np.sqrt(view_weight / max(typical, _FLAT))))
    joined = np.hstack(scaled)
    mean, spread = _row_background(joined, joined[reference], weight, reference)
    total = sum(view_weight for view_weight, _ in blocks)
    spread = np.maximum(spread, 0.2 * total)
    first = Representation(joined, mean, spread, 1.0, 0.0, crowd)
    pairs = first.likeness(reference, reference)
    both = np.outer(weight, weight)
    np.fill_diagonal(both, 0.0)
    both /= max(float(both.sum()), 1e-12)
    shift = float((pairs * both).sum())
    scale = 1.0 / max(float(np.sqrt((np.square(pairs - shift) * both).sum())), 0.2)
    return Representation(joined, mean, spread, scale, shift * scale, crowd)


def _row_background(
    rows: Matrix, background: Matrix, weight: Vector, reference: NDArray[np.intp]
) -> tuple[Vector, Vector]:
    """Weighted mean and spread of each row's products with the background, itself left out."""
    n = len(rows)
    own = np.zeros(n)
    own[reference] = weight
    itself = np.einsum("ij,ij->i", rows, rows).astype(np.float64)
    total = np.maximum(weight.sum() - own, 1e-12)
    first, second = np.empty(n), np.empty(n)
    for begin in range(0, n, _BLOCK):
        product = (rows[begin : begin + _BLOCK] @ background.T).astype(np.float64)
        first[begin : begin + _BLOCK] = product @ weight
        second[begin : begin + _BLOCK] = np.square(product) @ weight
    mean = (first - own * itself) / total
    variance = (second - own * itself**2) / total - mean**2
    return mean, np.sqrt(np.maximum(variance, 0.0))


def _crowds(
    joined: Representation, reference: NDArray[np.intp], params: RepresentationParams
) -> Vector:
    """How many opinions say about the same as each one, itself included (a soft count)."""
    n = len(joined.vectors)
    share = n / len(reference)
    count = np.empty(n)
    for begin in range(0, n, _BLOCK):
        rows = slice(begin, begin + _BLOCK)
        near = joined.likeness(rows, reference) - params.crowd_similarity
        near = 1.0 / (1.0 + np.exp(-np.clip(near / params.crowd_softness, -30, 30)))
        near[np.arange(begin, min(begin + _BLOCK, n))[:, None] == reference[None, :]] = 0.0
        count[rows] = 1.0 + share * near.sum(axis=1)
    return count
