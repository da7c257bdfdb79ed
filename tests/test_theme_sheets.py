"""Themes corrected in the review workbook: written, filled in, imported, replayed, taken back."""

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.codebook.theme_files import read_people, read_themes_file
from pipeline.codebook.theme_links_file import read_theme_links
from pipeline.commands.peoples_files import faults
from pipeline.commands.review import import_, undo
from pipeline.errors import OpinionsError
from pipeline.labels import theme_sheets as names
from pipeline.labels.answer_sheet import COMMON_REVIEWER
from pipeline.labels.theme_sheets import Shown
from pipeline.places import LABELS, THEME_LINKS, THEME_REGISTER, THEME_RULES
from pipeline.report.workbook.review_table import render
from pipeline.report.workbook.theme_facts import theme_facts
from pipeline.review_items.codebook import Codebook
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families, Members, Themes
from pipeline.themes.rules import Merge, Rename
from tests.dvc_stages import ROOT
from tests.report_example import ROUND
from tests.theme_inputs import Case, case

pytestmark = pytest.mark.usefixtures("in_japanese")

MONEY = [
    "移行の費用は国が負担すべきである。",
    "移行の費用を国が出すべき。",
    "移行の費用の全額を求める。",
]
STAFF = ["人材が足りない。", "人材の確保が難しい。", "人材を国が派遣してほしい。"]
TIME = ["期限を延ばしてほしい。", "期限が短い。", "期限を団体ごとに決めたい。"]
LONE, ALSO_LONE = "窓口を一つにすべきだ。", "図書館の開館時間を延ばしてほしい。"
TEXTS = [*MONEY, *STAFF, *TIME, LONE, ALSO_LONE]


