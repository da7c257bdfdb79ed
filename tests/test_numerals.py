import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.numerals import plain_numbers


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("三十日", "30日"),
        ("十二月三十一日", "12月31日"),
        ("第百二十条第3項", "第120条第3項"),
        ("一万二千三百四十五円", "12345円"),
        ("2千万円", "20000000円"),
        ("1.5億円", "150000000円"),
        ("二〇二五年", "2025年"),
        ("百分の五", "100分の5"),
        ("三箇月", "3か月"),
        ("1,788団体", "1788団体"),
        ("1.8倍", "1.8倍"),
    ],
)
def test_a_number_has_one_form(written: str, plain: str) -> None:
    assert plain_numbers(written) == plain
    assert plain_numbers(plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        *(
            "十分な説明",
            "一部の団体",
            "一層の支援",
            "第三者",
            "四半期",
            "数十年",
            "何百人",
            "二三日",
        ),
        *("万一の場合", "億劫", "1.2.3版", "1.2.3年", "3,5日", ""),
    ],
)
def test_what_counts_nothing_stays(text: str) -> None:
    assert plain_numbers(text) == text


@given(st.integers(1, 10**12))
def test_separators_say_nothing(number: int) -> None:
    assert plain_numbers(f"{number:,}円") == f"{number}円"


@given(st.text(alphabet="〇一二十百千万億12.,年円分のか月", max_size=40))
def test_no_text_is_refused(text: str) -> None:
    assert plain_numbers(plain_numbers(text)) is not None
