"""A published report names no respondent and no file: numbers, whose key is private."""

import csv
import io
import subprocess
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from pipeline.ingest.records import Ingested
from pipeline.ingest.round_tables import ingest
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.receiving.adding import add_round
from pipeline.receiving.new_project import new_project
from pipeline.report.files import files_of
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.numbers import Numbers, key_rows
from pipeline.report.published_words import without_names
from pipeline.report.summary.whole import summarize
from pipeline.rounds.round_head import Settled
from pipeline.tables.answers import AnswerDrafts
from pipeline.tables.state import UNREAD_PART, State
from tests import intake_inputs as make
from tests.conftest import run_python
from tests.report_example import inputs_of

FULL = (
    *("山田太郎", "佐藤花子", "鈴木一郎", "高橋健二", "伊藤美咲", "渡辺直人"),
    *("中村俊介", "小林陽子", "加藤大輔", "吉田真理", "松本拓也", "井上恵子"),
    *("木村和夫", "斎藤由美", "清水浩之", "山口智子", "阿部正樹", "石川千尋"),
    *("前田康弘", "藤田久美子", "長谷川翔", "村上春香", "近藤勇気", "坂本里奈"),
    *("遠藤健一郎", "青木美穂", "福田剛", "西村さやか", "三浦雄一", "岡本涼子"),
    *("中島哲也", "原田奈々", "小野寺隆", "竹内彩", "金子修", "和田明美"),
    *("石井聡", "上田麻衣", "森田茂", "柴田結衣"),
)
"""Of files, folders, sheets, headers, comments, properties, cells and earlier answers."""
FAMILY = (
    *("中村", "木村", "田村", "松本", "小松", "川崎", "高山", "白石", "小林", "林"),
    *("西村", "大西", "北村", "金城", "具志堅", "五十嵐", "小鳥遊", "綾小路", "桂", "東"),
)
"""Alone in names of files: also places, villages and words."""
NAMES = (*FULL, *FAMILY)
ROUND = "r"


def workbook_of(body: str, names: Sequence[str], text: str) -> bytes:
    """A form whose every place for a name has one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = f"様式（{names[0]}）"
    rows = [("団体名", f"{body}　代表　{names[1]}"), ("担当者", names[2]), ("作成", names[3])]
    rows += [(f"氏名 {names[4]}", ""), ("御意見", text), ("備考", f"{names[5]}が作成")]
    for row in rows:
        sheet.append(row)
    sheet["B5"].comment = Comment(f"{names[6]}さんに確認", names[7])
    book.properties.creator = book.properties.lastModifiedBy = names[7]
    book.properties.title = f"{names[6]}の回答"
    return make.saved(book)


def planted(root: Path) -> Path:
    """Files with 60 names: each stands in the name of a file, folder, sheet, header, cell …"""
    place = root / "in"
    for number in range(5):
        names = FULL[8 * number : 8 * number + 8]
        path = place / f"{names[2]}/回答_{names[3]}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(
            workbook_of("ABCDE"[number] + "市", names, f"{number}番目の意見を述べる。")
        )
    for number, name in enumerate(FAMILY):
        path = place / (f"{name}/回答.csv" if number % 3 == 0 else f"意見書（{name}）.csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [("氏名", "年代", "御意見"), (name, "60代", f"市民としての{number}番目の意見です。")]
        path.write_bytes("".join(",".join(row) + "\n" for row in rows).encode("utf-8-sig"))
    return place


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("planted")
    add_round([planted(made)], ROUND, root=made)
    return made


@pytest.fixture(scope="module")
def tables(root: Path) -> Ingested:
    return ingest(root / "corpora/rounds" / ROUND, n_workers=1)


@pytest.fixture(scope="module")
def inputs(tables: Ingested) -> ReportInputs:
    numbers = tables.opinions["number"].tolist()
    themes = {f"{FULL[3]}さんの提案": ("期限", "期限、提案", numbers[:4])}
    made = inputs_of(tables, themes, dict.fromkeys(numbers[4:]), {})
    answer = {
        "subject": made.themes["theme_id"].iloc[-1],
        "rank": 1,
        "answer": f"{FULL[11]}様の御意見に感謝する。",
        "source": f"令和5年度 {FULL[12]}氏の案",
        "similarity": 0.9,
    }
    row = {name: answer.get(name) for name in AnswerDrafts.column_names()}
    return replace(made, respondents=tables.respondents, answers=pd.DataFrame([row]))


def report_of(inputs: ReportInputs, **settings: object) -> Mapping[str, bytes]:
    """The files of a report, as the stage writes them."""
    made = replace(inputs, settings=ReportParams.model_validate(settings))
    if not made.settings.private:
        made = without_names(made, Masker(MaskingParams()))
    return dict(files_of(summarize(made)))


def texts_of(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every file's name and text; zipped formats part by part."""
    for name, content in files.items():
        if name.endswith((".xlsx", ".docx", ".pptx")):
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for part in package.namelist():
                    yield f"{name}/{part}", package.read(part).decode("utf-8", errors="ignore")
        else:
            yield name, content.decode("utf-8", errors="ignore")


