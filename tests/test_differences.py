import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.near_duplicates.differences import differences


@given(st.text(alphabet="あいう、。", max_size=30), st.text(alphabet="あいう、。", max_size=30))
def test_both_texts_can_be_put_together_again(one: str, other: str) -> None:
    found = differences(one, other)
    assert "".join(s.text for s in found if s.kind != "come") == one
    assert "".join(s.text for s in found if s.kind != "gone") == other
    assert all(segment.text for segment in found)


@pytest.mark.parametrize(
    ("one", "other", "changes"),
    [
        ("同じ文。", "同じ文。", []),
        ("取り組みを進める", "取組を進める", [("gone", "り組み"), ("come", "組")]),
        ("三十日以内", "30日以内", [("gone", "三十"), ("come", "30")]),
        ("", "新しい", [("come", "新しい")]),
    ],
)
def test_only_what_differs_is_marked(one: str, other: str, changes: list[tuple[str, str]]) -> None:
    marked = [(s.kind, s.text) for s in differences(one, other) if s.kind != "equal"]
    assert marked == changes
