"""Names of places that many opinions of a round share, and that are family names as well.

南原 alone is a family name. Where a round has 南原地区 or 南原海岸 it is a place, if nothing but
the name itself or its neighbours told a person; so it is where many respondents write it and none
of them 南原さん. The head of a town (南原市長) bears its name where the round has 南原市.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.privacy.finds import Evidence
from pipeline.privacy.known_names import SURE
from pipeline.privacy.masking import MaskedSpan
from pipeline.privacy.name_words import KANJI
from pipeline.privacy.plain import plain

# All patterns read the plain form of a text, from behind a name on.
_PLACE = re.compile(
    "[市町村区郡](?![長議])|地[区域内帯]|集落|部落|方面|周辺|一帯|付近|界隈|在住|海岸|海水浴|漁港|[川山浜港池沼沢島湖峠岬駅橋](?![KANJI])"
    "|通り|街道|交差点|団地|商店街|公園|[小中](?:学校|(?=[のはがにでと、。]))|高校|高等学校|保育|幼稚園|公民館|自治会|町内?会"
    "|の(?:住[民人]|集落|海|浜|山|川|田|畑|ほう|方(?=[はでにへ])|あた|辺|人々|人たち|子ども|お?年寄)".replace(
        "KANJI", KANJI
    )
)
_HEAD = re.compile("[市町村区](?=長)")
_NAME = re.compile(f"[{KANJI}]{{2,4}}")
_WEAK = frozenset({Evidence.ALONE, Evidence.CONTEXT, Evidence.KNOWN})
"""Evidence that no word around a name bears out."""
_MANY = 5
"""Texts in which a name stands without anybody who calls it さん."""

Spans = tuple[MaskedSpan, ...]
Found = Mapping[str, tuple[Spans, Spans]]


@dataclass(frozen=True)
class KnownPlaces:
    """Places in the plain form of their names."""

    names: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    """With their last letter: 南原市."""

    @classmethod
    def of(cls, found: Found, texts: Iterable[str]) -> "KnownPlaces":
        """Places of a round.

        Args:
            found: by text, what is masked in it and what is left.
            texts: all of the round, each once.
        """
        alone, persons, towns = Counter[str](), Counter[str](), set[str]()
        for text, (spans, _) in found.items():
            weak, sure = set(), set()
            for name, span, head in _names(text, spans):
                if head:
                    towns.add(name + head)
                elif span.evidence in SURE:
                    sure.add(name)
                elif span.evidence in _WEAK:
                    weak.add(name)
            alone.update(weak)
            persons.update(sure)
        told = {*alone, *(town[:-1] for town in towns)}
        places, named = _places(told, texts) if told else (Counter[str](), set[str]())
        return cls(
            frozenset(
                name
                for name, n_texts in alone.items()
                if places[name] > persons[name] or (n_texts >= _MANY and not persons[name])
            ),
            frozenset(towns & named),
        )

    def left(self, text: str, spans: Spans, doubts: Spans) -> tuple[Spans, Spans]:
        """What is masked in a text and what is left, where names of places are left."""
        away = [
            span for name, span, head in _names(text, spans) if self._is_place(name, span, head)
        ]
        if not away:
            return spans, doubts
        kept = tuple(span for span in spans if span not in away)
        left = [*doubts, *(MaskedSpan(s.begin, s.end, s.kind, Evidence.DOUBT) for s in away)]
        return kept, tuple(sorted(left, key=lambda span: span.begin))

    def _is_place(self, name: str, span: MaskedSpan, head: str) -> bool:
        if head:
            return name + head in self.towns
        return span.evidence in _WEAK and name in self.names


def _names(text: str, spans: Spans) -> Iterator[tuple[str, MaskedSpan, str]]:
    """Masked names of two to four kanji; with the letter behind, where a town's head is meant."""
    for span in spans:
        if span.kind == "氏名":
            name = plain(text[span.begin : span.end]).text
            head = _HEAD.match(text, span.end) if span.evidence is Evidence.TITLE else None
            if _NAME.fullmatch(name):
                yield name, span, head[0] if head else ""


def _places(names: set[str], texts: Iterable[str]) -> tuple[Counter[str], set[str]]:
    """In how many texts a word for a place stands behind each name; the towns among them."""
    lengths = sorted({len(name) for name in names})
    n_texts, towns = Counter[str](), set[str]()
    for text in texts:
        read, here = plain(text).text, set()
        for place in _PLACE.finditer(read):
            for length in lengths:
                name = read[max(place.start() - length, 0) : place.start()]
                if name in names:
                    here.add(name)
                    towns.add(name + place[0])
        n_texts.update(here)
    return n_texts, towns