def told(text: str, names: Sequence[str] = NAMES) -> list[str]:
    """Names in a text; those that are words and places as well only where they stand alone."""
    read = unicodedata.normalize("NFC", text)
    return [name for name in names if name in read]


def test_a_public_report_names_nobody(inputs: ReportInputs) -> None:
    found = {name: told(text, FULL) for name, text in texts_of(report_of(inputs))}
    assert {name: names for name, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("by", "public"),
    [
        ("計画係 木村", "計画係 〔氏名〕"),
        ("事務局（佐藤）", "事務局（〔氏名〕）"),
        ("山口（政策課）", "〔氏名〕（政策課）"),  # a place as well: here it is who read it
        ("企画課 都市計画係", "企画課 都市計画係"),
    ],
)
def test_who_settled_what_waited_is_named_in_private_alone(
    inputs: ReportInputs, by: str, public: str
) -> None:
    ledger = inputs.ledger.copy()
    waits = ledger.index[ledger["level"].eq("row") & ledger["n_opinions"].eq(0)][0]
    ledger.loc[waits, ["state", "reason"]] = [State.NEEDS_PERSON.value, "別紙"]
    one = Settled(what=ledger.loc[waits, "file"], by=by, date="2025-07-02", note="木村係長が確認")
    other = Settled(what="received/別_木村一郎.xlsx")  # there is no such file
    head = inputs.head.model_copy(update={"settled": (one, other)})
    made = replace(inputs, ledger=ledger, head=head)
    for private, who, note in ((False, public, "〔氏名〕係長が確認"), (True, by, "木村係長が確認")):
        page = report_of(made, private=private)["index.html"].decode()
        assert f"2025-07-02、{who}、{note}" in page
        assert ("木村" in page, "received/別_木村一郎.xlsx" in page) == (private, private)


def test_a_public_report_names_no_file(inputs: ReportInputs) -> None:
    # 林 and 東 are words of every report: what is looked for is the file that bears the name.
    shown = [f"回答_{name}" for name in FULL] + [f"（{name}）" for name in FAMILY]
    shown += [f"received/{name}" for name in NAMES] + ["received/", "意見書（"]
    texts = [(n, t) for n, t in texts_of(report_of(inputs)) if not n.startswith("tables/README")]
    assert texts
    assert [name for name, text in texts if told(text, shown)] == []


def test_round_yaml_and_git_name_nobody(root: Path) -> None:
    folder = root / "corpora/rounds" / ROUND
    kept = [path for path in folder.rglob("*") if path.is_file() and "received" not in path.parts]
    assert folder / "round.yaml" in kept
    words = {"東": "東", "林": "林", "桂": "桂"}
    for path in kept:
        text = path.read_text(encoding="utf-8")
        assert told(text, [name for name in NAMES if name not in words]) == []
        assert told(text, [f"（{name}）" for name in words]) == []


