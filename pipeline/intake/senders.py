"""Who answered: from the row, the file's own words, round.yaml, or the file's name."""

import re
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.intake.entry import Entry, Sender
from pipeline.intake.source import SourceFile
from pipeline.text import normalize

_CODE_IN_NAME = re.compile(r"(?<!\d)\d{6}(?!\d)")
_BODY_IN_NAME = re.compile(
    r"[^\s\d_\-－（）()【】\[\]・.]{1,10}?[都道府県市区町村](?=$|[\s\d_\-－（）()【】\[\]・.]|回答|意見|様式)"
)


def with_respondent(entry: Entry, source: SourceFile) -> Entry:
    """The entry with its respondent, in one spelling; None where nothing names one."""
    sender = entry.sender
    if source.respondent:
        sender = replace(sender, name=source.respondent, code="")
    elif not (sender.name or sender.code):
        sender = replace(from_file_name(source.path), department=sender.department)
    name = normalize(sender.name or sender.code)
    return replace(entry, sender=sender, respondent=name or None, body_kind=sender.kind or None)


def from_file_name(file: str) -> Sender:
    """Who sent a file, by its name.

    >>> from_file_name("回答/131016_千代田区_様式1.xlsx").name
    '千代田区'
    """
    stem = normalize(PurePosixPath(file).stem)
    code = _CODE_IN_NAME.search(stem)
    body = _BODY_IN_NAME.search(stem)
    return Sender(code=code[0] if code else "", name=body[0] if body else "")
