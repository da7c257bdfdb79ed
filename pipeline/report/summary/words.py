"""Words of a round: how often, together with which, and where: what text-mining tools show.

One document is one opinion, as KH Coder counts. Which words count (stop words, parts of speech) is
decided once, in the stage ``tokenize``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.report.hidden_counts import body_key
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.word_uses import Use, content_words, uses_of

MOST_WORDS = 150
"""Words listed, by opinions; the network is drawn among the first ``MOST_PAIRED``."""
MOST_PAIRED = 100
MOST_PAIRS = 300
_LEAST_TOGETHER = 2  # opinions: what stands together once is chance


@dataclass(frozen=True)
class Word:
    """A content word in its normal form."""

    word: str
    part: str
    n_opinions: int
    n_contents: int
    n_voices: int
    uses: tuple[Use, ...]

    @property
    def n_uses(self) -> int:
        """How often it occurs, twice in one opinion counted twice."""
        return len(self.uses)


@dataclass(frozen=True)
class Pair:
    """Two words, by their place among ``words``, that stand together in opinions."""

    first: int
    second: int
    n_opinions: int
    jaccard: float
    """Opinions with both ÷ opinions with at least one."""


@dataclass(frozen=True)
class WordsPart:
    """Words by opinions, pairs by Jaccard coefficient; the largest first."""

    words: tuple[Word, ...]
    pairs: tuple[Pair, ...]
    n_words: int
    """Different content words of the round."""
    n_hidden: int
    """Those that fewer than ``smallest_cell`` voices used: a public report does not list them."""
    smallest_cell: int


def words_part(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> WordsPart:
    """Count the content words of a round.

    Args:
        inputs: of the report; without tokens nothing is counted.
        lines: its opinions in their order.
    """
    smallest = 0 if inputs.settings.private else inputs.settings.smallest_cell
    content = content_words(inputs.tokens, lines)
    n_opinions, n_contents, n_voices = (
        content.different(told)
        for told in (
            np.arange(len(lines)),
            pd.factorize(np.array([line.family_id for line in lines], dtype=object))[0],
            _voices(lines),
        )
    )
    n_uses = np.bincount(content.word, minlength=len(content.words))
    shown = np.flatnonzero(n_voices >= smallest).tolist()
    shown.sort(key=lambda one: (-n_opinions[one], -n_uses[one], *content.words[one]))
    listed = shown[:MOST_WORDS]
    uses = uses_of(content, listed, inputs.opinions, lines)
    words = [
        Word(*content.words[one], int(n_opinions[one]), int(n_contents[one]), int(n_voices[one]), u)
        for one, u in zip(listed, uses, strict=True)
    ]
    return WordsPart(
        words=tuple(words),
        pairs=tuple(_pairs(words[:MOST_PAIRED], lines, smallest)),
        n_words=len(content.words),
        n_hidden=len(content.words) - len(shown),
        smallest_cell=smallest,
    )


def _pairs(words: Sequence[Word], lines: Sequence[OpinionLine], smallest: int) -> list[Pair]:
    """Pairs that enough voices said together, by Jaccard coefficient."""
    held = np.zeros((len(words), len(lines)), dtype=np.float32)
    for number, word in enumerate(words):
        held[number, [use.opinion for use in word.uses]] = 1
    together = np.rint(held @ held.T).astype(int)
    least = max(smallest, _LEAST_TOGETHER)
    pairs = []
    for first in range(len(words)):
        for second in range(first + 1, len(words)):
            both = int(together[first, second])
            either = words[first].n_opinions + words[second].n_opinions - both
            if both >= least:
                pairs.append(Pair(first, second, both, both / either))
    pairs.sort(key=lambda pair: (-pair.jaccard, -pair.n_opinions, pair.first, pair.second))
    voices = _voices(lines)
    kept: list[Pair] = []
    for pair in pairs:
        both_in = np.flatnonzero(held[pair.first] * held[pair.second])
        if len(np.unique(voices[both_in])) >= smallest:
            kept.append(pair)
        if len(kept) == MOST_PAIRS:
            break
    return kept


def _voices(lines: Sequence[OpinionLine]) -> NDArray[np.int64]:
    """By opinion (n_opinions,) the number of who said it."""
    codes, _ = pd.factorize(np.array([body_key(line) for line in lines], dtype=object))
    return codes
