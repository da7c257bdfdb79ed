"""Articles and sections of two versions of a draft: which became which, moved, joined or split.

The clauses that were found again tell: an article became the one that most of its text stands in.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.drafts.articles import articles_of
from pipeline.drafts.joined_clauses import Line

_MOST = 0.5
"""Share of an article's text that went to another from which it was joined to it (came: split)."""

_DECISIVE = 10_000
"""Characters that an unchanged heading counts as: a section is known by it."""


@dataclass(frozen=True)
class Pair:
    """An article or section and the one that text of it stands in later, by rows.

    ``kind`` is moved, joined, split, part (some paragraphs moved there), or empty where it simply
    became that.
    """

    one: int
    other: int
    kind: str


@dataclass(frozen=True)
class Units:
    """The articles and sections of one version; row i is clause i.

    ``of`` is the row at which a clause's article or section begins, -1 before the first heading;
    ``above`` the same of what that stands in, by its row. ``bodies`` are lengths of the texts
    without headings, by row of the unit; ``titles`` the rows that are headings, ``captions`` those
    of them that are an article's.
    """

    of: Sequence[int]
    above: dict[int, int]
    bodies: dict[int, int]
    titles: frozenset[int]
    captions: frozenset[int]


def units_of(clauses: pd.DataFrame, forms: Sequence[str]) -> Units:
    """Cut a version into articles and sections.

    Args:
        clauses: table ``Clauses``; at least the columns kind, text and path.
        forms: its texts without form.
    """
    of: list[int] = []
    open_at: dict[str, int] = {"": -1}
    above: dict[int, int] = {}
    articles = articles_of(clauses)
    titles = [row for row, kind in enumerate(clauses["kind"]) if kind == "heading"]
    for row, (kind, path, article) in enumerate(
        zip(clauses["kind"], clauses["path"], articles, strict=True)
    ):
        if kind == "heading":
            open_at[path] = row
        section = open_at.get(path, -1)
        unit = article.begin if article else section
        if unit == row and row not in above:
            outer = path.rpartition(" / ")[0] if kind == "heading" else path
            above[row] = open_at.get(outer, -1)
        of.append(unit)
    bodies: dict[int, int] = defaultdict(int)
    for row, unit in enumerate(of):
        if clauses["kind"].iloc[row] != "heading":
            bodies[unit] += len(forms[row])
    captions = frozenset(row for row in titles if articles[row] is not None)
    return Units(of, above, dict(bodies), frozenset(titles), captions)


def told_by_unit(
    old: Units, new: Units, lines: Sequence[Line], forms: Sequence[str]
) -> tuple[list[Line], list[Pair]]:
    """The lines with what their articles tell of them, and which article became which.

    Args:
        old: of the earlier version.
        new: of the later one.
        lines: the clauses that were found again.
        forms: texts of the earlier version without form.
    """
    pairs = _pairs(old, new, lines, forms)
    kinds = {(pair.one, pair.other): pair.kind for pair in pairs}
    several = {pair.other for pair in pairs if pair.kind == "joined"}
    parts = {pair.one for pair in pairs if pair.kind == "split"}
    told = []
    begun: set[tuple[int, int]] = set()
    for line in sorted(lines, key=lambda line: (line.one or 0, line.other or 0)):
        unit = (
            (old.of[line.one], new.of[line.other])
            if line.one is not None and line.other is not None
            else (-1, -1)
        )
        kind = kinds.get(unit, "").replace("part", "moved")
        if line.one not in old.titles:
            if not kind and unit not in begun and unit in kinds:  # the article that took it in
                kind = "joined" if unit[1] in several else "split" if unit[0] in parts else ""
            begun.add(unit)
        elif kind != "moved":
            kind = ""
        is_told = line.state in ("joined", "split") or (kind == "moved" and line.state == "moved")
        told.append((line if is_told or not kind else replace(line, state=kind), unit))
    moved = {unit for line, unit in told if line.state == "moved"}
    return [line for line, _ in told], [
        replace(pair, kind="moved") if not pair.kind and (pair.one, pair.other) in moved else pair
        for pair in pairs
    ]


def _pairs(old: Units, new: Units, lines: Sequence[Line], forms: Sequence[str]) -> list[Pair]:
    """Units of which text went from one to the other, in order, and what that is called."""
    went = _went(old, new, lines, forms)
    to = {
        one: _most({other: n for (from_, other), n in went.items() if from_ == one})
        for one, _ in went
    }
    from_ = {
        other: _most({one: n for (one, to_), n in went.items() if to_ == other})
        for _, other in went
    }
    became = {one: other for one, other in to.items() if from_[other] == one}
    was = {other: one for one, other in became.items()}
    elsewhere: set[int] = set()
    pairs = []
    for (one, other), n in sorted(went.items()):
        outer, now = old.above.get(one, -1), new.above.get(other, -1)
        kind = "part"
        if became.get(one) == other:
            if not (
                outer in elsewhere or (outer in became and now in was and became[outer] != now)
            ):
                kind = ""
            else:
                kind = "moved"
                elsewhere.add(one)
        elif one not in became and other in was and n % _DECISIVE >= _MOST * old.bodies.get(one, 0):
            kind = "joined"
        elif (
            other not in was and one in became and n % _DECISIVE >= _MOST * new.bodies.get(other, 0)
        ):
            kind = "split"
        pairs.append(Pair(one, other, kind))
    return pairs


def _most(counts: dict[int, int]) -> int:
    """The unit with the largest count, the first of equal ones."""
    return max(counts, key=lambda unit: (counts[unit], -unit))


def _went(
    old: Units, new: Units, lines: Sequence[Line], forms: Sequence[str]
) -> dict[tuple[int, int], int]:
    """Characters that went from one unit to another; a heading that stayed the same is decisive."""
    went: dict[tuple[int, int], int] = defaultdict(int)
    for line in lines:
        if line.one is not None and line.other is not None:
            n = len(forms[line.one])
            if line.one in old.titles:
                n = _DECISIVE if line.was == line.now else 1
            went[old.of[line.one], new.of[line.other]] += n
    return {pair: n for pair, n in went.items() if -1 not in pair}
