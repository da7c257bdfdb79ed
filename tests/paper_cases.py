"""Letters, printed forms and mails as people make them, and what must come of each."""

from functools import partial

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, word_file


def _text(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


_LONG = "橋の点検は五年に一度では足りないので、国が費用を持ち、三年に一度"
_SENDER = "団体名：鶴居町　担当課：税務課　電話：0154-00-0000"
_ROWS = (("番号", "該当箇所", "意見"), ("1", "3頁", "橋を直してほしい。"))

_WHO_WAITS = {
    "opinions": ["橋を直してほしい。"],
    "or_waits": True,
    "waits": True,
    "n_respondents": 0,
}
"""Who answered cannot be known."""

SEVERAL_LABELS = (
    *(
        Case(
            f"a body, and behind it what no label is known for: {line}",
            partial(_text, line, "", "橋を直してほしい。"),
            _WHO_WAITS,
        )
        for line in (
            "団体名：鶴居町　連名団体：阿寒村",
            "【市町村名】鶴居町（構成団体：阿寒村、標茶町）",
            "自治体名：鶴居町　代表団体：阿寒村",
        )
    ),
    Case(
        "a body behind the name of the form in the header of the pages",
        lambda: {"a.docx": word_file(head="【別紙２】市町村名：鶴居町", table=_ROWS)},
        exactly("橋を直してほしい。", respondents=["鶴居町"], n_respondents=1),
    ),
    Case(
        "body, office and person in one line of brackets above a table",
        lambda: {
            "a.docx": word_file("（団体名：鶴居町／担当：税務課　電話：0154-00-0000）", table=_ROWS)
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
        "several labels in a cell of a sheet, above a table and in a form",
        lambda: {
            "a.xlsx": make.workbook(
                {
                    "様式": {
                        "A1": _SENDER,
                        "A3": "番号",
                        "B3": "意見",
                        "A4": "1",
                        "B4": "橋を直してほしい。",
                    }
                }
            ),
            "b.xlsx": make.workbook(
                {
                    "様式": {
                        "A1": "団体名：阿寒村\n担当：税務課",
                        "A3": "意見",
                        "B3": "川を掘ってほしい。",
                    }
                }
            ),
        },
        exactly(
            *("橋を直してほしい。", "川を掘ってほしい。"),
            respondents=["鶴居町", "阿寒村"],
            n_respondents=2,
        ),
    ),
    Case(
        "a sentence behind words of a label waits",
        lambda: _text(
            *("橋を直してほしい。", ""),
            *("受付について、電話：平日のみ、メール：随時とあるが、統一してほしい。", ""),
            *("また、氏名：必須とするのはやめてほしい。", "", "電話：平日に限り受けます。"),
        ),
        {"opinions": ["橋を直してほしい。"], "waits": True, "in_ledger": ["統一してほしい。"]},
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
            "a.docx": word_file(
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
    Case(
        "nor is a postscript",
        lambda: _text(
            *("【意見】", "池を残してほしい。", "よろしくお願いします。"),
            *("追伸　犬の広場も", "kaori@example.com"),
        ),
        {"inside_opinions": ["池を残してほしい。", "犬の広場も"], "must_mask": ["kaori"]},
    ),
)

PAGES = (
    Case(
        "the number of the page behind the words of its head",
        lambda: {
            "a.pdf": make.pdf(
                [
                    ["鶴居町意見書　（１／２）", "", f"意見：{_LONG}"],
                    ["鶴居町意見書 （２／２）", "", "としてほしい。"],
                ]
            )
        },
        exactly(f"{_LONG}としてほしい。", not_opinions=["意見書"], in_ledger=["鶴居町意見書"]),
    ),
    Case(
        "head and number of the page at its foot, written in several ways",
        lambda: {
            "a.pdf": make.pdf(
                [
                    ["意見", _LONG, "- 1 -", "鶴居町　点検案"],
                    [
                        "で行い、結果を公表し、",
                        _LONG.replace("橋", "堤防"),
                        "- 2 -",
                        "鶴居町 点検案",
                    ],
                    ["で行うべきである。", "- 3 -", "鶴居町　点検案"],
                ]
            )
        },
        {"not_opinions": ["点検案", "- 1 -", "- 2 -"], "inside_opinions": [f"{_LONG}で行い"]},
    ),
    Case(
        "words that several pages begin with, numbered themselves",
        lambda: {
            "a.pdf": make.pdf(
                [
                    ["問１ 橋について", "橋を直してほしい。", "- 1 -"],
                    ["問２ 橋について", "橋を広げてほしい。", "- 2 -"],
                ]
            )
        },
        exactly("橋を直してほしい。", "橋を広げてほしい。", in_ledger=["問２ 橋について"]),
    ),
)

_TITLE = "橋梁の定期点検の間隔及びその費用の負担の在り方に関する意見について（回答）"
_OPENING = "さきに照会のあった標記の件について、下記のとおり回答します。"

LETTERS = (
    Case(
        "a title as wide as the lines of the letter below it, in a PDF",
        lambda: {
            "a.pdf": make.pdf([["鶴居町長", "", _TITLE, "", _OPENING, "", _LONG, "としたい。"]])
        },
        exactly(f"{_LONG}としたい。", respondents=["鶴居町"]),
    ),
    Case(
        "title and opening sentence of a letter line by line",
        lambda: _text("鶴居町長", _TITLE, _OPENING, "記", "橋を直してほしい。", "以上"),
        exactly("橋を直してほしい。", respondents=["鶴居町"]),
    ),
    Case(
        "title and opening sentence of a letter in Word",
        lambda: {"a.docx": word_file("鶴居町長", _TITLE, _OPENING, "記", "橋を直してほしい。")},
        exactly("橋を直してほしい。", respondents=["鶴居町"]),
    ),
)

GUIDED = (
    Case(
        "instructions with bullets below their heading",
        lambda: _text(
            *("団体名：鶴居町", "【記入上の注意】", "・欄が足りないときは行を加えて構いません。"),
            *("・意見がない場合は「なし」と記入してください。", "【意見】", "橋を直してほしい。"),
        ),
        exactly("橋を直してほしい。", waits=False),
    ),
    Case(
        "numbered instructions, and answers without labels",
        lambda: {
            "a.docx": word_file(
                *("回答にあたって", "(1) 五月末までに返送してください。"),
                *("(2) 様式は変えないでください。", "", "橋を直してほしい。"),
            )
        },
        exactly("橋を直してほしい。", waits=False),
    ),
    Case(
        "a numbered demand below the instructions",
        lambda: _text("記入要領", "１ 欄は広げて構いません。", "", "２ 歩道を広げてほしい。"),
        {"inside_opinions": ["歩道を広げてほしい。"], "not_opinions": ["構いません"]},
    ),
    Case(
        "an opinion on the instructions",
        lambda: _text("【意見】", "記入要領が分かりにくい。", "１ 様式を短くしてください。"),
        {"inside_opinions": ["記入要領が分かりにくい。", "様式を短くしてください。"]},
    ),
)

PAPERS = (*SEVERAL_LABELS, *NUMBERED_SENTENCES, *SIGNED, *PAGES, *LETTERS, *GUIDED)
