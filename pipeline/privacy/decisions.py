"""What people decided about finds that are not sure, told by codes that give no name away.

round.yaml is in git, and a hash of a name is no secret: all 90,000 family names are tried out in a
second, with or without a salt that stands beside it. So the key is the content of the received
file in which the find stands: who holds the files holds the names, and nobody else can try.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.privacy.finds import Evidence
from pipeline.privacy.masking import MaskedSpan
from pipeline.privacy.plain import plain
from pipeline.text.mask_marks import Kind

CODE_LENGTH = 12
"""Hexadecimal digits: 48 bits tell some thousands of finds of a round apart."""

UNSURE: tuple[Evidence, ...] = (
    Evidence.DOUBT,
    Evidence.ALONE,
    Evidence.FAMILY_NAME,
    Evidence.CONTEXT,
    Evidence.PLACE,
    Evidence.KNOWN,
    Evidence.FULL_NAME,
)
"""Evidence that people look at, the least sure first."""

_AROUND = 12  # characters shown on either side


class Unsure(NamedTuple):
    """A find for a person to decide. For eyes only: ``words`` may be a name."""

    code: str
    """What stands for it in round.yaml."""
    is_masked: bool
    kind: Kind
    evidence: Evidence
    before: str
    words: str
    after: str
    n_places: int


@dataclass(frozen=True)
class Decisions:
    """Codes of finds that people want masked, or kept as they are."""

    mask: frozenset[str] = frozenset()
    keep: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        """Whether anything is decided."""
        return bool(self.mask or self.keep)


def code_of(text: str, span: MaskedSpan, content: bytes) -> str:
    """The code of a find: the same words of the same kind and evidence in a file have one code.

    Args:
        text: in which it stands.
        span: where.
        content: SHA-256 of the received file, which is nowhere in git.
    """
    words = plain(text[span.begin : span.end]).text
    message = "\x1f".join((span.kind, span.evidence, words)).encode()
    return hmac.new(content, message, hashlib.sha256).hexdigest()[:CODE_LENGTH]


def decided(
    text: str,
    spans: Iterable[MaskedSpan],
    doubts: Iterable[MaskedSpan],
    contents: Iterable[bytes],
    decisions: Decisions,
) -> tuple[tuple[MaskedSpan, ...], tuple[MaskedSpan, ...]]:
    """What is masked in a text, and what is left as it is, after people's decisions.

    Args:
        text: before masking.
        spans: what would be masked.
        doubts: what would be left.
        contents: SHA-256 of the files in which the text stands.
        decisions: of the round.
    """
    keys = list(contents)

    def is_in(codes: frozenset[str], span: MaskedSpan) -> bool:
        return any(code_of(text, span, key) in codes for key in keys)

    kept = [span for span in spans if is_in(decisions.keep, span)]
    added = [span for span in doubts if is_in(decisions.mask, span)]
    masked = [span for span in spans if span not in kept] + added
    left = [span for span in doubts if span not in added] + kept
    return (
        tuple(sorted(masked, key=lambda span: span.begin)),
        tuple(sorted(left, key=lambda span: span.begin)),
    )


def unsure(
    text: str, span: MaskedSpan, content: bytes, *, is_masked: bool, n_places: int = 1
) -> Unsure:
    """A find as people see it."""
    return Unsure(
        code=code_of(text, span, content),
        is_masked=is_masked,
        kind=span.kind,
        evidence=span.evidence,
        before=text[max(span.begin - _AROUND, 0) : span.begin],
        words=text[span.begin : span.end],
        after=text[span.end : span.end + _AROUND],
        n_places=n_places,
    )
