"""corpora/codebook/review_items.yaml from the agenda of a hand-out, or from a list of items."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.codebook.agenda import Item, Meeting
from pipeline.codebook.items_table import ListedItem
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.review_items.codebook import NONE
from pipeline.yaml_files import dumped_over, editable


def complete(path: Path, items: Sequence[Item], meetings: Sequence[Meeting]) -> tuple[str, int]:
    """Add to the file what the hand-out has and the file has not; people's words stay.

    Args:
        path: review_items.yaml; it may not exist yet.
        items: review items of the hand-out.
        meetings: its schedule; written only where the file holds none.

    Returns:
        The new content of the file, with comments kept, and the number of entries added.

    Raises:
        OpinionsError: the file names an item otherwise than the hand-out does.
    """
    content = editable(path, "version: 1\nitems: []\nschedule: []\n")
    present = {str(item["code"]): str(item["title"]) for item in content.get("items") or []}
    for item in items:
        if present.get(item.code, item.title) != item.title:
            raise OpinionsError(
                says(
                    f"{path}：項目 {item.code} の名前が、そこでは「{present[item.code]}」、資"
                    f"料では「{item.title}」である。どちらかに合わせるか、項目を retired: true"
                    " にする。",
                    f"{path}: item {item.code} is called '{present[item.code]}' there and "
                    f"'{item.title}' in the hand-out. Correct the title, or retire the item.",
                )
            )
    added = [item for item in items if item.code not in present]
    for item in added:
        values = {"code": item.code, "title": item.title}
        content["items"].append(values | ({"parent": item.parent} if item.parent else {}))
    if meetings and not content.get("schedule"):
        content["schedule"] = [meeting.as_mapping() for meeting in meetings]
        n_added = len(added) + len(meetings)
    else:
        n_added = len(added)
    return dumped_over(path, content), n_added


NOTHING_FITS = {
    "code": NONE,
    "title": "該当なし",
    "definition": "どの検討項目にも当たらない意見。挨拶、手続への感想、対象の外の話題など。",
}
"""The item that every list of items has, where people wrote none of their own."""


def with_listed(path: Path, items: Sequence[ListedItem]) -> tuple[str, int]:
    """The file with the items of a list: titles and definitions as in the list.

    Items that the list no longer has are retired, not deleted: labels may name them. Everything
    else that people wrote (``none``, excludes, schedule, comments) stays.

    Args:
        path: review_items.yaml; it may not exist yet.
        items: in the order of the list.

    Returns:
        The new content and the number of entries that are new, changed or retired.
    """
    content = editable(path, "version: 1\nitems: []\nschedule: []\n")
    entries = content.get("items")
    if not entries:  # a list of its own: an empty one in one line ([]) would stay in one line
        content["items"] = entries = []
    known = {str(entry["code"]): entry for entry in entries}
    n_changed = 0
    for item in items:
        values: dict[str, Any] = {"code": item.code, "title": item.title}
        values |= {"parent": item.parent} if item.parent else {}
        values |= {"definition": item.definition} if item.definition else {}
        entry = known.get(item.code)
        if entry is None:
            entries.append(values)
            n_changed += 1
        elif {key: entry.get(key) for key in values} != values or entry.get("retired"):
            entry.update(values)
            entry.pop("retired", None)
            n_changed += 1
    listed = {item.code for item in items}
    for code, entry in known.items():
        if code not in listed and code != NONE and not entry.get("retired"):
            entry["retired"] = True
            n_changed += 1
    if NONE not in known:
        entries.append(dict(NOTHING_FITS))
    return dumped_over(path, content), n_changed
