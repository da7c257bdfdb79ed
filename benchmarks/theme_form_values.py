"""The choices of the form of the engine, and the values that each is tried with."""

from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from pipeline.clustering import likeness
from pipeline.clustering.two_levels import Clustering, ClusterParams, cluster
from pipeline.views.opinion_views import Views

DEFAULT = "(as it is)"  # sorts first: equally good values do not replace it
_NOBODY = 64.0  # no likeness reaches it


@dataclass(frozen=True)
class Value:
    """One value of a choice: parameters, constants of ``likeness``, or the encoder that is read."""

    params: Mapping[str, float]
    constants: Mapping[str, float]
    encoder: int | None = None  # the only one, by its place; None: both

    def grouped(self, views: Views, base: ClusterParams) -> Clustering:
        """Opinions under this value, all else as in ``base``."""
        if self.encoder is not None:
            name = sorted(views.dense)[self.encoder]
            views = replace(views, dense={name: views.dense[name]})
        with self._set():
            return cluster(views, base.model_copy(update=dict(self.params)))

    def _set(self) -> AbstractContextManager[object]:
        constants: dict[str, Any] = dict(self.constants)
        return patch.multiple(likeness, **constants) if constants else nullcontext()


def _params(**params: float) -> Value:
    return Value(params, {})


def _constant(name: str, value: float) -> Value:
    return Value({}, {name: value})


CHOICES: Mapping[str, Mapping[str, Value]] = {
    "crowds from (likeness)": {
        **{f"{value}": _constant("_CROWD", value) for value in (2.0, 2.5, 4.0)},
        "no crowds": _constant("_CROWD", _NOBODY),
    },
    "trees": {f"{value}": _params(n_trees=value) for value in (10, 60)},
    "share of a tree": {
        **{f"{value}": _params(tree_share=value) for value in (0.5, 0.8, 0.9)},
        "one tree of all": _params(n_trees=1, tree_share=1.0),
    },
    "neighbours from (opinions)": {
        f"{value}": _constant("_ROWS_PER_NEIGHBOUR", value) for value in (1, 200, 400)
    },
    "most subjects": {f"{value}": _params(most_subjects=value) for value in (10, 12, 20)},
    "least share": {f"{value}": _params(least_share=value) for value in (0.0, 0.02)},
    "encoders": {"first alone": Value({}, {}, 0), "second alone": Value({}, {}, 1)},
}
