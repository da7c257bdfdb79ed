"""Forms, lists and results as people fill them in: every right value of the cases."""

from pathlib import Path

import pytest

from tests.blind_cases import faults, received
from tests.blind_kinds import KINDS
from tests.form_cases import CASES, Case
from tests.letter_cases import FURTHER
from tests.paper_cases import PAPERS
from tests.reason_cases import COURTESIES, REASONS
from tests.sheet_cases import SHEET_CASES

ALL = (*CASES, *FURTHER, *REASONS, *COURTESIES, *KINDS, *PAPERS, *SHEET_CASES)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_a_case_comes_out_right(case: Case, tmp_path: Path) -> None:
    for name, content in case.files().items():
        (tmp_path / name).write_bytes(content)
    assert faults(case.expected, received(tmp_path)) == []
