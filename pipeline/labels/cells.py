"""A row that a reviewer filled in: each cell checked, and the decision that it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.labels.answer_sheet import BY_LOT, NATURES, choice, plain, row_mark
from pipeline.labels.decisions import Items
from pipeline.labels.row_words import no_opinion_here, row_place, text_changed
from pipeline.language import says
from pipeline.review_items.codebook import NONE, Codebook


@dataclass(frozen=True)
class Answer:
    """One row of a filled-in table, as it stands there; empty cells are empty texts."""

    file: str
    sheet: str
    row: int  # as the office program counts, from 1
    text_key: str
    text: str
    mark: str | None
    """What ``row_mark`` gave when the table was written; None in tables without it."""
    items: tuple[str, ...]
    nature: str
    comment: str
    reviewer: str
    date: str | None
    """ISO date that the table states; None where it states none."""
    drawn: str = ""
    """What the table says of how the row came into it; 無作為: by lot."""

    @property
    def is_blank(self) -> bool:
        """Whether nobody decided anything here."""
        return not any([*self.items, self.nature, self.comment])


@dataclass(frozen=True)
class Finding:
    """Something that a person should know of a row."""

    answer: Answer
    message: str
    taken: bool

    def line(self) -> str:
        """With the place where it stands."""
        answer = self.answer
        return f"{row_place(answer.file, answer.sheet, answer.row)}: {self.message}"


@dataclass(frozen=True)
class Label:
    """A decision to be written to labels.csv."""

    answer: Answer
    items: Items
    nature: str
    comment: str
    reviewer: str
    date: str

    @property
    def said(self) -> tuple[Items, str, str]:
        """What was decided, whoever and whenever."""
        return self.items, self.nature, self.comment

    def row(self, masked: str) -> dict[str, str]:
        """Its row of labels.csv, but for the id of the import.

        Args:
            masked: the opinion's text.
        """
        return {
            "text_key": self.answer.text_key,
            "items": ";".join(self.items),
            "nature": self.nature,
            "reviewer": self.reviewer,
            "date": self.date,
            "comment": self.comment,
            "text": masked,
            "drawn": BY_LOT if self.answer.drawn == BY_LOT else "",
        }


def label_of(
    answer: Answer,
    shown: Mapping[str, str],
    codebook: Codebook,
    date: str,
    findings: list[Finding],
) -> Label | None:
    """The decision of a row.

    Args:
        answer: a row that is not blank.
        shown: ``text_key`` of every opinion in the rounds → its text as tables show it.
        codebook: items that may be chosen.
        date: ISO date of a row whose table states none.
        findings: what a person should know is added here.

    Returns:
        None, with a finding, where it cannot be taken.
    """
    problem = ""
    items: Items = ()
    if answer.text_key not in shown:
        problem = no_opinion_here()
    elif not _is_unchanged(answer, shown[answer.text_key]):
        problem = text_changed()
    elif not answer.reviewer:
        problem = says(
            "確認担当者が空欄。表の欄に書くか、--reviewer で名前を渡す。",
            "Nobody is named as the reviewer. Fill in the cell, or give --reviewer.",
        )
    elif not any(answer.items):
        problem = says(
            "検討項目が空欄。一覧から選ぶ（どれにも当たらないときは「該当なし」）。",
            "No review item is chosen. Choose from the list (該当なし where none fits).",
        )
    else:
        items, problem = _codes(answer, codebook)
    if problem:
        findings.append(Finding(answer, problem, taken=False))
        return None
    nature = plain(answer.nature)
    if nature and nature not in NATURES:
        message = says(
            f"意見の性質「{nature}」は一覧にない（{'、'.join(NATURES)}）。性質は空欄とした。",
            f"The opinion type '{nature}' is not in the list ({', '.join(NATURES)}); left empty.",
        )
        findings.append(Finding(answer, message, taken=True))
        nature = ""
    for code, cell in zip(items, (cell for cell in answer.items if cell), strict=False):
        if plain(cell) not in (plain(choice(codebook, code)), code, codebook.item(code).title):
            message = says(
                f"「{cell}」の題名は今の「{choice(codebook, code)}」と違う。符号により取り込んだ。",
                f"'{cell}' has another title than '{choice(codebook, code)}' now; taken by code.",
            )
            findings.append(Finding(answer, message, taken=True))
    comment = " ".join(answer.comment.split())
    return Label(answer, items, nature, comment, answer.reviewer, answer.date or date)


def _is_unchanged(answer: Answer, shown: str) -> bool:
    if answer.mark:
        return row_mark(answer.text_key, answer.text) == answer.mark
    return "".join(answer.text.split()) == "".join(shown.split())


def _codes(answer: Answer, codebook: Codebook) -> tuple[Items, str]:
    """The codes of the cells for items, or what is wrong with them."""
    codes: list[str] = []
    if answer.items and not answer.items[0]:
        return (), says(
            "二つ目だけが記入されている。主な項目を「検討項目（記入）」に選ぶ。",
            "Only the second item is filled in. Choose the main one under 検討項目（記入）.",
        )
    for cell in (cell for cell in answer.items if cell):
        code = _code(cell, codebook)
        if code is None:
            offered = "、".join(choice(codebook, known) for known in codebook.classes)
            hint = ""
            if re.search(r"\d+月\d+日|\d{4}-\d\d-\d\d", cell):
                hint = says(
                    "日付に変わっている。一覧から選び直す。",
                    "It became a date: choose from the list again. ",
                )
            return (), says(
                f"検討項目「{cell}」は一覧にない。{hint}選べるのは、{offered}。",
                f"The item '{cell}' is not in the list. {hint}There are: {offered}.",
            )
        if code not in codebook.classes:
            is_retired = codebook.item(code).retired
            why = "廃止された" if is_retired else "下位の項目に分かれている"
            reason = "is retired" if is_retired else "has items below it"
            return (), says(
                f"検討項目「{cell}」は{why}。今の項目から選び直す。",
                f"The item '{cell}' {reason}. Choose one that there is now.",
            )
        if code in codes:
            return (), says(
                f"同じ検討項目（{code}）が二度選ばれている。一方を消す。",
                f"The item {code} is chosen twice. Delete one.",
            )
        codes.append(code)
    if NONE in codes and len(codes) > 1:
        return (), says(
            "「該当なし」と検討項目が同時に選ばれている。どちらかにする。",
            "該当なし and an item are both chosen. Keep one.",
        )
    return tuple(codes), ""


def _code(cell: str, codebook: Codebook) -> str | None:
    """The item that a cell names by its choice, its code or its title; retired ones as well."""
    wanted = plain(cell)
    for item in codebook.items:
        if wanted in (plain(choice(codebook, item.code)), item.code):
            return item.code
    titled = [item.code for item in codebook.items if plain(item.title) == wanted]
    if len(titled) == 1:
        return titled[0]
    first = wanted.split(" ", maxsplit=1)[0]
    return next((item.code for item in codebook.items if item.code == first), None)
