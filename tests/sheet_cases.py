"""Sheets of several parts, pages in HTML, who says a sheet or an enclosure: made-up inputs."""

from collections.abc import Callable
from email.message import EmailMessage
from functools import partial

import docx

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, saved, sheet, word_file

_A, _B, _C = (
    "橋の柵を高くしてほしい。",
    "点検の年を早めるべきである。",
    "夜の照明を増やしてください。",
)
_HEAD = {"A1": "団体名", "B1": "丘町"}
_OF_HILL = {"respondents": ["丘町"], "n_respondents": 1}


def _book(sheets: dict[str, dict[str, object]]) -> Callable[[], Files]:
    return lambda: {"a.xlsx": make.workbook(sheets)}


def _text(*lines: str) -> Callable[[], Files]:
    return lambda: {"a.txt": "\n".join(lines).encode()}


def _page(body: str, name: str = "a.html", encoding: str = "utf-8") -> Callable[[], Files]:
    page = (
        "<!DOCTYPE html><html><head><title>送信の控え</title><style>p{}</style></head>"
        f"<body>{body}<script>var a = 1;</script></body></html>"
    )
    return lambda: {name: page.encode(encoding)}


def _mail(text: str, *enclosed: tuple[str, bytes], sender: str = "a@example.jp") -> Files:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "iken@example.jp"
    mail["Date"], mail["Subject"] = "Mon, 03 Jun 2024 10:20:00 +0900", "意見の提出"
    mail.set_content(text)
    for name, content in enclosed:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return {"a.eml": mail.as_bytes()}


def _spanned() -> Files:
    document = docx.Document()
    document.add_paragraph("団体名　丘町")
    table = document.add_table(2, 5)
    for row, texts in enumerate((("頁", "御意見", "根拠・理由"), ("2", _A, "欄干が低いため。"))):
        for column, right, text in zip((0, 1, 3), (0, 2, 4), texts, strict=True):
            table.cell(row, column).merge(table.cell(row, right)).text = text
    return {"a.docx": saved(document)}


PARTS = (
    Case(
        "reasons below merged titles, two of each",
        sheet(
            {**_HEAD, "A3": "番号", "B3": "第1章への意見", "D3": "その理由"}
            | {"F3": "第2章への意見", "H3": "その理由", "A4": 1}
            | {"B4": _A, "D4": "落下があったため。", "F4": _B, "H4": "塩害が進むため。"},
            *("B3:C3", "D3:E3", "F3:G3", "H3:I3", "B4:C4", "D4:E4", "F4:G4", "H4:I4"),
        ),
        exactly(_A, _B, beside={_A: "落下があったため。", _B: "塩害が進むため。"}),
    ),
    Case(
        "reasons below merged titles in Word",
        _spanned,
        exactly(_A, beside={_A: "欄干が低いため。"}),
    ),
    Case(
        "a title over all columns but an empty first one, and a table with other columns below",
        sheet(
            {"B1": "橋りょう計画（案）　意見・提案シート", "E2": "市町村", "F2": "丘町"}
            | {
                "B4": "第一　条文",
                "B5": "条",
                "C5": "意見の内容",
                "F5": "備考",
                "B6": "2",
                "C6": _A,
            }
            | {"B9": "第二　ほかの提案", "B10": "No", "C10": "提案", "B11": 1, "C11": _B}
            | {"B12": 2, "C12": _C, "B13": 3},
            *("B1:F1", "C5:E5", "C6:E6", "C10:F10", "C11:F11", "C12:F12"),
        ),
        exactly(_A, _B, _C, not_opinions=["備考", "提案"], **_OF_HILL),
    ),
    Case(
        "tables of the same columns under other titles",
        sheet(
            {**_HEAD, "A3": "【別表１】本文", "A4": "頁", "B4": "意見", "C4": "理由", "A5": "2"}
            | {"B5": _A, "C5": "低いため。", "A7": "【別表２】資料", "A8": "頁", "B8": "ご要望"}
            | {"C8": "理由", "A9": "7", "B9": _B, "C9": "遅いため。"}
            | {"A11": "【別表３】その他", "A12": "番号", "B12": "自由意見", "A13": 1, "B13": _C},
        ),
        exactly(_A, _B, _C, beside={_A: "低いため。", _B: "遅いため。"}, **_OF_HILL),
    ),
    Case(
        "an answer above the first table",
        sheet(
            {**_HEAD, "A3": "全体への意見", "A4": _C, "A6": "頁", "B6": "意見", "C6": "理由"}
            | {"A7": "2", "B7": _A, "C7": "低いため。", "A8": "3", "B8": _B},
            *("A3:C3", "A4:C4"),
        ),
        exactly(_C, _A, _B, **_OF_HILL),
    ),
    Case(
        "a field of its own below a table",
        sheet(
            {**_HEAD, "A3": "頁", "B3": "意見", "C3": "理由", "A4": "2", "B4": _A, "C4": "低い。"}
            | {"A5": "3", "B5": _B, "A9": "自由意見", "A10": _C},
            *("A9:C9", "A10:C14"),
        ),
        exactly(_A, _B, _C, not_opinions=["自由意見"], **_OF_HILL),
    ),
    Case(
        "an empty table: its titles are no answers",
        sheet(
            {**_HEAD, "B4": "条", "C4": "意見", "G4": "備考", "B9": "番号", "C9": "要望の内容"}
            | {"B10": 1, "C10": _A},
            *("C4:F4", "C5:F5"),
        ),
        exactly(_A, **_OF_HILL),
    ),
    Case(
        "an example where rows have their number, and what should stand instead",
        sheet(
            {**_HEAD, "A4": "番号", "B4": "対象", "C4": "意見", "D4": "修正案"}
            | {"A5": "例", "B5": "P1", "C5": "「図る」を「進める」とする。", "D5": "進める"}
            | {"A6": 1, "B6": "P3", "C6": _A, "D6": "「二年」を「一年」に", "A7": 2},
        ),
        exactly(_A, beside={_A: "「二年」を「一年」に"}, in_ledger=["「図る」を"]),
    ),
    Case(
        "a sentence without a number tells to answer",
        sheet(
            {"A1": "団体名：丘町", "A3": "ご意見をお書きください", "A4": "橋の柵は低く、"}
            | {"A5": "風の日に危ないので", "A6": "高い柵に替えてほしい。"},
            *("A3:H3", "A4:H4", "A5:H5", "A6:H6"),
        ),
        exactly("橋の柵は低く、風の日に危ないので高い柵に替えてほしい。", **_OF_HILL),
    ),
)

