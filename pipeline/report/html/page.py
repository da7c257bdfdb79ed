"""A round's report as HTML: one file, no outside address, readable without a script.

A list of opinions longer than ``opinions_per_page`` goes into linked pages beside it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from pipeline.rate import told
from pipeline.report.disclosure import MOST_VALUES
from pipeline.report.html.environment import (
    opinion_anchor,
    script_of_the_page,
    template_environment,
)
from pipeline.report.html.numbering import Numbering
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.whole import Summary

INDEX = "index.html"
CHARACTERS_PER_PAGE = 800_000
"""Characters of opinions in one file, at most 2.4 MB: a page is below 5 MB whatever is said."""


def render(summary: Summary, figures: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The pages of the report: file name and HTML, ``index.html`` first, made one by one.

    Args:
        summary: what to say.
        figures: standalone SVG made by ``report.figure_set``.
    """
    parts = pages_of_opinions(summary)
    split = len(parts) > 1
    hrefs = {
        line.opinion_id: f"{name if split else ''}#{opinion_anchor(line.opinion_id)}"
        for name, lines in parts.items()
        for line in lines
    }
    shared: dict[str, Any] = {
        "summary": summary,
        "number": Numbering(),
        # A single may be nearest to a theme that holds opinions of other rounds only.
        "linked_themes": {theme.theme_id for theme in summary.themes}
        | {sub.theme_id for theme in summary.themes for sub in theme.sub_themes},
        "pages": {name: (lines[0].number, lines[-1].number) for name, lines in parts.items()}
        if split
        else {},
    }

    def opinion_href(line: OpinionLine) -> str:
        return hrefs[line.opinion_id]

    environment = template_environment(opinion_href)
    shared |= script_of_the_page(environment, "folding.js", "filter.js")
    yield (
        INDEX,
        environment.get_template("report.html.j2").render(
            shared,
            home="",
            lines=[] if split else summary.opinions,
            most_values=MOST_VALUES + 2,  # beside merged ones and 記載なし
            figure_themes=_figure(
                figures["themes"],
                "テーマ別の意見の件数。数値は表「テーマと論点」と同じ",
            ),
            figure_map=_figure(figures["map"], "意見の地図。軸と距離に意味はない")
            if figures.get("map")
            else "",
            figure_items=_figure(
                figures.get("items", ""),
                "検討項目別の意見の件数。数値は検討項目別の表と同じ",
            ),
            figure_natures=_figure(figures.get("natures", ""), "検討項目別、意見の性質別の件数"),
            figure_reliability=_figure(
                figures.get("reliability", ""), "分類器の示した確率と、実際に正しかった割合"
            ),
            figure_bodies=_figure(
                figures.get("bodies", ""), "論点ごと、団体の区分別の意見の件数。数値は表と同じ"
            ),
        ),
    )
    if split:
        template = environment.get_template("opinions.html.j2")
        for name, lines in told(parts.items(), len(parts), "pages"):
            yield name, template.render(shared, home=INDEX, lines=lines, page=name)


def placeholder(summary: Summary) -> str:
    """The public page of a round whose report is private: that there is one, nothing else."""
    return template_environment().get_template("private.html.j2").render(summary=summary)


def pages_of_opinions(summary: Summary) -> dict[str, Sequence[OpinionLine]]:
    """The opinions cut into pages: file name → opinions; all on ``index.html`` where they fit."""
    size = summary.settings.opinions_per_page
    parts: list[list[OpinionLine]] = []
    n_characters = 0
    for line in summary.opinions:
        n_characters += line.n_characters
        if not parts or len(parts[-1]) >= size or n_characters > CHARACTERS_PER_PAGE:
            parts.append([])
            n_characters = line.n_characters
        parts[-1].append(line)
    if len(parts) <= 1:
        return {INDEX: parts[0]} if parts else {}
    return {f"opinions-{number}.html": part for number, part in enumerate(parts, start=1)}


def _figure(svg: str, label: str) -> Markup:
    """A standalone SVG as an element of the page: no namespaces, read aloud as ``label``."""
    svg = re.sub(r'\s+xmlns(:\w+)?="[^"]*"', "", svg)
    svg = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(<svg[^>]*?)\s+width="[^"]*"', r"\1", svg)
    svg = re.sub(r'(<svg[^>]*?)\s+height="[^"]*"', r"\1", svg)
    # matplotlib has escaped the names in it; nothing else in it comes from outside.
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{label}"', 1))
