"""`opinions check` says what `opinions add-round` said, until people have answered."""

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest.round_tables import IngestParams
from pipeline.layouts.list_layout import NO_BODY
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from tests import intake_inputs as make

_A, _B = "通学路の街灯を増やしてほしい。", "橋の補修を急ぐべきである。"
_TOLD_OF_ARRIVAL = "date を最後のファイルの日付"
"""What only the arrival of files tells."""

FILES = {
    "an_answer_without_header": {"a.xlsx": [["団体名", "意見"], ["A市", _A, _B], ["B市", _B]]},
    "a_sheet_without_opinions": {
        "a.xlsx": {
            "意見": {"A1": "団体名", "B1": "意見", "A2": "A市", "B2": _A},
            "集計": {"A1": "人口"},
        }
    },
    "old_encoding": {"a.csv": f"団体名,意見\nA市,{_A}\nB市,{_B}\n".encode("cp932")},
    "a_quote_that_never_closes": {"a.csv": f'団体名,意見\nA市,"{_A}\nB市,{_B}\n'.encode()},
    "columns_of_equal_rank": {"a.xlsx": [["市町村", "ご意見"], ["A市", _A], ["A市", _B]] * 3},
    "no_header_at_all": {"a.xlsx": [["1", _A], ["2", _B], ["3", _A + _B]]},
}


@pytest.mark.parametrize("case", FILES)
def test_check_repeats_what_add_round_said(tmp_path: Path, case: str) -> None:
    received = tmp_path / "in"
    received.mkdir()
    for name, content in FILES[case].items():
        (received / name).write_bytes(_bytes(content))
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    added = add_round([received], "r", "題", root=tmp_path)
    checked = check_round(tmp_path / "corpora/rounds/r", IngestParams())
    said = {f.message for f in added.findings if not f.message.startswith(_TOLD_OF_ARRIVAL)}
    again = "\n".join(f.message for f in checked.findings)
    assert said
    missing = [m for m in said if _gist(m) not in again]
    assert not missing


def test_a_column_that_people_confirmed_is_not_asked_for_again(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(
        _bytes([["市町村", "ご意見"], *[["A市", _A], ["B市", _B]] * 3])
    )
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    add_round([tmp_path / "a.xlsx"], "r", "題", root=tmp_path)
    path = tmp_path / "corpora/rounds/r/round.yaml"
    asked = path.read_text(encoding="utf-8")
    assert "confirmed: false" in asked
    path.write_text(asked.replace("confirmed: false", "confirmed: true"), encoding="utf-8")
    checked = check_round(path.parent, IngestParams())
    assert not [one for one in checked.findings if "confirmed: true" in one.message]


@pytest.mark.parametrize(
    ("files", "asks"),
    [
        # Forms of which the name of the file says whose they are.
        (
            {"01_A市.csv": "No.,意見\n1,{a}\n2,{b}\n", "02_B町.csv": "No.,意見\n1,{b}\n2,{a}\n"},
            False,
        ),
        # One of them does not say so.
        ({"01_A市.csv": "No.,意見\n1,{a}\n2,{b}\n", "回答.csv": "No.,意見\n1,{b}\n2,{a}\n"}, True),
        # Citizens: nobody is a body.
        ({"一覧.csv": "No.,年代,意見\n1,20代,{a}\n2,30代,{b}\n"}, True),
    ],
)
def test_who_answers_is_not_asked_where_the_body_was_found(
    tmp_path: Path, files: dict[str, str], asks: bool
) -> None:
    (tmp_path / "in").mkdir()
    for name, text in files.items():
        (tmp_path / "in" / name).write_text(text.format(a=_A, b=_B), encoding="utf-8")
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    add_round([tmp_path / "in"], "r", "題", root=tmp_path)
    checked = check_round(tmp_path / "corpora/rounds/r", IngestParams())
    assert any(one.message == NO_BODY for one in checked.findings) == asks


def _bytes(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content
    return make.workbook(content) if isinstance(content, dict) else make.table(content)


def _gist(message: str) -> str:
    """What is said; of a question the line to answer it by, which the ledger shows too."""
    asked = re.search(r"\{column: \w+, role: body_name", message)
    return asked[0] if asked else message.partition("（")[0]
