"""What is new in a round since the one before, in a few lines for its one page.

A round's own report says nothing of other rounds. So its one page holds an empty place, and asks
for ``changes/<round>.js``, which the pages over rounds write where there is an earlier round: the
lines stand on the page as long as it lies beside them, and no byte of it depends on them. Its Word
file and slides cannot ask: there the page's links lead to copies with the lines, of the same place.
"""

from collections.abc import Collection, Sequence

from pipeline.report.html.environment import as_data
from pipeline.report.over_rounds.subject_lines import SubjectLine
from pipeline.report.over_rounds.transition import Transition
from pipeline.report.wording import named
from pipeline.tables.theme_links import Became

_MOST = 3
"""Points and subjects that are named; the page of changes has all."""


def render(told: Sequence[Transition], in_office: Collection[str]) -> dict[str, str]:
    """File name → script that hands the lines of a round to its one page.

    Args:
        told: every round against the one before.
        in_office: rounds whose Word file and slides with the lines lie beside the script.
    """
    return {
        f"{one.after}.js": f"news({as_data(lines(one))}, {as_data(one.after in in_office)});\n"
        for one in told
    }


def lines(told: Transition) -> tuple[str, ...]:
    """Two or three sentences: against which round, what is new, what is said more or less."""
    day = told.before_date.partition("（")[0]
    gone = told.by_became["fine"].get(Became.GONE, 0)
    found = [
        f"{named(told.before_title)}（{day}）と比べて、意見は"
        f"{told.n_then.n_opinions:,}件から{told.n_now.n_opinions:,}件、"
        f"新しい論点は{len(told.new('fine')):,}、なくなった論点は{gone:,}。"
        f"前の回までと一字一句同じ意見は{len(told.repeated):,}件。"
    ]
    if new := told.new("fine"):
        shown = [f"{named(line.name)}（{line.now.n_opinions:,}件）" for line in new]
        found.append(f"新しい論点：{_some(shown)}。")
    if told.changed:
        shown = [f"{named(line.name)}（{line.verdict}）" for line in _once(told.changed)]
        found.append(f"割合が変わったと言えるもの：{_some(shown)}。")
    return tuple(found)


def _once(changed: Sequence[SubjectLine]) -> list[SubjectLine]:
    """Subjects, each name once: a theme of one point is called as it."""
    return list({line.name: line for line in reversed(changed)}.values())[::-1]


def _some(shown: Sequence[str]) -> str:
    rest = len(shown) - _MOST
    return "、".join(shown[:_MOST]) + (f"、ほか{rest:,}" if rest > 0 else "")