_TABLE = {"A3": "No", "B3": "意見", "A4": 1}
SHEETS = (
    Case(
        "an empty field for the body on a sheet that is called after it",
        _book(
            {
                "丘町": {"A1": "市町村名", **_TABLE, "B4": _A},
                "谷町": {"A1": "市町村名", "B1": "谷町", **_TABLE, "B4": _B},
                "集計": {"A1": "団体", "B1": "意見数", "A2": "丘町", "B2": 1},
            }
        ),
        exactly(_A, _B, sender_of={_A: "丘町", _B: "谷町"}, n_respondents=2),
    ),
    Case(
        "sheets called after bodies, a city among them",
        _book({"01_丘村": {**_TABLE, "B4": _A}, "02_谷市（回答）": {**_TABLE, "B4": _B}}),
        exactly(_A, _B, sender_of={_A: "丘村", _B: "谷市"}, n_respondents=2),
    ),
    Case(
        "sheets called after what may be quarters of a town are asked about",
        _book({"丘町": {**_TABLE, "B4": _A}, "谷町": {**_TABLE, "B4": _B}}),
        exactly(_A, _B, waits=True, n_respondents=0),
    ),
    Case(
        "a cover that names another body than the sheet is called after is asked about",
        _book({"表紙": {"A1": "団体名", "B1": "沼県"}, "丘町": {**_TABLE, "B4": _A, "B5": _B}}),
        {"opinions": [_A, _B], "waits": True, "not_respondents": ["丘町"]},
    ),
    Case(
        "a cover called after its body speaks for the other sheets",
        _book({"丘町": {"A1": "団体名", "B1": "丘町"}, "様式２": {**_TABLE, "B4": _A, "B5": _B}}),
        exactly(_A, _B, **_OF_HILL),
    ),
    Case(
        "a kind of body and a district are no names",
        _book({"市町村": {**_TABLE, "B4": _A, "B5": _B}, "東地区": {**_TABLE, "B4": _C, "B5": _B}}),
        {"n_opinions": 4, "n_respondents": 0},
    ),
)

