"""Adding, correcting, removing and forgetting rounds, and what a newer file replaces."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.ingest.superseded import Arrival, replaced_files
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from pipeline.receiving.looks import Finding
from pipeline.receiving.removing import forget_round, remove_round
from pipeline.rounds.round_file import read_round_file
from pipeline.store import Store
from tests import intake_inputs as make
from tests.dvc_stages import ROOT, copy_into

A, B = "移行の期限を延ばしてほしい。", "費用は国が負担すべきである。"
PARAMS = "# 全体の説明\nrounds:  # 回\n  - old  # 最初の回\ningest:\n  strict: false  # 既定\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "params.yaml").write_text(PARAMS, encoding="utf-8")
    (tmp_path / "in").mkdir()
    return tmp_path


def put(root: Path, **files: bytes) -> Path:
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (root / "in" / f"{stem}.{suffix}").write_bytes(content)
    return root / "in"


def states(ledger: pd.DataFrame, level: str = "file") -> dict[str, str]:
    chosen = ledger[ledger["level"] == level]
    return {str(f).removeprefix("received/"): s for f, s in zip(chosen["file"], chosen["state"])}  # noqa: B905


def test_a_fresh_round_asks_what_was_asked_and_finds_no_name_in_its_own_words(root: Path) -> None:
    put(root, 一覧_xlsx=make.table([["団体名", "意見"], ["山口県", A], ["C村", B]]))
    add_round([root / "in"], "2024-05-beta", "β版", "2024-05-10", root=root)
    file = root / "corpora/rounds/2024-05-beta/round.yaml"
    written = file.read_text(encoding="utf-8")
    assert "\nasked:" in written
    told = [(one.level, one.place, one.message) for one in _checked(file.parent)]
    assert not [one for one in told if "個人情報らしい語" in one[2]]
    assert [level for level, place, words in told if words.startswith("asked:")] == ["情報"]
    begin, end = written.split("asked:", 1)
    comment = end.split("\n", 1)
    file.write_text(f"{begin}asked: 移行の方針案への意見\n{comment[1]}", encoding="utf-8")
    assert not [one for one in _checked(file.parent) if one.message.startswith("asked:")]
    assert read_round_file(file.parent).asked == "移行の方針案への意見"


def _checked(folder: Path) -> list[Finding]:
    return check_round(folder, IngestParams(strict=False)).findings


def test_a_round_of_a_list_and_forms(root: Path) -> None:
    listed = make.table([["団体名", "意見", "理由"], ["C村", A, "人手"], ["D町", "特になし", ""]])
    put(root, A市_xlsx=make.form("A市", f"・{A}\n・{B}"), 一覧_xlsx=listed)
    put(root, B町_xlsx=make.form("B町", B), memo_docx=make.word(["意見書", "団体名：E市", A]))
    report = add_round([root / "in"], "2024-05-beta", "β版", "2024-05-10", root=root)
    assert report.n_unreadable == 0
    folder = root / "corpora/rounds/2024-05-beta"
    meta = read_round_file(folder)
    assert (meta.title, meta.date, meta.year) == ("β版", "2024-05-10", 2024)
    assert {layout.shape for layout in meta.layouts.values()} == {"form", "list", "prose"}
    written = (folder / "round.yaml").read_text(encoding="utf-8")
    assert "見出し「団体名」" in written  # the evidence
    params = (root / "params.yaml").read_text(encoding="utf-8")
    assert params == PARAMS.replace("の回\n", "の回\n  - 2024-05-beta\n")
    assert (folder / ".gitignore").read_text() == "/received\n/received.part\n"
    tables = ingest(folder)
    by_body = tables.opinions.groupby("respondent")["text"].apply(list).to_dict()
    assert by_body == {"A市": [A, B], "B町": [B], "C村": [A], "E市": [A]}
    again = ingest(folder, n_workers=1)
    pd.testing.assert_frame_equal(again.ledger, tables.ledger)
    doctor = check_round(folder, IngestParams())
    assert doctor.n_files == 4


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = sorted(root.rglob("*"))
    put(root, a_csv="団体名,意見\nA市,高い。\n".encode("cp932"))
    report = add_round([root / "in"], "r", root=root, dry_run=True)
    assert any("cp932" in line for line in report.lines())
    after = sorted(path for path in root.rglob("*") if path != root / "in/a.csv")
    assert after == before
    assert (root / "params.yaml").read_text(encoding="utf-8") == PARAMS


def test_adding_again_updates_and_keeps_what_people_wrote(root: Path) -> None:
    put(root, a_xlsx=make.table([["団体名", "意見", "備考"], ["A市", A, B]]))
    add_round([root / "in"], "r", "題", "2024-05-10", root=root)
    place = root / "corpora/rounds/r/round.yaml"
    text = place.read_text(encoding="utf-8")
    remark = "{column: C, role: remark, header: 備考}"
    assert remark in text
    edited = text.replace(remark, "{column: C, role: opinion, header: 備考}  # 実は意見だった")
    place.write_text(edited + "# 末尾の覚え書き\n", encoding="utf-8")
    put(root, b_xlsx=make.table([["団体名", "意見", "備考"], ["B町", A, ""]]))
    add_round([root / "in"], "r", root=root)
    after = place.read_text(encoding="utf-8")
    assert "# 実は意見だった" in after
    assert "# 末尾の覚え書き" in after
    assert len(read_round_file(place.parent).layouts) == 1
    assert sorted(ingest(place.parent).opinions["text"]) == sorted([A, B, A])
    params = (root / "params.yaml").read_text(encoding="utf-8")
    assert params.count("- r\n") == 1


@pytest.mark.parametrize("name", ["", "../x", "a b", "/abs", "all", "あ"])
def test_names_of_rounds(root: Path, name: str) -> None:
    put(root, a_csv=b"x")
    with pytest.raises(OpinionsError, match="cannot name a round"):
        add_round([root / "in"], name, root=root)


def test_the_newest_file_of_a_body_counts(root: Path) -> None:
    put(root, A市_xlsx=make.form("A市", A), A市_訂正版_xlsx=make.form("A市", B))
    put(root, B町_xlsx=make.form("B町", A, department="税務課"), C村_xlsx=make.form("C村", A))
    put(root, B町2_xlsx=make.form("B町", B, department="総務課"))  # another department
    put(root, C村_copy_xlsx=(root / "in/C村.xlsx").read_bytes())
    add_round([root / "in"], "r", root=root)
    tables = ingest(root / "corpora/rounds/r")
    found = states(tables.ledger)
    assert [f for f, state in sorted(found.items()) if state == "superseded"] == [
        "A市.xlsx",
        "C村_copy.xlsx",
    ]
    assert tables.opinions.groupby("respondent").size().to_dict() == {"A市": 1, "B町": 2, "C村": 1}
    assert tables.opinions.set_index("respondent").loc["A市", "text"] == B


@pytest.mark.parametrize(
    ("files", "replaced"),
    [
        ({"a.xlsx": "2024-05-01", "b.xlsx": "2024-05-09"}, {"a.xlsx"}),
        ({"a_v2.xlsx": "2024-05-01", "a_v3.xlsx": "2024-05-01"}, {"a_v2.xlsx"}),
        ({"a.xlsx": "2024-05-09", "a（差替）.xlsx": "2024-05-01"}, {"a.xlsx"}),
        ({"a.xlsx": "2024-05-01", "b.xlsx": "2024-05-01"}, set()),  # nobody can tell: both count
    ],
)
def test_what_makes_a_file_newer(files: dict[str, str], replaced: set[str]) -> None:
    arrivals = [Arrival(file, file, received, False) for file, received in files.items()]
    assert set(replaced_files(arrivals, dict.fromkeys(files, "A市"))) == replaced


def test_corrected_lists_and_rows(root: Path) -> None:
    rows = [["団体名", "修正区分", "意見"], ["A市", "", A], ["B町", "", A], ["A市", "訂正", B]]
    rows += [["C村", "取下げ", A]]
    put(root, list_xlsx=make.table(rows))
    put(
        root,
        市民_csv=f"番号,意見\n1,{A}\n".encode(),
        市民_修正版_csv=f"番号,意見\n1,{B}\n".encode(),
    )
    add_round([root / "in"], "r", root=root)
    tables = ingest(root / "corpora/rounds/r")
    assert states(tables.ledger)["市民.csv"] == "superseded"
    listed = tables.ledger[(tables.ledger["level"] == "row") & tables.ledger["sheet"].notna()]
    assert listed["state"].tolist() == [
        "not_an_opinion",
        "superseded",
        "opinions",
        "opinions",
        "superseded",
    ]
    assert len(tables.opinions) == 3


def test_text_printed_on_a_form_waits_for_nobody(root: Path) -> None:
    printed = "この様式は、国・地方デジタル共通基盤の検討のために用いる。"
    for body in ("A市", "B町", "C村", "D町"):
        cells = {"A1": "団体名", "B1": body, "A2": "意見", "B2": f"{body}は困る。", "D9": printed}
        (root / "in" / f"{body}.xlsx").write_bytes(make.workbook({"様式": cells}))
    add_round([root / "in"], "r", root=root)
    ledger = ingest(root / "corpora/rounds/r").ledger
    assert set(ledger.loc[ledger["text"] == printed, "state"]) == {"not_an_opinion"}


def test_sentences_outside_the_form_wait_for_a_person(root: Path) -> None:
    cells = {"A1": "団体名", "B1": "A市", "A2": "意見", "B2": "別紙のとおり"}
    attached = {"A1": "期限については、三年の延長をお願いしたい。", "A2": "費用も支援してほしい。"}
    guide = {"A1": "この要領に沿って、意見の欄に記入してください。必ず返送してください。"}
    codes = {"A1": "甲県", "A2": "乙県"}
    sheets = {"様式": cells, "別紙": attached, "記入要領": guide, "Sheet4": codes}
    put(root, A市_xlsx=make.workbook(sheets), B町_xlsx=make.form("B町", A))
    put(root, memo_txt="期限を五年のばしてほしい\n\n費用は国が持つべき".encode())
    put(root, title_txt="意見書\n\n令和6年5月10日".encode())
    add_round([root / "in"], "r", root=root)
    ledger = ingest(root / "corpora/rounds/r").ledger
    sheets_of = ledger[ledger["row"].isna() & (ledger["level"] == "row")].set_index("sheet")
    assert sheets_of["state"].to_dict() == {
        "別紙": "needs_person",
        "記入要領": "not_an_opinion",
        "Sheet4": "not_an_opinion",
    }
    assert "三年の延長" in sheets_of.loc["別紙", "text"]
    files = ledger[ledger["level"] == "file"].set_index("file")
    assert files.loc["received/memo.txt", "n_opinions"] == 2
    assert files.loc["received/title.txt", "state"] == "needs_person"


def test_files_missing_and_unnamed_are_errors(root: Path) -> None:
    put(root, a_csv="団体名,意見\nA市,高い。\n".encode())
    add_round([root / "in"], "r", root=root)
    folder = root / "corpora/rounds/r"
    (folder / "received/b.csv").write_bytes(b"x")
    with pytest.raises(OpinionsError, match=r"b\.csv"):
        ingest(folder)
    (folder / "received/b.csv").unlink()
    (folder / "received/a.csv").unlink()
    with pytest.raises(OpinionsError, match="dvc checkout"):
        ingest(folder)


def test_removing_a_round_undoes_adding_it(root: Path) -> None:
    put(root, a_csv="団体名,意見\nA市,高い。\n".encode())
    before = {path for path in root.rglob("*") if path.is_file()}
    add_round([root / "in"], "r", root=root)
    made = ("corpora/tables/ledger/r.parquet", "corpora/private/r.parquet", "reports/r/index.html")
    made += ("corpora/tables/shown/r.parquet", "reports/search/index.html")
    for place in (*made, "reports/metrics/report/r.json"):
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(b"x")
    remove_round("r", root)
    assert {path for path in root.rglob("*") if path.is_file()} == before
    assert (root / "params.yaml").read_text(encoding="utf-8") == PARAMS
    with pytest.raises(OpinionsError, match="No round 'r'"):
        remove_round("r", root)


def test_a_round_in_git_goes_after_a_clear_word_and_with_the_last_all_results(root: Path) -> None:
    params = root / "params.yaml"
    params.write_text("rounds:\n  - embedded\n", encoding="utf-8")
    made = ("corpora/rounds/embedded/round.yaml", "corpora/tables/opinions/embedded.parquet")
    made += (
        "corpora/tables/themes/embedded.parquet",
        "reports/index.html",
        "reports/embedded/index.html",
    )
    for place in made:
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text("title: t\n", encoding="utf-8")
    with pytest.raises(OpinionsError, match="remove-round embedded --yes"):
        remove_round("embedded", root)
    assert all((root / place).is_file() for place in made)
    remove_round("embedded", root, also_in_git=True)
    assert not any((root / place).exists() for place in made)
    assert Store(root).rounds() == []


def test_a_round_that_only_params_lists_is_taken_off(root: Path) -> None:
    (root / "params.yaml").write_text("rounds: [gone, kept]\n", encoding="utf-8")
    (root / "corpora/themes").mkdir(parents=True)
    (root / "corpora/themes/themes.parquet").write_bytes(b"x")
    remove_round("gone", root)
    assert Store(root).rounds() == ["kept"]
    assert (root / "corpora/themes/themes.parquet").is_file()


SECRET = "この一文だけは忘れてほしい。"
STAGES = """\
stages:
  ingest:
    matrix:
      round: [old, r]
    cmd: >-
      python -c "import pathlib, sys; r = sys.argv[1];
      p = pathlib.Path('corpora/tables/opinions'); p.mkdir(parents=True, exist_ok=True);
      (p / (r + '.parquet')).write_bytes(b''.join(sorted(
      f.read_bytes() for f in pathlib.Path('corpora/rounds', r).rglob('*.csv'))))" ${item.round}
    deps: ["corpora/rounds/${item.round}"]
    outs: ["corpora/tables/opinions/${item.round}.parquet"]
  themes:
    cmd: >-
      python -c "import pathlib; pathlib.Path('themes.txt').write_bytes(b''.join(sorted(
      f.read_bytes() for f in pathlib.Path('corpora/tables/opinions').iterdir())))"
    deps: [corpora/tables/opinions]
    outs: [themes.txt]
