"""Pages of a report written to a folder, and rounds with bodies, for tests to look at."""

from dataclasses import replace
from pathlib import Path

from pipeline.report.figures.figure_set import figures_of
from pipeline.report.html import page
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary.whole import Summary, summarize

KINDS = ("都道府県", "指定都市", "市", "町", "村")


def rendered(summary: Summary) -> dict[str, str]:
    """File name → HTML."""
    return dict(page.render(summary, figures_of(summary)))


def with_bodies(inputs: ReportInputs, **settings: object) -> ReportInputs:
    """Every opinion said by a body, one after the other of each kind."""
    numbers = inputs.opinions["number"]
    return replace(
        inputs,
        opinions=inputs.opinions.assign(
            respondent=[f"{KINDS[number % 5]}その{number // 5}" for number in numbers],
            body_kind=[KINDS[number % 5] for number in numbers],
        ),
        settings=ReportParams.model_validate(settings),
    )


def written(inputs: ReportInputs, folder: Path) -> Path:
    """The pages in a folder; returns the first."""
    for name, text in rendered(summarize(inputs)).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder / "index.html"
