"""One opinion speaks for each family of copies, with its words."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.text.introductions import introductions
from pipeline.text.tokens import Token
from pipeline.themes.levels import Level


def find_speakers(
    rows: pd.DataFrame, coarse: Level, fine: Level
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that speak for a family, and for each row which of them speaks for it.

    One opinion speaks for each family; a family that is split speaks in each part.
    """
    parts = rows[["is_representative", "family_id"]].assign(f=fine.group, c=coarse.group)
    part = parts.groupby(["f", "c", "family_id"], sort=False).ngroup().to_numpy()
    ordered = parts.assign(part=part).sort_values(
        "is_representative", ascending=False, kind="stable"
    )
    first = ordered.drop_duplicates("part").sort_index()
    number_of = {int(p): number for number, p in enumerate(first["part"])}
    return first.index.to_numpy(), np.array([number_of[int(p)] for p in part], dtype=np.int64)


def tokens_by_opinion(tokens: pd.DataFrame) -> dict[str, tuple[Token, ...]]:
    """Tokens of each opinion in the order of the text, whatever the order of the rows."""
    ordered = tokens.sort_values(["opinion_id", "begin"], kind="stable")
    columns = [_shared(ordered[name]) for name in Token._fields]
    every = [Token(*values) for values in zip(*columns, strict=True)]
    ids = ordered["opinion_id"].to_numpy()
    starts = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]]) if len(ids) else np.array([], int)
    stops = [*starts[1:].tolist(), len(ids)]
    return {
        str(ids[start]): tuple(every[start:stop])
        for start, stop in zip(starts.tolist(), stops, strict=False)
    }


def _shared(column: "pd.Series[Any]") -> list[Any]:
    """The values of a column, equal ones as one: most words come many times."""
    numbers, values = pd.factorize(column)
    known = values.tolist()
    return [known[number] for number in numbers]


def on_the_matter(text: str, tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens of an opinion without those that say who writes, thank or greet.

    Args:
        text: the opinion in its normal form.
        tokens: its tokens.

    Returns:
        All of them where nothing else is said.
    """
    spans = introductions(text)
    kept = [
        token for token in tokens if not any(begin <= token.begin < end for begin, end in spans)
    ]
    return kept if any(token.is_content for token in kept) else tokens
