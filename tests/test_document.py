"""The reader of hand-outs, on the real one and on what PDF extraction does to text."""

from pathlib import Path

import pytest

from pipeline.codebook.agenda import read_items, read_schedule
from pipeline.errors import OpinionsError
from pipeline.ingest.records import Entry, ingested
from pipeline.ingest.round_tables import ingest
from pipeline.ingest.second_look import second_look
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.tables.ledger import Ledger, State
from pipeline.tables.opinions import Opinions

HANDOUT = Path("corpora/rounds/2024-04-05-junbi-kaigo/document.txt")
PER_HEADING = [2, 8, 5, 6, 2, 2, 5]  # as the hand-out groups its 30 opinions


def read(text: str) -> list[Entry]:
    return read_document(text, "document.txt", DocumentParams())


def opinions(text: str) -> list[str]:
    return [e.text[e.text_begin :] for e in read(text) if e.state is State.OPINIONS]


@pytest.fixture(scope="module")
def handout() -> str:
    return HANDOUT.read_text(encoding="utf-8")


def test_the_hand_out_holds_30_opinions_under_7_headings(handout: str) -> None:
    found = [entry for entry in read(handout) if entry.state is State.OPINIONS]
    headings = list(dict.fromkeys(entry.heading for entry in found))
    assert [sum(e.heading == heading for e in found) for heading in headings] == PER_HEADING
    texts = [entry.text for entry in found]
    assert any(text.startswith("大規模な市町村は、") for text in texts)  # lost its bullet
    assert any(text.startswith("イニシャルコストだけでなく、") for text in texts)


def test_nothing_of_the_hand_out_is_lost(handout: str) -> None:
    entries = read(handout)
    assert "".join("".join(e.text.split()) for e in entries) == "".join(handout.split())
    assert all(handout[e.begin : e.end] == e.text for e in entries)


def test_what_is_no_opinion_says_why(handout: str) -> None:
    entries = read(handout)
    reasons = {e.reason for e in entries if e.state is State.NOT_AN_OPINION}
    assert reasons == {"表題", "見出し", "総理指示", "検討項目", "日程"}
    schedule = [e for e in entries if "意見照会を踏まえ" in e.text]
    assert [e.reason for e in schedule] == ["日程"]


def test_tables_of_the_hand_out_are_valid(handout: str) -> None:
    result = ingested("r", read(handout))
    tables = Opinions.checked(result.opinions, "opinions")
    Ledger.checked(result.ledger, "ledger")
    for row in tables.itertuples():
        assert handout[row.begin : row.end] == row.text
    rows = result.ledger[result.ledger["level"] == "row"]
    assert rows["n_opinions"].sum() == len(tables) == 30


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["1. 費用とする意見。", "", "- 高い。", "- 重い。"], ["高い。", "重い。"]),
        (["1. 費用とする意見。", "", "- 高い。", "印を失った。"], ["高い。", "印を失った。"]),
        (
            ["1. 費用とする意見。", "", "- 途中で", "切れた行。", "- 次。"],
            ["途中で\n切れた行。", "次。"],
        ),
        (["1. 見出しが途中で", "切れたとする意見。", "", "- 高い。"], ["高い。"]),
        (["（1）費用", "", "・高い。", "●重い。"], ["高い。", "重い。"]),
        (["- 見出しのない意見。"], ["見出しのない意見。"]),
    ],
)
def test_lines_of_a_pdf(lines: list[str], expected: list[str]) -> None:
    assert opinions("\n".join(["主な意見", "", *lines])) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "empty"), (" \n\n", "empty"), ("日程\n\n- 4月5日 会合", "no opinion found")],
)
def test_documents_without_opinions_are_errors(text: str, message: str) -> None:
    with pytest.raises(OpinionsError, match=message):
        read(text)


def test_items_and_schedule_of_the_hand_out(handout: str) -> None:
    codes = ["1", "1-1", "1-2", "2", "2-1", "2-2", "2-3", "3", "3-1", "3-2"]
    assert [item.code for item in read_items(handout, "document.txt")] == codes
    meetings = read_schedule(handout, 2024)
    taken = {meeting.date: meeting.items for meeting in meetings if meeting.items}
    assert taken == {
        "2024-04-10": ("1",),
        "2024-04-12": ("2-1",),
        "2024-04-17": ("2-2", "2-3"),
        "2024-04-19": ("3",),
    }
    inquiry = next(meeting for meeting in meetings if "意見照会" in meeting.title)
    assert (inquiry.date, inquiry.until, inquiry.precision) == ("2024-05-06", "2024-05-26", "week")


def test_a_schedule_runs_into_the_next_year() -> None:
    meetings = read_schedule("スケジュール\n\n- 12月20日 会合\n- 1月10日（金） 次の会合\n", 2024)
    assert [meeting.date for meeting in meetings] == ["2024-12-20", "2025-01-10"]


def test_what_people_named_as_no_opinions_waits_for_nobody() -> None:
    ledger = ingest(HANDOUT.parent).ledger
    assert len(ledger) > 80
    assert "needs_person" not in set(ledger["state"])
    entries = read(HANDOUT.read_text(encoding="utf-8"))
    named = [reason for _, reason in DocumentParams().other_sections]
    doubted = [e for e in second_look(entries, ()) if e.state is State.NEEDS_PERSON]
    assert {reason for e in doubted for reason in named if reason in e.reason} >= {"総理指示"}
    looked = second_look(entries, (), named)
    assert not [e for e in looked if e.state is State.NEEDS_PERSON]
