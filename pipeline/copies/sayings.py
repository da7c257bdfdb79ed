"""What a text says in one spelling, so that paraphrases are equal; nothing where not sure."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline.copies.canonical import is_courtesy
from pipeline.copies.chunks import Piece
from pipeline.copies.nodes import Node, UnsureError, is_state
from pipeline.copies.sentence_reading import read_sentence, split_at, text_of
from pipeline.language.numerals import plain_numbers

_STOPS = frozenset("。！？!?\n")
_STRANGE = re.compile(r"[^\w\s、。，．,.!！?？・%％]")
"""Brackets, signs and symbols: what they say is not read."""
_ALSO = re.compile(r"(?:また|併せて|あわせて|合わせて|さらに|更に|加えて|なお|そして)、")
_THEREFORE = re.compile(r"(?:このため|そのため|したがって)、?|(?:従って|よって|そこで)、")
_BECAUSE = re.compile(r"(?:なぜなら(?:ば)?、?)?(.*?)(?:ため|から)(?:である|です|だ)")
_POINTS = re.compile(r"[こそ][れのうちこ]|同[じ様]|上記|前[者述記]|後者|当該|以下|次の|例えば")
_TURNS = re.compile(r"ただし|但し|しかし|一方|ところが|だが|とはいえ|むしろ|逆に")
_STATE = re.compile(r"(?:てお(?:り|らず)|であり|があり|がなく)、")
_SPANS = re.compile(
    r"とは|わけ|訳で|と[言い思考聞]|場合|なら|[れたせてけ]ば|たら|とき|際|ため、|ので|から、|よう"
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_COLUMNS = ("surface", "normal_form", "part_of_speech", "parts")
_FEWEST_WORDS = 2  # a single word tells too little to be sure of
_MOST_SENTENCES = 8


def saying(pieces: Sequence[Piece]) -> str | None:
    """What a text says: equal for texts that say the same in other words.

    Args:
        pieces: its tokens; their surfaces make up the text.

    Returns:
        None where the text holds what the rules do not read (brackets, one word) or where
        who does what is not sure: such a text has no paraphrases.
    """
    text = "".join(piece.surface for piece in pieces)
    sentences = [s for s in _sentences(pieces) if not is_courtesy(text_of(s))]
    if not 0 < len(sentences) <= _MOST_SENTENCES or any(
        _STRANGE.search(text_of(sentence)) for sentence in sentences
    ):
        return None
    try:
        said = _joined(sentences)
    except UnsureError:
        return None
    if sum(one.count("[") for one in said) < _FEWEST_WORDS:
        return None
    numbers = sorted(_DIGITS.findall(plain_numbers(text)))
    in_turn = len(said) > 1 and (_POINTS.search(text) or _TURNS.search(text))
    return " ".join([*(said if in_turn else sorted(said)), *numbers])


def sayings_of(opinions: pd.DataFrame, tokens: pd.DataFrame) -> dict[str, str]:
    """What each text says, for the texts where that is sure.

    Args:
        opinions: with ``opinion_id`` and ``text_key``.
        tokens: table ``Tokens`` of these opinions.

    Returns:
        By ``text_key``. Each depends on its text alone.
    """
    texts = opinions.drop_duplicates("text_key")
    key_of = dict(zip(texts["opinion_id"], texts["text_key"], strict=True))
    columns = [tokens[name].tolist() for name in _COLUMNS]
    ids = tokens["opinion_id"].to_numpy()
    begins = np.flatnonzero(np.append(len(ids) > 0, ids[1:] != ids[:-1])).tolist()
    said: dict[str, str] = {}
    for begin, end in pairwise([*begins, len(ids)]):
        if key := key_of.get(ids[begin]):
            own = (column[begin:end] for column in columns)
            found = saying([Piece(*values) for values in zip(*own, strict=True)])
            if found is not None:
                said[key] = found
    return said


def _sentences(pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
    """The sentences, questions with their mark; clauses that could be sentences count as such."""
    found: list[Sequence[Piece]] = []
    begin = 0
    for end, piece in enumerate(pieces, start=1):
        if set(piece.surface) <= _STOPS or end == len(pieces):
            is_end = set(piece.surface) <= {"。", "\n", "！", "!"}
            sentence = pieces[begin : end - is_end]
            begin = end
            while sentence and not sentence[0].surface.strip(" 　・○●■◆-―"):
                sentence = sentence[1:]
            if sentence:
                found += _apart(sentence)
    return found


def _apart(sentence: Sequence[Piece]) -> list[Sequence[Piece]]:
    """Cut at 〜ており、 and the like, unless a condition or a reason may hold for both parts."""
    text = text_of(sentence)
    cut = _STATE.search(text)
    if not cut or _SPANS.search(text, cut.end()):
        return [sentence]
    parts = split_at(sentence, cut.end())
    return [sentence] if parts is None else [parts[0], *_apart(parts[1])]


def _joined(sentences: Sequence[Sequence[Piece]]) -> list[str]:
    """The frames of the sentences; a reason hangs below what it is the reason for."""
    roots: list[Node] = []
    for sentence in sentences:
        pieces, link = _linked(sentence, is_first=not roots)
        if link == "because" and roots:
            reason = read_sentence(pieces)
            role = "ので" if is_state(reason) else "為"
            is_aim = reason.head == "為る" and not reason.labels
            if is_aim and [each for each, _ in reason.children] == ["よう"]:
                role, reason = reason.children[0]
            roots[-1].children.append((role, reason))
        else:
            root = read_sentence(sentence if link == "because" else pieces)
            if link == "therefore" and roots:
                root.children.append(("ので", roots.pop()))
            elif link == "therefore":
                raise UnsureError
            roots.append(root)
    return [str(root) for root in roots]


def _linked(pieces: Sequence[Piece], *, is_first: bool) -> tuple[Sequence[Piece], str]:
    """A sentence without the words that link it to the one before, and how they do."""
    text = text_of(pieces)
    for pattern, link in ((_ALSO, ""), (_THEREFORE, "therefore")):
        if is_first and pattern is _ALSO:
            continue  # nothing stands before it that it could link to
        if (found := pattern.match(text)) and (parts := split_at(pieces, found.end())):
            return parts[1], link
    if found := _BECAUSE.fullmatch(text):
        head = split_at(pieces, found.start(1))
        rest = split_at(head[1], found.end(1) - found.start(1)) if head else None
        if rest and rest[0]:
            return rest[0], "because"
    return pieces, ""
