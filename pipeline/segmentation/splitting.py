"""Rows to opinions: one answer cut into its points, with the place of each in the cell."""

from dataclasses import dataclass

from pipeline.segmentation.points import find_points
from pipeline.segmentation.sentence_points import PointParams
from pipeline.text.normalize import is_unseen


class SplittingParams(PointParams):
    """How an answer is cut into opinions."""

    enabled: bool = True
    """Whether answers are cut at all; if not, an answer is one opinion."""


@dataclass(frozen=True)
class Cut:
    """One opinion in a cell; offsets are characters of the cell as received.

    ``begin`` to ``end`` is the place (marks and announcing words included; the parts of a cell
    hold all of it); the opinion itself is ``cell[text_begin:end]``. ``lead`` is the span of the
    heading or announcement it stands under, None where there is none.
    """

    begin: int
    end: int
    text_begin: int
    lead: tuple[int, int] | None = None


def split(cell: str, params: SplittingParams) -> list[Cut]:
    r"""Cut an answer into opinions.

    Args:
        cell: the text as received, unchanged: the offsets count its characters.
        params: how.

    Returns:
        The parts in order; between them they hold every character of the cell, and each has
        words of its own. None for a cell that is blank.

    >>> cell = "・期限を延ばしてほしい。\n・費用は国が負担すべき。"
    >>> [cell[part.text_begin : part.end] for part in split(cell, SplittingParams())]
    ['期限を延ばしてほしい。\n', '費用は国が負担すべき。']
    """
    if is_unseen(cell):
        return []
    first = len(cell) - len(cell.lstrip())
    points = find_points(cell, params) if params.enabled else []
    opening = [point for point in points if point.begin <= first]
    later = [point for point in points if point.begin > first]
    stops = [*(point.begin for point in later), len(cell)][1:]
    later = [p for p, stop in zip(later, stops, strict=False) if cell[p.text_begin : stop].strip()]
    begins = [0, *(point.begin for point in later)]
    ends = [*begins[1:], len(cell)]
    opened = max((point.text_begin for point in opening), default=first)
    if not cell[opened : ends[0]].strip():  # a mark alone is its own text
        opened = first
    texts = [opened, *(point.text_begin for point in later)]
    leads = [next((p.lead for p in opening if p.lead), None), *(p.lead for p in later)]
    return [
        Cut(begin, end, _text_begin(cell, text, end), lead)
        for begin, end, text, lead in zip(begins, ends, texts, leads, strict=True)
    ]


def _text_begin(cell: str, begin: int, end: int) -> int:
    """The first character of the opinion that is not white space."""
    return end - len(cell[begin:end].lstrip())
