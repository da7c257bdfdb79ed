"""Names of places that a round shares, and that are family names as well: they stay."""

import pytest

from pipeline.execution import ExecutionParams
from pipeline.ingest.round_mask import find_mask
from pipeline.layouts.entry import Entry, Sender
from pipeline.privacy.finds import Evidence
from pipeline.privacy.known_places import KnownPlaces
from pipeline.privacy.masking import MaskedSpan, MaskingParams
from pipeline.tables.state import State


def _found(
    text: str, name: str, why: Evidence
) -> dict[str, tuple[tuple[MaskedSpan, ...], tuple[()]]]:
    begin = text.index(name)
    return {text: ((MaskedSpan(begin, begin + len(name), "氏名", why),), ())}


def _left(found: dict[str, tuple[tuple[MaskedSpan, ...], tuple[()]]], *others: str) -> list[str]:
    """Names that are still masked."""
    places = KnownPlaces.of(found, [*found, *others])
    return [
        text[span.begin : span.end]
        for text, (spans, doubts) in found.items()
        for span in places.left(text, spans, doubts)[0]
    ]


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("戸倉だけ回覧が遅い。", "戸倉", "戸倉地区の集会所を直してほしい。"),
        ("柏木にはバスが来ない。", "柏木", "柏木小学校の前の歩道が狭い。"),
        ("浦部の井戸は塩辛い。", "浦部", "浦部の住民は水を買っている。"),
    ],
)
def test_a_place_of_the_round_stays(text: str, name: str, other: str) -> None:
    for why in (Evidence.ALONE, Evidence.CONTEXT, Evidence.KNOWN):
        assert _left(_found(text, name, why), other) == []
        assert _left(_found(text, name, why), "関係のない意見です。") == [name]


@pytest.mark.parametrize("why", [Evidence.FAMILY_NAME, Evidence.CUE, Evidence.FULL_NAME])
def test_who_is_told_by_a_word_is_masked_though_a_place_is_called_so(why: Evidence) -> None:
    assert _left(_found("隣の戸倉が鍵を持っている。", "戸倉", why), "戸倉地区の集会所") == ["戸倉"]


def test_what_many_write_without_a_title_is_no_person() -> None:
    texts = {f"戸倉に街灯を。その{number}": Evidence.ALONE for number in range(5)}
    found = {t: f for text, why in texts.items() for t, f in _found(text, "戸倉", why).items()}
    assert _left(found) == []
    assert _left(found | _found("戸倉さんに頼んだ。", "戸倉", Evidence.TITLE)) == ["戸倉"] * 6


@pytest.mark.parametrize(
    ("town", "head"), [("緑原市", "緑原市長"), ("霞浦町", "霞浦町長"), ("碧野村", "碧野村長")]
)
def test_the_head_of_a_town_of_the_round_is_no_name(town: str, head: str) -> None:
    found = _found(f"{head}に聞きたい。", town[:-1], Evidence.TITLE)
    assert _left(found, f"{town}の計画に賛成です。") == []
    assert _left(found, f"{head}は何と言ったか。") == [town[:-1]]


def test_in_a_round_neither_a_town_nor_its_head_is_masked_and_a_person_is() -> None:
    told = [
        "霞浦市長に聞きたい。",
        "霞浦市の案は遅い。",
        "霞浦は暑い。",
        "担当の門脇さんは親切だ。",
        "門脇に伝えて。",
    ]
    entries = [
        Entry(
            file="a.csv", begin=0, end=len(text), text=text, state=State.OPINIONS, sender=Sender()
        )
        for text in told
    ]
    mask = find_mask(entries, {"a.csv": None}, MaskingParams(), ExecutionParams())
    assert [mask.text(text) for text in told[:3]] == told[:3]
    assert [mask.text(text) for text in told[3:]] == [
        "担当の〔氏名〕さんは親切だ。",
        "〔氏名〕に伝えて。",
    ]
