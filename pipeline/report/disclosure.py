"""What a public report leaves out: names, and counts and properties that tell few bodies apart.

Kinds of body with few bodies are merged; cells of tables by kind that stand for few bodies are not
printed, nor is the one cell by which the total would give such a cell away. How an opinion was
received (受付方法) is a fact of the office, no property of a person: its counts are all printed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.report.inputs import ReportParams
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.respondents.official_bodies import BODY_KINDS

MERGED = "その他の区分"
UNKNOWN_KIND = "不明"
OFFICES = frozenset(BODY_KINDS) - {"団体", "個人"}
"""Kinds of public bodies."""
MOST_VALUES = 12
"""Values of a property that a table shows in columns of their own: what fits across a page."""
_AGE = re.compile("年齢|年代|歳")
_OF_RECEIPT = re.compile(
    "(?:受付|受理|収受)(?:の)?(?:方法|手段|形式|形態|経路|媒体|窓口|区分)"
    "|(?:提出|回答|応募|送付|送信|投稿)(?:の)?(?:方法|手段|形式|形態|経路|媒体)|(?:媒体|経路|チャネル)$"
)


def counted(lines: Sequence[OpinionLine], settings: ReportParams) -> tuple[OpinionLine, ...]:
    """The lines as tables may count them: ages as decades, rare kinds and values merged.

    A private report counts everything; one that names bodies counts their kinds as they are.
    """
    if settings.private:
        return tuple(lines)
    least = settings.smallest_cell
    rare = [(line, line.body_kind) for line in lines if not _is_named(line, settings)]
    shown = {line.body_kind: line.body_kind for line in lines} | dict(_merged(rare, least))
    lines = [
        replace(line, attributes=tuple((n, banded(n, v)) for n, v in line.attributes))
        for line in lines
    ]
    values = {
        name: _merged(
            [(line, line.attribute(name)) for line in lines], 1 if is_of_receipt(name) else least
        )
        for name in attribute_names(lines)
    }
    return tuple(
        replace(
            line,
            body_kind=shown[line.body_kind],
            attributes=tuple((name, values[name][value]) for name, value in line.attributes),
        )
        for line in lines
    )


def disclosed(lines: Sequence[OpinionLine], settings: ReportParams) -> tuple[OpinionLine, ...]:
    """The lines as a report may list them, one by one.

    A public report names nobody: a number stands for the respondent, a body's name only where
    ``names_bodies`` is set. A kind of body or an attribute stands beside opinions only where no
    table hides a count of it, and where every combination shown is shared by enough respondents:
    who counts the list finds nothing that the tables hide.

    Args:
        lines: as ``counted`` gives them.
        settings: of the report.
    """
    if settings.private:
        return tuple(lines)
    kinds = settings.names_bodies or _is_open(lines, _kind_of, settings.smallest_cell)
    names = _open_attributes(lines, settings.smallest_cell)
    return tuple(
        replace(
            line,
            respondent_shown=line.respondent if _is_named(line, settings) else line.answer,
            body_kind=line.body_kind if kinds else None,
            body_code=line.body_code if _is_named(line, settings) else None,
            population_band=None,
            attributes=tuple(pair for pair in line.attributes if pair[0] in names),
        )
        for line in lines
    )


def is_named(kind: str | None, code: str | None, settings: ReportParams) -> bool:
    """Whether a report names a body: only an office that has a code; 中村 alone may be a person."""
    return settings.private or (settings.names_bodies and kind in OFFICES and bool(code))


def _is_named(line: OpinionLine, settings: ReportParams) -> bool:
    return is_named(line.body_kind, line.body_code, settings)


def attribute_names(lines: Sequence[OpinionLine]) -> tuple[str, ...]:
    """Names of attributes in the order in which they come up."""
    return tuple(dict.fromkeys(name for line in lines for name, _ in line.attributes))


def is_of_receipt(name: str) -> bool:
    """Whether an attribute says how an opinion was received, and nothing of who sent it.

    >>> is_of_receipt("受付方法"), is_of_receipt("提出者区分")
    (True, False)
    """
    return bool(_OF_RECEIPT.search("".join(name.split())))


def banded(name: str, value: str) -> str:
    """An age as a decade; every other value as it is.

    >>> banded("年齢", "67歳"), banded("年代", "60代")
    ('60代', '60代')
    """
    found = re.fullmatch(r"(\d{1,3})\s*歳?", unicodedata.normalize("NFKC", value))
    return f"{int(found[1]) // 10 * 10}代" if found and _AGE.search(name) else value


def attribute_of(name: str) -> Callable[[OpinionLine], str | None]:
    """What gives the value of an attribute."""
    return lambda line: line.attribute(name)


def _kind_of(line: OpinionLine) -> str | None:
    return line.body_kind


def _open_attributes(lines: Sequence[OpinionLine], smallest: int) -> list[str]:
    """Attributes that may stand beside opinions, as many as do not single anybody out."""
    names: list[str] = []
    for name in sorted(attribute_names(lines), key=is_of_receipt):  # properties of persons first
        if is_of_receipt(name) and all(map(is_of_receipt, names)):
            names.append(name)
            continue
        if not (is_of_receipt(name) or _is_open(lines, attribute_of(name), smallest)):
            continue
        held: dict[tuple[str | None, ...], set[str]] = {}
        for line in lines:
            values = tuple(line.attribute(known) for known in (*names, name))
            held.setdefault(values, set()).add(body_key(line))
        if all(len(bodies) >= smallest for bodies in held.values()):
            names.append(name)
    return names


def _is_open(
    lines: Sequence[OpinionLine],
    value_of: Callable[[OpinionLine], str | None],
    smallest: int,
) -> bool:
    """Whether the tables by theme and by review item hide no count of a property."""
    subjects: tuple[Callable[[OpinionLine], str], ...] = (
        lambda line: line.theme_id or "",
        lambda line: line.item_code,
    )
    for subject_of in subjects:
        bodies: dict[tuple[str, str | None], set[str]] = {}
        for line in lines:
            bodies.setdefault((subject_of(line), value_of(line)), set()).add(body_key(line))
        if any(len(held) < smallest for held in bodies.values()):
            return False
    return True


def _merged(values: Sequence[tuple[OpinionLine, str | None]], smallest: int) -> Mapping[str, str]:
    """The same of any values; beyond ``MOST_VALUES`` the smaller ones are merged, too."""
    bodies: dict[str, set[str]] = {}
    for line, value in values:
        if value is not None:
            bodies.setdefault(value, set()).add(body_key(line))
    sizes = {value: len(held) for value, held in bodies.items()}
    merged = merged_sizes(sizes, smallest, MOST_VALUES if smallest else None)
    return {value: MERGED if value in merged else value for value in sorted(bodies)}


def merged_sizes(sizes: Mapping[str, int], smallest: int, most: int | None = None) -> set[str]:
    """Which values are merged into one: the small ones, and more until they are enough together.

    Args:
        sizes: bodies of each value.
        smallest: bodies from which a value stands by itself.
        most: values that are shown, the merged ones as one; None for any number.

    >>> sorted(merged_sizes({"市": 12, "町": 10, "村": 3}, 3))
    []
    >>> sorted(merged_sizes({"市": 12, "町": 10, "村": 2}, 3))
    ['村', '町']
    """
    merged: set[str] = set()
    n_merged = 0
    for value in sorted(sizes, key=lambda value: (sizes[value], value)):
        many = most is not None and len(sizes) - len(merged) >= most
        if sizes[value] >= smallest and not 0 < n_merged < smallest and not many:
            break
        merged.add(value)
        n_merged += sizes[value]
    return merged


def body_key(line: OpinionLine) -> str:
    """Who said it; an opinion without a respondent counts as a body of its own."""
    return line.respondent or line.opinion_id


Row = Sequence[int]
Cells = tuple[int | None, ...]


def suppressed(opinions: Sequence[Row], bodies: Sequence[Row], smallest: int) -> tuple[Cells, ...]:
    """Counts of opinions, None where they stand for few bodies or would give such a cell away.

    Args:
        opinions: counts by row and kind; totals of rows and of columns are printed elsewhere.
        bodies: bodies behind each count, same shape.
        smallest: bodies from which a count is printed; 0 prints all.
    """
    hidden = [[0 < n < smallest for n in row] for row in bodies]
    changed = True
    while changed:
        changed = False
        for cells in _lines_of(len(bodies), len(bodies[0]) if bodies else 0):
            gone = [cell for cell in cells if hidden[cell[0]][cell[1]]]
            left = [cell for cell in cells if not hidden[cell[0]][cell[1]]]
            if len(gone) == 1 and left:
                some = [(i, k) for i, k in left if opinions[i][k]] or left
                i, k = min(some, key=lambda cell: (opinions[cell[0]][cell[1]], cell))
                hidden[i][k] = changed = True
    return tuple(
        tuple(None if gone else n for n, gone in zip(row, away, strict=True))
        for row, away in zip(opinions, hidden, strict=True)
    )


def _lines_of(n_rows: int, n_columns: int) -> list[list[tuple[int, int]]]:
    """The cells of every row, then of every column."""
    rows = [[(i, k) for k in range(n_columns)] for i in range(n_rows)]
    return rows + [[(i, k) for i in range(n_rows)] for k in range(n_columns)]
