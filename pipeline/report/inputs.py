"""What a report is made from, and its parameters."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from pydantic import Field

from pipeline.params import Parameters
from pipeline.review_items.codebook import Codebook
from pipeline.rounds.round_head import RoundHead
from pipeline.tables.attributes import Attributes
from pipeline.tables.base import Table
from pipeline.tables.clauses import ClauseLinks, Clauses, DraftChanges, DraftNotes
from pipeline.tables.respondents import Respondents
from pipeline.tables.themes import Campaigns, Memberships, Places, ThemeChecks, ThemeRules
from pipeline.tables.uptake import NextChanges, Uptake, UptakeCauses


class ReportParams(Parameters):
    """How much a report shows (params.yaml, section ``report``)."""

    n_representatives: int = Field(default=3, ge=1, le=10)
    """Opinions quoted per sub-theme; all others are linked."""
    also_item_share: float = Field(default=0.3, ge=0, le=1)
    """Share of members whose top item it is, from which a theme's second item is named."""
    interval_level: float = Field(default=0.9, gt=0.5, lt=1)
    """Coverage of the interval of a theme's mean probability."""
    quote_characters: int = Field(default=600, ge=50)
    """Longest quote under a theme; the rest is read in the list of opinions."""
    single_characters: int = Field(default=3000, ge=50)
    """Longest single under a review item; the rest is read in the list of opinions."""
    smallest_cell: int = Field(default=3, ge=0)
    """Bodies below which a count by kind of body is not printed; kinds with fewer are merged."""
    private: bool = False
    """Whether the full report is written, for no publication, beside an empty public one."""
    names_bodies: bool = False
    """Whether a public report names offices whose code is known; never people."""
    points_on_page_one: int = Field(default=7, ge=1)
    """Points of a subject in the table of themes; the others are folded into その他の論点."""
    n_families: int = Field(default=30, ge=0)
    """Contents of several opinions whose copies are compared on the page, the largest first; the
    workbook lists all."""
    opinions_per_page: int = Field(default=2000, ge=1)
    """Opinions in one HTML file; a longer list is split into linked pages."""


def _no_rules() -> pd.DataFrame:
    return pd.DataFrame(columns=ThemeRules.column_names())


def _none_of(table: type[Table]) -> Callable[[], pd.DataFrame]:
    return lambda: pd.DataFrame(columns=table.column_names())


def _no_places() -> pd.DataFrame:
    return pd.DataFrame(columns=Places.column_names())


def _no_memberships() -> pd.DataFrame:
    return pd.DataFrame(columns=Memberships.column_names())


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a checked table as named tuples; the table's class says what they hold."""
    return frame.itertuples(index=False)


@dataclass(frozen=True)
class ReportInputs:
    """Everything a report of one round says comes from here.

    All frames hold this round alone and follow the tables of the same name: a report once handed
    out does not change because of another round.
    """

    round: str
    head: RoundHead
    """Title, date (ISO) and attribution, from round.yaml."""
    opinions: pd.DataFrame
    ledger: pd.DataFrame
    families: pd.DataFrame
    themes: pd.DataFrame
    members: pd.DataFrame
    assignments: pd.DataFrame
    natures: pd.DataFrame
    reasons: pd.DataFrame
    codebook: Codebook
    params: Mapping[str, Any]
    """The whole of params.yaml."""
    versions: Mapping[str, str]
    """Package → version."""
    input_hashes: Mapping[str, str]
    """Path relative to the root → SHA-256."""
    model: Mapping[str, Any]
    """The classifier's card: n_examples, n_labels, n_labels_needed, calibrated, target_accuracy,
    metrics."""
    certificates: pd.DataFrame | None = None
    """Table ``Certificates``; None where stability was not measured."""
    settings: ReportParams = field(default_factory=ReportParams)
    respondents: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=Respondents.column_names())
    )
    attributes: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=Attributes.column_names())
    )
    campaigns: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=Campaigns.column_names())
    )
    official: pd.DataFrame | None = None
    """The official list of bodies, as ``official_bodies`` gives it."""
    answers: pd.DataFrame | None = None
    """Answers given earlier that fit, table AnswerDrafts; None where none are known."""
    rules: pd.DataFrame = field(default_factory=_no_rules)
    """Table ``ThemeRules``: what became of people's rules on themes."""
    checks: pd.DataFrame = field(default_factory=_none_of(ThemeChecks))
    """Table ``ThemeChecks``: what is wrong with the set of themes or their names."""
    memberships: pd.DataFrame = field(default_factory=_no_memberships)
    """Table ``Memberships``: further themes of an opinion, beside its own in ``members``."""
    places: pd.DataFrame = field(default_factory=_no_places)
    """Table ``Places``: where opinions lie on the map."""

    tokens: Iterable[pd.DataFrame] = ()
    """Table ``Tokens`` in parts, to be gone through as often as need be: the words of the
    opinions."""

    clauses: pd.DataFrame = field(default_factory=_none_of(Clauses))
    """The draft that the round is about; empty where it has none."""
    draft_notes: pd.DataFrame = field(default_factory=_none_of(DraftNotes))
    draft_changes: pd.DataFrame = field(default_factory=_none_of(DraftChanges))
    """From the earlier version of the draft; empty where there is none."""
    clause_links: pd.DataFrame = field(default_factory=_none_of(ClauseLinks))
    next_changes: pd.DataFrame = field(default_factory=_none_of(NextChanges))
    """To the version that followed the opinions; empty where there is none."""
    uptake: pd.DataFrame = field(default_factory=_none_of(Uptake))
    uptake_causes: pd.DataFrame = field(default_factory=_none_of(UptakeCauses))

    @property
    def calibrated(self) -> bool:
        """Whether the machine's probabilities may decide anything without a person.

        The classifier's card says it, by ``classify.least_labels``; the report has no own rule.
        """
        return bool(self.model["calibrated"])
