"""Running text (letters, mails, Word and PDF without tables) into entries."""

import re
from dataclasses import replace

from pipeline.errors import OpinionsError
from pipeline.layouts.answer_cells import Reading, answered
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.layouts.role_words import Role, role_of_words
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
    r"^(?:拝啓|前略|敬具|草々|以上|記$|お?世話になって|平素(?:より|から|は)|よろしくお願い|標記の?件|このことについて"
    r"|.{0,20}(?:下記|別添|以下|別紙)のとおり.{0,20}(?:回答|提出|送付|報告).{0,12}$"
    r"|.{0,30}(?:御中|殿|様|宛て?)$|(?:令和|平成)?[\d元]+年\d+月\d+日)"
)


def is_document(text: str, params: DocumentParams) -> bool:
    """Whether a text is a hand-out with titled sections of opinions."""
    try:
        read_document(text, "", params)
    except OpinionsError:
        return False
    return True


def read_prose(received: Received, reading: Reading) -> list[Entry]:
    """Read running text.

    A line with a known label (団体名：A市) says who answers; a label of an opinion (意見) opens a
    block; without any such label every paragraph of whole sentences is an answer.

    Args:
        received: the text and its pages.
        reading: the file and how it is read.

    Returns:
        Entries in order; between them they hold every character that is not white space.
    """
    blocks = _blocks(received.text)
    fields = {begin: _field(text) for begin, _, text in blocks}
    has_opinion_label = any(found and found[0] is Role.OPINION for found in fields.values())
    sender = Sender()
    item = ""
    open_role: Role | None = None if has_opinion_label else Role.OPINION
    entries: list[Entry] = []
    for begin, end, text in blocks:
        entry = Entry(
            file=reading.file,
            begin=begin,
            end=end,
            text=text,
            state=State.NOT_AN_OPINION,
            row=received.text.count("\n", 0, begin) + 1,
            page=received.page_of(begin),
            heading=item or None,
        )
        if found := fields[begin]:
            role, answer = found
            value = text[answer:].strip()
            sender = _told(sender, role, value)
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
            told = "意見の欄の前にある文章"
            entries.append(replace(entry, state=State.NEEDS_PERSON, reason=told))
        else:
            entries.append(replace(entry, reason="表題"))
    return [replace(entry, sender=sender) for entry in entries]


def _opinion(entry: Entry, answer: int, reading: Reading) -> Entry:
    """An answer whose text begins behind its label: the label stays in the entry's place."""
    judged = answered(replace(entry, text=entry.text[answer:]), reading)
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


def _told(sender: Sender, role: Role, value: str) -> Sender:
    names = {
        Role.BODY_CODE: "code",
        Role.BODY_NAME: "name",
        Role.PREFECTURE: "prefecture",
        Role.BODY_KIND: "kind",
        Role.DEPARTMENT: "department",
        Role.PERSON: "person",
    }
    return replace(sender, **{names[role]: value}) if value and role in names else sender


def _field(text: str) -> tuple[Role, int] | None:
    """The role a block's label names, and where its answer begins."""
    first = text.split("\n")[0]
    found = _LABEL.match(first)
    if not found or is_ended(found["label"]):
        return None
    role = role_of_words(found["label"])
    if role is None or (
        role in (Role.ITEM, Role.ATTRIBUTE) and "：" not in first and ":" not in first
    ):
        return None
    return role, found.end()


def _is_answer(text: str) -> bool:
    return bool(_BULLET.match(text) or is_ended(text) or _UNPUNCTUATED.search(text))


def _blocks(text: str) -> list[tuple[int, int, str]]:
    """Paragraphs, bullets and labelled lines with their offsets.

    A line goes on with the one above where that is unfinished and this begins nothing new; below a
    bullet also where it is indented further.
    """
    blocks: list[tuple[int, int, str]] = []
    offset = indent = 0
    blank = True
    for line in text.splitlines(keepends=True):
        content = line.strip()
        line_begin = offset
        begin = offset + len(line) - len(line.lstrip())
        offset += len(line)
        if not content:
            blank = True
            continue
        end = begin + len(content)
        previous = blocks[-1] if blocks else None
        starts = blank or _BULLET.match(content) or _field(content) or _GREETING.match(content)
        hangs = begin - line_begin > indent and bool(previous and _BULLET.match(previous[2]))
        if previous is None or starts or not (hangs or _unfinished(previous[2])):
            blocks.append((begin, end, content))
            indent = begin - line_begin
        else:
            blocks[-1] = (previous[0], end, text[previous[0] : end])
        blank = False
    return blocks


def _unfinished(text: str) -> bool:
    """Whether a block has no sentence end and is no label or title that stands alone."""
    last = text.split("\n")[-1]
    return not is_ended(text) and _field(last) is None and len(last) >= 15
