"""The words that two texts have in common, lost and gained."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from rapidfuzz.distance import Indel, Postfix, Prefix

_LEAST_ALIKE = 0.5
"""Likeness below which a text is another one, not other words of it."""
_SHORTEST_SAME = 2
"""Characters that replaced words have in common at their ends."""
_WORD = re.compile(r"[一-龥々]+|[ぁ-ん]+|[ァ-ヴー]+|[A-Za-z]+|[0-9.]+|\s+|.")


@dataclass(frozen=True)
class Piece:
    """Words of a change: ``same``, ``out`` (of the earlier version) or ``in`` (of the later)."""

    kind: str
    text: str


def says_otherwise(changed: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of table ``DraftChanges`` differ in more than form.

    A part of what became one, or of what was split, need not.
    """
    return (changed["text_before"] != changed["text_after"]) & ~changed["is_form"].astype(bool)


def words_changed(before: str, after: str) -> list[Piece]:
    """The words that two texts have in common, lost and gained, in order.

    >>> [(piece.kind, piece.text) for piece in words_changed("支援を行う。", "支援を強化する。")]
    [('same', '支援を'), ('out', '行う'), ('in', '強化する'), ('same', '。')]
    """
    if Indel.normalized_similarity(before, after) < _LEAST_ALIKE:  # another text, not other words
        return [piece for piece in (Piece("out", before), Piece("in", after)) if piece.text]
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces: list[Piece] = []
    gone, come = "", ""
    for step in Indel.opcodes(old, new):
        if step.tag == "equal":
            pieces += _replaced(gone, come)
            gone, come = "", ""
            pieces.append(Piece("same", "".join(old[step.src_start : step.src_end])))
            continue
        gone += "".join(old[step.src_start : step.src_end])
        come += "".join(new[step.dest_start : step.dest_end])
    return _joined([*pieces, *_replaced(gone, come)])


def _replaced(gone: str, come: str) -> list[Piece]:
    """Words that stand for others; what both begin or end with is the same."""
    begin = Prefix.similarity(gone, come)
    begin = begin if begin >= _SHORTEST_SAME else 0
    left, right = gone[begin:], come[begin:]
    end = Postfix.similarity(left, right)
    end = end if end >= _SHORTEST_SAME else 0
    pieces = [
        Piece("same", gone[:begin]),
        Piece("out", left[: len(left) - end]),
        Piece("in", right[: len(right) - end]),
        Piece("same", left[len(left) - end :]),
    ]
    return [piece for piece in pieces if piece.text]


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined
