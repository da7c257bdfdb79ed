"""Who says a running text: the bodies that its labels name (団体名：A市)."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.layouts.affiliation import answering_body
from pipeline.layouts.attributes import ATTRIBUTE_ROLES, attributes_of
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.labels_in_line import field_of, pieces, value_of
from pipeline.layouts.mail_parts import MailPart
from pipeline.layouts.prose_blocks import Block, blocks_of, label_text
from pipeline.layouts.role_words import IDENTITY, Role
from pipeline.respondents.body_names import kind_of_name
from pipeline.tables.state import State

_SENDER_PARTS: dict[Role, Callable[[str], Sender]] = {
    Role.BODY_CODE: lambda text: Sender(code=text),
    Role.BODY_NAME: lambda text: Sender(name=text),
    Role.PREFECTURE: lambda text: Sender(prefecture=text),
    Role.BODY_KIND: lambda text: Sender(kind=text),
    Role.DEPARTMENT: lambda text: Sender(department=text),
    Role.PERSON: lambda text: Sender(person=text),
}
_TOLD = _SENDER_PARTS.keys() | ATTRIBUTE_ROLES
_ANSWERS = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE})
_OTHER_LABEL = re.compile(r"\S[：:]")
"""What a value that ran into a label of another kind holds; no body's name does."""
_COUNT = re.compile(r"[（(][0-9０-９]{1,3}件[)）]$")
"""Behind the name of a body that heads its opinions (甲町（2件）)."""
_BEHIND_LABEL = re.compile(r"[（(〔【](?P<name>[^（()）〔〕【】:：]{2,30})[)）〕】]\s*[:：]?\s*$")
"""Who says an opinion, behind its label (意見１（甲町））."""
_WITH_OTHERS = "団体名の後に別の欄が続いている（誰の意見か）"
_BEFORE_SENDERS = "団体名を書いた文中の、団体名より前にあるか団体名のない意見（誰の意見か）"


def with_senders(
    entries: list[Entry], told: Sequence[Sender | None], of_file: Sender
) -> list[Entry]:
    """Who said each entry: the one body that the text names; of several the one named above."""
    senders = [said for said in told if said]
    unlike = any(s.name for s in senders) and any(s.is_open for s in senders)
    if _is_one(senders) and not unlike:
        whole = Sender()
        for sender in senders:
            whole = whole.with_more(sender)
        whole = whole.or_else(of_file)
        named = [replace(entry, sender=whole) for entry in entries]
        if whole.name or whole.code or not whole.is_open:
            return named
        return [_waiting(e, _WITH_OTHERS) if e.state in _ANSWERS else e for e in named]
    result = []
    current = Sender(is_open=True)
    for entry, said in zip(entries, told, strict=True):
        if said and (said.name or said.code or said.is_open):
            current = said
        elif said:
            current = current.with_more(said)
        waits = current.is_open and entry.state in _ANSWERS
        mine = replace(entry, sender=current)
        result.append(_waiting(mine, _BEFORE_SENDERS) if waits else mine)
    return result


def said_by_each(blocks: Sequence[Block]) -> list[Sender | None]:
    r"""By block, what labelled lines say of the sender, and labels of opinions with a body behind.

    Where some labels name a body (意見１（甲町）), who says those that name none is open.

    >>> [one and one.name for one in said_by_each(blocks_of("■意見１（甲町）\n狭い。"))]
    ['甲町', None]
    """
    told = [said_by(block) for block in blocks]
    fields = [
        (b.field[0], label_text(b), value_of(b.text[b.field[1] :]))
        for b in blocks
        if b.field and not b.aside
    ]
    name, label = answering_body(fields)
    for number, one in enumerate(told):
        if name and one and one.department == name:
            told[number] = replace(one, name=name, asked=label)
    behind = {
        number: found["name"].strip()
        for number, block in enumerate(blocks)
        if block.field
        and block.field[0] is Role.OPINION
        and not block.aside
        and (found := _BEHIND_LABEL.search(block.text[: block.field[1]]))
    }
    named = {n: name for n, name in behind.items() if kind_of_name(name) not in (None, "個人")}
    if not named:
        return told
    labels = {n for n, b in enumerate(blocks) if b.field and b.field[0] is Role.OPINION}
    for number in labels - {n for n, one in enumerate(told) if one and one.name}:
        name = named.get(number, "")
        told[number] = Sender(name=name, is_open=not name)
    return told


def _waiting(entry: Entry, reason: str) -> Entry:
    return replace(entry, state=State.NEEDS_PERSON, reason=reason, parts=())


def _is_one(senders: Iterable[Sender]) -> bool:
    """Whether labels of a text name one body at most; its code may stand in another line."""
    told = list(senders)
    names, codes = {s.name for s in told}, {s.code for s in told}
    return len(names - {""}) <= 1 and len(codes - {""}) <= 1


def senders_told(text: str) -> list[Sender]:
    """The bodies that the labels of a text name (団体名：A市), quoted mails left out."""
    told = [sender for sender in said_by_each(blocks_of(text)) if sender]
    if not _is_one(told):
        return [sender for sender in told if sender.name or sender.code]
    whole = Sender()
    for sender in told:
        whole = whole.with_more(sender)
    return [whole] if whole.name or whole.code else []


def said_by(block: Block) -> Sender | None:
    """What a labelled line says of the sender; a label in a signature counts."""
    if block.aside is MailPart.SIGNATURE:
        parts = [line[b:e].strip() for line in block.text.split("\n") for b, e in pieces(line)]
        inside = [Block(0, len(part), part, field_of(part)) for part in parts]
        told = Sender()
        for sender in filter(None, map(said_by, inside)):
            told = told.with_more(sender)
        return told if told != Sender() else None
    if block.aside or not block.field or block.field[0] not in _TOLD:
        return None
    role, answer = block.field
    value = _COUNT.sub("", value_of(block.text[answer:])).rstrip(":：")
    if not value:
        return None
    own = _SENDER_PARTS[role](value) if role in _SENDER_PARTS else Sender()
    own = replace(own, asked=label_text(block)) if own.name else own
    if role in IDENTITY and _OTHER_LABEL.search(value):
        own = Sender(is_open=True)  # 甲町　連名団体：乙村: who answered, a person has to say
    if role not in ATTRIBUTE_ROLES:
        return own
    told = replace(own, attributes=attributes_of([(block.text[:answer], value)]))
    return told if told != Sender() else None