def example() -> Case:
    return case(TEXTS, [0] * 3 + [1] * 3 + [2] * 3 + [-1] * 2, [0] * 3 + [1] * 6 + [-1] * 2)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "corpora/codebook", tmp_path / "corpora/codebook")
    (tmp_path / "params.yaml").write_text(f"rounds: [{ROUND}]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found, store = example(), Store(tmp_path)
    n = len(found.opinions)
    opinions = found.opinions.assign(
        round=ROUND, number=range(1, n + 1), file="a.xlsx", begin=0, end=5
    )
    made = found.made_with(read_people(tmp_path))
    store.write(Opinions, opinions.reindex(columns=Opinions.column_names()), ROUND)
    store.write(Families, found.families, ROUND)
    store.write(Themes, made.themes, ROUND)
    store.write(Members, made.members, ROUND)
    return tmp_path


def shown() -> Shown:
    registered = {theme.theme_id for theme in read_people(Path()).registered}
    return theme_facts(Store(), [ROUND], registered)


def filled(change: Callable[[Worksheet, Worksheet], None], name: str = "r.xlsx") -> Path:
    """The workbook as a reviewer sends it back."""
    Path(name).write_bytes(render((), Codebook((), ()), "題", "2024-05-10", shown()))
    book = openpyxl.load_workbook(name)
    change(book[names.THEMES], book[names.MOVES])
    book.save(name)
    return Path(name)


def put(sheet: Worksheet, row: str, title: str, value: str) -> None:
    """Write a cell in the row that holds a text, under a title."""
    heads = {cell.value: cell.column for cell in sheet[3]}
    found = [
        line[0].row for line in sheet.iter_rows(min_row=4) if row in [cell.value for cell in line]
    ]
    sheet.cell(found[0], heads[title]).value = value


def choice(text: str, level: str = "fine") -> str:
    """How the list offers the theme of a text."""
    found = shown()
    key = next(o.text_key for o in found.opinions if o.text == text)
    return next(t.choice for t in found.themes if t.level == level and key in t.texts)


def number(text: str, level: str = "fine") -> str:
    return choice(text, level).split(" ")[0]


def take(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    import_([path], date="2024-06-01")
    return capsys.readouterr().out


def test_corrections_go_into_the_people_s_files_and_come_back_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [(folder / path).read_bytes() for path in (THEME_RULES, THEME_REGISTER, LABELS)]

    def change(themes: Worksheet, moves: Worksheet) -> None:
        heads = {cell.value: cell.column for cell in themes[2]}
        themes.cell(2, heads[COMMON_REVIEWER] + 1).value = "佐藤"
        put(themes, number(MONEY[0]), names.NEW_NAME, "国の費用負担")
        put(themes, number(MONEY[0]), names.ACCEPT, names.TICK)
        put(themes, number(TIME[0]), names.TARGET, choice(STAFF[0]))
        put(moves, LONE, names.MOVE, choice(STAFF[0]))
        put(moves, MONEY[2], names.SPLIT, "全額の措置")

    path = filled(change)
    told = take(path, capsys)
    assert "新しい訂正 4件、新しい採用 1件、取り込み済み 0件、取り込まない 0件" in told, told
    people = read_people(folder)
    kinds = sorted(type(rule).__name__ for rule in people.word.rules)
    assert kinds == ["Merge", "Pin", "Rename", "Split"]
    assert {rule.note for rule in people.word.rules} == {"佐藤　2024-06-01"}
    assert len(people.registered) == 1
    written = (folder / THEME_RULES).read_text(encoding="utf-8")
    assert written.startswith(before[0].decode().split("rules: []")[0])  # comments are kept

    made = example().made_with(people)
    assert made.rules["is_applied"].all(), made.rules
    groups = made.members.groupby("theme_id").groups
    assert sorted(map(len, groups.values())) == [1, 2, 7]
    named = set(made.themes["name"])
    assert {"国の費用負担", "全額の措置"} <= named

    assert "新しい訂正 0件、新しい採用 0件、取り込み済み 5件" in take(path, capsys)
    undo()
    assert "訂正4件、採用1件" in capsys.readouterr().out
    after = [(folder / path).read_bytes() for path in (THEME_RULES, THEME_REGISTER, LABELS)]
    assert after == before
    with pytest.raises(OpinionsError, match="取り消す取り込みがない"):
        undo()


def test_everything_that_is_wrong_is_named_at_once_with_sheet_and_row(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(themes: Worksheet, moves: Worksheet) -> None:
        put(themes, number(MONEY[0]), names.NEW_NAME, "長" * 26)
        put(themes, number(STAFF[0]), names.TARGET, choice(STAFF[0]))
        put(themes, number(TIME[0]), names.TARGET, number(MONEY[0], "coarse"))
        put(themes, number(MONEY[0], "coarse"), names.ACCEPT, "たぶん")
        put(moves, MONEY[0], names.MOVE, choice(MONEY[0]))
        put(moves, MONEY[1], names.MOVE, "ない論点")
        put(moves, LONE, names.SPLIT, "新しい")
        for text in STAFF:
            put(moves, text, names.SPLIT, "全部")
        put(moves, TIME[0], names.SPLIT, "分け")
        put(moves, TIME[0], names.TEXT, "書き換えた文")

    told = take(filled(change), capsys)
    for said in (
        "26字ある。25字以内にする", "統合先が自分自身", "論点は論点に統合する",
        "採用の欄が「たぶん」",
        "もう「", "「ない論点」は一覧にない", "少数意見一つだけでは論点", "意見が残らない",
        "意見の文が変わっている",
    ):  # fmt: skip
        assert said in told
    assert "新しい訂正 0件、新しい採用 0件、取り込み済み 0件、取り込まない 11件" in told, told
    assert "シート「テーマ」4行目" in told and "シート「意見の移動」" in told
    assert read_themes_file(folder).rules == ()


def test_two_of_a_name_and_merged_ones_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(themes: Worksheet, moves: Worksheet) -> None:
        put(themes, number(MONEY[0]), names.NEW_NAME, "同じ名前")
        put(themes, number(STAFF[0]), names.NEW_NAME, "同じ名前")
        put(themes, number(TIME[0]), names.TARGET, choice(MONEY[0]))
        put(moves, LONE, names.MOVE, choice(TIME[0]))

    told = take(filled(change), capsys)
    assert told.count("という論点が二つになる") == 2
    assert "統合されてなくなる。統合先を選ぶ" in told
    assert [type(rule) for rule in read_themes_file(folder).rules] == [Merge]


@pytest.mark.parametrize(
    ("gathered", "kinds", "subject_of"),
    [
        # From two points of one subject, one of another and a single: under the subject of most.
        ([STAFF[0], TIME[0], MONEY[2], LONE], ["Pin", "Pin", "Pin", "Split"], TIME[1]),
        # The whole of a point and a single: the point goes on under the new name.
        ([*MONEY, LONE], ["Pin", "Rename"], MONEY[0]),
        # Two whole points of one subject and part of another one.
        ([*STAFF, *TIME, MONEY[0]], ["Pin", "Pin", "Pin", "Pin", "Rename"], STAFF[0]),
        # One point alone is split as before.
        ([STAFF[0], STAFF[2]], ["Split"], STAFF[1]),
        # Singles alone: an accepted theme.
        ([LONE, ALSO_LONE], [], None),
    ],
)
def test_one_new_point_is_gathered_from_several(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    gathered: list[str],
    kinds: list[str],
    subject_of: str | None,
) -> None:
    before = [(folder / path).read_bytes() for path in (THEME_RULES, THEME_REGISTER)]

    def change(_themes: Worksheet, moves: Worksheet) -> None:
        for text in gathered:
            put(moves, text, names.SPLIT, "条例と関係のない意見")

    path = filled(change)
    told = take(path, capsys)
    assert "取り込まない 0件" in told, told
    people = read_people(folder)
    assert sorted(type(rule).__name__ for rule in people.word.rules) == kinds
    made = example().made_with(people)
    assert made.rules["is_applied"].all(), made.rules
    row = made.themes.set_index("name").loc["条例と関係のない意見"]
    home = made.members.assign(text=TEXTS).set_index("text")
    assert set(home.index[home["theme_id"] == row["theme_id"]]) == set(gathered)
    subject = None if subject_of is None else home.loc[subject_of, "coarse_id"]
    assert row["parent_id"] == subject or (subject is None and pd.isna(row["parent_id"]))

    assert "新しい訂正 0件、新しい採用 0件" in take(path, capsys)  # before a run
    store = Store(folder)
    store.write(Themes, made.themes, ROUND)
    store.write(Members, made.members, ROUND)
    assert "新しい訂正 0件、新しい採用 0件、取り込み済み 1件" in take(path, capsys)  # and after it
    undo()
    assert [(folder / path).read_bytes() for path in (THEME_RULES, THEME_REGISTER)] == before


def test_no_id_is_typed_or_seen(folder: Path) -> None:
    path = filled(lambda themes, moves: None)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:2] == [names.THEMES, names.MOVES]
    for name, hidden in ((names.THEMES, names.THEME_ID), (names.MOVES, names.KEY)):
        sheet = book[name]
        letters = {cell.value: cell.column_letter for cell in sheet[3]}
        assert sheet.column_dimensions[letters[names.ROUND]].hidden
        widths = [d for d in sheet.column_dimensions.values() if d.hidden]
        assert hidden in letters and widths
    assert [cell.value for cell in book[names.CHOICES]["A"]] == [t.choice for t in shown().themes]
    assert all(len(theme.quotes) == 2 for theme in shown().themes)


def test_check_says_before_a_run_that_two_themes_have_one_name(folder: Path) -> None:
    rows = [f"t0000000{n},fine,移行の費用,{n}123456789abcdef" for n in (1, 2)]
    text = "theme_id,level,name,text_keys\n" + "\n".join(rows) + "\n"
    (folder / THEME_REGISTER).write_text(text, encoding="utf-8")
    assert any("「移行の費用」という論点が2つある" in said for said in faults(folder, []))
    rules = '- merge: ["t00000001", "t00000002"]'
    (folder / THEME_RULES).write_text(f"rules:\n  {rules}\n", encoding="utf-8")
    assert not any("2つある" in said for said in faults(folder, []))


def test_a_later_import_holds_against_an_earlier_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("一度目", "二度目"):
        path = filled(lambda themes, _, to=name: put(themes, number(MONEY[0]), names.NEW_NAME, to))
        take(path, capsys)
    people = read_people(folder)
    assert len(people.word.rules) == 2 and isinstance(people.word.rules[0], Rename)
    made = example().made_with(people)
    assert "二度目" in set(made.themes["name"])
    assert made.rules["reason"].tolist() == ["named_after", ""]
    undo()
    assert [rule.to for rule in read_themes_file(folder).rules if isinstance(rule, Rename)] == [
        "一度目"
    ]


def with_earlier(root: Path) -> None:
    """A round before, of the same themes, and one after it."""
    (root / "params.yaml").write_text(f"rounds: [before, {ROUND}, after]\n", encoding="utf-8")
    for name, date in (("before", "2024-01-01"), (ROUND, "2024-04-01"), ("after", "2024-09-01")):
        (root / "corpora/rounds" / name).mkdir(parents=True)
        head = f"title: x\ndate: {date}\nyear: 2024\n"
        (root / f"corpora/rounds/{name}/round.yaml").write_text(head, encoding="utf-8")
        if name != ROUND:
            store = Store(root)
            themes = store.read(Themes, ROUND)
            store.write(Themes, themes.assign(name=name + themes["rank"].astype(str)), name)


def test_reviewers_name_the_earlier_theme_and_take_it_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_earlier(folder)

    def change(themes: Worksheet, _moves: Worksheet) -> None:
        put(themes, number(MONEY[0]), names.EARLIER, "before1")
        put(themes, number(STAFF[0]), names.EARLIER, "after1")
        put(themes, number(TIME[0]), names.EARLIER, "新規")
        put(themes, number(MONEY[0], "coarse"), names.EARLIER, "before2")

    path = filled(change)
    told = take(path, capsys)
    assert "前の回との対応 3件" in told, told
    assert "「after1」というテーマはない" in told
    words = read_theme_links(folder)
    assert [word.earlier for word in words] == ["before2", "before1", "新規"]
    assert [word.level for word in words] == ["coarse", "fine", "fine"]
    assert "2024-06-01" in (folder / THEME_LINKS).read_text(encoding="utf-8")
    assert "取り込み済み 3件" in take(path, capsys)
    (folder / THEME_LINKS).write_text(
        (folder / THEME_LINKS).read_text(encoding="utf-8").replace("before1", "before2"),
        encoding="utf-8",
    )
    assert "theme_links.csv に「before2」とある" in take(path, capsys)
    undo()
    assert read_theme_links(folder) == ()
