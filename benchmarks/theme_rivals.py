"""What others do with the same vectors; each is given the gold number of groups where it asks.

Vectors are the pipeline's own (centred E5), so that methods are compared, not encoders.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.tables.base import Vectors

Labels = NDArray[np.int64]
Rival = Callable[[Vectors, Sequence[str], int], Labels]
_SEED = 0


def centred(vectors: Vectors) -> Vectors:
    """Unit vectors (n_rows, n_dimensions) around their mean, of unit length again."""
    moved = vectors - vectors.mean(axis=0)
    moved /= np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return np.asarray(moved, dtype=np.float32)


def average_linkage(vectors: Vectors, texts: Sequence[str], n_groups: int) -> Labels:
    """Average linkage on cosine, at the gold number of groups."""
    del texts
    tree = AgglomerativeClustering(n_groups, metric="cosine", linkage="average")
    return np.asarray(tree.fit_predict(centred(vectors)), dtype=np.int64)


def ward(vectors: Vectors, texts: Sequence[str], n_groups: int) -> Labels:
    """Ward's method, at the gold number of groups."""
    del texts
    tree = AgglomerativeClustering(n_groups, linkage="ward")
    return np.asarray(tree.fit_predict(centred(vectors)), dtype=np.int64)


def character_linkage(vectors: Vectors, texts: Sequence[str], n_groups: int) -> Labels:
    """Average linkage on TF-IDF of character 2- to 4-grams, at the gold number of groups."""
    del vectors
    grams = TfidfVectorizer(analyzer="char", ngram_range=(2, 4), sublinear_tf=True)
    weights = grams.fit_transform(texts).astype(np.float32)
    distance = np.clip(1 - (weights @ weights.T).toarray(), 0, None)
    tree = AgglomerativeClustering(n_groups, metric="precomputed", linkage="average")
    return np.asarray(tree.fit_predict(distance), dtype=np.int64)


def kouchou(vectors: Vectors, texts: Sequence[str], n_groups: int) -> Labels:
    """広聴AI: UMAP to two dimensions, k-means (its Ward only merges these for coarser levels)."""
    import umap

    del texts
    plane = umap.UMAP(n_components=2, random_state=_SEED, n_jobs=1).fit_transform(vectors)
    groups = KMeans(n_groups, random_state=_SEED, n_init=10).fit_predict(plane)
    return np.asarray(groups, dtype=np.int64)


def bertopic(vectors: Vectors, texts: Sequence[str], n_groups: int) -> Labels:
    """BERTopic's defaults: UMAP to five dimensions, HDBSCAN of size 10; noise is a single each."""
    import hdbscan
    import umap

    del texts, n_groups
    neighbours = min(15, len(vectors) - 1)
    space = umap.UMAP(
        n_neighbors=neighbours,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        random_state=_SEED,
        n_jobs=1,
    ).fit_transform(vectors)
    density = hdbscan.HDBSCAN(min_cluster_size=10, core_dist_n_jobs=1)
    return np.asarray(density.fit_predict(space), dtype=np.int64)


RIVALS: dict[str, Rival] = {
    "広聴AI: UMAP 2-d, k-means, gold k": kouchou,
    "BERTopic defaults": bertopic,
    "average linkage, gold k": average_linkage,
    "Ward, gold k": ward,
    "character TF-IDF, average linkage, gold k": character_linkage,
}
