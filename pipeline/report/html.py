"""A round's report as HTML: one file, no outside address, readable without a script.

A list of opinions longer than ``opinions_per_page`` goes into linked pages beside it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import jinja2
from markupsafe import Markup

from pipeline.report import wording
from pipeline.report.figures import inlined
from pipeline.report.summary import Summary
from pipeline.report.summary_opinions import OpinionLine

INDEX = "index.html"


def render(summary: Summary, figures: Mapping[str, str]) -> dict[str, str]:
    """The pages of the report: file name → HTML, ``index.html`` first.

    Args:
        summary: what to say.
        figures: ``themes`` and ``items``, standalone SVG made by ``report.figures``.
    """
    parts = pages_of_opinions(summary)
    split = len(parts) > 1
    hrefs = {
        line.opinion_id: f"{name if split else ''}#{opinion_anchor(line.opinion_id)}"
        for name, lines in parts.items()
        for line in lines
    }
    shared = {
        "summary": summary,
        "pages": {name: (lines[0].number, lines[-1].number) for name, lines in parts.items()}
        if split
        else {},
    }

    def opinion_href(line: OpinionLine) -> str:
        return hrefs[line.opinion_id]

    environment = template_environment(opinion_href)
    result = {
        INDEX: environment.get_template("report.html.j2").render(
            shared,
            home="",
            lines=[] if split else summary.opinions,
            figure_themes=_figure(figures["themes"], "図1 テーマ別の意見の件数。数値は表3と同じ"),
            figure_items=_figure(figures["items"], "図2 検討項目別の意見の件数。数値は表2と同じ"),
        )
    }
    if split:
        template = environment.get_template("opinions.html.j2")
        for name, lines in parts.items():
            result[name] = template.render(shared, home=INDEX, lines=lines, page=name)
    return result


def pages_of_opinions(summary: Summary) -> dict[str, Sequence[OpinionLine]]:
    """The opinions cut into pages: file name → opinions; all on ``index.html`` where they fit."""
    lines, size = summary.opinions, summary.settings.opinions_per_page
    if len(lines) <= size:
        return {INDEX: lines} if lines else {}
    return {
        f"opinions-{number}.html": lines[start : start + size]
        for number, start in enumerate(range(0, len(lines), size), start=1)
    }


def template_environment(
    opinion_href: Callable[[OpinionLine], str] | None = None,
) -> jinja2.Environment:
    """Templates of reports: everything escaped, and a missing name is an error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        {"n": lambda number: f"{number:,}", "probability": lambda value: f"{value:.2f}"}
    )
    names: dict[str, Any] = {
        "opinion_href": opinion_href,
        "opinion_anchor": opinion_anchor,
        "theme_anchor": theme_anchor,
        "item_anchor": item_anchor,
        "item_label": wording.item_label,
        "item_short": wording.item_short,
        "Status": wording.Status,
    }
    environment.globals.update(names)
    return environment


def opinion_anchor(opinion_id: str) -> str:
    """Anchor of an opinion; it follows the opinion, not its number."""
    return f"o-{opinion_id}"


def theme_anchor(theme_id: str) -> str:
    """Anchor of a theme; it follows the theme, not its rank."""
    return "t-" + re.sub(r"[^0-9A-Za-z_-]", "-", theme_id)


def item_anchor(code: str) -> str:
    """Anchor of a review item."""
    return "i-" + re.sub(r"[^0-9A-Za-z_-]", "-", code)


def _figure(svg: str, label: str) -> Markup:
    # matplotlib has escaped the names in it; nothing else in it comes from outside.
    return Markup(inlined(svg, label))
