"""People whom no file names are respondents, each once, as those with a name are."""

from pathlib import Path

import pytest

from pipeline.ingest.records import Ingested
from pipeline.ingest.round_tables import ingest
from pipeline.receiving.adding import add_round
from pipeline.report.summary.respondent_count import respondents_by_kind
from tests import intake_inputs as make

A, B, C = "期限を延ばしてほしい。", "費用は国が負担すべきである。", "研修を増やしてほしい。"


def taken_in(root: Path, rows: list[list[object]]) -> Ingested:
    (root / "in").mkdir()
    (root / "in" / "一覧.xlsx").write_bytes(make.table(rows))
    add_round([root / "in"], "r", root=root)
    return ingest(root / "corpora/rounds/r", n_workers=1)


@pytest.mark.parametrize(
    ("header", "rows", "kinds"),
    [
        (["区分", "意見"], [["個人", A], ["個人", B], ["個人", A]], {"個人": 3}),
        (["年代", "意見"], [["60代", A], ["20代", f"{A}\n{B}"]], {"不明": 2}),
        (["団体名", "区分", "意見"], [["A市", "", A], ["", "個人", B]], {"市": 1, "個人": 1}),
        (["番号", "意見"], [["1", A], ["2", B]], {}),
    ],
)
def test_a_row_of_an_unnamed_person_is_one_respondent(
    header: list[str], rows: list[list[object]], kinds: dict[str, int], tmp_path: Path
) -> None:
    tables = taken_in(tmp_path, [list(header), *rows])
    found = respondents_by_kind(tables.respondents)
    assert dict(found) == kinds
    named = tables.opinions["respondent"]
    assert named.nunique() == sum(kinds.values())
    assert named.notna().all() == bool(kinds)
