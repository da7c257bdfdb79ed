from dataclasses import replace

from pipeline.clustering.cluster_stability import StabilityParams
from pipeline.clustering.two_levels import ClusterParams
from pipeline.report.figures import bars
from pipeline.report.html import page as html_page
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.whole import summarize
from tests.report_example import example_inputs


def page(inputs: ReportInputs) -> str:
    summary = summarize(inputs)
    drawn = {"themes": bars.themes_figure(summary), "items": bars.items_figure(summary)}
    return dict(html_page.render(summary, drawn))["index.html"]


def test_the_report_says_how_stable_each_theme_is_and_why() -> None:
    example = example_inputs()
    inputs = replace(
        example,
        params={
            **example.params,
            "stability": StabilityParams().model_dump(),
            "cluster": ClusterParams().model_dump(),
        },
    )
    summary = summarize(inputs)
    subs = [sub for theme in summary.themes for sub in theme.sub_themes]
    words = {sub.theme_id: sub.stability.word for sub in subs if sub.stability}
    assert len(words) == len(subs)
    assert set(words.values()) == {"安定", "要注意"}
    shown = page(inputs)
    assert ">要注意</span>" in shown
    assert "通り行って求めた" in shown


def test_a_report_without_certificates_does_not_speak_of_them() -> None:
    shown = page(replace(example_inputs(), certificates=None))
    assert ">要注意<" not in shown
    assert "通り行って求めた" not in shown
