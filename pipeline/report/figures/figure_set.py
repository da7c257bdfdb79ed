"""All figures of a round."""

from pipeline.report.figures import bars
from pipeline.report.figures.projection_figure import map_figure
from pipeline.report.figures.reliability import reliability_figure
from pipeline.report.summary.whole import Summary


def figures_of(summary: Summary) -> dict[str, str]:
    """Name → standalone SVG of every figure that the round has something to show in."""
    drawn = {
        "themes": bars.themes_figure(summary),
        "items": bars.items_figure(summary),
        "natures": bars.natures_figure(summary),
        "bodies": bars.bodies_figure(summary),
        "families": bars.families_figure(summary),
        "reliability": reliability_figure(summary),
        "map": map_figure(summary),
    }
    return {name: svg for name, svg in drawn.items() if svg}
