"""``add-round`` is all or nothing: whatever fails, the project is as it was before."""

import errno
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline import cli
from pipeline.errors import OpinionsError
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.readers.limits import Limits
from pipeline.receiving import adding, gathering, removing, staging
from pipeline.receiving.adding import add_round
from pipeline.receiving.gathering import gather
from pipeline.receiving.safe_names import MOST_BYTES, apart, safe_name, shortened_path
from pipeline.rounds.names_in_git import names_as_received
from pipeline.rounds.round_file import read_round_file
from tests import intake_inputs as make
from tests.conftest import run_python
from tests.dvc_stages import ROOT

PARAMS = "# 回\nrounds:\n  - old\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "params.yaml").write_text(PARAMS, encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/回答.xlsx").write_bytes(make.form("A市", "期限を延ばしてほしい。"))
    return tmp_path


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in sorted(root.rglob("*"))
        if not path.is_relative_to(root / "in")
    }


def broken(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


FULL = OSError(errno.ENOSPC, "No space left on device", "round.yaml")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (staging, "_copy"),
        (adding, "look_at"),
        (adding, "write_names"),
        (adding, "drafted"),
        (adding, "_track"),
        (adding, "with_round"),
    ],
)
@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt(), OpinionsError("no")])
@pytest.mark.parametrize("known", [False, True])
def test_whatever_fails_the_project_is_as_before(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    place: object,
    name: str,
    error: BaseException,
    known: bool,
) -> None:
    if known:
        add_round([root / "in"], "r", root=root)
        (root / "in/回答.xlsx").write_bytes(make.form("A市", "別の意見を述べる。"))
        (root / "in/別.xlsx").write_bytes(make.form("B市", "もう一つの意見を述べる。"))
    before = tree(root)
    monkeypatch.setattr(place, name, broken(error))
    with pytest.raises((OpinionsError, KeyboardInterrupt)):
        add_round([root / "in"], "r", root=root, replaces=known)
    assert tree(root) == before
    monkeypatch.undo()
    # and the same command goes through
    add_round([root / "in"], "r", root=root, replaces=known)
    assert read_round_file(root / "corpora/rounds/r").title == "r"


def test_a_file_that_cannot_be_read_to_its_end_costs_itself_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "in/壊.xlsx").write_bytes(make.form("B市", "届かない意見。"))
    real = staging._block

    def block(stream: io.BufferedReader) -> bytes:
        if "壊" in str(stream.name):
            raise staging._ReadError("Input/output error")
        return real(stream)

    monkeypatch.setattr(staging, "_block", block)
    report = add_round([root / "in"], "r", root=root)
    assert report.n_unreadable == 1
    reasons = {s.path: s.reason for s in read_round_file(root / "corpora/rounds/r").files}
    assert "読み取り中" in reasons["received/壊.xlsx"] and not reasons["received/回答.xlsx"]


def test_what_is_too_large_is_not_even_copied(root: Path) -> None:
    """Its size is looked at before its bytes; a large zip of small files is unpacked."""
    with (root / "in/大.csv").open("wb") as large:
        large.truncate(2**33)  # takes no room
    rest = {f"{n}.txt": bytes([97 + n]) * 2**19 + b"\n" for n in range(3)}
    (root / "in/束.zip").write_bytes(make.zipped(rest))
    (root / "undo-x.part").mkdir()  # of a command that was killed
    report = add_round([root / "in"], "r", root=root, limits=Limits(megabytes_per_file=1))
    assert report.n_unreadable == 1 and not list(root.glob("undo-*.part"))
    files = read_round_file(root / "corpora/rounds/r").files
    reasons = {file.path: file.reason for file in files}
    assert "大きすぎる（8192MB" in reasons["received/大.csv"] and len(reasons) == 5
    assert not (root / "corpora/rounds/r/received/大.csv").exists()


