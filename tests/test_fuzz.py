"""No traceback reaches a user, whatever the bytes of a file; for longer: tests/fuzz.py."""

import pytest

from tests.fuzz import outcome, sound_files, tried


@pytest.mark.parametrize("name", sound_files())
def test_sound_files_are_read(name: str) -> None:
    assert outcome(name, sound_files()[name]) == "ledger"


@pytest.mark.slow
def test_damaged_files_end_in_a_ledger_or_a_clear_error() -> None:
    found, slowest = tried(20, sound_files(), seed=20_000)
    faults = [said for said in found if said not in ("ledger", "error")]
    assert not faults
    assert slowest < 20
    assert found["ledger"]
