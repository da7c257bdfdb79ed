"""Blocks of a draft in order to clauses with level and path.

The order of styles is what the document itself shows: a style seen under another stays under it.
Where it shows nothing, the usual ranks of official documents decide (``heading_marks``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.drafts.block import Block
from pipeline.drafts.enumerations import items_of
from pipeline.drafts.heading_marks import Mark, begin_mark, heading_mark
from pipeline.drafts.open_headings import ARTICLE_RANK, LOWEST_FIXED, OpenHeadings


@dataclass(frozen=True)
class Placed:
    """A block that knows its section: level from 1, and the headings above, itself included."""

    block: Block
    kind: str
    mark: Mark | None = None
    level: int = 0
    path: tuple[int, ...] = ()
    """Positions of the headings above in the list of blocks, itself included if it is one."""


def outline(blocks: Sequence[Block]) -> list[Placed]:
    """Give each block its section.

    Args:
        blocks: in the order of the draft; kinds other than ``paragraph`` stay what they are.

    Returns:
        As many, in the same order. Before the first heading, and between missing pages and the
        next heading, level 0 and no path; the first short lines are of kind ``title``.
    """
    blocks = _with_own_title(blocks)
    items = items_of(blocks)
    stack = OpenHeadings()
    placed: list[Placed] = []
    is_known = True
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else block
        if block.page is not None and block.page > (before.page_to or block.page) + 1:
            is_known = False  # what stood on the pages between is not known
            stack.open.clear()
        mark = None if position in items else _mark_of(block, stack)
        if mark is not None:
            stack.push(mark, position)
            is_known = True
        stack.in_article = _is_article(block) or (mark is None and stack.in_article)
        path = tuple(heading.position for heading in stack.open) if is_known else ()
        kind = "heading" if mark is not None else block.kind
        placed.append(Placed(block, kind, mark, len(path), path))
    placed = _with_titles(placed)
    return _with_levels(placed)


def _with_own_title(blocks: Sequence[Block]) -> list[Block]:
    """The title of a document is no heading, though its format gives it the highest level.

    It is the first heading, the only one of its level, and has no number.
    """
    depths = [block.depth for block in blocks if block.depth]
    first = next((n for n, block in enumerate(blocks) if block.depth), None)
    if first is None or len(depths) < 2 or depths.count(depths[0]) > 1 or min(depths) < depths[0]:
        return list(blocks)
    mark = heading_mark(blocks[first].text)
    if mark is not None and mark.rank is not None:
        return list(blocks)
    title = replace(blocks[first], kind="title", depth=0)
    return [*blocks[:first], title, *blocks[first + 1 :]]


def _mark_of(block: Block, stack: OpenHeadings) -> Mark | None:
    if block.kind != "paragraph":
        return None
    if block.depth:  # the format says that it is a heading, and at which level
        told = heading_mark(block.text)
        return Mark(f"#{block.depth}", -2 + block.depth / 100, told.number if told else "", 0)
    mark = heading_mark(block.text)
    if mark is None:
        return None
    is_below = stack.in_article and mark.rank is not None and mark.rank > ARTICLE_RANK
    if is_below and not stack.goes_on(mark):
        return None
    return mark if stack.fits(mark) else None


def _is_article(block: Block) -> bool:
    mark = begin_mark(block.text) if block.kind == "paragraph" else None
    return mark is not None and mark.style == "条"


def _with_titles(placed: Sequence[Placed]) -> list[Placed]:
    """The short lines above the first heading are the title, its date and its author."""
    first = next((n for n, one in enumerate(placed) if one.kind == "heading"), 0)
    return [
        replace(one, kind="title")
        if n < min(first, 5) and one.kind == "paragraph" and _is_short(one.block.text)
        else one
        for n, one in enumerate(placed)
    ]


def _is_short(text: str) -> bool:
    return len(text) <= 60 and "。" not in text


def _with_levels(placed: Sequence[Placed]) -> list[Placed]:
    """Levels: of a style in the whole document down to （１）, below it one under its parent."""
    usual: dict[str, Counter[int]] = {}
    for one in placed:
        if one.mark is not None:
            usual.setdefault(one.mark.style, Counter())[len(one.path)] += 1
    level_of: dict[int, int] = {}
    result = []
    for position, one in enumerate(placed):
        if one.mark is not None:
            above = level_of[one.path[-2]] if len(one.path) > 1 else 0
            level = above + 1
            if one.mark.rank is not None and one.mark.rank <= LOWEST_FIXED:
                counts = usual[one.mark.style]
                level = max(level, max(counts, key=lambda depth: (counts[depth], depth)))
            level_of[position] = level
        level = level_of[one.path[-1]] if one.path else 0
        result.append(replace(one, level=level))
    return result