def test_a_private_report_prints_everything(inputs: ReportInputs, tables: Ingested) -> None:
    files = report_of(inputs, private=True)
    everything = "".join(text for _, text in texts_of(files))
    assert "received/" in everything
    assert "A市" in everything
    assert f"{FULL[3]}さんの提案" in everything
    public = "".join(text for _, text in texts_of(report_of(inputs)))
    assert "A市" not in public
    key = dict(key_rows(Numbers.of(tables.ledger), tables.respondents["respondent"]))
    body = tables.respondents["respondent"].iloc[0]
    number = next(number for number, name in key.items() if name == body)
    assert number in public
    assert number in everything


def test_offices_are_named_where_that_is_wanted(inputs: ReportInputs) -> None:
    codes = [
        "131016" if name == "木村" else None for name in inputs.opinions["respondent"]
    ]  # a village of a code; 中村 has none and may be a person
    made = replace(inputs, opinions=inputs.opinions.assign(body_code=codes))
    table = report_of(made, names_bodies=True)["tables/opinions.csv"].decode("utf-8-sig")
    shown = {row["回答者"] for row in csv.DictReader(io.StringIO(table))}
    assert "木村" in shown
    assert not shown & {"中村", "北村"}
    found = {name: told(text, FULL) for name, text in texts_of(report_of(made, names_bodies=True))}
    assert {name: names for name, names in found.items() if names} == {}


def ledger_of(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    ledger = pd.DataFrame(rows, columns=["level", "file", "sheet", "row", "respondent"])
    return ledger.assign(state=State.OPINIONS.value, reason="")


def test_what_is_no_file_takes_no_number_of_one() -> None:
    rows = [("file", name, None, None, None) for name in ("in（受け取らないもの）", "a.xlsx")]
    ledger = ledger_of([*rows, ("row", "a.xlsx", "一覧", 2, "A市")])
    ledger.loc[0, ["state", "reason"]] = [
        State.NOT_AN_OPINION.value,
        f"{UNREAD_PART}OSのファイル 1",
    ]
    numbers = Numbers.of(ledger)
    assert numbers.files == {"a.xlsx": 1, "in（受け取らないもの）": 2}
    assert numbers.respondents == {"A市": "回答1"}


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        ("表1", "ファイル1、表1、2行目"),  # a table of a Word file
        ("本文", "ファイル1、本文、2行目"),
        ("田中", "ファイル1、シート3、2行目"),  # a name of a sheet may be anybody's
        ("表彰", "ファイル1、シート4、2行目"),
    ],
)
def test_parts_without_a_name_of_their_own_are_called_as_readers_call_them(
    sheet: str, told: str
) -> None:
    rows = [("row", "a.docx", name, 2, None) for name in ("表1", "本文", "田中", "表彰")]
    ledger = ledger_of(rows)
    assert Numbers.of(ledger).place("a.docx", sheet, 2, None) == told


def test_numbers_stay_when_something_is_corrected() -> None:
    rows = [
        ("file", "a.xlsx", None, None, None),
        ("row", "a.xlsx", "様式", 2, "A市"),
        ("file", "b.xlsx", None, None, None),
        ("row", "b.xlsx", "一覧", 2, "B町"),
        ("row", "b.xlsx", "一覧", 3, "C村"),
        ("row", "b.xlsx", "別表", 3, "D市"),
    ]
    ledger = ledger_of(rows)
    before = Numbers.of(ledger).respondents
    assert before == {"A市": "回答1", "B町": "回答2-1-2", "C村": "回答2-1-3", "D市": "回答2-2-3"}
    corrected = ledger.assign(respondent=["", None, None, "B町", "E市", "D市"]).replace("", None)
    after = Numbers.of(corrected).respondents
    assert {name: after[name] for name in ("B町", "D市")} == {
        name: before[name] for name in ("B町", "D市")
    }
    assert Numbers.of(ledger).place("b.xlsx", "別表", 3, None) == "ファイル2、シート2、3行目"


