"""Which clauses of a draft each opinion means: by citation, by quoted words, by likeness."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field

from pipeline.drafts import cited_places
from pipeline.drafts.citations import Citation, citations, without
from pipeline.drafts.cited_places import Edition, Places, lines_per_page, places_of
from pipeline.drafts.clause_likeness import likeness
from pipeline.drafts.quoted_words import QuoteIndex, share_before, squeezed
from pipeline.params import Parameters

Floats = NDArray[np.float64]


class ClauseParams(Parameters):
    """How opinions find their clauses (params.yaml, section ``clauses``).

    Weights were chosen on the comments with odd ids on the 6th Basic Environment Plan and on
    proposals of May and June for a manifesto: ``opinions evaluate clauses``.
    """

    context_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the likeness to the whole section and its headings, beside that to the clause itself."""
    sentence_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the mean likeness of an opinion's sentences."""
    quote_weight: float = Field(default=20.0, ge=0, le=100)
    """Of quoted words."""
    citation_weight: float = Field(default=20.0, ge=0, le=100)
    """Of cited places."""
    least_quote: int = Field(default=12, ge=6, le=100)
    """Characters of the draft in a row that are a quote."""
    least_certainty: float = Field(default=0.25, ge=0, le=1)
    """Below it the machine names no clause."""
    most_clauses: int = Field(default=3, ge=1, le=20)
    """Clauses named for one opinion."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for each clause, (n_opinions, n_clauses) each.

    ``cited`` and ``quoted`` lie between 0 and 1; ``alike`` are z-scores; ``scores`` is the sum by
    which clauses are ordered. ``missing`` says per opinion what it cites that is not in the draft.
    """

    cited: Floats
    quoted: Floats
    alike: Floats
    scores: Floats
    runs: Floats
    missing: Sequence[tuple[str, ...]]


_FULL_QUOTE = 30
"""Characters of a quote that leave no doubt: of 79 quotes of so many, 78 were in the right clause."""


def evidence_for(
    clauses: pd.DataFrame, texts: Sequence[str], params: ClauseParams, cite: bool = True
) -> Evidence:
    """Compare every opinion with every clause.

    Args:
        clauses: table ``Clauses``, at least one row.
        texts: of the opinions, with what their row says of the place (該当箇所) in front.
        params: weights.
        cite: whether citations are read at all (evaluation asks what is found without).
    """
    own_texts = [squeezed(text) for text in clauses["text"]]
    index = QuoteIndex(own_texts)
    found = [citations(text) if cite else [] for text in texts]
    said = [squeezed(without(text, own)) for text, own in zip(texts, found, strict=True)]
    runs = np.array([index.longest_runs(text) for text in said]).reshape(len(said), len(clauses))
    quoted = _quote_worth(runs, clauses, params)
    places = places_of(clauses)
    edition = _edition(clauses, found, runs, places, own_texts, said)
    cited, missing = _cited(places, edition, texts, found)
    like = likeness(
        [text or "　" for text in said],
        [text or "　" for text in own_texts],
        _contexts(clauses),
        params.context_weight,
        params.sentence_weight,
    )
    scores = like + params.quote_weight * quoted + params.citation_weight * cited
    return Evidence(cited, quoted, like, scores, runs, missing)


def _quote_worth(runs: Floats, clauses: pd.DataFrame, params: ClauseParams) -> Floats:
    """0–1: a quote by its length; the title of a heading by how much of it is said."""
    long = np.where(runs >= params.least_quote, np.minimum(runs / _FULL_QUOTE, 1.0), 0.0)
    lengths = np.array([len(squeezed(text)) for text in clauses["text"]], dtype=float)
    titles = (clauses["kind"] == "heading").to_numpy() & (lengths >= 6)
    whole = np.where(titles, runs / np.maximum(lengths - 4, 1), 0.0)
    title = np.where(whole >= 0.9, np.minimum(lengths / 20, 0.8), 0.0)
    return np.asarray(np.maximum(long, title))


def _edition(
    clauses: pd.DataFrame,
    found: Sequence[Sequence[Citation]],
    runs: Floats,
    places: Places,
    texts: Sequence[str],
    said: Sequence[str],
) -> Edition:
    """The shift of pages, by opinions that cite one page and line and quote one clause at length."""
    lines = [one.line for own in found for one in own if one.line is not None]
    per_page = max(lines_per_page(clauses), float(np.quantile(lines, 0.9)) if lines else 0.0)
    plain = Edition(per_page, np.zeros(0), np.zeros(0))
    pairs = []
    for own, run, opinion in zip(found, runs, said, strict=True):
        pages = [one for one in own if one.page is not None and one.line is not None]
        best = int(np.argmax(run))
        if len(pages) == 1 and run[best] >= _FULL_QUOTE and not np.isnan(places.begins[best]):
            cited = plain.position(pages[0].page or 1, pages[0].line)
            share = share_before(texts[best], opinion)
            place = places.begins[best] + share * (places.ends[best] - places.begins[best])
            pairs.append((cited, place))
    pairs.sort()
    return replace(
        plain,
        cited=np.array([cited for cited, _ in pairs]),
        found=np.array([place for _, place in pairs]),
    )


def _cited(
    places: Places,
    edition: Edition,
    texts: Sequence[str],
    found: Sequence[Sequence[Citation]],
) -> tuple[Floats, list[tuple[str, ...]]]:
    cited = np.zeros((len(texts), len(places.begins)))
    missing: list[tuple[str, ...]] = []
    for row, own in enumerate(found):
        lost = []
        for one in own:
            if one.page is not None:
                worth = cited_places.worth_of_page(places, edition, one)
            else:
                worth = cited_places.worth_of_chain(places, one)
            if not worth.any():
                lost.append(" ".join(texts[row][one.begin : one.end].split()))
            cited[row] = np.maximum(cited[row], worth)
        missing.append(tuple(dict.fromkeys(lost)))
    return cited, missing


def _contexts(clauses: pd.DataFrame) -> list[str]:
    """Of each clause, the headings above it and all text of its section."""
    parts: dict[str, list[str]] = {}
    for row in clauses.itertuples(index=False):
        parts.setdefault(str(row.section_id), []).append(str(row.text))
    whole = {section: squeezed("".join(texts)) for section, texts in parts.items()}
    return [
        (squeezed(str(row.path)) + whole[str(row.section_id)]) or "　"
        for row in clauses.itertuples(index=False)
    ]
