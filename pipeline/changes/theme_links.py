"""Which theme of a round is which of an earlier one: 継続, 新規, 分割, 統合, 消滅.

Pairs are chosen together (the assignment with the greatest sum of what stands above the usual), not
one after the other. What is left over has split off, was merged, is new or gone by where its
members lie (after MONIC: Spiliopoulou et al., KDD 2006). A person's word stands above all of this.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.optimize import linear_sum_assignment

from pipeline.changes.points_in_common import PointsInCommon
from pipeline.changes.theme_likeness import (
    MOST,
    Floats,
    Likeness,
    Space,
    Texts,
    Theme,
    likeness,
    nearest_members,
    space_of,
    votes,
)
from pipeline.tables.theme_links import Became

_PART = 0.25
"""Share of the other theme's members that must be nearest to it in turn."""
_FEWEST = 2
"""Members on either side: one opinion splits nothing off."""
_WEAK = 0.5
"""Half of all pairs of different themes are as alike as the two of a weak link, or more so."""


@dataclass(frozen=True)
class Link:
    """What became of a theme, with its evidence; numbers are places in the two lists."""

    became: Became
    earlier: int | None
    later: int | None
    by_person: bool = False
    vectors: float | None = None
    characters: float | None = None
    above_usual: float | None = None
    n_common: int = 0
    share_forward: float | None = None
    share_back: float | None = None
    as_unlike: float | None = None
    rows: tuple[int, int] | None = None
    """Of the two members most alike, in their rounds."""

    @property
    def is_weak(self) -> bool:
        """Whether the two may well be different themes.

        They are no more alike than such usually are, or most members of the later one that is said
        to go on lie nearer to other earlier themes.
        """
        if self.by_person or self.n_common:
            return False
        is_elsewhere = self.became is Became.CONTINUED and (self.share_back or 0.0) < MOST
        return (self.as_unlike or 0.0) >= _WEAK or is_elsewhere

    @property
    def keeps_name(self) -> bool:
        """Whether the earlier name fits: most of the later members lie nearest to that theme."""
        return self.by_person or (not self.is_weak and (self.share_back or 0.0) >= MOST)


def link_themes(
    earlier: Sequence[Theme],
    later: Sequence[Theme],
    texts: Mapping[str, Texts],
    rounds: Sequence[str],
    said: Mapping[int, int | None],
    points: PointsInCommon | None = None,
) -> list[Link]:
    """Say of every theme of one level what became of it.

    A theme is never gone while a point of it goes on, nor new while a point of it was there
    before: what is left over is told as its points are.

    Args:
        earlier: themes as they last stood.
        later: themes of the round.
        texts: by round.
        rounds: up to the later one; what comes after them changes nothing.
        said: by people: later theme → earlier one, None where it is new.
        points: of themes that have points; most of either side's members in common bind two.

    Returns:
        Later themes in their order, then earlier ones that were merged or are gone.
    """
    new = [Link(Became.NEW, None, j, by_person=j in said) for j in range(len(later))]
    if not earlier or not later:
        return new + [Link(Became.GONE, i, None) for i in range(len(earlier))]
    themes = [*earlier, *later]
    space = space_of(themes, dict(texts), rounds)
    found = likeness(themes, space, len(earlier))
    forward, back = votes(space, found)
    score = found.score
    continued: dict[int, int] = {}
    if points is not None:
        most = np.where(points.shared >= MOST, points.shared, 0.0)  # bind by themselves, like texts
        continued = _continued(most, said)
        score = np.where(points.is_other, np.minimum(score, 0.0), score)
    continued = _continued(score, said, continued)
    if points is not None:
        continued = _continued(points.shared, said, continued)
    evidence = _Evidence(themes, len(earlier), space, found, forward, back)
    links = []
    for j in range(len(later)):
        if j in continued:
            links.append(evidence.of(Became.CONTINUED, continued[j], j, by_person=j in said))
            continue
        if j in said:
            i = said[j]
        elif points is not None and points.of_later[:, j].any():
            i = int(points.of_later[:, j].argmax())
        else:
            i = _home(back[j], score[:, j], forward, j, found.of_later[:, j])
        is_split = i is not None and i in continued.values()
        links.append(
            evidence.of(Became.SPLIT, i, j, by_person=j in said)
            if is_split and i is not None
            else new[j]
        )
    for i in sorted(set(range(len(earlier))) - set(continued.values())):
        if points is not None and points.of_earlier[i].any():
            home: int | None = int(points.of_earlier[i].argmax())
            is_merged = True
        else:
            home = _home(forward[i], score[i], back, i, found.of_earlier[i])
            is_merged = home is not None and home in continued
        links.append(
            evidence.of(Became.MERGED, i, home)
            if is_merged and home is not None
            else Link(Became.GONE, i, None)
        )
    return links


def _continued(
    score: Floats, said: Mapping[int, int | None], before: Mapping[int, int] = MappingProxyType({})
) -> dict[int, int]:
    """Later theme → the earlier one that it goes on, one to one; beside those found ``before``."""
    found = dict(before)
    for i in sorted({i for i in said.values() if i is not None} - set(found.values())):
        named = [j for j, meant in said.items() if meant == i]
        found[max(named, key=lambda j: (score[i, j], -j))] = i
    free = score.copy()
    free[list(found.values()), :] = 0.0
    free[:, [*found, *said]] = 0.0
    rows, columns = linear_sum_assignment(-np.maximum(free, 0.0).round(9))
    pairs = zip(columns.tolist(), rows.tolist(), strict=True)
    return found | {j: i for j, i in pairs if free[i, j] > 0}


def _home(own: Floats, score: Floats, others: Floats, place: int, common: Floats) -> int | None:
    """The theme that most members of a left-over one lie nearest to, and some of its own in turn.

    Most texts in common, word for word, say so by themselves.

    Args:
        own: of the left-over theme's members by theme of the other side, (n_themes,).
        score: of the pairs, (n_themes,).
        others: of the members of each of these themes, (n_themes, n_left_over_themes).
        place: of the left-over theme among the columns of ``others``.
        common: share of its own texts that each theme has, too, (n_themes,).
    """
    if common.max() >= MOST:
        return int(common.argmax())
    home = int(own.argmax())
    in_turn = others[home, place]
    belongs = (
        score[home] > 0
        and own[home] >= max(_FEWEST, MOST * own.sum())
        and in_turn >= max(_FEWEST, _PART * others[home].sum())
    )
    return home if belongs else None


@dataclass(frozen=True)
class _Evidence:
    """The numbers behind every pair."""

    themes: Sequence[Theme]
    n_earlier: int
    space: Space
    likeness: Likeness
    forward: Floats
    back: Floats

    def of(self, became: Became, i: int, j: int, *, by_person: bool = False) -> Link:
        """A link with what speaks for it."""
        return Link(
            became,
            i,
            j,
            by_person,
            float(self.likeness.vectors[i, j]),
            float(self.likeness.characters[i, j]),
            float(self.likeness.above_usual[i, j]),
            int(self.likeness.common[i, j]),
            float(self.forward[i, j] / self.forward[i].sum()),
            float(self.back[j, i] / self.back[j].sum()),
            None if np.isnan(self.likeness.as_unlike[i, j]) else self.likeness.as_unlike[i, j],
            nearest_members(self.space, i, self.n_earlier + j),
        )
