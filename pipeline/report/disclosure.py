"""What a public report leaves out: names, and counts and properties that tell few bodies apart.

Kinds of body with few bodies are merged; which counts and values are not shown is in
``hidden_counts`` and ``hidden_values``. How an opinion was
received (受付方法) is a fact of the office, no property of a person: its counts are all printed.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pipeline.report.hidden_counts import body_key
from pipeline.report.hidden_values import HIDDEN, Beside, hidden_bodies
from pipeline.report.inputs import ReportParams
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.respondents.official_bodies import BODY_KINDS

MERGED = "その他の区分"
UNKNOWN_KIND = "不明"
UNTOLD = "記載なし"
"""Value of an attribute where the file gives none."""
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
    ``names_bodies`` is set. A kind of body or an attribute stands beside opinions but for the
    bodies that ``pipeline.report.hidden_values`` names: who counts the list finds nothing that the
    tables hide, and every combination shown is shared by enough respondents.

    Args:
        lines: as ``counted`` gives them.
        settings: of the report.
    """
    if settings.private:
        return tuple(lines)
    least = settings.smallest_cell
    by_kind = frozenset() if settings.names_bodies else hidden_bodies(lines, kind_of, (), least)
    shows_kinds = any(body_key(line) not in by_kind for line in lines)
    hidden = _hidden_by_attribute(lines, least)

    def shown_kind(line: OpinionLine) -> str | None:
        if not shows_kinds:
            return None
        return HIDDEN if body_key(line) in by_kind else line.body_kind

    def shown_attributes(line: OpinionLine) -> tuple[tuple[str, str], ...]:
        told = dict(line.attributes)
        told |= {name: HIDDEN for name, bodies in hidden.items() if body_key(line) in bodies}
        return tuple((name, told[name]) for name in hidden if name in told)

    return tuple(
        replace(
            line,
            respondent_shown=line.respondent if _is_named(line, settings) else line.answer,
            body_kind=shown_kind(line),
            body_code=line.body_code if _is_named(line, settings) else None,
            population_band=None,
            attributes=shown_attributes(line),
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


def kind_of(line: OpinionLine) -> str:
    """The kind of body as tables show it."""
    return line.body_kind or UNKNOWN_KIND


def told_of(name: str) -> Callable[[OpinionLine], str]:
    """What gives the value of an attribute as tables and filters show it."""
    return lambda line: line.attribute(name) or UNTOLD


def _hidden_by_attribute(lines: Sequence[OpinionLine], smallest: int) -> dict[str, frozenset[str]]:
    """The attributes that stand beside opinions, and the bodies whose value is not shown."""
    found: dict[str, frozenset[str]] = {}
    beside: list[Beside] = []
    for name in sorted(attribute_names(lines), key=is_of_receipt):  # properties of persons first
        received = is_of_receipt(name)
        if received and all(map(is_of_receipt, found)):
            found[name] = frozenset()
            continue
        bodies = hidden_bodies(lines, told_of(name), beside, smallest, in_tables=not received)
        if any(body_key(line) not in bodies for line in lines):
            found[name] = bodies
            beside.append((told_of(name), bodies))
    return {name: found[name] for name in attribute_names(lines) if name in found}


def banded(name: str, value: str) -> str:
    """An age as a decade; every other value as it is.

    >>> banded("年齢", "67歳"), banded("年代", "60代")
    ('60代', '60代')
    """
    found = re.fullmatch(r"(\d{1,3})\s*歳?", unicodedata.normalize("NFKC", value))
    return f"{int(found[1]) // 10 * 10}代" if found and _AGE.search(name) else value


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
