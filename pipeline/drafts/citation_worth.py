"""What opinions cite, looked up in a draft: how far each clause is meant, and what is not there."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts import cited_places
from pipeline.drafts.articles import ARTICLE, articles_of
from pipeline.drafts.citations import Citation, citations, without
from pipeline.drafts.cited_parts import lacks_part
from pipeline.drafts.cited_places import Edition
from pipeline.drafts.draft_places import Places, places_of
from pipeline.drafts.named_places import lone_numbers, named_in_text, named_sections, titles_of

Floats = NDArray[np.float64]

NOT_THERE = "案にない引用："
_SEVERAL = "案に複数ある引用："
_UNITS = frozenset("部章節款条")
_ONE_OF_FEW = 0.5
"""Worth of a cited section from which it is the only one, or one of two."""
_NO_PAGES = "案のファイルにページの記録がなく、確かめられない引用："


def named_by_place(
    clauses: pd.DataFrame, places: Places, asked: Sequence[str], texts: Sequence[str]
) -> tuple[Floats, list[str]]:
    """Worth by the place's titles and lone numbers, by titles with which texts begin.

    (n_opinions, n_clauses); and lone numbers that the draft has not.
    """
    titles = titles_of(clauses, places)
    style = ARTICLE if any(articles_of(clauses)) else "bare"
    worth = np.zeros((len(texts), len(clauses)))
    missing = []
    for row, (place, text) in enumerate(zip(asked, texts, strict=True)):
        said = named_sections(without(place, citations(place)), titles)
        for section, share in (named_in_text(text, titles) | said).items():
            worth[row, places.sections == section] = share
        found = {
            number: cited_places.worth_of_chain(places, Citation(0, 0, chain=((style, number),)))
            for number in lone_numbers(place)
        }
        for one in found.values():
            worth[row] = np.maximum(worth[row], one)
        lost = [str(number) for number, one in found.items() if not one.any()]
        missing.append(NOT_THERE + "、".join(lost) if lost else "")
    return worth, missing


def worth_of_citations(
    places: Places,
    edition: Edition,
    texts: Sequence[str],
    found: Sequence[Sequence[Citation]],
) -> tuple[Floats, Floats, list[str]]:
    """Worth by page and line, worth by numbers of headings, and what is cited but not there."""
    cited, named = np.zeros((2, len(texts), len(places.begins)))
    missing: list[str] = []
    no_pages = bool(np.isnan(places.begins).all())
    for row, own in enumerate(found):
        lost: dict[str, list[str]] = {}
        for one in own:
            if one.page is not None:
                worth = cited_places.worth_of_page(places, edition, one)
                cited[row] = np.maximum(cited[row], worth)
            else:
                worth = cited_places.worth_of_chain(places, one)
                near = worth if worth.any() else cited_places.worth_of_article(places, one)
                named[row] = np.maximum(named[row], near)
            if 0 < worth.max() < _ONE_OF_FEW and one.page is None:
                lost.setdefault(_SEVERAL, []).append(_words(texts[row], one, own))
            if not worth.any() or lacks_part(places, one, worth):
                why = _NO_PAGES if one.page is not None and no_pages else NOT_THERE
                lost.setdefault(why, []).append(_words(texts[row], one, own))
        missing.append("。".join(why + "、".join(dict.fromkeys(of)) for why, of in lost.items()))
    return cited, named, missing


def _words(text: str, one: Citation, found: Sequence[Citation]) -> str:
    """A citation as it is written; of several that are written as one (第2、40条) its number."""
    is_one_of = sum(other.begin == one.begin for other in found) > 1
    unit, number = one.chain[-1] if one.chain else ("", 0)
    if is_one_of and unit in _UNITS:
        return f"第{number}{unit}"
    return " ".join(text[one.begin : one.end].split())


def astray(clauses: pd.DataFrame, texts: Sequence[str], asked: Sequence[str]) -> list[str]:
    """Of each opinion the numbers and pages that it cites and a draft has not, else nothing.

    Without its words, and without looking how far pages are shifted between editions: a page is not
    there only where it comes after the last.

    Args:
        clauses: table ``Clauses`` of the draft.
        texts: of the opinions.
        asked: what their rows say of the place (該当箇所).
    """
    places = places_of(clauses)
    last = float(np.nanmax(places.ends, initial=0.0))

    @cache
    def is_lost(one: Citation) -> bool:
        if one.page is not None:
            return 0 < last < one.page
        worth = cited_places.worth_of_chain(places, one)
        return not worth.any() or lacks_part(places, one, worth)

    told = []
    for place, text in zip(asked, texts, strict=True):
        both = f"{place}\n{text}" if place else text
        found = citations(both)
        lost = [
            _words(both, one, found)
            for one in found
            if not one.title and is_lost(replace(one, begin=0, end=0))
        ]
        told.append("、".join(dict.fromkeys(lost)))
    return told
