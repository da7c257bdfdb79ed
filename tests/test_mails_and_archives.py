"""Mails and zips: all that lies in them is taken out or told."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pandas as pd
import pytest

from pipeline.ingest.round_tables import ingest
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.readers.limits import Limits
from pipeline.receiving.adding import add_round
from pipeline.receiving.gathering import gather
from pipeline.tables.state import UNREAD_PART, State
from tests import intake_inputs as make

_A, _B, _C = (
    "除雪の範囲を広げてほしい。",
    "図書館の開館時間を延ばすべきだ。",
    "避難所に井戸が必要である。",
)


def _mail(text: str = _A, charset: str = "utf-8", **heads: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = heads.get("sender", "kikaku@city.example.jp")
    mail["To"] = "iken@ministry.example.jp"
    mail["Date"] = heads.get("date", "Mon, 03 Jun 2024 10:20:00 +0900")
    mail["Subject"] = heads.get("subject", "意見照会への回答")
    mail.set_content(text, charset=charset)
    return mail


def _attached(mail: EmailMessage, name: str, content: bytes) -> EmailMessage:
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


def _html_only() -> EmailMessage:
    mail = _mail("x")
    mail.set_content(f"<html><head><style>p{{}}</style></head><p>{_A}</p></html>", subtype="html")
    return mail


def _both_ways() -> EmailMessage:
    mail = _mail(_A)
    mail.add_alternative(f"<p>{_A}</p>", subtype="html")
    return mail


def _wrong_charset() -> bytes:
    return (
        b"From: a@example.jp\nDate: Mon, 03 Jun 2024 10:20:00 +0900\nSubject: x\n"
        b"Content-Type: text/plain; charset=us-ascii\n\n" + _A.encode("cp932") + b"\n"
    )


def _html_says_more() -> EmailMessage:
    mail = _mail("このメールはHTML形式です。")
    mail.add_alternative(f"<p>このメールはHTML形式です。</p><p>{_A}</p>", subtype="html")
    return mail


def _jis_called_utf8() -> bytes:
    return _mail(_A, "iso-2022-jp").as_bytes().replace(b"iso-2022-jp", b"utf-8")


def _mail_in_mail() -> EmailMessage:
    mail = _mail("添付のとおりです。")
    mail.add_attachment(_mail(_A))
    return mail


_TABLE = make.table([["団体名", "意見"], ["A市", _A]])

MAILS = {
    "body": (_mail(), [_A]),
    "old_encoding": (_mail(_A, "iso-2022-jp"), [_A]),
    "html_alone": (_html_only(), [_A]),
    "the_same_twice_as_html": (_both_ways(), [_A]),
    "more_in_html": (_html_says_more(), [_A]),
    "jis_called_utf8": (_jis_called_utf8(), [_A]),
    "wrong_charset": (_wrong_charset(), [_A]),
    "attachment": (_attached(_mail("添付のとおりです。"), "回答.xlsx", _TABLE), [_A]),
    "body_and_attachment": (_attached(_mail(_B), "回答.xlsx", _TABLE), [_A, _B]),
    "zip_attached": (
        _attached(_mail(_B), "一式.zip", make.zipped({"回答.xlsx": _TABLE})),
        [_A, _B],
    ),
    "mail_in_mail": (_mail_in_mail(), [_A]),
}


def _tables(tmp_path: Path, **files: bytes) -> tuple[list[str], pd.DataFrame]:
    received = tmp_path / "in"
    received.mkdir()
    for name, content in files.items():
        (received / name.replace("__", ".")).write_bytes(content)
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    add_round([received], "r", "題", root=tmp_path)
    tables = ingest(tmp_path / "corpora/rounds/r", n_workers=1)
    return list(tables.opinions["text"]), tables.ledger


@pytest.mark.parametrize("case", MAILS)
def test_what_a_mail_says_is_an_opinion_once(tmp_path: Path, case: str) -> None:
    mail, due = MAILS[case]
    content = mail if isinstance(mail, bytes) else mail.as_bytes()
    opinions, ledger = _tables(tmp_path, 回答__eml=content)
    waiting = list(ledger.loc[ledger["state"] == State.NEEDS_PERSON, "text"])  # of whom is asked
    assert sorted(text for text in opinions + waiting if text in (_A, _B)) == sorted(due)
    assert not waiting or case in ("mail_in_mail", "attachment")


def test_the_head_of_a_mail_is_no_opinion_and_its_day_is_known(tmp_path: Path) -> None:
    mail = _mail(_A, subject="道路を直すべきだという件")
    opinions, ledger = _tables(tmp_path, 回答__eml=mail.as_bytes())
    assert opinions == [_A]
    assert ledger["text"].str.contains("道路を直すべき").any()
    files = gather([tmp_path / "in"], _folder(tmp_path), Limits(), Masker(MaskingParams()))
    assert [file.received for file in files] == ["2024-06-03 10:20"]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


def _archive(comment: bytes = b"", before: bytes = b"", after: bytes = b"", *more: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in ("回答.csv", *more):
            package.writestr(name, b"" if name.endswith("/") else f"団体名,意見\nA市,{_A}\n")
        package.comment = comment
    return before + out.getvalue() + after


def _unlisted() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("忘れ.csv", f"団体名,意見\nB市,{_B}\n")
        package.filelist.clear()
        package.NameToInfo.clear()
        package.writestr("回答.csv", f"団体名,意見\nA市,{_A}\n")
    return out.getvalue()


ARCHIVES = {
    "comment": (_archive("事務局あて。".encode()), "注釈（コメント） 6字"),
    "bytes_before": (_archive(before=b"x" * 40), "目録にない部分 40バイト"),
    "bytes_after": (_archive(after=b"x" * 40), "目録にない部分 40バイト"),
    "of_systems": (_archive(b"", b"", b"", "__MACOSX/._a", "~$b.xlsx"), "作ったファイル 2"),
    "empty_folder": (_archive(b"", b"", b"", "空/"), "空のフォルダ 1"),
    "member_not_listed": (_unlisted(), "目録にない部分"),
}


@pytest.mark.parametrize("case", ARCHIVES)
def test_what_is_not_taken_out_of_a_zip_is_in_the_ledger(tmp_path: Path, case: str) -> None:
    archive, told = ARCHIVES[case]
    opinions, ledger = _tables(tmp_path, 一式__zip=archive)
    assert opinions == [_A]
    row = ledger[ledger["reason"].str.startswith(UNREAD_PART)]
    assert list(row["state"]) == [State.NOT_AN_OPINION]
    assert told in row["reason"].iloc[0]


def test_a_plain_zip_has_no_such_row(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"夾/{number}.csv", f"団体名,意見\nA市,{_A}{number}\n")
    streamed = io.BytesIO()  # sizes behind the content, as streaming programs write them
    with zipfile.ZipFile(_Unseekable(streamed), "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("流.csv", f"団体名,意見\nB市,{_B}\n")
    _, ledger = _tables(tmp_path, a__zip=out.getvalue(), b__zip=streamed.getvalue())
    assert not ledger["reason"].str.startswith(UNREAD_PART).any()


class _Unseekable(io.RawIOBase):
    def __init__(self, out: io.BytesIO) -> None:
        self.out = out

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self.out.write(data)

    def flush(self) -> None:
        self.out.flush()


def test_files_that_systems_make_are_counted_in_a_folder_too(tmp_path: Path) -> None:
    _, ledger = _tables(
        tmp_path, a__csv=f"意見\n{_A}\n".encode(), Thumbs__db=b"x", **{"~$a.xlsx": b""}
    )
    assert "作ったファイル 2" in "".join(ledger["reason"])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a__csv", f"団体名,意見\nA市,{_C}\n".encode() + bytes(4096)),
        ("a__csv", b"\xfe\xff" + f"団体名,意見\nA市,{_C}\n".encode("utf-16-be") + b"\0"),
        ("a__csv", b"\xff\xfe" + f"団体名,意見\nA市,{_C}\n".encode("utf-16-le") + b"\x3d\xd8\n\0"),
        ("a__json", f'[{{"": "欄外の文である。", "意見": "{_C}"}}]'.encode()),
        ("a__json", f'[{{" ": "一", "　": "二", "意見": "{_C}"}}]'.encode()),
    ],
)
def test_odd_bytes_cost_no_opinion(tmp_path: Path, name: str, content: bytes) -> None:
    opinions, _ = _tables(tmp_path, **{name: content})
    assert _C in opinions


def test_an_empty_zip_and_empty_files_are_told_each(tmp_path: Path) -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    good = f"団体名,意見\nA市,{_A}\n".encode()
    _, ledger = _tables(tmp_path, a__csv=good, b__csv=b"", c__csv=b"", d__zip=out.getvalue())
    assert (ledger["state"] == State.UNREADABLE).sum() == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [("Date", "Mon, 3 Jun 99999999999 10:20:00 +0900"), ("From", "a b@x: ,@"), ("To", "[")],
)
def test_a_broken_head_costs_no_opinion(tmp_path: Path, name: str, value: str) -> None:
    mail = f"{name}: {value}\nSubject: x\nContent-Type: text/plain; charset=utf-8\n\n{_A}\n"
    opinions, ledger = _tables(tmp_path, a__eml=mail.encode())
    assert opinions == [_A] or _A in "".join(ledger["text"])


@pytest.mark.parametrize("suffix", ["zip", "pdf", "docx"])
def test_text_under_the_name_of_another_format_is_told(tmp_path: Path, suffix: str) -> None:
    good, other = (f"団体名,意見\nA市,{text}\n".encode() for text in (_A, _B))
    opinions, ledger = _tables(tmp_path, **{"a__csv": good, f"b__{suffix}": other})
    assert opinions == [_A]
    assert State.UNREADABLE in set(ledger["state"])
