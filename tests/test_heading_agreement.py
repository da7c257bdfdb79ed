"""Themes are measured against headings only where people grouped opinions under them."""

import pandas as pd
import pytest

from pipeline.quality.heading_agreement import against_headings
from tests.report_example import example_inputs


@pytest.mark.parametrize(
    ("column", "value", "is_scored"),
    [
        ("page", 3, True),  # of a hand-out as PDF
        ("sheet", "様式1", False),  # a form's question
        ("column", "C", False),  # a list's column
        ("respondent", "A市", False),  # somebody's own letter
    ],
)
def test_only_headings_of_hand_outs_are_scored(column: str, value: object, is_scored: bool) -> None:
    inputs = example_inputs()
    opinions = inputs.opinions.assign(**{column: value})
    found = against_headings(opinions, inputs.members, inputs.assignments)
    assert bool(found) == is_scored
    if is_scored:
        assert found["n_headings"] == 7 and found["n_headings"] < len(opinions)
    one = opinions.assign(heading=pd.Series(["同じ見出し"] * len(opinions)))
    assert against_headings(one, inputs.members, inputs.assignments) == {}
