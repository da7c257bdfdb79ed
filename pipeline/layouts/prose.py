"""Running text (letters, mails, Word and PDF without tables) into entries."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.errors import OpinionsError
from pipeline.layouts.answer_cells import Reading, answered
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.layouts.role_words import Role, is_title, role_of_words
from pipeline.readers.grid import Received
from pipeline.tables.state import State
from pipeline.text.sentences import is_ended

_BULLET = re.compile(r"^\s*(?:[-‐–・•●◆■○◯]|[（(]?\d{1,2}[)）.．、]|[①-⑳])\s*(?=\S)")
_UNPUNCTUATED = re.compile(
    r".{6}(?:たい|[ほ欲]しい|べき|です|ます|である|ない|ください|下さい|願います|求める|必要|困る|望む|思う|考える)$"
)
_LABEL = re.compile(
    r"^[\s【\[■●○◆・]*(?P<label>[^:：\t。]{2,24}?)[】\]]?\s*(?:[:：\t]|[】\]]|$|[ 　]{1,})\s*"
)
_GREETING = re.compile(
    r"^(?:拝啓|前略|敬具|草々|以上|記$|(?:いつも|大変|日頃から?)*お?世話になって|平素(?:より|から|は)|よろしくお願い|標記の?件|このことについて"
    r"|.{0,20}(?:下記|別添|以下|別紙)のとおり.{0,20}(?:回答|提出|送付|報告).{0,12}$"
    r"|.{0,30}(?:御中|殿|様|宛て?)$|(?:令和|平成)?[\d元]+年\d+月\d+日)"
)


_SENDER_PARTS = {
    Role.BODY_CODE: "code",
    Role.BODY_NAME: "name",
    Role.PREFECTURE: "prefecture",
    Role.BODY_KIND: "kind",
    Role.DEPARTMENT: "department",
}
_VALUED = frozenset(_SENDER_PARTS) | {
    *(Role.PERSON, Role.CONTACT, Role.NUMBER, Role.DATE, Role.STATUS, Role.ATTRIBUTE)
}
"""Roles whose value may stand in the line below the label."""
_LONGEST_VALUE = 60
"""Characters of a line of an address."""
_ANSWERS = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE})


def is_document(text: str, params: DocumentParams) -> bool:
    """Whether a text is a hand-out with titled sections of opinions; a mail is none."""
    if any(aside.part is not MailPart.RULE for aside in asides(text)):
        return False
    try:
        read_document(text, "", params)
    except OpinionsError:
        return False
    return True


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
    blocks = _blocks(received.text)
    told = [_said_by(block) for block in blocks]
    has_opinion_label = any(b.field and b.field[0] is Role.OPINION for b in blocks)
    item = ""
    open_role: Role | None = None if has_opinion_label else Role.OPINION
    entries: list[Entry] = []
    for block in blocks:
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
        elif block.field:
            role, answer = block.field
            value = text[answer:].strip()
            item = value if role is Role.ITEM else item
            open_role = role if role is Role.OPINION or has_opinion_label else open_role
            if role is Role.OPINION and value:
                entries.append(_opinion(entry, answer, reading))
            else:
                entries.append(replace(entry, reason="見出し" if not value else "記入欄"))
        elif _GREETING.match(text.strip()):
            entries.append(replace(entry, reason="あいさつ・宛名・日付"))
        elif open_role is Role.OPINION and (has_opinion_label or _is_answer(text)):
            entries.append(_opinion(entry, 0, reading))
        elif open_role in (Role.REASON, Role.REMARK):
            entries.append(replace(entry, reason="理由・備考の欄"))
        elif len(text) >= 30 and is_ended(text):
            why = "意見の欄の前にある文章"
            entries.append(replace(entry, state=State.NEEDS_PERSON, reason=why))
        else:
            entries.append(replace(entry, reason="表題"))
    return _with_senders(_waiting_mails(entries), told, reading.sender)


def _waiting_mails(entries: list[Entry]) -> list[Entry]:
    """Forwarded mails wait for a person, as do quoted ones where nothing else was said."""
    said = any(entry.state in _ANSWERS for entry in entries)
    waiting = {str(MailPart.FORWARDED)} | (set() if said else {str(MailPart.QUOTED)})
    return [
        replace(entry, state=State.NEEDS_PERSON) if entry.reason in waiting else entry
        for entry in entries
    ]


def _with_senders(
    entries: list[Entry], told: Sequence[Sender | None], of_file: Sender
) -> list[Entry]:
    """Who said each entry: the one body that the text names; of several the one named above."""
    named = [sender for sender in told if sender and (sender.name or sender.code)]
    if len({(sender.name, sender.code) for sender in named}) <= 1:
        whole = Sender()
        for sender in filter(None, told):
            whole = _joined_senders(whole, sender)
        whole = whole.or_else(of_file)
        return [replace(entry, sender=whole) for entry in entries]
    result = []
    current = Sender(is_open=True)
    for entry, sender in zip(entries, told, strict=True):
        if sender and (sender.name or sender.code):
            current = sender
        elif sender:
            current = _joined_senders(current, sender)
        result.append(replace(entry, sender=current))
    return result


def _joined_senders(sender: Sender, more: Sender) -> Sender:
    return replace(sender, **{key: text for key, text in vars(more).items() if text})


def senders_told(text: str) -> list[Sender]:
    """The bodies that the labels of a text name (団体名：A市), quoted mails left out."""
    told = Sender()
    found: list[Sender] = []
    for sender in filter(None, map(_said_by, _blocks(text))):
        told = _joined_senders(told, sender)
        if sender.name or sender.code:
            found.append(told)
    return [_joined_senders(found[0], told)] if len(found) == 1 else found


def _said_by(block: "_Block") -> Sender | None:
    """What a labelled line says of the sender; a label in a signature counts."""
    if block.aside is MailPart.SIGNATURE:
        inside = [_Block(0, len(line), line, field_of(line)) for line in block.text.split("\n")]
        told = Sender()
        for sender in filter(None, map(_said_by, inside)):
            told = _joined_senders(told, sender)
        return told if told != Sender() else None
    if block.aside or not block.field or block.field[0] not in _SENDER_PARTS:
        return None
    role, answer = block.field
    value = " ".join(block.text[answer:].split())
    return replace(Sender(), **{_SENDER_PARTS[role]: value}) if value else None


def _opinion(entry: Entry, answer: int, reading: Reading) -> Entry:
    """An answer whose text begins behind its label: the label stays in the entry's place."""
    judged = answered(replace(entry, text=entry.text[answer:]), reading.splitting)
    parts = tuple(
        replace(
            part,
            begin=part.begin + answer if number else 0,
            end=part.end + answer,
            text_begin=part.text_begin + answer,
        )
        for number, part in enumerate(judged.parts)
    )
    bullet = _BULLET.match(entry.text[answer:])
    begin = judged.text_begin or (bullet.end() if bullet else 0)
    return replace(judged, text=entry.text, parts=parts, text_begin=begin + answer)