"""


def holding(root: Path, text: str) -> list[str]:
    """Files below a folder that hold a text."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and text.encode() in path.read_bytes()
    )


@pytest.mark.slow
def test_a_forgotten_round_leaves_no_copy(root: Path) -> None:
    def dvc(*arguments: str) -> None:
        command = [sys.executable, "-m", "dvc", *arguments]
        subprocess.run(command, cwd=root, check=True, capture_output=True)

    dvc("init", "--no-scm", "--quiet")
    old = root / "corpora/rounds/old"
    old.mkdir(parents=True)
    (old / "a.csv").write_text("古い回\n", encoding="utf-8")
    put(root, a_csv=f"団体名,意見\nA市,{SECRET}\n".encode())
    add_round([root / "in"], "r", root=root)
    assert (root / "corpora/rounds/r/received.dvc").is_file()
    (root / "dvc.yaml").write_text(STAGES, encoding="utf-8")
    dvc("repro", "--quiet")
    assert len(holding(root, SECRET)) > 4  # as received, its table, the themes, cached copies
    forget_round("r", root)
    assert holding(root, SECRET) == ["in/a.csv"]
    assert holding(root / ".dvc/cache", "古い回")
    assert (root / "corpora/tables/opinions/old.parquet").is_file()


@pytest.mark.slow
def test_citizens_words_never_enter_git(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.jp", *arguments]
        done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
        return done.stdout

    root = tmp_path / "project"
    kept = ("dvc.yaml", "params.yaml", ".dvc/config", ".dvcignore", ".gitignore", ".dvc/.gitignore")
    copy_into(ROOT, tuple(path for path in kept if (ROOT / path).is_file()), root)
    (root / "in").mkdir()
    git("init", "-q")
    git("add", "-A")
    git("commit", "-qm", "before")
    put(root, a_csv=f"団体名,意見\nA市,{SECRET}\n".encode())
    (root / ".git/info/exclude").write_text("/in\n", encoding="utf-8")
    add_round([root / "in"], "r", root=root)
    git("add", "-A")
    assert git("diff", "--cached", "--name-only").split() == [
        "corpora/rounds/r/.gitignore",
        "corpora/rounds/r/received.dvc",
        "corpora/rounds/r/round.yaml",
        "params.yaml",
    ]
    git("commit", "-qm", "round")
    assert SECRET not in git("log", "-p", "--text")
    assert "  - r\n" in (root / "params.yaml").read_text(encoding="utf-8")
    assert holding(root / ".dvc/cache", SECRET)
    remove_round("r", root)
    assert git("diff", "HEAD~1", "--name-only") == ""  # undone
    assert holding(root / ".dvc/cache", SECRET)  # … and can be brought back
    add_round([root / "in"], "r", root=root)
    forget_round("r", root)
    assert git("diff", "HEAD~1", "--name-only") == ""
    assert holding(root, SECRET) == ["in/a.csv"]


def test_who_answered(root: Path) -> None:
    rows = [
        ["団体コード", "団体名", "意見"],
        ["", "東京都　府中市", A],
        ["", "A市総務部情報政策課", A],
    ]
    rows += [["", "A 市", B], ["", "山本一郎", A], ["", "匿名", A], ["", "匿名", B]]
    put(root, list_xlsx=make.table(rows), B町_回答_csv=f"番号,意見\n1,{A}\n".encode())
    add_round([root / "in"], "r", root=root)
    tables = ingest(
        root / "corpora/rounds/r",
    )
    found = zip(tables.opinions["respondent"], tables.opinions["body_kind"], strict=True)
    known = [tuple(None if pd.isna(value) else value for value in row) for row in found]
    assert known[:1] == [("B町", "町")]
    assert known[1:4] == [("東京都府中市", "市"), ("A市", "市"), ("A市", "市")]
    assert known[4:] == [("回答者001", None), ("回答者002", "個人"), ("回答者003", "個人")]
    everything = " ".join(frame.to_csv() for frame in (tables.opinions, tables.ledger))
    assert "山本" not in everything + tables.respondents.to_csv()
