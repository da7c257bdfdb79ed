"""Who answered: from the row, the file's own words, round.yaml, or the file's name."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

import pandas as pd

from pipeline.ingest.enclosures import with_letters
from pipeline.ingest.names_asked_for import names_a_body, written_out
from pipeline.ingest.one_sender import KnownSenders
from pipeline.layouts.body_lines import without_head
from pipeline.layouts.entry import Entry, Sender, originals
from pipeline.layouts.source import SourceFile
from pipeline.respondents.body_names import (
    kind_of_name,
    name_key,
    split_prefecture,
    without_brackets,
    without_office,
)
from pipeline.respondents.recognition import identify
from pipeline.tables.respondents import Respondents
from pipeline.tables.state import State
from pipeline.text.body_words import LOCAL_GOVERNMENTS, is_kind_of_sender
from pipeline.text.normalize import normalize

_CODE_IN_NAME = re.compile(r"(?<!\d)\d{6}(?!\d)")
_BODY_IN_NAME = re.compile(
    rf"[^\s\d_\-－（）()【】\[\]・.]{{1,10}}?[{LOCAL_GOVERNMENTS}]"
    r"(?=$|[\s\d_\-－（）()【】\[\]・.]|回答|意見|様式)"
)
_PLACEHOLDER = re.compile(r"[○〇◯●△▲□■×✕＊*]{2}|^[○〇◯●△▲□■×✕＊*]")
"""Of an example (○○市): nobody's name."""
_AS_A_FAMILY = re.compile(r"\S{1,2}|\S{1,2}[町村]|\S{0,3}日市|.*\s.*")
"""A municipality's name that may be a family's (中村, 三田村, 四日市), or a whole person's."""
NUMBERED = "回答者"
"""Before the number of somebody whose name is not shown."""
_SEVERAL = 2
"""Offices that differ; one alone may be where the file was put together."""
_PREFECTURES = ("都", "道", "府", "県")
_LOOKS_LOCAL = re.compile(f"[{LOCAL_GOVERNMENTS}]")
_ANSWERS = frozenset({State.OPINIONS, State.NO_OPINION, State.REFERENCE, State.NEEDS_PERSON})
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
        The entries with ``respondent``, ``body_kind``, ``body_code`` and
        ``population_band``; and one row per respondent: these, ``prefecture``, ``name``,
        ``population`` and ``problem``.
    """
    named_inside = _named_inside(entries)

    @cache  # rows of one sender in a list of a hundred thousand
    def said_by(file: str, sender: Sender) -> Sender:
        return _sender(sender, file, sources.get(file), named_inside.get(file, Sender()))

    senders = [said_by(entry.file, entry.sender) for entry in entries]
    told = frozenset(file for file, source in sources.items() if source.respondent)
    senders = _offices_that_answer(senders)
    entries, senders = with_letters(entries, senders, told)
    known_senders = KnownSenders.of(senders)
    complete = cache(known_senders.completed)
    completed = [complete(sender) for sender in senders]
    distinct = list(dict.fromkeys(completed))
    given = pd.DataFrame(distinct, columns=["code", "prefecture", "name"])
    found = identify(given, official)
    organised = {
        given_as
        for given_as, sender in zip(completed, senders, strict=True)
        if (is_kind_of_sender(sender.kind) and kind_of_name(sender.kind) != "個人")
        or names_a_body(sender)
    }
    names: list[str | None] = []
    known: dict[str, str] = {}
    for row, given_as in zip(found.to_dict("records"), distinct, strict=True):
        code, _, name = given_as
        shown, origin = _shown(row, bool(name or code), given_as in organised)
        if shown is None and origin:
            shown = known.setdefault(origin, f"{NUMBERED}{len(known) + 1:03}")
        names.append(shown)
    found = found.astype(object).where(found.notna(), None).rename(columns={"code": "body_code"})
    found.insert(0, "respondent", pd.Series(names, index=found.index, dtype=object))
    found["problem"] = [
        problem or known_senders.problem(code)
        for problem, (code, _, _) in zip(found["problem"], distinct, strict=True)
    ]
    found = _one_each(found)
    by_sender = dict(zip(distinct, found.to_dict("records"), strict=True))
    result = []
    for entry, sender, given_as in zip(entries, senders, completed, strict=True):
        who = by_sender[given_as]
        result.append(
            replace(
                entry,
                sender=sender,
                respondent=who["respondent"],
                body_kind=who["body_kind"] or normalize(sender.kind) or None,
                body_code=who["body_code"] if who["respondent"] else None,
                population_band=who["population_band"] if who["respondent"] else None,
            )
        )
    hidden = found["respondent"].isin(set(known.values())) | (
        found["respondent"] == found["body_code"]
    )
    found.loc[hidden, ["name", "problem"]] = [None, ""]
    return result, found[found["respondent"].notna()].drop_duplicates("respondent")


def _one_each(found: pd.DataFrame) -> pd.DataFrame:
    """What one row of a respondent says of it (its code, say) holds for its other rows, too."""
    columns = ["body_code", "prefecture", "body_kind", "population", "population_band"]
    named = found["respondent"].notna()
    firsts = found[named].groupby("respondent")[columns].first()
    for column in columns:
        told = found["respondent"].map(firsts[column])
        found[column] = found[column].where(found[column].notna() | ~named, told)
    return found.astype(object).where(found.notna(), None)


def respondents_table(found: pd.DataFrame, entries: Sequence[Entry]) -> pd.DataFrame:
    """The table ``Respondents``: who is named, and what came from each.

    Args:
        found: what ``with_respondents`` gives.
        entries: of all files, with their final states.
    """
    answers = Counter(e.respondent for e in entries if e.state in _ANSWERS)
    opinions = Counter(e.respondent for e in entries for _ in originals(e))
    found = found[~found["respondent"].isin(_covering(entries))]
    table = found.assign(
        n_answers=[answers[name] for name in found["respondent"]],
        n_opinions=[opinions[name] for name in found["respondent"]],
    )
    return table[Respondents.column_names()].sort_values("respondent", ignore_index=True)


def _covering(entries: Sequence[Entry]) -> set[str]:
    """Who only sent letters that came with the answers of others, and is no respondent."""
    answered = {e.file for e in entries if e.respondent and e.state in _ANSWERS}
    covers: dict[str, bool] = {}
    for entry in entries:
        if entry.respondent:
            says_nothing = entry.state is State.NOT_AN_OPINION and entry.file in answered
            covers[entry.respondent] = covers.get(entry.respondent, True) and says_nothing
    return {name for name, only in covers.items() if only}


def _shown(row: Mapping[object, object], told: bool, is_organised: bool) -> tuple[str | None, str]:
    """The name to show (None: not to be shown), and what makes the respondent one.

    Args:
        row: as ``identify`` gives it.
        told: whether a name or a code was given.
        is_organised: whether the row itself says that it is no person's (回答者区分：医療機関).
    """
    name, kind, prefecture = row["name"], row["body_kind"], row["prefecture"]
    if not told or kind == "個人":
        return None, ""
    if not isinstance(name, str):
        code = row["code"]
        return (code, code) if isinstance(code, str) else (None, "")
    if not isinstance(kind, str):
        return (name if is_organised else None), name_key(name)
    if kind in _LOCAL and isinstance(row["code"], str) and not _LOOKS_LOCAL.search(name):
        return row["code"], row["code"]  # whose name it is, nobody knows
    body = without_office(name) if kind in _LOCAL else name
    whole = f"{prefecture}{body}" if isinstance(prefecture, str) and prefecture != body else body
    return whole, name_key(whole)


def _named_inside(entries: Sequence[Entry]) -> dict[str, Sender]:
    """By file, the body that its own words name, where they name one."""
    named: dict[str, dict[str, Sender]] = {}
    for entry in entries:
        if entry.sender.name:
            bodies = named.setdefault(entry.file, {})
            bodies.setdefault(name_key(entry.sender.name), entry.sender)
    return {file: next(iter(of.values())) for file, of in named.items() if len(of) == 1}


def _sender(sender: Sender, file: str, source: SourceFile | None, named_inside: Sender) -> Sender:
    if source is not None and source.respondent:
        sender = replace(sender, name=source.respondent, code="")
    elif not (sender.name or sender.code or sender.is_open) and (
        source is None or source.kind != "document"
    ):
        named = from_file_name(file)
        if named.name and _is_short_for(named.name, named_inside.name):
            named = named_inside  # 甲町 in the name of a file that says 乙県甲町
        sender = replace(sender, name=named.name, code=named.code)
    sender = _with_body_in_place_of_person(sender)
    sender = replace(sender, name=written_out(sender.name, sender.asked))
    sender = replace(sender, name=without_head(without_brackets(sender.name)))
    if _PLACEHOLDER.search(normalize(sender.name)):
        sender = replace(sender, name="")
    if is_kind_of_sender(sender.name):
        person = kind_of_name(sender.name) == "個人"
        return replace(sender, name="", kind=sender.kind or ("個人" if person else sender.name))
    return sender


def _offices_that_answer(senders: Sequence[Sender]) -> list[Sender]:
    """Offices of one authority (税務課, 消防本部) answer where a round names no body at all.

    Where some rows name a body, an office without one may be anybody's.
    """
    offices = {s.department for s in senders if kind_of_name(s.department) == "団体"}
    if len(offices) < _SEVERAL or any(s.name or s.code for s in senders):
        return list(senders)
    return [replace(s, name=s.department) if s.department in offices else s for s in senders]


def _with_body_in_place_of_person(sender: Sender) -> Sender:
    """A cell for a name (氏名又は団体名) that holds the name of an organisation names the body.

    A municipality whose name may be a family's is not taken for a body here.
    """
    kind = kind_of_name(sender.person)
    is_local = kind in _LOCAL and not _AS_A_FAMILY.fullmatch(sender.person.strip())
    is_body = kind == "団体" or is_local
    if sender.name or sender.code or not is_body:
        return sender
    return replace(sender, name=sender.person, person="")


def _is_short_for(name: str, whole: str) -> bool:
    """Whether a body's name is another one without the prefecture before it."""
    return name_key(split_prefecture(whole)[1]) == name_key(name)


def from_file_name(file: str) -> Sender:
    """Who sent a file, by its name, else by the folder of a municipality that it lies in.

    A folder of a prefecture says where the senders are, not who they are.

    >>> from_file_name("回答/131016_千代田区_様式1.xlsx").name, from_file_name("A町/回答.xlsx").name
    ('千代田区', 'A町')
    """
    path = PurePosixPath(file)
    sender = _named(path.stem)
    for folder in path.parent.parts[::-1]:
        if sender.name or sender.code:
            break
        named = _named(folder)
        sender = Sender() if named.name.endswith(_PREFECTURES) else named
    return sender


def _named(words: str) -> Sender:
    text = normalize(words)
    code = _CODE_IN_NAME.search(text)
    bodies = [m[0] for m in _BODY_IN_NAME.finditer(text) if not is_kind_of_sender(m[0])]
    return Sender(code=code[0] if code else "", name=bodies[0] if bodies else "")
