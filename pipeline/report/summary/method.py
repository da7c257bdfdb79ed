"""How sure the machine is, and what a reader needs to repeat or doubt a result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.places import ROUNDS
from pipeline.report.inputs import ReportInputs
from pipeline.report.numbers import Numbers
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.wording import Status
from pipeline.review_items.effort import Effort, forecasts

BANDS = ((0.8, "0.8以上"), (0.6, "0.6以上0.8未満"), (0.4, "0.4以上0.6未満"), (0.0, "0.4未満"))
"""Lower bounds of the bands in which first probabilities are counted."""
UNUSED = ("execution", "review", "rounds", "published")
"""Sections of params.yaml on which no result of a round depends."""


@dataclass(frozen=True)
class ReliabilityBin:
    """Texts about which the classifier was about as sure, out of fold; shares from 0 to 1."""

    stated: float  # mean probability of the first item
    found: float  # share whose first item was right
    low: float  # interval around it
    high: float
    n: int


@dataclass(frozen=True)
class Certainty:
    """What the machine knows about its assignments. Status counts are of opinions."""

    calibrated: bool
    n_labels: int
    n_labels_needed: int
    n_examples: int
    target_accuracy: float | None
    n_by_person: int
    n_by_machine: int
    n_to_check: int
    n_unknown: int
    bands: tuple[tuple[str, int], ...]
    """Opinions by the probability of their first item, leaving out what a person decided."""
    reliability: tuple[ReliabilityBin, ...]
    """From the classifier's card, least sure first; empty where it was not measured."""
    efforts: tuple[Effort, ...]
    """What checking the most doubtful opinions would bring; none before calibration."""
    metrics: tuple[tuple[str, str], ...]
    """Measures on the classifier's card, flattened, as text."""


@dataclass(frozen=True)
class Method:
    """Parameters by section, versions by package, SHA-256 by path; all as text, sorted."""

    parameters: tuple[tuple[str, str], ...]
    versions: tuple[tuple[str, str], ...]
    input_hashes: tuple[tuple[str, str], ...]


def certainty(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> Certainty:
    """Count how the review items of the opinions were decided."""
    first = [
        line.first.probability
        for line in lines
        if line.first is not None and line.status is not Status.PERSON
    ]
    assigned = [
        1.0 if line.status is Status.PERSON else line.first.probability
        for line in lines
        if line.first is not None
    ]
    bands = []
    upper = float("inf")
    for lower, name in BANDS:
        bands.append((name, sum(lower <= probability < upper for probability in first)))
        upper = lower
    # On phrases of definitions alone nothing about opinions was measured: then no promise is made.
    measured = bool(inputs.model.get("n_examples", 0) or inputs.model.get("n_labels", 0))
    target = inputs.model.get("target_accuracy")
    statuses = [line.status for line in lines]
    return Certainty(
        calibrated=inputs.calibrated,
        n_labels=int(inputs.model.get("n_labels", 0)),
        n_labels_needed=int(inputs.model["n_labels_needed"]),
        n_examples=int(inputs.model.get("n_examples", 0)),
        target_accuracy=None if target is None else float(target),
        n_by_person=statuses.count(Status.PERSON),
        n_by_machine=statuses.count(Status.MACHINE),
        n_to_check=statuses.count(Status.TO_CHECK),
        n_unknown=statuses.count(Status.UNKNOWN),
        bands=tuple(bands),
        reliability=tuple(
            ReliabilityBin(**part) for part in inputs.model.get("reliability", ()) if measured
        ),
        efforts=forecasts(np.array(assigned)) if assigned and inputs.calibrated else (),
        metrics=flattened(inputs.model.get("metrics") or {}) if measured else (),
    )


def method(inputs: ReportInputs) -> Method:
    """Parameters, versions and hashes. ``execution`` is left out: no result depends on it."""
    used = {name: value for name, value in inputs.params.items() if name not in UNUSED}
    return Method(
        parameters=flattened(used),
        versions=tuple(sorted(inputs.versions.items())),
        input_hashes=tuple(sorted(_hashes(inputs).items())),
    )


def _hashes(inputs: ReportInputs) -> Mapping[str, str]:
    """SHA-256 by path; in a public report received files are numbers."""
    if inputs.settings.private:
        return inputs.input_hashes
    numbers = Numbers.of(inputs.ledger)
    folder = f"{ROUNDS}/{inputs.round}/"

    def shown(path: str) -> str:
        own = path.removeprefix(folder)
        return numbers.file(own) if own in numbers.files else path

    return {shown(path): digest for path, digest in inputs.input_hashes.items()}


def flattened(values: Mapping[str, Any], prefix: str = "") -> tuple[tuple[str, str], ...]:
    """Nested mappings as lines of dotted name and value, in the order of the file.

    >>> flattened({"themes": {"n_terms": 8, "views": [1.0, 0.5]}})
    (('themes.n_terms', '8'), ('themes.views', '1.0, 0.5'))
    """
    lines: list[tuple[str, str]] = []
    for key, value in values.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            lines += flattened(value, f"{name}.")
        elif isinstance(value, list | tuple):
            lines.append((name, ", ".join(str(part) for part in value)))
        else:
            lines.append((name, _text(value)))
    return tuple(lines)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    return str(value)
