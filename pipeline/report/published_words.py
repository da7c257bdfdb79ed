"""What people wrote beside the opinions, without names of persons, for a public report."""

import re
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from pipeline.privacy.personal_data import Masker
from pipeline.report.inputs import ReportInputs
from pipeline.rounds.round_head import Settled
from pipeline.rounds.settled import settle_nothing
from pipeline.rounds.shown_paths import mask_path
from pipeline.tables.ledger import answers_in

_WHO = "担当者"
"""What the words of who settled something answer: a name alone is masked behind it."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def without_names(inputs: ReportInputs, masker: Masker) -> ReportInputs:
    """What people wrote, with names of persons masked; opinions are masked already.

    Names of themes, rules on them, earlier answers, and who settled what waited (round.yaml).
    """

    def mask(text: str, label: str = "") -> str:
        return masker.mask(text, label).text

    whats = [one.what for one in inputs.head.settled]
    nothing = settle_nothing(answers_in(inputs.ledger), whats)  # printed as it was written

    def settled(one: Settled) -> Settled:
        what = mask_path(one.what, masker).text if one.what in nothing else one.what
        words = {"what": what, "by": mask(mask(one.by), _WHO), "note": mask(one.note)}
        return one.model_copy(update=words)

    return replace(
        inputs,
        head=inputs.head.model_copy(update={"settled": tuple(map(settled, inputs.head.settled))}),
        themes=_masked(inputs.themes, ("name", "keywords"), mask),
        uptake=_masked(inputs.uptake, ("note",), _when),
        rules=_masked(inputs.rules, ("subject",), mask),
        answers=None
        if inputs.answers is None
        else _masked(inputs.answers, ("answer", "source"), mask),
    )


def _when(note: str) -> str:
    """When a person decided, of a note that says who, when, and in which batch."""
    day = _DAY.search(note)
    return f"人の判断（{day.group()}）" if day else "人の判断" if note else ""


def _masked(
    frame: pd.DataFrame, columns: tuple[str, ...], mask: Callable[[str], str]
) -> pd.DataFrame:
    """A table with every distinct text of some columns masked."""
    told = {text: mask(text) for column in columns for text in frame[column].dropna().unique()}
    return frame.assign(**{column: frame[column].map(told) for column in columns})
