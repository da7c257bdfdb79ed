"""Lines of a text as it was typed: page numbers and heads within it, headings over two lines."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.drafts.blocks import SENTENCE_END, Line
from pipeline.drafts.heading_marks import begin_mark, is_bare_mark

_BARE_NUMBER = re.compile(r"\s*[0-9０-９]{1,3}\s*")
_SIGNED_NUMBER = re.compile(
    r"\s*(?:[-－―‐–~～]\s*[0-9０-９]{1,3}\s*[-－―‐–~～]|[0-9０-９]{1,3}\s*[/／]\s*[0-9０-９]{1,3}"
    r"|[Pp]\.?\s*[0-9０-９]{1,3}|[ivxⅰ-ⅻ]{1,4})\s*"
)
"""Numbers of pages by their signs: － 3 －, 12/45, P.3, iv."""
_AT_END = re.compile(
    r"[\s　]+(?:[-－―]?\s*[0-9０-９]{1,3}\s*[-－―]?|[0-9０-９]{1,3}\s*[/／]\s*[0-9０-９]{1,3})\s*$"
)
_TIED = re.compile(
    r"(?:[のをやとへ・、]|及び|並びに|又は|若しくは|における|に関する|に係る|に向けた|に対する|による|ための"
    r"|した)$"
)
"""What no heading ends in."""
_LONGEST_REST = 30
"""Characters of the second line of a heading."""
_PAGE = 8
"""Lines at least between two numbers of pages."""
_COLUMNS = re.compile(r"\S(?:[ \t]{3,}|　{3,})\S")
"""A gap within a line, as between the columns of a table that was typed."""


def repaired(lines: Sequence[Line]) -> list[Line]:
    """Lines without what belongs to the page, headings on one line, typed tables as rows.

    Args:
        lines: of a text without any format of its own, in order.
    """
    return _with_rows(_with_whole_headings(_without_furniture(lines)))


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Drop numbers of pages, and heads that stand beside one and elsewhere again.

    A bare number is one of a page where its neighbours say so: it ends the text, a head stands
    beside it, or the next such number is one more.
    """
    filled = [n for n, line in enumerate(lines) if line.text.strip()]
    texts = [lines[n].text.strip() for n in filled]
    numbers = [i for i, text in enumerate(texts) if _is_number(text)]
    beside = {j for i in numbers for j in (i - 1, i + 1)} | {0}
    heads = Counter(
        _head_of(text)
        for i, text in enumerate(texts)
        if (i in beside or _AT_END.search(text)) and _is_head(text)
    )
    is_head = [heads[_head_of(text)] > 1 and _is_head(text) for text in texts]
    gone = {
        i
        for i in numbers
        if _SIGNED_NUMBER.fullmatch(texts[i])
        or i == len(texts) - 1
        or (
            not _begins_section(lines[filled[i] :])
            and (any(is_head[j] for j in (i - 1, i + 1)) or _follows(texts, numbers, i))
        )
    }
    gone |= {
        i
        for i, text in enumerate(texts)
        if i and is_head[i] and ({i - 1, i + 1} & gone or _AT_END.search(text))
    }
    dropped = {filled[i] for i in gone}
    return [line for n, line in enumerate(lines) if n not in dropped]


def _begins_section(lines: Sequence[Line]) -> bool:
    """Whether the number at which lines begin has its title below."""
    filled = [line for line in lines[:8] if line.text.strip()]
    return (
        len(filled) > 1 and _is_rest(filled[1].text.strip()) and _leads(filled[0].text, filled[2:])
    )


def _follows(texts: Sequence[str], numbers: Sequence[int], one: int) -> bool:
    """Whether the number before or behind is one less or more, and a page away."""
    place = numbers.index(one)
    for n, step in ((place - 1, -1), (place + 1, 1)):
        if 0 <= n < len(numbers) and abs(numbers[n] - one) >= _PAGE:
            other = texts[numbers[n]]
            if _BARE_NUMBER.fullmatch(other) and int(other) - int(texts[one]) == step:
                return True
    return False


def _head_of(text: str) -> str:
    return "".join(_AT_END.sub("", text).split())


def _is_head(text: str) -> bool:
    return not SENTENCE_END.search(text) and begin_mark(text) is None and not _is_number(text)


def _is_number(text: str) -> bool:
    return bool(_BARE_NUMBER.fullmatch(text) or _SIGNED_NUMBER.fullmatch(text))


def _with_whole_headings(lines: Sequence[Line]) -> list[Line]:
    """Join a number with the title on the next line, and a title with its second line."""
    found: list[Line] = []
    for number, line in enumerate(lines):
        above = found[-1].text.rstrip() if found else ""
        text = line.text.strip()
        if above and text and _is_rest(text):
            if is_bare_mark(above) and _leads(above, lines[number + 1 :]):
                found[-1] = replace(found[-1], text=f"{above}　{text}", whole=True)
                continue
            if begin_mark(above) and _TIED.search(above) and len(above) <= _LONGEST_REST + 10:
                found[-1] = replace(found[-1], text=above + text, whole=True)
                continue
        found.append(line)
    return found


def _is_rest(text: str) -> bool:
    return (
        len(text) <= _LONGEST_REST
        and "。" not in text
        and not SENTENCE_END.search(text)
        and begin_mark(text) is None
        and not _is_number(text)
    )


def _leads(number: str, following: Sequence[Line]) -> bool:
    """Whether a number alone begins a section: what follows a bare 4 is 4-1 or 4.1."""
    if not _BARE_NUMBER.fullmatch(number):
        return True
    mark = next((m for line in following[:4] if (m := begin_mark(line.text))), None)
    return mark is not None and mark.style == "1.1" and mark.number.startswith(number.strip())


def _with_rows(lines: Sequence[Line]) -> list[Line]:
    """Two lines and more with gaps within are rows of a table."""
    gaps = [_n_gaps(line.text) for line in lines]
    is_row = [
        n > 0 and any(0 <= m < len(gaps) and gaps[m] > 0 for m in (i - 1, i + 1))
        for i, n in enumerate(gaps)
    ]
    return [
        replace(line, kind="table") if row and line.kind == "paragraph" else line
        for line, row in zip(lines, is_row, strict=True)
    ]


def _n_gaps(text: str) -> int:
    plain = text.strip()
    mark = begin_mark(plain)
    return len(_COLUMNS.findall(plain[len(mark.number) :].strip() if mark else plain))
