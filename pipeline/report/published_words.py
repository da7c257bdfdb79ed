"""What people wrote beside the opinions, without names of persons, for a public report."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from pipeline.report.inputs import ReportInputs


def without_names(inputs: ReportInputs, mask: Callable[[str], str]) -> ReportInputs:
    """Names of themes, rules on them and earlier answers, masked; opinions are masked already.

    Args:
        inputs: of the report.
        mask: gives a text with names of persons masked.
    """
    return replace(
        inputs,
        themes=_masked(inputs.themes, ("name", "keywords"), mask),
        rules=_masked(inputs.rules, ("subject",), mask),
        answers=None
        if inputs.answers is None
        else _masked(inputs.answers, ("answer", "source"), mask),
    )


def _masked(
    frame: pd.DataFrame, columns: tuple[str, ...], mask: Callable[[str], str]
) -> pd.DataFrame:
    """A table with every distinct text of some columns masked."""
    told = {text: mask(text) for column in columns for text in frame[column].dropna().unique()}
    return frame.assign(**{column: frame[column].map(told) for column in columns})
