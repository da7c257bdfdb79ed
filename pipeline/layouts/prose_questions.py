"""Questions and headings of running text: which only head an answer, and which may be one."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.layouts.entry import Entry
from pipeline.layouts.part_headings import heads_part
from pipeline.layouts.prose_blocks import Block
from pipeline.layouts.prose_choices import offers_choices
from pipeline.layouts.question_words import asks, is_question, number_of
from pipeline.layouts.role_words import Role
from pipeline.tables.state import State

_ANSWERS = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE})


def heads_answer(blocks: Sequence[Block]) -> bool:
    """Whether a short numbered line stands right above a labelled answer (１ 路線, （意見）…)."""
    below = blocks[1].field if len(blocks) > 1 else None
    is_labelled = below is not None and below[0] is Role.OPINION and below[1] < len(blocks[1].text)
    return is_labelled and not blocks[1].is_subject and number_of(blocks[0].text) is not None


def is_bare_question(block: Block) -> bool:
    """Whether a block is a question with a number and nothing else (問1 避難について)."""
    field = block.field
    return bool(
        field
        and field[0] is Role.OPINION
        and not block.text[field[1] :].strip()
        and (block.is_subject or is_question(block.text))
    )


def unsure_questions(entries: list[Entry], blocks: Sequence[Block]) -> list[Entry]:
    """Questions that ask nothing, with no answer below, wait: they may be the answer (問1 延長).

    So do lines in brackets below a label of an opinion.
    """
    result = list(entries)
    role: Role | None = None
    for number, block in enumerate(blocks):
        role = block.field[0] if block.field else role
        is_alone = role is Role.OPINION and not block.field and heads_part(block.text)
        is_alone = is_alone and entries[number].state is State.NOT_AN_OPINION
        is_question = is_bare_question(block) and not (block.is_asked or asks(block.text))
        if not (is_alone or is_question):
            continue
        rest = zip(entries[number + 1 :], blocks[number + 1 :], strict=True)
        below = [entry for entry, _ in takewhile(lambda pair: not pair[1].field, rest)]
        told = _ANSWERS | {State.NEEDS_PERSON}
        if not any(entry.state in told or offers_choices(entry.text) for entry in below):
            what = "意見の欄の括弧の中" if is_alone else "問いの番号の後"
            why = f"{what}にあり、下に答えがない（答えかどうか）"
            result[number] = replace(entries[number], state=State.NEEDS_PERSON, reason=why)
    return result
