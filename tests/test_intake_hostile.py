"""Broken and hostile files: each is read or named with a reason, all others are read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.readers.limits import Limits
from pipeline.readers.watchdog import watched
from pipeline.receiving.adding import add_round
from tests import intake_inputs as make

OPINION = "移行の期限を延ばしてほしい。"
GOOD = "団体名,意見\nZ市,よい案である。\n".encode()
LIMITS = Limits(seconds_per_file=60, megabytes_per_file=5)


def _ole(*streams: str) -> bytes:
    """The beginning of a compound file that names streams."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504
    return head + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.txt", b"0" * 60 * 2**20)
    return out.getvalue()


def _entities(package: bytes, part: str) -> bytes:
    declared = (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        "<x>&b;</x>"
    )
    return make.patched(package, {part: declared.encode()})


def _far_cell() -> bytes:
    return make.workbook({"s": {"A1": "団体名", "B1": "意見", "XFD1048576": "x"}})


def _wide() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["団体名", "意見"])
    book.active.append(["A市", OPINION])
    book.active["XFD1"] = "端"
    return make.saved(book)


def _csv(text: str, encoding: str = "utf-8") -> bytes:
    return text.encode(encoding)


LIST = [["団体名", "意見"], ["A市", OPINION]]
CASES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("0byte.xlsx", lambda: b"", "unreadable", "0バイト"),
    ("kireta.xlsx", lambda: make.table(LIST)[:-900], "unreadable", "途中で切れている"),
    ("kireta.docx", lambda: make.word(["意見"])[:2000], "unreadable", "途中で切れている"),
    ("kireta.pdf", lambda: make.pdf([[OPINION]])[:60], "unreadable", "PDFが壊れて"),
    ("jitsuha_csv.xlsx", lambda: GOOD.replace(b"Z", b"Y"), "opinions", ""),
    ("jitsuha_xlsx.csv", lambda: make.table(LIST), "opinions", ""),
    ("jitsuha_png.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "unreadable", "画像"),
    ("jitsuha_zip.xlsx", _bomb, "unreadable", "圧縮爆弾"),
    ("xml.xls", lambda: b"<?xml version='1.0'?><Workbook>x</Workbook>", "unreadable", "XML"),
    ("password.xlsx", lambda: _ole("EncryptedPackage"), "unreadable", "パスワード"),
    ("password.pdf", lambda: make.pdf([[OPINION]], encrypted=True), "unreadable", "パスワード"),
    ("scan.pdf", lambda: make.pdf([[]]), "unreadable", "スキャン"),
    ("kyu.doc", lambda: _ole("WordDocument"), "unreadable", "旧Word"),
    ("ichitaro.jtd", lambda: _ole("DocumentText"), "unreadable", "一太郎"),
    ("outlook.msg", lambda: _ole("__substg1.0_0037001F"), "unreadable", "Outlook"),
    (
        "hyo.ods",
        lambda: make.patched(
            make.table(LIST), {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
        ),
        "unreadable",
        "OpenDocument",
    ),
    (
        "nishin.xlsb",
        lambda: make.patched(make.table(LIST), {"xl/workbook.bin": b"\0"}),
        "unreadable",
        "xlsb",
    ),
    ("entity.docx", lambda: _entities(make.word(["x"]), "word/document.xml"), "unreadable", "実体"),
    ("entity.xlsx", lambda: _entities(make.table(LIST), "xl/workbook.xml"), "unreadable", "実体"),
    ("toi_cell.xlsx", _far_cell, "unreadable", "1,048,576行"),
    ("16384retsu.xlsx", _wide, "opinions", ""),
    (
        "1MB.csv",
        lambda: _csv("団体名,意見\nA市," + "費用が高い。" * 60_000 + "\n"),
        "opinions",
        "",
    ),
    ("nulbyte.csv", lambda: _csv(f"団体名,意見\nA市,\0{OPINION}\0\n"), "opinions", ""),
    ("bom_naka.csv", lambda: _csv(f"\ufeff団体名,意見\nA市,\ufeff{OPINION}\n"), "opinions", ""),
    (
        "mazari.csv",
        lambda: _csv(f"団体名,意見\nA市,{OPINION}\n") + _csv(f"B町,{OPINION}\n", "cp932"),
        "opinions",
        "",
    ),
    (
        "mojibake.csv",
        lambda: _csv(f"団体名,意見\nA市,{OPINION.encode().decode('cp932', 'replace')}\n"),
        "needs_person",
        "人の判断",
    ),
    (
        "suushiki.xlsx",
        lambda: make.table([["団体名", "意見"], ["A市", "=1+1"], ["B町", OPINION]]),
        "opinions",
        "",
    ),
    ("dde.csv", lambda: _csv("団体名,意見\nA市,\"=cmd|' /C calc'!A0\"\n"), "opinions", ""),
    ("hizuke.xlsx", lambda: make.table([["団体名", "意見"], [45422, OPINION]]), "opinions", ""),
    ("onaji.xlsx", lambda: make.table([["団体名", "意見", "意見"], ["A市", OPINION, "高い。"]]),
     "opinions", ""),
    ("kara_sheet.xlsx", lambda: make.workbook({"Sheet1": {}}), "unreadable", "何も書かれていない"),
    ("kuuhaku.txt", lambda: b" \n\n ", "unreadable", "文字が一つもない"),
    ("binary.dat", lambda: bytes(range(256)) * 8, "unreadable", "知られた形式でもない"),
    ("json.json", lambda: b'[{"a": 1', "unreadable", "JSONとして読めない"),
    ("fukai.json", lambda: b"[" * 100_000, "unreadable", "入れ子"),
    ("shoryaku.xlsx", lambda: make.patched(make.table(LIST), {"xl/workbook.xml": b"<a/>"}),
     "unreadable", ""),
    ("shiranai.xlsx", lambda: make.table([["品名", "数量"], ["机", 3], ["椅子", 4]]),
     "needs_person", "様式"),
]  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    root = tmp_path_factory.mktemp("hostile")
    received = root / "in"
    received.mkdir()
    for name, content, *_ in CASES:
        (received / name).write_bytes(content())
    (received / "yoi.csv").write_bytes(GOOD)
    (received / "link.xlsx").symlink_to("/etc/hostname")
    (received / "kireta_link.xlsx").symlink_to("nowhere")
    report = add_round([received], "hostile", "壊れたファイル", root=root, limits=LIMITS)
    assert report.n_files == len(CASES) + 3
    params = IngestParams(limits=LIMITS)
    return ingest(root / "corpora/rounds/hostile", params).ledger


@pytest.mark.parametrize(("name", "state", "reason"), [(c[0], c[2], c[3]) for c in CASES])
def test_each_file_has_one_state_with_its_reason(
    ledger: pd.DataFrame, name: str, state: str, reason: str
) -> None:
    rows = ledger[(ledger["level"] == "file") & (ledger["file"] == f"received/{name}")]
    assert rows["state"].tolist() == [state], rows["reason"].tolist()
    assert reason in rows["reason"].iloc[0]


def test_all_others_are_read(ledger: pd.DataFrame) -> None:
    files = ledger[ledger["level"] == "file"].set_index("file")
    assert files.loc["received/yoi.csv", "n_opinions"] == 1
    assert "リンク" in files.loc["received/link.xlsx", "reason"]
    assert "リンク" in files.loc["received/kireta_link.xlsx", "reason"]
    rows = ledger[ledger["level"] == "row"]
    assert rows["n_opinions"].sum() == files["n_opinions"].sum()


def test_strict_makes_an_unreadable_file_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    (tmp_path / "b.doc").write_bytes(_ole("WordDocument"))
    add_round([tmp_path / "a.csv", tmp_path / "b.doc"], "r", root=tmp_path)
    folder = tmp_path / "corpora/rounds/r"
    assert len(ingest(folder).opinions) == 1
    with pytest.raises(OpinionsError, match=r"b\.doc: 旧Word"):
        ingest(folder, IngestParams(strict=True))


def test_a_file_without_permission_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(GOOD)
    locked = tmp_path / "b.csv"
    locked.write_bytes(GOOD)
    opened = Path.open

    def refuse(path: Path, *args: object, **named: object) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    report = add_round([tmp_path / "a.csv", locked], "r", root=tmp_path)
    assert [f.place for f in report.findings if f.level == "読めない"] == ["b.csv"]


def _sleep(seconds: float) -> float:
    import time

    time.sleep(seconds)
    return seconds


def _devour(megabytes: int) -> int:
    return len(bytearray(megabytes * 2**20))


@pytest.mark.slow
def test_nothing_hangs_and_memory_is_bounded() -> None:
    limits = Limits(seconds_per_file=8, megabytes_of_memory=300)
    slow = watched(_sleep, [0.0, 600.0, 0.0], limits, 2, lambda task, _: -task)
    assert slow == [0.0, -600.0, 0.0]
    hurried = Limits(seconds_per_file=1, seconds_per_megabyte=10)
    large = watched(_sleep, [2.0], hurried, 1, lambda task, _: -task, lambda _: 2**20)
    assert large == [2.0]
    greedy = watched(_devour, [1, 4000, 1], limits, 1, lambda _, why: why)
    assert greedy[0] == greedy[2] == 2**20
    assert "落ちた" in str(greedy[1])


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_names_in_zips(tmp_path: Path, encoding: str) -> None:
    name = "回答/が市.csv" if encoding == "cp932" else "回答/か\u3099市.csv"  # a Mac's NFD
    (tmp_path / "in.zip").write_bytes(make.zipped({name: GOOD, "__MACOSX/._x": b"x"}, encoding))
    add_round([tmp_path / "in.zip"], "r", root=tmp_path)
    assert (tmp_path / "corpora/rounds/r/received/回答/が市.csv").is_file()


def test_hostile_zips(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("../../outside.csv", GOOD)
        package.writestr("/etc/absolute.csv", GOOD)
        package.writestr("inner.zip", make.zipped({"b.csv": GOOD}))
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    (tmp_path / "in.zip").write_bytes(out.getvalue())
    (tmp_path / "bomb.zip").write_bytes(_bomb())
    limits = Limits(megabytes_per_file=2)
    report = add_round(
        [tmp_path / "in.zip", tmp_path / "bomb.zip"], "r", root=tmp_path, limits=limits
    )
    received = tmp_path / "corpora/rounds/r/received"
    assert [path.relative_to(received).as_posix() for path in received.rglob("*.*")] == [
        "inner/b.csv"
    ]
    refused = {finding.place: finding.message for finding in report.findings}
    assert "フォルダの外" in refused["outside.csv"]
    assert "フォルダの外" in refused["etc/absolute.csv"]
    assert "リンク" in refused["link.csv"]
    assert "爆弾" in " ".join(refused.values())
    ledger = ingest(tmp_path / "corpora/rounds/r").ledger
    files = ledger[ledger["level"] == "file"]
    assert files["state"].value_counts().to_dict() == {"unreadable": 4, "opinions": 1}
