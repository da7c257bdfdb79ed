"""The official table 「No.・該当箇所・意見の概要・件数・考え方」: a line per point and stance."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.replies.abstracts import abstract
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.by_review_item import ItemSection
from pipeline.report.summary.clause_names import clause_paths, place_cited, places_named
from pipeline.report.summary.opinion_lines import UNKNOWN, OpinionLine
from pipeline.report.summary.uptake_names import uptake_counts
from pipeline.report.wording import item_label, visible
from pipeline.tables.natures import Stance

_SIDES = (Stance.FOR, Stance.CONDITIONAL, Stance.AGAINST)
ALIKE = "（内容の近さ、要確認）"
"""Behind a clause to which likeness alone led."""
_MOST_PLACES = 3  # of 該当箇所, and of clauses, in one line
_MOST_CHARACTERS = 160  # of an overview: three to four lines of the table
_MOST_NUMBERS = 20  # of opinions that an overview leaves out; the sheet 意見一覧 has all
_LONGEST = 400  # a sentence beyond is cut, and says so

_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True)
class AnswerDraft:
    """An answer given earlier that may serve again; people decide."""

    answer: str
    source: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences as they stand in an opinion."""

    sentence: str
    opinion: OpinionLine
    is_cut: bool = False
    """Whether the opinion goes on and nothing in it tells more."""

    @property
    def shown(self) -> str:
        """In one line; a long one is cut, and says so."""
        words = _LINES.sub(" ", self.sentence)
        if len(words) > _LONGEST:
            return f"{words[:_LONGEST]}…（続きは意見一覧）"
        return f"{words}…" if self.is_cut else words


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of the official table. The sum of ``n_opinions`` over lines is that of the round."""

    number: int
    subject: str
    """Theme id of a sub-theme, opinion id of a single."""
    asked: str
    """該当箇所 as respondents wrote it, and how many did where not all; may be empty."""
    item: str
    """The machine's review item; empty where there are none."""
    stance: str
    """賛成, 条件付き or 反対; empty where the opinions take no side, or none that is known."""
    name: str
    """Label of the sub-theme; 少数意見 for a single."""
    excerpts: tuple[Excerpt, ...]
    n_opinions: int
    drafts: tuple[AnswerDraft, ...]
    """Earlier answers that are like enough, the best first."""
    clause: str = ""
    """Clauses of the draft that was asked about, as the machine finds them; may be empty."""
    uptake: str = ""
    """反映状況 of its opinions, with counts; empty where no version followed."""
    left_out: tuple[int, ...] = ()
    """Numbers of its opinions in which no sentence of the overview stands."""

    @property
    def overview(self) -> str:
        """意見の概要: each sentence on a line of its own, then how many opinions it leaves out."""
        told = [f"・{excerpt.shown}" for excerpt in self.excerpts]
        if self.left_out:
            numbers = "、".join(map(str, self.left_out[:_MOST_NUMBERS]))
            more = "、…" if len(self.left_out) > _MOST_NUMBERS else ""
            told.append(f"ほか{len(self.left_out):,}件（意見{numbers}{more}）")
        return "\n".join(told)


def table_lines(inputs: ReportInputs, sections: Sequence[ItemSection]) -> tuple[TableLine, ...]:
    """The lines by review item; within it sub-themes by size, then singles."""
    drafts = _drafts(inputs)
    clauses = clause_paths(inputs) if inputs.head.draft else {}
    lines: list[TableLine] = []
    for section in sections:
        label = (
            section.title if section.code == UNKNOWN else item_label(section.code, section.title)
        )
        if not inputs.codebook.classes:
            label = ""
        found: list[tuple[str, str, Sequence[OpinionLine]]] = [
            (sub.theme_id, sub.label, one_side)
            for theme in section.themes
            for sub in theme.sub_themes
            for one_side in _by_stance((*sub.representatives, *sub.others))
        ]
        found += [(line.opinion_id, "少数意見", (line,)) for line in section.singles]
        for subject, name, opinions in found:
            texts = [line.text for line in opinions[: inputs.settings.n_representatives]]
            extracts = abstract(texts, _MOST_CHARACTERS)
            lines.append(
                TableLine(
                    number=len(lines) + 1,
                    subject=subject,
                    asked=_wrote(opinions),
                    item=label,
                    stance=_side(opinions[0]),
                    name=name,
                    excerpts=tuple(
                        Excerpt(one.sentence, opinions[one.text], one.is_cut) for one in extracts
                    ),
                    n_opinions=len(opinions),
                    drafts=tuple(drafts.get(subject, ())),
                    clause=_clauses(opinions, clauses),
                    uptake=uptake_counts(line.uptake for line in opinions),
                    left_out=_left_out(opinions, [one.sentence for one in extracts]),
                )
            )
    return tuple(lines)


def _side(line: OpinionLine) -> str:
    return line.stance if line.stance in _SIDES else ""


def _by_stance(opinions: Sequence[OpinionLine]) -> list[Sequence[OpinionLine]]:
    """The opinions of a point by the side that they take, the largest first."""
    sides: dict[str, list[OpinionLine]] = {}
    for line in opinions:
        sides.setdefault(_side(line), []).append(line)
    return sorted(sides.values(), key=len, reverse=True)


def _wrote(opinions: Sequence[OpinionLine]) -> str:
    """The places that respondents wrote, the most frequent first; of some only, of how many.

    What people who made a hand-out wrote above its opinions is no word of respondents.
    """
    wrote = (
        places_named(line.refers or "") or place_cited("" if line.heading else line.text)
        for line in opinions
    )
    counts = Counter(place for place in wrote if place)
    return _told(
        [
            place if count == len(opinions) else f"{place}（うち{count:,}件）"
            for place, count in counts.most_common()
        ]
    )


def _clauses(opinions: Sequence[OpinionLine], clauses: Mapping[str, tuple[str, bool]]) -> str:
    """The clauses of the draft that they mean, the most frequent first."""
    places = [clauses[one.opinion_id] for one in opinions if one.opinion_id in clauses]
    sure = {place for place, is_sure in places if is_sure}
    counts = Counter(place for place, _ in places)
    return _told([place if place in sure else place + ALIKE for place, _ in counts.most_common()])


def _told(places: Sequence[str]) -> str:
    more = f"\nほか{len(places) - _MOST_PLACES}" if len(places) > _MOST_PLACES else ""
    return "\n".join(places[:_MOST_PLACES]) + more


def _left_out(opinions: Sequence[OpinionLine], sentences: Sequence[str]) -> tuple[int, ...]:
    return tuple(
        sorted(
            line.number
            for line in opinions
            if not any(sentence in line.text for sentence in sentences)
        )
    )


def _drafts(inputs: ReportInputs) -> Mapping[str, list[AnswerDraft]]:
    found: dict[str, list[AnswerDraft]] = {}
    if inputs.answers is not None:
        for row in records(inputs.answers.sort_values(["subject", "rank"])):
            found.setdefault(row.subject, []).append(
                AnswerDraft(visible(row.answer), visible(row.source), float(row.similarity))
            )
    return found
