"""The report on paper: pages for 165 opinions of a real round, and what may not break over them."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.records import Entry, ingested
from pipeline.quality.shared_data import shared_file
from pipeline.tables.ledger import State
from tests.browser import CHROMIUM, NO_CHROMIUM, address, browser
from tests.report_example import ROUND, inputs_of
from tests.report_pages import with_bodies, written

N_OPINIONS, N_POINTS, MOST_PAGES = 165, 40, 25


def real_texts() -> list[str]:
    try:
        file = shared_file("yamaguchi_highschool/opinions.csv")
    except OpinionsError as error:
        pytest.skip(str(error))
    texts = pd.read_csv(file)["text"].drop_duplicates()
    return [*texts.sample(N_OPINIONS, random_state=1)]


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason=NO_CHROMIUM)
def test_the_report_of_165_opinions_has_at_most_25_pages(tmp_path: Path) -> None:
    import pypdfium2

    entries = [
        Entry("回答.txt", 0, len(text), text, State.OPINIONS, row=row)
        for row, text in enumerate(real_texts(), start=1)
    ]
    tables = ingested(ROUND, entries)
    n_opinions = len(tables.opinions)
    assert n_opinions >= N_OPINIONS
    points = {
        f"論点その{number}": (
            f"テーマその{number % 10}",
            "高校、再編、通学、学科、地域、教育",
            [*range(number, n_opinions + 1, N_POINTS)],
        )
        for number in range(1, N_POINTS + 1)
    }
    inputs = with_bodies(inputs_of(tables, points, {}, {}))
    with browser() as page:
        page.open(address(written(inputs, tmp_path)))
        pdf = pypdfium2.PdfDocument(page.pdf())
    assert len(pdf) <= MOST_PAGES
    words = [sheet.get_textpage().get_text_bounded() for sheet in pdf]
    assert all(len(text) > 120 for text in words[:-1])  # no sheet that is all but empty
