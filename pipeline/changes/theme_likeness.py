"""How like themes of two rounds are, beyond what is usual for each of them.

A cosine says little by itself: a theme that is near to everything (a hub) is near to the wrong
ones, too. So the likeness of a pair counts by how far it stands above the mean of the nearest of
either side (CSLS: Conneau et al., Word translation without parallel data, ICLR 2018), and the zero
of this scale is the same for every material: no threshold of a cosine is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from pipeline.encoders.centring import centred

Floats = NDArray[np.float64]
_NEAREST = 3
"""Themes of the other round that say what is usual; 2 to 5 link about as well."""
_NGRAMS = (2, 3)
MOST = 0.5
"""Share of a theme's members, or texts, with which it belongs to another one."""


@dataclass(frozen=True)
class Theme:
    """A theme of one round and what its members say."""

    round: str
    theme_id: str
    level: str
    name: str
    rows: NDArray[np.intp]
    """Of its members, in the order of the round's opinions."""
    text_keys: tuple[str, ...]
    """Of its members, in the order of ``rows``."""


@dataclass(frozen=True)
class Texts:
    """The opinions of one round as machines compare them."""

    vectors: Floats  # (n_opinions, n_dimensions)
    said: Sequence[str]


@dataclass(frozen=True)
class Space:
    """Opinions of several rounds around one mean, and their characters on one scale."""

    vectors: Floats  # (n_members, n_dimensions), unit length
    characters: csr_matrix  # (n_members, n_terms), unit length
    profiles: Floats  # (n_themes, n_dimensions): mean of the members of each, unit length
    documents: csr_matrix  # (n_themes, n_terms): all that its members say, unit length
    owner: NDArray[np.intp]  # (n_members,) theme of each
    row: NDArray[np.intp]  # (n_members,) row of each in its round


@dataclass(frozen=True)
class Likeness:
    """Of earlier themes (rows) with later ones (columns), all (n_earlier, n_later)."""

    vectors: Floats
    characters: Floats
    above_usual: Floats
    common: Floats
    """Texts that stand in both, word for word."""
    of_earlier: Floats
    """Share that these are of the earlier one's texts."""
    of_later: Floats
    as_unlike: Floats
    """Share of pairs of different themes that are as alike (``unlike_pairs``); NaN without any."""

    @property
    def score(self) -> Floats:
        """What is above zero can be one theme; texts in common count beside meaning.

        Most texts of either side in common bind by themselves, whatever the rest is like.
        """
        shared = np.minimum(self.of_earlier, self.of_later)
        score = self.above_usual + shared
        return np.where(shared >= MOST, np.maximum(score, shared), score)


def space_of(themes: Sequence[Theme], texts: dict[str, Texts], rounds: Sequence[str]) -> Space:
    """Bring themes of several rounds into one space.

    Every round weighs the same in the mean that vectors are centred by, whatever its size.

    Args:
        themes: at least one.
        texts: by round.
        rounds: whose means are taken.
    """
    means = [texts[name].vectors.mean(axis=0) for name in rounds if len(texts[name].said)]
    mean = np.mean(means, axis=0)
    with threadpool_limits(1):  # sums must not depend on how they are shared out
        vectors = np.vstack(
            [centred(texts[theme.round].vectors[theme.rows], mean) for theme in themes]
        )
        said = [[texts[theme.round].said[row] for row in theme.rows.tolist()] for theme in themes]
        owner = np.repeat(np.arange(len(themes)), [len(theme.rows) for theme in themes])
        sums = np.zeros((len(themes), vectors.shape[1]))
        np.add.at(sums, owner, vectors)
        terms = TfidfVectorizer(analyzer="char", ngram_range=_NGRAMS, sublinear_tf=True)
        documents = terms.fit_transform(["\n".join(lines) for lines in said])
        characters = terms.transform([line for lines in said for line in lines])
    return Space(
        vectors=vectors,
        characters=characters,
        profiles=np.asarray(centred(sums, np.zeros(sums.shape[1])), dtype=np.float64),
        documents=documents,
        owner=owner.astype(np.intp),
        row=np.concatenate([theme.rows for theme in themes]).astype(np.intp),
    )


