"""Two versions of a draft side by side (新旧対照): what is the same, changed, new, gone, moved.

Clauses are aligned in order (dynamic programming over likeness); of what is left, pairs that are
most alike (assignment) were moved. Changes of form are told from changes of meaning.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, Postfix, Prefix
from rapidfuzz.process import cdist
from scipy.optimize import linear_sum_assignment

from pipeline.drafts.heading_marks import begin_mark
from pipeline.tables.clauses import DraftChanges

Floats = NDArray[np.float64]

LEAST_ALIKE = 0.5
"""Likeness from which two clauses in order are versions of one another."""
LEAST_MOVED = 0.75
"""Likeness from which a clause elsewhere is the same one, moved."""
_SHORTEST_MOVED = 10
"""Characters of a clause that can be told to have moved; 国 and 目次 stand in many places."""
_SHORTEST_SAME = 2
"""Characters that replaced words have in common at their ends."""
_FORM = re.compile(r"[\s、。，．・,.「」『』“”\"'（）()〔〕【】：:；;~〜～‐－―ー-]+")
_WORD = re.compile(r"[一-龥々]+|[ぁ-ん]+|[ァ-ヴー]+|[A-Za-z]+|[0-9.]+|\s+|.")
_SPELLINGS = str.maketrans("〇一二三四五六七八九", "0123456789")


@dataclass(frozen=True)
class Piece:
    """Words of a change: ``same``, ``out`` (of the earlier version) or ``in`` (of the later)."""

    kind: str
    text: str


def form_of(text: str) -> str:
    """What is left of a text without its form: marks, spaces, punctuation, kinds of digits.

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
    alike = _likeness(old, new)
    pairs = _in_order(alike)
    moved = _moved(alike, old, new, pairs)
    pairs = sorted([*pairs, *_rewritten(before, after, pairs, moved)])
    partner = {other: one for one, other in (*pairs, *moved)}
    far = {other for _, other in moved}
    taken = {one for one, _ in (*pairs, *moved)}
    rows = []
    removed = [one for one in range(len(old)) if one not in taken]
    for other in range(len(new)):
        one = partner.get(other)
        if one is not None and other not in far:
            rows += [
                _row(gone, None, old, new, before, after, "") for gone in removed if gone < one
            ]
            removed = [gone for gone in removed if gone > one]
        rows.append(_row(one, other, old, new, before, after, "moved" if other in far else ""))
    rows += [_row(number, None, old, new, before, after, "") for number in removed]
    frame = pd.DataFrame(rows, columns=DraftChanges.column_names()[1:])
    frame.insert(0, "order", range(1, len(frame) + 1))
    return frame


def words_changed(before: str, after: str) -> list[Piece]:
    """The words that two texts have in common, lost and gained, in order.

    >>> [(piece.kind, piece.text) for piece in words_changed("支援を行う。", "支援を強化する。")]
    [('same', '支援を'), ('out', '行う'), ('in', '強化する'), ('same', '。')]
    """
    if Indel.normalized_similarity(before, after) < LEAST_ALIKE:  # another text, not other words
        return [piece for piece in (Piece("out", before), Piece("in", after)) if piece.text]
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    gone, come = "", ""
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            pieces += _replaced(gone, come)
            gone, come = "", ""
            pieces.append(Piece("same", "".join(old[step.src_start : step.src_end])))
            continue
        gone += "".join(old[step.src_start : step.src_end])
        come += "".join(new[step.dest_start : step.dest_end])
    return _joined([*pieces, *_replaced(gone, come)])


def _replaced(gone: str, come: str) -> list[Piece]:
    """Words that stand for others; what both begin or end with is the same."""
    begin = Prefix.similarity(gone, come)
    begin = begin if begin >= _SHORTEST_SAME else 0
    left, right = gone[begin:], come[begin:]
    end = Postfix.similarity(left, right)
    end = end if end >= _SHORTEST_SAME else 0
    pieces = [
        Piece("same", gone[:begin]),
        Piece("out", left[: len(left) - end]),
        Piece("in", right[: len(right) - end]),
        Piece("same", left[len(left) - end :]),
    ]
    return [piece for piece in pieces if piece.text]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _texts(clauses: pd.DataFrame) -> list[str]:
    return [str(text) for text in clauses["text"]]


def _likeness(old: Sequence[str], new: Sequence[str]) -> Floats:
    """0–1, (n_old, n_new); without their form, equal clauses have 1."""
    forms = [form_of(text) for text in old], [form_of(text) for text in new]
    scores = cdist(*forms, scorer=fuzz.ratio, score_cutoff=100 * LEAST_ALIKE, workers=1)
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
    before: pd.DataFrame,
    after: pd.DataFrame,
    pairs: Sequence[tuple[int, int]],
    moved: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Lone paragraphs between the same neighbours: other words in the same place."""
    kinds = before["kind"].tolist(), after["kind"].tolist()
    ones, others = ({pair[side] for pair in moved} for side in (0, 1))
    ends = [(-1, -1), *pairs, (len(before), len(after))]
    found = []
    for (one, other), (next_one, next_other) in pairwise(ends):
        left = [i for i in range(one + 1, next_one) if i not in ones]
        right = [j for j in range(other + 1, next_other) if j not in others]
        if len(left) == len(right) == 1 and kinds[0][left[0]] == kinds[1][right[0]] == "paragraph":
            found.append((left[0], right[0]))
    return found


def _row(
    one: int | None,
    other: int | None,
    old: Sequence[str],
    new: Sequence[str],
    before: pd.DataFrame,
    after: pd.DataFrame,
    state: str,
) -> tuple[object, ...]:
    was = old[one] if one is not None else ""
    now = new[other] if other is not None else ""
    if one is None:
        state = "added"
    elif other is None:
        state = "removed"
    same_form = bool(was and now) and form_of(was) == form_of(now)
    if not state:
        state = "same" if was == now else "modified"
    return (
        state,
        same_form and was != now,
        str(before["clause_id"].iloc[one]) if one is not None else "",
        str(after["clause_id"].iloc[other]) if other is not None else "",
        str(before["path"].iloc[one]) if one is not None else "",
        was,
        str(after["path"].iloc[other]) if other is not None else "",
        now,
    )
