"""What reviewers filled in: each cell checked, nothing taken twice, nothing lost."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.codebook.labels_file import append_labels, imports_of_labels, read_labels, undo_import
from pipeline.labels.answer_sheet import row_mark
from pipeline.labels.cells import Answer
from pipeline.labels.decisions import (
    COLUMNS,
    decided_natures,
    decisions,
    read_label_rows,
    stale_items,
)
from pipeline.labels.reviewer_answers import Checked, check_answers
from pipeline.places import LABELS
from pipeline.review_items.codebook import CodebookError, read_codebook
from pipeline.review_items.opinion_type import natures
from pipeline.store import Store
from pipeline.tables.natures import Natures

BOOK = read_codebook(
    {
        "items": [
            {"code": "1", "title": "姿"},
            {"code": "1-1", "parent": "1", "title": "目指す姿"},
            {"code": "2-2", "title": "費用負担"},
            {"code": "2-3", "title": "人材"},
            {"code": "9", "title": "廃止した項目", "retired": True},
            {"code": "none", "title": "該当なし"},
        ]
    },
    "review_items.yaml",
)
A, B = "a" * 16, "b" * 16
SHOWN = {A: "費用を支援してほしい。", B: "=人材が足りない。"}
HEADER = ",".join(COLUMNS)


def answer(key: str = A, row: int = 4, **changes: object) -> Answer:
    given = Answer(
        file="r.xlsx",
        sheet="判定",
        row=row,
        text_key=key,
        text=SHOWN.get(key, ""),
        mark=row_mark(key, SHOWN.get(key, "")),
        items=("2-2 費用負担", ""),
        nature="要望・提案",
        comment="",
        reviewer="佐藤",
        date="2024-06-01",
    )
    return replace(given, **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "corpora/codebook").mkdir(parents=True)
    (tmp_path / LABELS).write_text(HEADER + "\n", encoding="utf-8")
    return Store(tmp_path)


def checked(store: Store, *answers: Answer, date: str = "2024-07-01") -> Checked:
    return check_answers(answers, SHOWN, BOOK, read_labels(store.root), date)


def imported(store: Store, *answers: Answer, date: str = "2024-07-01") -> Checked:
    found = checked(store, *answers, date=date)
    if found.labels:
        rows = [label.row(SHOWN[label.answer.text_key]) for label in found.labels]
        append_labels(store, rows, date)
    return found


def decided(store: Store) -> dict[str, tuple[str, ...]]:
    return dict(decisions(read_labels(store.root), BOOK.classes).items)


@pytest.mark.parametrize(
    ("changes", "items"),
    [
        ({}, ("2-2",)),
        ({"items": ("２-２　費用負担 ", "人材")}, ("2-2", "2-3")),
        ({"items": ("2-2", "2-3")}, ("2-2", "2-3")),
        ({"items": ("該当なし", "")}, ("none",)),
        ({"text": " 費用を\n支援してほしい。"}, ("2-2",)),
        ({"mark": None}, ("2-2",)),
        # The mask grew since the export: the mark still holds.
        ({"text": "〓を支援", "mark": row_mark(A, "〓を支援")}, ("2-2",)),
    ],
)
def test_right_answers_are_taken(
    store: Store, changes: dict[str, object], items: tuple[str, ...]
) -> None:
    found = imported(store, answer(**changes))
    assert not found.findings
    labels = read_labels(store.root)
    assert list(labels.columns) == list(COLUMNS)
    assert labels["items"].tolist() == [items]
    assert labels.loc[0, ["text_key", "reviewer", "date", "text"]].tolist() == [
        A,
        "佐藤",
        "2024-06-01",
        SHOWN[A],
    ]
    assert decided(store) == {A: items}


@pytest.mark.usefixtures("in_japanese")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"text_key": "c" * 16}, "この照会の意見の行ではない"),
        ({"text_key": ""}, "この照会の意見の行ではない"),
        ({"text": "費用を支援しないでほしい。"}, "意見の文が変わっている"),
        ({"mark": None, "text": "別の文"}, "意見の文が変わっている"),
        ({"reviewer": ""}, "確認担当者が空欄"),
        ({"items": ("", "")}, "検討項目が空欄"),
        ({"items": ("", "2-3")}, "二つ目だけ"),
        ({"items": ("9-9 新しい項目", "")}, "「9-9 新しい項目」は一覧にない.*1-1 目指す姿"),
        ({"items": ("2024-01-01", "")}, "日付に変わっている"),
        ({"items": ("9 廃止した項目", "")}, "廃止された"),
        ({"items": ("1 姿", "")}, "下位の項目に分かれている"),
        ({"items": ("2-2", "費用負担")}, "二度選ばれている"),
        ({"items": ("2-2", "該当なし")}, "同時に選ばれている"),
    ],
)
def test_a_wrong_row_is_named_and_the_others_are_taken(
    store: Store, changes: dict[str, object], message: str
) -> None:
    found = imported(store, answer(row=7, **changes), answer(B, row=8))
    (finding,) = found.findings
    assert not finding.taken
    assert finding.line().startswith("r.xlsx　シート「判定」7行目: ")
    assert pd.Series([finding.message]).str.contains(message).all()
    assert set(decided(store)) == {B}
    assert SHOWN[A] not in "\n".join(found.lines())


@pytest.mark.usefixtures("in_japanese")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"nature": "苦情"}, "性質「苦情」は一覧にない"),
        ({"items": ("2-2 旧い題名", "")}, "題名は今の「2-2 費用負担」と違う"),
    ],
)
def test_what_is_doubtful_is_taken_and_said(
    store: Store, changes: dict[str, object], message: str
) -> None:
    found = imported(store, answer(**changes))
    assert [message in finding.message for finding in found.findings] == [True]
    assert decided(store) == {A: ("2-2",)}


def test_importing_twice_is_the_same_as_once(store: Store) -> None:
    first = imported(store, answer(), answer(B, date=None))
    content = (store.root / LABELS).read_bytes()
    for date in ("2024-07-01", "2024-12-31"):
        again = imported(store, answer(), answer(B, date=None), date=date)
        assert (len(again.labels), again.n_known) == (0, 2)
    assert (store.root / LABELS).read_bytes() == content
    assert len(first.labels) == 2


@pytest.mark.usefixtures("in_japanese")
def test_a_later_label_supersedes_and_both_stay(store: Store) -> None:
    imported(store, answer())
    imported(store, answer(items=("2-3", ""), date="2024-06-02"))
    assert decided(store) == {A: ("2-3",)}
    assert len(read_labels(store.root)) == 2
    # The old table again, and an older decision that comes late, change nothing.
    assert not imported(store, answer()).labels
    late = imported(store, answer(items=("1-1", ""), date="2024-05-01"))
    assert "より新しい判定" in late.findings[0].message
    assert decided(store) == {A: ("2-3",)}


@pytest.mark.usefixtures("in_japanese")
def test_going_back_needs_a_date(store: Store) -> None:
    imported(store, answer(date=None), date="2024-06-01")
    imported(store, answer(items=("2-3", ""), date=None), date="2024-06-02")
    refused = imported(store, answer(date=None), date="2024-06-03")
    assert "「判定日」に日付を書く" in refused.findings[0].message
    assert decided(store) == {A: ("2-3",)}
    imported(store, answer(date="2024-06-03"))
    assert decided(store) == {A: ("2-2",)}


@pytest.mark.usefixtures("in_japanese")
def test_rows_twice(store: Store) -> None:
    found = imported(store, answer(), answer(row=5))
    assert ["二度ある" in finding.message for finding in found.findings] == [True]
    assert len(read_labels(store.root)) == 1
    found = imported(store, answer(B), answer(B, row=5, items=("2-3", "")))
    assert [finding.taken for finding in found.findings] == [False, False]
    assert "r.xlsx 5行目" in found.findings[0].message
    assert set(decided(store)) == {A}


@pytest.mark.usefixtures("in_japanese")
def test_reviewers_who_disagree_decide_nothing_until_most_agree(store: Store) -> None:
    found = imported(store, answer(), answer(row=5, reviewer="鈴木", items=("2-3", "")))
    assert [finding.taken for finding in found.findings] == [True, True]
    assert "鈴木：2-3" in found.findings[0].message
    assert "要確認に戻す" in found.findings[0].message
    result = decisions(read_labels(store.root), BOOK.classes)
    assert result.items == {}
    assert result.contested == {A: (("佐藤", ("2-2",)), ("鈴木", ("2-3",)))}
    third = imported(store, answer(reviewer="田中", items=("2-3", "")))
    assert "多数の判定が有効" in third.findings[0].message
    assert decided(store) == {A: ("2-3",)}


def test_blank_rows_are_no_answers(store: Store) -> None:
    found = imported(store, answer(items=("", ""), nature=""), answer(B))
    assert (found.n_blank, len(found.labels), len(found.findings)) == (1, 1, 0)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_undo_takes_the_last_import_back_byte_for_byte(
    store: Store, mark: bytes, line_end: str
) -> None:
    comment = f'"二行{line_end}の""文"""'
    by_hand = [HEADER, f"{B},2-2,,誰か,2024-01-01,,{comment},文\u2028続き", ""]
    states = [mark + line_end.join(by_hand).encode()]
    (store.root / LABELS).write_bytes(states[0])
    for number in range(3):
        imported(store, answer(comment=f'第{number}、"改め"', date=f"2024-06-0{number + 1}"))
        states.append((store.root / LABELS).read_bytes())
        assert states[-1].startswith(states[-2])
    for state in states[-2::-1]:
        assert undo_import(store, imports_of_labels(store.root)[-1]) == 1
        assert (store.root / LABELS).read_bytes() == state
    assert imports_of_labels(store.root) == []


