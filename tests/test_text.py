import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.normalize import normalize, opinion_ids, text_key
from pipeline.text.sentences import sentences


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("ｶﾞﾊﾞﾒﾝﾄｸﾗｳﾄﾞ", "ガバメントクラウド"),
        ("令和７年度末", "令和7年度末"),
        ("（案）", "（案）"),  # full-width brackets stay
        ("①②", "①②"),
        ("㈱日本", "㈱日本"),
        ("Ⅲ章", "Ⅲ章"),
        ("費用…負担", "費用…負担"),
        ("神社\ufa19", "神社\ufa19"),  # variants in names stay
        ("ＳＬＡＣＫ", "SLACK"),
        ("全角　空白", "全角 空白"),
        ("改\r\n行", "改\n行"),
        ("見え\u200bない", "見えない"),
        ("右\u202eから", "右から"),
        ("　", ""),
        ("費用がかさみ、国が財\n政支援をしてほしい。", "費用がかさみ、国が財政支援をしてほしい。"),
        (
            "人が足りないので、研\n修の回数と予\n算を増やす。",
            "人が足りないので、研修の回数と予算を増やす。",
        ),
        ("窓口が遠いのも困るち\nょっとした用でも。", "窓口が遠いのも困るちょっとした用でも。"),
        ("1、対象の範囲\n国は示すべき。", "1、対象の範囲\n国は示すべき。"),
        ("遅れるので、延長\nまた、国が払う。", "遅れるので、延長\nまた、国が払う。"),
    ],
)
def test_normalize(received: str, expected: str) -> None:
    assert normalize(received) == expected


@given(st.text())
def test_normalizing_twice_is_normalizing_once(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("費用負担を。", "費用負担を。", True),
        ("費用 負担\nを。", "費用負担を。", True),  # line breaks of a PDF
        ("令和７年", "令和7年", True),
        ("国が負担", "地方が負担", False),
        ("すべき", "すべきではない", False),
    ],
)
def test_text_key_follows_the_same_text(one: str, other: str, same: bool) -> None:
    assert (text_key(one) == text_key(other)) is same


def test_opinion_ids_tell_rounds_and_equal_texts_apart_and_stay_when_rows_come() -> None:
    one, other = text_key("費用"), text_key("期限")
    before = opinion_ids("a", [one, one])
    assert len({*before, *opinion_ids("b", [one, one])}) == 4
    assert opinion_ids("a", [other, one, other, one])[1::2] == before


@given(st.text(alphabet="あい。！\n「」 ", max_size=40))
def test_sentences_lose_only_white_space(text: str) -> None:
    kept = "".join(text[begin:end] for begin, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())
