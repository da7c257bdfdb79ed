"""How well answers are cut: F1 of the places where a new opinion begins.

The labelled cells are those written for the project (``‖`` stands where an opinion begins) and 60
comments of ``env_plan_comments``, referred to by plan and id with character offsets; their text is
read from the shared data. Which half a cell is in hangs on a hash of its id; only the half ``tune``
was looked at when the rules were written.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.places import GOLD
from pipeline.quality.shared_data import shared_data
from pipeline.segmentation.splitting import SplittingParams, split

SPLITTING = Path(GOLD, "splitting_cells.jsonl")
_MARK = "‖"


@dataclass(frozen=True)
class LabelledCell:
    """An answer and the character offsets at which its second, third … opinion begins."""

    cell_id: str
    source: str  # written, env_plan_comments
    text: str
    begins: tuple[int, ...]

    @property
    def half(self) -> str:
        """``tune`` or ``report``, by a hash of the id."""
        return "report" if hashlib.sha256(self.cell_id.encode()).digest()[0] % 2 else "tune"


def read_labels(
    lines: Iterable[str], comments: Mapping[tuple[int, int], str]
) -> list[LabelledCell]:
    """Read labelled cells; those that refer to a comment that is not there are left out.

    Args:
        lines: JSON, one cell a line: ``id`` and ``marked``, or ``id, plan, comment, begins``.
        comments: text by (plan, id).
    """
    cells = []
    for line in lines:
        row = json.loads(line)
        if "marked" in row:
            pieces = row["marked"].split(_MARK)
            ends = [sum(map(len, pieces[: n + 1])) for n in range(len(pieces) - 1)]
            cells.append(LabelledCell(row["id"], "written", "".join(pieces), tuple(ends)))
        elif (row["plan"], row["comment"]) in comments:
            text = comments[row["plan"], row["comment"]]
            begins = tuple(row["begins"])
            cells.append(LabelledCell(row["id"], "env_plan_comments", text, begins))
    return cells


def read_comments(folder: Path) -> dict[tuple[int, int], str]:
    """Comments of the shared data by (plan, id); none where the data are not there."""
    path = folder / "env_plan_comments" / "comments.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {(int(r["plan"]), int(r["id"])): r["comment"] for r in csv.DictReader(file)}


def found_begins(text: str, params: SplittingParams) -> tuple[int, ...]:
    """Character offsets at which the second, third … opinion of a text begins."""
    return tuple(part.begin for part in split(text, params)[1:])


def _places(text: str, begins: Iterable[int]) -> set[int]:
    """Offsets counted in characters that are not white space."""
    return {len("".join(text[:begin].split())) for begin in begins}


def boundary_scores(cells: Iterable[LabelledCell], params: SplittingParams) -> dict[str, float]:
    """Precision, recall and F1 of boundaries, and the share of cells cut exactly right."""
    right = n_found = n_gold = n_exact = n_cells = 0
    for cell in cells:
        gold = _places(cell.text, cell.begins)
        found = _places(cell.text, found_begins(cell.text, params))
        right += len(gold & found)
        n_found += len(found)
        n_gold += len(gold)
        n_exact += gold == found
        n_cells += 1
    precision = right / n_found if n_found else 1.0
    recall = right / n_gold if n_gold else 1.0
    total = precision + recall
    return {
        "n_cells": n_cells,
        "n_boundaries": n_gold,
        "precision": round(precision, 4),
        "recall": round(recall, 4),
        "f1": round(2 * precision * recall / total, 4) if total else 0.0,
        "share_exact": round(n_exact / n_cells, 4) if n_cells else 1.0,
    }


def evaluate(labels: Path = SPLITTING) -> dict[str, dict[str, float]]:
    """Scores of both halves, all cells together and by source."""
    with labels.open(encoding="utf-8") as lines:
        cells = read_labels(lines, read_comments(shared_data()))
    scores = {}
    for half in ("report", "tune"):
        chosen = [cell for cell in cells if cell.half == half]
        scores[half] = boundary_scores(chosen, SplittingParams())
        for source in sorted({cell.source for cell in chosen}):
            of_source = [cell for cell in chosen if cell.source == source]
            scores[f"{half} {source}"] = boundary_scores(of_source, SplittingParams())
    return scores


def main() -> None:
    """Print the scores as JSON; ``--errors`` lists the wrong cells of the half ``tune``."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    print(json.dumps(evaluate(), ensure_ascii=False, indent=1))
    if arguments.errors:
        with SPLITTING.open(encoding="utf-8") as lines:
            cells = read_labels(lines, read_comments(shared_data()))
        for cell in cells:
            found = found_begins(cell.text, SplittingParams())
            if cell.half == "tune" and _places(cell.text, found) != _places(cell.text, cell.begins):
                print(f"--- {cell.cell_id} gold {cell.begins} found {found}")


if __name__ == "__main__":
    main()
