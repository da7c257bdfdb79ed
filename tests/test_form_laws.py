"""What holds for every form: an answer is one, and no text of a cell is passed over in silence."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layouts.answer_cells import Reading
from pipeline.layouts.form_rows import read_form
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.search import propose_grid
from pipeline.readers.grid import Grid
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.state import State, stands_for_a_row
from tests import intake_inputs as make
from tests.blind_cases import received

READING = Reading("a.xlsx", SplittingParams(enabled=False), FormWords(printed=("以上",)))
LINES = st.lists(
    st.sampled_from(
        (
            "牛乳の紙容器を増や",
            "したいが費用が足り",
            "ないので支えてほし",
            "米飯の日を増やす",
            "地域の電話",
            "要望を聞く",
        )
    ),
    min_size=1,
    max_size=5,
)
STRAYS = st.lists(
    st.sampled_from(("電話で補足した", "地域の声", "費用の件", "追って送る")), max_size=2
)


@settings(max_examples=200, deadline=None)
@given(
    lines=LINES,
    strays=STRAYS,
    wide=st.integers(0, 2),
    tall=st.integers(0, 3),
    gap=st.integers(0, 1),
    below=st.booleans(),
    closed=st.booleans(),
)
def test_every_text_of_a_form_is_an_answer_or_waits(
    lines: list[str], strays: list[str], wide: int, tall: int, gap: int, below: bool, closed: bool
) -> None:
    """Whatever the label is merged over, the answer is one, and all else waits."""
    column = 0 if below else 1 + wide + gap
    first = 3 + tall if below else 2
    rows = [["団体名", *[""] * (wide + gap), "丘町"], [], ["意見"], *([] for _ in range(20))]
    for number, line in enumerate(lines, first):
        rows[number] = [*rows[number], *[""] * (column + 1 - len(rows[number]))]
        rows[number][column] = line
    last = max(first + len(lines), 3 + tall)
    if closed:
        rows[last] = ["以上"] if below else [*[""] * column, "以上"]
    for number, stray in enumerate(strays, last + 4):
        rows[number] = [*[""] * (column + 3), stray]
    merged = ((0, 0, 0, wide), (2, 0, 2 + tall, wide))
    grid = Grid("様式", rows, merged=() if below and not tall else merged)
    proposal = propose_grid(grid)
    assert proposal is not None
    assert proposal.layout.shape == "form"
    assert not {field.label for field in proposal.layout.fields} & {*lines, *strays}
    entries = read_form(grid, proposal.layout, READING)
    said = [entry.text for entry in entries if entry.state is State.OPINIONS]
    assert said == ["\n".join(lines)]
    assert [e.text for e in entries if e.state is State.NEEDS_PERSON] == strays


def test_whether_a_file_counts_is_asked_in_no_row_received(tmp_path: Path) -> None:
    for name, text in (("丘町.xlsx", "橋を塗って。"), ("丘町_差替.xlsx", "橋を直して。")):
        (tmp_path / name).write_bytes(make.form("丘町", text))
    ledger = received(tmp_path).ledger
    rows = ledger[ledger["level"] == "row"]
    counted = [stands_for_a_row(*one) for one in zip(rows["state"], rows["reason"], strict=True)]
    assert rows[counted]["row"].notna().all()
    assert (rows[[not one for one in counted]]["state"] == State.NEEDS_PERSON).tolist() == [True]
