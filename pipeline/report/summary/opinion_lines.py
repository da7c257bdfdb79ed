"""Every opinion of a round as one line: its words, its place, its theme, its review items."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.errors import ReportError
from pipeline.language import says
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.numbers import Named, Numbers
from pipeline.report.summary.clause_names import clause_names
from pipeline.report.summary.uptake_names import uptake_names
from pipeline.report.wording import STATUSES, Status, visible
from pipeline.tables.natures import Stance
from pipeline.tables.opinions import grouped_by_people

UNKNOWN = "unknown"
"""Stands for the item of an opinion that no assignment is known of."""


@dataclass(frozen=True)
class Candidate:
    """A review item that an opinion may belong to, and why."""

    code: str
    title: str
    probability: float
    terms: tuple[str, ...] = ()
    """Of the first item only: words of the opinion that spoke for it, strongest first."""
    examples: tuple[str, ...] = ()
    """Likewise the labelled texts that spoke for it."""


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One opinion. ``text`` is verbatim but for unseen control characters, which are spelt out."""

    opinion_id: str
    number: int
    text_key: str
    text: str
    place: str
    heading: str | None
    """Of the source, where people grouped opinions under it (a hand-out)."""
    refers: str | None
    """該当箇所 or question, as a list, form or letter has it beside the opinion."""
    respondent: str | None
    """Who said it, for counting; shown is ``respondent_shown``."""
    respondent_shown: str | None
    body_kind: str | None
    body_code: str | None
    population_band: str | None
    theme_id: str | None
    coarse_id: str | None
    nearest_theme_id: str | None
    theme_name: str | None
    coarse_name: str | None
    nearest_theme_name: str | None
    also_themes: tuple[tuple[str, str, float], ...]
    """Further themes that the opinion belongs to: id, name, strength."""
    strength: float
    representative_rank: int | None
    family_id: str
    n_in_family: int
    campaign_score: float | None
    """How surely it belongs to a campaign, 0–1; None where that was not looked at."""
    candidates: tuple[Candidate, ...]
    status: Status
    inherited: tuple[str, ...] = ()
    """継承案: codes that people gave a near copy or a paraphrase; a proposal only."""
    nature: str | None = None
    """意見の性質; None: not known."""
    nature_by_person: bool = False
    answer: str | None = None
    """The number (回答12) that stands for the respondent in a public report."""
    stance: str = Stance.UNKNOWN.value
    """賛否, towards what the round proposes."""
    clause: str | None = None
    """該当箇所（案）: the clause of the draft that it means most, and how that was found."""
    uptake: str = ""
    """反映状況: a person's decision, else the machine's proposal, marked 未確認; may be empty."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Name and value of what the file says of who answered (年代, 受付方法), in its order."""
    beside: str | None = None
    """Reasons and remarks of its row, each behind its header; verbatim as ``text``."""

    @property
    def nature_shown(self) -> str | None:
        """The nature as readers see it: what people gave is marked as such."""
        return f"{self.nature}（人が確定）" if self.nature_by_person else self.nature

    def attribute(self, name: str) -> str | None:
        """The value of an attribute; None where the file gives none, or it is not shown."""
        return next((value for told, value in self.attributes if told == name), None)

    @property
    def is_single(self) -> bool:
        """少数意見: in no theme."""
        return self.theme_id is None

    @property
    def first(self) -> Candidate | None:
        """The item that is most probable, or that a person chose."""
        return self.candidates[0] if self.candidates else None

    @property
    def item_code(self) -> str:
        """Code of the one item under which the opinion is counted, everywhere."""
        return self.first.code if self.first else UNKNOWN

    @property
    def reason_terms(self) -> tuple[str, ...]:
        """Words that spoke for the machine's first item; none where a person decided."""
        return self._machine.terms if self._machine else ()

    @property
    def reason_examples(self) -> tuple[str, ...]:
        """Examples and labels that spoke for the machine's first item; none by a person."""
        return self._machine.examples if self._machine else ()

    @property
    def _machine(self) -> Candidate | None:
        return None if self.status is Status.PERSON else self.first

    @property
    def status_name(self) -> str:
        """The status as readers know it."""
        return STATUSES[self.status]

    @property
    def n_characters(self) -> int:
        """Length of the quote."""
        return len(self.text)


def text_or_none(value: Any) -> str | None:
    """A nullable cell of a table as text that is safe to look at."""
    return None if pd.isna(value) or value == "" else visible(str(value))


def int_or_none(value: Any) -> int | None:
    """A nullable cell of a table as a whole number."""
    return None if pd.isna(value) else int(value)


