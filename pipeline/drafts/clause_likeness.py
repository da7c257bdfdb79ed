"""How like what opinions say is to each clause, by characters.

Vectors of both encoders beside it changed nothing on 138 comments on the 6th Basic Environment Plan
(docs/benchmarks/rounds.md), so the stage needs no encoder.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from pipeline.drafts.quoted_words import squeezed
from pipeline.text.sentences import sentences

Floats = NDArray[np.float64]
_HEADING_GRAMS = (2, 3)


def standard(scores: Floats) -> Floats:
    """Each row as z-scores; zeros where a row is constant.

    Args:
        scores: (n_opinions, n_clauses).
    """
    spread = scores.std(axis=1, keepdims=True)
    centred = scores - scores.mean(axis=1, keepdims=True)
    return np.asarray(np.where(spread > 0, centred / np.where(spread > 0, spread, 1.0), 0.0))


def likeness(
    opinions: Sequence[str],
    clauses: Sequence[str],
    contexts: Sequence[str],
    context_weight: float,
    sentence_weight: float,
) -> Floats:
    """z-scores of how like each clause is, (n_opinions, n_clauses).

    Args:
        opinions: squeezed; at least one.
        clauses: texts of the clauses, squeezed; at least one.
        contexts: of each clause, its section with the headings above, squeezed.
        context_weight: of the likeness to the context.
        sentence_weight: of the mean over an opinion's sentences.
    """
    different = list(dict.fromkeys(contexts))
    column = {text: number for number, text in enumerate(different)}
    cut = [[text[b:e] for b, e in sentences(text)] or [text] for text in opinions]
    owners = np.repeat(np.arange(len(opinions)), [len(found) for found in cut])
    with threadpool_limits(1):
        plain = _characters(opinions, clauses, (1, 3))
        context = _characters(opinions, different, (2, 4))[:, [column[text] for text in contexts]]
        each = _characters([text for found in cut for text in found], clauses, (1, 3))
    mean = np.zeros_like(plain)
    np.add.at(mean, owners, each)
    mean /= np.bincount(owners, minlength=len(opinions))[:, None]
    total = standard(plain) + context_weight * standard(context) + sentence_weight * standard(mean)
    return standard(total)


def contexts(clauses: pd.DataFrame) -> list[str]:
    """Of each clause, the headings above it and all text of its section, squeezed."""
    parts: dict[str, list[str]] = {}
    for row in clauses.itertuples(index=False):
        parts.setdefault(str(row.section_id), []).append(str(row.text))
    whole = {section: squeezed("".join(texts)) for section, texts in parts.items()}
    return [
        (squeezed(str(row.path)) + whole[str(row.section_id)] if row.section_id else "")
        or squeezed(str(row.text))
        or "　"
        for row in clauses.itertuples(index=False)
    ]


def heading_likeness(opinions: Sequence[str], headings: Sequence[str]) -> Floats:
    """How much opinions say what headings say, (n_opinions, n_headings): cosines, 0–1.

    No z-scores: most opinions are like no heading, and the most like of these means nothing.

    Args:
        opinions: squeezed; at least one.
        headings: of each clause, those above it, squeezed; empty where there are none.
    """
    different = list(dict.fromkeys(headings))
    if all(len(heading) < _HEADING_GRAMS[0] for heading in different):
        return np.zeros((len(opinions), len(headings)))
    column = {text: number for number, text in enumerate(different)}
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=_HEADING_GRAMS, sublinear_tf=True)
    known = vectorizer.fit_transform(different)
    product = (vectorizer.transform(opinions) @ known.T).toarray()
    return np.asarray(product[:, [column[text] for text in headings]], dtype=np.float64)


def _characters(queries: Sequence[str], texts: Sequence[str], ngrams: tuple[int, int]) -> Floats:
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=ngrams, sublinear_tf=True)
    vectorizer.fit([*queries, *texts])
    product = vectorizer.transform(queries) @ vectorizer.transform(texts).T
    return np.asarray(product.toarray(), dtype=np.float64)
