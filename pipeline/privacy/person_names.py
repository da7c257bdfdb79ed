"""Names of persons in running text: beside titles, with a given name, alone, under a letter.

Sudachi says what a word is taken for where it stands; its dictionary says what it can be. What is
taken for a name and can be nothing else is one; the less sure that is, the more has to stand
beside it.
"""

import re
from collections.abc import Iterator

from pipeline.privacy.families_abroad import spaced
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.kana_names import (
    around_here,
    introduced,
    of_relatives,
    read_aloud,
    with_given,
)
from pipeline.privacy.katakana_names import KatakanaNames
from pipeline.privacy.known_names import KnownNames
from pipeline.privacy.letter_signatures import signatures
from pipeline.privacy.listed_names import children, with_partners
from pipeline.privacy.mascots import without_mascots
from pipeline.privacy.name_labels import LabelledNames
from pipeline.privacy.name_lines import (
    across_lines,
    introduced_by_given,
    last_line,
    letters_apart,
    with_given_below,
    with_whole_names,
)
from pipeline.privacy.name_tagger import NameTagger
from pipeline.privacy.name_values import ValueReader
from pipeline.privacy.name_words import NameWords
from pipeline.privacy.roman_names import RomanNames
from pipeline.privacy.slot_names import SlotNames
from pipeline.privacy.titled_names import TitledNames
from pipeline.privacy.towns import without_towns
from pipeline.privacy.untitled_names import UntitledNames

_AND = re.compile(" ?(?:、|・|と|及び|や|/|→) ?")
_PERSONS = frozenset({Evidence.TITLE, Evidence.FULL_NAME, Evidence.FAMILY_NAME, Evidence.SIGNATURE})


class PersonNames:
    """Finds names of persons. Not safe to share between threads."""

    def __init__(self, names: NameWords | None = None, model: bytes | None = None) -> None:
        """Make a finder.

        Args:
            names: knows words.
            model: of names by context (``name_training``); rules alone without one.
        """
        self.names = names or NameWords()
        self._values = ValueReader(self.names)
        self._labelled = LabelledNames(self.names, self._values)
        self._titled = TitledNames(self.names)
        self._untitled = UntitledNames(self.names)
        self._katakana = KatakanaNames(self.names)
        self.roman = RomanNames(self.names)
        self._in_slots = SlotNames(self.names, self.roman)
        self._tagger = NameTagger(self.names, model) if model else None

    def finds(self, text: str, known: KnownNames) -> Iterator[Find]:
        """Everything that may be a name, with overlaps.

        Args:
            text: in its plain form, of up to 49,149 bytes.
            known: names that stand elsewhere.
        """
        words = self.names.cut(text)
        found = [
            *across_lines(text, self._by_cue),
            *self._labelled.finds(text, words),
            *self.roman.finds(text),
            *self._katakana.finds(text),
            *read_aloud(text, self.names),
            *of_relatives(text, self.names),
            *around_here(text, self.names),
            *spaced(text, self.names),
            *children(text, self.names),
            *introduced(text, self.names),
            *letters_apart(text, self.names),
            *self._in_slots.finds(text, words),
            *_listed_together(
                text,
                [
                    *self._titled.finds(words),
                    *self._untitled.finds(text, words),
                    *signatures(text, words, self._values, self.roman),
                    *last_line(text, self.names),
                    *introduced_by_given(text, self.names),
                ],
            ),
            *(known.finds(text, words) if known else ()),
        ]
        whole = with_given_below(text, with_whole_names(text, found, self.names), self.names)
        chains = _whole_chains(text, list(whole))
        whole_names = with_given(text, chains, self.names)
        told = list(with_partners(text, whole_names, self.names))
        judged = self._tagger.judged(text, words, told) if self._tagger else told
        yield from without_towns(text, without_mascots(text, judged, self.names), self.names)

    def _by_cue(self, text: str) -> Iterator[Find]:
        """Names behind labels, beside titles and under letters, and full ones."""
        words = self.names.cut(text)
        yield from self._labelled.finds(text, words)
        yield from self._titled.finds(words)
        yield from signatures(text, words, self._values, self.roman)
        for find in self._untitled.finds(text, words):
            if find.evidence is Evidence.FULL_NAME:
                yield find

    def in_cell(self, text: str) -> Iterator[Find]:
        """Names in a cell that asks for one.

        Args:
            text: of the cell, in its plain form.
        """
        words = self.names.cut(text)
        for begin, end in (found.span() for found in re.finditer(r"[^\n]+", text)):
            for find in self._values.value(
                text, begin, end, words, asks_for_a_name=True, is_sure=True
            ):
                yield find._replace(evidence=Evidence.CELL)


def _whole_chains(text: str, finds: list[Find]) -> Iterator[Find]:
    """Finds, where doubtful words tied by dots are as sure as one of them (ロドリゴ・ナカムラ)."""
    for find in finds:
        if find.evidence is Evidence.DOUBT and "・" in text[find.begin : find.end]:
            inside = [f for f in finds if f.begin < find.end and find.begin < f.end and f != find]
            sure = next((f.evidence for f in inside if f.evidence in _PERSONS), find.evidence)
            yield find._replace(evidence=sure)
        else:
            yield find


def _listed_together(text: str, finds: list[Find]) -> Iterator[Find]:
    """Finds, where a doubtful one beside a sure one in a list is as sure (蒲生、仁科の二人)."""
    if len(finds) < 2:
        yield from finds
        return
    ordered = sorted(finds)
    for number, find in enumerate(ordered):
        beside = [*ordered[max(number - 1, 0) : number], *ordered[number + 1 : number + 2]]
        together = any(
            other.evidence in _PERSONS
            and _AND.fullmatch(text[min(find.end, other.end) : max(find.begin, other.begin)])
            for other in beside
        )
        doubtful = find.evidence in (Evidence.DOUBT, Evidence.ALONE) and together
        yield find._replace(evidence=Evidence.FAMILY_NAME) if doubtful else find
