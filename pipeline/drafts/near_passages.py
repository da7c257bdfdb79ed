"""The passage of a draft that says most of what an opinion says, for people who decide."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.drafts.citations import citations, without
from pipeline.drafts.clause_change import words_of

_SEVERAL = 2
"""Rare words in common from which a passage is shown: with one, none of five was right."""
_RARE = 0.1
"""Share of a draft's passages in which a word may stand to be rare; two may always have it."""


class Passages:
    """Paragraphs of a draft, by their words; rare words weigh more, long paragraphs less."""

    def __init__(self, texts: Sequence[str], paths: Sequence[str]) -> None:
        """Take the rows of a draft.

        Args:
            texts: of its clauses; empty ones and headings are never shown.
            paths: headings above each, its own included.
        """
        self._words = {
            row: words_of(text)
            for row, (text, path) in enumerate(zip(texts, paths, strict=True))
            if text and not path.endswith(text)
        }
        counts = Counter(word for words in self._words.values() for word in words)
        most = max(2.0, _RARE * len(self._words))
        self._rare = frozenset(word for word, n in counts.items() if n <= most)
        self._weight = {word: math.log(1 + len(self._words) / n) for word, n in counts.items()}
        self._length = {row: math.sqrt(1 + self._sum(words)) for row, words in self._words.items()}

    def nearest(self, text: str, meant: NDArray[np.bool_]) -> int | None:
        """The row that is nearest to an opinion, among those it means if it means any.

        >>> draft = Passages(["駐車場の料金は百円とする。", "公園の芝生を守る。"], ["", ""])
        >>> draft.nearest("公園の芝生に入れてほしい。", np.array([False, False]))
        1
        """
        words = words_of(without(text, citations(text)))
        shared = {
            row: words & own
            for row, own in self._words.items()
            if len(words & own & self._rare) >= _SEVERAL and (meant[row] or not meant.any())
        }
        fit = {row: self._sum(both) / self._length[row] for row, both in shared.items()}
        return max(fit, key=lambda row: (fit[row], -row), default=None)

    def _sum(self, words: frozenset[str]) -> float:
        return math.fsum(self._weight[word] for word in words)


def told_beside(is_near: bool, stayed: str | None, has_before: bool) -> str:
    """Why nothing is proposed, in Japanese.

    Args:
        is_near: whether a passage is shown.
        stayed: how the opinion means the clauses that stayed, if they did (引用した).
        has_before: whether there was a version that was asked about.
    """
    if stayed:
        told = f"{stayed}箇所は変わっていない。そこに何を求めたのかは、人が読んで決める"
    elif has_before:
        told = "意見の語句を含む変更は見当たらない"
    elif is_near:
        told = "取り入れたのか、はじめからそうであったのかは分からない"
    else:
        told = "意見の語句が案に見当たらない。言い換えや抜粋の外は、機械では分からない"
    return f"案の近い記述。{told}" if is_near else told
