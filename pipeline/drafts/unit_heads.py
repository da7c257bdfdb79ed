"""Headings of articles and chapters that no likeness of their own found again."""

from collections.abc import Sequence

from pipeline.drafts.joined_clauses import Line
from pipeline.drafts.units import Pair, Units


def heads_again(
    old: Units, new: Units, lines: Sequence[Line], forms: tuple[Sequence[str], Sequence[str]]
) -> list[tuple[int, int]]:
    """Heads of chapters that stand for themselves in both versions, where order lost them.

    An article that moved over the head of a chapter would else seem to leave a chapter that went.

    Args:
        old: of the earlier version.
        new: of the later one.
        lines: the clauses that were found again.
        forms: texts of both versions without form.
    """
    taken = {line.one for line in lines}, {line.other for line in lines}
    rows: list[dict[str, list[int]]] = [{}, {}]
    for side, units in enumerate((old, new)):
        for row in sorted(units.titles - taken[side]):
            if not units.bodies.get(row):
                rows[side].setdefault(forms[side][row], []).append(row)
    return [
        (ones[0], rows[1][form][0])
        for form, ones in rows[0].items()
        if len(ones) == len(rows[1].get(form, ())) == 1
    ]


def titles_left(
    old: Units,
    new: Units,
    lines: Sequence[Line],
    pairs: Sequence[Pair],
    texts: tuple[Sequence[str], Sequence[str]],
) -> list[Line]:
    """Headings not found again of articles that were: they moved, went or came with them.

    Args:
        old: of the earlier version.
        new: of the later one.
        lines: the clauses that were found again.
        pairs: of articles and sections.
        texts: of both versions.
    """
    ones, others = {line.one for line in lines}, {line.other for line in lines}
    joined = {pair.other for pair in pairs if pair.kind == "joined"}
    split = {pair.one for pair in pairs if pair.kind == "split"}
    found = []
    whole_first = sorted(pairs, key=lambda pair: pair.kind not in ("", "moved"))
    for pair in whole_first:
        one, other = pair.one, pair.other
        is_gone = one in old.titles and one not in ones
        is_new = other in new.titles and other not in others
        was, now = (texts[0][one] if is_gone else ""), (texts[1][other] if is_new else "")
        if is_gone and is_new and pair.kind in ("", "moved"):
            kind = pair.kind
        elif is_gone and other in joined:
            kind = "joined"
        elif is_new and one in split:
            kind = "split"
        else:
            continue
        found.append(Line(one, other, was, now, kind))
        ones.add(one)
        others.add(other)
    return found
