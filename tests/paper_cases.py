"""Letters, printed forms and mails as people make them, and what must come of each."""

import io
from typing import Any

import docx

from tests.form_cases import Case, Files, csv, exactly


def _word(head: str, *paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A Word file with a header on its pages, paragraphs, and a table below them."""
    document: Any = docx.Document()
    document.sections[0].header.paragraphs[0].text = head
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        grid = document.add_table(len(rows), len(rows[0]))
        for made, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(made.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _text(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


_ROWS = (("番号", "該当箇所", "意見"), ("1", "3頁", "橋を直してほしい。"))

SEVERAL_LABELS = (
    Case(
        "a body behind the name of the form in the header of the pages",
        lambda: {"a.docx": _word("【別紙２】市町村名：鶴居町", rows=_ROWS)},
        exactly("橋を直してほしい。", respondents=["鶴居町"], n_respondents=1),
    ),
    Case(
        "body, office and person in one line of brackets above a table",
        lambda: {
            "a.docx": _word("", "（団体名：鶴居町／担当：税務課　電話：0154-00-0000）", rows=_ROWS)
        },
        exactly("橋を直してほしい。", respondents=["鶴居町"], n_respondents=1),
    ),
    Case(
        "labels in frames, and the opinion in the same line",
        lambda: _text("【団体名】鶴居町　【担当課】税務課　【意見】橋を直してほしい。"),
        exactly("橋を直してほしい。", respondents=["鶴居町"], n_respondents=1),
    ),
    Case(
        "labels with nothing but white space between",
        lambda: _text("団体名　鶴居町　　担当課　税務課　氏　名　峰山", "", "橋を直してほしい。"),
        exactly("橋を直してほしい。", respondents=["鶴居町"], must_mask=["峰山"]),
    ),
    Case(
        "words of labels inside an opinion",
        lambda: _text("意見：窓口は　電話：平日だけ　メール：毎日　としてほしい。"),
        exactly("窓口は　電話：平日だけ　メール：毎日　としてほしい。", n_respondents=0),
    ),
)

NUMBERED_SENTENCES = (
    Case(
        "numbered demands below a title and words that announce them",
        lambda: _text(
            *("公園の計画への意見", "", "以下の二点を要望します。"),
            *("(1) 池を残してください。", "(2) 夜は門を閉めてください。"),
        ),
        exactly("池を残してください。", "夜は門を閉めてください。"),
    ),
    Case(
        "a greeting and numbered demands below a title",
        lambda: {
            "a.docx": _word(
                "",
                *("公園に関する意見", "", "いつもお世話になっております。", ""),
                *("1. 池を残すべきである。", "2. 夜は門を閉めるべきである。"),
            )
        },
        exactly("池を残すべきである。", "夜は門を閉めるべきである。"),
    ),
    Case(
        "a name below the title of a letter",
        lambda: _text(
            *("公園の計画への意見", "", "氏名：峰山　香織", ""),
            *("池を残してほしい。", "", "夜は門を閉めてほしい。"),
        ),
        exactly("池を残してほしい。", "夜は門を閉めてほしい。", must_mask=["峰山"]),
    ),
    Case(
        "a hand-out with numbered headings stays one",
        lambda: _text(
            *("有識者の意見", "", "１．池について", "・池を残すべき。", "・水を換えるべき。"),
            *("２．門について", "・夜は門を閉めるべき。"),
        ),
        exactly("池を残すべき。", "水を換えるべき。", "夜は門を閉めるべき。"),
    ),
)

SIGNED = (
    Case(
        "a name and an address below the closing words of a mail with a label",
        lambda: _text(
            *("■お名前", "峰山　香織", "■ご意見", "・池を残してほしい。", "以上です。", ""),
            *("峰山", "kaori@example.com"),
        ),
        exactly("池を残してほしい。", in_ledger=["〔メール〕"], waits=False),
    ),
    Case(
        "office, place and telephone below the closing words",
        lambda: _text(
            *("意見：池を残してほしい。", "夜は門を閉めてほしい。", "御検討をお願いします。", ""),
            *("峰山　香織", "緑町三丁目", "電話 0154-00-0000"),
        ),
        exactly(
            *("池を残してほしい。", "夜は門を閉めてほしい。"),
            must_mask=["0154", "香織"],
            waits=False,
        ),
    ),
    Case(
        "a name alone, in a list",
        csv("番号,意見", "1,池を残してほしい。", "2,峰山香織", "3,門を閉めてほしい。"),
        exactly("池を残してほしい。", "門を閉めてほしい。", waits=True, must_mask=["香織"]),
    ),
    Case(
        "a point below the closing words is none of a signature",
        lambda: _text(
            *("【意見】", "池を残してほしい。", "よろしくお願いします。"),
            *("・門は夜だけ", "kaori@example.com"),
        ),
        {"inside_opinions": ["池を残してほしい。", "門は夜だけ"]},
    ),
)

PAPERS = (*SEVERAL_LABELS, *NUMBERED_SENTENCES, *SIGNED)
