"""Places of opinions on a plane: a picture for the eye, from which nothing is computed.

t-SNE (van der Maaten and Hinton, JMLR 2008) keeps neighbours together; its axes mean nothing, and
neither do distances between groups. Seed, start (principal components) and one thread make it
repeatable.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import mean_of
from pipeline.params import Parameters
from pipeline.rate import Rate
from pipeline.tables.base import Vectors
from pipeline.themes.representatives import centred

_FEWEST = 8  # contents: fewer have too few neighbours for t-SNE
_NEAREST = 3  # placed contents whose mean place another content gets
_ROWS = 2048


class ProjectionParams(Parameters):
    """How the map of opinions is drawn up."""

    seed: int = Field(default=0, ge=0)
    """Of t-SNE."""
    most_placed: int = Field(default=1000, ge=10)
    """Contents that are placed by t-SNE; all others go between their nearest neighbours."""
    neighbours: float = Field(default=20.0, ge=2.0, le=100.0)
    """Neighbours that a place looks at (perplexity)."""


def places(vectors: Vectors, keys: list[str], params: ProjectionParams) -> NDArray[np.float64]:
    """Place contents on the unit square.

    Args:
        vectors: (n_contents, n_dimensions) unit vectors, one opinion per family.
        keys: (n_contents,) text keys, all different; the result follows them, not the order.
        params: seed and bounds.

    Returns:
        (n_contents, 2), each coordinate from 0 to 1, in the order of ``vectors``.
    """
    order = np.array(sorted(range(len(keys)), key=lambda row: keys[row]), dtype=np.int64)
    if not len(order):
        return np.zeros((0, 2))
    mean = mean_of(vectors, order)
    chosen = _sample([keys[row] for row in order], params.most_placed)
    rate = Rate(len(order))

    def space_of(rows: NDArray[np.int64]) -> NDArray[np.float64]:
        return centred(vectors[order[rows]], mean).astype(np.float64)

    with threadpool_limits(1):  # sums must not depend on how they are shared out
        found = np.zeros((len(order), 2))
        space = space_of(chosen)
        found[chosen] = _placed(space, params)
        rate.add(len(chosen))
        others = np.setdiff1d(np.arange(len(order)), chosen)
        for start in range(0, len(others), _ROWS):
            part = others[start : start + _ROWS]
            likeness = np.round(space_of(part) @ space.T, 6)
            nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :_NEAREST]
            found[part] = found[chosen][nearest].mean(axis=1)
            rate.add(len(part))
    low, high = found.min(axis=0), found.max(axis=0)
    width = np.where(high > low, high - low, 1.0)
    scaled = np.where(high > low, (found - low) / width, 0.5)
    back = np.empty_like(scaled)
    back[order] = np.round(scaled, 4)
    return back


def _sample(keys: list[str], most: int) -> NDArray[np.int64]:
    """Numbers of the contents that a hash of the key picks: the same whatever else is there."""
    hashes = [hashlib.sha256(key.encode()).hexdigest() for key in keys]
    return np.sort(np.array(sorted(range(len(keys)), key=hashes.__getitem__)[:most]))


def _placed(space: NDArray[np.float64], params: ProjectionParams) -> NDArray[np.float64]:
    n = len(space)
    if n < 2 or not space.any():
        return np.zeros((n, 2))
    start = PCA(n_components=min(2, n, space.shape[1]), svd_solver="full").fit_transform(space)
    start = np.pad(start, ((0, 0), (0, 2 - start.shape[1])))
    deviation = float(np.std(start[:, 0]))
    if n < _FEWEST or deviation < 1e-9:
        return np.asarray(start, dtype=np.float64)
    tsne = TSNE(
        perplexity=min(params.neighbours, (n - 1) / 3),
        init=(start / deviation * 1e-4).astype(np.float32),
        learning_rate="auto",
        random_state=params.seed,
        n_jobs=1,
    )
    return np.asarray(tsne.fit_transform(space.astype(np.float32)), dtype=np.float64)
