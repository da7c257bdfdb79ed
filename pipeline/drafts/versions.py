"""Two versions of a draft side by side (新旧対照): what is the same, changed, new, gone, moved.

Clauses are aligned in order (dynamic programming over likeness); of what is left, pairs that are
most alike (assignment) were moved. Changes of form are told from changes of meaning.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment

from pipeline.drafts.form_changes import is_only_form
from pipeline.drafts.heading_marks import begin_mark
from pipeline.drafts.joined_clauses import Line, bound
from pipeline.tables.clauses import DraftChanges

Floats = NDArray[np.float64]

LEAST_ALIKE = 0.5
"""Likeness from which two clauses in order are versions of one another."""
LEAST_MOVED = 0.75
"""Likeness from which a clause elsewhere is the same one, moved."""
_SHORTEST_MOVED = 10
"""Characters of a clause that can be told to have moved; 国 and 目次 stand in many places."""
_FORM = re.compile(r"[\s、。，．・,.「」『』“”\"'（）()〔〕【】：:；;~〜～‐－―ー-]+")
_SPELLINGS = str.maketrans("〇一二三四五六七八九", "0123456789")


def form_of(text: str) -> str:
    """A text without mark, spaces, punctuation and kinds of digits, for likeness alone.

    What differs in it may differ in meaning and what does not, too (``form_changes`` tells).

    >>> form_of("（１）２０２４年、「基本」計画") == form_of("② 2024 年「基本」計画")
    True
    """
    mark = begin_mark(text)
    plain = text[len(mark.number) :] if mark else text
    return _FORM.sub("", unicodedata.normalize("NFKC", plain)).translate(_SPELLINGS)


def changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Compare two versions.

    Args:
        before: table ``Clauses`` of the earlier version.
        after: of the later one.

    Returns:
        Columns of ``DraftChanges``: every clause of both versions once, in the order of the later.
    """
    old, new = _texts(before), _texts(after)
    forms = [form_of(text) for text in old], [form_of(text) for text in new]
    alike = _likeness(*forms)
    pairs = _in_order(alike)
    kinds = before["kind"].tolist(), after["kind"].tolist()
    several = bound(kinds, forms, pairs)
    ones, others = ({row for one in several for row in one.rows(side)} for side in (0, 1))
    pairs = [pair for pair in pairs if pair[0] not in ones and pair[1] not in others]
    ends = sorted([*pairs, *[pair for one in several for pair in one.pairs()]])
    moved = _moved(alike, old, new, ends)
    pairs = [*pairs, *_rewritten(kinds, ends, moved)]
    lines = [
        *[Line(one, other, old[one], new[other], "") for one, other in pairs],
        *[Line(one, other, old[one], new[other], "moved") for one, other in moved],
        *[line for one in several for line in one.lines(old, new)],
    ]
    taken = {line.one for line in lines}
    of_new: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.other or 0, line.one or 0)):
        of_new.setdefault(line.other or 0, []).append(line)
    rows = []
    removed = [one for one in range(len(old)) if one not in taken]
    for other in range(len(new)):
        for line in of_new.get(other, [Line(None, other, "", new[other], "added")]):
            if line.one is not None and line.state != "moved":
                rows += [_gone(one, old) for one in removed if one < line.one]
                removed = [one for one in removed if one > line.one]
            rows.append(line)
    rows += [_gone(one, old) for one in removed]
    frame = pd.DataFrame(
        [_row(line, before, after) for line in rows], columns=DraftChanges.column_names()[1:]
    )
    frame.insert(0, "order", range(1, len(frame) + 1))
    return frame


def _texts(clauses: pd.DataFrame) -> list[str]:
    return [str(text) for text in clauses["text"]]


def _likeness(old: Sequence[str], new: Sequence[str]) -> Floats:
    """0–1, (n_old, n_new), of texts without their form."""
    scores = cdist(old, new, scorer=fuzz.ratio, score_cutoff=100 * LEAST_ALIKE, workers=1)
    return np.asarray(scores, dtype=np.float64) / 100


def _in_order(alike: Floats) -> list[tuple[int, int]]:
    """The pairs of an alignment in order with the largest sum of likeness above the least."""
    n, m = alike.shape
    worth = np.where(alike >= LEAST_ALIKE, alike - LEAST_ALIKE / 2, 0.0)
    best = np.zeros((n + 1, m + 1))
    for i in range(n):
        diagonal = np.maximum(best[i, :-1] + worth[i], best[i, 1:])
        best[i + 1, 1:] = np.maximum.accumulate(diagonal)
    pairs = []
    i, j = n, m
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
    return pairs[::-1]


def _moved(
    alike: Floats, old: Sequence[str], new: Sequence[str], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    ones, others = {one for one, _ in pairs}, {other for _, other in pairs}
    left = [i for i in range(len(old)) if i not in ones and len(old[i]) >= _SHORTEST_MOVED]
    right = [j for j in range(len(new)) if j not in others and len(new[j]) >= _SHORTEST_MOVED]
    if not left or not right:
        return []
    part = alike[np.ix_(left, right)]
    rows, columns = linear_sum_assignment(-part)
    return [
        (left[row], right[column])
        for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        if part[row, column] >= LEAST_MOVED
    ]


def _rewritten(
    kinds: tuple[Sequence[str], Sequence[str]],
    pairs: Sequence[tuple[int, int]],
    moved: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Lone paragraphs between the same neighbours: other words in the same place."""
    ones, others = ({pair[side] for pair in moved} for side in (0, 1))
    ends = [(-1, -1), *pairs, (len(kinds[0]), len(kinds[1]))]
    found = []
    for (one, other), (next_one, next_other) in pairwise(ends):
        left = [i for i in range(one + 1, next_one) if i not in ones]
        right = [j for j in range(other + 1, next_other) if j not in others]
        if len(left) == len(right) == 1 and kinds[0][left[0]] == kinds[1][right[0]] == "paragraph":
            found.append((left[0], right[0]))
    return found


def _gone(one: int, old: Sequence[str]) -> Line:
    return Line(one, None, old[one], "", "removed")


def _row(line: Line, before: pd.DataFrame, after: pd.DataFrame) -> tuple[object, ...]:
    was, now = line.was, line.now
    one, other = line.one, line.other
    same_form = bool(was and now) and was != now and is_only_form(was, now)
    return (
        line.state or ("same" if was == now else "modified"),
        same_form,
        str(before["clause_id"].iloc[one]) if one is not None else "",
        str(after["clause_id"].iloc[other]) if other is not None else "",
        str(before["path"].iloc[one]) if one is not None else "",
        was,
        str(after["path"].iloc[other]) if other is not None else "",
        now,
    )
