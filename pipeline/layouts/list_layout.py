"""Where a list begins, what its columns are, and why: header rows and the roles of columns."""

import re
from dataclasses import dataclass, field
from itertools import islice

from pipeline.layouts.closed_questions import choices_apart
from pipeline.layouts.form import find_fields
from pipeline.layouts.headers import SAMPLE, doubtful_titles, find_header_rows, header_texts
from pipeline.layouts.reply_words import is_reply_beside, is_said
from pipeline.layouts.role_words import IDENTITY, Role, role_of_words, squeezed
from pipeline.layouts.roles import Content, role_of_column
from pipeline.layouts.row_kinds import is_total
from pipeline.layouts.sender_columns import senders_judged
from pipeline.layouts.source import Column, LabelledField, Layout
from pipeline.layouts.summaries import summaries_apart
from pipeline.readers.grid import Grid, column_name

_SEARCHED_ROWS = 60
_QUESTION = re.compile(r"(?:ご|御)?(?:質問|設問|問い?)(?:事項|内容|項目|文)?")

NO_BODY = "団体を示す列がない（市民の意見か、ファイル名で団体が分かるか確かめる）"
_COUNTED = re.compile(r"\D{0,4}\d+\D?")
"""One of several answers (論点1, その2)."""


@dataclass(frozen=True)
class Proposal:
    """A layout found in a grid, the evidence by column or label, and what people must decide."""

    layout: Layout
    evidence: dict[str, str] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


def find_list(grid: Grid) -> Proposal | None:
    """Look for a list: a header row with known words above rows of answers.

    Returns:
        The proposal, or None where the grid is no list.
    """
    filled = list(islice(grid.filled_rows(), _SEARCHED_ROWS))
    if not filled:
        return None
    header = (filled[0],) if grid.keys_first else find_header_rows(grid, filled)
    if header is None:
        return _without_header(grid, filled)
    first = header[-1] + 1
    doubtful = set() if grid.keys_first else doubtful_titles(grid, header)
    texts = [
        "" if any(grid.span(row, column)[:2] in doubtful for row in header) else text
        for column, text in enumerate(header_texts(grid, header))
    ]
    totals = {row for row in filled if row >= first and is_total(grid, row)}
    columns: list[Column] = []
    sampled: dict[str, list[str]] = {}
    evidence: dict[str, str] = {}
    doubts: list[str] = []
    for number, text in enumerate(texts):
        values = [
            grid.cell(row, number)
            for row in range(first, min(first + SAMPLE, len(grid.rows)))
            if row not in totals
        ]
        if not text and not any(value.strip() for value in values):
            continue
        role, why, doubt = role_of_column(text, values)
        name = column_name(number)
        sampled[name] = values
        columns.append(Column(column=name, role=role, header=text))
        evidence[name] = why
        doubts += [f"{name}列：{doubt}"] if doubt else []
    columns = summaries_apart(replies_apart(_questions_apart(_beside_answers(columns))))
    columns = choices_apart(columns, sampled)
    columns, told = senders_judged(columns, sampled)
    doubts += told
    columns, doubts = _only_opinions_by_name(columns, doubts)
    columns, told = _reasons_alone(columns, sampled)
    doubts += told
    if not any(column.role is Role.OPINION for column in columns):
        return None
    above = find_fields(grid, range(header[0]))
    fields = [entry for entry in above if entry.role in IDENTITY | {Role.DEPARTMENT}]
    known = {column.role for column in columns} | {entry.role for entry in fields}
    if not known & {Role.BODY_CODE, Role.BODY_NAME}:
        doubts.append(NO_BODY)
    layout = Layout(
        shape="list",
        header_rows=tuple(row + 1 for row in header),
        columns=tuple(columns),
        fields=tuple(LabelledField(label=entry.label, role=entry.role) for entry in fields),
    )
    return Proposal(layout, evidence, tuple(doubts))


