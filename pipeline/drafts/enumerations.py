"""What a sentence lists below itself (次に掲げるもの): items that look like headings."""

import re
from collections.abc import Iterator, Sequence

from pipeline.drafts.block import Block
from pipeline.drafts.heading_marks import begin_mark, heading_mark

_LEADS = re.compile(
    r"(?:次の(?:各号|いずれか|全て|すべて|とおり|事項|もの|[一-龥]{2}(?:に|の|を|は))|次に掲げる"
    r"|(?:以下|下記)の(?:とおり|もの|事項|いずれか)|各号に)[^。]*[。：:]?\s*$"
)
"""The end of a sentence that a list follows."""
_FEWEST = 2


def items_of(blocks: Sequence[Block]) -> frozenset[int]:
    """Positions of marked lines that follow such a sentence one upon the other, from the first on.

    Where words stand below one of them they are headings, as are those of a plan.
    """
    return frozenset(_items(blocks))


def _items(blocks: Sequence[Block]) -> Iterator[int]:
    for position, block in enumerate(blocks):
        if block.kind != "paragraph" or block.depth or not _LEADS.search(block.text):
            continue
        run = _run(blocks, position + 1)
        after = position + 1 + len(run)
        if len(run) >= _FEWEST and (after >= len(blocks) or not _is_text(blocks[after])):
            yield from run


def _is_text(block: Block) -> bool:
    """Whether a block is a paragraph without a mark."""
    is_paragraph = block.kind == "paragraph" and not block.depth
    return is_paragraph and begin_mark(block.text) is None and heading_mark(block.text) is None


def _run(blocks: Sequence[Block], begin: int) -> list[int]:
    """Positions from ``begin`` on of marks of one style, counting up from 1."""
    found: list[int] = []
    style = ""
    for position in range(begin, len(blocks)):
        block = blocks[position]
        mark = begin_mark(block.text) if block.kind == "paragraph" and not block.depth else None
        if mark is None or mark.value != len(found) + 1 or (style and mark.style != style):
            break
        style = mark.style
        found.append(position)
    return found
