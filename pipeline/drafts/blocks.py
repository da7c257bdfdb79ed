"""Lines of a draft to its headings, paragraphs, rows of tables and footnotes."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.drafts.block import Block
from pipeline.drafts.heading_marks import begin_mark, heading_mark
from pipeline.drafts.named_marks import NAMED_RANK
from pipeline.text.sentences import CLOSERS, STOPS

_FULL = 0.85
"""A line at least this share of the widest line was broken by the margin (as ``readers.pdf``)."""
_NARROWEST = 36
"""Half-width columns of the narrowest line that a margin breaks: a page of two columns."""
_FEWEST_LINES = 5
"""Lines of a page that tell how wide its text is; with fewer, the widest of the document does."""
_USUAL, _BEYOND = 0.9, 1.1
"""Quantile of the widths of all lines that is a full line, and how far a page may exceed it: a
single line that runs over the margin makes no page wide."""
SENTENCE_END = re.compile(rf"(?:[{STOPS}．：:][{CLOSERS}]*|[（(](?:以下)?略[)）])$")
BULLET = re.compile(r"\s*(?:[-‐–・•･*＊○●◎◇◆□■▼▽▲△※→➢➤✓☑]|【|＜|<)")
_CONTENTS = re.compile(r"(?:(?:[.．…‥・･·･]\s*){3,}|…\s*…\s*)[0-9０-９]{1,3}\s*$")
_CONTENTS_HEAD = re.compile(r"\s*[【＜]?(?:本[章書]の)?\s*目\s*次\s*[】＞]?\s*")
_ENDS_IN_PAGE = re.compile(r"\D\s+[-－P.]*[0-9０-９]{1,3}\s*[-－]?\s*$")
_SPACED_YEAR = re.compile(r"(?<!\S)[12](?: \d){3}(?=\s*年)")
"""A year of which a PDF gave digit by digit."""
_INDENTED = re.compile(r"(?:　|[ \t]{1,4}(?=[^\x00-\x7f]))")
"""How a paragraph begins where a document indents its first lines."""
_MOST_INDENTED = 0.6
"""Share of first lines that are indented from which a document does."""
_SLIGHT = frozenset({"1", "A", "a", "ア", "一", "1.1", "1.1.1"})
"""Styles of marks that words which go on may begin with."""
_FOOTNOTE = re.compile(r"\s*(?:(?:※|注|＊|\*|脚注)\s*[0-9０-９]+[\s:：）)．.、]|\[\^[^\]]+\]:)")


@dataclass(frozen=True)
class Line:
    """A line of a draft.

    ``depth`` and ``kind`` as of ``Block``, where the format tells them; ``whole``: the format says
    that this is a paragraph of its own (Word, HTML), no line that a margin broke.
    """

    text: str
    page: int | None = None
    line: int | None = None
    depth: int = 0
    kind: str = "paragraph"
    whole: bool = False
    page_to: int | None = None
    """Page on which it ends, where that may be another one."""


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Join the lines that only the margin broke, and tell contents and footnotes.

    Args:
        lines: in order, blank ones included: they end a paragraph.
    """
    blocks = list(_without_contents(_joined(lines)))
    is_outlined = any(
        block.depth or heading_mark(block.text)
        for block in blocks
        if block.kind == "paragraph" and not _CONTENTS_HEAD.fullmatch(block.text)
    )
    return blocks if is_outlined else [_entry(block) for block in blocks]


def _entry(block: Block) -> Block:
    """An entry of contents as the heading that it names, where there are but the contents."""
    if _CONTENTS_HEAD.fullmatch(block.text):
        return replace(block, kind="contents")
    if block.kind != "contents":
        return block
    return replace(block, kind="paragraph", text=_CONTENTS.sub("", block.text).rstrip())


def _joined(lines: Sequence[Line]) -> Iterator[Block]:
    widths = _widest_lines(lines)
    indents = _indents(lines)
    block: Block | None = None
    previous: Line | None = None
    for line in lines:
        text = _SPACED_YEAR.sub(lambda found: found[0].replace(" ", ""), line.text.strip())
        if not text:
            if block is not None:
                yield block
            block = previous = None
            continue
        if block is not None and previous is not None and _goes_on(previous, line, widths, indents):
            gap = " " if block.text[-1].isascii() and text[0].isascii() else ""
            block = replace(
                block, text=block.text + gap + text, page_to=line.page, line_to=line.line
            )
        else:
            if block is not None:
                yield block
            kind = "footnote" if _FOOTNOTE.match(line.text) else line.kind
            page_to = line.page_to or line.page
            block = Block(text, kind, line.depth, line.page, line.line, page_to, line.line)
        previous = line
    if block is not None:
        yield block


def _goes_on(previous: Line, line: Line, widths: dict[int | None, int], indents: bool) -> bool:
    """Whether a line goes on with the sentence, or the paragraph, of the one before."""
    if previous.whole or line.whole or line.depth or previous.depth or previous.kind != line.kind:
        return False
    before = previous.text.rstrip()
    if _CONTENTS.search(before) or _FOOTNOTE.match(line.text):
        return False
    if SENTENCE_END.search(before) and (
        not indents or _INDENTED.match(line.text) or heading_mark(line.text)
    ):
        return False
    if BULLET.match(line.text) or _begins(line.text):
        return False
    return width(before) >= max(widths[previous.page] * _FULL, _NARROWEST)


def _indents(lines: Sequence[Line]) -> bool:
    """Whether the first lines of paragraphs stand further right, those below headings at least."""
    firsts = [
        bool(_INDENTED.match(line.text))
        for before, line in pairwise(lines)
        if not line.whole
        and line.text.strip()
        and not BULLET.match(line.text)
        and begin_mark(line.text) is None
        and heading_mark(before.text) is not None
    ]
    return len(firsts) > 1 and sum(firsts) >= _MOST_INDENTED * len(firsts)


def _begins(text: str) -> bool:
    """Whether a line begins with a mark; a bare number that goes on (30 年) is none."""
    mark = begin_mark(text)
    if mark is None:
        return False
    is_slight = mark.rank == NAMED_RANK or mark.style in _SLIGHT
    return not is_slight or bool(heading_mark(text))


def _widest_lines(lines: Sequence[Line]) -> dict[int | None, int]:
    by_page: dict[int | None, list[int]] = {}
    for line in lines:
        if not line.whole and line.text.strip():
            by_page.setdefault(line.page, []).append(width(line.text.rstrip()))
    every = sorted(n for widths in by_page.values() for n in widths)
    overall = every[int(len(every) * _USUAL)] if every else 0
    return {line.page: overall for line in lines} | {
        page: min(max(widths), round(overall * _BEYOND))
        if len(widths) >= _FEWEST_LINES
        else overall
        for page, widths in by_page.items()
    }


def _without_contents(blocks: Iterator[Block]) -> Iterator[Block]:
    """The table of contents is no outline: its entries name headings that come later."""
    inside = told = False  # told: the format says where the contents end, at the next heading
    for block in blocks:
        if _CONTENTS.search(block.text):
            yield replace(block, kind="contents")
            continue
        inside = inside and (told or bool(_ENDS_IN_PAGE.search(block.text))) and not block.depth
        is_head = bool(_CONTENTS_HEAD.fullmatch(block.text))
        yield replace(block, kind="contents") if inside else block
        if is_head:
            inside, told = True, bool(block.depth)


def width(line: str) -> int:
    """Width in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line)
