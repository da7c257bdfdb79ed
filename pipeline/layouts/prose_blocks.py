"""Running text cut into blocks: paragraphs, bullets, labelled lines, and parts of mails."""

import re
from dataclasses import dataclass, replace

from pipeline.layouts.answer_marks import asked_and_answered
from pipeline.layouts.body_headings import body_headings, cut_at_speakers
from pipeline.layouts.form_ends import ends_form
from pipeline.layouts.form_labels import is_form_label
from pipeline.layouts.formulas import is_formula, stands_alone
from pipeline.layouts.labels_in_line import FILLED_IN, field_of, pieces
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.layouts.part_headings import heads_part, is_indented
from pipeline.layouts.reply_words import is_reply_beside
from pipeline.layouts.role_words import Role, is_letter_title, is_title
from pipeline.layouts.subject_lines import subject_lines
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

BULLET = re.compile(r"^\s*(?:[-‐–・•●◆◇■□○◯▼▽]|[（(]?\d{1,2}[)）.．、]|[①-⑳])\s*(?=\S)")
ARROWS = ("→", "⇒", "➡")
"""With which a line begins that comments on the one above it."""
_UNPUNCTUATED = re.compile(
    r".{6}(?:たい|[ほ欲]しい|べき|です|ます|である|ない|ください|下さい|願います|求める|必要|困る|望む|思う|考える|(?:です|ます|ません|でしょう|だろう)か)$"
)
_SAID = re.compile("(?:ご|御)?(?:意見|要望|指摘|提案)(?:の?(?:内容|概要|要旨))?")
_AROUND_LABEL = " \u3000\n\t:：【】［］[]（）()<>＜＞■●○◆・.．、0123456789０１２３４５６７８９"
_NARROWEST = 8
"""Characters of a line that somebody wrapped by hand."""
_GOES_ON = re.compile("[、，]$|(?<=[^ぁ-ん])[はがをにでとのもへ]$")
_BROKEN_WORD = re.compile("[をがにはのへけげるれろりっんゃゅょー、。]")
"""Signs with which hardly a sentence begins."""
_MARKED = re.compile("^[【［\\[■●○◆・(（]|[:：]")
"""Of a line that is a label itself."""
_LONGEST_VALUE = 60
"""Characters of a line of an address."""


@dataclass(frozen=True)
class Block:
    """Lines that belong together, and what they are; offsets into the text."""

    begin: int
    end: int
    text: str
    field: tuple[Role, int] | None = None
    aside: MailPart | None = None
    is_subject: bool = False
    """Whether it only says what is answered below it; its field is an opinion's then."""
    is_asked: bool = False
    """Whether it is a subject as a question with a mark, above an answer with one (Ｑ１, Ａ１)."""


def blocks_of(text: str) -> list[Block]:
    """Paragraphs, bullets, labelled lines and parts of mails.

    Each label of a line begins one. A line goes on with the one above where that is unfinished and
    this begins nothing new; below a bullet also where it is indented further. What is short below
    a label of a name or an address is its value.
    """
    blocks: list[Block] = []
    offset = indent = 0
    blank = was_indented = True
    parts = asides(text)
    lines = [
        line[start:stop] for line in text.splitlines(keepends=True) for start, stop in pieces(line)
    ]
    lines, speakers = cut_at_speakers(lines)
    asked = {field[0] for line in lines if (field := field_of(line.strip()))}
    subjects = subject_lines(lines, below_label=Role.OPINION in asked)
    if Role.OPINION in asked:
        subjects = {number for number in subjects if field_of(lines[number].strip()) is None}
    pairs = asked_and_answered([line.strip() for line in lines])
    questions = {n for question, answer, _ in pairs for n in range(question, answer)}
    firsts = {question for question, *_ in pairs}
    answers = {answer: behind for _, answer, behind in pairs}
    bodies = speakers or body_headings(lines)
    for number, line in enumerate(lines):
        content = line.strip()
        line_begin = offset
        begin = offset + len(line) - len(line.lstrip())
        offset += len(line)
        if not content:
            blank = True
            continue
        end = begin + len(content)
        while parts and parts[0].end <= begin:
            parts.pop(0)
        if parts and parts[0].begin <= begin:
            if parts[0].begin == begin:
                whole = text[begin : parts[0].end]
                blocks.append(Block(begin, parts[0].end, whole, None, parts[0].part))
            blank = True
            continue
        previous = blocks[-1] if blocks and not blocks[-1].aside else None
        if number in questions:
            goes_on = previous is not None and previous.is_asked and number not in firsts
            first = previous.begin if previous is not None and goes_on else begin
            blocks[len(blocks) - goes_on :] = [_question(text, first, end)]
            blank = False
            continue
        is_subject = number in subjects
        field = (Role.OPINION, len(content)) if is_subject else field_of(content)
        field = (Role.OPINION, answers[number]) if number in answers else field
        field = (Role.BODY_NAME, bodies[number]) if number in bodies else field
        if bodies and number < min(bodies) and field and field[0] is Role.OPINION:
            field = None  # the title of what bodies said
        opens = bool(BULLET.match(content) or field or stands_alone(content))
        opens = opens or content.startswith(ARROWS) or heads_part(content)
        bullet = bool(previous and BULLET.match(previous.text))
        begins = is_indented(line) and not (was_indented or bullet)
        was_indented = is_indented(line)
        opens = opens or ends_form(content) or begins
        hangs = begin - line_begin > indent and bullet
        hangs = hangs and number - 1 not in bodies
        if previous is not None and _takes_value(previous, content, opens, blank):
            joined = text[previous.begin : end]
            blocks[-1] = replace(previous, end=end, text=joined)
        elif previous is not None and not (blank or opens) and _answers_on(previous, content):
            blocks[-1] = replace(previous, end=end, text=text[previous.begin : end])
        elif (
            previous is None
            or (blank or opens or previous.is_subject)
            or not (hangs or _unfinished(previous.text) or _runs_on(previous.text, content))
        ):
            blocks.append(Block(begin, end, content, field, is_subject=is_subject))
            indent = begin - line_begin
        else:
            blocks[-1] = replace(previous, end=end, text=text[previous.begin : end])
        blank = False
    return _replies_apart(blocks)


