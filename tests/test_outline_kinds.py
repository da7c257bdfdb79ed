"""Kinds of layouts that readers of drafts met, each on three drafts of other subjects."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt

from pipeline.quality.outlines import compared, evaluate_outlines, read_page
from tests.outline_cases import FORMATS, KINDS


def expected(case: str) -> tuple[str, list[tuple[int, str]], list[str]]:
    """The text of a case, its headings with their levels, and paragraphs that must be whole."""
    text, told = case.removeprefix("\n").split("=>\n")
    lines = told.strip().split("\n")
    headings = [(int(line[0]), line[2:]) for line in lines if line[0] != "="]
    return text, headings, [line[2:] for line in lines if line[0] == "="]


def faults(case: str, path: Path) -> list[str]:
    text, headings, paragraphs = expected(case)
    path.write_text(text, encoding="utf-8")
    read = read_page(path)
    found = [(level, place[-1]) for level, place in read.headings]
    texts = ["".join(text.split()) for text, _ in read.paragraphs]
    wrong = [f"{one} is no whole paragraph" for one in paragraphs if one not in texts]
    return wrong if found == headings else [f"{found}, not {headings}", *wrong]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", range(3))
def test_kinds_of_text_layouts(kind: str, number: int, tmp_path: Path) -> None:
    assert faults(KINDS[kind][number], tmp_path / "page.txt") == []


@pytest.mark.parametrize("name", FORMATS)
def test_titles_and_breaks_of_other_formats(name: str, tmp_path: Path) -> None:
    assert faults(FORMATS[name], tmp_path / name) == []


@pytest.mark.parametrize(
    ("title", "lines", "levels"),
    [
        (
            "森の報告書（案）",
            [
                (14, "経過"),
                (0, "委員が五回集まって話し合った。"),
                (14, "結論"),
                (12, "植える"),
                (0, "山の持ち主と毎年苗を植える。"),
            ],
            [1, 1, 2],
        ),
        (
            "祭りの手引",
            [
                (12, "準備"),
                (0, "春から毎月集まって行う。"),
                (12, "当日"),
                (0, "当番の組が朝から見て回る。"),
            ],
            [1, 1],
        ),
        (
            "",
            [(12, "井戸"), (0, "掘る。"), (12, "水門"), (0, "直す。"), (12, "堤"), (0, "積む。")],
            [1, 1, 1],
        ),
    ],
)
def test_headings_of_word_that_are_bold_alone(
    title: str, lines: list[tuple[int, str]], levels: list[int], tmp_path: Path
) -> None:
    document = Document()
    for size, text in [(16, title)] * bool(title) + lines:
        run = document.add_paragraph().add_run(text)
        if size:
            run.bold, run.font.size = True, Pt(size)
    document.save(str(tmp_path / "a.docx"))
    read = read_page(tmp_path / "a.docx")
    told = [text for size, text in lines if size]
    assert [(level, place[-1]) for level, place in read.headings] == [
        *zip(levels, told, strict=True)
    ]


def test_bold_words_are_no_headings_where_numbers_tell_them(tmp_path: Path) -> None:
    document = Document()
    for text, bold in (
        ("１　目的", False),
        ("大切なこと", True),
        ("守る。", False),
        ("２　期間", False),
    ):
        document.add_paragraph().add_run(text).bold = bold
    out = io.BytesIO()
    document.save(out)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    assert [place[-1] for _, place in read_page(tmp_path / "a.docx").headings] == [
        "１目的",
        "２期間",
    ]


def test_pages_are_counted_against_what_people_marked(tmp_path: Path) -> None:
    (tmp_path / "01.txt").write_text("１　橋\n直す。\n２　道\n図１　橋の位置\n", encoding="utf-8")
    gold = {
        "headings": [
            {"level": 1, "heading": "１　橋", "path": []},
            {"level": 2, "heading": "２　道", "path": ["１　橋"]},
            {"level": 1, "heading": "３　川", "path": []},
        ],
        "not_headings": ["図１　橋の位置"],
        "paragraphs": [{"text": "直す。", "under": "１　橋", "under_path": []}],
    }
    counts, wrong = compared(read_page(tmp_path / "01.txt"), gold)
    told = [counts[name] for name in ("headings", "found", "level_and_path_right", "false")]
    assert told == [3, 2, 1, 0]
    assert (counts["paragraphs"], counts["whole_and_placed"]) == (1, 1)
    assert len(wrong) == 2
    with pytest.raises(Exception, match=r"01\.json"):
        evaluate_outlines(tmp_path)
