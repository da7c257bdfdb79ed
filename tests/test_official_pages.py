"""The official table as pages: LibreOffice prints it, and no row is broken between two of them."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from pipeline.report.summary.official_table import AnswerDraft
from pipeline.report.summary.whole import summarize
from pipeline.report.word import render
from tests.report_example import small_inputs

pytestmark = pytest.mark.slow
SOFFICE = shutil.which("soffice")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice prints the pages")
def test_no_row_is_broken_between_pages(tmp_path: Path) -> None:
    assert SOFFICE is not None
    texts = [
        f"始{n:03}。"
        + "費用の見通しを示し、期限を延ばしていただきたい。" * (n % 5 + 1)
        + f"終{n:03}。"
        for n in range(40)
    ]
    summary = summarize(small_inputs(texts))
    draft = AnswerDraft("御意見を踏まえ、今後の検討の参考とします。" * 12, "令和5年", 0.6)
    lines = tuple(
        replace(
            line,
            excerpts=(replace(line.excerpts[0], sentence=line.excerpts[0].opinion.text),),
            asked="第58条の3",
            clause="第2章　施策の方向 / 3　基盤の整備 / （1）期限",
            drafts=(draft,) * (line.number % 4),
        )
        for line in summary.table
    )
    (tmp_path / "table.docx").write_bytes(render(replace(summary, table=lines)))
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    subprocess.run(
        [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, "table.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    pages = [
        "".join(page.get_textpage().get_text_bounded().split())
        for page in pypdfium2.PdfDocument(tmp_path / "table.pdf")
    ]
    assert len(pages) > 1
    for n in range(len(texts)):
        begins = [place for place, page in enumerate(pages) if f"始{n:03}" in page]
        ends = [place for place, page in enumerate(pages) if f"終{n:03}" in page]
        assert begins == ends, f"row {n} stands on pages {begins} and {ends}"
        assert len(begins) == 1