def likeness(themes: Sequence[Theme], space: Space, n_earlier: int) -> Likeness:
    """Compare the first ``n_earlier`` themes with the others; at least one of each."""
    with threadpool_limits(1):
        vectors = space.profiles[:n_earlier] @ space.profiles[n_earlier:].T
        product = space.documents[:n_earlier] @ space.documents[n_earlier:].T
    characters = np.asarray(product.toarray(), dtype=np.float64)
    keys = [set(theme.text_keys) for theme in themes]
    n_texts = np.array([len(own) for own in keys], dtype=np.float64)
    common = np.array(
        [[len(one & two) for two in keys[n_earlier:]] for one in keys[:n_earlier]], dtype=np.float64
    )
    both = vectors + characters
    unlike = unlike_pairs(space, n_earlier)
    as_alike = len(unlike) - np.searchsorted(unlike, both.round(9))
    share = as_alike / len(unlike) if len(unlike) else np.full(both.shape, np.nan)
    return Likeness(
        vectors=vectors,
        characters=characters,
        above_usual=above_usual(both),
        common=common,
        of_earlier=common / n_texts[:n_earlier, None],
        of_later=common / n_texts[n_earlier:],
        as_unlike=share,
    )


def unlike_pairs(space: Space, n_earlier: int) -> Floats:
    """How alike pairs of themes are that are surely two, ascending, (n_pairs,).

    Two themes of one round that are nearest to each other: what the best match of a theme reaches
    where nothing goes on.
    """
    found: list[float] = []
    for own in (slice(None, n_earlier), slice(n_earlier, None)):
        with threadpool_limits(1):
            near = space.profiles[own] @ space.profiles[own].T
            near += (space.documents[own] @ space.documents[own].T).toarray()
        if len(near) < 2:
            continue
        np.fill_diagonal(near, -np.inf)
        nearest = near.round(9).argmax(axis=1)
        found += [
            near[one, other]
            for one, other in enumerate(nearest)
            if one < other and nearest[other] == one
        ]
    return np.sort(np.array(found, dtype=np.float64)).round(9)


def above_usual(values: Floats, nearest: int = _NEAREST) -> Floats:
    """Cross-domain similarity local scaling of likeness, (n_earlier, n_later).

    Of a single pair nothing is known to be usual: it is zero.
    """
    n = min(nearest, *values.shape)
    rows = np.sort(values, axis=1)[:, -n:].mean(axis=1, keepdims=True)
    columns = np.sort(values, axis=0)[-n:].mean(axis=0, keepdims=True)
    return np.asarray(2 * values - rows - columns)


def votes(space: Space, likeness: Likeness) -> tuple[Floats, Floats]:
    """Which theme of the other side the members of each are nearest to.

    Returns:
        Members of earlier themes by later theme, (n_earlier, n_later); members of later themes by
        earlier theme, (n_later, n_earlier). Rows add up to all members of a theme.
    """
    n_earlier, n_later = likeness.score.shape
    is_earlier = space.owner < n_earlier
    early, late = np.arange(n_earlier), n_earlier + np.arange(n_later)
    return (
        _counts(space, np.flatnonzero(is_earlier), late, n_earlier, 0),
        _counts(space, np.flatnonzero(~is_earlier), early, n_later, n_earlier),
    )


def _counts(
    space: Space, members: NDArray[np.intp], themes: NDArray[np.intp], n_own: int, first: int
) -> Floats:
    with threadpool_limits(1):
        near = space.vectors[members] @ space.profiles[themes].T
        near += (space.characters[members] @ space.documents[themes].T).toarray()
    n = min(_NEAREST, len(members))
    near = 2 * near - np.sort(near, axis=0)[-n:].mean(axis=0, keepdims=True)
    counts = np.zeros((n_own, len(themes)))
    np.add.at(counts, (space.owner[members] - first, near.round(9).argmax(axis=1)), 1.0)
    return counts


def nearest_members(space: Space, earlier: int, later: int) -> tuple[int, int]:
    """The rows, in their rounds, of the two members that are most alike; the first of equal ones.

    Args:
        space: of both.
        earlier: number of a theme in the space.
        later: of another.
    """
    one, other = np.flatnonzero(space.owner == earlier), np.flatnonzero(space.owner == later)
    with threadpool_limits(1):
        near = space.vectors[one] @ space.vectors[other].T
        near += (space.characters[one] @ space.characters[other].T).toarray()
    place = np.unravel_index(near.round(9).argmax(), near.shape)
    return int(space.row[one[place[0]]]), int(space.row[other[place[1]]])
