"""Keywords of themes: words that are frequent in a theme and rare elsewhere.

c-TF-IDF of BERTopic (M. Grootendorst: BERTopic: Neural topic modeling with a class-based TF-IDF
procedure, 2022, arXiv:2203.05794, equation 2), with one change: a word counts once per family, so
that neither a campaign nor a talkative opinion makes a keyword.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from pipeline.text.tokens import Token
from pipeline.themes.names.completeness import THIN_WORDS
from pipeline.themes.names.compounds import Unit, is_noun, units


@dataclass(frozen=True)
class TermCounts:
    """Which terms each family uses.

    ``present`` is (n_families, n_terms) of 0 and 1. ``terms`` are normal forms of content nouns,
    of their short units (経費 of 運用経費) and of compounds of several (移行 + 期限), sorted;
    ``surfaces`` how most families write each. With short units, opinions on 運用経費 and 追加経費
    have a word in common: on 482 comments that raised the share placed by name, keywords and quote
    from .856 to .864 (coarse .724 to .753), and by the name alone from .634 to .646.
    """

    present: csr_matrix
    terms: tuple[str, ...]
    surfaces: tuple[str, ...]
    fragments: frozenset[str] = frozenset()
    """Terms that occur inside one longer word only (ガバメント): no keywords by themselves."""


def count_terms(
    families: Iterable[Sequence[Token]], stop_words: Collection[str] = ()
) -> TermCounts:
    """Find the terms that could be keywords.

    Args:
        families: the tokens of one opinion per family, looked at one by one.
        stop_words: normal forms that are no term by themselves.
    """
    written: dict[str, Counter[str]] = {}
    number: dict[str, int] = {}  # of a term, as they come
    used, bounds = array("i"), [0]
    whole: set[str] = set()
    carriers: dict[str, set[str]] = {}
    for tokens in families:
        surfaces = _term_surfaces(tokens, units(tokens), frozenset(stop_words))
        whole.update(surfaces)
        for part, words in _parts(tokens, frozenset(stop_words)).items():
            surfaces.setdefault(part, part)
            carriers.setdefault(part, set()).update(words)
        used.extend(number.setdefault(term, len(number)) for term in surfaces)
        bounds.append(len(used))
        for term, surface in surfaces.items():
            written.setdefault(term, Counter())[surface] += 1
    terms = tuple(sorted(number))
    column = np.empty(len(terms), dtype=np.int32)
    column[[number[term] for term in terms]] = np.arange(len(terms))
    indices = column[np.frombuffer(used, dtype=np.int32)]
    present = csr_matrix(
        (np.ones(len(indices)), indices, bounds),
        shape=(len(bounds) - 1, len(terms)),
        dtype=np.float64,
    )
    present.sort_indices()
    shown = tuple(_most_frequent(written[term]) for term in terms)
    fragments = {part for part, words in carriers.items() if len(words) < 2 and part not in whole}
    return TermCounts(present, terms, shown, frozenset(fragments))


def _term_surfaces(
    tokens: Sequence[Token], parts: Sequence[Unit], stop_words: frozenset[str]
) -> dict[str, str]:
    """Term → surface for one opinion; the first surface of a term where it has several."""
    found: dict[str, str] = {}
    for unit in parts:
        inside = tokens[unit.first : unit.last]
        if not unit.is_noun or not any(token.is_content for token in inside):
            continue
        for token in inside:
            if token.is_content and is_noun(token) and len(token.surface) > 1:
                found.setdefault(token.normal_form, token.surface)
        if len(inside) > 1 and not any(token.surface.isdigit() for token in inside):
            term = "".join(token.normal_form for token in inside)
            found.setdefault(term, "".join(token.surface for token in inside))
    return {term: found[term] for term in found if term not in stop_words and len(term) > 1}


def _parts(tokens: Sequence[Token], stop_words: frozenset[str]) -> dict[str, set[str]]:
    """Short units of content nouns as they stand in the word, each with its words."""
    found: dict[str, set[str]] = {}
    for token in tokens:
        if token.is_content and token.parts and is_noun(token):
            for part in token.parts.split():
                if len(part) > 1 and part in token.surface and part not in stop_words:
                    found.setdefault(part, set()).add(token.normal_form)
    return found


def _most_frequent(surfaces: "Counter[str]") -> str:
    return min(surfaces, key=lambda surface: (-surfaces[surface], surface))


def parts_of(term: str, known: Collection[str]) -> tuple[str, ...]:
    """The longest known terms that begin and end a longer one, without overlap.

    >>> parts_of("移行期限", {"移行", "期限", "行期限"}), parts_of("移行", {"移"})
    (('移行', '期限'), ())
    """
    cuts = range(len(term) - 1, 1, -1)
    begin = next((term[:cut] for cut in cuts if term[:cut] in known), "")
    rest = range(max(len(begin), 1), len(term) - 1)
    end = next((term[cut:] for cut in rest if term[cut:] in known), "")
    return tuple(part for part in (begin, end) if part)


def with_parts(terms: TermCounts) -> csr_matrix:
    """``present`` where a long term also counts as its parts, and as theirs.

    移行期限 then counts as 移行 and 期限 as well, if some opinion uses these words alone: the
    lexicon keeps terms whole, but names must see what they have in common.

    Returns:
        (n_families, n_terms) of 0 and 1.
    """
    column = {term: index for index, term in enumerate(terms.terms)}
    inside: dict[str, frozenset[int]] = {}
    for term in sorted(column, key=len):
        parts = [inside[part] for part in parts_of(term, inside)]
        inside[term] = frozenset([column[term]]).union(*parts)
    rows = [column[term] for term, found in inside.items() for _ in found]
    columns = [index for found in inside.values() for index in sorted(found)]
    shape = (len(column), len(column))
    present = csr_matrix(
        terms.present @ csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
    )
    present.data[:] = 1.0
    return present


def c_tf_idf(present: csr_matrix, groups: NDArray[np.int64]) -> csr_matrix:
    """Weigh terms by class.

    Args:
        present: (n_families, n_terms), 0 or 1.
        groups: (n_families,) theme of each family, 0 to n_themes - 1; -1 for none. A family of no
            theme is a class of its own: it makes its words less special, but gets no row.

    Returns:
        (n_themes, n_terms): tf · log(1 + A / f), tf the share of a class's words that are this
        term, f the term's frequency over all classes, A the mean number of words per class.
    """
    n_themes = int(groups.max(initial=-1)) + 1
    inside = np.flatnonzero(groups >= 0)
    n_classes = n_themes + len(groups) - len(inside)
    by_theme = csr_matrix(
        (np.ones(len(inside)), (groups[inside], inside)), shape=(n_themes, len(groups))
    )
    counts = csr_matrix(by_theme @ present)
    frequency = np.asarray(present.sum(axis=0)).ravel()
    words_per_class = present.sum() / max(n_classes, 1)
    rarity = np.log1p(words_per_class / np.maximum(frequency, 1))
    lengths = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    counts.data = counts.data / np.repeat(lengths, np.diff(counts.indptr))
    counts.data = counts.data * rarity[counts.indices]
    return counts


def top_keywords(weights: csr_matrix, terms: TermCounts, n_keywords: int) -> list[tuple[str, ...]]:
    """The strongest keywords of each theme, as most members write them.

    A keyword is no part of another one shown: 移行 gives way to 移行期限 if that is at least half
    as strong, else the longer one is passed over. Words of any comment come last.

    Args:
        weights: (n_themes, n_terms) of ``c_tf_idf``.
        terms: the terms of the columns.
        n_keywords: at most so many per theme.
    """
    keywords: list[tuple[str, ...]] = []
    for theme in range(weights.shape[0]):
        bounds = slice(weights.indptr[theme], weights.indptr[theme + 1])
        found = zip(weights.data[bounds], weights.indices[bounds], strict=True)
        ranked = sorted(
            (terms.terms[term] in THIN_WORDS, -round(float(weight), 12), terms.surfaces[term])
            for weight, term in found
            if terms.terms[term] not in terms.fragments
        )
        shown: dict[str, float] = {}
        for _, negative, surface in ranked:
            parts = [word for word in shown if word in surface]
            if any(surface in word for word in shown):
                continue
            if parts:
                if all(-negative >= 0.5 * shown[word] for word in parts):
                    strength = max(shown.pop(word) for word in parts)
                    shown[surface] = strength
            elif len(shown) < n_keywords:
                shown[surface] = -negative
        keywords.append(tuple(sorted(shown, key=lambda word: (-shown[word], word))))
    return keywords
