"""The official table 「No.・該当箇所・意見の概要・件数・考え方」, a line per point."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.replies.abstracts import abstract
from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.by_review_item import ItemSection
from pipeline.report.summary.opinion_lines import UNKNOWN, OpinionLine
from pipeline.report.wording import item_label, visible

_MOST_CHARACTERS = 160  # of an overview: three to four lines of the table
_LONGEST = 400  # a sentence beyond is cut, and says so


@dataclass(frozen=True)
class AnswerDraft:
    """An answer given earlier that may serve again; people decide."""

    answer: str
    source: str
    similarity: float


@dataclass(frozen=True)
class Excerpt:
    """A sentence as it stands in an opinion."""

    sentence: str
    opinion: OpinionLine


@dataclass(frozen=True)
class TableLine:
    """One line of the official table. The sum of ``n_opinions`` over lines is that of the round."""

    number: int
    subject: str
    """Theme id of a sub-theme, opinion id of a single."""
    item: str
    """Empty where there are no review items."""
    name: str
    """Label of the sub-theme; 少数意見 for a single."""
    excerpts: tuple[Excerpt, ...]
    n_opinions: int
    draft: AnswerDraft | None

    @property
    def overview(self) -> str:
        """意見の概要: each sentence on a line of its own."""
        return "\n".join(f"・{excerpt.sentence}" for excerpt in self.excerpts)


def table_lines(inputs: ReportInputs, sections: Sequence[ItemSection]) -> tuple[TableLine, ...]:
    """The lines by review item; within it sub-themes by size, then singles."""
    drafts = _drafts(inputs)
    lines: list[TableLine] = []
    for section in sections:
        label = (
            section.title if section.code == UNKNOWN else item_label(section.code, section.title)
        )
        if not inputs.codebook.classes:
            label = ""
        found: list[tuple[str, str, Sequence[OpinionLine], int]] = [
            (sub.theme_id, sub.label, sub.representatives, sub.n_opinions)
            for theme in section.themes
            for sub in theme.sub_themes
        ]
        found += [(line.opinion_id, "少数意見", (line,), 1) for line in section.singles]
        for subject, name, opinions, n_opinions in found:
            lines.append(
                TableLine(
                    number=len(lines) + 1,
                    subject=subject,
                    item=label,
                    name=name,
                    excerpts=_excerpts(opinions),
                    n_opinions=n_opinions,
                    draft=drafts.get(subject),
                )
            )
    return tuple(lines)


def _excerpts(opinions: Sequence[OpinionLine]) -> tuple[Excerpt, ...]:
    found = abstract([line.text for line in opinions], _MOST_CHARACTERS)
    return tuple(Excerpt(_cut(one.sentence), opinions[one.text]) for one in found)


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else f"{sentence[:_LONGEST]}…（続きは意見一覧）"


def _drafts(inputs: ReportInputs) -> Mapping[str, AnswerDraft]:
    if inputs.answers is None:
        return {}
    return {
        row.subject: AnswerDraft(visible(row.answer), visible(row.source), float(row.similarity))
        for row in records(inputs.answers)
    }
