"""A tree of opinions that does not depend on single ones: the mean of many trees.

Average linkage is greedy: one opinion more or less can turn a tree over. So many trees are grown,
each on some of the opinions, and of each pair it is noted at which likeness the trees bring it
together (bagging, Breiman 1996; the cophenetic likeness, Sokal and Rohlf 1962). The tree of the
mean of these moves far less, and agrees better with officials (docs/decisions/0002).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import cophenet, fcluster, linkage
from scipy.spatial.distance import squareform

from pipeline.clustering.likeness import Rows
from pipeline.rate import told
from pipeline.views.opinion_views import Matrix

FAR = 32.0
"""Likeness of 32 is a distance of 0, and of -32 one of 64: likeness is clipped to these."""
_DECIMALS = 4  # of mean likeness: rounding must not decide


@dataclass(frozen=True)
class Tree:
    """Merges of average linkage over n opinions."""

    merges: NDArray[np.float64]  # (n - 1, 4) as scipy's linkage; column 2 is FAR minus likeness

    def cut(self, likeness: float) -> NDArray[np.intp]:
        """Groups (n_opinions,) whose parts are at least so alike on average."""
        labels = fcluster(self.merges, FAR - likeness, "distance")
        return np.asarray(labels, dtype=np.intp) - 1

    def lowest(self) -> float:
        """The likeness at which all are one."""
        return FAR - float(self.merges[-1, 2])


def grow(likeness: Matrix) -> Tree:
    """Average linkage; ``likeness`` is (n, n), symmetric, n at least two."""
    return Tree(linkage(_distances(likeness), "average"))


def draws(contents: Sequence[str], n_draws: int, share: float) -> list[Rows]:
    """Which opinions take part in each tree, by a hash of what they say.

    So neither their order nor their ids matter, and an opinion more changes no other's part.

    Args:
        contents: (n_opinions,) what each says; all differ.
        n_draws: how many draws.
        share: of the opinions, in each draw.
    """
    found = []
    for draw in range(n_draws):
        part = [_number(draw, content) < share for content in contents]
        rows = np.flatnonzero(part)
        found.append(rows if len(rows) > 1 else np.arange(len(contents)))
    return found


def mean_tree(likeness: Matrix, parts: Sequence[Rows], trees: Sequence[Tree]) -> Tree:
    """The tree of the mean likeness at which trees bring pairs together.

    Args:
        likeness: (n_opinions, n_opinions), for pairs that are in no tree together.
        parts: rows of each tree.
        trees: grown on these rows.
    """
    n = len(likeness)
    total, count = np.zeros((n, n), dtype=np.float32), np.zeros((n, n), dtype=np.float32)
    for rows, tree in told(zip(parts, trees, strict=True), len(parts), "trees"):
        met = squareform(cophenet(tree.merges).astype(np.float32), checks=False)
        total[np.ix_(rows, rows)] += np.float32(FAR) - met
        count[np.ix_(rows, rows)] += 1
    mean = np.where(count > 0, total / np.maximum(count, 1), likeness)
    return grow(np.asarray(np.round(mean, _DECIMALS), dtype=np.float32))


def _distances(likeness: Matrix) -> NDArray[np.float64]:
    upper = likeness[np.triu_indices(len(likeness), 1)]
    return np.maximum(FAR - upper.astype(np.float64), 0.0)


def _number(draw: int, content: str) -> float:
    """Between 0 and 1, as good as drawn."""
    digest = hashlib.blake2b(f"{draw}|{content}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big") / 2**32
