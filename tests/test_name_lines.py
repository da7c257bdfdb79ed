"""Names alone on a line, half known names, and heads of towns in names of files."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker

_SAID = "期限を延ばしてほしい。"


@pytest.fixture(scope="module")
def masker() -> Masker:
    return Masker(MaskingParams())


@pytest.mark.parametrize(
    "name", ["六角 結", "六角　陽翔", "寿限無太郎", "鬼頭 みなみ", "小鳥遊 蒼"]
)
def test_the_last_line_of_a_letter_is_masked_whole(masker: Masker, name: str) -> None:
    assert masker.mask(f"{_SAID}\n\n{name}").text == f"{_SAID}\n\n〔氏名〕"


@pytest.mark.parametrize("text", ["六角 陽翔", "鬼頭 美咲", "電話 03-1234-5678\n六角 陽翔"])
def test_no_family_name_is_left_before_a_masked_given_name(masker: Masker, text: str) -> None:
    assert masker.mask(text).text.split("\n")[-1] == "〔氏名〕"


@pytest.mark.parametrize(
    "line",
    ["山田 橋", "除雪対策", "広報 課", "福島 県", "大野 町", "森林 税", "対策太郎"],
)
def test_a_last_line_that_is_no_name_stays(masker: Masker, line: str) -> None:
    assert masker.mask(f"{_SAID}\n{line}").text.endswith(line)


def test_who_says_a_name_that_only_ends_as_one(masker: Masker) -> None:
    assert masker.mask("寿限無太郎と申します。").text == "〔氏名〕と申します。"


@pytest.mark.parametrize("name", ["峰山村長意見.docx", "緑川町長回答.xlsx", "小川町長_様式1.pdf"])
def test_the_head_of_a_town_in_the_name_of_a_file_is_no_person(masker: Masker, name: str) -> None:
    assert masker.mask_file_name(name).text == name


@pytest.mark.parametrize(
    "name",
    ["寿限無太郎.docx", "回答_六角花子.docx", "峰山.docx", "鈴木町長意見.docx"],
)
def test_persons_in_names_of_files_are_masked(masker: Masker, name: str) -> None:
    assert "〔氏名〕" in masker.mask_file_name(name).text
