"""Articles that became one in other words: the duties of citizens and of firms, now of both."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.drafts.joined_clauses import Line
from pipeline.drafts.quoted_words import squeezed, words_in
from pipeline.drafts.units import Pair, Units

_FROM_IT = 0.5
"""Share of the words new to an article that the one that is gone had alone."""
_IN_IT = 0.6
"""Share of the words of the one that is gone that the article has now."""


def with_fused(
    old: Units,
    new: Units,
    lines: Sequence[Line],
    pairs: Sequence[Pair],
    texts: tuple[Sequence[str], Sequence[str]],
) -> list[Line]:
    """The lines, and those of articles that went into the one beside them, or came out of it.

    Args:
        old: of the earlier version.
        new: of the later one.
        lines: the clauses that were found again.
        pairs: of articles and sections.
        texts: of both versions.
    """
    became = [(pair.one, pair.other) for pair in pairs if pair.kind in ("", "moved")]
    gone = _fused((old, new), became, {line.one for line in lines}, texts)
    back = [(other, one) for one, other in became]
    come = _fused((new, old), back, {line.other for line in lines}, texts[::-1])
    found = list(lines)
    for lost, beside, kept, is_split in (
        *((*one, False) for one in gone),
        *((*one, True) for one in come),
    ):
        one, other = (kept, beside) if is_split else (beside, kept)
        state = "split" if is_split else "joined"
        found = [
            replace(line, state=state)
            if line.one is not None
            and line.other is not None
            and (old.of[line.one], new.of[line.other]) == (one, other)
            and line.one not in old.titles
            and line.was != line.now
            else line
            for line in found
        ]
        side = new if is_split else old
        rows = [row for row, unit in enumerate(side.of) if unit == lost]
        whole = _body(old if is_split else new, kept, texts[0] if is_split else texts[1])
        for row in rows:
            own = texts[1][row] if is_split else texts[0][row]
            beside_it = "" if row in side.titles else whole
            found.append(
                Line(kept, row, beside_it, own, state)
                if is_split
                else Line(row, kept, own, beside_it, state)
            )
    return found


def _fused(
    units: tuple[Units, Units],
    became: Sequence[tuple[int, int]],
    taken: set[int | None],
    texts: tuple[Sequence[str], Sequence[str]],
) -> list[tuple[int, int, int]]:
    """Units that are gone, the one beside each that has its words now, and what that became."""
    old = units[0]
    words = [_words(side, own) for side, own in zip(units, texts, strict=True)]
    order = sorted(unit for unit, length in old.bodies.items() if unit >= 0 and length)
    is_taken = {old.of[row] for row in taken if row is not None and row not in old.titles}
    to = dict(became)
    found = []
    for place, lost in enumerate(order):
        if lost in is_taken:
            continue
        for beside in (*order[max(place - 1, 0) : place], *order[place + 1 : place + 2]):
            if beside not in to or old.above.get(beside) != old.above.get(lost):
                continue
            had, has, went = words[0][beside], words[1][to[beside]], words[0][lost]
            came = has - had
            if (
                came & went
                and len(came & went) >= _FROM_IT * len(came)
                and len(went & has) >= _IN_IT * len(went)
            ):
                found.append((lost, beside, to[beside]))
                break
    return found


def _words(units: Units, texts: Sequence[str]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for unit, text in zip(units.of, texts, strict=True):
        found[unit] = found.get(unit, frozenset()) | words_in(squeezed(text))
    return found


def _body(units: Units, unit: int, texts: Sequence[str]) -> str:
    """The first paragraph of an article or section."""
    rows = (row for row, own in enumerate(units.of) if own == unit and row not in units.titles)
    return next((texts[row] for row in rows), "")
