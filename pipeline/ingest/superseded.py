"""Files and rows that a newer one by the same body replaces: the newest counts, both are listed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.enclosures import is_enclosure
from pipeline.layouts.entry import Entry, FileOutcome
from pipeline.tables.state import ASKED_OF_FILE, State
from pipeline.text.normalize import normalize

_CORRECTED = re.compile(
    r"差し?替え?|訂正|修正|再提出|再送|更新|改訂|最終|確定|(?<![a-z])(?:rev|ver|v)\.?\s*(?P<version>\d+)|第(?P<edition>\d+)版"
)
_COPY = re.compile(r"[（(]\d+[)）]|のコピー|- ?コピー|コピー ?[-～~]")
_DATE = re.compile(r"(?:20\d{2}|R\d{1,2}|令和\d{1,2}年?)[-_.年]?\d{1,2}[-_.月]?\d{1,2}日?")
_SAME = "同じ内容のファイル："
_NEWER, _SAME_OF_OTHERS, _SAME_OF_UNKNOWN = ASKED_OF_FILE
_ROW_CORRECTED = re.compile(r"訂正|差し?替|修正|再提出|更新|変更")
_ROW_WITHDRAWN = re.compile(r"取り?下げ|撤回|取り?消し?|削除")
_COUNTED = frozenset(
    {State.OPINIONS, State.REFERENCE, State.NEEDS_PERSON, State.NO_OPINION, State.EMPTY}
)


@dataclass(frozen=True)
class Arrival:
    """A file and what decides whether a newer one replaces it."""

    file: str
    digest: str
    received: str
    is_list: bool
    """Rows of several bodies: replaced by name only, never because a body is the same."""


Senders = frozenset[tuple[str | None, str]]
"""Respondent (None: not known) and department of each answer of a file."""


def replaced_files(
    arrivals: Sequence[Arrival],
    bodies: Mapping[str, str],
    senders: Mapping[str, Senders] | None = None,
) -> dict[str, FileOutcome]:
    """Find files that a newer file replaces.

    Args:
        arrivals: all files of the round.
        bodies: by file, who sent it (body and department); files of several bodies are missing.
        senders: by file that holds an answer, who said its answers. Two people may say the same
            in the same words: a copy is one only where both are from one sender, or its name says
            that it is one.

    Returns:
        By file that is replaced: the outcome, naming the file that counts. A copy from somebody
        else counts and has the outcome ``needs_person``.
    """
    outcomes: dict[str, FileOutcome] = {}
    for group in _grouped(arrivals, lambda arrival: arrival.digest):
        first, *copies = sorted(group, key=lambda arrival: arrival.file)
        outcomes |= {copy.file: _of_copy(copy, first, senders or {}) for copy in copies}
    left = [arrival for arrival in arrivals if arrival.file not in outcomes]
    singles = [a for a in left if _has_one_body(a, bodies)]
    for group in _grouped(singles, lambda arrival: bodies[arrival.file]):
        outcomes |= _older(group)
    left = [arrival for arrival in left if arrival.file not in outcomes]
    marked = [a for a in left if not _has_one_body(a, bodies)]
    for group in _grouped(marked, lambda arrival: _plain_name(arrival.file)):
        if any(_rank(arrival)[0] for arrival in group):
            outcomes |= _older(group)
    return outcomes


def _of_copy(copy: Arrival, first: Arrival, senders: Mapping[str, Senders]) -> FileOutcome:
    own, other = senders.get(copy.file), senders.get(first.file)
    known = not any(who is None for who, _ in (own or set()) | (other or set()))
    one = own == other if known else _plain_name(copy.file) == _plain_name(first.file)
    if not own or not other or one:
        return _outcome(f"{_SAME}{first.file}")
    if known:
        return FileOutcome(State.NEEDS_PERSON, f"{_SAME_OF_OTHERS}{first.file}")
    return _outcome(f"{_SAME_OF_UNKNOWN}{first.file}")


def _has_one_body(arrival: Arrival, bodies: Mapping[str, str]) -> bool:
    """Whether a newer file of the same body replaces it; an enclosure goes with its letter."""
    return not arrival.is_list and bool(bodies.get(arrival.file)) and not is_enclosure(arrival.file)


def _grouped(arrivals: Iterable[Arrival], key: Callable[[Arrival], str]) -> list[list[Arrival]]:
    groups: dict[str, list[Arrival]] = {}
    for arrival in arrivals:
        if key(arrival):
            groups.setdefault(key(arrival), []).append(arrival)
    return [group for group in groups.values() if len(group) > 1]


def _older(group: list[Arrival]) -> dict[str, FileOutcome]:
    newest = max(group, key=lambda arrival: (_rank(arrival), arrival.file))
    older = [arrival for arrival in group if _rank(arrival) < _rank(newest)]
    reason = f"{_NEWER}{newest.file}"
    return {arrival.file: _outcome(reason) for arrival in older}  # of equals all count


def _outcome(reason: str) -> FileOutcome:
    return FileOutcome(State.SUPERSEDED, reason)


def _rank(arrival: Arrival) -> tuple[int, int, str, int]:
    """What makes a file newer: a word in its name, a version there, when it came, more words."""
    found = list(_CORRECTED.finditer(normalize(arrival.file).lower()))
    version = max((int(m["version"] or m["edition"] or 0) for m in found), default=0)
    return (int(bool(found)), version, arrival.received.replace("T", " "), len(found))


def _plain_name(file: str) -> str:
    """A path without words of correction, dates, copies' numbers and the suffix."""
    name = normalize(file).lower().rpartition(".")[0]
    for pattern in (_DATE, _COPY, _CORRECTED):
        name = pattern.sub("", name)
    return re.sub(r"[\s_\-版（）()【】\[\]・.]+", "", name)


