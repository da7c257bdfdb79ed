"""Draft or complete corpora/codebook/review_items.yaml from the agenda of a hand-out."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.codebook.agenda import Item, Meeting
from pipeline.errors import OpinionsError
from pipeline.yaml_files import dumped, editable


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
                f"{path}: item {item.code} is called '{present[item.code]}' there and "
                f"'{item.title}' in the hand-out. Correct the title, or retire the item."
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
    return dumped(content), n_added