def _question(text: str, begin: int, end: int) -> Block:
    field = (Role.OPINION, end - begin)
    return Block(begin, end, text[begin:end], field, is_subject=True, is_asked=True)


def label_text(block: Block) -> str:
    """The label of a block, without marks and numbers around it; empty where it has none."""
    return block.text[: block.field[1]].strip(_AROUND_LABEL) if block.field else ""


def _replies_apart(blocks: list[Block]) -> list[Block]:
    """回答 and 見解 beside labels of opinions hold what was said to them."""
    asked = [b for b in blocks if b.field and b.field[0] is Role.OPINION and not b.is_subject]
    if not any(_SAID.fullmatch(label_text(block)) for block in asked):
        return blocks
    return [
        replace(block, field=(Role.REPLY, block.field[1]))
        if block.field and block in asked and is_reply_beside(label_text(block) or "意見")
        else block
        for block in blocks
    ]


def _takes_value(label: Block, line: str, opens: bool, blank: bool) -> bool:
    """Whether a line is the value of the label above it (【氏名】, below it the name)."""
    if label.field and label.field[0] is Role.ITEM and not blank:
        is_bare = not label.text[label.field[1] :].strip() and not is_form_label(line)
        return is_bare and not (_MARKED.search(line) or is_ended(line) or claims(line))
    if not label.field or label.field[0] not in FILLED_IN or opens or is_ended(line):
        return False
    value = label.text[label.field[1] :]
    goes_on = bool(value) and "\n" in label.text and not blank and label.field[0] is Role.CONTACT
    return (
        len(line) <= _LONGEST_VALUE
        and (not value.strip() or goes_on)
        and not _UNPUNCTUATED.search(line)
    )


def _answers_on(answer: Block, line: str) -> bool:
    """Whether a line goes on with an answer that began beside its label (意見：…)."""
    if not answer.field or answer.field[0] is not Role.OPINION or is_formula(line):
        return False
    return bool(answer.text[answer.field[1] :].strip()) and reads_as_answer(line)


def _runs_on(text: str, line: str) -> bool:
    """Whether a line begins or the one above it ends in the middle of words (…近くに設 | けて)."""
    last = text.split("\n")[-1]
    if len(last) < _NARROWEST or is_ended(last) or stands_alone(last) or field_of(last):
        return False
    return bool(_GOES_ON.search(last) or _BROKEN_WORD.match(line))


def _unfinished(text: str) -> bool:
    """Whether a block has no sentence end and is no label or title that stands alone."""
    last = text.split("\n")[-1]
    goes_on = not (is_ended(text) or _UNPUNCTUATED.search(last)) and len(last) >= 15
    goes_on = goes_on and field_of(last) is None
    return goes_on and not (is_letter_title(last) or is_title(last))


def reads_as_answer(text: str) -> bool:
    """Whether a paragraph is a bullet or says something in whole sentences."""
    return bool(BULLET.match(text) or is_ended(text) or _UNPUNCTUATED.search(text))
