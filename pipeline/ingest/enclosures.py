"""Enclosures (別紙, 別添): they belong to whoever sent the letter that they came with."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.layouts.entry import Entry, Sender
from pipeline.respondents.body_names import name_key
from pipeline.tables.state import State
from pipeline.text.normalize import normalize

_ENCLOSURE = re.compile("別紙|別添|別表|別記|添付|補足資料|参考資料|付属資料|附属資料")
_UNKNOWN = (
    "別紙の送り主が分からない。round.yaml の files のこのファイルに "
    "respondent: 団体名（団体でなければ respondent: 個人）を書き足す"
)
_SAYS = frozenset({State.OPINIONS, State.REFERENCE})


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

    The letter is what lies in the same folder (of a zip or mail, say) where only one body sent
    everything there. Where that is not so, what the enclosure says waits for a person.

    Args:
        entries: of all files.
        senders: of each entry, as far as its file and its name say.
        told: files of which round.yaml says who sent them.

    Returns:
        Entries and senders.
    """
    by_folder: dict[str, dict[str, Sender]] = {}
    for entry, sender in zip(entries, senders, strict=True):
        if key := name_key(sender.name) or sender.code:
            by_folder.setdefault(_folder(entry), {}).setdefault(key, sender)
    result: list[Entry] = []
    found: list[Sender] = []
    for entry, sender in zip(entries, senders, strict=True):
        named = sender.name or sender.code or sender.is_open or entry.file in told
        letters = list(by_folder.get(_folder(entry), {}).values())
        if named or not is_enclosure(entry.file):
            result.append(entry)
            found.append(sender)
        elif len(letters) == 1:
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


def _folder(entry: Entry) -> str:
    return PurePosixPath(entry.file).parent.as_posix()
