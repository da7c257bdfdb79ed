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
from pipeline.drafts.clause_likeness import heading_likeness, likeness
from pipeline.drafts.clause_table import SEPARATOR
from pipeline.drafts.named_titles import named_titles
from pipeline.drafts.quoted_words import QuoteIndex, share_before, squeezed, words_in
from pipeline.params import Parameters
from pipeline.rate import told

Floats = NDArray[np.float64]


class ClauseParams(Parameters):
    """How opinions find their clauses (params.yaml, section ``clauses``).

    Weights were chosen on the comments with odd ids on the 6th Basic Environment Plan and on
    proposals of May and June for a manifesto, half of which were kept apart: ``opinions evaluate
    clauses``, docs/benchmarks/rounds.md.
    """

    context_weight: float = Field(default=2.0, ge=0, le=10)
    """Of the likeness to the whole section and its headings, beside that to the clause itself."""
    sentence_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the mean likeness of an opinion's sentences."""
    heading_weight: float = Field(default=5.0, ge=0, le=100)
    """Of the likeness (cosine, 0–1) to the headings above a clause alone."""
    quote_weight: float = Field(default=12.0, ge=0, le=100)
    """Of quoted words, where they are long; less of short ones, which several clauses may share."""
    title_weight: float = Field(default=4.0, ge=0, le=100)
    """Of titles of headings that it names, each."""
    citation_weight: float = Field(default=12.0, ge=0, le=100)
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
    which clauses are ordered. ``missing`` says what each cites that is not found (Japanese).
    """

    cited: Floats
    quoted: Floats
    alike: Floats
    scores: Floats
    missing: Sequence[str]


_FULL_QUOTE = 30
"""Characters of a quote that leave hardly a doubt."""
_NO_QUOTE, _LONGEST_QUOTE = 8, 60
"""Characters at which a quote begins to weigh, and from which more weigh no more. A proposal that
repeats many phrases of a draft means the clause that it repeats most of."""
_NOT_THERE = "案にない引用："
_NO_PAGES = "案のファイルにページの記録がなく、確かめられない引用："
_CITED, _CITED_BY_PAGE, _QUOTED = 0.6, 0.3, 0.4
"""Worth from which a clause counts as cited, as one of a cited page, as quoted."""
# Certainty: the share of links that were in the right section, of 138 comments (odd ids) on the 6th
# Basic Environment Plan, with and without their citations and quotes (`evaluate clauses`).
_BOTH, _BY_CITATION, _BY_PAGE = 0.95, 0.68, 0.5
_BY_QUOTE = ((0.99, 0.94), (0.67, 0.74), (0.5, 0.62), (0.0, 0.5))
"""By worth of the quote."""
_BY_MEANING = ((6.0, 0.8), (1.5, 0.36), (0.7, 0.25), (0.0, 0.15))
"""By how far the best clause is ahead of the best of any other section."""


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
    own_title, titles, untitled = named_titles(clauses, said)
    runs = np.array([index.longest_runs(text) for text in told(untitled, len(untitled))])
    runs = runs.reshape(len(said), len(clauses))
    quoted = np.where(runs >= params.least_quote, np.minimum(runs / _FULL_QUOTE, 1.0), 0.0)
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
    long = np.clip((runs - _NO_QUOTE) / (_LONGEST_QUOTE - _NO_QUOTE), 0.0, 1.0)
    weight = np.where(runs >= params.least_quote, long, 0.0)
    headings = [squeezed(path.replace(SEPARATOR, "。")) for path in clauses["path"]]
    scores = (
        like
        + params.quote_weight * weight
        + params.citation_weight * cited * (1 + quoted)  # short words are a quote where cited
        + params.title_weight * titles
        + params.heading_weight * heading_likeness(said, headings)
    )
    return Evidence(cited, np.maximum(quoted, own_title), like, scores, missing)


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


def _cited(
    places: Places,
    edition: Edition,
    texts: Sequence[str],
    found: Sequence[Sequence[Citation]],
) -> tuple[Floats, list[str]]:
    cited = np.zeros((len(texts), len(places.begins)))
    missing: list[str] = []
    no_pages = bool(np.isnan(places.begins).all())
    for row, own in enumerate(found):
        lost: dict[str, list[str]] = {}
        for one in own:
            if one.page is not None:
                worth = cited_places.worth_of_page(places, edition, one)
            else:
                worth = cited_places.worth_of_chain(places, one)
            if not worth.any():
                why = _NO_PAGES if one.page is not None and no_pages else _NOT_THERE
                lost.setdefault(why, []).append(" ".join(texts[row][one.begin : one.end].split()))
            cited[row] = np.maximum(cited[row], worth)
        missing.append("。".join(why + "、".join(dict.fromkeys(of)) for why, of in lost.items()))
    return cited, missing


def _contexts(clauses: pd.DataFrame) -> list[str]:
    """Of each clause, the headings above it and all text of its section."""
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


def clause_links(
    opinion_ids: Sequence[str], texts: Sequence[str], clauses: pd.DataFrame, params: ClauseParams
) -> pd.DataFrame:
    """Name the clauses that opinions mean, the surest first, or say why none is known.

    Args:
        opinion_ids: of the opinions.
        texts: of the opinions, with what their row says of the place (該当箇所) in front.
        clauses: table ``Clauses``, at least one row.
        params: weights and bounds.

    Returns:
        Columns of ``ClauseLinks``.
    """
    candidates = clauses[~clauses["kind"].isin(["contents", "title"])].reset_index(drop=True)
    candidates = candidates if len(candidates) else clauses.reset_index(drop=True)
    found = evidence_for(candidates, texts, params)
    ids = candidates["clause_id"].tolist()
    sections = candidates["section_id"].to_numpy(dtype=object)
    words = [words_in(context) for context in _contexts(candidates)]
    rows = []
    for number, opinion_id in enumerate(opinion_ids):
        own = words_in(squeezed(texts[number]))
        chosen = [
            (ids[clause], how, certainty)
            for clause in _meant(found, number, sections, params.most_clauses)
            for how, certainty in [_how(found, number, int(clause), sections)]
            if certainty >= params.least_certainty
            and (how != "meaning" or own & words[clause])  # endings of verbs alone say nothing
        ]
        said = found.missing[number]
        if not chosen:
            rows.append((opinion_id, 1, None, "none", 0.0, said or "似た箇所がない"))
        kept = [one for one in chosen if one[1] != "meaning"] or chosen[:1]
        for rank, (clause_id, how, certainty) in enumerate(kept, start=1):
            rows.append((opinion_id, rank, clause_id, how, certainty, said if rank == 1 else ""))
    return pd.DataFrame(
        rows, columns=["opinion_id", "rank", "clause_id", "how", "certainty", "evidence"]
    )


def _meant(found: Evidence, opinion: int, sections: NDArray[np.object_], most: int) -> list[int]:
    """The best clauses, and as many of cited sections that are not among these (第3章2及び4)."""
    order = np.argsort(-found.scores[opinion], kind="stable").tolist()
    first = order[:most]
    seen = {sections[clause] for clause in first}
    cited = (clause for clause in order[most:] if found.cited[opinion, clause] >= _CITED)
    return [*first, *[clause for clause in cited if sections[clause] not in seen][:most]]


def _how(
    found: Evidence, opinion: int, clause: int, sections: NDArray[np.object_]
) -> tuple[str, float]:
    """What led from an opinion to a clause, and how often that was right."""
    cited, quoted = found.cited[opinion, clause], found.quoted[opinion, clause]
    if cited >= _CITED_BY_PAGE:
        alone = _BY_CITATION if cited >= _CITED else _BY_PAGE
        return "citation", _BOTH if quoted >= _QUOTED else alone
    if quoted >= _QUOTED:
        return "quote", next(share for least, share in _BY_QUOTE if quoted >= least)
    scores = found.scores[opinion]
    others = scores[sections != sections[clause]]
    ahead = scores[clause] - (others.max() if len(others) else 0.0)
    return "meaning", next((share for least, share in _BY_MEANING if ahead >= least), 0.0)
