"""Everything a report says, computed once. HTML, workbook and figures only arrange it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.report.disclosure import counted, disclosed
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary.by_clause import DraftPart, draft_part
from pipeline.report.summary.by_kind_of_body import BodyTable, attribute_tables, body_table
from pipeline.report.summary.by_review_item import (
    HeadingTable,
    ItemSection,
    MeetingLine,
    from_then_on,
    heading_table,
    item_sections,
    meeting_lines,
)
from pipeline.report.summary.by_theme import Theme, themes_of_round
from pipeline.report.summary.draft_versions import VersionsPart, versions_part
from pipeline.report.summary.facets import Facet, facets
from pipeline.report.summary.method import Certainty, Method, certainty, method
from pipeline.report.summary.official_table import TableLine, table_lines
from pipeline.report.summary.one_page import OnePage, one_page
from pipeline.report.summary.opinion_lines import OpinionLine, opinion_lines
from pipeline.report.summary.peoples_word import RuleLine, rule_lines
from pipeline.report.summary.projected import MapPoint, map_points
from pipeline.report.summary.received import LedgerLine, Reconciliation, ledger_lines, reconciled
from pipeline.report.summary.same_said import FamiliesPart, families_part
from pipeline.report.summary.taken_up import UptakePart, uptake_part
from pipeline.report.summary.theme_checks import CheckLine, check_lines
from pipeline.report.summary.who_answered import RespondentsPart, respondents_part
from pipeline.report.summary.words import WordsPart, words_part
from pipeline.report.wording import japanese_date, visible


@dataclass(frozen=True)
class Summary:
    """One round, ready to be arranged."""

    round: str
    title: str
    date: str
    iso_date: str
    attribution: str
    received: Reconciliation
    respondents: RespondentsPart
    families: FamiliesPart
    themes: tuple[Theme, ...]
    n_sub_themes: int
    items: tuple[ItemSection, ...]
    bodies: BodyTable
    attributes: tuple[BodyTable, ...]
    """A table for each attribute (年代, 受付方法) as ``bodies`` is for kinds of body."""
    headings: HeadingTable
    meetings: tuple[MeetingLine, ...]
    table: tuple[TableLine, ...]
    certainty: Certainty
    method: Method
    facets: tuple[Facet, ...]
    opinions: tuple[OpinionLine, ...]
    ledger: tuple[LedgerLine, ...]
    settings: ReportParams
    one_page: OnePage
    words: WordsPart
    draft: DraftPart | None = None
    """The draft that the round is about, clause by clause; None where there is none."""
    versions: VersionsPart | None = None
    """What changed since the earlier version of the draft; None where there is none."""
    taken_up: UptakePart | None = None
    """What the version that followed took up; None where there is none."""
    has_items: bool = True
    """Whether there are review items; without them everything is arranged by themes."""
    rules: tuple[RuleLine, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    """What the checks of themes and names found."""
    map_points: tuple[MapPoint, ...] = ()
    certified: Mapping[str, Any] | None = None
    """Parameters by which stability was measured; None where it was not."""

    @property
    def singles(self) -> tuple[OpinionLine, ...]:
        """少数意見: opinions in no theme, in their order."""
        return tuple(line for line in self.opinions if line.is_single)


def summarize(inputs: ReportInputs) -> Summary:
    """Compute everything that the reports of a round say.

    Raises:
        ReportError: tables that contradict each other, so that the totals would not add up.
    """
    everything = opinion_lines(inputs)
    to_count = counted(everything, inputs.settings)
    lines = disclosed(to_count, inputs.settings)
    ledger = ledger_lines(inputs)
    themes = themes_of_round(inputs, lines)
    codebook = from_then_on(inputs.codebook, inputs.head.date)
    sections = item_sections(codebook, lines, themes)
    received = reconciled(
        inputs.round, lines, ledger, themes, sections, inputs.respondents, inputs.head.settled
    )
    respondents = respondents_part(inputs, everything)
    sure = certainty(inputs, lines)
    rules = rule_lines(inputs, lines)
    return Summary(
        round=inputs.round,
        title=visible(inputs.head.title),
        date=japanese_date(inputs.head.date),
        iso_date=inputs.head.date,
        attribution=visible(" ".join(inputs.head.attribution.split())),
        received=received,
        respondents=respondents,
        families=families_part(inputs, lines),
        themes=themes,
        n_sub_themes=sum(len(theme.sub_themes) for theme in themes),
        items=sections,
        bodies=body_table(to_count, themes, sections, inputs.settings),
        attributes=attribute_tables(to_count, themes, sections, inputs.settings),
        headings=heading_table(lines, themes),
        meetings=meeting_lines(codebook, sections),
        table=table_lines(inputs, sections),
        certainty=sure,
        method=method(inputs),
        facets=facets(lines, themes, sections),
        opinions=lines,
        ledger=ledger,
        settings=inputs.settings,
        draft=draft_part(inputs, lines),
        versions=versions_part(inputs),
        taken_up=uptake_part(inputs, lines),
        has_items=bool(inputs.codebook.classes),
        rules=rules,
        checks=check_lines(inputs.themes, inputs.checks, inputs.memberships, inputs.certificates),
        map_points=map_points(inputs, lines, themes),
        certified=_certified(inputs),
        words=words_part(inputs, lines),
        one_page=one_page(inputs, lines, themes, received, respondents, sure, rules),
    )


def _certified(inputs: ReportInputs) -> Mapping[str, Any] | None:
    """Parameters of trees and certificates; None where nothing was certified."""
    if inputs.certificates is None or "stability" not in inputs.params:
        return None
    return {**inputs.params["cluster"], **inputs.params["stability"]}
