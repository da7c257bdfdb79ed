"""All sub-themes that an opinion belongs to: its own, and others that it speaks of as well."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits

from pipeline.tables.base import Vectors
from pipeline.themes.levels import Level
from pipeline.themes.names.keywords import TermCounts
from pipeline.themes.representatives import centres_of

_ROWS = 4096  # opinions compared with all themes at once: bounds memory
_MOST_FURTHER = 3


def memberships(
    rows: pd.DataFrame,
    strength: NDArray[np.float64],
    spoken: Vectors,
    speaker_of: NDArray[np.int64],
    fine: Level,
    marks: csr_matrix,
    least_strength: float,
) -> pd.DataFrame:
    """The sub-themes of each opinion, its own first.

    An opinion also belongs to another theme if it is at least ``least_strength`` times as near to
    that theme's centre as to its own theme's, and uses a keyword of it. Of 150 pairs of real
    comments joined into one, 0.5 found both themes in 71 %, and a further theme in 17 % of the
    comments as received (0.6: 59 and 9 %; 0.4: 78 and 31 %). Singles belong to none: nothing is
    near enough to them.

    Args:
        rows: n_opinions rows with ``opinion_id``.
        strength: (n_opinions,) of membership in the own theme, 0–1.
        spoken: (n_speakers, n_dimensions), centred unit vectors of one opinion per family.
        speaker_of: (n_opinions,) which of these speaks for each opinion; it lies in the same theme.
        fine: the sub-themes.
        marks: (n_speakers, n_themes), how many keywords of each theme an opinion uses.
        least_strength: 0–1. Higher: fewer further memberships.

    Returns:
        Table ``Memberships``: by opinion in the order of ``rows``, own theme first, then by
        strength, that is by likeness to the theme compared with likeness to the own theme.
    """
    groups = np.full(len(spoken), -1)
    groups[speaker_of] = fine.group
    further = _further(spoken, groups, len(fine.ids), marks, least_strength)
    found: list[tuple[str, str, float, bool]] = []
    for row, identity in enumerate(rows["opinion_id"].tolist()):
        if fine.group[row] < 0:
            continue
        found.append((identity, fine.ids[fine.group[row]], float(strength[row]), True))
        others = further.get(int(speaker_of[row]), [])
        ranked = sorted((-share, fine.ids[theme]) for theme, share in others)[:_MOST_FURTHER]
        found += [(identity, theme_id, -negative, False) for negative, theme_id in ranked]
    return pd.DataFrame(found, columns=["opinion_id", "theme_id", "strength", "is_primary"])


def keyword_marks(terms: TermCounts, keywords: Sequence[Sequence[str]]) -> csr_matrix:
    """(n_families, n_themes): how many keywords of each theme a family uses."""
    columns: dict[str, list[int]] = {}
    for column, surface in enumerate(terms.surfaces):
        columns.setdefault(surface, []).append(column)
    pairs = [
        (column, theme)
        for theme, words in enumerate(keywords)
        for word in words
        for column in columns[word]
    ]
    shape = (len(terms.terms), len(keywords))
    rows, themes = [row for row, _ in pairs], [theme for _, theme in pairs]
    return csr_matrix(terms.present @ csr_matrix((np.ones(len(pairs)), (rows, themes)), shape))


def _further(
    spoken: Vectors,
    groups: NDArray[np.int64],
    n_themes: int,
    marks: csr_matrix,
    least_strength: float,
) -> dict[int, list[tuple[int, float]]]:
    """For each speaker the other themes it belongs to, with a strength of at most 1."""
    found: dict[int, list[tuple[int, float]]] = {}
    members = np.flatnonzero(groups >= 0)
    if n_themes < 2:
        return found
    centres = centres_of(spoken, members, groups[members], n_themes)
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    for start in range(0, len(members), _ROWS):
        part = members[start : start + _ROWS]
        with threadpool_limits(1):  # sums must not depend on how they are shared out
            likeness = np.round(spoken[part].astype(np.float64) @ centres.T, 6)
        each = np.arange(len(part))
        here = likeness[each, groups[part]]
        near = likeness >= least_strength * np.maximum(here, 0.0)[:, None]
        near &= (likeness > 0) & (marks[part].toarray() > 0)
        near[each, groups[part]] = False
        for index, theme in np.argwhere(near).tolist():
            share = likeness[index, theme] / max(here[index], likeness[index, theme])
            found.setdefault(int(part[index]), []).append((theme, round(float(share), 6)))
    return found