def field_of(text: str) -> tuple[Role, int] | None:
    """The role a block's label names, and where its answer begins."""
    first = text.split("\n")[0]
    found = _LABEL.match(first)
    if not found or is_ended(found["label"]):
        return None
    colon = "：" in first or ":" in first
    role = role_of_words(found["label"])
    if role is None or (role in (Role.ITEM, Role.ATTRIBUTE) and not (colon or first[0] in "【［[")):
        return None
    return None if not colon and is_title(first) else (role, found.end())


def _is_answer(text: str) -> bool:
    return bool(_BULLET.match(text) or is_ended(text) or _UNPUNCTUATED.search(text))


@dataclass(frozen=True)
class _Block:
    """Lines that belong together, and what they are; offsets into the text."""

    begin: int
    end: int
    text: str
    field: tuple[Role, int] | None = None
    aside: MailPart | None = None


def _blocks(text: str) -> list[_Block]:
    """Paragraphs, bullets, labelled lines and parts of mails.

    A line goes on with the one above where that is unfinished and this begins nothing new; below a
    bullet also where it is indented further. What is short below a label of a name or an address is
    its value.
    """
    blocks: list[_Block] = []
    offset = indent = 0
    blank = True
    parts = asides(text)
    for line in text.splitlines(keepends=True):
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
                blocks.append(_Block(begin, parts[0].end, whole, None, parts[0].part))
            blank = True
            continue
        field = field_of(content)
        previous = blocks[-1] if blocks and not blocks[-1].aside else None
        opens = bool(_BULLET.match(content) or field or _GREETING.match(content))
        hangs = begin - line_begin > indent and bool(previous and _BULLET.match(previous.text))
        if previous is not None and _takes_value(previous, content, opens, blank):
            joined = text[previous.begin : end]
            blocks[-1] = replace(previous, end=end, text=joined)
        elif previous is None or blank or opens or not (hangs or _unfinished(previous.text)):
            blocks.append(_Block(begin, end, content, field))
            indent = begin - line_begin
        else:
            blocks[-1] = replace(previous, end=end, text=text[previous.begin : end])
        blank = False
    return blocks


def _takes_value(label: _Block, line: str, opens: bool, blank: bool) -> bool:
    """Whether a line is the value of the label above it (【氏名】, below it the name)."""
    if not label.field or label.field[0] not in _VALUED or opens or is_ended(line):
        return False
    value = label.text[label.field[1] :]
    goes_on = bool(value) and "\n" in label.text and not blank and label.field[0] is Role.CONTACT
    return (
        len(line) <= _LONGEST_VALUE
        and (not value.strip() or goes_on)
        and not _UNPUNCTUATED.search(line)
    )


def _unfinished(text: str) -> bool:
    """Whether a block has no sentence end and is no label or title that stands alone."""
    last = text.split("\n")[-1]
    return not is_ended(text) and field_of(last) is None and len(last) >= 15
