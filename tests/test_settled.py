"""What round.yaml calls settled: which waiting entry it means, and what `opinions check` says."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.ingest.round_tables import IngestParams
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from pipeline.rounds.settled import settle_nothing
from tests import intake_inputs as make
from tests.blind_cases import in_this_process

_FILE = "received/回答_〔氏名〕.xlsx"
_LEDGER = pd.DataFrame(
    [
        ("received/別.pdf", None, None, None, None, "opinions"),
        (_FILE, "様式", 4, None, "B", "needs_person"),
        ("received/図.pdf", None, None, 2, None, "unreadable"),
    ],
    columns=["file", "sheet", "row", "page", "column", "state"],
)


@pytest.mark.parametrize(
    "what",
    [
        _FILE,
        "回答_〔氏名〕.xlsx",
        f"{_FILE}、シート「様式」、4行目",
        f"{_FILE} 様式 B4",
        "ファイル2",
        "ファイル2、シート1、4行目",
        "received/図.pdf、２ページ",
        "図.pdf 2ページ",
    ],
)
def test_files_and_places_are_meant_as_report_and_check_write_them(what: str) -> None:
    assert settle_nothing(_LEDGER, [what]) == []


@pytest.mark.parametrize("what", ["received/別.pdf", "ない.pdf", f"{_FILE} 様式 B5", "ファイル9"])
def test_what_does_not_wait_is_told(what: str) -> None:
    assert settle_nothing(_LEDGER, [what]) == [what]


def test_check_says_what_an_entry_of_a_masked_file_should_be(tmp_path: Path) -> None:
    incoming = tmp_path / "回答_佐藤花子.xlsx"
    incoming.write_bytes(
        make.workbook({"様式": {"A1": "団体名", "B1": "A市", "A2": "意見", "B2": "12"}})
    )
    folder = tmp_path / "corpora" / "rounds" / "2024-05-a"
    with in_this_process():
        add_round([incoming], "2024-05-a", root=tmp_path)
        path = folder / "round.yaml"
        entries = "settled:\n- what: received/回答_佐藤花子.xlsx\n- what: 別紙.pdf\n"
        path.write_text(path.read_text(encoding="utf-8") + entries, encoding="utf-8")
        (tmp_path / "more.csv").write_text("意見\n期限を延ばすべきである。\n", encoding="utf-8")
        told = "\n".join(check_round(folder, IngestParams(strict=False)).lines())
    assert "settled の「別紙.pdf」に当たる、人の判断を待つものがない" in told
    assert f"ファイルの名前は {_FILE} と書く" in told
    assert "佐藤" not in told


_WAITS = {"A1": "団体名", "B1": "A市", "A2": "意見", "B2": "12", "A3": "ご意見", "B3": "34"}


@pytest.mark.parametrize("what", ["回答.xlsx", "received/回答.xlsx", "{place}"])
def test_check_says_once_that_what_waits_is_settled_and_no_longer_asks(
    tmp_path: Path, what: str
) -> None:
    (tmp_path / "回答.xlsx").write_bytes(make.workbook({"様式": _WAITS}))
    (tmp_path / "more.csv").write_text("意見\n期限を延ばすべきである。\n", encoding="utf-8")
    folder = tmp_path / "corpora" / "rounds" / "2024-05-a"
    with in_this_process():
        add_round([tmp_path / "回答.xlsx", tmp_path / "more.csv"], "2024-05-a", root=tmp_path)
        path = folder / "round.yaml"
        before = check_round(folder, IngestParams(strict=False))
        asked = [one.place for one in before.findings if one.level == "要判断"]
        places = [place for place in asked if " " in place]  # rows; not their file, which they make
        assert len(places) == 2
        whats = [what] if "{" not in what else places
        entries = "".join(f"- {{what: '{one}'}}\n" for one in whats)
        path.write_text(path.read_text(encoding="utf-8") + f"settled:\n{entries}", encoding="utf-8")
        after = check_round(folder, IngestParams(strict=False))
    assert not [one for one in after.findings if one.level == "要判断"]
    told = [one for one in after.findings if "人が確かめた" in one.message]
    assert len(told) == len(whats)
    assert "人の判断を待つものがない" not in "\n".join(after.lines())
