"""Reviewers' queue against random order on titles of policy proposals: docs/benchmarks/review.md.

To afford twenty curves, the classifier is fitted with one setting instead of choosing it, with two
folds for calibration, and on at most 300 directions. Both orders use the same one. The weight of
novelty was chosen among 0, 0.1 and 0.3 with other splits (seeds 100 to 102) of the same titles.
"""

import sys
from pathlib import Path

import pandas as pd
from threadpoolctl import threadpool_limits

from benchmarks.learning_curve import area_gain, learning_curve
from pipeline.labels.queue import ReviewParams
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import tables_of
from pipeline.review_items.classifier import TrainParams
from pipeline.review_items.training_set import texts_of_tables
from pipeline.store import Store

_SEEDS = range(10)
_MOST_LABELS, _BATCH = 1000, 100


def main(report: Path = Path("docs/benchmarks/review.md")) -> None:
    """Simulate the reviewers and write the table."""
    store = Store()
    frame = pd.read_csv(
        shared_file("policy_proposals/proposals.csv"), dtype=str, keep_default_na=False
    )
    tables = tables_of(frame["title"], store)
    texts = texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
    topics = frame["topic"][tables.opinions.index].tolist()
    params = store.parameters("train", TrainParams).model_copy(update=one_setting())
    review = store.parameters("review", ReviewParams).model_copy(update={"most_spread": _BATCH})
    curves = []
    with threadpool_limits(1):
        for seed in _SEEDS:
            curves.append(learning_curve(texts, topics, seed, _MOST_LABELS, _BATCH, params, review))
            print(f"seed {seed}: gain {area_gain(curves[-1])['gain']:+.4f}", file=sys.stderr)
    store.write_text(str(report), text_of(pd.concat(curves)))


def one_setting() -> dict[str, object]:
    """Parameters of the classifier that leave nothing to choose."""
    return {
        "inverse_penalties": (4.0,),
        "ridge_inverse_penalties": (0.8,),
        "balances": (0.5,),
        "n_folds": 2,
        "rank": 300,
    }


def text_of(curves: pd.DataFrame) -> str:
    """The table in Markdown."""
    gain = area_gain(curves)
    means = curves.groupby(["n_labels", "order"])["macro_f1"].mean().unstack()
    lines = [
        "# Order of the reviewers' table",
        "",
        "Written by `opinions bench review`.",
        "",
        *(line for line in (__doc__ or "").splitlines()[2:] if line),
        "",
        f"Area under the mean macro-F1 curve: queue {gain['queue']:.4f}, random "
        f"{gain['random']:.4f}; difference {gain['gain']:+.4f}, 95 % interval over "
        f"{gain['n_seeds']:.0f} paired seeds {gain['low']:+.4f} to {gain['high']:+.4f}.",
        "",
        "| labels | queue | random |",
        "|---|---|---|",
        *(
            f"| {n} | {queue:.3f} | {random:.3f} |"
            for n, queue, random in zip(means.index, means["queue"], means["random"], strict=True)
        ),
    ]
    return "\n".join(lines) + "\n"