def test_labels_saved_by_excel_are_read_and_become_utf8_again(store: Store) -> None:
    row = f"{B},2-2,要望・提案,髙橋①,2024/6/1,x,,=人材が足りない。"
    (store.root / LABELS).write_bytes(f"{HEADER}\r\n{row}\r\n".encode("cp932"))
    labels = read_labels(store.root)
    assert labels.loc[0, ["reviewer", "date", "text"]].tolist() == ["髙橋①", "2024-06-01", SHOWN[B]]
    imported(store, answer(comment="𠮷"))
    assert (store.root / LABELS).read_bytes().startswith(f"{HEADER}\r\n{row}\r\n".encode())
    assert set(decided(store)) == {A, B}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (f"{HEADER}\n1.23E+15,2-2,,,,,,文\n".encode(), "row 2: text_key '1.23E.15' was turned"),
        (f"{HEADER}\n{A},1月1日,,,,,,文\n".encode("cp932"), "row 2: items '1月1日' was turned"),
        (f"{HEADER}\n{A},,,,,,,文\n".encode(), "row 2: no item"),
        (f"text_key,items\n{A},2-2\n".encode(), "'text'.* are missing"),
        (HEADER.encode() + b"\n\x81\xff\xff", "neither UTF-8 nor cp932"),
        (b"", "no CSV with a header"),
    ],
)
def test_a_spoilt_file_is_named(store: Store, content: bytes, message: str) -> None:
    (store.root / LABELS).write_bytes(content)
    with pytest.raises(CodebookError, match=message):
        read_labels(store.root)


