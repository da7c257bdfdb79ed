"""The headings that are open at a place of a draft, and where the next one stands below them."""

from dataclasses import dataclass, field

from pipeline.drafts.heading_marks import ROOT, Mark
from pipeline.drafts.named_marks import NAMED_RANK

LOWEST_FIXED = 8
"""Rank of （１）: styles down to it have one level in the whole document and end what stands under
○ or brackets; lower ones are one below whatever they stand in."""
ARTICLE_RANK = 4
"""Rank of 第N条: below it by-laws have no headings but items."""
_ENTERS = 7.5
"""Rank at which the first 施策１ of a document closes what is open: it stands below 3, not (1)."""
_IN_ORDER = frozenset({"1", "A", "a"})
"""Styles whose mark is so slight that its number must fit."""
_WITH_OWN_PARTS = frozenset({"別紙", "別添", "別表", "参考資料", "資料編"})
_CHAPTERS = frozenset({"序章", "終章"})
_LARGEST_STEP = 3
"""How far a number without mark may run ahead of the one before it: pages may be missing."""


@dataclass
class Open:
    """A heading that is still open while its section lasts."""

    mark: Mark
    position: int
    depth: int


@dataclass
class OpenHeadings:
    """The open headings, and what the document showed of the order of its styles."""

    open: list[Open] = field(default_factory=list)
    in_article: bool = False
    """Whether 第N条 began since the last other heading: numbers below are items (号)."""
    parents: dict[str, set[str]] = field(default_factory=dict)

    def styles(self) -> list[str]:
        """Of the open headings, outermost first."""
        return [heading.mark.style for heading in self.open]

    def fits(self, mark: Mark) -> bool:
        """Whether a bare number (２　…) may follow what came before it in its section."""
        if mark.style not in _IN_ORDER:
            return True
        same = (o.mark.value for o in reversed(self.open) if o.mark.style == mark.style)
        before = next(same, 0)
        return mark.value == 1 or before < mark.value <= before + _LARGEST_STEP or not self.open

    def goes_on(self, mark: Mark) -> bool:
        """Whether it counts on from an open heading, so that the article between was quoted."""
        above = [o.mark.value for o in self.open if o.mark.style == mark.style]
        return bool(above) and mark.value == above[-1] + 1

    def push(self, mark: Mark, position: int) -> None:
        """Open a heading, once those that it ends are closed."""
        self._close(mark)
        above = self.open[-1].mark.style if self.open else ""
        self.parents.setdefault(mark.style, set()).add(above)
        self.open.append(Open(mark, position, len(self.open) + 1))

    def _close(self, mark: Mark) -> None:
        styles = self.styles()
        if mark.style in styles:
            del self.open[styles.index(mark.style) :]
            return
        if mark.rank is None:
            self._close_named(mark)
            return
        if mark.rank <= LOWEST_FIXED:
            while self.open and self.open[-1].mark.rank is None:
                self.open.pop()
        known = self.parents.get(mark.style, set())
        for depth in range(len(self.open), 0, -1):
            if self.open[depth - 1].mark.style in known:
                del self.open[depth:]
                return
        own = _ENTERS if mark.rank == NAMED_RANK else mark.rank
        is_high = mark.rank < LOWEST_FIXED
        begins_below = mark.rank > LOWEST_FIXED and mark.value == 1
        while self.open and not begins_below:
            rank = self.open[-1].mark.rank
            if rank == ROOT and is_high and _holds(self.open[-1].mark, mark):
                return
            if rank is not None and rank < own and (rank != ROOT or not is_high):
                return
            if rank is None and mark.rank > LOWEST_FIXED:
                return
            self.open.pop()

    def _close_named(self, mark: Mark) -> None:
        """Close 【戦略１】 where 【日程】 follows: the same brackets stand side by side."""
        for depth in range(len(self.open) - 1, -1, -1):
            above = self.open[depth].mark
            if above.rank == NAMED_RANK and above.number[:1].replace("<", "＜") == mark.style:
                del self.open[depth:]
                return


def _holds(root: Mark, mark: Mark) -> bool:
    """Whether a high heading stands below 附則 or 別紙 and not beside it.

    Articles behind 附則 are its own; what follows 別紙 begins anew there with 1.
    """
    if root.name == "附則":
        return mark.style == "条"
    is_below_chapter = root.name in _CHAPTERS and mark.rank is not None and mark.rank > ARTICLE_RANK
    return (root.name in _WITH_OWN_PARTS or is_below_chapter) and mark.value == 1
