"""Running text (letters, mails, Word and PDF without tables) into entries."""

from collections.abc import Sequence
from dataclasses import replace

from pipeline.errors import OpinionsError
from pipeline.layouts.answer_cells import GREETINGS, OF_THE_FORM, Reading, says_nothing
from pipeline.layouts.besides import BESIDES, tells_more
from pipeline.layouts.body_headings import body_headings, spoken_lines
from pipeline.layouts.entry import Entry
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.formulas import is_formula, stands_alone
from pipeline.layouts.guidance import tells_deadline, tells_how
from pipeline.layouts.guidance_lists import guided
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.layouts.labels_in_line import FILLED_IN, field_of, is_unknown_field
from pipeline.layouts.letter_edges import at_edges
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.layouts.part_headings import heads_part
from pipeline.layouts.prose_answers import beside, counted, opinion, says_more
from pipeline.layouts.prose_blocks import (
    ARROWS,
    Block,
    blocks_of,
    label_text,
    reads_as_answer,
)
from pipeline.layouts.prose_choices import offers_choices, rows_of_choices, with_choices
from pipeline.layouts.prose_questions import heads_answer, is_bare_question, unsure_questions
from pipeline.layouts.role_words import Role
from pipeline.layouts.said import speaks_of_something
from pipeline.layouts.text_senders import said_by_each, with_senders
from pipeline.readers.grid import Received
from pipeline.tables.state import State
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_ANSWERS = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE})

_OF_A_LETTER = frozenset({Role.REPLY, Role.PERSON, Role.CONTACT})


def is_document(text: str, params: DocumentParams) -> bool:
    """Whether a text is a hand-out with titled sections of opinions; a mail or letter is none.

    A letter has numbered sentences where a hand-out has headings, or says what no hand-out does:
    who sends it, that it is sent, a greeting. Nor has a hand-out replies under labels of their own,
    labels for a name or an address, or headings that are bodies.
    """
    if any(aside.part is not MailPart.RULE for aside in asides(text)):
        return False
    lines = text.split("\n")
    if any(field and field[0] in _OF_A_LETTER for field in map(field_of, map(str.strip, lines))):
        return False
    if body_headings(lines) or spoken_lines(lines):
        return False
    try:
        entries = read_document(text, "", params)
    except OpinionsError:
        return False
    headings = (entry.text for entry in entries if entry.reason == "見出し")
    said = (entry.text for entry in entries if entry.state is State.OPINIONS)
    return not (any(map(is_ended, headings)) or any(map(_is_of_a_letter, said)))


def _is_of_a_letter(line: str) -> bool:
    field = field_of(line)
    return is_formula(line) or bool(field and field[0] in FILLED_IN)