_ROWS = f"<tr><td rowspan=2>丘町<td>2<td>{_A}<tr><td>5<td>{_B}<tr><td>谷村<td>1<td>{_C}"
_FORM = (
    "<table><tr><th>団体名</th><td>丘町</td></tr><tr><th>意見</th><td><p>順を次に改めてほしい。</p>"
    "<table><tr><td>先</td><td>北の橋</td></tr><tr><td>後</td><td>南の橋</td></tr></table>"
    "<p>残りは翌年でよい。</p></td></tr><tr><th>理由</th><td>渋滞のため。</td></tr></table>"
)
_FILLED = (
    '<form><p>団体名 <input type="text" value="丘町"></p><p>公開 <input type="radio" checked> 可'
    f'<input type="radio"> 否</p><p>意見</p><textarea>{_A}\n{_B}</textarea>'
    '<input type="submit" value="送る"></form><footer>道路課</footer>'
)
PAGES = (
    Case(
        "a table inside a cell keeps its place",
        _page(f"<h1>橋の計画</h1>{_FORM}<p>このページを印刷してください。</p>"),
        {
            "order": ["順を次に", "北の橋", "南の橋", "残りは翌年"],
            "n_opinions": 1,
            "beside": {"順を次に": "渋滞のため。"},
            **_OF_HILL,
        },
    ),
    *(
        Case(
            f"a list with cells left open, as {name}",
            _page(f"<table><tr><th>団体名<th>頁<th>意見{_ROWS}</table>", name, encoding),
            exactly(_A, _B, _C, sender_of={_B: "丘町", _C: "谷村"}, n_respondents=2),
        )
        for name, encoding in (("a.html", "utf-8"), ("a.htm", "cp932"), ("a.xls", "utf-8"))
    ),
    Case(
        "a table around the whole page only arranges it",
        _page(f"<table><tr><td>{_FORM}</td></tr></table>"),
        {"n_opinions": 1, **_OF_HILL},
    ),
    Case("fields that were filled in and saved", _page(_FILLED), exactly(_A, _B, **_OF_HILL)),
    Case(
        "lines without a table, and what is not shown",
        _page(
            f"<dl><dt>団体名<dd>丘町<dt>意見<dd>{_A}</dl><p style='display:none'>{_B}</p>"
            "<p>期限は<del>五月</del>六月です。</p>"
        ),
        {"opinions": [_A], "in_ledger": [_B, "五月"], "not_opinions": [_B], **_OF_HILL},
    ),
)

_ENCLOSED = word_file("別紙", table=(("番号", "意見"), ("1", _A), ("2", _B)))
SENDERS = (
    Case(
        "a mail of a body that only brings an enclosure",
        partial(
            _mail,
            "丘町役場建設課です。\n意見は別紙のとおりです。\nよろしくお願いします。\n",
            ("別紙.docx", _ENCLOSED),
        ),
        exactly(_A, _B, waits=False, **_OF_HILL),
    ),
    Case(
        "the only attachment of a mail, whatever it is called",
        partial(_mail, f"丘町の建設課です。\n{_C}\n", ("柵について.docx", _ENCLOSED)),
        exactly(_C, _A, _B, **_OF_HILL),
    ),
    Case(
        "a mail that passes on what towns say speaks for none",
        partial(
            _mail,
            "沼県です。\n管内の市町村の意見を取りまとめて送ります。\n",
            ("別紙.docx", _ENCLOSED),
        ),
        {"opinions": [_A, _B], "or_waits": True, "waits": True, "n_opinions": 0},
    ),
    Case(
        "a group that the file is called after, too",
        lambda: {"意見書（橋を守る会）.docx": word_file("橋への意見書", "橋を守る会", "", _A)},
        exactly(_A, respondents=["橋を守る会"], waits=False),
    ),
    Case(
        "a group in the head and at the foot of a mail",
        partial(_mail, f"{_A}\n\n--\n橋を守る会\n", sender="橋を守る会 <h@example.jp>"),
        exactly(_A, respondents=["橋を守る会"]),
    ),
    Case(
        "a group that nothing vouches for is asked about",
        lambda: {"a.docx": word_file("橋への意見書", "橋を守る会", "", _A)},
        exactly(_A, n_respondents=0, waits=True),
    ),
    Case(
        "a body in brackets with a gap behind its label",
        lambda: {"a.docx": word_file("（提出団体　丘町）", table=(("番号", "意見"), ("1", _A)))},
        exactly(_A, **_OF_HILL),
    ),
)

