"""Paragraphs of a draft that became one in the next version, and such that became several."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

_MOST = 4
"""Paragraphs that became one."""
_LEAST_ALIKE = 90
"""Likeness (0–100) of several paragraphs, one behind the other, to the one that took their place:
they may differ in a few words, and no paragraph of its own can be missing."""
_SHORTEST = 8
"""Characters of each paragraph that can be told to stand within another."""


@dataclass(frozen=True)
class Line:
    """A clause of the earlier version beside one of the later; rows, and the words of each."""

    one: int | None
    other: int | None
    was: str
    now: str
    state: str
    """Empty: told by the words."""


@dataclass(frozen=True)
class Bound:
    """Several paragraphs of one version and the one that holds them in the other, by rows."""

    several: tuple[int, ...]
    one: int
    is_split: bool
    """Whether the several stand in the later version."""

    def pairs(self) -> list[tuple[int, int]]:
        """Each of the several with the one, as (earlier, later)."""
        return [(self.one, row) if self.is_split else (row, self.one) for row in self.several]

    def rows(self, side: int) -> set[int]:
        """Rows of the earlier version (0) or the later (1)."""
        return {pair[side] for pair in self.pairs()}

    def lines(self, old: Sequence[str], new: Sequence[str]) -> list[Line]:
        """Each of the several beside its part of the one."""
        texts, whole = (new, old[self.one]) if self.is_split else (old, new[self.one])
        several = [texts[row] for row in self.several]
        state = "split" if self.is_split else "joined"
        return [
            Line(*pair, *((part, text) if self.is_split else (text, part)), state)
            for pair, text, part in zip(
                self.pairs(), several, parts_of(whole, several), strict=True
            )
        ]


def bound(
    kinds: tuple[Sequence[str], Sequence[str]],
    forms: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[tuple[int, int]],
) -> list[Bound]:
    """Find paragraphs that became one, and those that became several.

    Args:
        kinds: of the clauses of the earlier and of the later version; ``caption`` where a heading
            is an article's, between which articles are joined.
        forms: their texts without form.
        pairs: of clauses found again in order.
    """
    rows = [[row for row, kind in enumerate(own) if kind != "caption"] for own in kinds]
    places = [{row: place for place, row in enumerate(own)} for own in rows]
    old, new = (
        [forms[side][row] if kinds[side][row] == "paragraph" else "" for row in rows[side]]
        for side in (0, 1)
    )
    known = [
        (places[0][one], places[1][other])
        for one, other in pairs
        if one in places[0] and other in places[1]
    ]
    together = [
        Bound(tuple(rows[0][place] for place in run), rows[1][one], False)
        for run, one in _held(old, new, dict(known))
    ]
    ones = {row for found in together for row in found.rows(0)}
    others = {row for found in together for row in found.rows(1)}
    return together + [
        found
        for run, one in _held(new, old, {other: one for one, other in known})
        for found in [Bound(tuple(rows[1][place] for place in run), rows[0][one], True)]
        if not found.rows(0) & ones and not found.rows(1) & others
    ]


def _held(
    several: Sequence[str], ones: Sequence[str], partners: dict[int, int]
) -> list[tuple[range, int]]:
    """Runs of paragraphs that stand as one in the other version; no row stands in two of them.

    A run holds a clause that was not found again and at most one that was, and then in the very
    paragraph that holds the run.
    """
    free = sorted(set(range(len(several))) - set(partners))
    runs = {
        range(begin, begin + length)
        for row in free
        for length in range(2, _MOST + 1)
        for begin in range(row - length + 1, row + 1)
        if begin >= 0 and begin + length <= len(several)
    }
    known = [
        run
        for run in sorted(runs, key=lambda run: (run.start, run.stop))
        if all(len(several[row]) >= _SHORTEST for row in run)
        and len({partners[row] for row in run if row in partners}) <= 1
    ]
    taken_by = {other: row for row, other in partners.items()}
    places = [other for other, text in enumerate(ones) if len(text) >= 2 * _SHORTEST]
    if not known or not places:
        return []
    alike = cdist(
        ["".join(several[row] for row in run) for run in known],
        [ones[place] for place in places],
        scorer=fuzz.ratio,
        score_cutoff=_LEAST_ALIKE,
        workers=1,
    )
    found: list[tuple[range, int]] = []
    rows: set[int] = set()
    for _score, number, place in sorted(
        ((float(alike[i, j]), i, places[j]) for i, j in zip(*alike.nonzero(), strict=True)),
        key=lambda one: (-one[0], one[1], one[2]),
    ):
        run = known[number]
        is_free = taken_by.get(place, run.start) in run and place not in {one for _, one in found}
        wanted = {partners[row] for row in run if row in partners}
        if is_free and wanted <= {place} and not rows & set(run):
            found.append((run, place))
            rows |= set(run)
    return sorted(found, key=lambda one: one[0].start)


def parts_of(whole: str, several: Sequence[str]) -> list[str]:
    """The pieces of a text that stand for several others, which it holds in order.

    >>> parts_of("国は行う。県は手伝う。", ["国は行う。", "県は手伝う。"])
    ['国は行う。', '県は手伝う。']
    """
    ends, total = [], 0
    for text in several[:-1]:
        total += len(text)
        ends.append(total)
    steps = Indel.opcodes("".join(several), whole)
    cuts = [0]
    for end in ends:
        step = next(one for one in steps if one.src_start <= end <= one.src_end)
        ahead = end - step.src_start if step.tag == "equal" else step.dest_end - step.dest_start
        cuts.append(max(step.dest_start + ahead, cuts[-1]))
    return [whole[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(whole)], strict=True)]
