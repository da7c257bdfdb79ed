"""The table of docs/decisions/0005 and the tests agree: each place has a mark, or a test."""

import ast
import re
from pathlib import Path

from tests import test_no_text_outside as law

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "docs/decisions/0005-no-text-outside.md"
MARKS = {
    *(*law.IN_WORD, *law.WORD_PARTS, *law.EXCEL_PARTS, *law.IN_SHEET, *law.IN_BOOK),
    *(*law.OTHER_CELLS, *law.PDF_OBJECTS, *law.PDF_FILES),
}
"""Places in which the law of marks puts a sentence."""

TESTED = {
    "Word": {
        "paragraphs": "段落",
        "lists": "一覧",
        "tables": "表",
        "text boxes": "枠",
        "content controls": "枠の中の入力欄",
        "customXml blocks": "customXml",
        "smartTag blocks": "smartTag",
        "the shown side of AlternateContent": "表示",
        "results of fields": "フィールド",
        "the entry chosen in a form field": "選んだもの",
        "the box ticked in a form field": "test_ticked_boxes_of_a_form_are_read",
        "insertions": "挿入",
        "hidden text": "隠し",
        "white text": "白",
        "footnotes": "word/footnotes.xml",
        "endnotes": "word/endnotes.xml",
        "comments": "word/comments.xml",
        "altChunk (HTML, Word, text, RTF)": "word/afchunk1.htm",
        "embedded files (Excel, Word, PDF)": "word/embeddings/b.xlsx",
        "charts": "word/charts/chart1.xml",
        "SmartArt": "word/diagrams/data1.xml",
        "word art": "ワードアート",
        "the other side of AlternateContent": "代替",
        "unreferred parts": "later/unheard_of.xml",
        "deleted text": "削除",
        "moved text": "移動元",
        "struck text": "取消線",
        "placeholders": "案内",
        "list entries not chosen": "旧選択肢",
        "instructions of fields": "命令",
        "furigana": "ふりがな",
        "properties": "docProps/core.xml",
        "building blocks": "word/glossary/document.xml",
        "settings": "word/settings.xml",
        "alternative texts": "代替文",
        "captions of tables": "表の説明",
    },
    "Word, PDF": {"headers and footers of pages": "word/header1.xml"},
    "Word, Excel": {
        "pictures": "test_what_is_no_text_is_told_by_number_or_size",
        "OLE objects": "test_what_is_no_text_is_told_by_number_or_size",
        "macros": "test_what_is_no_text_is_told_by_number_or_size",
        "names of authors": "test_names_of_authors_are_told_by_length",
    },
    "Excel": {
        "cells of visible sheets": "test_what_is_read_is_not_told_as_unread",
        "sheets of one name": "test_sheets_of_one_name_are_told_apart",
        "rows that a filter leaves out": "test_rows_that_a_filter_leaves_out_are_answers",
        "hidden rows and columns": "test_what_is_not_shown_waits_and_is_asked_alike",
        "also those of no size": "test_a_row_of_no_height_is_hidden",
        "hidden sheets": "test_what_is_not_shown_waits_and_is_asked_alike",
        "comments": "test_what_is_not_shown_waits_and_is_asked_alike",
        "cells beside the table": "test_excel_marks",
        "cells below the table": "test_excel_marks",
        "chart texts": "xl/charts/chart1.xml",
        "headers and footers": "head of pages",
        "threaded comments": "xl/threadedComments/t1.xml",
        "form controls": "xl/ctrlProps/c1.xml",
        "scenarios": "scenario",
        "embedded files (Word)": "xl/embeddings/b.docx",
        "text boxes": "test_text_boxes_of_a_sheet",
        "formulas' constants": "formula",
        "names": "name",
        "validation": "validation",
        "conditional formats": "condition",
        "number formats": "number format",
        "pivot caches": "xl/pivotCache/p1.xml",
        "links": "link",
        "unused strings": "xl/worksheets/orphan.xml",
        "struck strings": "struck",
        "furigana": "furigana",
    },
    "PDF": {
        "text layer": "test_what_a_page_shows_is_read",
        "forms painted by the page": "test_what_a_page_shows_is_read",
        "invisible text": "test_what_a_page_shows_is_read",
        "form values": "値",
        "XFA": "XFA",
        "free text": "注",
        "notes": "返信",
        "stamps": "test_what_only_notes_paint_or_stands_beyond_the_page",
        "attachments": "添付の表",
        "text beyond the page": "test_what_only_notes_paint_or_stands_beyond_the_page",
        "streams of text": "XFA",
        "default values": "初期値",
        "options": "選択肢",
        "captions": "ボタン",
        "bookmarks": "しおり",
        "document information": "文書情報",
        "scripts": "式",
        "links": "行き先",
        "page labels": "頁番号",
        "pages in no page tree": "test_pages_in_no_tree_and_pages_without_text_are_counted",
        "pages without text": "test_pages_in_no_tree_and_pages_without_text_are_counted",
    },
    "CSV, TSV": {
        "records with as many cells as the header": "test_what_is_read_is_not_told_as_unread",
        "other widths": "test_rows_that_are_not_quite_csv_wait_whole",
        "quotes that do not close": "test_rows_that_are_not_quite_csv_wait_whole",
        "quotes that do not end a cell": "test_rows_that_are_not_quite_csv_wait_whole",
        "quoted cells with lines that look like rows": (
            "test_rows_that_are_not_quite_csv_wait_whole"
        ),
    },
    "JSON, JSON Lines": {
        "every list of records": "test_json_marks",
        "wherever it stands": "test_json_marks",
        "records in records": "test_each_record_inside_is_an_answer",
        "columns side by side": "test_columns_side_by_side_and_broken_lines",
        "values outside of lists": "test_json_marks",
        "lines that are no JSON": "test_columns_side_by_side_and_broken_lines",
    },
    "mail (.eml, .mbox)": {
        "body": "test_what_a_mail_says_is_an_opinion_once",
        "attachments": "test_what_a_mail_says_is_an_opinion_once",
        "attached mails": "test_what_a_mail_says_is_an_opinion_once",
        "each mail of a mailbox": "test_a_mailbox_is_several_mails",
        "head": "test_the_head_of_a_mail_is_no_opinion_and_its_day_is_known",
        "pictures in the body": "test_pictures_in_a_mail_are_counted",
        "the same text as HTML": "test_what_a_mail_says_is_an_opinion_once",
    },
    "zip": {
        "files": "test_a_plain_zip_has_no_such_row",
        "zips in it": "test_hostile_zips",
        "mails in it": "test_a_mail_in_a_zip_is_opened",
        "members that cannot be taken out": "test_a_bomb_costs_itself_alone_and_says_in_which_zip",
    },
    "7z, LZH, RAR, gzip, tar, winmail.dat": {
        "the whole file": "test_what_is_not_opened_is_told_by_its_kind",
    },
    "zip, folder": {
        "what systems make (__MACOSX; Thumbs.db; ~$…)": (
            "test_what_is_not_taken_out_of_a_zip_is_in_the_ledger"
        ),
        "empty folders": "test_what_is_not_taken_out_of_a_zip_is_in_the_ledger",
        "comments": "test_what_is_not_taken_out_of_a_zip_is_in_the_ledger",
        "bytes in no directory": "test_what_is_not_taken_out_of_a_zip_is_in_the_ledger",
        "sizes that lie": "test_a_size_that_lies_is_told",
    },
    "all": {
        "half of a surrogate pair": "test_half_a_pair_is_replaced_and_told",
        "U+FFFE or U+FFFF": "test_half_a_pair_is_replaced_and_told",
        "NUL": "test_a_nul_is_replaced_and_told",
    },
}
"""By format and place of the record: a mark of the law, or the test that looks there."""


def _places() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for line in RECORD.read_text(encoding="utf-8").split("\n"):
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] not in ("format", "---"):
            parts = re.split(r"[,;] (?![^(]*\))", cells[1])
            found.setdefault(cells[0], set()).update(part.strip() for part in parts)
    return found


def _tests() -> set[str]:
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.glob("tests/test_*.py"))
    return {node.name for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_each_place_of_the_record_is_tested_and_no_other() -> None:
    assert {kind: set(places) for kind, places in TESTED.items()} == _places()


def test_each_mark_and_test_is_there() -> None:
    named = {name for places in TESTED.values() for name in places.values()}
    assert named - MARKS - _tests() == set()
