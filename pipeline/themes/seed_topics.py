"""Which subject that readers look for a theme is about: a label beside its name, nothing more."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.text.tokens import Token
from pipeline.themes.rules import Guide

Tokenize = Callable[[str], Sequence[Token]]


def guide_hits(
    families: Sequence[Sequence[Token]], guides: Sequence[Guide], tokenize: Tokenize | None
) -> NDArray[np.bool_]:
    """Which guides the opinions speak of, (n_families, n_guides).

    An opinion speaks of a guide if it uses all content words of one of its phrases, whole or in
    their short units: デジタル人材 speaks of 人材, 費用を負担 of 費用負担.

    Args:
        families: tokens of one opinion per family.
        guides: of themes.yaml.
        tokenize: the tokenizer of the opinions; without it a phrase is one word.
    """
    phrases = [
        [_alternatives(tokenize(word)) if tokenize else [[{word}]] for word in guide.words]
        for guide in guides
    ]
    hits = np.zeros((len(families), len(guides)), dtype=bool)
    for row, tokens in enumerate(families):
        used = {token.normal_form for token in tokens if token.is_content}
        used.update(part for token in tokens if token.is_content for part in token.parts.split())
        for column, words in enumerate(phrases):
            hits[row, column] = any(
                word and all(any(form <= used for form in forms) for forms in word)
                for word in words
            )
    return hits


def _alternatives(tokens: Sequence[Token]) -> list[list[set[str]]]:
    """For each content word of a phrase the sets of words of which one must be used."""
    return [
        [{token.normal_form}, *([set(token.parts.split())] if token.parts else [])]
        for token in tokens
        if token.is_content
    ]


def match_guides(
    hits: NDArray[np.bool_], groups: NDArray[np.int64], least_share: float
) -> list[int]:
    """The guide of each theme: the one that its opinions speak of most, compared with all others.

    Args:
        hits: (n_families, n_guides) of ``guide_hits``.
        groups: (n_families,) theme of each family, 0 to n_themes - 1, -1 for none.
        least_share: of a theme's families, more than this share must speak of its guide; 0–1.

    Returns:
        (n_themes,) numbers of guides, -1 for none.
    """
    n_themes = int(groups.max(initial=-1)) + 1
    if not hits.shape[1]:
        return [-1] * n_themes
    inside = groups[groups >= 0]
    sizes = np.bincount(inside, minlength=n_themes)
    counts = np.stack(
        [np.bincount(inside, weights=column, minlength=n_themes) for column in hits[groups >= 0].T],
        axis=1,
    )
    here = counts / np.maximum(sizes, 1)[:, None]
    # One imagined family outside that speaks of nothing: a theme of all opinions has a guide.
    elsewhere = (hits.sum(axis=0) - counts) / (len(groups) - sizes + 1)[:, None]
    lead = np.where(here > least_share, np.round(here - elsewhere, 9), 0.0)
    return [int(row.argmax()) if row.max() > 0 else -1 for row in lead]
