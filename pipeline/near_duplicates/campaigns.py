"""Campaigns: many respondents who say the same in words of their own.

A campaign's opinions lie close together, in a place of their own: each has many close neighbours
whose neighbours are close as well. That ranks (``campaign_score``); nothing is collapsed by it.
Only what is sure gets a ``campaign_id``: close vectors, shared words of content *and* equal stance,
because vectors alone take opposites for paraphrases.

What is well told from chance in words of their own takes ``n_voices``. Fewer are sure where they
are *near equal*, word for word but for small changes: then a small share of the round is enough.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import Field
from rapidfuzz import fuzz
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components

from pipeline.encoders.centring import ROWS, centred, mean_of
from pipeline.near_duplicates.near_pairs import turning_words
from pipeline.near_duplicates.neighbours import Neighbours, nearest_opinions
from pipeline.params import Parameters
from pipeline.tables.base import Room, Vectors, in_memory

_WORDS = re.compile(r"[一-龠々]{2,}|[ァ-ヴー]{2,}|[A-Za-z]{2,}")
_STANCE = re.compile(
    r"な[いくけかっし]|ませ?ん|ぬ|ず|[不未非無反脱]|賛成|反対|廃止|中止|撤回|存続|継続|縮小|強化|緩和"
)


class CampaignParams(Parameters):
    """What is a campaign."""

    n_voices: int = Field(default=15, ge=2, le=1_000)
    """Neighbours whose closeness counts: the smallest campaign that is well told from chance.
    Measured on 60 planted paraphrases among 430 opinions, 10 gave an average precision of .91,
    15 .93, 20 .95; on 60 near copies each gave 1."""
    sure_similarity: float = Field(default=0.6, ge=0.0, le=1.0)
    """Least centred cosine of two opinions that are surely of one campaign. Among opinions of 60
    planted paraphrases the middle cosine was .5, among unrelated ones 0."""
    sure_overlap: float = Field(default=0.3, ge=0.0, le=1.0)
    """Least share of the words of content of the shorter that the other has as well."""
    fewest_near: int = Field(default=5, ge=2, le=1_000)
    """Respondents of the smallest campaign of near equal texts, however small the round."""
    near_share: float = Field(default=0.05, ge=0.0, le=1.0)
    """Share of a round from which near equal texts are a campaign, up to ``n_voices``."""
    near_similarity: float = Field(default=0.8, ge=0.0, le=1.0)
    """Least share of characters that two near equal texts have in common, in order."""
    shortest_near: int = Field(default=20, ge=1)
    """Characters below which a text is no message: many say 賛成です without being asked to."""

    def n_near(self, n_opinions: int) -> int:
        """Respondents from which near equal texts are a campaign.

        >>> [CampaignParams().n_near(n) for n in (10, 100, 200, 1_000)]
        [5, 5, 10, 15]
        """
        return max(self.fewest_near, min(self.n_voices, ceil(self.near_share * n_opinions)))


_FEWEST_WORDS = 3
"""Of content, in a message."""
_WITHOUT_TEXTS = ("opinion_id", "text_key", "respondent")


def campaign_scores(
    parts: Iterable[pd.DataFrame],
    vectors: Vectors,
    params: CampaignParams,
    room: Room = in_memory,
) -> pd.DataFrame:
    """Score how surely each opinion belongs to a campaign.

    Args:
        parts: opinions, gone through twice: with ``opinion_id``, ``text_key`` and
            ``text_normalized``, one row per answer: copies count each; ``respondent``, where it is
            known, tells whose copies they are. Held are the texts that are close to another.
        vectors: (n_opinions, n_dimensions), unit length, in the order of ``parts``.
        params: what a campaign is.
        room: where vectors come to lie.

    Returns:
        In the order of the opinions: ``opinion_id``; ``campaign_score`` (0 to 1; the mean of its
        own closeness and its neighbours'); ``campaign_id`` (smallest text key of a sure campaign
        of at least ``n_voices``, or of near equal texts of fewer; null elsewhere).
    """
    opinions, may_be_message = _without_texts(parts, params)
    n_neighbours = min(params.n_voices, len(opinions) - 1)
    if n_neighbours < 1:
        blank = pd.Series(None, index=opinions.index, dtype=object)
        return pd.DataFrame(
            {"opinion_id": opinions["opinion_id"], "campaign_score": 0.0, "campaign_id": blank}
        )
    # Copies are one text, whose words are the first's, that counts as often as it came.
    keys, text_of, n_copies = np.unique(
        opinions["text_key"].to_numpy().astype(str), return_inverse=True, return_counts=True
    )
    by_text = np.lexsort((opinions["opinion_id"], text_of))  # not by the order of the rows
    first = by_text[np.cumsum(n_copies) - n_copies]
    near = nearest_opinions(_centred(vectors, first, room), n_copies, n_neighbours)
    own = near.mean(near.cosines)
    score = (own + near.mean(own[near.others])) / 2
    close = _close_pairs(near, params)
    texts = _texts_at(parts, first, {number for pair in close for number in pair})
    gists = {number: gist(text) for number, text in texts.items()}
    sure = [
        (one, other)
        for one, other in close
        if say_alike(gists[one], gists[other], params.sure_overlap)
    ]
    edges = _joined(sure, len(keys))
    voices = _voices(opinions).to_numpy()
    own_words = _named(edges, keys, text_of, opinions["opinion_id"].to_numpy(), params.n_voices)
    is_message = may_be_message[first]
    near_edges = _near_equal(edges, texts, is_message, params)
    near_equal = _named(near_edges, keys, text_of, voices, params.n_near(len(opinions)))
    near_equal[~is_message[text_of]] = None  # copies of what many say unasked
    names = np.where(pd.isna(own_words), near_equal, own_words)
    return pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"],
            "campaign_score": np.clip(score, 0, 1)[text_of].astype(float),
            "campaign_id": pd.Series(names, index=opinions.index, dtype=object),
        }
    )


def _without_texts(
    parts: Iterable[pd.DataFrame], params: CampaignParams
) -> tuple[pd.DataFrame, NDArray[np.bool_]]:
    """Opinions by their names alone, and whether the text of each is long enough for a message."""
    told, is_message = [], []
    for part in parts:
        told.append(part[[column for column in _WITHOUT_TEXTS if column in part]])
        is_message += [
            len(text) >= params.shortest_near and len(_words(text)) >= _FEWEST_WORDS
            for text in part["text_normalized"]
        ]
    return pd.concat(told, ignore_index=True), np.array(is_message, dtype=bool)


def _texts_at(
    parts: Iterable[pd.DataFrame], first: NDArray[np.intp], numbers: set[int]
) -> dict[int, str]:
    """Normalised texts by number of a text.

    Args:
        parts: opinions.
        first: by number of a text, the row of its first opinion.
        numbers: of the texts that are wanted.
    """
    number_of = {int(first[number]): number for number in numbers}
    texts, begin = {}, 0
    for part in parts:
        column = part["text_normalized"].to_numpy()
        for row in range(len(part)):
            if (number := number_of.get(begin + row)) is not None:
                texts[number] = str(column[row])
        begin += len(part)
    return texts


@dataclass(frozen=True)
class Gist:
    """What two wordings of one opinion have in common."""

    words: frozenset[str]
    """Of content: kanji, katakana or Latin letters."""
    stances: frozenset[str]
    """Negations and words of taking sides."""


def gist(text: str) -> Gist:
    """Words and stances of a normalised text."""
    stances = frozenset(word for word in turning_words(text) if _STANCE.match(word))
    return Gist(_words(text), stances)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text))


def say_alike(one: Gist, other: Gist, least_overlap: float) -> bool:
    """Whether two close texts surely say the same: equal stance and enough words in common.

    Args:
        one: of a text.
        other: of another.
        least_overlap: share (0–1) of the words of the shorter that the other has as well.
    """
    shorter = max(1, min(len(one.words), len(other.words)))
    return one.stances == other.stances and (
        len(one.words & other.words) >= least_overlap * shorter
    )


def _voices(opinions: pd.DataFrame) -> "pd.Series[str]":
    """Who speaks, by opinion; an opinion of nobody is a voice of its own."""
    if "respondent" not in opinions:
        return opinions["opinion_id"]
    return opinions["respondent"].fillna(opinions["opinion_id"])


def _named(
    edges: csr_matrix,
    keys: NDArray[np.str_],
    text_of: NDArray[np.intp],
    voices: NDArray[np.object_],
    fewest: int,
) -> NDArray[np.object_]:
    """By opinion the smallest key of its component; None where fewer different voices hold it."""
    _, component = connected_components(edges, directed=False)
    smallest = pd.Series(keys, dtype=object).groupby(component).min().to_numpy(dtype=object)
    component = component[text_of]
    names: NDArray[np.object_] = smallest[component]
    n_voices = pd.Series(voices).groupby(component).transform("nunique").to_numpy()
    names[n_voices < fewest] = None
    return names


def _near_equal(
    edges: csr_matrix,
    texts: Mapping[int, str],
    is_message: NDArray[np.bool_],
    params: CampaignParams,
) -> csr_matrix:
    """Those of the edges that join messages of nearly the same words."""
    pairs = [
        (row, other)
        for row, other in zip(*edges.nonzero(), strict=True)
        if is_message[row]
        and is_message[other]
        and fuzz.ratio(texts[row], texts[other]) >= 100 * params.near_similarity
    ]
    return _joined(pairs, len(is_message))


def _centred(vectors: Vectors, rows: NDArray[np.intp], room: Room) -> Vectors:
    """Vectors of distinct texts relative to their mean, so that copies do not shift it."""
    mean = mean_of(vectors, rows).astype(np.float32)
    found = room(len(rows), vectors.shape[1])
    for begin in range(0, len(rows), ROWS):
        found[begin : begin + ROWS] = centred(vectors[rows[begin : begin + ROWS]], mean)
    return found


def _close_pairs(near: Neighbours, params: CampaignParams) -> list[tuple[int, int]]:
    """Numbers of texts that are close to each other."""
    is_close = (near.cosines >= params.sure_similarity) & (near.counted > 0)
    is_close[:, 0] = False
    return [
        (int(row), int(near.others[row, column]))
        for row, column in zip(*np.nonzero(is_close), strict=True)
    ]


def _joined(pairs: list[tuple[int, int]], n: int) -> csr_matrix:
    """Edges as a matrix, (n, n)."""
    rows, columns = [row for row, _ in pairs], [other for _, other in pairs]
    return csr_matrix((np.ones(len(pairs)), (rows, columns)), shape=(n, n))
