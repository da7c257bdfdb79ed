"""Made-up opinions for tests of the grouping: four subjects with three points each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.views.opinion_views import Matrix, Views

TOPICS = ("費用の財政負担", "人材の育成と確保", "移行期限の延長", "説明会議の連絡")


def unit(rows: NDArray[np.float64]) -> Matrix:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def opinions(n: int, seed: int = 0, families: Sequence[str] | None = None) -> Views:
    """Opinions around four subjects with three points each, in two dense views; texts differ."""
    random = np.random.default_rng(seed)
    subject, point = subjects_of(n), np.arange(n) // 4 % 3
    dense = {}
    for name, dimensions in (("a", 48), ("b", 32)):
        subjects = random.normal(size=(4, dimensions))
        points = random.normal(size=(4, 3, dimensions))
        noise = random.normal(size=(n, dimensions))
        dense[name] = unit(subjects[subject] + 0.9 * points[subject, point] + 0.6 * noise)
    texts = [f"{TOPICS[subject[k]]}、論点{point[k]}、意見{k}" for k in range(n)]
    keys = [f"{number:05d}" for number in random.permutation(n)]
    return Views(keys=keys, dense=dense, texts=texts, families=families)


def subjects_of(n: int) -> NDArray[np.int64]:
    return np.arange(n) % 4
