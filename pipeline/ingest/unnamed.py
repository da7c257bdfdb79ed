"""People whom no file names: each is a respondent with a number, as those with a name are.

A row of a list that says what kind of sender it has (個人), or how old or from where, has a sender;
so has a file of another shape. Rows of which nothing says who sent them stay nobody's. What a
mail brings is from whoever wrote the mail.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

import pandas as pd

from pipeline.ingest.enclosures import covering_letters
from pipeline.layouts.entry import Entry, Sender
from pipeline.tables.state import State

_ANSWERS = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE})


def with_unnamed(
    entries: Sequence[Entry], found: pd.DataFrame, lists: frozenset[str]
) -> tuple[list[Entry], pd.DataFrame]:
    """Number the senders whom nobody names, behind those of ``with_respondents``.

    Args:
        entries: of all files, with the respondents whom they name.
        found: these, one row each, as ``with_respondents`` gives them.
        lists: files of which each row is from a sender of its own.

    Returns:
        The entries with every sender's number in ``respondent``; the respondents with them.
    """
    taken = found["respondent"].str.fullmatch(r"回答者\d{3,}").sum() if len(found) else 0
    numbers: dict[tuple[object, ...], str] = {}
    kinds: dict[str, str | None] = {}
    written = _written(entries)
    result = []
    for given in entries:
        entry = given
        sender = entry.sender
        told = (sender.kind or sender.person or sender.attributes) and not sender.is_open
        if entry.respondent is None and told and entry.state in _ANSWERS:
            place: tuple[object, ...] = (written.get((entry.file, sender), entry.file),)
            if entry.file in lists and (entry.file, sender) not in written:
                place = (entry.file, entry.sheet, entry.row)
            name = numbers.setdefault(place, f"回答者{taken + len(numbers) + 1:03}")
            kinds[name] = kinds.get(name) or entry.body_kind
            entry = replace(entry, respondent=name)
        result.append(entry)
    rows = pd.DataFrame({"respondent": list(kinds), "body_kind": list(kinds.values())})
    rows = rows.reindex(columns=found.columns).assign(problem="")
    rows = rows.astype(object).where(rows.notna(), None)
    return result, pd.concat([found, rows], ignore_index=True) if len(rows) else found


def _written(entries: Sequence[Entry]) -> dict[tuple[str, Sender], str]:
    """By attachment of a mail and sender, the mail that this sender wrote."""
    senders: dict[str, set[Sender]] = {}
    for entry in entries:
        senders.setdefault(entry.file, set()).add(entry.sender)
    mails = {folder: mail for mail, folder in covering_letters(senders).items()}
    return {
        (file, sender): mail
        for file in senders
        if (mail := mails.get(PurePosixPath(file).parent.as_posix(), ""))
        for sender in senders[file] & senders[mail]
    }
