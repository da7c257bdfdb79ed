"""The codebook: review items with definitions, example opinions, and people's labels."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import unseen_characters
from pipeline.text.normalize import text_key

NONE = "none"
"""Code of "belongs to no review item"; it has a definition and examples like any leaf."""


class CodebookError(OpinionsError):
    """A codebook file that cannot be used; names file, row or item, and what to correct."""


@dataclass(frozen=True)
class ReviewItem:
    """A review item (検討項目). Leaves can be assigned; parents follow from their leaves."""

    code: str
    parent: str | None
    title: str
    definition: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Codebook:
    """The official list with its schedule.

    ``schedule`` holds mappings with the keys of ``codebook.agenda.Meeting``, empty ones left out.
    """

    items: tuple[ReviewItem, ...]
    schedule: tuple[Mapping[str, Any], ...]

    @property
    def leaves(self) -> tuple[ReviewItem, ...]:
        """Items that can be assigned, in official order, without ``none``."""
        parents = {item.parent for item in self.items if not item.retired}
        return tuple(
            item
            for item in self.items
            if item.code not in parents and item.code != NONE and not item.retired
        )

    @property
    def classes(self) -> tuple[str, ...]:
        """Codes that the classifier gives a probability: every leaf, then ``none``.

        None at all where there is no review item: then nothing is assigned.
        """
        return (*(item.code for item in self.leaves), NONE) if self.leaves else ()

    def item(self, code: str) -> ReviewItem:
        """The item of a code.

        Raises:
            CodebookError: there is none.
        """
        for item in self.items:
            if item.code == code:
                return item
        raise CodebookError(
            says(
                f"検討項目 {code} は review_items.yaml にない。",
                f"Review item '{code}' is not in review_items.yaml.",
            )
        )

    def leaves_below(self, code: str) -> tuple[str, ...]:
        """Codes of the leaves that an item of the schedule stands for."""
        item = self.item(code)
        below = tuple(leaf.code for leaf in self.leaves if leaf.parent == item.code)
        return below or (item.code,)


def read_codebook(values: Mapping[str, Any], file: str) -> Codebook:
    """Make the codebook from the content of review_items.yaml.

    Raises:
        CodebookError: a code twice, an unknown parent, a missing title, or items without ``none``.
    """
    items: list[ReviewItem] = []
    faults: list[str] = []
    for number, raw in enumerate(values.get("items") or [], start=1):
        place = says(f"{file}：{number}番目の項目", f"{file}: item no. {number}")
        if not isinstance(raw, Mapping) or not raw.get("code") or not raw.get("title"):
            faults.append(
                says(f"{place}に code と title が要る。", f"{place} needs 'code' and 'title'.")
            )
            continue
        faults += _unseen(f"{raw['code']}{raw['title']}", place)
        parent = raw.get("parent")
        items.append(
            ReviewItem(
                code=str(raw["code"]),
                parent=None if parent is None else str(parent),
                title=str(raw["title"]),
                definition=" ".join(str(raw.get("definition") or "").split()),
                retired=bool(raw.get("retired", False)),
            )
        )
    codes = [item.code for item in items]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        faults.append(
            says(
                f"{file}：同じ code の項目が二つある：{'、'.join(twice)}。別の code にする。",
                f"{file}: items stand twice: {twice}. Codes must be unique.",
            )
        )
    faults += [
        says(
            f"{file}：項目 {item.code} の parent「{item.parent}」という項目はない。",
            f"{file}: item {item.code} names the unknown parent {item.parent}.",
        )
        for item in items
        if item.parent is not None and item.parent not in codes
    ]
    schedule = values.get("schedule") or []
    faults += _faults_of_schedule(schedule, codes, file)
    has_leaves = bool(Codebook(tuple(items), ()).leaves)
    if has_leaves and NONE not in codes:
        faults.append(
            says(
                f"{file}：項目「{NONE}」（該当なし）がない。加える。",
                f"{file}: the item '{NONE}' is missing. Add it.",
            )
        )
    if faults:
        raise CodebookError("\n".join(faults))
    return Codebook(tuple(items), tuple(schedule))


def _faults_of_schedule(raw: Any, codes: Sequence[str], file: str) -> list[str]:
    """What is wrong with the schedule: no mapping, a day that does not exist, an unknown item."""
    if not isinstance(raw, list):
        return [
            says(
                f"{file}：schedule は「- 」で並べた一覧にする。",
                f"{file}: 'schedule' must be a list; it is {type(raw).__name__}.",
            )
        ]
    faults: list[str] = []
    for number, entry in enumerate(raw, start=1):
        place = says(
            f"{file}：schedule の{number}番目", f"{file}: entry no. {number} of 'schedule'"
        )
        if not isinstance(entry, Mapping) or not str(entry.get("title") or "").strip():
            faults.append(
                says(
                    f"{place}に title が要る（ほかに date、until、items、notes を書ける）。",
                    f"{place} needs 'title' (and may have date, until, items, notes).",
                )
            )
            continue
        faults += [
            says(
                f"{place}：{key}「{entry[key]}」は日付ではない。2024-05-10 のように書く。",
                f"{place}: {key} {entry[key]} is no day. Write 2024-05-10.",
            )
            for key in ("date", "until")
            if entry.get(key) and not _is_day(str(entry[key]))
        ]
        no_lists = [key for key in ("items", "notes") if not isinstance(entry.get(key, []), list)]
        faults += [
            says(f"{place}：{key} は一覧にする。", f"{place}: '{key}' must be a list.")
            for key in no_lists
        ]
        named = [] if "items" in no_lists else entry.get("items", [])
        unknown = [str(code) for code in named if str(code) not in codes]
        if unknown:
            faults.append(
                says(
                    f"{place}に、ない項目がある：{'、'.join(unknown)}。",
                    f"{place} names unknown items {unknown}.",
                )
            )
        faults += _unseen(str(entry["title"]), place)
    return faults


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _unseen(text: str, place: str) -> list[str]:
    """What is wrong with control characters and marks that turn the direction of writing."""
    unseen = unseen_characters(text)
    if not unseen:
        return []
    return [
        says(
            f"{place}に目に見えない文字がある（{'、'.join(unseen)}）。消す。",
            f"{place}: '{text!a}' holds unseen characters {unseen}. Delete them.",
        )
    ]


def read_labelled(frame: pd.DataFrame, codebook: Codebook, file: str) -> pd.DataFrame:
    """Check a table of labelled texts or labels and split its items.

    Args:
        frame: with a column ``items``: codes joined by ``;``.
        codebook: the codes that are allowed.
        file: name of the file, for messages.

    Returns:
        The frame with ``items`` as tuples of codes.

    Raises:
        CodebookError: names rows (the first data row is 2, as in a spreadsheet) and codes.
    """
    if "items" not in frame.columns:
        raise CodebookError(
            says(
                f"{file}：列 items がない。今ある列は {'、'.join(map(str, frame.columns))}。",
                f"{file}: column 'items' is missing; it has {list(frame.columns)}.",
            )
        )
    allowed = [item.code for item in codebook.items]
    problems: list[str] = []
    parsed: list[tuple[str, ...]] = []
    for row, cell in enumerate(frame["items"].astype("string").fillna(""), start=2):
        codes = tuple(code.strip() for code in cell.split(";") if code.strip())
        unknown = [code for code in codes if code not in allowed]
        if unknown or not codes:
            problems.append(
                says(
                    f"{row}行目 {'、'.join(unknown) or '項目なし'}",
                    f"row {row}: {unknown or 'no item'}",
                )
            )
        parsed.append(codes)
    if problems:
        raise CodebookError(
            says(
                f"{file}：検討項目がないか、一覧にない行がある：{'；'.join(problems)}。"
                f"書けるのは {'、'.join(codebook.classes)}。",
                f"{file}: unknown or missing items in {'; '.join(problems[:5])}. Items are: "
                f"{', '.join(codebook.classes)}.",
            )
        )
    return frame.assign(items=pd.Series(parsed, index=frame.index, dtype=object))


def require_taught(examples: pd.DataFrame, defined: Sequence[str], codes: Sequence[str]) -> None:
    """Check that something teaches every class: an example, a label, or words of its definition.

    Args:
        examples: labelled texts, ``items`` as tuples of codes.
        defined: codes that have a phrase of a title or definition to learn from.
        codes: the classes.

    Raises:
        CodebookError: names the items that nothing teaches.
    """
    known = {*defined, *(code for items in examples["items"] for code in items)}
    untaught = [code for code in codes if code not in known]
    if untaught:
        raise CodebookError(
            says(
                f"review_items.yaml：項目 {'、'.join(untaught)} を学ぶ材料がない。"
                "definition を書くか、examples.csv に例を加えるか、retired: true にする。",
                f"review_items.yaml: nothing to learn items {', '.join(untaught)} from. Write "
                "a definition (or add examples to examples.csv), or mark the item 'retired: "
                "true'.",
            )
        )


def with_text_keys(examples: pd.DataFrame) -> pd.DataFrame:
    """The examples with the key of each text, as opinions and labels have it."""
    return examples.assign(text_key=[text_key(text) for text in examples["text"]])
