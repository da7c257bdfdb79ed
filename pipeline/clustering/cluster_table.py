"""From the tables of opinions to the table of clusters."""

from collections.abc import Mapping

import pandas as pd

from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.tables.base import as_matrix
from pipeline.views.opinion_views import Views


def cluster_opinions(
    opinions: pd.DataFrame,
    embeddings: pd.DataFrame,
    families: pd.DataFrame,
    params: ClusterParams,
) -> tuple[pd.DataFrame, Mapping[str, float]]:
    """Group opinions at both levels; a family counts as one and stays together.

    Args:
        opinions: with ``opinion_id`` and ``text_normalized``.
        embeddings: table ``Embeddings`` of these opinions.
        families: table ``Families`` of these opinions.
        params: thresholds and limits.

    Returns:
        Table ``Clusters`` in the order of the opinions, and the counts behind it.
    """
    views = views_of(opinions, embeddings, families)
    found = cluster(views, params)
    frame = pd.DataFrame(
        {
            "opinion_id": list(views.keys),
            "fine": found.fine,
            "coarse": found.coarse,
            "strength": found.strength.astype(float),
        }
    )
    return frame, found.facts


def views_of(opinions: pd.DataFrame, embeddings: pd.DataFrame, families: pd.DataFrame) -> Views:
    """The views of the opinions, in their order, from the tables of the same names."""
    ids = opinions["opinion_id"].tolist()
    vectors = embeddings.set_index("opinion_id").loc[ids]
    return Views(
        keys=ids,
        dense={name: as_matrix(vectors[name]) for name in ("vector", "vector_universal")},
        texts=opinions["text_normalized"].tolist(),
        families=families.set_index("opinion_id")["family_id"].loc[ids].tolist(),
    )
