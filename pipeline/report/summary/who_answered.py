"""Who answered and who did not: opinions, bodies and population, never one for another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.report.disclosure import MERGED, UNKNOWN_KIND, is_named, merged_sizes
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.numbers import Numbers
from pipeline.report.summary.opinion_lines import OpinionLine, text_or_none
from pipeline.report.summary.respondent_count import respondents_by_kind
from pipeline.report.wording import visible
from pipeline.respondents.official_bodies import BODY_KINDS
from pipeline.respondents.recognition import coverage, not_answered

_PREFECTURE = "都道府県"
_UNNAMED = "番号のない回答者"
_WRONG = "団体コードか団体名を確かめる（内容は非公開の報告書にある）"


@dataclass(frozen=True)
class KindLine:
    """One kind of body: what came from it, and, with an official list, how much of it answered."""

    kind: str
    n_opinions: int
    n_respondents: int
    """Bodies that answered, 意見なし among the answers."""
    n_listed: int | None = None
    """Bodies on the official list; None without one, or where the list has none of this kind."""
    n_listed_answered: int | None = None
    population: int | None = None
    population_answered: int | None = None

    @property
    def n_not_answered(self) -> int | None:
        """Bodies on the list without an answer."""
        if self.n_listed is None or self.n_listed_answered is None:
            return None
        return self.n_listed - self.n_listed_answered


@dataclass(frozen=True)
class PrefectureLine:
    """The municipalities of one prefecture on the official list, and the prefecture itself."""

    prefecture: str
    itself: bool | None
    """Whether the prefecture has answered; None where it is not on the list."""
    n_listed: int
    n_listed_answered: int
    population: int
    population_answered: int
    not_answered: tuple[tuple[str, tuple[str, ...]], ...]
    """Kind of body → names, prefecture included; no names where bodies are not named."""
    n_not_answered: tuple[tuple[str, int], ...]
    """Kind of body → number of those that have not answered."""


@dataclass(frozen=True)
class RespondentsPart:
    """Everything on respondents."""

    kinds: tuple[KindLine, ...]
    prefectures: tuple[PrefectureLine, ...]
    """Empty without an official list."""
    not_answered: tuple[tuple[str, str, str, str, int | None], ...]
    """Code, prefecture, name, kind, population of each body that has not answered; none where a
    report names no bodies: who is not among them has answered."""
    problems: tuple[tuple[str, str], ...]
    """Respondent → what is wrong with its code or name."""
    has_list: bool

    @property
    def is_known(self) -> bool:
        """Whether there is more to say than that nobody's kind is known."""
        known = any(line.n_respondents and line.kind != UNKNOWN_KIND for line in self.kinds)
        return self.has_list or bool(self.problems) or known

    @property
    def municipalities(self) -> tuple[int, int, int, int]:
        """Listed, answered, population listed, population answered; prefectures left out."""
        lines = self.prefectures
        return (
            sum(line.n_listed for line in lines),
            sum(line.n_listed_answered for line in lines),
            sum(line.population for line in lines),
            sum(line.population_answered for line in lines),
        )


def respondents_part(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> RespondentsPart:
    """Count opinions, bodies and population by kind and prefecture."""
    named = inputs.respondents
    answered = named[named["n_answers"] > 0]
    numbers = Numbers.of(inputs.ledger).respondents
    problems = tuple(
        (visible(row.respondent), visible(row.problem))
        if is_named(row.body_kind, text_or_none(row.body_code), inputs.settings)
        else (numbers.get(row.respondent, _UNNAMED), _WRONG)
        for row in records(named)
        if row.problem
    )
    bodies_named = inputs.settings.private or inputs.settings.names_bodies
    opinions = Counter(line.body_kind or UNKNOWN_KIND for line in lines)
    bodies = respondents_by_kind(named)
    official = inputs.official
    if official is None:
        counted = pd.DataFrame(columns=["prefecture", "body_kind"])
        silent = pd.DataFrame()
    else:
        codes = answered.rename(columns={"body_code": "code"})
        counted, silent = coverage(codes, official), not_answered(codes, official)
    listed = {str(kind): group for kind, group in counted.groupby("body_kind")}
    order = [*BODY_KINDS, *sorted((opinions | bodies).keys() - {*BODY_KINDS, UNKNOWN_KIND})]
    kinds = tuple(
        _kind_line(kind, opinions[kind], bodies[kind], listed.get(kind))
        for kind in (*order, UNKNOWN_KIND)
        if opinions[kind] or bodies[kind] or kind in listed
    )
    return RespondentsPart(
        kinds=kinds if bodies_named else _merged(kinds, inputs.settings.smallest_cell),
        prefectures=tuple(
            _prefecture_line(str(name), group, silent, named=bodies_named)
            for name, group in counted.groupby("prefecture", sort=False)
        ),
        not_answered=tuple(
            (row.code, row.prefecture, row.name, row.body_kind, _whole(row.population))
            for row in records(silent if bodies_named else silent.iloc[:0])
        ),
        problems=problems,
        has_list=official is not None,
    )


def _merged(kinds: Sequence[KindLine], smallest: int) -> tuple[KindLine, ...]:
    """The kinds with few respondents as one, in a public report.

    意見なし is an answer, too: who answered so is one of those among whom nobody is told apart.
    """
    few = merged_sizes(
        {line.kind: line.n_respondents for line in kinds if line.n_respondents}, smallest
    )
    apart = [line for line in kinds if line.kind in few]
    if not apart:
        return tuple(kinds)
    listed = [line for line in apart if line.n_listed is not None]

    def total(name: str) -> int | None:
        return sum(getattr(line, name) or 0 for line in listed) if listed else None

    together = KindLine(
        kind=MERGED,
        n_opinions=sum(line.n_opinions for line in apart),
        n_respondents=sum(line.n_respondents for line in apart),
        n_listed=total("n_listed"),
        n_listed_answered=total("n_listed_answered"),
        population=total("population"),
        population_answered=total("population_answered"),
    )
    return (*(line for line in kinds if line not in apart), together)


def _whole(value: float) -> int | None:
    return None if pd.isna(value) else int(value)


def _kind_line(
    kind: str, n_opinions: int, n_respondents: int, listed: pd.DataFrame | None
) -> KindLine:
    if listed is None:
        return KindLine(kind, n_opinions, n_respondents)
    names = ["n_bodies", "n_answered", "population", "population_answered"]
    return KindLine(kind, n_opinions, n_respondents, *(int(n) for n in listed[names].sum()))


def _prefecture_line(
    prefecture: str, counted: pd.DataFrame, silent: pd.DataFrame, *, named: bool
) -> PrefectureLine:
    is_prefecture = counted["body_kind"] == _PREFECTURE
    itself = counted[is_prefecture]
    others = counted[~is_prefecture]
    inside = silent[silent["prefecture"] == prefecture]
    by_kind = {
        kind: tuple(names)
        for kind in BODY_KINDS
        if (names := inside.loc[inside["body_kind"] == kind, "name"].tolist())
    }
    return PrefectureLine(
        prefecture=prefecture,
        itself=None if itself.empty else bool(itself["n_answered"].sum()),
        n_listed=int(others["n_bodies"].sum()),
        n_listed_answered=int(others["n_answered"].sum()),
        population=int(others["population"].sum()),
        population_answered=int(others["population_answered"].sum()),
        not_answered=tuple(by_kind.items()) if named else (),
        n_not_answered=tuple((kind, len(names)) for kind, names in by_kind.items()),
    )
