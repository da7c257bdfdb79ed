"""What a sentence says, whatever the order of its parts: a tree of words with their roles.

Nothing is thrown away: a word, a particle or an auxiliary either falls under an equality that is
written down here, or it stands in the frame as it is. A sentence that the rules misread has a frame
that few others have, so it is not joined with what it does not say.
"""

from collections.abc import Sequence

from pipeline.copies.chunks import Chunk
from pipeline.copies.dependence import MODE, head_of, is_predicate, role_of, split_tail
from pipeline.copies.equal_words import MANNER
from pipeline.copies.equalities import normal
from pipeline.copies.nodes import Node

_AUXILIARIES = frozenset(("有る", "為る", "御座る", "致す"))
_COPULAS = frozenset(("ます", "です", "だ"))
_POLITE = frozenset(("ます", "まし", "ませ", "です", "でし", "だ", "で", "だっ", "な", "に"))
"""Surfaces of copulas that say nothing; でしょ, ましょ and なら do."""


def frame_of(chunks: Sequence[Chunk], force: str) -> Node:
    """The tree of a sentence.

    Args:
        chunks: of the sentence up to its ending, at least one.
        force: of the sentence: what its ending does; the first label of the root.

    Raises:
        UnsureError: who does what is not sure.
    """
    nodes = [
        Node(chunk.words[-1], chunk.kind, _labels(chunk, index == len(chunks) - 1))
        for index, chunk in enumerate(chunks)
    ]
    inner = [_compound(chunk, node) for chunk, node in zip(chunks, nodes, strict=True)]
    for index in range(len(chunks) - 1):
        at, role = head_of(chunks, index), role_of(chunks, index)
        child = nodes[index]
        to_first = role == "の" and child.kind in ("noun", "event", "other")
        target = inner[at] if to_first and not is_predicate(chunks[index]) else nodes[at]
        target.children.append((role, child))
    root = nodes[-1]
    found = normal(root, force, is_root=True)
    if force:
        found.labels = (force, *found.labels)
    return found


def _compound(chunk: Chunk, node: Node) -> Node:
    """Hang the words of a compound below its head, each below the next; the first of them.

    Words of manner modify the head (早期公表), and nothing modifies them.
    """
    head = node
    for word in reversed(chunk.words[:-1]):
        if word in MANNER:
            head.children.append((MODE, Node(word, "manner")))
            continue
        below = Node(word, "noun")
        node.children.append(("の", below))
        node = below
    return node


def _labels(chunk: Chunk, is_last: bool) -> tuple[str, ...]:
    """What the auxiliaries of a predicate say, without politeness."""
    if not (is_predicate(chunk) or is_last):
        return ()
    pieces, rest = split_tail(chunk)
    said = [*pieces, *rest] if is_last else pieces
    labels: list[str] = []
    for piece in said:
        if piece.form in ("居る", "おる") and labels and labels[-1] in ("て", "で"):
            labels[-1] = "ている"
        elif piece.form in _COPULAS:
            if piece.surface not in _POLITE:
                labels.append(piece.surface)
        elif piece.form not in _AUXILIARIES:
            labels.append(piece.form)
    return tuple(labels)
