"""What stands before and behind an answer and is none: greetings, contacts; claims stay."""

import pytest

from pipeline.layouts.around_answers import spoken
from pipeline.layouts.formulas import is_formula


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("喫煙者も市民です。規制には反対します。", None),
        ("子どもこそ町の宝です。園を残してほしい。", None),
        ("高齢者だって町民です。便を減らさないで。", None),
        ("住みよい町です。今の景色を残してほしい。", None),
        ("薬学部の学生です。処方を見直してほしい。", None),
        ("甲町総務課の山田です。処方を見直してほしい。", "処方を見直してほしい。"),
        ("橋を直してほしい。回答をください。電話03-1234-5678です。", "橋を直してほしい。"),
        ("橋を直してほしい。ご連絡は a.yama@example.jp まで。山田", "橋を直してほしい。"),
        ("橋を直してほしい。\n携帯：090-1234-5678", "橋を直してほしい。"),
        ("橋を直してほしい。お返事をお待ちしております。", "橋を直してほしい。"),
        ("窓口の電話 03-1234-5678 がつながらない。", None),
        ("説明会での質問に文書で回答してください。", None),
    ],
)
def test_only_what_says_nothing_is_left_out(text: str, kept: str | None) -> None:
    assert text[slice(*spoken(text))].strip() == (kept or text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("当市消防団長（山本太郎）から次の意見がありましたので、市の意見として提出します。", True),
        ("会員から次の要望が寄せられましたので報告します。", True),
        ("管内の園より以下の回答がございましたので、送付いたします。", True),
        ("住民から次の意見を聞くべきである。", False),
        ("大人も子どもも住民です。", False),
    ],
)
def test_who_passes_on_the_words_of_others_says_nothing(text: str, is_one: bool) -> None:
    assert is_formula(text) is is_one