def read_prose(received: Received, reading: Reading) -> list[Entry]:
    """Read running text.

    A line with a known label (団体名：A市) says who answers; a label of an opinion (意見) opens a
    block; without any such label every paragraph of whole sentences is an answer. Quoted mails,
    signatures and heads of mails are none.

    Args:
        received: the text and its pages.
        reading: the file and how it is read.

    Returns:
        Entries in order; between them they hold every character that is not white space.
    """
    blocks = blocks_of(received.text)
    told = said_by_each(blocks)
    counts = counted([block.text for block in blocks])
    guiding = guided([block.text for block in blocks]) | rows_of_choices(blocks)
    has_opinion_label = any(
        b.field and b.field[0] is Role.OPINION and not b.is_subject for b in blocks
    )
    item = label = ""
    edges = set() if has_opinion_label else _edges(blocks)
    open_role: Role | None = None if has_opinion_label else Role.OPINION
    is_below_subject = False  # whose answer is the next block, be it a sentence or not
    is_unanswered = False  # a label of an opinion, below which nothing was said yet
    entries: list[Entry] = []
    group = 0  # where the entries of the present answer begin
    for number, block in enumerate(blocks):
        text = block.text
        entry = Entry(
            file=reading.file,
            begin=block.begin,
            end=block.end,
            text=text,
            state=State.NOT_AN_OPINION,
            row=received.text.count("\n", 0, block.begin) + 1,
            page=received.page_of(block.begin),
            heading=item or None,
        )
        if block.aside:
            entries.append(replace(entry, reason=str(block.aside)))
        elif number in edges:
            entries.append(replace(entry, reason=GREETINGS))
        elif number in guiding or offers_choices(text):
            entries.append(replace(entry, reason="記入の案内"))
        elif ends_form(text) and not is_formula(text):
            entries.append(replace(entry, reason=OF_THE_FORM))
        elif block.field:
            role, answer = block.field
            value = text[answer:].strip()
            item = value if role is Role.ITEM else item
            item = " ".join(text.split()) if is_bare_question(block) else item
            open_role = role if role is Role.OPINION or has_opinion_label else open_role
            is_below_subject = block.is_subject
            is_unanswered = not value if role is Role.OPINION else is_unanswered
            label = label_text(block)
            group = len(entries) if role is Role.OPINION else group
            if role is Role.OPINION and value:
                entries.append(opinion(entry, answer, reading))
            elif value and tells_more(role, value, reading.words):
                entries += beside(entry, role, label, value, entries, group)
            elif role in FILLED_IN and says_more(value):
                why = "記入欄の中の文章（意見かどうか）"
                entries.append(replace(entry, state=State.NEEDS_PERSON, reason=why))
            else:
                entries.append(replace(entry, reason="見出し" if not value else "記入欄"))
        elif heads_part(text) and not says_nothing(text, reading.words):
            item = " ".join(text.split())
            open_role = None if open_role in BESIDES else open_role
            entries.append(replace(entry, reason="見出し", heading=None))
        elif heads_answer(blocks[number:]):
            item = " ".join(text.split())
            entries.append(replace(entry, reason="見出し", heading=None))
        elif stands_alone(text):
            entries.append(replace(entry, reason=GREETINGS))
        elif tells_deadline(text) or tells_how(text):
            entries.append(replace(entry, reason="記入の案内"))
        elif open_role in FILLED_IN and is_unknown_field(text):
            why = "知らない見出しの欄（意見かどうか）"
            entries.append(replace(entry, state=State.NEEDS_PERSON, reason=why))
        elif text.startswith(ARROWS) and not claims(text):
            why = "矢印で始まる行（とりまとめた側のメモか）"
            entries.append(replace(entry, state=State.NEEDS_PERSON, reason=why))
        elif open_role is Role.REPLY:
            entries.append(replace(entry, reason="回答・考え方"))
        elif (
            open_role is Role.OPINION
            and (
                has_opinion_label
                or is_below_subject
                or reads_as_answer(text)
                or says_nothing(text, reading.words)
            )
        ) or (is_unanswered and open_role in FILLED_IN and reads_as_answer(text)):
            is_unanswered = is_unanswered and open_role in FILLED_IN
            is_below_subject = False
            entries.append(opinion(entry, 0, reading, counts.get(number, 0)))
        elif open_role and tells_more(open_role, text, reading.words):
            entries += beside(entry, open_role, label, text, entries, group)
        elif open_role in BESIDES:
            entries.append(replace(entry, reason="理由・備考の欄"))
        elif (len(text) >= 30 and is_ended(text)) or speaks_of_something(text):
            why = "意見の欄の外にある文章"
            entries.append(replace(entry, state=State.NEEDS_PERSON, reason=why))
        else:
            entries.append(replace(entry, reason="表題"))
    entries = with_choices(unsure_questions(entries, blocks), blocks)
    return with_senders(_waiting_mails(entries), told, reading.sender)


def _edges(blocks: Sequence[Block]) -> set[int]:
    """The blocks at the edges of a letter without labels that say nothing about the matter."""
    own = [n for n, block in enumerate(blocks) if not (block.aside or block.field)]
    return {own[n] for n in at_edges([blocks[n].text for n in own])}


def _waiting_mails(entries: list[Entry]) -> list[Entry]:
    """Forwarded mails wait for a person, as do quoted ones where nothing else was said."""
    said = any(entry.state in _ANSWERS for entry in entries)
    waiting = {str(MailPart.FORWARDED)} | (set() if said else {str(MailPart.QUOTED)})
    return [
        replace(entry, state=State.NEEDS_PERSON) if entry.reason in waiting else entry
        for entry in entries
    ]
