"""When a clause that stayed as it was tells that an opinion was not taken up (今後の参考).

A wrong number, a neighbour's article, praise, or a wish that another clause grants leave what an
opinion cites as it was, too. Of three consultations by other writers 13 of 22 such proposals were
right, and 6 of 6 with what is asked here; on the plan .79 before and .81.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.drafts.asked_kinds import asked_kinds
from pipeline.drafts.citations import citations, without
from pipeline.drafts.clause_change import Change, words_of
from pipeline.text.demands import wants
from pipeline.text.sentences import sentences
from pipeline.text.speech_acts import side_of

_ENOUGH = 5
"""Words of an opinion from which one at least must stand in what it means."""
_SEVERAL = 2
"""Words that an opinion has in common with what came elsewhere, from which it may mean that."""


class Kept:
    """What an opinion asks, held against the clauses that it means and those that it does not."""

    def __init__(self, shown: Sequence[Change], is_new: NDArray[np.bool_]) -> None:
        """Take the rows of a comparison.

        Args:
            shown: what each row shows.
            is_new: (n_changes,), whether it is a new clause, and no heading.
        """
        self._shown = shown
        self._brought = {
            row: change.words if is_new[row] else change.new
            for row, change in enumerate(shown)
            if change.is_changed and (is_new[row] or change.new)
        }

    def is_about(self, text: str, meant: NDArray[np.bool_]) -> bool:
        """Whether an opinion wants or refuses something, and speaks of the rows that it means.

        >>> about = Kept([Change(False, frozenset(["駐車"]))], np.array([False])).is_about
        >>> about("駐車場を増やしてほしい。", np.array([True]))
        True
        >>> about("駐車場に賛成。", np.array([True]))
        False
        """
        bare = without(text, citations(text))
        parts = [bare[begin:end] for begin, end in sentences(bare)]
        if not (asked_kinds(bare) or any(wants(part) or side_of(part) < 0 for part in parts)):
            return False
        words = words_of(bare)
        those = [self._shown[int(row)].words for row in np.flatnonzero(meant)]
        return len(words) < _ENOUGH or any(words & own for own in those)

    def elsewhere(self, text: str, meant: NDArray[np.bool_]) -> int | None:
        """The row that an opinion does not mean and that brought most of its words, if several."""
        words = words_of(without(text, citations(text)))
        fit = {row: len(words & came) for row, came in self._brought.items() if not meant[row]}
        best = max(fit, key=lambda row: (fit[row], -row), default=None)
        return best if best is not None and fit[best] >= _SEVERAL else None
