"""Opinions that say the same, what differs in each, and campaigns: contents and opinions."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.near_duplicates.differences import Segment, differences
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.wording import visible

# Characters that two wordings share in a row to be shown as the same.
_LEAST_EQUAL = 2


@dataclass(frozen=True)
class Variant:
    """One wording of a family: who wrote it, and how it differs from the family's first."""

    lines: tuple[OpinionLine, ...]
    segments: tuple[Segment, ...]

    @property
    def changes(self) -> str:
        """The differences in one line; empty for the wording compared with."""
        parts: list[str] = []
        gone = ""
        for segment in (*self.segments, Segment("equal", "")):
            if segment.kind == "gone":
                gone = segment.text
            elif segment.kind == "come":
                parts.append(f"「{gone}」→「{segment.text}」")
                gone = ""
            elif gone:
                parts.append(f"「{gone}」→なし")
                gone = ""
        return "、".join(parts).replace("「」→", "追加")


@dataclass(frozen=True)
class Family:
    """One content with several opinions in this round."""

    number: int
    """By size, from 1."""
    family_id: str
    n_opinions: int
    variants: tuple[Variant, ...]
    """The first is the wording that the others are compared with."""


@dataclass(frozen=True)
class Campaign:
    """Many respondents who say the same in words of their own."""

    campaign_id: str
    n_contents: int
    lines: tuple[OpinionLine, ...]
    """The surest first."""


@dataclass(frozen=True)
class FamiliesPart:
    """Everything on copies and campaigns."""

    families: tuple[Family, ...]
    campaigns: tuple[Campaign, ...]
    n_in_campaigns: int
    n_opinions_without: int
    """Opinions of the round that belong to no sure campaign."""
    n_contents_without: int


def families_part(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> FamiliesPart:
    """Families of at least two opinions, and sure campaigns, by size."""
    first = set(inputs.families.loc[inputs.families["is_representative"], "opinion_id"])
    held: dict[str, list[OpinionLine]] = {}
    for line in lines:
        held.setdefault(line.family_id, []).append(line)
    several = sorted(
        (inside for inside in held.values() if len(inside) > 1),
        key=lambda inside: (-len(inside), inside[0].number),
    )
    families = tuple(
        Family(
            number=number,
            family_id=inside[0].family_id,
            n_opinions=len(inside),
            variants=_variants(inside, first),
        )
        for number, inside in enumerate(several, start=1)
    )
    campaigns = _campaigns(inputs, lines)
    inside = {line.opinion_id for campaign in campaigns for line in campaign.lines}
    without = [line for line in lines if line.opinion_id not in inside]
    return FamiliesPart(
        families=families,
        campaigns=campaigns,
        n_in_campaigns=len(inside),
        n_opinions_without=len(without),
        n_contents_without=len({line.family_id for line in without}),
    )


def _variants(inside: Sequence[OpinionLine], first: set[str]) -> tuple[Variant, ...]:
    base = next((line for line in inside if line.opinion_id in first), inside[0])
    by_text: dict[str, list[OpinionLine]] = {base.text: []}
    for line in inside:
        by_text.setdefault(line.text, []).append(line)
    return tuple(
        Variant(tuple(lines), differences(base.text, text, _LEAST_EQUAL))
        for text, lines in by_text.items()
    )


def _campaigns(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> tuple[Campaign, ...]:
    of_round = {line.opinion_id: line for line in lines}
    sure = inputs.campaigns[inputs.campaigns["campaign_id"].notna()]
    held: dict[str, list[tuple[float, int, OpinionLine]]] = {}
    for row in records(sure):
        if line := of_round.get(row.opinion_id):
            entry = (-float(row.campaign_score), line.number, line)
            held.setdefault(visible(row.campaign_id), []).append(entry)
    found = [
        Campaign(
            campaign_id=identity,
            n_contents=len({line.family_id for _, _, line in members}),
            lines=tuple(line for _, _, line in sorted(members, key=lambda entry: entry[:2])),
        )
        for identity, members in held.items()
    ]
    return tuple(sorted(found, key=lambda campaign: (-len(campaign.lines), campaign.campaign_id)))
