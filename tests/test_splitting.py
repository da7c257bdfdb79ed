from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.quality.splitting_boundaries import (
    LabelledCell,
    boundary_scores,
    found_begins,
    read_comments,
    read_labels,
    shared_data,
)
from pipeline.segmentation.splitting import SplittingParams, split

PARAMS = SplittingParams()
LABELS = (
    (Path(__file__).parent.parent / "corpora/gold/splitting_cells.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
)
WRITTEN = read_labels(LABELS, {})


def pieces(cell: str, params: SplittingParams = PARAMS) -> list[str]:
    return [cell[part.text_begin : part.end].strip() for part in split(cell, params)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("・延長を求める。\n・財政支援を求める。", ["延長を求める。", "財政支援を求める。"]),
        ("延長を求める。また、財政支援も求める。", ["延長を求める。", "また、財政支援も求める。"]),
        ("以下を要望する。\n①移行経費の補助\n②期限の延長", ["移行経費の補助", "期限の延長"]),
        ("延長を求める。\n理由：\n・人材の不足\n・予算の不足", None),
        ("人材が不足しており、また、予算もない。期限の延長を求める。", None),
        ("「また、国は支援する。」を追加すべきである。", None),
        ("特になし", None),
        ("値上げには賛成する。ただし、学生は除いてほしい。", None),
        ("移転を求める。また、その場合の送迎も市が担うべきである。", None),
        ("窓口を減らすことに賛成である。しかし、支所の窓口は残すべきである。", None),
        ("一か月では準備が間に合わないのではないか。三か月は置くべき。", None),
        ("補助が少なく誰も申し込めないのではないか。\n上限を百万円に引き上げるべきだ。", None),
        ("三人では回らず現場が困るのではないでしょうか。職員を五人に増やしてほしい。", None),
        (
            "説明会を開いてほしい。資料は郵送すべき。",
            ["説明会を開いてほしい。", "資料は郵送すべき。"],
        ),
        ("食堂を営んでいます。①客が減った。②駐車場が遠い。", ["客が減った。", "駐車場が遠い。"]),
        (
            "園に勤めています。(1)門が狭い。(2)傘の置き場もない。",
            ["門が狭い。", "傘の置き場もない。"],
        ),
        ("会社員です。①終電が早い。②駅が暗い。", ["終電が早い。", "駅が暗い。"]),
        ("工事が長引いた。①資材が遅れた。②人が集まらなかった。", None),
    ],
)
def test_what_is_one_point_and_what_are_several(cell: str, expected: list[str] | None) -> None:
    assert pieces(cell) == (expected or [cell])


def test_points_know_the_heading_they_stand_under() -> None:
    cell = "【費用】\n・運用経費を措置してほしい。\n・回線費用を補助してほしい。"
    assert [cell[slice(*part.lead)].strip() for part in split(cell, PARAMS) if part.lead] == [
        "【費用】",
        "【費用】",
    ]


@given(st.text(alphabet="あ。\n・①②(1)2.また、求める「」【意見】理由： 　ほしい", max_size=120))
@settings(max_examples=300)
def test_parts_hold_every_character_once(cell: str) -> None:
    parts = split(cell, PARAMS)
    assert "".join(cell[part.begin : part.end] for part in parts) == (cell if cell.strip() else "")
    assert all(part.begin <= part.text_begin for part in parts)
    assert all(cell[part.text_begin : part.end].strip() for part in parts)


@given(st.sampled_from(WRITTEN))
@settings(max_examples=60)
def test_switched_off_a_cell_is_one_opinion(cell: LabelledCell) -> None:
    assert len(split(cell.text, SplittingParams(enabled=False))) == 1


@given(st.sampled_from(WRITTEN))
@settings(max_examples=60)
def test_a_cell_inside_a_longer_one_is_cut_in_the_same_places(cell: LabelledCell) -> None:
    moved = found_begins(f"\n\n{cell.text}\n", PARAMS)
    assert [begin - 2 for begin in moved] == list(found_begins(cell.text, PARAMS))


def test_the_labels_are_enough_and_name_each_cell_once() -> None:
    assert len(WRITTEN) >= 120
    ids = [cell.cell_id for cell in WRITTEN]
    assert len(set(ids)) == len(ids)
    assert len(LABELS) - len(WRITTEN) == 60
    halves = [cell.half for cell in WRITTEN]
    assert min(halves.count("tune"), halves.count("report")) > 0.4 * len(WRITTEN)


def test_boundaries_of_the_held_out_half() -> None:
    report = [cell for cell in WRITTEN if cell.half == "report"]
    assert boundary_scores(report, PARAMS)["f1"] >= 0.90


def test_boundaries_of_real_comments() -> None:
    comments = read_comments(shared_data())
    if not comments:
        pytest.skip(f"env_plan_comments is not at {shared_data()} (OPINION_DATA)")
    cells = [cell for cell in read_labels(LABELS, comments) if cell.half == "report"]
    assert boundary_scores(cells, PARAMS)["f1"] >= 0.90


@pytest.mark.parametrize("unit", ["\n", "。・", "・a\n", "「", "1 ", "（", "P1\n", "あ", "また、"])
def test_huge_cells_do_not_hang(unit: str) -> None:
    cell = unit * (20_000 // len(unit))
    assert sum(part.end - part.begin for part in split(cell, PARAMS)) in {0, len(cell)}
