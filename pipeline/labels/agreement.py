"""How far reviewers agree: Cohen's κ, Krippendorff's α, and where they differ.

κ: J. Cohen, Educational and Psychological Measurement 20 (1960). α for nominal data, any number of
reviewers, gaps allowed: K. Krippendorff, Content Analysis (4th ed., 2018), chapter 12. Own lines,
because the package ``krippendorff``, which gives the same values, is under the GPL.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from pipeline.labels.decisions import current_items, standing_labels

_DIGITS = 4


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float | None:
    """Agreement of two reviewers beyond chance, at most 1; None where chance explains all.

    >>> round(cohen_kappa([1, 1, 0, 0], [1, 0, 0, 0]), 2)
    0.5
    """
    n = len(first)
    if not n:
        return None
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    counts = Counter(first), Counter(second)
    expected = sum(counts[0][value] * counts[1][value] for value in counts[0]) / n**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(units: Sequence[Sequence[Hashable]]) -> float | None:
    """Agreement of any number of reviewers beyond chance, at most 1 (nominal α).

    Args:
        units: for each thing judged the values that were given; such with fewer than two say
            nothing.

    Returns:
        None where no unit was judged twice, or all values are the same.
    """
    pairable = [Counter(values) for values in units if len(values) > 1]
    totals: Counter[Hashable] = sum(pairable, Counter())
    n = sum(totals.values())
    different = n * n - sum(count**2 for count in totals.values())
    if not different:
        return None
    within = sum(
        (unit.total() ** 2 - sum(count**2 for count in unit.values())) / (unit.total() - 1)
        for unit in pairable
    )
    return 1 - (n - 1) * within / different


def reviewer_agreement(labels: pd.DataFrame, classes: Sequence[str]) -> dict[str, Any]:
    """Who agrees how far, for the metrics.

    Args:
        labels: as read from labels.csv, ``items`` as tuples.
        classes: codes that can be assigned; others are passed over.

    Returns:
        Counts of labels, reviewers and texts; ``main_item`` and ``items`` (code → of the yes or no
        of that item): ``alpha``, ``kappa`` (mean over pairs of reviewers, weighted by texts), left
        out where undefined, and ``n`` texts; ``pairs`` (κ of the main item and texts in common);
        ``disagreements``: ``text_key`` and each reviewer's items, no text.
    """
    given = current_items(labels, classes)
    several = {key: said for key, said in sorted(given.items()) if len(said) > 1}
    main = {key: {who: items[0] for who, items in said.items()} for key, said in several.items()}
    of_items = {
        code: {
            key: {who: code in items for who, items in said.items()}
            for key, said in several.items()
        }
        for code in classes
    }
    return {
        "n_labels": len(labels),
        "n_reviewers": standing_labels(labels)["reviewer"].nunique(),
        "n_texts": len(given),
        "n_texts_by_several": len(several),
        "main_item": _measures(main),
        "items": {code: _measures(said) for code, said in of_items.items()} if several else {},
        "pairs": _pairs(main),
        "disagreements": [
            {"text_key": key, "items": {who: ";".join(said[who]) for who in sorted(said)}}
            for key, said in several.items()
            if len({frozenset(items) for items in said.values()}) > 1
        ],
    }


def _measures(said: Mapping[str, Mapping[str, Hashable]]) -> dict[str, float]:
    found: dict[str, float] = {"n": len(said)}
    alpha = krippendorff_alpha([list(values.values()) for values in said.values()])
    if alpha is not None:
        found["alpha"] = round(alpha, _DIGITS)
    kappas = [(kappa, n) for _, _, kappa, n in _kappas(said) if kappa is not None]
    if kappas:
        mean = sum(kappa * n for kappa, n in kappas) / sum(n for _, n in kappas)
        found["kappa"] = round(mean, _DIGITS)
    return found


def _pairs(said: Mapping[str, Mapping[str, Hashable]]) -> list[dict[str, Any]]:
    return [
        {"reviewers": [first, second], "n": n}
        | ({} if kappa is None else {"kappa": round(kappa, _DIGITS)})
        for first, second, kappa, n in _kappas(said)
    ]


def _kappas(
    said: Mapping[str, Mapping[str, Hashable]],
) -> list[tuple[str, str, float | None, int]]:
    """For each pair of reviewers with texts in common: their κ and the number of these texts."""
    reviewers = sorted({who for values in said.values() for who in values})
    found = []
    for first, second in combinations(reviewers, 2):
        both = [v for v in said.values() if first in v and second in v]
        if both:
            kappa = cohen_kappa([v[first] for v in both], [v[second] for v in both])
            found.append((first, second, kappa, len(both)))
    return found
