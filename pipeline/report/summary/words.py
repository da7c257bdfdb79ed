"""Words of a round: how often, together with which, and where: what text-mining tools show.

One document is one opinion, as KH Coder counts. Which words count (stop words, parts of speech) is
decided once, in the stage ``tokenize``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.report.disclosure import body_key
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.wording import visible
from pipeline.text.verbatim import places_in_original

MOST_WORDS = 150
"""Words listed, by opinions; the network is drawn among the first ``MOST_PAIRED``."""
MOST_PAIRED = 100
MOST_PAIRS = 300
_LEAST_TOGETHER = 2  # opinions: what stands together once is chance
_PARTS = {"名詞": "名詞", "動詞": "動詞", "形容詞": "形容詞", "形状詞": "形容動詞", "副詞": "副詞"}


@dataclass(frozen=True)
class Use:
    """One place of a word in an opinion: characters into its text as the report prints it."""

    opinion: int
    """Place of the opinion in the summary, from 0."""
    begin: int
    end: int


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
    used = _used(inputs, lines)
    words = [_word(word, part, uses, lines) for (word, part), uses in sorted(used.items())]
    shown = [word for word in words if word.n_voices >= smallest]
    shown.sort(key=lambda word: (-word.n_opinions, -word.n_uses, word.word, word.part))
    return WordsPart(
        words=tuple(shown[:MOST_WORDS]),
        pairs=tuple(_pairs(shown[:MOST_PAIRED], lines, smallest)),
        n_words=len(words),
        n_hidden=len(words) - len(shown),
        smallest_cell=smallest,
    )


def _used(
    inputs: ReportInputs, lines: Sequence[OpinionLine]
) -> dict[tuple[str, str], tuple[Use, ...]]:
    """Normal form and part of speech → where the word stands."""
    content = inputs.tokens[inputs.tokens["is_content"].astype(bool)]
    number_of = {line.opinion_id: number for number, line in enumerate(lines)}
    opinions = inputs.opinions
    columns = (opinions["opinion_id"], opinions["text"], opinions["text_normalized"])
    printed = {one: _Printed(text, plain) for one, text, plain in zip(*columns, strict=True)}
    found: dict[tuple[str, str], list[Use]] = {}
    names = ("opinion_id", "normal_form", "part_of_speech", "begin", "end")
    for opinion_id, form, part_of_speech, begin, end in zip(
        *(content[name].tolist() for name in names), strict=True
    ):
        part = _PARTS.get(part_of_speech.partition(",")[0], "その他")
        use = Use(number_of[opinion_id], *printed[opinion_id].span(begin, end))
        found.setdefault((visible(form), part), []).append(use)
    return {
        key: tuple(sorted(uses, key=lambda use: (use.opinion, use.begin)))
        for key, uses in found.items()
    }


class _Printed:
    """From characters of a normalised text to those of the text as the report prints it."""

    def __init__(self, original: str, normalized: str) -> None:
        self._original = original
        self._plain = visible(original) == original
        self._places = places_in_original(original, normalized)

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """Begin and end as printed; the beginning of the text where the two texts differ."""
        if self._places is None:
            return 0, 0
        start, stop = self._places[0][begin], self._places[1][end - 1]
        if self._plain:
            return start, stop
        return len(visible(self._original[:start])), len(visible(self._original[:stop]))


def _word(word: str, part: str, uses: tuple[Use, ...], lines: Sequence[OpinionLine]) -> Word:
    where = {use.opinion for use in uses}
    return Word(
        word=word,
        part=part,
        n_opinions=len(where),
        n_contents=len({lines[one].family_id for one in where}),
        n_voices=len({body_key(lines[one]) for one in where}),
        uses=uses,
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


def _voices(lines: Sequence[OpinionLine]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """By opinion (n_opinions,) the number of who said it."""
    codes, _ = pd.factorize(np.array([body_key(line) for line in lines], dtype=object))
    return codes
