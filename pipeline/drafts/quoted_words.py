"""Words of a draft that stand in opinions, with or without brackets around them."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.text.normalize import normalize

Floats = NDArray[np.float64]

GRAM = 6
"""Characters of the pieces by which shared runs are found."""
_MOST_CLAUSES = 40
"""A piece that stands in more clauses than this says nothing of which one is meant."""
_PAIR = re.compile("(?=([一-龥々]{2}|[ァ-ヶー]{2}))")
_SPACE = re.compile(r"\s+")


def squeezed(text: str) -> str:
    """A text as it is compared: normal form, no white space."""
    return _SPACE.sub("", normalize(text))


def words_in(text: str) -> frozenset[str]:
    """Pairs of kanji, and of katakana, in a row: what words of content are made of.

    >>> sorted(words_in("新しい図書館のサービスである"))
    ['サー', 'ビス', 'ービ', '図書', '書館']
    """
    return frozenset(one[1] for one in _PAIR.finditer(text))


class QuoteIndex:
    """Where each run of ``GRAM`` characters stands in the clauses of a draft."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index texts.

        Args:
            texts: of the clauses, squeezed.
        """
        self.n_clauses = len(texts)
        self._places: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            for piece in dict.fromkeys(text[i : i + GRAM] for i in range(len(text) - GRAM + 1)):
                self._places.setdefault(piece, []).append(number)

    def longest_runs(self, text: str) -> Floats:
        """Characters of the longest run that a text shares with each clause, (n_clauses,).

        A run that stands in several clauses counts for each of them a little less.
        """
        longest = np.zeros(self.n_clauses)
        open_runs: dict[int, tuple[int, int]] = {}  # clause → length, fewest clauses sharing it
        for i in range(len(text) - GRAM + 1):
            places = self._places.get(text[i : i + GRAM], ())
            still: dict[int, tuple[int, int]] = {}
            for clause in places:
                length, fewest = open_runs.get(clause, (GRAM - 1, self.n_clauses))
                length, fewest = length + 1, min(fewest, len(places))
                still[clause] = (length, fewest)
                worth = length / (1 + 0.25 * (fewest - 1)) if fewest <= _MOST_CLAUSES else 0.0
                longest[clause] = max(longest[clause], worth)
            open_runs = still
        return longest

    def without_quotes(self, text: str, least: int) -> str:
        """A squeezed text without the runs of at least so many characters that a clause has too."""
        quoted = np.zeros(len(text), dtype=bool)
        begin = 0
        for i in range(len(text) - GRAM + 2):
            if i + GRAM > len(text) or text[i : i + GRAM] not in self._places:
                if i - begin > 0 and i - 1 + GRAM - begin >= least:
                    quoted[begin : i - 1 + GRAM] = True
                begin = i + 1
        return "".join(letter for letter, out in zip(text, quoted, strict=True) if not out)


def share_before(clause: str, opinion: str) -> float:
    """How much of a clause stands before the words that an opinion quotes of it, 0–1.

    >>> share_before("計画は、公共交通の維持と利便のため。", "「公共交通の維持と利便のため」")
    0.22
    """
    begins = (clause.find(opinion[i : i + 2 * GRAM]) for i in range(len(opinion) - GRAM + 1))
    found = [begin for begin in begins if begin >= 0]
    return round(min(found, default=0) / max(len(clause), 1), 2)
