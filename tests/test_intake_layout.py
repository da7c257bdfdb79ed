"""Lists and forms as they come: where the header stands, what columns are, what is no answer."""

import dataclasses

import pytest

from pipeline.ingest.references import resolved
from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.cell_labels import label_role
from pipeline.layouts.entry import Entry
from pipeline.layouts.form_rows import read_form
from pipeline.layouts.guidance import is_guidance
from pipeline.layouts.list_rows import header_shift, read_list
from pipeline.layouts.prose import read_prose
from pipeline.layouts.role_words import role_of_words
from pipeline.layouts.search import propose_grid
from pipeline.readers.grid import Grid, Received
from pipeline.readers.limits import Limits
from pipeline.readers.workbook import read_workbook
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.ledger import State
from tests import intake_inputs as make

READING = Reading("回答.xlsx", SplittingParams())
A, B = "移行の期限を延ばしてほしい。", "費用は国が負担すべきである。"


@pytest.mark.parametrize(
    ("text", "guidance"),
    [
        ("（200字以内）", True),
        ("※ 一枚に一つの意見を記入してください。", True),
        ("【記載例】期限を延ばす。", True),
        ("（例）費用について", True),
        ("(1) 会議の資料は事前に配布してほしい。\n(2) 記載の要領を示してほしい。", False),
        ("（費用）国が全額を負担すべきである。", False),
        ("※費用は国が負担すべきである。", False),
    ],
)
def test_guidance_is_told_from_answers(text: str, guidance: bool) -> None:
    assert is_guidance(text) is guidance


def cells_of(table: str) -> list[list[str]]:
    """Rows between spaces, cells between bars."""
    return [[c.format(A=A, B=B) for c in row.split("|")] for row in table.split(" ")]


def grid_of(rows: list[list[str]]) -> Grid:
    return Grid(sheet="s", rows=rows)


def entries_of(grid: Grid) -> list[Entry]:
    proposal = propose_grid(grid)
    assert proposal is not None
    if proposal.layout.shape == "form":
        return read_form(grid, proposal.layout, READING)
    return read_list(grid, proposal.layout, 0, READING)


def answers(grid: Grid) -> list[tuple[str, str]]:
    found = [e for e in entries_of(grid) if e.state is State.OPINIONS]
    return [(entry.sender.name or entry.sender.code, entry.text) for entry in found]


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("団体コード", "body_code"),
        ("団体情報／コード", "body_code"),
        ("検討項目コード", "item"),
        ("市区町村名", "body_name"),
        ("貴団体名", "body_name"),
        ("都道府県", "prefecture"),
        ("団 体 区 分", "body_kind"),
        ("担当課名", "department"),
        ("担当者名", "person"),
        ("メールアドレス", "contact"),
        ("該当箇所", "item"),
        ("検討項目", "item"),
        ("御意見", "opinion"),
        ("ご意見・ご要望", "opinion"),
        ("意見（自由記述）", "opinion"),
        ("意見／論点１", "opinion"),
        ("問２　費用についてどう考えますか", "opinion"),
        ("comment-body", "opinion"),
        ("comment-id", "number"),
        ("意見の理由", "reason"),
        ("意見・理由", "opinion"),
        ("意見の有無", "attribute"),
        ("意見区分", "attribute"),
        ("意見提出者", "body_name"),
        ("意見に対する考え方", "reply"),
        ("回答日", "date"),
        ("修正区分", "status"),
        ("備考", "remark"),
        ("自治会名", "body_name"),
        ("組合の名称", "body_name"),
        ("貴協議会名", "body_name"),
        ("意見を提出する章", "item"),
        ("ご意見のある条文", "item"),
        ("意見の対象となる頁", "item"),
        ("様式１　意見照会回答票", None),
        ("システム名", None),
    ],
)
def test_roles_by_words(header: str, role: str | None) -> None:
    found = role_of_words(header)
    assert (found and found.value) == role


