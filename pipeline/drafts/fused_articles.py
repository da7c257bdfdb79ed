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
) -> tuple[list[Line], list[Pair]]:
    """Lines and pairs, with those of articles that went into the one beside them, or came of it.

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
    more = []
    for lost, beside, kept in gone:
        found = [_told(line, (old, new), (beside, kept), (lost, kept), "joined") for line in found]
        more.append(Pair(lost, kept, "joined"))
        whole = _body(new, kept)
        for row in _rows(old, lost):
            found.append(Line(row, whole, texts[0][row], texts[1][whole], "joined"))
    for lost, beside, kept in come:
        found = [_told(line, (old, new), (kept, beside), (kept, lost), "split") for line in found]
        more.append(Pair(kept, lost, "split"))
        whole = _body(old, kept)
        for row in _rows(new, lost):
            found.append(Line(whole, row, texts[0][whole], texts[1][row], "split"))
    return found, [*pairs, *more]


def _told(
    line: Line, units: tuple[Units, Units], pair: tuple[int, int], lost: tuple[int, int], state: str
) -> Line:
    """A changed line of the article that was kept, or the other's heading, told as what it became.

    Args:
        line: of a clause that was found again.
        units: of both versions.
        pair: the article that was kept and what it became.
        lost: the same for the other one.
        state: joined or split.
    """
    if line.one is None or line.other is None:
        return line
    own = units[0].of[line.one], units[1].of[line.other]
    is_changed = line.one not in units[0].titles and line.was != line.now
    return replace(line, state=state) if own == lost or (own == pair and is_changed) else line


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


def _rows(units: Units, unit: int) -> list[int]:
    """The paragraphs of an article or section."""
    return [row for row, own in enumerate(units.of) if own == unit and row not in units.titles]


def _body(units: Units, unit: int) -> int:
    """The first paragraph of an article or section."""
    return _rows(units, unit)[0]
