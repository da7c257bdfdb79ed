"""Themes of a round against the headings under which its source groups the opinions."""

import pandas as pd

from pipeline.evaluation.agreement import Labels, agreement


def against_headings(opinions: pd.DataFrame, members: pd.DataFrame) -> dict[str, float]:
    """Agreement of both levels of themes with the headings of the source.

    Args:
        opinions: table ``Opinions``; rows without heading are not scored.
        members: table ``Members``.

    Returns:
        ``fine_ami``, ``coarse_ari`` …, and ``n_headings``; empty where the source has fewer than
        two headings.
    """
    headed = opinions.dropna(subset="heading")
    if headed["heading"].nunique() < 2:
        return {}
    inside = members.set_index("opinion_id").loc[headed["opinion_id"]]
    scores: dict[str, float] = {"n_headings": float(headed["heading"].nunique())}
    for level, column in (("fine", "theme_id"), ("coarse", "coarse_id")):
        labels: Labels = pd.factorize(inside[column])[0].astype("int64")
        found = agreement(headed["heading"].tolist(), labels)
        scores |= {f"{level}_{measure}": value for measure, value in found.items()}
    return scores
