"""No row is lost and none stands twice, whatever table comes."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.file_entries import Task, interpreted
from pipeline.ingest.records import ingested
from pipeline.ingest.references import resolved
from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.hand_out import DocumentParams
from pipeline.layouts.prose import read_prose
from pipeline.layouts.source import SourceFile
from pipeline.readers.grid import Grid, Received, column_name
from pipeline.readers.limits import Limits
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.ledger import Ledger, State
from pipeline.tables.opinions import Opinions

HEADERS = ["No", "団体コード", "団体名", "都道府県", "検討項目", "意見", "問1 費用はどうですか"]
HEADERS += ["理由", "備考", "修正区分"]
CELLS = st.one_of(
    st.sampled_from(
        ["", "", "A市", "131016", "特になし", "同上", "No.2と同じ", "合計", "※ 注", "訂正"]
    ),
    st.sampled_from(HEADERS),
    st.sampled_from(
        [
            "移行の期限を延ばしてほしい。",
            "・費用が高い。\n・人が足りない。",
            "① 期限。② 費用。また、支援が要る。",
            "（記入例）ここに書く",
            "別紙のとおり",
        ]
    ),
    st.text(alphabet="あア意見、。・①(1)\n 　-※", max_size=30),
)
BODY = st.lists(st.lists(CELLS, min_size=0, max_size=7), min_size=0, max_size=14)
HEADER = st.lists(st.sampled_from(HEADERS), min_size=2, max_size=7, unique=True)


@st.composite
def tables(draw: st.DrawFn) -> Grid:
    rows = draw(BODY)
    above = draw(st.lists(st.lists(CELLS, max_size=3), max_size=3))
    if draw(st.booleans()):
        rows = [*above, draw(HEADER), *rows]
    merged = []
    for _ in range(draw(st.integers(0, 3))):
        top, left = draw(st.integers(0, 12)), draw(st.integers(0, 5))
        span = (top, left, top + draw(st.integers(0, 2)), left + draw(st.integers(0, 2)))
        apart = all(
            span[2] < other[0] or other[2] < span[0] or span[3] < other[1] or other[3] < span[1]
            for other in merged
        )
        if apart:
            merged.append(span)
    kept = [list(row) for row in rows]  # only the first cell of a merged range holds a value
    for top, left, bottom, right in merged:
        for row in range(top, min(bottom + 1, len(kept))):
            for column in range(left, min(right + 1, len(kept[row]))):
                if (row, column) != (top, left):
                    kept[row][column] = ""
    return Grid(
        sheet="s",
        rows=kept,
        merged=tuple(merged),
        hidden_rows=frozenset(draw(st.sets(st.integers(0, 9), max_size=2))),
        faults={(1, 1): "セルがエラー値（#REF!）"} if draw(st.booleans()) and len(kept) > 1 else {},
    )


def task() -> Task:
    source = SourceFile(path="a.xlsx", kind="workbook")
    return Task(Path("a.xlsx"), source, (), DocumentParams(), SplittingParams(), Limits())


@settings(max_examples=150)
@given(tables())
def test_every_row_of_a_table_is_in_the_ledger_and_none_twice(grid: Grid) -> None:
    entries = resolved(interpreted(task(), Received((grid,))).entries)
    filled = {number + 1 for number in grid.filled_rows()}
    whole = [entry.text for entry in entries if entry.row is None]  # of a layout nobody can tell
    for row in filled - {entry.row for entry in entries}:
        assert all(any(cell.strip() in text for text in whole) for cell in grid.rows[row - 1])
    places = [(entry.sheet, entry.row, entry.column, entry.begin) for entry in entries]  # as Ledger
    assert len(places) == len(set(places))
    for entry in entries:
        if entry.state is State.OPINIONS and entry.row and entry.column:
            cells = {column_name(c): text for c, text in enumerate(grid.rows[entry.row - 1])}
            first = cells[entry.column]  # an answer in several cells goes on in the next ones
            assert entry.text == first[entry.begin : entry.end] or (
                entry.text.startswith(first) and not entry.begin
            )
    if not entries:
        assert not filled


@settings(max_examples=50)  # each checks two tables, which takes longer than to read
@given(tables())
def test_a_ledger_adds_up_and_its_parts_stand_in_their_rows(grid: Grid) -> None:
    entries = resolved(interpreted(task(), Received((grid,))).entries)
    if not entries:
        assert not list(grid.filled_rows())
        return
    made = ingested("r", entries)
    ledger = Ledger.checked(made.ledger, "ledger")
    by_level = ledger.groupby("level")["n_opinions"].sum()
    assert by_level["row"] == by_level["file"] == len(made.opinions)
    if len(made.opinions):
        Opinions.checked(made.opinions, "opinions")
    parts = ledger[ledger["level"] == "part"]
    for place, inside in parts.groupby(["row", "column"], dropna=False):
        row = ledger[(ledger["level"] == "row") & (ledger["row"] == place[0])]
        row = row[row["column"].eq(place[1]) | row["column"].isna()]
        assert "".join(inside["text"]) in row["text"].tolist()


@settings(max_examples=200)
@given(
    st.lists(st.one_of(CELLS, st.just("団体名：A市"), st.just("意見"), st.just("")), max_size=12)
)
def test_every_character_of_running_text_is_in_one_entry(lines: list[str]) -> None:
    text = "\n".join(lines)
    entries = read_prose(Received(text=text), Reading("a.txt", SplittingParams()))
    assert all(text[entry.begin : entry.end] == entry.text for entry in entries)
    assert "".join("".join(e.text.split()) for e in entries) == "".join(text.split())
    for entry in entries:
        if entry.parts:
            assert "".join(entry.text[p.begin : p.end] for p in entry.parts) == entry.text


@pytest.mark.parametrize("rows", [[], [[]], [[""]], [["", " "], ["\n"]]])
def test_an_empty_table_has_no_entries(rows: list[list[str]]) -> None:
    assert interpreted(task(), Received((Grid("s", rows),))).entries == ()
