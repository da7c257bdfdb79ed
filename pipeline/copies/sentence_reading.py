"""One sentence read: what it demands or says, as a frame; refused where roles are not sure."""

import re
from collections.abc import Sequence

from pipeline.copies.chunks import Chunk, Piece, chunks_of
from pipeline.copies.dependence import MODE, head_of, is_embedded, is_predicate
from pipeline.copies.equal_words import MANNER, equal_word, may_act
from pipeline.copies.frames import frame_of
from pipeline.copies.nodes import Node, UnsureError
from pipeline.copies.sentence_force import Ending, endings, without_hedge

_ASKS = re.compile(r"求め|願|望|要請")
_THINKS = re.compile(r"と(?:考え|思|存じ|感じ)[^、]*$")
_WANTS = re.compile(r"[てで](?:いただ|頂|ほし|欲し|もら|貰)")
_MOST_CHUNKS = 30


def read_sentence(pieces: Sequence[Piece]) -> Node:
    """The frame of one sentence.

    Args:
        pieces: without the full stop; a question with its mark.

    Raises:
        UnsureError: it is too long, or who does what is not sure.
    """
    text = text_of(pieces)
    if text.endswith(("?", "？")):
        return frame_of(_chunks(pieces[:-1]), "問")
    if _THINKS.search(text) and any(_may_think(chunk) for chunk in chunks_of(pieces)):
        raise UnsureError
    for ending in endings(text):
        parts = split_at(pieces, ending.length)
        chunks = chunks_of(parts[0]) if parts else []
        if chunks and _fits(chunks[-1], ending):
            return _demanded(chunks, ending)
    parts = split_at(pieces, len(without_hedge(text)))
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


def text_of(pieces: Sequence[Piece]) -> str:
    """The text that pieces make up."""
    return "".join(piece.surface for piece in pieces)


def split_at(
    pieces: Sequence[Piece], position: int
) -> tuple[Sequence[Piece], Sequence[Piece]] | None:
    """The pieces before and from a character on; None where a piece lies across."""
    length = 0
    for number, piece in enumerate(pieces):
        if length == position:
            return pieces[:number], pieces[number:]
        length += len(piece.surface)
    return (pieces, ()) if length == position else None
