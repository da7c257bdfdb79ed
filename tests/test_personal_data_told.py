"""Cells, values and titles of personal data; what sentences tell: test_names_as_written.py."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.titles import HONORIFICS, LAST_LETTERS, OFFICES, TOGETHER, evidence_of

MASKER = Masker(MaskingParams())

IN_A_CELL = [
    ("住所", "市内在住です"),
    ("住所", "都道府県名だけで可"),
    ("住所", "村外"),
    ("住所", "同上"),
]
VALUES_THAT_END = [
    ("【住所】三重県津市栄町1-891　【意見】道路の補修を急いでください。", "道路の補修"),
    ("居住地：群馬県前橋市大手町1-1-1 要望：保育料を下げてほしい。", "保育料"),
    ("住所／香川県高松市番町四丁目1-10　題名／港の整備", "港の整備"),
    ("カナ氏名 イシハラ ミドリ コウモク フクシ", "フクシ"),
]


@pytest.mark.parametrize(("label", "text"), IN_A_CELL)
def test_an_answer_that_names_no_place_stays(label: str, text: str) -> None:
    assert MASKER.mask(text, label).text == text


@pytest.mark.parametrize(("text", "kept"), VALUES_THAT_END)
def test_a_value_ends_where_the_next_field_begins(text: str, kept: str) -> None:
    masked = MASKER.mask(text)
    assert masked.spans
    assert kept in masked.text


@pytest.mark.parametrize("text", ["担当の田中正造です。", "母の津田梅子は90歳です。"])
def test_a_person_around_is_masked_whatever_the_name(text: str) -> None:
    assert "〔氏名〕" in MASKER.mask(text).text


def test_every_title_ends_in_a_letter_that_is_sought_first() -> None:
    """Where none of these letters stands no title is sought, which saves a tenth of the time."""
    ranks = (
        "課長 係員 長官 弁護士 医師 教授 課長補佐 課長代理 部長級 主任主事 博士 記者 助教 教諭 "
        "教頭 学芸員 司祭 住職 補佐 補佐官 秘書 代表 県議 先輩 後輩 同級生 主査 主幹 参事 参与 "
        "主席 主管 統括 主監 技監 巡査 警部 専務 常務 グループ長 リーダー マネージャー マネジャー "
        "チーフ ディレクター プロデューサー オーナー コーチ ドクター GL SV PM PL TL GM SE "
        "CIO GL補佐"
    )
    listed = {rank for rank in ranks.split() if evidence_of(rank)}
    assert len(listed) == len(ranks.split())
    titles = HONORIFICS | TOGETHER | OFFICES | listed
    assert {title for title in titles if title[-1] not in LAST_LETTERS} == set()
