"""All figures of a round."""

from pipeline.report import figures
from pipeline.report.map_figure import map_figure
from pipeline.report.reliability_figure import reliability_figure
from pipeline.report.summary import Summary


def figures_of(summary: Summary) -> dict[str, str]:
    """Name → standalone SVG of every figure that the round has something to show in."""
    drawn = {
        "themes": figures.themes_figure(summary),
        "items": figures.items_figure(summary),
        "natures": figures.natures_figure(summary),
        "bodies": figures.bodies_figure(summary),
        "families": figures.families_figure(summary),
        "reliability": reliability_figure(summary),
        "map": map_figure(summary),
    }
    return {name: svg for name, svg in drawn.items() if svg}
