"""Other parameters tried on the rounds at hand, and DVC's experiments with their metrics."""

import io
import subprocess
import sys
from collections.abc import Sequence

import pandas as pd

from pipeline.clustering.cluster_table import cluster_opinions
from pipeline.clustering.two_levels import ClusterParams
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.quality.grouping_agreement import agreement
from pipeline.store import Store
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Clusters, Families


def cluster_trials(parameter: str, values: Sequence[float | str]) -> pd.DataFrame:
    """Group every round anew with other values of one parameter of section ``cluster``.

    Nothing is written. Agreement is with the grouping at hand, not with a truth.

    Args:
        parameter: a name in section ``cluster``.
        values: what to try.

    Returns:
        One row per round and value: ``round``, the value, ``n_coarse``, ``n_fine``, ``n_singles``,
        ``largest_fine``, ``ami`` (with the fine groups of the last run).

    Raises:
        OpinionsError: no such parameter, a value out of range, or tables that are not there.
    """
    store = Store()
    section = dict(store.params().get("cluster") or {})
    if parameter not in ClusterParams.model_fields:
        raise OpinionsError(
            says(
                f"cluster の節に「{parameter}」はない。"
                f"あるのは {'、'.join(sorted(ClusterParams.model_fields))}。",
                f"Section cluster has no parameter '{parameter}'; it has "
                f"{sorted(ClusterParams.model_fields)}.",
            )
        )
    rows = []
    for name in store.rounds():
        opinions, families = store.read(Opinions, name), store.read(Families, name)
        embeddings = store.read(Embeddings, name)
        now = store.read(Clusters, name).set_index("opinion_id")["fine"]
        for value in values:
            params = ClusterParams.read("cluster", section | {parameter: value})
            found, _ = cluster_opinions(opinions, embeddings, families, params)
            fine = found["fine"]
            gold = [str(group) for group in now.loc[found["opinion_id"]]]
            inside = fine[fine >= 0]
            rows.append(
                {
                    "round": name,
                    parameter: value,
                    "n_coarse": int(found["coarse"].max() + 1),
                    "n_fine": int(fine.max() + 1),
                    "n_singles": int((fine < 0).sum()),
                    "largest_fine": int(inside.value_counts().max()) if len(inside) else 0,
                    "ami": agreement(gold, fine.to_numpy())["ami"],
                }
            )
    return pd.DataFrame(rows)


def experiments() -> pd.DataFrame:
    """What ``dvc exp show`` knows: one row per experiment; empty outside a git repository."""
    command = [sys.executable, "-m", "dvc", "exp", "show", "--csv", "--drop", "corpora|pipeline"]
    shown = subprocess.run(command, capture_output=True, text=True, check=False)
    if shown.returncode or not shown.stdout.strip():
        return pd.DataFrame()
    return pd.read_csv(io.StringIO(shown.stdout))
