"""What a text says in one spelling, so that paraphrases are equal; nothing where not sure."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from pipeline.copies.canonical import is_courtesy
from pipeline.copies.chunks import Chunk, Piece, chunks_of
from pipeline.copies.dependence import MODE, head_of, is_embedded, is_predicate
from pipeline.copies.equal_words import MANNER, equal_word, may_act
from pipeline.copies.frames import frame_of
from pipeline.copies.nodes import Node, UnsureError, is_state
from pipeline.copies.sentence_force import Ending, endings, without_hedge
from pipeline.language.numerals import plain_numbers

_STOPS = frozenset("。！？!?\n")
_STRANGE = re.compile(r"[^\w\s、。，．,.!！?？・%％]")
"""Brackets, signs and symbols: what they say is not read."""
_ALSO = re.compile(r"(?:また|併せて|あわせて|合わせて|さらに|更に|加えて|なお|そして)、?")
_THEREFORE = re.compile(r"(?:このため|そのため|したがって|従って|よって|そこで)、?")
_BECAUSE = re.compile(r"(?:なぜなら(?:ば)?、?)?(.*?)(?:ため|から)(?:である|です|だ)")
_POINTS = re.compile(r"[こそ][れのうちこ]|同[じ様]|上記|前[者述記]|後者|当該|以下|次の|例えば")
_TURNS = re.compile(r"ただし|但し|しかし|一方|ところが|だが|とはいえ|むしろ|逆に")
_STATE = re.compile(r"(?:てお(?:り|らず)|であり|があり|がなく)、")
_SPANS = re.compile(
    r"とは|わけ|訳で|と[言い思考聞]|場合|なら|[れたせてけ]ば|たら|とき|際|ため、|ので|から、|よう"
)
_ASKS = re.compile(r"求め|願|望|要請")
_THINKS = re.compile(r"と(?:考え|思|存じ|感じ)[^、]*$")
_WANTS = re.compile(r"[てで](?:いただ|頂|ほし|欲し|もら|貰)")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_COLUMNS = ("surface", "normal_form", "part_of_speech", "parts")
_FEWEST_WORDS = 2  # a single word tells too little to be sure of
_MOST_SENTENCES = 8
_MOST_CHUNKS = 30


def saying(pieces: Sequence[Piece]) -> str | None:
    """What a text says: equal for texts that say the same in other words.

    Args:
        pieces: its tokens; their surfaces make up the text.

    Returns:
        None where the text holds what the rules do not read (brackets, one word) or where
        who does what is not sure: such a text has no paraphrases.
    """
    text = "".join(piece.surface for piece in pieces)
    sentences = [s for s in _sentences(pieces) if not is_courtesy(_text(s))]
    if not 0 < len(sentences) <= _MOST_SENTENCES or any(
        _STRANGE.search(_text(sentence)) for sentence in sentences
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


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(piece.surface for piece in pieces)


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
    text = _text(sentence)
    cut = _STATE.search(text)
    if not cut or _SPANS.search(text, cut.end()):
        return [sentence]
    parts = _split(sentence, cut.end())
    return [sentence] if parts is None else [parts[0], *_apart(parts[1])]


def _split(
    pieces: Sequence[Piece], position: int
) -> tuple[Sequence[Piece], Sequence[Piece]] | None:
    """The pieces before and from a character on; None where a piece lies across."""
    length = 0
    for number, piece in enumerate(pieces):
        if length == position:
            return pieces[:number], pieces[number:]
        length += len(piece.surface)
    return (pieces, ()) if length == position else None


def _joined(sentences: Sequence[Sequence[Piece]]) -> list[str]:
    """The frames of the sentences; a reason hangs below what it is the reason for."""
    roots: list[Node] = []
    for sentence in sentences:
        pieces, link = _linked(sentence)
        if link == "because" and roots:
            reason = _read(pieces)
            role = "ので" if is_state(reason) else "為"
            is_aim = reason.head == "為る" and not reason.labels
            if is_aim and [each for each, _ in reason.children] == ["よう"]:
                role, reason = reason.children[0]
            roots[-1].children.append((role, reason))
        else:
            root = _read(sentence if link == "because" else pieces)
            if link == "therefore" and roots:
                root.children.append(("ので", roots.pop()))
            elif link == "therefore":
                raise UnsureError
            roots.append(root)
    return [str(root) for root in roots]


def _linked(pieces: Sequence[Piece]) -> tuple[Sequence[Piece], str]:
    """A sentence without the words that link it to the one before, and how they do."""
    text = _text(pieces)
    for pattern, link in ((_ALSO, ""), (_THEREFORE, "therefore")):
        if (found := pattern.match(text)) and (parts := _split(pieces, found.end())):
            return parts[1], link
    if found := _BECAUSE.fullmatch(text):
        head = _split(pieces, found.start(1))
        rest = _split(head[1], found.end(1) - found.start(1)) if head else None
        if rest and rest[0]:
            return rest[0], "because"
    return pieces, ""


def _read(pieces: Sequence[Piece]) -> Node:
    """The frame of one sentence."""
    text = _text(pieces)
    if text.endswith(("?", "？")):
        return frame_of(_chunks(pieces[:-1]), "問")
    if _THINKS.search(text) and any(_may_think(chunk) for chunk in chunks_of(pieces)):
        raise UnsureError
    for ending in endings(text):
        parts = _split(pieces, ending.length)
        chunks = chunks_of(parts[0]) if parts else []
        if chunks and _fits(chunks[-1], ending):
            return _demanded(chunks, ending)
    parts = _split(pieces, len(without_hedge(text)))
    return frame_of(_chunks(parts[0] if parts else pieces), "")


def _chunks(pieces: Sequence[Piece]) -> list[Chunk]:
    """The chunks of a sentence that is neither empty nor too long to be read."""
    chunks = chunks_of(pieces)
    if not 0 < len(chunks) <= _MOST_CHUNKS:
        raise UnsureError
    return chunks


def _may_think(chunk: Chunk) -> bool:
    """Whether a chunk may be who thinks so, not who shall act: 町村は延長すべきと考える.

    The state is asked, and does not answer itself.
    """
    of_topic = bool({"は", "も", "が"} & {piece.surface for piece in chunk.tail[:1]})
    word = chunk.words[-1]
    return of_topic and may_act(word) and (word != "国" or len(chunk.words) > 1)


def _fits(last: Chunk, ending: Ending) -> bool:
    if ending.left == "noun":
        return last.kind == "event" and not last.inflects and not last.tail and not last.comma
    return last.inflects or bool(last.tail and is_predicate(last))


def _demanded(chunks: Sequence[Chunk], ending: Ending) -> Node:
    if len(chunks) > _MOST_CHUNKS:
        raise UnsureError
    if any(_may_ask(chunks, at, ending) for at in range(len(chunks) - 1)):
        raise UnsureError
    root = frame_of(chunks, "求")
    if ending.force == "否":
        root.labels = (*root.labels, "ない")
    for number, (role, child) in enumerate(root.children):
        if ending.said.startswith("も") and role == "を":
            root.children[number] = ("を-も", child)
        elif ending.said.startswith("も") and not root.has("を"):
            raise UnsureError
        is_asked = ending.left == "noun" and _ASKS.search(ending.said)
        if is_asked and role == "に" and child.head in ("国", "政府") and not root.has("が"):
            root.children[number] = ("が", child)
    if ending.said.startswith("を急ぐ"):
        root.children.append((MODE, Node("早期", "noun")))
    return root


def _may_ask(chunks: Sequence[Chunk], at: int, ending: Ending) -> bool:
    """Whether it is not sure what someone is to a demand: who acts, who is served, who demands.

    国は支援を求める (who demands), 国は支援が必要 (who is served), 県に支援を求める (who acts),
    県に報告してほしい (who acts, or who is told).
    """
    particles = [piece.surface for piece in chunks[at].tail]
    word, head = chunks[at].words[-1], head_of(chunks, at)
    of_root = head == len(chunks) - 1
    is_goal = particles[:1] == ["に"] and particles[1:] in ([], ["は"], ["も"])
    if ending.left == "noun":
        asks_state = is_goal and equal_word(word) in ("国", "政府")
        if of_root and is_goal and _ASKS.search(ending.said) and not asks_state:
            return word not in MANNER
        return of_root and may_act(word) and bool({"が", "は", "も", "で"} & set(particles[:1]))
    if _WANTS.match(ending.said):
        return is_goal and may_act(word) and (of_root or not is_embedded(chunks, head))
    topic = bool({"は", "も"} & set(particles[:1]))
    return of_root and may_act(word) and topic and bool(_ASKS.search(ending.said))
