"""What speaks for each clause being the one that an opinion means: places, quotes, likeness."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.citation_worth import NOT_THERE, named_by_place, worth_of_citations
from pipeline.drafts.citations import Citation, citations, without
from pipeline.drafts.cited_places import Edition
from pipeline.drafts.clause_likeness import contexts, heading_likeness, likeness
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.drafts.draft_places import Places, lines_per_page, places_of
from pipeline.drafts.named_places import says_whole
from pipeline.drafts.named_titles import named_titles
from pipeline.drafts.quoted_words import QuoteIndex, share_before, squeezed
from pipeline.rate import told

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Evidence:
    """What speaks for each clause, (n_opinions, n_clauses) each.

    ``cited`` (by page and line), ``named`` (by number or title of its section) and ``quoted`` lie
    between 0 and 1; ``alike`` are z-scores; ``scores`` is the sum by which clauses are ordered.
    ``whole``, (n_opinions,), says who means the draft as a whole; ``missing`` what each cites that
    is not found (Japanese), ``astray``, (n_opinions,), whether a number or page that is none of the
    draft's is among that.
    """

    cited: Floats
    named: Floats
    quoted: Floats
    alike: Floats
    scores: Floats
    whole: NDArray[np.bool_]
    missing: Sequence[str]
    astray: NDArray[np.bool_]


_FULL_QUOTE = 30
"""Characters of a quote that leave hardly a doubt."""
_NO_QUOTE, _LONGEST_QUOTE = 8, 60
"""Characters at which a quote begins to weigh, and from which more weigh no more. A proposal that
repeats many phrases of a draft means the clause that it repeats most of."""


def evidence_for(
    clauses: pd.DataFrame,
    texts: Sequence[str],
    params: ClauseParams,
    cite: bool = True,
    asked: Sequence[str] = (),
) -> Evidence:
    """Compare every opinion with every clause.

    Args:
        clauses: table ``Clauses``, at least one row.
        texts: of the opinions.
        params: weights.
        cite: whether citations are read at all (evaluation asks what is found without).
        asked: of the opinions, what their row says of the place (該当箇所); none where no row does.
    """
    bodies, asked = list(texts), list(asked) or [""] * len(texts)
    texts = [
        f"{place}\n{text}" if place else text for place, text in zip(asked, texts, strict=True)
    ]
    own_texts = [squeezed(text) for text in clauses["text"]]
    index = QuoteIndex(own_texts)
    found = [citations(text) if cite else [] for text in texts]
    said = [squeezed(without(text, own)) for text, own in zip(texts, found, strict=True)]
    own_title, titles, untitled = named_titles(clauses, said)
    runs = np.array([index.longest_runs(text) for text in told(untitled, len(untitled))])
    runs = runs.reshape(len(said), len(clauses))
    quoted = np.where(runs >= params.least_quote, np.minimum(runs / _FULL_QUOTE, 1.0), 0.0)
    places = places_of(clauses)
    edition = _edition(clauses, found, runs, places, own_texts, said)
    cited, named, missing = worth_of_citations(places, edition, texts, found)
    if cite:
        by_place, alone = named_by_place(clauses, places, asked, bodies)
        named = np.maximum(named, by_place)
        missing = ["。".join(filter(None, told)) for told in zip(missing, alone, strict=True)]
    like = likeness(
        [text or "　" for text in said],
        [text or "　" for text in own_texts],
        contexts(clauses),
        params.context_weight,
        params.sentence_weight,
    )
    long = np.clip((runs - _NO_QUOTE) / (_LONGEST_QUOTE - _NO_QUOTE), 0.0, 1.0)
    weight = np.where(runs >= params.least_quote, long, 0.0)
    headings = [squeezed(path.replace(SEPARATOR, "。")) for path in clauses["path"]]
    scores = (
        like
        + params.quote_weight * weight
        + params.citation_weight
        * np.maximum(cited, named)
        * (1 + quoted)  # short words are a quote where cited
        + params.title_weight * titles
        + params.heading_weight * heading_likeness(said, headings)
    )
    whole = np.array([says_whole(place) for place in asked], dtype=bool)
    astray = np.array([NOT_THERE in told for told in missing], dtype=bool)
    quoted = np.maximum(quoted, own_title)
    return Evidence(cited, named, quoted, like, scores, whole, missing, astray)


def _edition(
    clauses: pd.DataFrame,
    found: Sequence[Sequence[Citation]],
    runs: Floats,
    places: Places,
    texts: Sequence[str],
    said: Sequence[str],
) -> Edition:
    """The shift of pages, by opinions that cite one page and line and quote one clause."""
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
