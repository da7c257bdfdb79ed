"""Labelled texts made ready to learn from: own order, folds, shares of classes, definitions."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.labels.decisions import decisions
from pipeline.review_items.codebook import Codebook
from pipeline.review_items.features import Texts
from pipeline.tables.base import as_matrix
from pipeline.text.normalize import normalize

Floats = NDArray[np.float64]

# Phrases of a definition shorter than this say nothing by themselves.
_SHORTEST_PHRASE = 4


def labelled_texts(
    examples: pd.DataFrame, labels: pd.DataFrame, classes: Sequence[str]
) -> pd.DataFrame:
    """Examples of the codebook and people's labels, one row per text.

    Args:
        examples: columns ``text_key``, ``text``, ``items`` (tuples of codes).
        labels: the same columns, oldest first; what people decided (see ``labels``) counts more
            than an example with the same text.
        classes: codes to learn; a text of retired or parent items only is left out.

    Returns:
        Columns ``text_key``, ``text_normalized``, ``items``, ``is_label``, ``is_drawn`` (a label of
        an opinion that was drawn at random).
    """
    decided = decisions(labels, classes).items
    texts = dict(zip(labels["text_key"], labels["text"], strict=True))
    drawn = set(labels.loc[labels["drawn"] != "", "text_key"]) if "drawn" in labels else set()
    rows = [
        (key, text, items, False)
        for key, text, items in zip(
            examples["text_key"], examples["text"], examples["items"], strict=True
        )
        if key not in decided
    ]
    rows += [(key, texts[key], items, True) for key, items in decided.items()]
    kept = [
        (
            key,
            normalize(text),
            tuple(code for code in items if code in classes),
            is_label,
            key in drawn,
        )
        for key, text, items, is_label in rows
    ]
    return pd.DataFrame(
        [row for row in kept if row[2]],
        columns=["text_key", "text_normalized", "items", "is_label", "is_drawn"],
    )


def texts_of_tables(
    opinions: pd.DataFrame, tokens: pd.DataFrame, embeddings: pd.DataFrame
) -> Texts:
    """What the classifier reads of opinions, in their order.

    Args:
        opinions: columns ``opinion_id`` and ``text_normalized``.
        tokens: rows of table Tokens of these opinions.
        embeddings: rows of table Embeddings, at least of these opinions.
    """
    ids = opinions["opinion_id"].tolist()
    content = tokens[tokens["is_content"]].groupby("opinion_id")["normal_form"].agg(list).to_dict()
    vectors = embeddings.set_index("opinion_id").loc[ids]
    return Texts(
        opinions["text_normalized"].tolist(),
        [content.get(identity, []) for identity in ids],
        as_matrix(vectors["vector"]),
        as_matrix(vectors["vector_universal"]),
    )


def definition_phrases(codebook: Codebook) -> tuple[list[str], list[str]]:
    """What the definitions name, phrase by phrase: texts to learn from before anybody labels.

    Returns:
        Normalised phrases (titles, definitions, and their parts between commas), and the code of
        the class each belongs to.
    """
    phrases: list[str] = []
    codes: list[str] = []
    for code in codebook.classes:
        item = codebook.item(code)
        parts = [item.title, item.definition, *re.split("[、。]", item.definition)]
        for phrase in dict.fromkeys(normalize(part) for part in parts):
            if len(phrase) >= _SHORTEST_PHRASE:
                phrases.append(phrase)
                codes.append(code)
    return phrases, codes


def own_order(texts: Texts, items: Sequence[tuple[str, ...]]) -> list[int]:
    """Sort texts by what they say, so that the order of rows in files changes no model.

    Args:
        texts: to be learnt from; vectors (n_texts, n_dimensions).
        items: codes of each text.

    Returns:
        Positions of the texts, (n_texts,), in that order.
    """
    keys = [
        (_digest(text), codes, vector.tobytes())
        for text, codes, vector in zip(texts.normalized, items, texts.dense, strict=True)
    ]
    return sorted(range(len(keys)), key=keys.__getitem__)


def stratified_folds(
    texts: Sequence[str], items: Sequence[tuple[str, ...]], n_folds: int
) -> NDArray[np.intp]:
    """Folds that hold each item's share, and all copies of a text in one.

    Args:
        texts: normalised texts.
        items: codes of each text; its share counts for the first.
        n_folds: number of folds.

    Returns:
        (n_texts,) number of the fold that holds a text out, from 0.
    """
    first_item: dict[str, str] = {}
    for text, codes in zip(texts, items, strict=True):
        first_item.setdefault(text, codes[0])
    in_turn = sorted(first_item, key=lambda text: (first_item[text], _digest(text)))
    fold_of = {text: number % n_folds for number, text in enumerate(in_turn)}
    return np.array([fold_of[text] for text in texts], dtype=np.intp)


def class_shares(items: Sequence[tuple[str, ...]], classes: Sequence[str]) -> Floats:
    """Each text's shares of the classes, (n_texts, n_classes); rows sum to 1."""
    column = {code: number for number, code in enumerate(classes)}
    shares = np.zeros((len(items), len(classes)))
    for row, codes in enumerate(items):
        shares[row, [column[code] for code in codes]] = 1 / len(set(codes))
    return shares


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
