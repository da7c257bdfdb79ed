"""Themes and items of a round against the headings under which its source groups opinions."""

import pandas as pd

from pipeline.quality.grouping_agreement import Labels, agreement
from pipeline.review_items.of_groups import agreement_with_headings
from pipeline.tables.opinions import grouped_by_people


def against_headings(
    opinions: pd.DataFrame, members: pd.DataFrame, assignments: pd.DataFrame
) -> dict[str, float]:
    """Agreement of both levels of themes, and of the first items, with the headings of the source.

    Args:
        opinions: table ``Opinions``; only what people grouped under headings is scored.
        members: table ``Members``.
        assignments: table ``Assignments`` of the round; empty where there are no review items.

    Returns:
        ``fine_ami``, ``coarse_ari`` …, ``first_item_ami`` and ``n_headings``; empty where the
        source has fewer than two such headings.
    """
    headed = opinions[opinions["heading"].notna() & grouped_by_people(opinions)]
    if headed["heading"].nunique() < 2:
        return {}
    inside = members.set_index("opinion_id").loc[headed["opinion_id"]]
    scores: dict[str, float] = {"n_headings": float(headed["heading"].nunique())}
    for level, column in (("fine", "theme_id"), ("coarse", "coarse_id")):
        labels: Labels = pd.factorize(inside[column])[0].astype("int64")
        found = agreement(headed["heading"].tolist(), labels)
        scores |= {f"{level}_{measure}": value for measure, value in found.items()}
    if assignments.empty:  # a consultation without review items
        return scores
    first = assignments[assignments["rank"] == 1].set_index("opinion_id")["item_code"]
    items = agreement_with_headings(
        headed["heading"].tolist(), first.loc[headed["opinion_id"]].tolist()
    )
    if items is not None:
        scores["first_item_ami"] = items
    return scores
