"""The draft clause by clause: what was said of each, and what says nothing of any."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.drafts.articles import articles_of
from pipeline.drafts.citation_worth import NOT_THERE
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.clause_names import HOW, paths_of, place_of
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.wording import visible
from pipeline.tables.natures import SIDES

_HOTTEST = 20
"""Sections in the list above the text."""


_MOST_THEMES = 3
_NEAR = 0.5
"""Certainty from which a clause is called near; the workbook has the number."""
Themes = tuple[tuple[str, str, int], ...]
"""Identity, name and count of themes, the most frequent first."""


@dataclass(frozen=True)
class LinkLine:
    """An opinion at a clause: how it was found, how sure that is, and what shows it."""

    opinion: OpinionLine
    how: str
    certainty: float
    evidence: str
    is_first: bool
    """Whether this is the clause that the opinion means most."""

    @property
    def sureness(self) -> str:
        """How near it is, in words, where likeness alone led to it."""
        if self.how != HOW["meaning"]:
            return ""
        return "（近い）" if self.certainty >= _NEAR else "（やや近い）"


@dataclass(frozen=True)
class ClauseLine:
    """A clause of the draft with the opinions that mean it, the surest first.

    An opinion stands once in a section, at its surest clause.
    """

    clause_id: str
    kind: str
    text: str
    level: int
    path: str
    place: str
    links: tuple[LinkLine, ...]

    @property
    def n_opinions(self) -> int:
        """Opinions that mean this clause."""
        return len(self.links)

    @property
    def stances(self) -> tuple[tuple[str, int], ...]:
        """Of these, where known."""
        return _stances([link.opinion for link in self.links])

    @property
    def themes(self) -> Themes:
        """Of these."""
        return _themes([link.opinion for link in self.links])


@dataclass(frozen=True)
class SectionLine:
    """A section in the heat list; an opinion counts once, at its surest clause."""

    clause_id: str
    path: str
    place: str
    n_opinions: int
    natures: tuple[tuple[str, int], ...]
    stances: tuple[tuple[str, int], ...]
    """賛成, 条件付き, 反対, where known."""
    themes: Themes
    """Of all its opinions."""


@dataclass(frozen=True)
class DraftPart:
    """The draft of a round."""

    version: str
    attribution: str
    clauses: tuple[ClauseLine, ...]
    hottest: tuple[SectionLine, ...]
    n_sections_with_opinions: int
    on_the_whole: tuple[OpinionLine, ...]
    """Opinions that say that they mean all of it."""
    unplaced: tuple[tuple[OpinionLine, str], ...]
    """Opinions whose clause is not known, and why."""
    astray: tuple[tuple[OpinionLine, str, str], ...]
    """Opinions that cite what the draft has not, what that is, and where they were placed."""
    n_by_how: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]
    """What people should look at."""
    usual: tuple[str, ...]
    """What holds for many sound files, told once however many versions it holds for."""
    unreadable: tuple[str, ...]
    """Names of drafts of which nothing could be read; ``notes`` say why."""


def draft_part(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> DraftPart | None:
    """Arrange opinions by clause; None for a round without a draft."""
    if inputs.clauses.empty and inputs.draft_notes.empty:
        return None
    by_id = {line.opinion_id: line for line in lines}
    links: dict[str, list[LinkLine]] = {}
    paths = paths_of(inputs.clauses.sort_values("order"))
    unplaced, whole, astray = [], [], []
    section_of = _section_of(inputs.clauses.sort_values("order"))
    listed: set[tuple[str, str]] = set()
    hows: Counter[str] = Counter()
    for row in records(inputs.clause_links.sort_values(["opinion_id", "rank"])):
        line = by_id.get(row.opinion_id)
        if line is None:
            continue
        if NOT_THERE in row.evidence:
            cited = row.evidence.split(NOT_THERE, 1)[1].split("。")[0]
            astray.append((line, visible(cited), paths.get(row.clause_id, "")))
        if row.how == "none":
            unplaced.append((line, visible(row.evidence)))
            continue
        if row.how == "whole":
            whole.append(line)
            hows[HOW[row.how]] += 1
            continue
        first = int(row.rank) == 1
        section = section_of[row.clause_id] or str(row.clause_id)
        if (row.opinion_id, section) in listed:
            continue  # at its surest clause of the section
        listed.add((row.opinion_id, section))
        if first:
            hows[HOW[row.how]] += 1
        links.setdefault(str(row.clause_id), []).append(
            LinkLine(line, HOW[row.how], float(row.certainty), visible(row.evidence), first)
        )
    clauses = tuple(
        ClauseLine(
            clause_id=row.clause_id,
            kind=row.kind,
            text=visible(row.text),
            level=int(row.level),
            path=paths[row.clause_id],
            place=place_of(row.page, row.line),
            links=tuple(
                sorted(
                    links.get(row.clause_id, ()),
                    key=lambda link: (not link.is_first, -link.certainty, link.opinion.number),
                )
            ),
        )
        for row in records(inputs.clauses.sort_values("order"))
    )
    sections = _sections(inputs.clauses, clauses)
    notes = inputs.draft_notes
    is_usual = notes["is_usual"].astype(bool)
    versions = [*inputs.clauses["version"], *notes["version"]]
    return DraftPart(
        version=visible(str(versions[0])),
        attribution=visible(" ".join(inputs.head.draft_attribution.split())),
        clauses=clauses,
        hottest=sections[:_HOTTEST],
        n_sections_with_opinions=len(sections),
        on_the_whole=tuple(sorted(whole, key=lambda line: line.number)),
        unplaced=tuple(sorted(unplaced, key=lambda pair: pair[0].number)),
        astray=tuple(sorted(astray, key=lambda told: told[0].number)),
        n_by_how=tuple(
            (name, hows[name]) for name in HOW.values() if hows[name] or name != HOW["whole"]
        ),
        notes=tuple(map(visible, notes.loc[~is_usual, "note"])),
        usual=tuple(map(visible, notes.loc[is_usual, "note"].unique())),
        unreadable=unreadable_drafts(inputs),
    )


def unreadable_drafts(inputs: ReportInputs) -> tuple[str, ...]:
    """Names of drafts of which nothing could be read."""
    notes = inputs.draft_notes
    return tuple(visible(name) for name in notes.loc[notes["is_unreadable"], "version"].unique())


def _stances(opinions: Sequence[OpinionLine]) -> tuple[tuple[str, int], ...]:
    counts = Counter(opinion.stance for opinion in opinions)
    return tuple((side, counts[side]) for side in SIDES if counts[side])


def _themes(opinions: Sequence[OpinionLine]) -> Themes:
    named = ((o.coarse_id, o.coarse_name) for o in opinions if o.coarse_id and o.coarse_name)
    return tuple((theme, name, n) for (theme, name), n in Counter(named).most_common(_MOST_THEMES))


def _section_of(clauses: pd.DataFrame) -> dict[str, str]:
    """By clause, the heading of its section, or where its article begins; empty before both."""
    ids = clauses["clause_id"].tolist()
    return {
        clause: ids[article.begin] if article else section
        for clause, section, article in zip(
            ids, clauses["section_id"], articles_of(clauses), strict=True
        )
    }


def _sections(table: pd.DataFrame, clauses: Sequence[ClauseLine]) -> tuple[SectionLine, ...]:
    section_of = _section_of(table.sort_values("order"))
    by_id = {clause.clause_id: clause for clause in clauses}
    said: dict[str, list[OpinionLine]] = {}
    for clause in clauses:
        section = section_of[clause.clause_id] or clause.clause_id
        said.setdefault(section, []).extend(link.opinion for link in clause.links if link.is_first)
    order = {clause.clause_id: number for number, clause in enumerate(clauses)}
    ranked = sorted(said.items(), key=lambda item: (-len(item[1]), order[item[0]]))
    return tuple(
        SectionLine(
            clause_id=section,
            path=by_id[section].path,
            place=by_id[section].place,
            n_opinions=len(opinions),
            natures=tuple(Counter(o.nature or "不明" for o in opinions).most_common()),
            stances=_stances(opinions),
            themes=_themes(opinions),
        )
        for section, opinions in ranked
        if opinions
    )
