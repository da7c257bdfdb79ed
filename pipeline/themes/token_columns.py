"""The words of all opinions in columns: 12 bytes each, put together where they are looked at."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.text.introductions import introductions
from pipeline.text.tokens import Token

Word = tuple[str, str, str, bool, str]
"""What is said of a word wherever it stands: surface, normal form, part of speech, whether it is
content, parts."""
_WORD = ("surface", "normal_form", "part_of_speech", "is_content", "parts")


@dataclass(frozen=True)
class TokenColumns(Sequence[Sequence[Token]]):
    """The tokens of each opinion in the order of its text.

    ``words`` are the different words; of each token ``code`` says which one it is and ``begin``
    where it stands, (n_tokens,) both; the tokens of opinion ``i`` are those from ``bounds[i]`` to
    ``bounds[i + 1]``, (n_opinions + 1,).
    """

    words: Sequence[Word]
    code: NDArray[np.int32]
    begin: NDArray[np.int32]
    bounds: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.bounds) - 1

    @overload
    def __getitem__(self, index: int) -> list[Token]: ...
    @overload
    def __getitem__(self, index: slice) -> list[list[Token]]: ...
    def __getitem__(self, index: int | slice) -> list[Token] | list[list[Token]]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        inside = self._inside(index % len(self))
        found = []
        for code, begin in zip(
            self.code[inside].tolist(), self.begin[inside].tolist(), strict=True
        ):
            surface, normal_form, part_of_speech, is_content, parts = self.words[code]
            end = begin + len(surface)
            found.append(Token(surface, normal_form, part_of_speech, begin, end, is_content, parts))
        return found

    def _inside(self, index: int) -> slice:
        return slice(int(self.bounds[index]), int(self.bounds[index + 1]))

    def forms_of(self, groups: NDArray[np.int64], n_groups: int) -> list[set[str]]:
        """The normal forms that the opinions of each group use; of group -1 none.

        Args:
            groups: (n_opinions,) from 0.
            n_groups: how many there are.
        """
        n_words = max(len(self.words), 1)
        group = np.repeat(groups, np.diff(self.bounds))
        used = np.unique(group[group >= 0] * n_words + self.code[group >= 0])
        found: list[set[str]] = [set() for _ in range(n_groups)]
        for one in used.tolist():
            found[one // n_words].add(self.words[one % n_words][1])
        return found

    def on_the_matter(self, rows: NDArray[np.int64], texts: Sequence[str]) -> "TokenColumns":
        """The tokens of some opinions without those that say who writes, thank or greet.

        All of them where nothing else is said.

        Args:
            rows: of the opinions, by number.
            texts: of these, in their normal form.
        """
        is_content = np.array([word[3] for word in self.words], dtype=bool)
        kept: list[NDArray[np.int64]] = []
        for row, text in zip(rows.tolist(), texts, strict=True):
            inside = self._inside(row)
            begin = self.begin[inside]
            is_kept = np.ones(len(begin), dtype=bool)
            for first, last in introductions(text):
                is_kept &= (begin < first) | (begin >= last)
            if not (is_kept & is_content[self.code[inside]]).any():
                is_kept[:] = True
            kept.append(inside.start + np.flatnonzero(is_kept))
        places = np.concatenate([*kept, np.zeros(0, np.int64)])
        bounds = np.cumsum([0, *map(len, kept)])
        return TokenColumns(self.words, self.code[places], self.begin[places], bounds)


def token_columns(parts: Iterable[pd.DataFrame], opinion_ids: Sequence[str]) -> TokenColumns:
    """Tokens in columns, each opinion's in the order of its text, whatever the order of the rows.

    Args:
        parts: rows of table ``Tokens``, one part held at a time.
        opinion_ids: in the order in which opinions are numbered; rows of others are left out.
    """
    row_of = {identity: row for row, identity in enumerate(opinion_ids)}
    known: dict[Any, int] = {}
    rows, codes, begins = array("i"), array("i"), array("i")
    for part in parts:
        rows.extend(row_of.get(identity, -1) for identity in part["opinion_id"].tolist())
        words = zip(*(part[name].tolist() for name in _WORD), strict=True)
        codes.extend(known.setdefault(word, len(known)) for word in words)
        begins.extend(part["begin"].tolist())
    row, code, begin = (np.frombuffer(column, dtype=np.int32) for column in (rows, codes, begins))
    order = np.lexsort((begin, row))
    order = order[np.searchsorted(row[order], 0) :]
    bounds = np.searchsorted(row[order], np.arange(len(opinion_ids) + 1))
    return TokenColumns(list(known), code[order], begin[order], bounds)