def unless_told(
    outcomes: Mapping[str, FileOutcome], told: Mapping[str, bool | None]
) -> tuple[dict[str, FileOutcome], list[Entry]]:
    """What is left of the outcomes after a person's word, and the questions that are open.

    Args:
        outcomes: of files that a newer file replaces.
        told: by file, what round.yaml says (``replaced``).

    Returns:
        The outcomes without those of files that count; and one entry per file that nobody has
        decided on. Copies from one sender need no decision.
    """
    kept = {
        file: outcome if outcome.state is State.SUPERSEDED else _outcome(outcome.reason)
        for file, outcome in outcomes.items()
        if told.get(file) is not False
        and (outcome.state is State.SUPERSEDED or told.get(file) is True)
    }
    asked = [
        Entry(
            file=file,
            begin=0,
            end=0,
            text="",
            state=State.NEEDS_PERSON,
            reason=f"{outcome.reason}。差し替えや重複なら round.yaml の files のこのファイルに "
            "replaced: true、両方数えるなら replaced: false を書き足す"
            f"（それまでは{'両方数える' if file not in kept else '数えない'}）",
        )
        for file, outcome in outcomes.items()
        if told.get(file) is None and outcome.reason.startswith(ASKED_OF_FILE)
    ]
    return kept, asked


def without_replaced(entries: Sequence[Entry], outcomes: Mapping[str, FileOutcome]) -> list[Entry]:
    """Entries in which what a newer file or row replaces has the state ``superseded``."""
    result = [
        _superseded(entry, outcomes[entry.file].reason)
        if entry.file in outcomes and outcomes[entry.file].state is State.SUPERSEDED
        else entry
        for entry in entries
    ]
    latest: dict[tuple[str, ...], int] = {}
    for position in range(len(result) - 1, -1, -1):
        entry = result[position]
        body = entry.respondent or entry.sender.code or entry.sender.name
        if entry.state not in _COUNTED or not body:
            continue
        key = (entry.file, body, entry.sender.department, entry.heading or "", entry.column or "")
        if _ROW_WITHDRAWN.search(entry.mark):
            result[position] = _superseded(entry, "取り下げられた")
        elif key in latest:
            newer = result[latest[key]]
            place = f"{newer.sheet or newer.file} の行{newer.row}"
            result[position] = _superseded(entry, f"訂正された：{place}")
        elif _ROW_CORRECTED.search(entry.mark):
            latest[key] = position
    return result


def _superseded(entry: Entry, reason: str) -> Entry:
    if entry.state not in _COUNTED:
        return entry
    return replace(entry, state=State.SUPERSEDED, reason=reason, parts=(), quoted=())
