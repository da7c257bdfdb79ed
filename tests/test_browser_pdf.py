"""A PDF that a browser printed: its letters are drawings, each with a rectangle of its own."""

from pathlib import Path

import pytest

from pipeline.readers.pdf import read_pdf
from tests.browser import address, browser

pytestmark = pytest.mark.slow
_ROWS = [
    ["番号", "該当箇所", "意見"],
    [
        "1",
        "第2章1",
        "港の防波堤のかさ上げに要する経費は、地元の負担が重くならないよう国が持つべきである。",
    ],
    [
        "2",
        "第3章（2）",
        "荷さばき所の耐震化を急ぎ、IoT機器の更新費も補助の対象に加えていただきたい。",
    ],
    ["3", "第6章", "しゅんせつの回数を、年2回に増やすこと。"],
]


@pytest.mark.parametrize("border", ["1px solid", "none"])
@pytest.mark.parametrize("size", ["12pt", "9pt"])
def test_what_a_browser_printed_reads_as_it_was_written(
    tmp_path: Path, border: str, size: str
) -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td style='border:{border}'>{cell}</td>" for cell in row) + "</tr>"
        for row in _ROWS
    )
    page = tmp_path / "意見書.html"
    page.write_text(
        f"<meta charset=utf-8><body style='font-size:{size}'><p>港湾計画（案）への意見</p>"
        f"<table style='border-collapse:collapse'>{cells}</table>",
        encoding="utf-8",
    )
    with browser() as tab:
        tab.open(address(page))
        content = tab.pdf()
    received = read_pdf(content)
    told = "".join(
        [
            received.text,
            *(cell or "" for grid in received.grids for row in grid.rows for cell in row),
        ]
    )
    without_space = "".join(told.split())
    missing = [cell for row in _ROWS for cell in row if cell not in without_space]
    assert missing == []
