"""Who answered: from the row, the file's own words, round.yaml, or the file's name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

import pandas as pd

from pipeline.intake.entry import Entry, Sender
from pipeline.intake.source import SourceFile
from pipeline.respondent_names import name_key, without_office
from pipeline.respondents import identify
from pipeline.text import normalize

_CODE_IN_NAME = re.compile(r"(?<!\d)\d{6}(?!\d)")
_BODY_IN_NAME = re.compile(
    r"[^\s\d_\-－（）()【】\[\]・.]{1,10}?[都道府県市区町村]"
    r"(?=$|[\s\d_\-－（）()【】\[\]・.]|回答|意見|様式)"
)
_LOCAL = frozenset({"都道府県", "指定都市", "中核市", "市", "特別区", "町", "村"})


def with_respondents(
    entries: Sequence[Entry], sources: Mapping[str, SourceFile], official: pd.DataFrame | None
) -> tuple[list[Entry], pd.DataFrame]:
    """Say for every entry which body it is from.

    A name that shows no kind of body may be a person's: it is replaced by a number. People without
    a name (匿名, 会社員) are no common respondent.

    Args:
        entries: of all files, with what the files say about who sent them.
        sources: by file, what round.yaml says.
        official: as ``official_bodies`` gives it, or None.

    Returns:
        The entries with ``respondent``, ``body_kind`` and ``origin``; and one row per respondent:
        ``respondent``, ``code``, ``prefecture``, ``name``, ``body_kind``, ``population``,
        ``population_band``, ``problem``.
    """
    senders = [_sender(entry, sources.get(entry.file)) for entry in entries]
    distinct = list(dict.fromkeys((s.code, s.prefecture, s.name) for s in senders))
    given = pd.DataFrame(distinct, columns=["code", "prefecture", "name"])
    found = identify(given, official)
    names: list[str | None] = []
    origins: list[str] = []
    known: dict[str, str] = {}
    for row, (code, prefecture, name) in zip(found.to_dict("records"), distinct, strict=True):
        shown, origin = _shown(row, bool(name or code))
        if shown is None and origin:
            shown = known.setdefault(origin, f"回答者{len(known) + 1:03}")
        names.append(shown)
        origins.append(origin or f"{code}{prefecture}{name}")
    who = zip(names, origins, found["body_kind"], strict=True)
    by_sender = dict(zip(distinct, who, strict=True))
    result = []
    for entry, sender in zip(entries, senders, strict=True):
        respondent, origin, kind = by_sender[sender.code, sender.prefecture, sender.name]
        kind = kind if isinstance(kind, str) else (normalize(sender.kind) or None)
        result.append(
            replace(entry, sender=sender, respondent=respondent, body_kind=kind, origin=origin)
        )
    table = found.copy()
    table.insert(0, "respondent", pd.Series(names, index=found.index, dtype=object))
    table.loc[table["respondent"].isin(set(known.values())), "name"] = None
    return result, table[table["respondent"].notna()].drop_duplicates("respondent")


def _shown(row: Mapping[object, object], told: bool) -> tuple[str | None, str]:
    """The name to show (None: not to be shown), and what makes the respondent one."""
    name, kind, prefecture = row["name"], row["body_kind"], row["prefecture"]
    if not told or kind == "個人":
        return None, ""
    if not isinstance(name, str):
        code = row["code"]
        return (code, code) if isinstance(code, str) else (None, "")
    if not isinstance(kind, str):
        return None, name_key(name)
    body = without_office(name) if kind in _LOCAL else name
    whole = f"{prefecture}{body}" if isinstance(prefecture, str) and prefecture != body else body
    return whole, name_key(whole)


def _sender(entry: Entry, source: SourceFile | None) -> Sender:
    sender = entry.sender
    if source is not None and source.respondent:
        return replace(sender, name=source.respondent, code="")
    if not (sender.name or sender.code) and (source is None or source.kind != "document"):
        return replace(from_file_name(entry.file), department=sender.department)
    return sender


def from_file_name(file: str) -> Sender:
    """Who sent a file, by its name.

    >>> from_file_name("回答/131016_千代田区_様式1.xlsx").name
    '千代田区'
    """
    stem = normalize(PurePosixPath(file).stem)
    code = _CODE_IN_NAME.search(stem)
    body = _BODY_IN_NAME.search(stem)
    return Sender(code=code[0] if code else "", name=body[0] if body else "")
