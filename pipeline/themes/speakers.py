"""One opinion speaks for each family of copies, with its words."""

from collections.abc import Iterable, Sequence
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


def tokens_by_opinion(parts: Iterable[pd.DataFrame]) -> dict[str, tuple[Token, ...]]:
    """Tokens of each opinion in the order of the text, whatever the order of the rows.

    Equal words are held as one: most come many times.

    Args:
        parts: rows of table ``Tokens``, one part held at a time.
    """
    known: dict[str, dict[Any, Any]] = {name: {} for name in Token._fields}
    found: dict[str, list[Token]] = {}
    for part in parts:
        columns = [
            [known[name].setdefault(value, value) for value in part[name].tolist()]
            for name in Token._fields
        ]
        for identity, *values in zip(part["opinion_id"].tolist(), *columns, strict=True):
            found.setdefault(identity, []).append(Token(*values))
    return {
        identity: tuple(sorted(tokens, key=lambda token: token.begin))
        for identity, tokens in found.items()
    }


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