@pytest.mark.parametrize("text", ["意見なし", "特になし", "3頁", A, "情報政策課"])
def test_answers_are_no_labels(text: str) -> None:
    assert label_role(text) is None


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("団体名|意見 A市|{A} B町|{B}", "A市|{A} B町|{B}"),
        (  # a title and a note above, a total and a note below
            "一覧 ※5月時点 No|団体名|意見 1|A市|{A} 2|B町|{B} |合計|2件 ※空欄は意見なし",
            "A市|{A} B町|{B}",
        ),
        (  # the header again on every page of the print-out
            "団体名|意見|理由 A市|{A}| 団体名|意見|理由 B町|{B}|",
            "A市|{A} B町|{B}",
        ),
        (  # an empty cell is nobody's: it waits
            "団体名|検討項目|意見 A市|1-1|{A} |1-2|{B} B町|2|{A}",
            "A市|{A} |{B} B町|{A}",
        ),
        ("団体コード|団体名|意見 【関東】|| 131016|A市|{A}", "A市|{A}"),
        (  # the label of the body above the list
            "団体名|A市 | 番号|該当箇所|意見 1|2頁|{A} 2||{B}",
            "A市|{A} A市|{B}",
        ),
        (  # several questions
            "自治体名|問1期限はどうですか|問2費用はどうですか A市|{A}|{B} B町||{B}",
            "A市|{A} A市|{B} B町|{B}",
        ),
        ("団体名|内訳 A市|{A} B町|{B} C村|{A}{B}", "A市|{A} B町|{B} C村|{A}{B}"),  # by content
        ("131016|A市|{A} 131024|B町|{B} 131032|C村|{A}", "A市|{A} B町|{B} C村|{A}"),  # no header
        ("提出者|意見の概要|意見に対する考え方 A市|{A}|修正します。", "A市|{A}"),
        ("comment-id|comment-body|attribute_年代 1|{A}|30代 2|{B}|40代", "|{A} |{B}"),  # 広聴AI
    ],
)
def test_lists(table: str, expected: str) -> None:
    found = []
    for entry in entries_of(grid_of(cells_of(table))):
        if entry.state is State.OPINIONS:
            pieces = [entry.text[p.text_begin : p.end] for p in entry.parts] or [entry.text]
            found.append([entry.sender.name, "".join(pieces)])
    assert found == cells_of(expected)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("団体名|A市 意見|{A}", "A市|{A}"),
        ("団体名：A市 意見||{A}", "A市|{A}"),
        ("団体名|A市 ご意見 {A}", "A市|{A}"),
        ("団体名|A市 ご意見（200字以内）|（200字以内で記入） {A}", "A市|{A}"),
        ("団体名|東京大学 意見|{B}", "東京大学|{B}"),
        ("団体名|A市|団体コード|131016 意見|{A} 意見|{B}", "A市|{A} A市|{B}"),
        ("団体名|A市 問1期限はどうですか|{A} 問2費用はどうですか|{B}", "A市|{A} A市|{B}"),
        ("団体名|A市 意見|特になし", ""),
        ("団体名|A市 意見|", ""),
    ],
)
def test_forms(table: str, expected: str) -> None:
    rows = cells_of(table)
    merged = ((1, 0, 1, 1),) if rows[1][1:2] == [""] and len(rows[1]) > 2 else ()
    grid = dataclasses.replace(grid_of(rows), merged=merged)
    assert answers(grid) == [tuple(row) for row in cells_of(expected) if row != [""]]


def test_a_header_over_two_rows_with_merged_cells() -> None:
    cells = {
        **{"A1": "意見照会　回答一覧", "A3": "No", "B3": "団体情報", "E3": "意見", "G3": "理由"},
        **{
            "B4": "コード",
            "C4": "名称",
            "D4": "担当課",
            "E4": "論点1（期限）",
            "F4": "論点2（費用）",
        },
        **{"A5": "1", "B5": "131016", "C5": "A市", "D5": "総務課", "E5": A, "F5": B, "G5": "不足"},
    }
    content = make.workbook({"一覧": cells}, ["A1:G1", "A3:A4", "B3:D3", "E3:F3", "G3:G4"])
    (grid,), _ = read_workbook(content, Limits())
    proposal = propose_grid(grid)
    assert proposal is not None
    assert proposal.layout.header_rows == (3, 4)
    roles = [column.role.value for column in proposal.layout.columns]
    assert roles == [
        "number",
        "body_code",
        "body_name",
        "department",
        "opinion",
        "opinion",
        "reason",
    ]
    found = [entry for entry in entries_of(grid) if entry.state is State.OPINIONS]
    assert [entry.heading for entry in found] == ["意見／論点1（期限）", "意見／論点2（費用）"]
    assert found[0].sender.department == "総務課"