def test_labels_of_items_that_fell_away_are_kept_and_counted() -> None:
    rows = [
        {"text_key": A, "items": "9", "text": "x"},  # retired
        {"text_key": B, "items": "1;2-2", "text": "y"},  # split into 1-1
        {"text_key": "c" * 16, "items": "8-8", "text": "z"},  # removed
    ]
    labels = read_label_rows(pd.DataFrame(rows), LABELS)
    assert len(labels) == 3
    assert stale_items(labels, BOOK) == {
        "1": (1, "split"),
        "8-8": (1, "unknown"),
        "9": (1, "retired"),
    }
    assert decisions(labels, BOOK.classes).items == {B: ("2-2",)}


def test_a_retired_item_does_not_revive_what_it_superseded() -> None:
    rows = [
        {"text_key": A, "items": "2-2", "reviewer": "佐藤", "date": "2024-01-01", "text": "x"},
        {"text_key": A, "items": "9", "reviewer": "佐藤", "date": "2024-01-02", "text": "x"},
    ]
    labels = read_label_rows(pd.DataFrame(rows), LABELS)
    assert decisions(labels, BOOK.classes).items == {}


def test_the_nature_that_people_gave_wins_where_most_agree(store: Store) -> None:
    imported(store, answer(nature="要望・提案"), answer(B, row=5, nature="その他"))
    imported(store, answer(nature="質問・確認", reviewer="鈴木"))
    given = decided_natures(read_labels(store.root))
    assert given == {B: "その他"}
    opinions = pd.DataFrame(
        {"opinion_id": ["1", "2"], "text_key": [A, B], "text_normalized": [SHOWN[A], SHOWN[B]]}
    )
    table = Natures.checked(natures(opinions, given), "natures")
    assert table["nature"].tolist() == ["要望・提案", "その他"]
    assert table["source"].tolist() == ["machine", "label"]
    assert natures(opinions)["source"].eq("machine").all()
