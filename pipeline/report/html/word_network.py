"""Where the words of a co-occurrence network are drawn: joined ones near, no name on another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, shortest_path
from sklearn.manifold import MDS

from pipeline.report.summary.words import Pair, WordsPart

MOST_DRAWN = 60
"""Pairs drawn, by Jaccard coefficient; the table lists more."""
WIDTH = 1000
"""Units of the drawing; a name's characters are ``FONT`` wide."""
FONT = 20
_EDGE, _ROUNDS = 85.0, 300
_Points = NDArray[np.float64]


@dataclass(frozen=True)
class Node:
    """A word, by its place among the words of the round, and the middle of its circle."""

    word: int
    x: int
    y: int
    radius: int


@dataclass(frozen=True)
class Network:
    """What is drawn, in units of the drawing."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[Node, Node, Pair], ...]
    width: int
    height: int


def network(part: WordsPart) -> Network:
    """Place the words of the strongest pairs; the same for the same words."""
    pairs = part.pairs[:MOST_DRAWN]
    numbers = sorted({number for pair in pairs for number in (pair.first, pair.second)})
    if not numbers:
        return Network((), (), WIDTH, 0)
    place = {number: at for at, number in enumerate(numbers)}
    ends = np.array([[place[pair.first], place[pair.second]] for pair in pairs])
    graph = coo_array((np.ones(len(pairs)), ends.T), shape=(len(numbers), len(numbers))).tocsr()
    n_components, component = connected_components(graph, directed=False)
    lengths = shortest_path(graph, directed=False, unweighted=True)
    widths = np.array([FONT * max(len(part.words[n].word), 2) + 14.0 for n in numbers])
    boxes = []
    for number in range(n_components):
        inside = np.flatnonzero(component == number)
        points = _apart(_spread(lengths[np.ix_(inside, inside)]), widths[inside])
        boxes.append((inside, points))
    boxes.sort(key=lambda box: (-len(box[0]), int(box[0][0])))
    places, width, height = _packed(boxes, widths)
    most = max(part.words[number].n_opinions for number in numbers)
    nodes = tuple(
        Node(
            number,
            round(places[at, 0]),
            round(places[at, 1]),
            round(7 + 15 * (part.words[number].n_opinions / most) ** 0.5),
        )
        for at, number in enumerate(numbers)
    )
    edges = tuple((nodes[place[pair.first]], nodes[place[pair.second]], pair) for pair in pairs)
    return Network(nodes, edges, width, height)


def _spread(lengths: _Points) -> _Points:
    """Points (n_words, 2) as far apart as the steps between them (Kruskal's stress, SMACOF)."""
    if len(lengths) == 2:
        return np.array([[0.0, 0.0], [_EDGE, 0.0]])
    scaling = MDS(2, n_init=4, max_iter=300, random_state=0, metric="precomputed", init="random")
    points: _Points = scaling.fit_transform(lengths) * _EDGE
    _, axes = np.linalg.eigh(np.cov(points.T))
    turned = points @ axes[:, ::-1]  # the long way lies down
    signs = np.where(turned[np.abs(turned).argmax(axis=0), [0, 1]] < 0, -1.0, 1.0)
    return np.asarray(turned * signs)


def _apart(points: _Points, widths: _Points) -> _Points:
    """The points moved until no name covers another."""
    points = points.copy()
    high = 2.6 * FONT
    for _ in range(_ROUNDS):
        moved = False
        for one in range(len(points)):
            for other in range(one + 1, len(points)):
                gap = points[other] - points[one]
                over = np.array([(widths[one] + widths[other]) / 2, high]) - np.abs(gap)
                if (over > 0).all():
                    axis = int(over.argmin())
                    step = (over[axis] / 2 + 0.5) * (1 if gap[axis] >= 0 else -1)
                    points[one, axis] -= step
                    points[other, axis] += step
                    moved = True
        if not moved:
            break
    return points


def _narrowed(points: _Points, widths: _Points) -> _Points:
    """The points of a component that is too wide, pressed together sideways as far as names let."""
    inner = points[:, 0] - points[:, 0].min()
    room = WIDTH - widths.max()
    if inner.max() <= room:
        return points
    return _apart(np.column_stack([inner * room / inner.max(), points[:, 1] * 1.3]), widths)


def _packed(
    boxes: Sequence[tuple[NDArray[np.int64], _Points]], widths: _Points
) -> tuple[_Points, int, int]:
    """The components in rows from the top left; and how wide and high that is."""
    places = np.zeros((len(widths), 2))
    left = top = row = widest = 0.0
    for inside, wide in boxes:
        points = _narrowed(wide, widths[inside])
        half = np.column_stack([widths[inside] / 2, np.full(len(inside), 1.4 * FONT)])
        low = (points - half).min(axis=0)
        size = (points + half).max(axis=0) - low
        if left and left + size[0] > WIDTH:
            left, top, row = 0.0, top + row, 0.0
        places[inside] = points - low + [left, top]
        left, row = left + size[0] + FONT, max(row, size[1] + FONT)
        widest = max(widest, left)
    return places, round(max(widest, WIDTH)), round(top + row)