@pytest.mark.parametrize("place", ["detect", "unpack", "unpack_mail"])
def test_nor_does_one_that_cannot_be_read_from_its_beginning(
    root: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A bad sector, a share that went away: at the look at its kind, or inside of a zip or mail."""
    (root / "in/壊.zip").write_bytes(make.zipped({"a.txt": b"x"}))
    (root / "in/壊.eml").write_bytes(b"From: a@example.jp\nSubject: x\n\nhello\n")
    real, error = getattr(gathering, place), OSError(errno.EIO, "Input/output error")

    def read(path: Path, *rest: object) -> object:
        if "壊" in path.name:
            raise error
        return real(path, *rest)

    monkeypatch.setattr(gathering, place, read)
    (root / "scratch").mkdir()
    found = gather([root / "in"], root / "scratch", Limits(), Masker(MaskingParams()))
    kept = {file.name for file in found if file.path is not None}
    assert "回答.xlsx" in kept and len(found) == 3
    if place != "detect":
        assert any("読み取り中" in file.refused for file in found)
        error = FULL  # no fault of a file
        with pytest.raises(OSError, match="No space"):
            gather([root / "in"], root / "scratch", Limits(), Masker(MaskingParams()))


@pytest.mark.parametrize(
    "name",
    [
        *(
            "all",
            "metrics",
            "plots",
            "search",
            "index.html",
            "Index.HTML",
            "CON",
            "nul",
            "com1.x",
            "x.",
        ),
        *("x-private", "x.dvc", "a" * 300, "", "..", "-x", "あ", "OLD"),
    ],
)
def test_names_of_rounds_that_would_harm_are_refused_before_anything(root: Path, name: str) -> None:
    (root / "corpora/rounds/old").mkdir(parents=True)
    before = tree(root)
    with pytest.raises(OpinionsError, match="round"):
        add_round([root / "in"], name, root=root)
    assert tree(root) == before


@pytest.mark.parametrize("date", ["2024-02-30", "2024-13-05", "1900-01-01", "2024-2-3", "20240203"])
def test_days_that_are_none_are_refused_before_anything(root: Path, date: str) -> None:
    before = tree(root)
    with pytest.raises(OpinionsError, match="--date"):
        add_round([root / "in"], "r", date=date, root=root)
    assert tree(root) == before


def test_members_without_a_date_and_broken_ones_cost_themselves_alone(root: Path) -> None:
    package = root / "in/束.zip"
    with zipfile.ZipFile(package, "w") as archive:
        for month in (0, 15):
            info = zipfile.ZipInfo(f"{month}月.txt", (2024, 1, 1, 0, 0, 0))
            archive.writestr(info, "意見は一つである。")
        archive.writestr(zipfile.ZipInfo("初日.txt"), "意見は二つである。")
        info = zipfile.ZipInfo("壊.txt", (2024, 5, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_LZMA
        archive.writestr(info, "壊れる意見。" * 50)
    content = bytearray(package.read_bytes())
    with zipfile.ZipFile(package) as archive:
        for info in archive.infolist():
            begin = archive.start_dir
            at = content.index(info.orig_filename.encode(), begin) - 46  # its central header
            if "月" in info.filename:
                month = int(info.filename.split("月")[0])
                date = (2024 - 1980) << 9 | month << 5 | 1
                content[at + 14 : at + 16] = date.to_bytes(2, "little")
            if "壊" in info.filename:
                data = info.header_offset + 30 + len(info.orig_filename.encode())
                content[data + 4 : data + 30] = bytes(26)
    package.write_bytes(bytes(content))
    report = add_round([root / "in"], "r", root=root)
    files = {s.path: s.reason for s in read_round_file(root / "corpora/rounds/r").files}
    assert len(files) == 5 and report.n_unreadable == 1
    assert [path for path, reason in files.items() if reason] == ["received/壊.txt"]


def test_long_names_are_shortened_and_kept_whole_in_private(root: Path) -> None:
    whole = "意見" * 60 + ".xlsx"
    with zipfile.ZipFile(root / "in/束.zip", "w") as archive:
        for number in (1, 2):
            archive.writestr(
                f"{whole[:-5]}{number}.xlsx", make.form("B市", f"意見{number}である。")
            )
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    names = names_as_received(root, folder)
    assert sum(own.endswith(("意見1.xlsx", "意見2.xlsx")) for own in names.values()) == 2
    assert all(len(part.encode()) <= 255 for path in names for part in path.split("/"))


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["a", "a/b"], ["a（2）", "a/b"]),
        (["A.csv", "a.csv"], ["A.csv", "a（2）.csv"]),
        (["x/y", "X"], ["x/y", "X（2）"]),
    ],
)
def test_names_are_told_apart(names: list[str], kept: list[str]) -> None:
    assert apart(names) == kept


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("con", "_con"),
        ("NUL.csv", "_NUL.csv"),
        (".回答.csv", "_.回答.csv"),
        ("回答.dvc", "回答.dvc_"),
        ("回\n答\u202e.txt", "回_答_.txt"),
        (b"\x89\xf1\x93\x9a.csv".decode("utf-8", "surrogateescape"), "回答.csv"),
        ("\ud83d.csv", "?.csv".replace("?", "_")),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(shortened_path(safe_name(name * 100)).encode()) <= MOST_BYTES


LIMITED = """\
import resource, signal, sys
from pathlib import Path
from pipeline.receiving import adding
from pipeline.errors import OpinionsError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
root = Path(sys.argv[1])
real = adding.drafted
def drafted(*arguments):
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))  # as a disk that is full from here on
    return real(*arguments)
adding.drafted = drafted
try:
    adding.add_round([root / "in"], "r", root=root)
except OpinionsError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of this kind")
def test_a_full_disk_leaves_what_people_wrote(root: Path) -> None:
    add_round([root / "in"], "r", root=root)
    (root / "in/別.xlsx").write_bytes(make.form("B市", "もう一つの意見を述べる。"))
    before = tree(root)
    outcome = run_python(ROOT, "-c", LIMITED, str(root))
    assert "Nothing was changed" in outcome.stdout, outcome.stderr
    assert tree(root) == before


def test_a_full_disk_stops_remove_round_before_anything_is_gone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "corpora/rounds/old/received").mkdir(parents=True)
    (root / "corpora/rounds/old/round.yaml").write_text("title: x\n")
    before = tree(root)
    monkeypatch.setattr(removing, "write_whole", broken(FULL))
    with pytest.raises(OSError, match="No space"):
        removing.remove_round("old", root)
    assert tree(root) == before


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (FULL, "round.yaml"),
        (OSError(errno.EFBIG, "File too large"), "File too large"),
        (FileNotFoundError(errno.ENOENT, "No usable temporary directory"), "No usable"),
        (FileNotFoundError(errno.ENOENT, "No such file", "x.py"), ""),
    ],
)
def test_faults_of_the_disk_are_told_in_words(
    monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    """Any other fault is one of the program, and keeps its traceback."""
    command = SimpleNamespace(main=broken(error))
    monkeypatch.setattr(cli.typer.main, "get_command", lambda _: command)
    monkeypatch.setattr(cli.in_japanese, "speak", lambda _: None)
    monkeypatch.setattr(sys, "argv", ["opinions", "check"])
    with pytest.raises(SystemExit if told else OSError, match=told or "No such file"):
        cli.main()
