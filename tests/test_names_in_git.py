"""Names of persons in names of files, folders, headers and labels stay out of git and of logs."""

import hashlib
import json
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.privacy.masking import MaskingParams, Strictness
from pipeline.privacy.personal_data import Masker
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round, personal_data_left
from pipeline.receiving.removing import forget_round, remove_round
from pipeline.rounds.names_in_git import names_as_received
from pipeline.rounds.round_draft import OWN_LINES
from pipeline.rounds.round_file import read_round_file
from tests import intake_inputs as make
from tests.conftest import run_python
from tests.dvc_stages import ROOT, copy_into

PEOPLE = ("山田太郎", "佐藤花子", "鈴木一郎", "高橋健二", "田中", "伊藤", "090-1111-2222")
TEXT = "移行の期限を延ばしてほしい。"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "params.yaml").write_text("rounds:\n  - old\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    return tmp_path


def put(root: Path, name: str, opinion: str, body: str = "A市") -> Path:
    place = root / "in" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(make.form(body, opinion))
    return place


def planted_files(root: Path) -> Path:
    """Names in names of files, folders and members of zips, in headers, labels, refused files."""
    put(root, "回答_山田太郎.xlsx", "一番目の意見を述べる。", "A市")
    put(root, "回答_佐藤花子.xlsx", "二番目の意見を述べる。", "B町")
    put(root, "鈴木一郎/回答.xlsx", "三番目の意見を述べる。", "C村")
    put(root, "高橋健二/回答.xlsx", "四番目の意見を述べる。", "D市")
    (root / "in/20240510佐藤花子.pdf").write_bytes(b"")
    (root / "in/回答_鈴木一郎.xlsx").symlink_to(root / "nowhere")
    nfd = unicodedata.normalize("NFD", "回答（伊藤）/ハーブ_山田太郎.xlsx")
    member = make.form("E町", "五番目の意見を述べる。")
    (root / "in/回答.zip").write_bytes(make.zipped({nfd: member}))
    labels = {"A1": "団体名", "B1": "F市", "A2": "担当者　田中", "A3": "氏名 高橋健二"}
    labels |= {"A4": "意見", "B4": "六番目の意見を述べる。"}
    sheets = {"様式（山田太郎）": labels, "伊藤": {"A1": "1"}}
    (root / "in/F市.xlsx").write_bytes(make.workbook(sheets))
    rows = [["団体名", "担当者 佐藤花子（090-1111-2222）", "意見"]]
    rows += [["G市", "x", "七番目の意見を述べる。"]]
    (root / "in/一覧.xlsx").write_bytes(make.table(rows))
    return root / "in"


def told(text: str) -> list[str]:
    return [name for name in PEOPLE if name in unicodedata.normalize("NFC", text)]


def shown_files(folder: Path, masking: MaskingParams | None = None) -> dict[str, str]:
    """By opinion, the file that the tables show."""
    opinions = ingest(folder, masking=masking).opinions
    return dict(zip(opinions["text"], opinions["file"], strict=True))


def test_nothing_that_is_masked_is_in_round_yaml_or_told(root: Path) -> None:
    report = add_round([planted_files(root)], "r", root=root)
    folder = root / "corpora/rounds/r"
    written = (folder / "round.yaml").read_text(encoding="utf-8")
    doctor = check_round(folder, IngestParams())
    assert told(written + "\n".join(report.lines() + doctor.lines())) == []
    assert not any("個人情報" in finding.message for finding in report.findings)
    tables = ingest(folder)
    assert len(tables.opinions) == 7
    entries = [source.path for source in read_round_file(folder).files]
    files = tables.ledger[tables.ledger["level"] == "file"]
    assert files["file"].tolist() == entries  # one name everywhere
    assert {"received/回答_〔氏名〕.xlsx", "received/回答_〔氏名〕（2）.xlsx"} < set(entries)
    assert {"received/〔氏名〕/回答.xlsx", "received/〔氏名〕/回答（2）.xlsx"} < set(entries)
    everything = " ".join(t.to_csv() for t in (tables.opinions, tables.ledger, tables.respondents))
    assert told(everything) == []
    assert files["n_masked_names"].sum() == 7  # the refused one is known by its mask alone
    names = names_as_received(root, folder)
    assert "received/回答_鈴木一郎.xlsx" in names.values()  # refused: remembered
    assert sorted(told(" ".join(names.values()))) == sorted(PEOPLE[:4] + PEOPLE[5:6])


def test_a_second_add_round_keeps_names_and_what_people_wrote(root: Path) -> None:
    add_round([planted_files(root)], "r", root=root)
    folder = root / "corpora/rounds/r"
    place = folder / "round.yaml"
    before = shown_files(folder)
    chosen = before["一番目の意見を述べる。"]
    text = place.read_text(encoding="utf-8")
    text = text.replace(f"path: {chosen},", f"path: {chosen}, respondent: Z市,")
    place.write_text(
        text.replace("role: contact", "role: ignored") + "# 覚え書き\n", encoding="utf-8"
    )
    edited = place.read_text(encoding="utf-8")
    assert "respondent: Z市" in edited
    add_round([root / "in"], "r", root=root)
    assert place.read_text(encoding="utf-8") == edited
    put(root, "回答_伊藤.xlsx", "八番目の意見を述べる。", "H市")
    put(root, "回答_中村さくら.xlsx", "九番目の意見を述べる。", "I市")
    add_round([root / "in"], "r", root=root)
    after = shown_files(folder)
    assert {text: after[text] for text in before} == before
    assert len(set(after.values())) == len(after) == 9
    opinions = ingest(folder).opinions.set_index("text")
    assert opinions.loc["一番目の意見を述べる。", "respondent"] == "Z市"
    assert "# 覚え書き" in place.read_text(encoding="utf-8")


def test_names_hold_without_what_is_private(root: Path) -> None:
    add_round([planted_files(root)], "r", root=root)
    folder = root / "corpora/rounds/r"
    before, written = shown_files(folder), (folder / "round.yaml").read_bytes()
    shutil.rmtree(root / "corpora/private")  # as in a clone that has pulled the files
    assert shown_files(folder) == before
    add_round([root / "in"], "r", root=root)
    assert (folder / "round.yaml").read_bytes() == written
    shutil.rmtree(root / "corpora/private")
    shutil.rmtree(folder / "received")  # … or has not
    add_round([root / "in"], "r", root=root)
    assert (folder / "round.yaml").read_bytes() == written
    assert shown_files(folder) == before


@pytest.mark.parametrize(
    ("read", "added"),  # each once before and once after another
    [("off", "strict"), ("strict", "standard"), ("standard", "lenient"), ("lenient", "off")],
)
def test_another_strictness_finds_the_same_files(
    root: Path, added: Strictness, read: Strictness
) -> None:
    for number, name in enumerate(("山田太郎", "佐藤花子", "A市_佐藤主査", "田中市長", "B町")):
        put(root, f"回答_{name}.xlsx", f"{number}番目の意見を述べる。", f"{'ABCDE'[number]}市")
    report = add_round([root / "in"], "r", root=root, masking=MaskingParams(strictness=added))
    folder = root / "corpora/rounds/r"
    entries = {source.path for source in read_round_file(folder).files}
    masking = MaskingParams(strictness=read)
    shown = shown_files(folder, masking)
    assert len(shown) == 5 == len(set(shown.values()))
    order = get_args(Strictness)
    if order.index(read) <= order.index(added):
        assert set(shown.values()) == entries  # never less masked than git is
    assert ("山田太郎" in " ".join(entries)) == (added == "off")
    assert any("masking.strictness が off" in line for line in report.lines()) == (added == "off")
    add_round([root / "in"], "r", root=root, masking=masking)
    again = {source.path for source in read_round_file(folder).files}
    assert shown_files(folder, masking) == shown
    assert again == set(shown.values())


def test_files_with_names_as_received_are_understood_and_rewritten(root: Path) -> None:
    put(root, "回答_山田太郎.xlsx", "一番目の意見を述べる。", "A市")
    put(root, "回答_佐藤花子.xlsx", "二番目の意見を述べる。", "B町")
    add_round([root / "in"], "r", root=root, masking=MaskingParams(strictness="off"))
    folder = root / "corpora/rounds/r"
    place = folder / "round.yaml"
    text = place.read_text(encoding="utf-8")
    text = text.replace("回答_山田太郎.xlsx, ", "回答_山田太郎.xlsx, respondent: Z市, ")
    place.write_text(text + "# received/回答_佐藤花子.xlsx は再送を待つ\n", encoding="utf-8")
    plain = ingest(folder)
    assert told(plain.ledger.to_csv()) == []  # tables are masked whatever round.yaml holds
    warned = check_round(folder, IngestParams()).lines()
    assert told("\n".join(warned)) == []
    assert any("git に入る" in line for line in warned)
    put(root, "C市.xlsx", "三番目の意見を述べる。", "C市")
    add_round([root / "in/C市.xlsx"], "r", root=root)
    written = place.read_text(encoding="utf-8")
    assert told(written) == []
    assert "は再送を待つ" in written
    masked = ingest(folder)
    pd.testing.assert_frame_equal(
        masked.opinions.iloc[:2].drop(columns="file"), plain.opinions.drop(columns="file")
    )
    assert masked.opinions.loc[0:1, "respondent"].tolist().count("Z市") == 1


def test_a_file_of_new_content_is_found_again_or_asked_for(root: Path) -> None:
    put(root, "回答_山田太郎.xlsx", "一番目の意見を述べる。", "A市")
    put(root, "回答_佐藤花子.xlsx", "二番目の意見を述べる。", "B町")
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    before = shown_files(folder)
    mine = folder / "received/回答_山田太郎.xlsx"
    mine.write_bytes(make.form("A市", "書き直した意見を述べる。"))
    found = shown_files(folder)  # the other one is still known by its content
    assert found["書き直した意見を述べる。"] == before["一番目の意見を述べる。"]
    (folder / "received/回答_佐藤花子.xlsx").write_bytes(make.form("B町", "直した。"))
    with pytest.raises(OpinionsError, match="opinions add-round") as caught:
        ingest(folder)
    assert told(str(caught.value)) == []
    add_round([folder / "received"], "r", root=root)
    found = shown_files(folder)
    assert found["書き直した意見を述べる。"] == before["一番目の意見を述べる。"]
    assert found["直した。"] == before["二番目の意見を述べる。"]
    put(root, "回答_山田太郎.xlsx", "もう一度直した意見を述べる。", "A市")
    with pytest.raises(OpinionsError, match=r"〔氏名〕(.|\n)*--replace") as caught:
        add_round([root / "in/回答_山田太郎.xlsx"], "r", root=root)
    assert told(str(caught.value)) == []
    add_round([root / "in/回答_山田太郎.xlsx"], "r", root=root, replaces=True)
    assert shown_files(folder)["もう一度直した意見を述べる。"] == before["一番目の意見を述べる。"]
    assert len(read_round_file(folder).files) == 2


def test_a_name_that_looks_masked_is_another_file(root: Path) -> None:
    put(root, "回答_山田太郎.xlsx", "一番目の意見を述べる。", "A市")
    add_round([root / "in"], "r", root=root)
    put(root, "回答_〔氏名〕.xlsx", "二番目の意見を述べる。", "B町")
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    assert shown_files(folder) == {
        "一番目の意見を述べる。": "received/回答_〔氏名〕.xlsx",
        "二番目の意見を述べる。": "received/回答_〔氏名〕（2）.xlsx",
    }


def test_equal_contents_under_several_names(root: Path) -> None:
    put(root, "回答_山田太郎.xlsx", TEXT)  # once: a workbook holds the second of its writing
    for name in ("山田太郎", "佐藤花子", "鈴木一郎"):
        (root / f"in/回答_{name}.xlsx").write_bytes((root / "in/回答_山田太郎.xlsx").read_bytes())
        (root / f"in/空_{name}.xlsx").write_bytes(b"")
    add_round([root / "in"], "r", root=root)
    ledger = ingest(root / "corpora/rounds/r").ledger
    files = ledger[ledger["level"] == "file"]
    assert files["file"].is_unique
    assert files["state"].value_counts().to_dict() == {
        "unreadable": 3,
        "superseded": 2,
        "opinions": 1,
    }


def test_a_refused_file_that_comes_again_is_read(root: Path) -> None:
    link = root / "in/回答_山田太郎.xlsx"
    link.symlink_to(root / "nowhere")
    put(root, "B町.xlsx", "二番目の意見を述べる。", "B町")
    add_round([root / "in"], "r", root=root)
    link.unlink()
    put(root, "回答_山田太郎.xlsx", "一番目の意見を述べる。")
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    assert shown_files(folder)["一番目の意見を述べる。"] == "received/回答_〔氏名〕.xlsx"
    assert len(read_round_file(folder).files) == 2


def test_labels_that_are_masked_serve_other_forms(root: Path) -> None:
    for body, name in (("A市", "山田太郎"), ("B町", "佐藤花子"), ("C村", "鈴木一郎")):
        cells = {
            "A1": "団体名",
            "B1": body,
            "A2": f"担当者（窓口は{name}）",
            "A3": "意見",
            "B3": TEXT,
        }
        (root / f"in/{body}.xlsx").write_bytes(make.workbook({"様式": cells}))
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    assert [entry.label for entry in read_round_file(folder).layouts["form-1"].fields] == [
        "団体名",
        "担当者(窓口は〔氏名〕)",
        "意見",
    ]
    assert len(read_round_file(folder).layouts) == 1
    assert ingest(folder).opinions["respondent"].tolist() == ["A市", "B町", "C村"]


def test_errors_name_nobody(root: Path) -> None:
    with pytest.raises(OpinionsError, match="〔氏名〕") as caught:
        add_round([root / "in/回答_山田太郎.xlsx"], "r", root=root)
    assert told(str(caught.value)) == []
    (root / "in/回答_山田太郎.xlsx").write_bytes(b"")
    with pytest.raises(OpinionsError, match="〔氏名〕") as caught:
        add_round([root / "in"], "r", root=root)
    assert told(str(caught.value)) == []
    (root / "in/回答_山田太郎.xlsx").write_bytes("団体名,意見\nA市,延ばしてほしい。".encode())
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    (folder / "received/回答_山田太郎.xlsx").write_bytes(b"")
    for params in (IngestParams(), IngestParams(strict=True)):
        with pytest.raises(OpinionsError, match="〔氏名〕") as caught:
            ingest(folder, params)
        assert told(str(caught.value)) == []
    (folder / "received/回答_山田太郎.xlsx").unlink()
    (folder / "received/佐藤花子.xlsx").write_bytes(b"x")
    with pytest.raises(OpinionsError, match="がない") as caught:
        ingest(folder)
    assert told(str(caught.value)) == []


@pytest.mark.parametrize("undo", [remove_round, forget_round])
def test_removed_rounds_leave_no_names(root: Path, undo: Callable[[str, Path], list[Path]]) -> None:
    before = sorted(path for path in root.rglob("*") if path.is_file())
    add_round([planted_files(root)], "r", root=root)
    shutil.rmtree(root / "in")
    names = json.loads((root / "corpora/private/r.files.json").read_text(encoding="utf-8"))
    assert "received/回答_山田太郎.xlsx" in names.values()
    removed = undo("r", root)
    assert told(" ".join(str(path) for path in removed)) == []
    assert sorted(path for path in root.rglob("*") if path.is_file()) == before


@pytest.mark.slow
def test_no_name_in_git_or_in_what_is_printed(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "core.quotePath=false", "-c", "user.name=t"]
        command += ["-c", "user.email=t@example.jp", *arguments]
        done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
        return done.stdout

    def said(*arguments: str) -> str:
        done = run_python(root, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    root = tmp_path / "project"
    kept = ("pipeline", "dvc.yaml", "params.yaml", "requirements.lock", "corpora/respondents.csv")
    kept += (
        "corpora/codebook",
        "corpora/answers.csv",
        "corpora/theme_links.csv",
        "corpora/uptake.csv",
    )
    kept += ("corpora/rounds", "corpora/drafts", ".dvc/config", ".dvcignore", ".gitignore")
    kept += (".dvc/.gitignore",)
    copy_into(ROOT, kept, root)
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "before")
    outside = tmp_path / "in"
    (tmp_path / "x").mkdir()
    outside.mkdir()
    planted_files(tmp_path)
    opinions = ("-m", "pipeline.cli")
    output = said(*opinions, "add-round", str(outside), "--round", "r", "--dry-run")
    output += said(*opinions, "add-round", str(outside), "--round", "r")
    output += said(*opinions, "add-round", str(outside), "--round", "r")
    output += said(*opinions, "check", "r")
    output += said("-m", "dvc", "repro", "ingest@r")
    git("add", "-A")
    added = git("diff", "--cached", "--name-only").split()
    assert {f"corpora/rounds/r/{name}" for name in ("round.yaml", "received.dvc")} < set(added)
    assert "dvc.lock" in added
    assert not any("/received/" in path or "private" in path for path in added)
    assert told("\n".join(added) + output) == []
    assert told(git("diff", "--cached", "--text")) == []
    git("commit", "-qm", "round")
    assert told(git("show", "-p", "--text", "--stat")) == []
    assert told(said(*opinions, "files", "r")) != []  # the look-up for people
    output = said(*opinions, "remove-round", "r")
    said(*opinions, "add-round", str(outside), "--round", "r")
    output += said(*opinions, "forget-round", "r")
    assert told(output) == []
    assert not [p for p in root.rglob("*") if ".git" not in p.parts and told(p.name)]


def test_digests_of_files_are_no_numbers_of_people() -> None:
    masker = Masker(MaskingParams())
    digests = [hashlib.sha256(str(n).encode()).hexdigest() for n in (179, 229, 247, 345, 772)]
    lines = "\n".join(f"    sha256: {digest}" for digest in digests)
    assert masker.mask_name(lines).counts  # some would look like one
    assert personal_data_left(lines, masker) == []
    assert personal_data_left("\n".join(OWN_LINES), masker) == []
    assert len(personal_data_left(f"{lines}\ntitle: 090-1111-2222", masker)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "  - {{path: received/回答_〔氏名〕.xlsx, kind: workbook, digest: {}}}",
        "  - {{path: received/〔氏名〕.docx, digest: '{}', received: 2026-11-30 12:18}}",
        "masking: {{mask: ['{}'], keep: [{}, '00aa11bb22cc']}}",
        "    - '{}'",
    ],
)
@pytest.mark.parametrize("code", ["0556578308c4", "381257077276", "00482739560f"])
def test_short_digests_and_codes_are_no_numbers_of_people(line: str, code: str) -> None:
    masker = Masker(MaskingParams())
    assert masker.mask_name(code).counts
    assert personal_data_left(line.format(code, code), masker) == []
    assert len(personal_data_left(f"title: {code}", masker)) == 1
    assert len(personal_data_left(f"{line.format(code, code)} # 090-1111-2222", masker)) == 1
