"""Archives that are not opened, mailboxes, copies of files, and values that are no opinions."""

import base64
import datetime as dt
import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from pipeline.commands import rounds
from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.readers.limits import Limits
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from pipeline.receiving.doctor_report import Report
from pipeline.report.numbers import Numbers
from pipeline.rounds.round_head import read_round_head
from pipeline.tables.state import State
from tests import intake_inputs as make
from tests.blind_cases import in_this_process

A, B = "締切を延ばしてほしい。", "夜間の窓口も開けてほしい。"
GOOD = f"団体名,意見\nA市,{A}\n".encode()


def _added(root: Path, files: dict[str, bytes], limits: Limits | None = None) -> Report:
    folder = root / "in"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    with in_this_process():
        return add_round([folder], "r", date="2024-06-01", root=root, limits=limits)


def _ledger(root: Path) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    folder = root / "corpora/rounds/r"
    with in_this_process():
        tables = ingest(folder, IngestParams(), 1)
        return tables.opinions, tables.ledger, check_round(folder, IngestParams()).lines()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(200)), "7z"),
        ("a.bin", b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(200)), "7z"),
        ("a.lzh", b"\x22\x9d-lh5-" + bytes(range(200)), "LZH"),
        ("kaitou.docx", b"\x22\x9d-lh7-" + bytes(range(200)), "LZH"),
        ("a.rar", b"Rar!\x1a\x07\x01\0" + bytes(range(200)), "RAR"),
        ("a.tgz", b"\x1f\x8b\x08\0" + bytes(range(200)), "gzip"),
        ("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(range(200)), "winmail.dat"),
        ("kara.csv", bytes(3_000_000), "3,000,000バイト"),
    ],
)
def test_what_is_not_opened_is_told_by_its_kind(
    tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    report = _added(tmp_path, {name: content, "b.csv": GOOD})
    (found,) = [f for f in report.findings if f.level == "読めない"]
    assert found.place == name
    assert told in found.message
    _, ledger, lines = _ledger(tmp_path)
    assert set(ledger[ledger["file"].str.endswith(name)]["state"]) == {State.UNREADABLE}
    assert any("[読めない]" in line and told in line for line in lines)


def test_a_bomb_costs_itself_alone_and_says_in_which_zip(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("kara.csv", bytes(11 * 2**20))
        package.writestr("b.csv", GOOD)
    report = _added(tmp_path, {"teishutsu.zip": out.getvalue()}, Limits(megabytes_per_file=1))
    (found,) = [f for f in report.findings if f.level == "読めない"]
    assert found.place == "kara.csv"
    for word in ("11,534,336バイト", "爆弾", "teishutsu.zip の中"):
        assert word in found.message
    assert list(_ledger(tmp_path)[0]["text"]) == [A]


def _mbox(end: str = "\n") -> bytes:
    mails = [
        f"From a@example.jp Mon Jun  3 10:20:00 2024\nFrom: {who}@example.jp\nSubject: x\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{text}\n>From here on.\n"
        for who, text in (("a", A), ("b", B))
    ]
    return "\n".join(mails).replace("\n", end).encode()


@pytest.mark.parametrize("name", ["kaitou.mbox", "kaitou.eml", "kaitou.txt", "kaitou"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mailbox_is_several_mails(tmp_path: Path, name: str, end: str) -> None:
    _added(tmp_path, {name: _mbox(end)})
    opinions, ledger, _ = _ledger(tmp_path)
    assert {A, B} <= set(opinions["text"])
    assert (ledger["level"] == "file").sum() == 2
    assert not opinions["text"].str.contains(">From", regex=False).any()


def test_a_raw_mail_under_another_name_is_opened(tmp_path: Path) -> None:
    mail = b"From: a@example.jp\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n"
    mail += b"Content-Type: text/plain; charset=utf-8\n\n"

    _added(tmp_path, {"kaitou.txt": mail + base64.b64encode(A.encode()) + b"\n"})
    assert list(_ledger(tmp_path)[0]["text"]) == [A]


@pytest.mark.parametrize(
    ("content", "due"),
    [
        (f"団体名,意見\nA市,{A}\nB市,{B}\n", [A, B]),
        (f"団体名\t意見\r\nA市\t{A}\r\n", [A]),
        (f"{A}\n{B}\n", [A, B]),
        (f"意見書\n\n{A}\n", [A]),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_file_without_suffix_is_read_by_its_content(
    tmp_path: Path, content: str, due: list[str], encoding: str
) -> None:
    _added(tmp_path, {"kaitou": content.encode(encoding)})
    assert list(_ledger(tmp_path)[0]["text"]) == due


@pytest.mark.parametrize(
    ("files", "n_opinions", "asks"),
    [
        (("131016_千代田区.txt", "131024_中央区.txt"), 2, True),
        (("甲/回答.txt", "乙/回答.txt"), 1, True),
        (("yamada.txt", "sato.txt"), 1, True),
        (("回答.txt", "回答 (1).txt"), 1, False),
        (("千代田区.txt", "千代田区のコピー.txt"), 1, False),
    ],
)
def test_two_files_of_one_content(
    tmp_path: Path, files: tuple[str, ...], n_opinions: int, asks: bool
) -> None:
    report = _added(tmp_path, dict.fromkeys(files, A.encode()))
    assert any("同じ内容のファイルがある" in finding.message for finding in report.findings)
    opinions, ledger, lines = _ledger(tmp_path)
    assert len(opinions) == n_opinions
    asked = [line for line in lines if "[要判断]" in line and "同じ内容のファイル" in line]
    assert bool(asked) == asks
    waits = ledger["reason"].str.contains("同じ内容のファイル") & (
        ledger["state"] == State.NEEDS_PERSON
    )
    assert bool(waits.any()) == asks


@pytest.mark.parametrize(("answer", "n_opinions"), [("true", 1), ("false", 2)])
def test_a_person_says_whether_a_copy_counts(tmp_path: Path, answer: str, n_opinions: int) -> None:
    for files in (("131016_千代田区.txt", "131024_中央区.txt"), ("tegami.txt", "fumi.txt")):
        root = tmp_path / files[0]
        _added(root, dict.fromkeys(files, A.encode()))
        path = root / "corpora/rounds/r/round.yaml"
        second = max(files)
        text = path.read_text(encoding="utf-8")
        at = text.index(f"received/{second}") + len(f"received/{second}")
        path.write_text(f"{text[:at]}, replaced: {answer}{text[at:]}", encoding="utf-8")
        opinions, _, lines = _ledger(root)
        assert len(opinions) == n_opinions
        assert not [line for line in lines if "[要判断]" in line and "同じ内容" in line]


def test_files_that_were_received_are_counted_and_numbered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is left of a folder is no file, a copy is called one, numbers are the report's."""
    inside = {"~$a.xlsx": b"lock", "a.csv": GOOD, "b.csv": GOOD, "c.7z": b"7z\xbc\xaf\x27\x1c"}
    assert _added(tmp_path, inside).n_files == 3
    _, ledger, told = _ledger(tmp_path)
    files = ledger[ledger["level"] == "file"]
    assert len(files) == 4 and told[0].startswith("r: 3 files")
    assert "数えない行（差し替え・取り下げ・同じ内容のファイル） 1" in " ".join(told)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params.yaml").write_text("rounds: [r]\n", encoding="utf-8")
    rounds.files("r")
    numbers = [line.split("\t")[:2] for line in capsys.readouterr().out.splitlines()]
    assert numbers == [[Numbers.of(ledger).file(file), file] for file in files["file"]]


def test_files_added_again_are_told(tmp_path: Path) -> None:
    _added(tmp_path, {"a.csv": GOOD})
    report = _added(tmp_path, {"a.csv": GOOD, "b.csv": GOOD})
    told = {finding.place: finding.message for finding in report.findings}
    assert "何も変わらない" in " ".join(f.message for f in report.findings if f.place == "a.csv")
    assert "同じ内容のファイルがある：a.csv" in told["b.csv"] or any(
        "同じ内容のファイルがある：a.csv" in f.message for f in report.findings
    )


def test_a_round_of_empty_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpinionsError, match=r"No file can be read(.|\n)*0バイト"):
        _added(tmp_path, {"a.csv": b"", "b.docx": b""})
    assert not (tmp_path / "corpora/rounds/r").exists()
    (tmp_path / "in/c.csv").write_bytes(GOOD)
    with in_this_process():
        add_round([tmp_path / "in"], "r", root=tmp_path)
        (tmp_path / "in/c.csv").unlink()
        add_round([tmp_path / "in/a.csv"], "r", root=tmp_path)  # beside others it is told


@pytest.mark.parametrize(
    "value",
    ["2024-05-01", "令和6年5月1日", "3", "12,345", "50%", "TRUE", "10:30", "3頁", "-5.2", "#N/A"],
)
def test_a_bare_value_in_the_column_of_opinions_waits(tmp_path: Path, value: str) -> None:
    rows = [f"{name}市,締切の{name}度目の見直しを求める。" for name in "BCDEF"]
    content = "\n".join(["団体名,意見", *rows, f'A市,"{value}"']).encode()
    _added(tmp_path, {"a.csv": content})
    opinions, ledger, _ = _ledger(tmp_path)
    assert len(opinions) == 5
    row = ledger[(ledger["text"] == value) | (ledger["respondent"] == "A市")]
    assert State.NEEDS_PERSON in set(row["state"])


def test_dates_and_truth_values_of_a_workbook_wait(tmp_path: Path) -> None:

    rows = [["団体名", "意見"], ["A市", A], ["B市", dt.date(2024, 5, 1)], ["C市", True], ["D市", 7]]
    _added(tmp_path, {"a.xlsx": make.table(rows)})
    opinions, ledger, _ = _ledger(tmp_path)
    assert list(opinions["text"]) == [A]
    assert (ledger["state"] == State.NEEDS_PERSON).sum() == 3


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("甲川漁業協同組合 会長 山田太郎", "", A), "甲川漁業協同組合"),
        ((A, "", "一般社団法人乙山協会　理事長　佐藤　花子"), "一般社団法人乙山協会"),
        (("丙野森林組合　代表理事組合長　鈴木", "", A), "丙野森林組合"),
        (("甲川を守る会", "山田太郎", "", A), ""),
        ((A, "", "有志一同　代表　山田太郎"), ""),
        (("甲川町長　山田太郎", "", A, "", "乙山町長　佐藤"), ""),
    ],
)
def test_the_head_or_foot_of_a_letter_names_its_sender_or_is_asked(
    tmp_path: Path, lines: tuple[str, ...], name: str
) -> None:
    _added(tmp_path, {"tegami.txt": "\n".join(lines).encode()})
    opinions, _, told = _ledger(tmp_path)
    asked = [line for line in told if "[要判断]" in line and "差出人らしい行" in line]
    if name:
        assert list(opinions["respondent"]) == [name]
    assert bool(asked) != bool(name), told


@pytest.mark.parametrize(
    "lines",
    [
        ("甲川漁業協同組合 御中", "", A),
        ("第3回検討会の資料", "", A),
        (A, B),
    ],
)
def test_a_letter_without_sender_asks_nothing(tmp_path: Path, lines: tuple[str, ...]) -> None:
    _added(tmp_path, {"tegami.txt": "\n".join(lines).encode()})
    opinions, _, told = _ledger(tmp_path)
    assert not any("差出人らしい行" in line for line in told)
    asked = any("[要確認] 差出人の分からない意見がある" in line for line in told)
    assert asked == bool(opinions["respondent"].isna().any()) is True


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"date": "5月10日"}, ("--date", "2024-05-10")),
        ({"date": "1899-01-01"}, ("--date", "1990", "2024-05-10")),
        ({"round_name": "意見照会"}, ("--round", "半角", "2024-05-beta")),
        ({"round_name": "con"}, ("--round", "使えない")),
        ({"paths": "kaitou.xlsx"}, ("kaitou.xlsx がない", "指定する")),
        ({"paths": "kara"}, ("一つもない", "指定する")),
        ({"yaml": "files: [\n"}, ("round.yaml", "行目", "UTF-8")),
        ({"yaml": "- a\n"}, ("round.yaml", "「項目: 値」")),
        ({"yaml": "title: x\ndate: 2024-05-10\nyear: 2024\nfile: []\n"}, ("files", "ない")),
    ],
)
@pytest.mark.usefixtures("in_japanese")
def test_messages_say_what_came_what_is_allowed_and_what_to_do(
    tmp_path: Path, fault: dict[str, str], words: tuple[str, ...]
) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    (tmp_path / "kara").mkdir()
    folder = tmp_path / "corpora/rounds" / fault.get("round_name", "r")
    if "yaml" in fault:
        folder.mkdir(parents=True)
        (folder / "round.yaml").write_text(fault["yaml"], encoding="utf-8")
    with pytest.raises(OpinionsError) as caught:
        add_round(
            [tmp_path / fault.get("paths", "a.csv")],
            fault.get("round_name", "r"),
            date=fault.get("date", ""),
            root=tmp_path,
        )
    for word in words:
        assert word in str(caught.value)


@pytest.mark.usefixtures("in_japanese")
def test_a_missing_round_is_told_in_japanese(tmp_path: Path) -> None:
    with pytest.raises(OpinionsError, match=r"がない.*rounds"):
        read_round_head(tmp_path / "r")