LABELS = (
    Case(
        "how somebody learned of it is no opinion, nor is the subject",
        _text(
            *("【件名】", "橋の計画に対する意見", "", "【氏名】", "峰山", "■職業：農業"),
            *(
                "■この募集を何で知りましたか：市の窓口",
                "■返信を希望しますか：いいえ",
                "【意見】",
                _A,
            ),
        ),
        exactly(_A, waits=False),
    ),
    Case(
        "a label that nobody knows waits with its value",
        _text("■氏名：峰山", "■紙の色：青", "■意見", _A),
        exactly(_A, waits=True, in_ledger=["紙の色"]),
    ),
    Case(
        "labels with numbers in brackets",
        _text(
            *(
                "(1) 住所（所在地）　丘町字清水1",
                "(2) 氏名（名称）　峰山",
                "(3) 提出者の区分　住民",
            ),
            *("(4) 意見", _A, "(5) 理由", "子が落ちかけたため。"),
        ),
        exactly(_A, beside={_A: "子が落ちかけた"}),
    ),
    Case(
        "replies below opinions",
        _text("【意見１】", _A, "【回答】", "次の改修で直します。", "【意見２】", _B),
        exactly(_A, _B, waits=False, in_ledger=["次の改修で直します。"]),
    ),
    Case(
        "replies below a header of two levels",
        sheet(
            {"A1": "番号", "B1": "市民からの意見", "C1": "回答", "C2": "担当課", "D2": "内容"}
            | {"A3": 1, "B3": _A, "C3": "土木課", "D3": "来年度に直します。"}
            | {"A4": 2, "B4": _B, "C4": "土木課", "D4": "計画に書きました。"},
            *("A1:A2", "B1:B2", "C1:D1"),
        ),
        exactly(_A, _B, in_ledger=["計画に書きました。"]),
    ),
    *(
        Case(
            f"replies in the row below, {more or 'no other column'}",
            csv(
                f"区分,内容{more}",
                *(f"意見,{_A}{more}", f"回答,来年度に直します。{more}"),
                *(f"意見,{_B}{more}", f"回答,計画に書きました。{more}"),
            ),
            exactly(_A, _B),
        )
        for more in ("", ",備考")
    ),
    Case(
        "who passes on what came in says nothing",
        partial(
            _mail,
            "下のとおり届きましたので共有します。\n\n---------- Forwarded message ---------\n"
            f"From: 峰山 <m@example.jp>\nDate: 2024-06-01\nSubject: 意見\n\n{_A}\n",
        ),
        {"n_opinions": 0, "waits": True, "in_ledger": [_A]},
    ),
    Case(
        "a label below a heading is nobody's name",
        _book(
            {
                "様式１": {
                    "A2": "意見提出者",
                    "A4": "名称",
                    "B4": "丘町",
                    "A5": "代表者",
                    "B5": "町長",
                },
                "様式２": {**_TABLE, "B4": _A, "B5": _B},
            }
        ),
        exactly(_A, _B, **_OF_HILL),
    ),
    Case(
        "lines wrapped by hand in the middle of words",
        _text(
            "団体名　丘町",
            "",
            "意　見",
            "　橋の柵が低く、風の日に",
            "　渡る子が危ないので近くに設",
            "　けてほしい。",
        ),
        exactly("橋の柵が低く、風の日に渡る子が危ないので近くに設けてほしい。", **_OF_HILL),
    ),
    Case(
        "numbers with a wide space before demands",
        lambda: {
            "a.docx": word_file(
                "丘村長　殿",
                "株式会社雪山",
                "代表取締役　峰山",
                "下記のとおり意見を提出します。",
                "記",
                f"１　{_A}",
                f"２　{_B}",
            )
        },
        exactly(_A, _B, n_respondents=1, not_respondents=["丘村"]),
    ),
    Case(
        "references to what stands before, and further words for nothing",
        csv(
            *("番号,団体名,意見", f"1,丘町,{_A}", "2,谷村,前の意見に同じ", "3,浜市,特記事項なし"),
            "4,原村,意見の提出なし",
        ),
        {"n_opinions": 2, "n_contents": 1, "waits": False},
    ),
)

TWO_SIDES = tuple(
    Case(
        f"two tables side by side, {left} and {right}: nobody's name stands for the other's",
        csv(
            f"番号,{left},意見,,番号,{right},意見",
            f"1,丘市,{_A},,1,谷町,{_B}",
            "2,浜市,道を広げてほしい。,,2,原村,堤を高くしてほしい。",
        ),
        {
            "inside_opinions": [_A, _B, "道を広げてほしい。", "堤を高くしてほしい。"],
            "n_respondents": 0,
            "waits": True,
        },
    )
    for left, right in (("市町村名", "町村名"), ("団体名", "市町村名"))
)

HEADERS = (
    Case(
        "a column headed 市町名 names the bodies, one of them by a reference",
        csv("No,市町名,意見", f"1,丘町,{_A}", f"2,谷市,{_B}", "3,浜町,No.1と同じ"),
        exactly(_A, _B, _A, n_contents=2, respondents=["丘町", "谷市", "浜町"]),
    ),
    *(
        Case(
            f"the column {below} under {above} is a reply",
            csv(f"市町村名,意見,{above}／{below}", f"丘町,{_A},予算で行う。", f"谷町,{_B},直す。"),
            exactly(_A, _B, waits=False),
        )
        for above, below in (("県事務局記入欄", "コメント"), ("県の考え方", "内容"))
    ),
)

SHEET_CASES = (*HEADERS, *TWO_SIDES, *PARTS, *SHEETS, *PAGES, *SENDERS, *LABELS)