def _beside_answers(columns: list[Column]) -> list[Column]:
    """A column below 回答 that names nothing is no answer where one beside it (回答／意見) is."""
    levels = {c.column: c.header.rpartition("／") for c in columns if c.role is Role.OPINION}
    answered = {
        above for above, _, last in levels.values() if role_of_words(last) is Role.OPINION
    } - {""}
    others = {
        name: Role.ITEM if _QUESTION.fullmatch(squeezed(last)) else Role.ATTRIBUTE
        for name, (above, _, last) in levels.items()
        if above in answered and role_of_words(last) is None and not _COUNTED.fullmatch(last)
    }
    return [
        c.model_copy(update={"role": others[c.column]}) if c.column in others else c
        for c in columns
    ]


def _questions_apart(columns: list[Column]) -> list[Column]:
    """A column of questions beside one of answers says what is answered; it is no answer."""
    opinions = [column for column in columns if column.role is Role.OPINION]
    questions = {c.column for c in opinions if _QUESTION.fullmatch(squeezed(c.header))}
    if not questions or len(questions) == len(opinions):
        return columns
    return [
        column.model_copy(update={"role": Role.ITEM}) if column.column in questions else column
        for column in columns
    ]


def replies_apart(columns: list[Column]) -> list[Column]:
    """A column 回答, 対応 or 見解 beside one of opinions holds what was said to them."""
    opinions = [column for column in columns if column.role is Role.OPINION]
    replies = {c.column for c in opinions if is_reply_beside(c.header)}
    if not any(is_said(c.header) for c in opinions if c.column not in replies):
        return columns
    return [
        column.model_copy(update={"role": Role.REPLY}) if column.column in replies else column
        for column in columns
    ]


def _only_opinions_by_name(
    columns: list[Column], doubts: list[str]
) -> tuple[list[Column], list[str]]:
    """Long text counts as an opinion by its content alone only where no header names one."""
    if not any(role_of_words(c.header) is Role.OPINION and c.role is Role.OPINION for c in columns):
        return columns, doubts
    guessed = {
        c.column
        for c in columns
        if c.role is Role.OPINION and role_of_words(c.header) is not Role.OPINION
    }
    kept = [
        c.model_copy(update={"role": Role.ATTRIBUTE}) if c.column in guessed else c for c in columns
    ]
    told = [
        f"{c.column}列「{c.header}」は文章だが、意見の列としていない（意見なら role を opinion に）"
        for c in columns
        if c.column in guessed
    ]
    rest = [doubt for doubt in doubts if doubt.split("列")[0] not in guessed]
    return kept, rest + told


def _reasons_alone(
    columns: list[Column], sampled: dict[str, list[str]]
) -> tuple[list[Column], list[str]]:
    """Where no column is for opinions, texts of reasons (賛否の理由) are what was said."""
    if any(column.role is Role.OPINION for column in columns):
        return columns, []
    said = {
        c.column: f"{c.column}列：意見の列がないので「{c.header}」を意見とした"
        for c in columns
        if c.role is Role.REASON and Content.of(sampled[c.column]).is_text
    }
    return [
        c.model_copy(update={"role": Role.OPINION}) if c.column in said else c for c in columns
    ], list(said.values())


def _without_header(grid: Grid, filled: list[int]) -> Proposal | None:
    """A table without header: columns by content alone, when most rows fill the same columns."""
    if grid.n_columns < 2 or len(filled) < 3 or grid.merged:
        return None
    columns = []
    sampled: dict[str, list[str]] = {}
    evidence = {}
    for number in range(grid.n_columns):
        values = [grid.cell(row, number) for row in filled]
        if any(value.strip() for value in values):
            role, why, _ = role_of_column("", values)
            columns.append(Column(column=column_name(number), role=role))
            evidence[column_name(number)] = why
            sampled[column_name(number)] = values
    columns, doubts = senders_judged(columns, sampled)
    opinions = [column for column in columns if column.role is Role.OPINION]
    bodies = [column for column in columns if column.role in IDENTITY]
    if not opinions or not bodies:
        return None
    doubt = "見出しの行がない。列は内容だけで判断した"
    return Proposal(Layout(shape="list", columns=tuple(columns)), evidence, (doubt, *doubts))
