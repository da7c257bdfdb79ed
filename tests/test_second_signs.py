"""Signs of a second look at opinions; lines of PDFs with numbers in a font of their own."""

import pytest

from pipeline.layouts.contact_lines import is_contact
from pipeline.layouts.unlike_opinions import unlike_opinion
from pipeline.readers.pdf_segments import Segment, in_reading_order


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("受付番号", "見出し"),
        ("対応方針（案）", "見出し"),
        ("備考\nB-12", "見出し"),
        ("■塩尻商工会議所", "団体名"),
        ("【長野県木曽町】", "団体名"),
        ("甲川広域連合", "団体名"),
        ("図書館", ""),
        ("農協の売店にも切符を置く", ""),
        ("図書館と公民館", ""),
        ("番号札を配る", ""),
        ("年二回の説明会", ""),
    ],
)
def test_an_opinion_that_reads_like_the_form_is_doubted(text: str, like: str) -> None:
    assert unlike_opinion(text, ()) == like


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("連絡担当 図書館係 TEL 03-1234-5678", True),
        ("交通政策課　佐藤一郎　電話：03-1234-5678　メール：a@example.jp", True),
        ("駐輪場の担当 〔氏名〕 03-1234-5678", True),
        ("図書館係 03-1234-5678 に誰も出ない", False),
        ("交通政策課は 03-1234-5678 だけでは足りない", False),
        ("夜の便 増便 03-1234-5678", False),
    ],
)
def test_a_line_of_office_name_and_number_is_a_contact(text: str, is_one: bool) -> None:
    assert is_contact(text) is is_one


@pytest.mark.parametrize("lift", [0.7, -0.7, 1.9])
def test_a_number_that_stands_a_little_higher_keeps_its_place(lift: float) -> None:
    line = [
        Segment(90.0, 514.0, 183.0, 523.6, "料金を"),
        Segment(187.0, 514.0 + lift, 192.0, 522.6 + lift, "3"),
        Segment(195.0, 514.0, 286.0, 523.8, "年で倍にする"),
    ]
    below = Segment(90.0, 499.0, 200.0, 508.5, "のは早い。")
    told = in_reading_order([below, *reversed(line)])
    assert [segment.text for segment in told] == ["料金を", "3", "年で倍にする", "のは早い。"]
