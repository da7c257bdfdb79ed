import pytest

from pipeline.text.mask_marks import KINDS, without_masks
from tests.theme_inputs import tokens

TEXTS = [
    ("〔氏名〕様提案：図書館の開館時間を延ばす。", "提案：図書館の開館時間を延ばす。"),
    ("連絡は〔電話番号〕か〔メール〕まで。", "連絡はかまで。"),
    ("様式の〔資料〕欄を残してほしい。", "様式の〔資料〕欄を残してほしい。"),
    ("〔氏名〕様\n〔住所〕", "〔氏名〕様\n〔住所〕"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "left"), TEXTS)
def test_nothing_is_read_of_a_mark(text: str, left: str) -> None:
    assert without_masks(text) == left


@pytest.mark.parametrize("kind", KINDS)
def test_a_mark_is_one_token_that_says_nothing(kind: str) -> None:
    text = f"〔{kind}〕さんの案に賛成。窓口は〔{kind}〕。"
    cut = tokens(text)
    assert "".join(token.surface for token in cut) == text
    marks = [token for token in cut if "〔" in token.surface]
    assert [token.surface for token in marks] == [f"〔{kind}〕"] * 2
    assert not any(token.is_content or "名詞" in token.part_of_speech for token in marks)
    assert all(text[token.begin : token.end] == token.surface for token in cut)


def test_the_word_itself_stays_a_word() -> None:
    assert "氏名" in {
        token.surface for token in tokens("様式に氏名の欄がある。") if token.is_content
    }
