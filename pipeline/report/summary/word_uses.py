"""Where the content words of opinions stand, in columns, and in the texts as printed."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.wording import visible
from pipeline.text.verbatim import places_in_original

_PARTS = {"名詞": "名詞", "動詞": "動詞", "形容詞": "形容詞", "形状詞": "形容動詞", "副詞": "副詞"}


class Use(NamedTuple):
    """One place of a word in an opinion: characters into its text as the report prints it."""

    opinion: int
    """Place of the opinion in the summary, from 0."""
    begin: int
    end: int


@dataclass(frozen=True)
class ContentWords:
    """Uses of content words in columns, (n_uses,) each, in the order of the tokens."""

    words: Sequence[tuple[str, str]]
    """Normal form and part of speech of each word."""
    word: NDArray[np.int64]
    opinion: NDArray[np.int64]
    begin: NDArray[np.int64]
    """In the normal form of the text, as ``end``."""
    end: NDArray[np.int64]

    def different(self, told: NDArray[np.int64]) -> NDArray[np.int64]:
        """(n_words,): how many different values those have that use a word.

        Args:
            told: (n_opinions,) a number, from 0, of each opinion.
        """
        n_values = int(told.max(initial=0)) + 1
        pairs = np.sort(self.word * n_values + told[self.opinion])
        first = np.diff(pairs, prepend=-1) > 0
        return np.bincount(pairs[first] // n_values, minlength=len(self.words))


def content_words(parts: Iterable[pd.DataFrame], lines: Sequence[OpinionLine]) -> ContentWords:
    """The content words of a round.

    Args:
        parts: of table ``Tokens``.
        lines: the opinions in their order.
    """
    number_of = {line.opinion_id: number for number, line in enumerate(lines)}
    known: dict[tuple[str, str], int] = {}
    columns = [array("i") for _ in range(4)]

    @cache
    def word_of(form: str, part_of_speech: str) -> int:
        part = _PARTS.get(part_of_speech.partition(",")[0], "その他")
        return known.setdefault((visible(form), part), len(known))

    for part in parts:
        content = part[part["is_content"].astype(bool)]
        identities, forms, parts_of_speech, begins, ends = (
            content[name].tolist()
            for name in ("opinion_id", "normal_form", "part_of_speech", "begin", "end")
        )
        columns[0].extend(map(word_of, forms, parts_of_speech))
        columns[1].extend(number_of[identity] for identity in identities)
        columns[2].extend(begins)
        columns[3].extend(ends)
    return ContentWords(list(known), *(np.array(column, dtype=np.int64) for column in columns))


def uses_of(
    content: ContentWords,
    listed: Sequence[int],
    opinions: pd.DataFrame,
    lines: Sequence[OpinionLine],
) -> list[tuple[Use, ...]]:
    """Where some words stand in the texts as printed, one opinion looked at after the other.

    Args:
        content: the words of the round.
        listed: words, by number.
        opinions: table ``Opinions``.
        lines: the opinions in their order.

    Returns:
        Of each of ``listed`` its uses, in the order of opinions and of their texts.
    """
    columns = (opinions[name].tolist() for name in ("opinion_id", "text", "text_normalized"))
    texts = {identity: texts for identity, *texts in zip(*columns, strict=True)}
    found: dict[int, list[Use]] = {word: [] for word in listed}
    places = np.flatnonzero(np.isin(content.word, listed))
    places = places[np.argsort(content.opinion[places], kind="stable")]
    told = (content.opinion, content.word, content.begin, content.end)
    rows = zip(*(column[places].tolist() for column in told), strict=True)
    for opinion, inside in groupby(rows, key=itemgetter(0)):
        printed = _Printed(*texts[lines[opinion].opinion_id])
        for _, word, begin, end in inside:
            found[word].append(Use(opinion, *printed.span(begin, end)))
    return [tuple(sorted(found[word], key=itemgetter(0, 1))) for word in listed]


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
