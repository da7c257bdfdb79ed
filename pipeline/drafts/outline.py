"""Blocks of a draft in order to clauses with level and path.

The order of styles is what the document itself shows: a style seen under another stays under it.
Where it shows nothing, the usual ranks of official documents decide (``heading_marks``).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.drafts.heading_marks import ROOT, Mark, begin_mark, heading_mark

_LOWEST_FIXED = 8
"""Rank of （１）: styles down to it have one level in the whole document and end what stands under
○ or brackets; lower ones are one below whatever they stand in."""
_ARTICLE = 4
"""Rank of 第N条: below it by-laws have no headings but items."""
_WITH_OWN_PARTS = frozenset({"別紙", "別添", "別表", "参考資料"})
_LARGEST_STEP = 3
"""How far a number without mark may run ahead of the one before it: pages may be missing."""


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, row of a table or footnote, with its place in the file.

    ``depth`` is the level that the format itself gives (Markdown, HTML, styles of Word), 0 where
    it gives none. Pages and lines count from 1, None where the file has none.
    """

    text: str
    kind: str = "paragraph"
    depth: int = 0
    page: int | None = None
    line: int | None = None
    page_to: int | None = None
    line_to: int | None = None


@dataclass(frozen=True)
class Placed:
    """A block that knows its section: level from 1, and the headings above, itself included."""

    block: Block
    kind: str
    mark: Mark | None = None
    level: int = 0
    path: tuple[int, ...] = ()
    """Positions of the headings above in the list of blocks, itself included if it is one."""


@dataclass
class _Open:
    """A heading that is still open while its section lasts."""

    mark: Mark
    position: int
    depth: int


@dataclass
class _Stack:
    """The open headings, and what the document showed of the order of its styles."""

    open: list[_Open] = field(default_factory=list)
    in_article: bool = False
    """Whether 第N条 began since the last other heading: numbers below are items (号)."""
    parents: dict[str, set[str]] = field(default_factory=dict)

    def styles(self) -> list[str]:
        return [heading.mark.style for heading in self.open]

    def fits(self, mark: Mark) -> bool:
        """Whether a bare number (２　…) may follow what came before it in its section."""
        if mark.style != "1":
            return True
        before = next((o.mark.value for o in reversed(self.open) if o.mark.style == "1"), 0)
        return mark.value == 1 or before < mark.value <= before + _LARGEST_STEP or not self.open

    def push(self, mark: Mark, position: int) -> None:
        self._close(mark)
        above = self.open[-1].mark.style if self.open else ""
        self.parents.setdefault(mark.style, set()).add(above)
        self.open.append(_Open(mark, position, len(self.open) + 1))

    def _close(self, mark: Mark) -> None:
        styles = self.styles()
        if mark.style in styles:
            del self.open[styles.index(mark.style) :]
            return
        if mark.rank is None:
            return
        if mark.rank <= _LOWEST_FIXED:
            while self.open and self.open[-1].mark.rank is None:
                self.open.pop()
        known = self.parents.get(mark.style, set())
        for depth in range(len(self.open), 0, -1):
            if self.open[depth - 1].mark.style in known:
                del self.open[depth:]
                return
        is_high = mark.rank < _LOWEST_FIXED
        begins_below = mark.rank > _LOWEST_FIXED and mark.value == 1
        while self.open and not begins_below:
            rank = self.open[-1].mark.rank
            if rank == ROOT and is_high and _holds(self.open[-1].mark, mark):
                return
            if rank is not None and rank < mark.rank and (rank != ROOT or not is_high):
                return
            if rank is None and mark.rank > _LOWEST_FIXED:
                return
            self.open.pop()


def _holds(root: Mark, mark: Mark) -> bool:
    """Whether a high heading stands below 附則 or 別紙 and not beside it.

    Articles behind 附則 are its own; what follows 別紙 begins anew there with 1.
    """
    if root.name == "附則":
        return mark.style == "条"
    return root.name in _WITH_OWN_PARTS and mark.value == 1


def outline(blocks: Sequence[Block]) -> list[Placed]:
    """Give each block its section.

    Args:
        blocks: in the order of the draft; kinds other than ``paragraph`` stay what they are.

    Returns:
        As many, in the same order. Before the first heading, and between missing pages and the
        next heading, level 0 and no path; the first short lines are of kind ``title``.
    """
    stack = _Stack()
    placed: list[Placed] = []
    is_known = True
    for position, block in enumerate(blocks):
        before = blocks[position - 1] if position else block
        if block.page is not None and block.page > (before.page_to or block.page) + 1:
            is_known = False  # what stood on the pages between is not known
            stack.open.clear()
        mark = _mark_of(block, stack)
        if mark is not None:
            stack.push(mark, position)
            is_known = True
        stack.in_article = _is_article(block) or (mark is None and stack.in_article)
        path = tuple(heading.position for heading in stack.open) if is_known else ()
        kind = "heading" if mark is not None else block.kind
        placed.append(Placed(block, kind, mark, len(path), path))
    placed = _with_titles(placed)
    return _with_levels(placed)


def _mark_of(block: Block, stack: _Stack) -> Mark | None:
    if block.kind != "paragraph":
        return None
    if block.depth:  # the format says that it is a heading, and at which level
        told = heading_mark(block.text)
        return Mark(f"#{block.depth}", -2 + block.depth / 100, told.number if told else "", 0)
    mark = heading_mark(block.text)
    if mark is None or (stack.in_article and mark.rank is not None and mark.rank > _ARTICLE):
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
            if one.mark.rank is not None and one.mark.rank <= _LOWEST_FIXED:
                counts = usual[one.mark.style]
                level = max(level, max(counts, key=lambda depth: (counts[depth], depth)))
            level_of[position] = level
        level = level_of[one.path[-1]] if one.path else 0
        result.append(replace(one, level=level))
    return result
