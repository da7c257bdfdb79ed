"""What wording shows which stance, learnt from texts written for it: ``stance_texts/*.jsonl``.

Each line has a text, what is proposed, and the stance that a careful official would report. Rules
tell what says for or against in so many words; people also praise, tell of their lives, ask back
and are sarcastic. A logistic regression on runs of characters (frequency damped, weighed by
rarity, unit length), on cues and on what the rules say learns that. It takes a second or two once a
process; weights are rounded, so that the last digits of a processor decide nothing.
"""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.review_items import stance_features as features
from pipeline.review_items.stance_rules import FoundStance, stance_by_rules, unquoted_parts
from pipeline.tables.natures import Stance
from pipeline.text.normalize import normalize

_HERE = Path(__file__).parent
STANCES = tuple(Stance)
_RARELY = 3  # texts that a run of characters must stand in
_OF_RULES, _OF_CUES, _OF_KIND = 0.5, 0.2, 1.0
"""How much what the rules say, a cue, and the kind of proposal weigh beside the runs."""
_STRENGTH = 10.0  # inverse of the regularisation
_NEAR = 1e-3  # how near the best weights
_DIGITS = 4


class JudgedText(NamedTuple):
    """A text of which a person said the stance."""

    text: str
    proposal: str
    stance: Stance


@dataclass(frozen=True)
class StanceWeights:
    """The logistic regression."""

    places: dict[str, int]
    """Run of characters → its column."""
    rarity: NDArray[np.float64]
    """(n_runs,)"""
    of_runs: NDArray[np.float64]
    """(n_runs, n_stances)"""
    of_rest: NDArray[np.float64]
    """(n_others, n_stances): of ``_others``."""
    base: NDArray[np.float64]
    """(n_stances,)"""

    def probabilities(self, text: str, proposal: str) -> NDArray[np.float64]:
        """Of each of ``STANCES``, shape (n_stances,).

        Args:
            text: normalised.
            proposal: what is proposed, normalised.
        """
        others = _others(text, proposal, stance_by_rules(text, proposal))
        scores = self.base + self._of_runs(text, proposal) + others @ self.of_rest
        odds = np.exp(scores - scores.max())
        return np.asarray(odds / odds.sum())

    def speaks_most(self, pieces: Sequence[str], proposal: str, stance: Stance) -> str:
        """The piece of a text whose wording speaks most for a stance, against the others."""
        own = STANCES.index(stance)

        def tells(piece: str) -> float:
            scores = self._of_runs(piece, proposal, unit=False)
            return float(scores[own] - scores.mean())

        return max(pieces, key=tells)

    def _of_runs(self, text: str, proposal: str, *, unit: bool = True) -> NDArray[np.float64]:
        found = [
            (self.places[run], 1 + math.log(n))
            for run, n in features.runs(text, proposal).items()
            if run in self.places
        ]
        if not found:
            return np.zeros(len(STANCES))
        columns = [column for column, _ in found]
        values = np.array([n for _, n in found]) * self.rarity[columns]
        if unit:
            values /= np.linalg.norm(values)
        return np.asarray(values @ self.of_runs[columns])


def judged_texts(folder: Path = _HERE / "stance_texts") -> Iterator[JudgedText]:
    """The texts of a folder, files by name."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield JudgedText(
                normalize(row["text"]), normalize(row["proposal"]), Stance(row["stance"])
            )


@cache
def kept_weights() -> StanceWeights:
    """What is learnt from the texts beside this module."""
    return learn(tuple(judged_texts()))


def learn(texts: Sequence[JudgedText]) -> StanceWeights:
    """Weights from texts; each of ``STANCES`` must be among them."""
    from scipy.sparse import csr_array, hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = TfidfVectorizer(
        analyzer=lambda one: features.runs(one.text, one.proposal).elements(),
        min_df=_RARELY,
        sublinear_tf=True,
    )
    of_runs = counter.fit_transform(texts)
    rest = np.array(
        [_others(text, proposal, stance_by_rules(text, proposal)) for text, proposal, _ in texts]
    )
    model = LogisticRegression(C=_STRENGTH, max_iter=1000, tol=_NEAR, class_weight="balanced")
    model.fit(
        hstack([of_runs, csr_array(rest)]).tocsr(), [STANCES.index(one.stance) for one in texts]
    )
    n_runs = of_runs.shape[1]
    weights = np.round(model.coef_.T, _DIGITS)
    return StanceWeights(
        places={run: int(place) for run, place in counter.vocabulary_.items()},
        rarity=np.round(counter.idf_, _DIGITS),
        of_runs=weights[:n_runs],
        of_rest=weights[n_runs:],
        base=np.round(model.intercept_, _DIGITS),
    )


def _others(text: str, proposal: str, ruled: FoundStance) -> NDArray[np.float64]:
    """What stands beside the runs: what the rules say, and cues."""
    said = [float(ruled.stance is stance) for stance in STANCES]
    *cues, kind = features.cues(unquoted_parts(text), proposal)
    return np.array(
        [*(_OF_RULES * one for one in said), *(_OF_CUES * one for one in cues), _OF_KIND * kind]
    )
