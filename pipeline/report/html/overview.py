"""The overview of all rounds, ``reports/index.html``."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReportError
from pipeline.language import says
from pipeline.report.html.environment import template_environment
from pipeline.report.wording import japanese_date, visible

if TYPE_CHECKING:
    from pipeline.report.summary.whole import Summary


@dataclass(frozen=True)
class RoundCounts:
    """The main numbers of a round; also its DVC metrics, so flat and numeric."""

    n_files: int
    n_rows: int
    n_rows_with_opinions: int
    n_opinions: int
    n_contents: int
    n_in_themes: int
    n_singles: int
    n_themes: int
    n_sub_themes: int
    n_to_check: int
    n_unreadable: int
    n_masked: int
    n_labels: int
    has_items: bool
    calibrated: bool
    private: bool


@dataclass(frozen=True)
class RoundLine:
    """A round in the overview."""

    round: str
    title: str
    date: str
    counts: RoundCounts
    is_published: bool = False
    """Whether it is sealed: handed out, and not made again."""
    published_on: str = ""


def round_counts(summary: "Summary") -> RoundCounts:
    """The main numbers of a summary."""
    received, certainty = summary.received, summary.certainty
    return RoundCounts(
        n_files=received.n_files,
        n_rows=received.n_rows,
        n_rows_with_opinions=received.n_rows_with_opinions,
        n_opinions=received.n_opinions,
        n_contents=received.n_contents,
        n_in_themes=received.n_in_themes,
        n_singles=received.n_singles,
        n_themes=len(summary.themes),
        n_sub_themes=summary.n_sub_themes,
        n_to_check=certainty.n_to_check,
        n_unreadable=len(received.unreadable),
        n_masked=sum(count for _, count in received.masked),
        n_labels=certainty.n_labels,
        has_items=summary.has_items,
        calibrated=certainty.calibrated,
        private=summary.settings.private,
    )


def as_metrics(summary: "Summary") -> dict[str, Any]:
    """The main numbers as flat JSON."""
    return asdict(round_counts(summary))


def round_line(
    name: str, title: str, date: str, metrics: Mapping[str, Any], published: str | None = None
) -> RoundLine:
    """A round from title and date (ISO) in its round.yaml, and its metrics.

    Args:
        name: of the round.
        title: of the round.
        date: of the round.
        metrics: as ``as_metrics`` gives them.
        published: the date (ISO or empty) on which it was sealed; None where it is not.

    Raises:
        ReportError: the metrics are of another version of the report.
    """
    try:
        counts = RoundCounts(**metrics)
    except TypeError as error:
        raise ReportError(
            says(
                f"意見照会「{name}」の数値は別の版のものである。opinions run で作り直す。",
                f"Metrics of round {name} do not fit this version. Make them again: opinions run",
            )
        ) from error
    day = japanese_date(published) if published else ""
    shown = visible(title), japanese_date(date)
    return RoundLine(name, *shown, counts, published is not None, day)


def render(rounds: Sequence[RoundLine]) -> str:
    """The page, in the order of the rounds."""
    return template_environment().get_template("overview.html.j2").render(rounds=rounds)
