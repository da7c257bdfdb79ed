"""Enclosures (別紙, what a mail brings): they belong to whoever sent the letter they came with."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from pipeline.layouts.answer_cells import GREETINGS
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.formulas import passes_on
from pipeline.layouts.mail_parts import MailPart
from pipeline.respondents.body_names import name_key
from pipeline.tables.state import State
from pipeline.text.normalize import normalize

_ENCLOSURE = re.compile("別紙|別添|別表|別記|添付|補足資料|参考資料|付属資料|附属資料")
_UNKNOWN = (
    "別紙の送り主が分からない。round.yaml の files のこのファイルに "
    "respondent: 団体名（団体でなければ respondent: 個人）を書き足す"
)
_BODY = re.compile(r"\.(?:txt|html)$")
"""Of the body of a mail, in plain text or with tables."""
_SAYS = frozenset({State.OPINIONS, State.REFERENCE})


@lru_cache
def is_enclosure(file: str) -> bool:
    """Whether a file's own name says that it came with a letter.

    >>> is_enclosure("received/01_A町_別紙.docx"), is_enclosure("received/別紙/A町.docx")
    (True, False)
    """
    return bool(_ENCLOSURE.search(normalize(PurePosixPath(file).stem)))


def with_letters(
    entries: Sequence[Entry], senders: Sequence[Sender], told: frozenset[str]
) -> tuple[list[Entry], list[Sender]]:
    """Give enclosures that name nobody the sender of their letter.

    The letter is what lies in the same folder (of a zip, say) where only one body sent everything
    there, or the mail (回答.txt) whose attachments are in the folder (回答/). The one attachment
    of a mail is an enclosure whatever its name. Where several bodies speak, or the mail passes on
    what others say, what the enclosure says waits for a person.

    Args:
        entries: of all files.
        senders: of each entry, as far as its file and its name say.
        told: files of which round.yaml says who sent them.

    Returns:
        Entries and senders.
    """
    by_folder: dict[str, dict[str, Sender]] = {}
    files = {entry.file for entry in entries}
    mails = covering_letters(files)
    alone = {file for file in files if _folder(file) in mails.values()}
    alone = {file for file in alone if sum(_folder(f) == _folder(file) for f in files) == 1}
    for entry, sender in zip(entries, senders, strict=True):
        folders = {_folder(entry.file), mails.get(entry.file, "")} - {""}
        for folder in folders:
            if key := _key(entry, sender, mails):
                by_folder.setdefault(folder, {}).setdefault(key, sender)
            if entry.file in mails and passes_on(entry.text):
                by_folder.setdefault(folder, {}).setdefault("", Sender())
    result: list[Entry] = []
    found: list[Sender] = []
    for entry, sender in zip(entries, senders, strict=True):
        named = sender.name or sender.code or sender.is_open or entry.file in told
        letters = list(by_folder.get(_folder(entry.file), {}).values())
        own = is_enclosure(entry.file) or (entry.file in alone and len(letters) == 1)
        if named or not own:
            result.append(entry)
            found.append(sender)
        elif len(letters) == 1 and letters[0] != Sender():
            result.append(entry)
            found.append(letters[0])
        else:
            waits = entry.state in _SAYS
            result.append(
                replace(entry, state=State.NEEDS_PERSON, reason=_UNKNOWN, parts=())
                if waits
                else entry
            )
            found.append(sender)
    return result, found


def _key(entry: Entry, sender: Sender, mails: Mapping[str, str]) -> str:
    """What tells the sender of an entry from others; a person is told by the mail."""
    is_person = entry.file in mails and bool(sender.person and sender.kind)
    return name_key(sender.name) or sender.code or (entry.file if is_person else "")


def covering_letters(files: Collection[str]) -> dict[str, str]:
    """By mail among files, the folder in which its attachments lie.

    >>> covering_letters(["in/回答.txt", "in/回答/別紙.docx", "in/丘町.csv"])
    {'in/回答.txt': 'in/回答'}
    """
    folders = {_folder(file) for file in files}
    return {
        file: folder
        for file in files
        if (folder := _BODY.sub("", file)) != file and folder in folders
    }


def only_covers(entries: Sequence[Entry]) -> bool:
    """Whether a letter says nothing but what it brings: head, greetings, signature."""
    known = {GREETINGS, *MailPart}
    return all(entry.reason in known for entry in entries)


@lru_cache
def _folder(file: str) -> str:
    return PurePosixPath(file).parent.as_posix()
