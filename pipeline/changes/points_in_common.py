"""Points that themes of two rounds have in common: a theme is told as its points are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.changes.round_facts import RoundFacts
from pipeline.changes.theme_likeness import Floats, Theme


@dataclass(frozen=True)
class PointsInCommon:
    """Of earlier themes (rows) with later ones, (n_earlier, n_later) each."""

    of_earlier: Floats
    """Share of the earlier one's members that are in points in common."""
    of_later: Floats
    is_other: NDArray[np.bool_]
    """One of the two is a single point, which is not in the other."""

    @property
    def shared(self) -> Floats:
        """Share of either side's members."""
        return np.asarray(np.minimum(self.of_earlier, self.of_later))


def points_in_common(
    rounds: Sequence[RoundFacts],
    earlier: Mapping[str, Theme],
    later: Sequence[Theme],
    links: Sequence[Mapping[str, Any]],
    lasting_ids: Mapping[tuple[str, str], str],
) -> PointsInCommon:
    """Find them by what became of the points of the last round.

    Args:
        rounds: in the order of time.
        earlier: themes as they last stood, by lasting id.
        later: themes of the last round.
        links: rows of ``ThemeLinks``, those of its points among them.
        lasting_ids: of themes, by round and id in it.
    """
    inside: dict[tuple[str, str], str] = {}
    sizes: dict[tuple[str, str], int] = {}
    for facts in rounds:
        for name, own in facts.opinions.groupby("theme_id")["coarse_id"]:
            inside[facts.round, str(name)] = own.iloc[0]
            sizes[facts.round, str(name)] = len(own)
    now = rounds[-1].round
    row = {lasting_id: i for i, lasting_id in enumerate(earlier)}
    column = {theme.theme_id: j for j, theme in enumerate(later)}
    found: set[tuple[int, int, int, tuple[str, str]]] = set()
    for link in links:
        goes_on = link["theme_id"] is not None and link["earlier_id"] is not None
        if goes_on and (link["round"], link["level"]) == (now, "fine"):
            old = str(link["earlier_round"]), str(link["earlier_id"])
            new = now, str(link["theme_id"])
            i, j = row.get(lasting_ids[old[0], inside[old]]), column.get(inside[new])
            if i is not None and j is not None:
                found |= {(0, i, j, old), (1, i, j, new)}
    counts = np.zeros((2, len(earlier), len(later)))
    for side, i, j, point in found:
        counts[side, i, j] += sizes[point]
    n_points = Counter((name, theme) for (name, _), theme in inside.items())
    is_single, n_members = [], []
    for themes in (earlier.values(), later):
        single = [n_points[theme.round, theme.theme_id] == 1 for theme in themes]
        is_single.append(np.array(single, dtype=bool))
        n_members.append(np.array([len(theme.rows) for theme in themes], dtype=np.float64))
    return PointsInCommon(
        # a theme of an earlier round may have been larger then
        np.minimum(counts[0] / n_members[0][:, None], 1.0),
        counts[1] / n_members[1],
        (is_single[0][:, None] | is_single[1]) & (counts[1] == 0),
    )
