"""Who answered and who did not, on the report and by the stage's own tables."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.codebook.official_list import read_official
from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import ingest
from pipeline.quality.shared_data import shared_data
from pipeline.receiving.adding import add_round
from pipeline.report.html import page as html_page
from pipeline.report.inputs import ReportParams
from pipeline.report.summary.whole import summarize
from pipeline.report.workbook import who_speaks
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions
from pipeline.tables.respondents import Respondents
from tests import intake_inputs as make
from tests.report_example import small_inputs

HEADER = "code6,prefecture,name,type,population_2020\n"
LIST = (
    f"{HEADER}130001,東京都,東京都,都道府県,14047594\n131016,東京都,千代田区,特別区,66680\n"
    "131024,東京都,中央区,特別区,169179\n133035,東京都,瑞穂町,町,31765\n"
)
TEXTS = ["期限を延ばしてほしい。", "費用は国が負担すべきである。"]
ROWS = [
    ["団体コード", "団体名", "意見"],
    ["131016", "千代田区", TEXTS[0]],
    ["", "瑞穂町", "特になし"],
    ["131024", "中央区", ""],  # on the list of the sender, no answer
    ["", "山本一郎", TEXTS[1]],
]


@pytest.fixture
def answered(tmp_path: Path) -> tuple[Path, Path]:
    """The folder of a round and an official list."""
    (tmp_path / "in").mkdir()
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    (tmp_path / "in/list.xlsx").write_bytes(make.table(ROWS))
    add_round([tmp_path / "in"], "r", root=tmp_path)
    supplied = tmp_path / "corpora/respondents.csv"
    supplied.write_text(LIST, encoding="cp932")
    return tmp_path / "corpora/rounds/r", supplied


EVERY_CELL = ReportParams(smallest_cell=0, names_bodies=True)


def test_code_kind_and_band_stand_in_the_tables(answered: tuple[Path, Path]) -> None:
    tables = ingest(answered[0], official=read_official(answered[1]))
    opinions = Opinions.checked(tables.opinions, "opinions")
    first = opinions.iloc[0]
    expected = ["東京都千代田区", "131016", "特別区", "5万人以上10万人未満"]
    assert first[["respondent", "body_code", "body_kind", "population_band"]].tolist() == expected
    ledger = Ledger.checked(tables.ledger, "ledger").set_index("row")
    assert ledger.loc[3, "body_code"] == "133035"
    respondents = Respondents.checked(tables.respondents, "respondents").set_index("respondent")
    assert respondents["n_answers"].to_dict() == {
        "回答者001": 1,
        "東京都中央区": 0,
        "東京都千代田区": 1,
        "東京都瑞穂町": 1,
    }


def test_the_report_says_who_has_not_answered(answered: tuple[Path, Path]) -> None:
    official = read_official(answered[1])
    respondents = ingest(answered[0], official=official).respondents
    inputs = replace(
        small_inputs(TEXTS), respondents=respondents, official=official, settings=EVERY_CELL
    )
    part = summarize(inputs).respondents
    kinds = {line.kind: line for line in part.kinds}
    wards = kinds["特別区"]
    assert (wards.n_respondents, wards.n_listed, wards.n_not_answered) == (1, 2, 1)
    assert (wards.population_answered, wards.population) == (66680, 235859)
    assert kinds["町"].n_respondents == 1  # 意見なし is an answer
    (tokyo,) = part.prefectures
    assert (tokyo.itself, tokyo.n_listed, tokyo.n_listed_answered) == (False, 3, 2)
    assert tokyo.not_answered == (("都道府県", ("東京都",)), ("特別区", ("中央区",)))
    assert [row[2] for row in part.not_answered] == ["東京都", "中央区"]
    figures = {"themes": "<svg></svg>", "items": "<svg></svg>"}
    page = dict(html_page.render(summarize(inputs), figures))["index.html"]
    assert "特別区：中央区" in page
    assert "一覧の市区町村など3団体（人口267,624人）のうち、2団体（人口98,445人）が回答した" in page
    assert len(who_speaks.not_answered_sheet(summarize(inputs)).rows) == 2


def test_without_a_list_nobody_is_missing(answered: tuple[Path, Path]) -> None:
    answered[1].write_text(HEADER, encoding="utf-8")
    official = read_official(answered[1])
    assert official is None
    respondents = ingest(answered[0], official=official).respondents
    inputs = replace(small_inputs(TEXTS), respondents=respondents, settings=EVERY_CELL)
    part = summarize(inputs).respondents
    assert (part.has_list, part.prefectures, part.not_answered) == (False, (), ())
    assert {line.kind: line.n_respondents for line in part.kinds} == {
        "特別区": 1,
        "町": 1,
        "不明": 1,
    }


def test_a_personal_name_behind_a_code_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [["団体コード", "団体名", "意見"], ["131016", "山本一郎", TEXTS[0]]]
    (tmp_path / "in/list.xlsx").write_bytes(make.table(rows))
    add_round([tmp_path / "in"], "r", root=tmp_path)
    tables = ingest(tmp_path / "corpora/rounds/r")
    assert tables.opinions["respondent"].tolist() == ["131016"]
    told = "".join(t.to_csv() for t in (tables.opinions, tables.ledger, tables.respondents))
    assert "山本" not in told


@pytest.mark.parametrize(
    "content", ["code6,name\n131016,千代田区\n", f"{HEADER}999,東京都,x,区,1\n", f"{LIST},,,,,,,\n"]
)
def test_a_wrong_list_is_told(tmp_path: Path, content: str) -> None:
    place = tmp_path / "respondents.csv"
    place.write_text(content, encoding="utf-8")
    with pytest.raises(OpinionsError, match=r"respondents\.csv"):
        read_official(place)
    with pytest.raises(OpinionsError, match="is not there"):
        read_official(tmp_path / "none.csv")


def test_the_real_list_is_read() -> None:
    place = shared_data() / "municipalities/municipalities.csv"
    if not place.is_file():
        pytest.skip("OPINION_DATA holds no list of municipalities")
    official = read_official(place)
    assert official is not None
    assert official["body_kind"].value_counts()["都道府県"] == 47
    assert isinstance(official, pd.DataFrame)
