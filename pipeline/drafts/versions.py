"""Two versions of a draft side by side (新旧対照): what is the same, changed, new, gone, moved.

Clauses are aligned in order (dynamic programming over likeness); of what is left, pairs that are
most alike (assignment) were moved. Changes of form are told from changes of meaning.
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.drafts.alignment import Floats, in_order, likeness, moved_pairs, rewritten_pairs
from pipeline.drafts.cross_references import References
from pipeline.drafts.form_changes import is_only_form, is_renumbered
from pipeline.drafts.fused_articles import with_fused
from pipeline.drafts.heading_marks import begin_mark
from pipeline.drafts.joined_clauses import Line, bound
from pipeline.drafts.unit_heads import heads_again, titles_left
from pipeline.drafts.units import Pair, Units, told_by_unit, units_of
from pipeline.tables.clauses import DraftChanges

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
    alike = likeness(*forms)
    pairs = in_order(alike)
    units = units_of(before, forms[0]), units_of(after, forms[1])
    kinds = _kinds(before, units[0]), _kinds(after, units[1])
    several = bound(kinds, forms, pairs)
    ones, others = ({row for one in several for row in one.rows(side)} for side in (0, 1))
    pairs = [pair for pair in pairs if pair[0] not in ones and pair[1] not in others]
    ends = sorted([*pairs, *[pair for one in several for pair in one.pairs()]])
    moved = moved_pairs(alike, old, new, ends)
    pairs = [*pairs, *rewritten_pairs(kinds, ends, moved)]
    lines = [
        *[Line(one, other, old[one], new[other], "") for one, other in pairs],
        *[Line(one, other, old[one], new[other], "moved") for one, other in moved],
        *[line for one in several for line in one.lines(old, new)],
    ]
    lines += [
        Line(one, other, old[one], new[other], "")
        for one, other in heads_again(*units, lines, forms)
    ]
    lines, became = told_by_unit(*units, lines, forms[0])
    lines += _left_within(alike, units, lines, became, (old, new))
    lines, became = with_fused(*units, lines, became, (old, new))
    lines += titles_left(*units, lines, became, (old, new))
    found_again = [
        (line.one, line.other) for line in lines if line.one is not None and line.other is not None
    ]
    same = _Same(before, after, found_again)
    taken = {line.one for line in lines if line.was}
    shown = {line.other for line in lines if line.now}
    of_new: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.other or 0, line.one or 0)):
        of_new.setdefault(line.other or 0, []).append(line)
    rows = []
    removed = [one for one in range(len(old)) if one not in taken]
    for other in range(len(new)):
        added = [] if other in shown else [Line(None, other, "", new[other], "added")]
        for line in [*added, *of_new.get(other, [])]:
            if line.one is not None and line.state != "moved":
                rows += [_gone(one, old) for one in removed if one < line.one]
                removed = [one for one in removed if one > line.one]
            rows.append(line)
    rows += [_gone(one, old) for one in removed]
    frame = pd.DataFrame(
        [_row(line, before, after, same) for line in rows], columns=DraftChanges.column_names()[1:]
    )
    frame.insert(0, "order", range(1, len(frame) + 1))
    return frame


def _texts(clauses: pd.DataFrame) -> list[str]:
    return [str(text) for text in clauses["text"]]


def _kinds(clauses: pd.DataFrame, units: Units) -> list[str]:
    """Kinds of clauses; a heading that is an article's is a caption."""
    return [
        "caption" if row in units.captions else str(kind)
        for row, kind in enumerate(clauses["kind"])
    ]


def _left_within(
    alike: Floats,
    units: tuple[Units, Units],
    lines: Sequence[Line],
    became: Sequence[Pair],
    texts: tuple[Sequence[str], Sequence[str]],
) -> list[Line]:
    """Clauses not found again, such as short items, beside those of what their article became."""
    ones, others = {line.one for line in lines}, {line.other for line in lines}
    found = []
    for pair in became:
        left = [i for i, unit in enumerate(units[0].of) if unit == pair.one and i not in ones]
        right = [j for j, unit in enumerate(units[1].of) if unit == pair.other and j not in others]
        left = [i for i in left if i not in units[0].titles]
        right = [j for j in right if j not in units[1].titles]
        if left and right:
            for i, j in in_order(alike[np.ix_(left, right)]):
                one, other = left[i], right[j]
                found.append(Line(one, other, texts[0][one], texts[1][other], pair.kind))
                ones.add(one)
                others.add(other)
    return found


def _gone(one: int, old: Sequence[str]) -> Line:
    return Line(one, None, old[one], "", "removed")


class _Same:
    """Whether clauses of two versions say the same, by what they refer to and not by its number."""

    def __init__(
        self, before: pd.DataFrame, after: pd.DataFrame, pairs: Sequence[tuple[int, int]]
    ) -> None:
        self._old, self._new = References(before), References(after)
        self._names = dict(pairs), {other: other for _, other in pairs}

    def is_form(self, line: Line) -> bool:
        """Whether the two wordings of a clause differ in form alone."""
        if line.one is None or line.other is None or line.was == line.now:
            return False
        if not line.was or not line.now:  # a heading that went with its article
            return line.state in ("joined", "split")
        return is_only_form(line.was, line.now) or is_only_form(
            self._old.resolved(line.was, line.one, self._names[0]),
            self._new.resolved(line.now, line.other, self._names[1]),
        )


def _row(line: Line, before: pd.DataFrame, after: pd.DataFrame, same: _Same) -> tuple[object, ...]:
    was, now = line.was, line.now
    one, other = line.one, line.other
    state = line.state or ("same" if was == now else "modified")
    if state == "modified" and is_renumbered(was, now):
        state = "renumbered"
    return (
        state,
        same.is_form(line),
        str(before["clause_id"].iloc[one]) if one is not None else "",
        str(after["clause_id"].iloc[other]) if other is not None else "",
        str(before["path"].iloc[one]) if one is not None else "",
        was,
        str(after["path"].iloc[other]) if other is not None else "",
        now,
    )