def test_what_a_table_hides_stands_beside_no_opinion(inputs: ReportInputs) -> None:
    few = summarize(inputs)
    for table in few.attributes:
        for row in table.themes:
            shown = [line for line in few.opinions if (line.theme_id or "") == row.subject]
            for kind, count in zip(table.kinds, row.cells, strict=True):
                n = sum(line.attribute(table.name) == kind.kind for line in shown)
                assert n <= (count or 0)  # of what is hidden, nothing
    opinions = inputs.opinions
    attributes = pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"],
            "name": "受付方法",
            "value": ["郵送" if n % 2 else "電子メール" for n in opinions["number"]],
        }
    )
    many = replace(inputs, attributes=attributes, settings=ReportParams(smallest_cell=1))
    summary = summarize(many)
    assert {line.attribute("受付方法") for line in summary.opinions} == {"郵送", "電子メール"}
    assert [facet.title for facet in summary.facets if facet.name == "attribute1"] == ["受付方法"]
    sheet = dict(files_of(summary))["tables/opinions.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    counted = sum(row["属性：受付方法"] == "郵送" for row in rows)
    (table,) = summary.attributes
    assert {kind.kind: kind.n_opinions for kind in table.kinds}["郵送"] == counted


def test_how_opinions_were_received_is_no_property_of_persons(inputs: ReportInputs) -> None:
    ids = inputs.opinions["opinion_id"].tolist()
    ways = ["FAX" if n == 0 else "郵送" if n % 2 else "電子申請" for n in range(len(ids))]
    ages = [("30代", "20歳未満", "20代")[n % 3] for n in range(len(ids))]
    pairs = (("受付方法", ways), ("年代", ages))
    attributes = pd.concat(
        pd.DataFrame({"opinion_id": ids, "name": name, "value": values}) for name, values in pairs
    )
    summary = summarize(replace(inputs, attributes=attributes))
    received, old = summary.attributes
    assert received.n_suppressed == received.smallest_cell == 0
    assert {kind.kind: kind.n_opinions for kind in received.kinds}["FAX"] == 1
    assert [kind.kind for kind in old.kinds] == ["20歳未満", "20代", "30代"]
    assert old.smallest_cell == 3


@pytest.mark.slow
def test_sixty_names_are_in_no_commit_no_lock_and_not_in_dvcs_folder(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "core.quotePath=false", "-c", "user.name=t"]
        command += ["-c", "user.email=t@example.jp", *arguments]
        done = subprocess.run(command, cwd=root, check=True, capture_output=True)
        return done.stdout.decode("utf-8", errors="replace")

    root = tmp_path / "project"
    new_project(root, "題名")
    git("add", "-A")
    git("commit", "-qm", "before")
    place = planted(tmp_path)
    opinions = ("-m", "pipeline.cli")
    outcome = run_python(root, *opinions, "add-round", str(place), "--round", ROUND)
    assert outcome.returncode == 0, outcome.stderr
    made = run_python(root, "-m", "dvc", "repro", f"ingest@{ROUND}")
    assert made.returncode == 0, made.stderr
    git("add", "-A")
    git("commit", "-qm", "round")
    history = git("log", "-p", "--text", "--stat", "-1")
    assert f"{ROUND}/round.yaml" in history and "dvc.lock" in history
    texts = {"history": history, "output": outcome.stdout + outcome.stderr}
    for path in (root / "dvc.lock", *(root / ".dvc").rglob("*")):
        # the cache keeps files as received, for its owner alone, and no git or report reads it
        if path.is_file() and "cache" not in path.relative_to(root).parts:
            texts[path.name] = f"{path.name} {path.read_bytes().decode('utf-8', 'replace')}"
    assert {name: told(text, FULL) for name, text in texts.items() if told(text, FULL)} == {}
    bearing = [f"（{name}）" for name in FAMILY] + [f"{name}/回答" for name in FAMILY]
    assert {name: told(text, bearing) for name, text in texts.items() if told(text, bearing)} == {}
