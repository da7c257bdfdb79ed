"""Can a reader who sees only names, keywords and first quotes place an opinion?"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.encoders.encoder import load
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import ENCODER
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.theme_agreement import LEVELS, tables_of, themes_of
from pipeline.store import Store
from pipeline.tables.base import Vectors, as_matrix
from pipeline.themes.representatives import centre_of, centred

Encode = Callable[[Sequence[str]], Vectors]
"""Texts to (n_texts, n_dimensions) vectors of unit length, the encoder of the opinions."""


@dataclass(frozen=True)
class NamePlacement:
    """How many opinions find back to their theme (shares 0–1)."""

    n_opinions: int
    n_themes: int
    share_placed: float  # by name, keywords and first quote together
    share_placed_by_name: float  # by the name alone
    share_placed_by_label: float  # by the claim alone, where there is one; else by the name
    share_by_chance: float  # if every theme were as near: 1 / n_themes


def evaluate_names(file: Path, text_column: str, level: str) -> dict[str, object]:
    """Group and name the texts of a CSV as the pipeline does, and place each opinion again.

    Args:
        file: CSV in UTF-8.
        text_column: the texts; rows without text are left out.
        level: ``fine`` or ``coarse``.

    Returns:
        The fields of ``NamePlacement``, ``n_rows``.

    Raises:
        OpinionsError: an unknown level, a file without the column, or models that are not built.
    """
    if level not in LEVELS:
        raise OpinionsError(
            says(
                f"--level「{level}」は使えない。{' か '.join(LEVELS)} と書く。",
                f"--level is '{level}'; it must be one of {', '.join(LEVELS)}.",
            )
        )
    store = Store()
    texts = read_columns(file, text_column)[text_column]
    tables = tables_of(texts, store)
    found: dict[str, object] = {"n_rows": len(texts), "level": level}
    if not len(tables.opinions):
        return found
    made = themes_of(tables, store)
    encode = load(str(store.root / ENCODER)).encode
    vectors = as_matrix(tables.embeddings["vector"])
    placement = name_placement(tables.opinions, vectors, made.themes, made.members, encode, level)
    return found | asdict(placement)


def name_placement(
    opinions: pd.DataFrame,
    vectors: Vectors,
    themes: pd.DataFrame,
    members: pd.DataFrame,
    encode: Encode,
    level: str = "fine",
) -> NamePlacement:
    """Share of opinions to which their own theme's card is the nearest of all cards.

    A card is the theme's name, its keywords and its first quote; its place is the mean of their
    vectors, each relative to the mean of its kind (all names, all keywords, all opinions). An
    opinion that is itself the first quote is compared with its theme's next quote, or with name
    and keywords alone where there is none; the other themes keep their cards.

    Args:
        opinions: table ``Opinions``.
        vectors: (n_opinions, n_dimensions), the rows of ``opinions``.
        themes: table ``Themes``.
        members: table ``Members``.
        encode: the encoder that made ``vectors``.
        level: ``fine`` or ``coarse``.
    """
    shown = themes[themes["level"] == level].reset_index(drop=True)
    ids, ranks = {
        "fine": ("theme_id", "representative_rank"),
        "coarse": ("coarse_id", "coarse_representative_rank"),
    }[level]
    rows = opinions[["opinion_id", "text_key"]].merge(members, on="opinion_id", validate="1:1")
    own = rows[ids].map({theme: index for index, theme in enumerate(shown["theme_id"])})
    placed = np.flatnonzero(own.notna().to_numpy())
    if not len(placed) or len(shown) < 2:
        return NamePlacement(len(placed), len(shown), 1.0, 1.0, 1.0, 1.0)
    theme_of = own.fillna(-1).to_numpy(dtype=np.int64)
    space = _centred(vectors)
    names = _centred(encode(shown["name"].tolist()))
    labels = _centred(encode(shown["claim"].fillna(shown["name"]).tolist()))
    words = _centred(encode(shown["keywords"].tolist()))
    rank = np.asarray(rows[ranks].astype("float64"), dtype=np.float64)
    keys = rows["text_key"].to_numpy()
    quotes = [_quotes(theme_of, rank, theme) for theme in range(len(shown))]
    cards = np.stack([_card(names[i], words[i], space, quotes[i]) for i in range(len(shown))])
    right = right_by_name = right_by_label = 0
    for row in placed.tolist():
        theme = int(theme_of[row])
        others = [quote for quote in quotes[theme] if keys[quote] != keys[row]]
        with_own = cards.copy()
        with_own[theme] = _card(names[theme], words[theme], space, others)
        right += int((with_own @ space[row]).argmax()) == theme
        right_by_name += int((names @ space[row]).argmax()) == theme
        right_by_label += int((labels @ space[row]).argmax()) == theme
    n = len(placed)
    return NamePlacement(
        n, len(shown), right / n, right_by_name / n, right_by_label / n, 1 / len(shown)
    )


def _centred(vectors: Vectors) -> Vectors:
    return centred(vectors, vectors.astype(np.float64).mean(axis=0))


def _quotes(theme_of: NDArray[np.int64], rank: NDArray[np.float64], theme: int) -> list[int]:
    """Rows of a theme's representative opinions, first quote first."""
    rows = np.flatnonzero((theme_of == theme) & ~np.isnan(rank))
    return [int(row) for row in rows[np.argsort(rank[rows], kind="stable")]]


def _card(name: Vectors, words: Vectors, space: Vectors, quotes: Sequence[int]) -> Vectors:
    return centre_of(np.stack([name, words, *(space[row] for row in quotes[:1])]))
