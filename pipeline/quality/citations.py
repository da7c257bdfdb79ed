"""How many places are read of citations written by hand in many styles."""

from pathlib import Path

import pandas as pd

from pipeline.drafts.citations import Citation, citations
from pipeline.places import GOLD

CITATIONS = Path(GOLD, "citations.csv")


def evaluate() -> dict[str, object]:
    """Texts whose places are all read and nothing else, of the half looked at and of the other."""
    table = pd.read_csv(CITATIONS, dtype=str, keep_default_na=False)
    found: dict[str, object] = {}
    for half in ("seen", "kept"):
        own = table[table["half"] == half]
        wrong = [
            f"{text} → {told}"
            for text, places in zip(own["text"], own["places"], strict=True)
            for told in ["; ".join(written(one) for one in citations(text))]
            if told != places
        ]
        found[half] = {"right": len(own) - len(wrong), "n": len(own), "wrong": wrong}
    return found


def written(one: Citation) -> str:
    """A place as the file writes it: 章3/bare2, p6 l-2, and n1 for the paragraph."""
    parts = ["/".join(f"{style}{value}" for style, value in one.chain)]
    if one.page is not None:
        parts = [_span("p", one.page, one.page_to)]
    if one.line is not None:
        parts.append(_span("l", one.line, one.line_to))
    if one.paragraph is not None:
        parts.append(f"n{one.paragraph}")
    return " ".join(parts)


def _span(letter: str, first: int, last: int | None) -> str:
    return f"{letter}{first}" + (f"-{last}" if last and last != first else "")