def opinion_lines(inputs: ReportInputs) -> tuple[OpinionLine, ...]:
    """All opinions of the round in their order.

    Raises:
        ReportError: an opinion without a row in members, or a theme that no table names.
    """
    names = dict(zip(inputs.themes["theme_id"], inputs.themes["name"], strict=True))
    ids = set(inputs.opinions["opinion_id"])
    members = {
        member.opinion_id: member for member in records(inputs.members) if member.opinion_id in ids
    }
    missing = [identity for identity in inputs.opinions["opinion_id"] if identity not in members]
    if missing:
        raise ReportError(
            says(
                f"意見照会「{inputs.round}」：テーマの表にない意見が{len(missing)}件ある"
                f"（{missing[0]} など）。opinions run --force で作り直す。",
                f"Round {inputs.round}: {len(missing)} opinions have no row in members, "
                f"e.g. {missing[0]}. Make it anew: opinions run --force",
            )
        )
    families = inputs.families[inputs.families["opinion_id"].isin(ids)]
    family_of = dict(zip(families["opinion_id"], families["family_id"], strict=True))
    family_sizes = Counter(family_of.values())
    candidates, statuses = _candidates(inputs)
    marked = inputs.assignments[inputs.assignments["inherited"]]
    proposed = marked.groupby("opinion_id")["item_code"].agg(tuple).to_dict()
    also = _further_themes(inputs)
    clauses = clause_names(inputs)
    taken_up = uptake_names(inputs)
    attributes: dict[str, list[tuple[str, str]]] = {}
    for row in records(inputs.attributes):
        attributes.setdefault(row.opinion_id, []).append((visible(row.name), visible(row.value)))
    natures = {row.opinion_id: row for row in records(inputs.natures)}

    def name(theme_id: str | None) -> str | None:
        if theme_id is not None and theme_id not in names:
            raise ReportError(
                says(
                    f"テーマ {theme_id} がテーマの表にない。opinions run --force で作り直す。",
                    f"Theme {theme_id} is in members but not in themes. Make it anew: "
                    "opinions run --force",
                )
            )
        return None if theme_id is None else names[theme_id]

    numbers = Numbers.of(inputs.ledger)
    places = Named() if inputs.settings.private else numbers
    scored = inputs.campaigns
    campaigns = dict(zip(scored["opinion_id"], scored["campaign_score"], strict=True))
    grouped = grouped_by_people(inputs.opinions)
    headed = set(inputs.opinions.loc[grouped, "opinion_id"])
    lines = []
    for opinion in records(inputs.opinions.sort_values("number")):
        heading = text_or_none(opinion.heading)
        member = members[opinion.opinion_id]
        nature = natures.get(opinion.opinion_id)
        theme_id = text_or_none(member.theme_id)
        coarse_id = text_or_none(member.coarse_id)
        nearest = text_or_none(member.nearest_theme_id) or (None if theme_id else coarse_id)
        lines.append(
            OpinionLine(
                opinion_id=opinion.opinion_id,
                number=int(opinion.number),
                text_key=opinion.text_key,
                text=visible(opinion.text),
                place=places.place(
                    opinion.file,
                    text_or_none(opinion.sheet),
                    int_or_none(opinion.row),
                    int_or_none(opinion.page),
                ),
                heading=heading if opinion.opinion_id in headed else None,
                refers=None if opinion.opinion_id in headed else heading,
                respondent=text_or_none(opinion.respondent),
                respondent_shown=text_or_none(opinion.respondent),
                answer=numbers.respondents.get(opinion.respondent),
                body_kind=text_or_none(opinion.body_kind),
                body_code=text_or_none(opinion.body_code),
                population_band=text_or_none(opinion.population_band),
                theme_id=theme_id,
                coarse_id=coarse_id,
                nearest_theme_id=nearest,
                theme_name=name(theme_id),
                coarse_name=name(coarse_id),
                nearest_theme_name=name(nearest),
                also_themes=tuple(
                    (theme, name(theme) or "", strength)
                    for theme, strength in also.get(opinion.opinion_id, ())
                ),
                strength=float(member.strength),
                representative_rank=int_or_none(member.representative_rank),
                family_id=family_of.get(opinion.opinion_id, opinion.text_key),
                campaign_score=campaigns.get(opinion.opinion_id),
                n_in_family=max(1, family_sizes[family_of.get(opinion.opinion_id, "")]),
                candidates=candidates.get(opinion.opinion_id, ()),
                status=statuses.get(opinion.opinion_id, Status.UNKNOWN),
                inherited=proposed.get(opinion.opinion_id, ()),
                nature=None if nature is None else str(nature.nature),
                nature_by_person=nature is not None and nature.source == "label",
                stance=Stance.UNKNOWN.value if nature is None else str(nature.stance),
                clause=clauses.get(opinion.opinion_id),
                uptake=taken_up.get(opinion.opinion_id, ""),
                attributes=tuple(attributes.get(opinion.opinion_id, ())),
                beside=text_or_none(opinion.beside),
            )
        )
    return tuple(lines)


def _further_themes(inputs: ReportInputs) -> dict[str, list[tuple[str, float]]]:
    further: dict[str, list[tuple[str, float]]] = {}
    for row in records(inputs.memberships):
        if not row.is_primary:
            further.setdefault(row.opinion_id, []).append((str(row.theme_id), float(row.strength)))
    return further


def _candidates(
    inputs: ReportInputs,
) -> tuple[dict[str, tuple[Candidate, ...]], dict[str, Status]]:
    titles = {item.code: item.title for item in inputs.codebook.items}
    why: dict[tuple[str, str, str], list[str]] = {}
    first = inputs.assignments.loc[inputs.assignments["rank"] == 1, ["opinion_id", "item_code"]]
    shown = inputs.reasons.merge(first, on=["opinion_id", "item_code"])
    for row in records(shown.sort_values(["opinion_id", "kind", "order"])):
        why.setdefault((row.opinion_id, row.item_code, row.kind), []).append(visible(row.text))
    candidates: dict[str, list[Candidate]] = {}
    statuses: dict[str, Status] = {}
    for row in records(inputs.assignments.sort_values(["opinion_id", "rank", "item_code"])):
        found = candidates.setdefault(row.opinion_id, [])
        if not found:
            statuses[row.opinion_id] = _status(row.source, bool(row.decided), inputs.calibrated)
        found.append(
            Candidate(
                code=row.item_code,
                title=titles.get(row.item_code, ""),
                probability=float(row.probability),
                terms=tuple(why.get((row.opinion_id, row.item_code, "term"), ())),
                examples=tuple(why.get((row.opinion_id, row.item_code, "example"), ())),
            )
        )
    return {identity: tuple(found) for identity, found in candidates.items()}, statuses


def _status(source: str, decided: bool, calibrated: bool) -> Status:
    if source == "label":
        return Status.PERSON
    return Status.MACHINE if decided and calibrated else Status.TO_CHECK
