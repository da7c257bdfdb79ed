"""The stance of opinions (賛否) as reviewers correct it: the sheet's columns, and their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.labels.answer_sheet import plain, row_mark
from pipeline.labels.decisions import last_stances
from pipeline.labels.row_words import no_opinion_here, row_place, text_changed
from pipeline.language import says
from pipeline.tables.natures import Stance

SHEET = "賛否"
NUMBER, TEXT, NOW, CUE = "番号", "意見", "今の賛否", "手がかりの言葉"
ENTRY, KEY, MARK = "賛否（記入）", "text_key", "照合"
STANCES = tuple(one.value for one in Stance)


@dataclass(frozen=True)
class StanceRow:
    """One text, and how it stands by the machine or by people's word."""

    number: int
    text_key: str
    text: str
    """As readers see it."""
    stance: str
    cue: str


@dataclass(frozen=True)
class StanceAnswer:
    """One row of a filled-in sheet, as it stands there."""

    file: str
    sheet: str
    row: int  # as the office program counts, from 1
    text_key: str
    text: str
    mark: str
    stance: str
    reviewer: str


@dataclass(frozen=True)
class CheckedStances:
    """What becomes of the answers."""

    answers: tuple[StanceAnswer, ...]
    """New decisions, one a text and reviewer."""
    refused: tuple[str, ...]
    n_known: int

    def lines(self) -> list[str]:
        """What came of the answers, for people."""
        n_refused = len(self.refused)
        head = says(f"賛否で取り込まない {n_refused}行:", f"Stances, not taken, {n_refused} rows:")
        return [
            *([head, *self.refused] if self.refused else []),
            says(
                f"賛否の新しい判定 {len(self.answers)}件、取り込み済み {self.n_known}件、"
                f"取り込まない {n_refused}件",
                f"Stances: {len(self.answers)} new, {self.n_known} taken before, "
                f"{n_refused} not taken",
            ),
        ]

    def rows(self, masked: Mapping[str, str], date: str) -> list[dict[str, str]]:
        """Rows of labels.csv.

        Args:
            masked: ``text_key`` → the text as the file may hold it.
            date: ISO date of the decisions.
        """
        blank = dict.fromkeys(("items", "nature", "comment", "drawn"), "")
        return [
            blank
            | {
                "text_key": answer.text_key,
                "stance": plain(answer.stance),
                "reviewer": answer.reviewer,
                "date": date,
                "text": masked[answer.text_key],
            }
            for answer in self.answers
        ]


def check_stances(
    answers: Sequence[StanceAnswer], shown: Mapping[str, str], labels: pd.DataFrame
) -> CheckedStances:
    """Check answers, and tell new decisions from those that are known.

    Args:
        answers: rows of one or several sheets; blank ones say nothing.
        shown: ``text_key`` of every opinion in the rounds → its text as sheets show it.
        labels: what labels.csv holds.
    """
    said = last_stances(labels)
    filled = [answer for answer in answers if answer.stance.strip()]
    given: dict[tuple[str, str], set[str]] = {}
    for answer in filled:
        given.setdefault((answer.text_key, answer.reviewer), set()).add(plain(answer.stance))
    new: dict[tuple[str, str], StanceAnswer] = {}
    refused: list[str] = []
    n_known = 0
    for answer in filled:
        key = answer.text_key, answer.reviewer
        if problem := _problem(answer, shown, given[key]):
            place = row_place(answer.file, answer.sheet, answer.row)
            refused.append(f"{place}: {problem}")
        elif said.get(key) == plain(answer.stance) or key in new:
            n_known += 1
        else:
            new[key] = answer
    return CheckedStances(tuple(new.values()), tuple(refused), n_known)


def _problem(answer: StanceAnswer, shown: Mapping[str, str], given: set[str]) -> str:
    """Why an answer cannot be taken; empty where it can."""
    if answer.text_key not in shown:
        return no_opinion_here()
    if row_mark(answer.text_key, answer.text) != answer.mark:
        return text_changed()
    if not answer.reviewer:
        return says(
            "確認担当者が空欄。表の上の欄に書くか、--reviewer で名前を渡す。",
            "Nobody is named as the reviewer. Fill in the cell on top, or give --reviewer.",
        )
    if plain(answer.stance) not in STANCES:
        return says(
            f"賛否「{answer.stance}」は一覧にない（{'、'.join(STANCES)}）。",
            f"The stance '{answer.stance}' is not in the list ({', '.join(STANCES)}).",
        )
    if len(given) > 1:
        return says(
            f"{answer.reviewer}の賛否が同じ意見の別の行と違う。一つにする。",
            f"{answer.reviewer} chose another stance in another row of this opinion. Keep one.",
        )
    return ""