def test_a_body_merged_over_its_rows() -> None:
    cells = {"A1": "団体名", "B1": "意見", "A2": "A市", "B2": A, "B3": B, "A4": "B町", "B4": A}
    (grid,), _ = read_workbook(make.workbook({"一覧": cells}, ["A2:A3"]), Limits())
    assert answers(grid) == [("A市", A), ("A市", B), ("B町", A)]


def test_an_answer_beside_a_label_over_several_rows_is_one() -> None:
    cells = {"A1": "団体名", "B1": "A市", "A3": "意見", "B3": A, "B4": B}
    (grid,), _ = read_workbook(make.workbook({"様式": cells}, ["A3:A5"]), Limits())
    assert answers(grid) == [("A市", f"{A}\n{B}")]


def test_a_header_that_moved_is_found_again() -> None:
    rows = [["団体名", "意見"], ["A市", A]]
    proposal = propose_grid(grid_of(rows))
    assert proposal is not None
    moved = grid_of([["送付書"], ["", ""], *rows])
    shift = header_shift(moved, proposal.layout)
    assert shift == 2
    found = read_list(moved, proposal.layout, shift, READING)
    assert [entry.text for entry in found if entry.state is State.OPINIONS] == [A]
    assert header_shift(grid_of([["団体名", "要望"], ["A市", A]]), proposal.layout) is None


def test_a_reason_without_an_opinion_waits_for_a_person() -> None:
    found = entries_of(grid_of([["団体名", "意見", "理由"], ["A市", "", "財政が厳しい。"]]))
    assert (found[-1].state, found[-1].column) == (State.NEEDS_PERSON, "C")


def test_a_sentence_outside_the_fields_of_a_form_waits_for_a_person() -> None:
    stray = "なお、標準化の対象となる事務については、引き続き丁寧な説明を求めたい。"
    found = entries_of(grid_of([["団体名", "A市"], ["意見", A], ["", "", stray]]))
    assert [e.text for e in found if e.state is State.NEEDS_PERSON] == [stray]


def test_references_quote_what_they_refer_to() -> None:
    rows = [
        ["No", "団体名", "意見"],
        ["1", "A市", A],
        ["2", "B町", "同上"],
        ["3", "C村", "No.1と同じ"],
    ]
    rows += [["4", "D市", "No.9と同じ"], ["5", "E町", "別紙のとおり"]]
    found = resolved(entries_of(grid_of(rows)))[1:]
    states = [entry.state.value for entry in found]
    assert states == ["opinions", "reference", "reference", "needs_person", "needs_person"]
    assert [entry.quoted for entry in found[:3]] == [(), (A,), (A,)]


def test_running_text_by_labels_and_by_paragraphs() -> None:
    letter = f"令和6年5月10日\n総務省 御中\n団体名：A市\n担当課：総務課\n意見\n・{A}\n・{B}\n以上"
    found = read_prose(Received(text=letter), READING)
    opinions = [entry for entry in found if entry.state is State.OPINIONS]
    assert [entry.text[entry.text_begin :] for entry in opinions] == [A, B]
    assert {(entry.sender.name, entry.sender.department) for entry in opinions} == {
        ("A市", "総務課")
    }
    assert "".join("".join(e.text.split()) for e in found) == "".join(letter.split())
    assert all(letter[entry.begin : entry.end] == entry.text for entry in found)
    plain = read_prose(Received(text=f"表題\n\n{A}\n\n{B}"), READING)
    assert [entry.state is State.OPINIONS for entry in plain] == [False, True, True]
