"""Seconds and memory to group large rounds, and what learning from a sample costs."""

import hashlib
import sys
import time

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from pipeline.clustering.cluster_stability import StabilityParams, certify
from pipeline.clustering.cluster_table import views_of
from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.quality.grouping_agreement import singles_apart
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import families_of, tables_of
from pipeline.store import Store
from pipeline.views.opinion_views import Matrix, Views

_SIZES = (10_000, 30_000, 100_000)
_SEED = 0


def measure() -> dict[str, float]:
    """Group loads built from real opinions, vectors given.

    Each opinion of a load has the vector of a real one, a third of another's and some noise, so
    that no two are equal and all are as close as real ones.

    Returns:
        ``seconds_n`` (wall clock) for each size, ``certificate_seconds`` at the smallest,
        ``gigabytes`` (peak), ``growth`` (exponent of n between the first and the last size), and
        ``sample_ari_fine``, ``sample_ari_coarse``: titles of policy_proposals learnt from a sample
        against learnt from all.

    Raises:
        OpinionsError: the shared data is not there.
    """
    import resource

    titles = pd.read_csv(shared_file("policy_proposals/proposals.csv"), dtype=str)["title"]
    comments = pd.read_csv(shared_file("env_plan_comments/comments.csv"), dtype=str)["comment"]
    store = Store()
    tables = tables_of(pd.concat([titles, comments], ignore_index=True), store)
    families = families_of(tables, store)
    real = views_of(tables.opinions, tables.embeddings, families)
    params = store.parameters("cluster", ClusterParams)
    found: dict[str, float] = {}
    of_titles = real.rows(np.arange(len(titles)))
    sample = cluster(of_titles, params)
    every = cluster(of_titles, params.model_copy(update={"most_rows": len(titles)}))
    for level in ("fine", "coarse"):
        pair = [singles_apart(getattr(result, level)) for result in (sample, every)]
        found[f"sample_ari_{level}"] = float(adjusted_rand_score(*pair))
    for n in _SIZES:
        views = load(real, n)
        start = time.perf_counter()
        result = cluster(views, params)
        found[f"seconds_{n}"] = time.perf_counter() - start
        if n == _SIZES[0]:
            themes = {
                level: pd.Series([f"{level}{label}" for label in getattr(result, level)])
                for level in ("fine", "coarse")
            }
            start = time.perf_counter()
            certify(views, themes, params, store.parameters("stability", StabilityParams))
            found["certificate_seconds"] = time.perf_counter() - start
        print(found, file=sys.stderr)
    found["growth"] = float(
        np.log(found[f"seconds_{_SIZES[-1]}"] / found[f"seconds_{_SIZES[0]}"])
        / np.log(_SIZES[-1] / _SIZES[0])
    )
    found["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return found


def load(real: Views, n: int) -> Views:
    """``n`` opinions, each mixed from two of ``real``."""
    random = np.random.default_rng(_SEED)
    one, other = random.integers(0, len(real.keys), (2, n))

    def mixed(vectors: Matrix) -> Matrix:
        noise = random.standard_normal((n, vectors.shape[1]), dtype=np.float32)
        sums = vectors[one] + np.float32(0.35) * vectors[other] + np.float32(0.02) * noise
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)

    texts = real.texts or []
    pairs = list(zip(one.tolist(), other.tolist(), strict=True))
    return Views(
        keys=[hashlib.sha256(str(row).encode()).hexdigest()[:16] for row in range(n)],
        dense={name: mixed(real.dense[name]) for name in sorted(real.dense)},
        texts=[f"{texts[a]}{texts[b][:15]}{row}" for row, (a, b) in enumerate(pairs)],
    )
