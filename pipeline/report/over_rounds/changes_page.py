"""The pages of changes: the latest round against the one before it, and earlier such pairs."""

from collections.abc import Callable, Collection, Mapping, Sequence

import pandas as pd
from markupsafe import Markup

from pipeline.changes.share_change import FEWEST
from pipeline.report.html.environment import opinion_anchor, template_environment
from pipeline.report.inputs import records
from pipeline.report.over_rounds.quotes import Quote
from pipeline.report.over_rounds.trajectory_figure import TrajectoryLine, figure
from pipeline.report.over_rounds.transition import Transition

INDEX = "index.html"
_MOST = 40
"""Themes, pairs and bodies on a page; the CSV lists all."""
_QUOTE_CHARACTERS = 240


def render(
    told: Sequence[Transition],
    rounds: Mapping[str, str],
    dates: Mapping[str, str],
    names: Mapping[str, str],
    trajectory: pd.DataFrame,
    folders: Mapping[str, str],
    linked: Callable[[Quote], bool],
    void: Sequence[str],
    in_office: Collection[str],
) -> dict[str, str]:
    """File name → HTML; one page that says why where there are no two rounds.

    Args:
        told: every round against the one before, in the order of time.
        rounds: title of every round.
        dates: of every round, short, for the figure.
        names: of coarse themes, by lasting id.
        trajectory: of coarse themes, as ``then_and_now.trajectory`` gives it.
        folders: of the report of each round, seen from the page.
        linked: whether an opinion has an anchor in the first page of its report.
        void: what people said on earlier themes that cannot be done.
        in_office: rounds whose one page with what is new lies beside, as Word and slides.
    """
    environment = template_environment()
    template = environment.get_template("changes.html.j2")
    if not told:
        why = f"比べる回がまだない（今あるのは{len(rounds)}回）。次の回を加えると変化が出る。"
        return {INDEX: template.render(told=None, why_not=why)}

    def href(quote: Quote) -> str:
        anchor = f"#{opinion_anchor(quote.opinion_id)}" if linked(quote) else ""
        return f"{folders[quote.round]}{anchor}"

    lines = _lines(list(rounds), names, trajectory)
    shown = [dates[name] for name in rounds]
    shared = {
        "titles": rounds,
        "rounds": list(rounds),
        "home": folders,
        "href": href,
        "limit": _QUOTE_CHARACTERS,
        "most": _MOST,
        "fewest": FEWEST,
        "void": void,
        "in_office": in_office,
        "trajectory": [(name, cells) for name, cells, _ in lines],
        "figure": Markup(figure(shown, [line for _, _, line in lines])),
    }
    pages = {}
    for one in told:
        others = [other.after for other in told if other is not one]
        pages[f"{one.after}.html"] = template.render(shared, told=one, others=others)
    return pages | {INDEX: pages[f"{told[-1].after}.html"]}


def placeholder() -> str:
    """The public page where reports are private."""
    why = "この意見照会の報告は非公開とした（設定 report.private）。"
    template = template_environment().get_template("changes.html.j2")
    return template.render(told=None, why_not=why)


def _lines(
    rounds: Sequence[str], names: Mapping[str, str], trajectory: pd.DataFrame
) -> list[tuple[str, list[object], TrajectoryLine]]:
    """Name, cells and figure line of each coarse theme, the largest of any round first."""
    cells = {(row.subject, row.round): row for row in records(trajectory)}
    sizes = trajectory.groupby("subject", sort=False)["n_contents"].max()
    order = sorted(sizes.index, key=lambda subject: -sizes[subject])
    lines = []
    for subject in order:
        own = [cells.get((subject, name)) for name in rounds]
        counts = tuple(0 if cell is None else int(cell.n_contents) for cell in own)
        lines.append((names[subject], list(own), TrajectoryLine(names[subject], counts)))
    return lines
