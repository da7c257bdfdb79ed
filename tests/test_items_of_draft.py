"""Review items from the headings of a draft."""

import pandas as pd
import pytest

from pipeline.codebook.items_of_draft import items_of_headings
from pipeline.drafts.clause_table import clause_table
from pipeline.errors import OpinionsError
from pipeline.readers.draft_file import read_draft
from tests.dvc_stages import ROOT

DRAFT = ROOT / "corpora" / "drafts" / "kihon_hoshin_an_20240618.txt"


def headings(*rows: tuple[int, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["level", "text"])
    return frame.assign(kind="heading", path=frame["text"])


def test_two_levels_become_items_in_the_order_of_the_draft() -> None:
    made = headings((1, "第1章"), (2, "目的"), (3, "細目"), (2, "対象"), (1, "第2章"), (2, "費用"))
    items = items_of_headings(made)
    assert [(one.code, one.parent, one.title) for one in items] == [
        ("1", None, "第1章"),
        ("1-1", "1", "目的"),
        ("1-2", "1", "対象"),
        ("2", None, "第2章"),
        ("2-1", "2", "費用"),
    ]


def test_a_draft_may_begin_below_its_highest_level() -> None:
    codes = [one.code for one in items_of_headings(headings((2, "前"), (1, "第1章"), (2, "後")))]
    assert codes == ["1", "2", "2-1"]


def test_headings_of_a_real_draft() -> None:
    items = items_of_headings(clause_table("r", DRAFT.name, read_draft(DRAFT).lines))
    assert items
    assert len({one.code for one in items}) == len(items)
    assert all(one.parent is None or one.parent in {it.code for it in items} for one in items)


def test_a_draft_without_headings_says_what_to_do() -> None:
    with pytest.raises(OpinionsError):
        items_of_headings(headings().assign(level=0))
