"""How well headings, levels and paragraphs are read from pages of drafts that people marked.

A folder holds pages (01.txt, 02.docx …) and beside each what is right (01.json): ``headings`` with
``level``, ``heading`` and ``path``; ``not_headings``, lines that look like some; ``paragraphs``
with ``text``, ``under`` and ``under_path``; ``title``. All is compared without white space.
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.drafts.articles import articles_of
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.drafts.heading_marks import begin_mark
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.report.summary.clause_names import paths_of
from pipeline.rounds.round_drafts import read_draft_file

_SPACE = re.compile(r"\s+")
_CAPTION = re.compile(r"[（(][^（()）]*[)）]")
_COUNTED = (
    *("headings", "found", "level_right", "path_right", "level_and_path_right"),
    *("false", "unlisted", "paragraphs", "whole", "whole_and_placed"),
)
Headings = tuple[str, ...]


@dataclass(frozen=True)
class Read:
    """What was read of a page: headings with level and path, paragraphs with the path above."""

    headings: list[tuple[int, Headings]]
    paragraphs: list[tuple[str, Headings]]


def evaluate_outlines(folder: Path) -> dict[str, object]:
    """Count over the pages of a folder, and page by page.

    Args:
        folder: pages and what is right of them.

    Returns:
        ``false``: headings that are listed as none; ``unlisted``: listed neither so nor so.

    Raises:
        OpinionsError: no marked page is there.
    """
    pages: dict[str, dict[str, object]] = {}
    total: Counter[str] = Counter()
    for marked in sorted(folder.glob("*.json")):
        files = [path for path in sorted(folder.glob(f"{marked.stem}.*")) if path != marked]
        if len(files) != 1:
            continue
        gold = json.loads(marked.read_text(encoding="utf-8"))
        counts, wrong = compared(read_page(files[0]), gold)
        total += Counter(counts)
        pages[files[0].name] = {**counts, "wrong": wrong}
    if not pages:
        raise OpinionsError(
            says(
                f"{folder} に、正しい見出しを書いた JSON のあるページがない（01.txt と 01.json）。",
                f"{folder} has no page with what is right beside it (01.txt and 01.json).",
            )
        )
    return {"pages": len(pages), **{name: total[name] for name in _COUNTED}, "by_page": pages}


def read_page(path: Path) -> Read:
    """Read a page as a draft of a round is read."""
    clauses = read_draft_file(path, "page").clauses.sort_values("order")
    paths = paths_of(clauses)
    headings: list[tuple[int, Headings]] = []
    paragraphs: list[tuple[str, Headings]] = []
    for (row, clause), article in zip(
        enumerate(clauses.itertuples()), articles_of(clauses), strict=True
    ):
        place = tuple(map(_bare, paths[str(clause.clause_id)].split(SEPARATOR)))
        begins = article is not None and article.begin == row
        if clause.kind == "heading" or begins:
            below = int(bool(begins and clause.kind != "heading"))
            headings.append((int(str(clause.level)) + below, place))
        if clause.kind != "heading":
            paragraphs.append((str(clause.text), place if clause.path or article else ()))
    return Read(headings, paragraphs)


def compared(read: Read, gold: Mapping[str, Any]) -> tuple[dict[str, int], list[str]]:
    """Counts, and what is wrong in words."""
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    left = list(read.headings)
    for one in gold["headings"]:
        path = (*map(_bare, one["path"]), _bare(one["heading"]))
        alike = [found for found in left if found[1] and found[1][-1] == path[-1]]
        counts["headings"] += 1
        if not alike:
            wrong.append(f"missed: {one['heading']}")
            continue
        best = max(alike, key=lambda found: (found[1] == path) + (found[0] == one["level"]))
        left.remove(best)
        level, place = best[0] == one["level"], best[1] == path
        counts += Counter(
            found=1, level_right=level, path_right=place, level_and_path_right=level and place
        )
        if not (level and place):
            wrong.append(f"level {best[0]} for {one['level']}: {SEPARATOR.join(best[1])}")
    _count_false(left, gold, counts, wrong)
    _count_paragraphs(read.paragraphs, gold, counts, wrong)
    return {name: counts[name] for name in _COUNTED}, wrong


def _count_false(
    left: Sequence[tuple[int, Headings]],
    gold: Mapping[str, Any],
    counts: Counter[str],
    wrong: list[str],
) -> None:
    """Of headings that are none of the marked ones."""
    nots = [_bare(text) for text in gold.get("not_headings", ())]
    neutral = {_bare(gold.get("title", "")), "目次"}
    for _, path in left:
        heading = path[-1]
        is_caption = len(path) > 1 and path[-2].startswith("附則") and _CAPTION.fullmatch(heading)
        if heading in neutral or is_caption:
            continue
        is_false = any(heading == text or heading.startswith(text) for text in nots if text)
        counts["false" if is_false else "unlisted"] += 1
        wrong.append(f"{'false' if is_false else 'unlisted'}: {heading}")


def _count_paragraphs(
    paragraphs: Sequence[tuple[str, Headings]],
    gold: Mapping[str, Any],
    counts: Counter[str],
    wrong: list[str],
) -> None:
    """Whole, and below their heading."""
    for one in gold.get("paragraphs", ()):
        text = _bare(one["text"])
        under = (*map(_bare, one.get("under_path") or ()), _bare(one.get("under") or ""))
        under = tuple(filter(None, under))
        whole = [path for found, path in paragraphs if _is_text(found, text)]
        placed = any(path == under for path in whole)
        counts += Counter(paragraphs=1, whole=bool(whole), whole_and_placed=placed)
        if not placed:
            told = SEPARATOR.join(whole[0]) if whole else "not whole"
            wrong.append(f"paragraph {one['text'][:20]}: {told}")


def _is_text(found: str, text: str) -> bool:
    """Whether that is all that was read, but for the number of an article or item before it."""
    mark = begin_mark(found)
    rest = _bare(found.strip()[len(mark.number) :] if mark else found)
    return text in (_bare(found), rest, _CAPTION.sub("", rest, count=1))


def _bare(text: str) -> str:
    return _SPACE.sub("", text)
