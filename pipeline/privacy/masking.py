"""Personal data in a text replaced by its kind: 〔氏名〕 and the like.

Names of places, bodies, systems and laws stay: they are what opinions are about.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.params import Parameters
from pipeline.privacy.finds import Evidence
from pipeline.text.mask_marks import KINDS, Kind

Strictness = Literal["off", "lenient", "standard", "strict"]

_LENIENT = frozenset({Evidence.FORM, Evidence.CUE, Evidence.CELL, Evidence.KNOWN})
_STANDARD = _LENIENT | {
    Evidence.TITLE,
    Evidence.SIGNATURE,
    Evidence.FULL_NAME,
    Evidence.PLACE,
    Evidence.FAMILY_NAME,
    Evidence.ALONE,
    Evidence.CONTEXT,
}
_MASKED: Mapping[Strictness, frozenset[Evidence]] = {
    "off": frozenset(),
    "lenient": _LENIENT,
    "standard": _STANDARD,
    "strict": frozenset(Evidence),
}


class MaskingParams(Parameters):
    """How much is masked."""

    strictness: Strictness = "standard"
    """``lenient``: what its form or a word beside it makes sure. ``standard``: also names beside a
    title, full names, family names where a person would stand, house numbers behind a place.
    ``strict``: also whatever can be a name or an address, and holders of public office (…大臣); it
    hides some things that are no personal data."""

    @property
    def masked(self) -> frozenset[Evidence]:
        """The evidence that is enough."""
        return _MASKED[self.strictness]


@dataclass(frozen=True)
class MaskedSpan:
    """What was found: ``begin`` and ``end`` are characters of the text before masking."""

    begin: int
    end: int
    kind: Kind
    evidence: Evidence = Evidence.FORM

    def overlaps(self, other: "MaskedSpan") -> bool:
        """Whether some character is in both."""
        return self.begin < other.end and other.begin < self.end


@dataclass(frozen=True)
class Masked:
    """A masked text, what was masked in it, in order, and how often each kind."""

    text: str
    spans: tuple[MaskedSpan, ...]
    counts: dict[Kind, int]
    doubts: tuple[MaskedSpan, ...] = ()
    """What may be personal data and was left as it is, in order."""

    @classmethod
    def of(
        cls, text: str, spans: tuple[MaskedSpan, ...], doubts: tuple[MaskedSpan, ...] = ()
    ) -> "Masked":
        """A masked text with its counts, kinds in their order."""
        counts = Counter(span.kind for span in spans)
        return cls(text, spans, {kind: counts[kind] for kind in KINDS if counts[kind]}, doubts)


def between(text: str, spans: Sequence[MaskedSpan], begin: int, end: int) -> str:
    """What stands between two characters of a text, with everything masked that overlaps.

    Args:
        text: before masking.
        spans: what to mask, in order, apart from each other.
        begin: character offset into ``text``.
        end: likewise.
    """
    parts = []
    for span in spans:
        if span.begin < end and begin < span.end:
            parts += [text[begin : span.begin], f"〔{span.kind}〕"]
            begin = span.end
    return "".join([*parts, text[begin:end]])


def apart(text: str, found: Iterable[MaskedSpan]) -> tuple[MaskedSpan, ...]:
    """Spans that do not overlap, in order: kinds in their order, longer before shorter.

    Of a span that another one overlaps the rest stays, where it holds letters or digits: behind
    住所 an address goes on to both sides of a telephone number.
    """
    kept: list[MaskedSpan] = []
    for span in sorted(found, key=lambda s: (KINDS.index(s.kind), s.begin - s.end, s.begin)):
        rest = [span]
        for other in kept:
            rest = [piece for part in rest for piece in _without(part, other)]
        kept += [p for p in rest if p == span or any(map(str.isalnum, text[p.begin : p.end]))]
    return tuple(sorted(kept, key=lambda span: span.begin))


def _without(span: MaskedSpan, other: MaskedSpan) -> list[MaskedSpan]:
    if span.end <= other.begin or other.end <= span.begin:
        return [span]
    pieces = [replace(span, end=other.begin), replace(span, begin=other.end)]
    return [piece for piece in pieces if piece.begin < piece.end]
