"""Who said it: nothing is filled down, nobody is guessed, one sender is counted once."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import OpinionsError
from pipeline.ingest.records import Ingested
from pipeline.ingest.round_tables import ingest
from pipeline.ingest.superseded import Arrival, replaced_files
from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.entry import Entry
from pipeline.layouts.list_layout import find_list
from pipeline.layouts.list_rows import read_list
from pipeline.layouts.prose import read_prose
from pipeline.layouts.sender_columns import unconfirmed
from pipeline.readers.grid import Grid, Received
from pipeline.receiving.adding import add_round
from pipeline.report.summary.respondent_count import n_respondents, respondents_by_kind
from pipeline.rounds.open_questions import require_answers
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.state import State
from tests.intake_inputs import saved, table

A, B, C = "期限を延ばしてほしい。", "費用は国が負担すべきである。", "研修を増やしてほしい。"
Round = Callable[[Mapping[str, bytes]], Ingested]


@pytest.fixture
def received(tmp_path: Path) -> Round:
    """Files by path, received and ingested as a round ``r``."""

    def run(files: Mapping[str, bytes]) -> Ingested:
        for name, content in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        add_round([tmp_path / "in"], "r", root=tmp_path)
        return ingest(tmp_path / "corpora/rounds/r", n_workers=1)

    return run


def csv(*rows: str) -> bytes:
    return ("\n".join(rows) + "\n").encode("utf-8-sig")


def said_by(tables: Ingested) -> list[tuple[str | None, str]]:
    frame = tables.opinions
    who = frame["respondent"].astype(object).where(frame["respondent"].notna(), None)
    return list(zip(who, frame["text"], strict=True))


def list_entries(grid: Grid) -> list[Entry]:
    found = find_list(grid)
    assert found is not None
    return read_list(grid, found.layout, 0, Reading("f", SplittingParams()))


_BODIES = st.sampled_from(["A市", "B町", "C村", "", "〃", "同上"])


@given(st.lists(st.tuples(_BODIES, st.sampled_from([A, B, C, ""])), min_size=1, max_size=12))
def test_every_sender_stands_in_its_row_or_above_ditto_marks(rows: list[tuple[str, str]]) -> None:
    grid = Grid(
        "s", [["番号", "団体名", "意見"]] + [[str(n), b, t] for n, (b, t) in enumerate(rows)]
    )
    for entry in list_entries(grid):
        if not entry.sender.name or entry.row is None:
            continue
        row = entry.row - 1
        while grid.cell(row, 1) in ("〃", "同上"):
            row -= 1
        assert grid.cell(row, 1) == entry.sender.name


@given(
    st.lists(st.sampled_from(["A市", "B町", ""]), min_size=2, max_size=8),
    st.integers(1, 3),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_merged_cell_speaks_for_its_rows_and_no_other(bodies: list[str], n_more: int) -> None:
    merged = (1, 0, 1 + min(n_more, len(bodies) - 1), 0)
    cells = [[body, A] for body in bodies]
    for row in range(merged[0], merged[2]):
        cells[row][0] = ""
    cells[0][0] = "M市"
    grid = Grid("s", [["団体名", "意見"], *cells], merged=(merged,))
    for entry in list_entries(grid):
        if entry.row and entry.row > 1:
            inside = entry.row - 1 <= merged[2]
            assert entry.sender.name == ("M市" if inside else cells[entry.row - 2][0])


def test_an_empty_cell_below_a_body_waits_and_can_be_answered(
    received: Round, tmp_path: Path
) -> None:
    tables = received({"a.csv": csv("団体名,意見", f"A市,{A}", f",{B}", f"B町,{C}")})
    assert said_by(tables) == [("A市", A), (None, B), ("B町", C)]
    waiting = tables.ledger[tables.ledger["state"] == State.NEEDS_PERSON]
    assert waiting["row"].tolist() == [3]
    assert "blank: above" in waiting["reason"].iloc[0]
    path = tmp_path / "corpora/rounds/r/round.yaml"
    for word, who in (("above", "A市"), ("nobody", None)):
        drafted = path.read_text(encoding="utf-8")
        told = drafted.replace("header: 団体名}", f"header: 団体名, blank: {word}}}")
        path.write_text(told, encoding="utf-8")
        assert said_by(ingest(path.parent, n_workers=1)) == [("A市", A), (who, B), ("B町", C)]
        path.write_text(drafted, encoding="utf-8")


@pytest.mark.parametrize(
    ("rows", "role"),
    [
        ("居住地|意見 A市|{A} |{B} B市|{C} A市|{A}", "attribute"),
        ("お住まいの市区町村名|意見 A市|{A} B市|{B} A市|{C}", "attribute"),
        ("年代|居住市区町村|意見 30代|A市|{A} 40代|A市|{B} 50代|B市|{C}", "attribute"),
        ("提出者|意見 個人|{A} NPO|{B} 事業者|{C}", "body_kind"),
        ("提出者区分|意見 個人|{A} ＮＰＯ法人|{B} 企業|{C}", "body_kind"),
        ("提出方法|意見 郵送|{A} メール|{B} FAX|{C}", "attribute"),
        ("団体名|意見 A市|{A} A市|{B} B町|{C}", "body_name"),
        ("市町村名|担当課|意見 A市|企画課|{A} A市|総務課|{B} B町|総務課|{C}", "body_name"),
        ("市町村名|意見 A市|{A} B町|{B} C村|{C}", "body_name"),
        ("団体名|意見 A自治会|{A} B商工会|{B} A自治会|{C} A自治会|{B}", "body_name"),
        ("提出者|意見 A町内会|{A} B協会|{B} C株式会社|{C}", "body_name"),
    ],
)
def test_what_a_column_is(rows: str, role: str) -> None:
    filled = rows.replace("{A}", A).replace("{B}", B).replace("{C}", C)
    grid = Grid("s", [line.split("|") for line in filled.split(" ")])
    found = find_list(grid)
    assert found is not None
    assert (
        found.layout.columns[-2 if role != "body_name" or "担当課" not in rows else 0].role == role
    )
    assert not unconfirmed(found.layout)


@pytest.mark.parametrize(
    "rows",
    [
        "市町村|意見 A市|{A} B市|{B} A市|{C} A市|{A} B市|{C}",
        "市町村名|年代|意見 A市|30代|{A} B町|40代|{B} C村|50代|{C}",
        "提出者|意見 関東|{A} 関東|{B} 関西|{C} 関西|{A} 関東|{C}",
    ],
)
def test_doubt_stops_the_run_until_a_person_answers(
    rows: str, received: Round, tmp_path: Path
) -> None:
    filled = rows.replace("{A}", A).replace("{B}", B).replace("{C}", C)
    tables = received({"a.csv": csv(*(line.replace("|", ",") for line in filled.split(" ")))})
    assert {who for who, _ in said_by(tables)} == {None}
    assert (tables.ledger["state"] == State.NEEDS_PERSON).sum() == 1  # the row of the header
    folder = tmp_path / "corpora/rounds/r"
    header = rows.split("|")[0]
    line = f"{{column: A, role: body_name, header: {header}, confirmed: true}}"
    with pytest.raises(OpinionsError, match=line.replace("{", r"\{")):
        require_answers(folder)
    path = folder / "round.yaml"
    drafted = path.read_text(encoding="utf-8")
    for role, named in (("body_name", True), ("attribute", False)):
        answer = line.replace("body_name", role)
        told = drafted.replace(line.replace("true", "false"), answer)
        assert told != drafted
        path.write_text(told, encoding="utf-8")
        require_answers(folder)
        told_by = {who for who, _ in said_by(ingest(folder, n_workers=1))}
        senders = [row.split("|")[0] for row in rows.split(" ")[1:]]
        assert len(told_by) == len(set(senders) if named else senders)  # a row is a sender


def test_one_code_and_several_spellings_are_one_respondent(received: Round) -> None:
    rows = [f"122033,千葉県,,{A}", f"122033,千葉県,市川市,{B}", f"12203,,市川市役所,{C}"]
    tables = received({"a.csv": csv("団体コード,都道府県,団体名,意見", *rows, f",,市川市,{A}")})
    assert tables.respondents["respondent"].tolist() == ["千葉県市川市"]
    assert tables.respondents["body_code"].tolist() == ["122033"]
    assert tables.respondents["n_opinions"].tolist() == [4]


def test_bodies_of_one_name_stay_apart(received: Round) -> None:
    rows = [f"東京都,府中市,{A}", f"広島県,府中市,{B}", f",府中市,{C}", f"埼玉県,美里町,{A}"]
    tables = received({"a.csv": csv("都道府県,市区町村名,意見", *rows, f",美里町,{B}")})
    names = ["府中市", "東京都府中市", "広島県府中市", "美里町", "埼玉県美里町"]
    assert sorted(tables.respondents["respondent"]) == sorted(names)


def test_a_code_with_two_names_is_told(received: Round) -> None:
    rows = [f"122033,市川市,{A}", f"122033,船橋市,{B}", f"122033,,{C}"]
    tables = received({"a.csv": csv("団体コード,団体名,意見", *rows)})
    problems = tables.respondents.set_index("respondent")["problem"]
    assert problems[["千葉県市川市", "千葉県船橋市"]].str.contains("複数の団体").all()
    assert ("122033", C) in said_by(tables)  # whose it is, the code alone does not say


def word(*parts: str | list[list[str]], head: str = "") -> bytes:
    document = docx.Document()
    if head:
        document.sections[0].header.paragraphs[0].text = head
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        cells = document.add_table(len(part), len(part[0]))
        for row, texts in enumerate(part):
            for column, text in enumerate(texts):
                cells.cell(row, column).text = text
    return saved(document)


LIST = [["番号", "意見"], ["1", A], ["2", B]]


@pytest.mark.parametrize(
    "content",
    [
        word("団体名：甲町", LIST),
        word(LIST, "【回答者】", "団体名　甲町", "担当課　企画課"),
        word("団体名", "甲町", LIST),
        word([["団体名", "甲町"], ["担当課", "企画課"]], "次のとおり", LIST),
        word("意見について", LIST, head="提出団体　甲町"),
    ],
)
def test_the_body_is_found_beside_the_list_in_word(content: bytes, received: Round) -> None:
    assert said_by(received({"a.docx": content})) == [("甲町", A), ("甲町", B)]


def test_the_body_is_found_on_another_sheet_but_not_in_the_example(received: Round) -> None:
    book = openpyxl.Workbook()
    for row in (["様式１"], ["団体名", "甲町"], ["担当課", "企画課"]):
        book.active.append(row)
    opinions_sheet = book.create_sheet("様式２")
    for row in LIST:
        opinions_sheet.append(row)
    example = book.create_sheet("記載例")
    example.append(["団体名", "乙町"])
    assert said_by(received({"a.xlsx": saved(book)})) == [("甲町", A), ("甲町", B)]


def test_print_header(received: Round) -> None:
    book = openpyxl.load_workbook(filename=io.BytesIO(table(LIST)))
    book.active.oddHeader.left.text = "回答団体：甲町"
    assert said_by(received({"a.xlsx": saved(book)})) == [("甲町", A), ("甲町", B)]


def test_two_bodies_beside_a_list_are_nobody(received: Round) -> None:
    content = word("団体名：甲町", "団体名：乙町", LIST)
    assert {who for who, _ in said_by(received({"a.docx": content}))} == {None}


def test_enclosures_belong_to_their_letter(received: Round) -> None:
    letter, enclosure = csv("番号,意見", f"1,{A}"), csv("番号,意見", f"1,{B}")
    files = {"甲町/回答.csv": letter, "甲町/別紙.csv": enclosure}
    files |= {
        "01_乙村_回答.csv": csv("番号,意見", f"1,{C}"),
        "丙/別紙.csv": csv("番号,意見", f"1,{A}{B}"),
    }
    tables = received(files)
    assert sorted(tables.respondents["respondent"]) == ["乙村", "甲町"]
    assert ("甲町", B) in said_by(tables)
    waiting = tables.ledger[tables.ledger["state"] == State.NEEDS_PERSON]
    assert waiting["reason"].str.contains("respondent: 団体名").any()


def test_an_enclosure_replaces_no_letter() -> None:
    letter = Arrival("甲町_回答.csv", "1", "2024-05-01", is_list=False)
    enclosure = Arrival("甲町_別紙.csv", "2", "2024-05-09", is_list=False)
    assert replaced_files([letter, enclosure], {letter.file: "甲町", enclosure.file: "甲町"}) == {}


def test_kinds_in_names_of_files_are_nobody(received: Round) -> None:
    tables = received(
        {"市町村_意見.csv": csv("番号,意見", f"1,{A}"), "東京都/b.csv": csv("番号,意見", f"1,{B}")}
    )
    assert said_by(tables) == [(None, A), (None, B)] or said_by(tables) == [(None, B), (None, A)]


def states(text: str) -> list[tuple[State, str]]:
    entries = read_prose(Received(text=text), Reading("f", SplittingParams()))
    covered = "".join(text[e.begin : e.end] for e in entries)
    assert "".join(covered.split()) == "".join(text.split())
    return [(entry.state, entry.text.split("\n")[0]) for entry in entries]


def opinions(text: str) -> list[str]:
    return [told for state, told in states(text) if state is State.OPINIONS]


@pytest.mark.parametrize(
    "rest",
    [
        "> 期限の変更は予定していません。\n>> 前回の意見です。\n",
        "＞ 期限の変更は予定していません。\n",
        "-----Original Message-----\nFrom: a@b.jp\nSent: x\n\n期限の変更は予定していません。\n",
        "----- 元のメッセージ -----\n期限の変更は予定していません。\n",
        "差出人: 省 <a@b.jp>\n送信日時: 5月8日\n件名: d\n\n期限の変更は予定していません。\n",
        "2024年6月5日(水) 18:40 意見募集 <a@b.jp>:\n\n> 期限の変更は予定していません。\n",
        "On Wed, Jun 5, 2024 at 6:40 PM 省 <a@b.jp> wrote:\n> 期限の変更は予定していません。\n",
        "------------------\n甲町企画課\n山田太郎\nTEL 03-1234-5678\n------------------\n",
        "-- \n甲町企画課\nyamada@example.jp\n",
        "==========\n甲町役場\n〒100-0001\n",
    ],
)
def test_quoted_mails_and_signatures_are_no_opinions(rest: str) -> None:
    head = "From: a@b.jp\nDate: x\nSubject: 意見\n\nお世話になっております。\n\n"
    assert opinions(f"{head}{A}\n\n{rest}") == [A]


def test_a_quoted_mail_alone_waits_and_so_does_a_forwarded_one() -> None:
    assert states(f"> {A}\n") == [(State.NEEDS_PERSON, f"> {A}")]
    forwarded = f"{B}\n\n---------- Forwarded message ---------\n\n{A}\n"
    assert [state for state, _ in states(forwarded)] == [State.OPINIONS, State.NEEDS_PERSON]


def test_a_rule_between_parts_of_a_letter_is_no_signature() -> None:
    assert opinions(f"{A}\n--------------\n{B}\n--------------\n{C}\n") == [A, B, C]


@pytest.mark.parametrize(
    "form",
    [
        "【氏名】\n{name}\n【住所】\n{place}\n【職業】\n会社員\n【意見】\n{A}\n",
        "■氏名\n{name}\n■住所　{place}\n■意見\n{A}\n",
        "１．氏名　{name}\n２．住所　{place}\n３．意見\n{A}\n４．その他\n特になし\n",
        "意　見　書\n\n（氏名）\n{name}\n\n（住所）{place}\n\n（意見）\n{A}\n\n以上\n",
    ],
)
def test_labels_of_letters_are_no_opinions(form: str) -> None:
    text = form.format(name="山田太郎", place="東京都千代田区霞が関一丁目２－３", A=A)
    found = read_prose(Received(text=text), Reading("f", SplittingParams()))
    assert [entry.text for entry in found if entry.state is State.OPINIONS] == [A]
    assert all(entry.sender.name == "" for entry in found)
    named = [entry.text for entry in found if "山田太郎" in entry.text]
    assert len(named) == 1 and "氏名" in named[0]  # a name stays with its label: it is masked by it


def test_letters_of_several_bodies_are_each_ones_own() -> None:
    text = f"団体名：甲町\n\n{A}\n\n団体名：乙町\n\n{B}\n"
    found = read_prose(Received(text=text), Reading("f", SplittingParams()))
    said = [(e.sender.name, e.text) for e in found if e.state is State.OPINIONS]
    assert said == [("甲町", A), ("乙町", B)]


def test_the_count_is_one(received: Round) -> None:
    tables = received(
        {"a.csv": csv("団体名,意見", f"A市,{A}", f"A市,{B}", "B町,意見なし", f"匿名,{C}")}
    )
    assert n_respondents(tables.respondents) == 3  # who is 匿名 is one, too
    assert respondents_by_kind(tables.respondents) == {"市": 1, "町": 1, "個人": 1}
