"""Answers broken over the rows of a list, and what a second look doubts: made-up inputs."""

from collections.abc import Callable, Sequence

from tests import intake_inputs as make
from tests.form_cases import Case, Files, exactly, sheet, word_file

_TORN = (
    (
        "浄水場の更新を後回しにした結果、昨年は三度も断",
        "水になった。計画の順番を入れ替えてほしい。",
    ),
    (
        "検針の回数を減らすなら、漏水に気づくのが遅れな",
        "いように、通知の仕組みを先に作るべきである。",
    ),
    ("井戸の水質検査の補助をやめるのは早い。山側の集", "落には管が来ていない。"),
)
_WHOLE = tuple(map("".join, _TORN))


def _table(
    *rows: Sequence[object], merged: Sequence[str] = (), more: Sequence[Sequence[object]] = ()
) -> Callable[[], Files]:
    """A sheet of rows, and a second one where there are more."""

    def cells(rows: Sequence[Sequence[object]]) -> dict[str, object]:
        return {
            f"{'ABCDEFGH'[column]}{row}": text
            for row, texts in enumerate(rows, 1)
            for column, text in enumerate(texts)
            if text != ""
        }

    sheets = {"一覧": cells(rows)} | ({"集計": cells(more)} if more else {})
    return lambda: {"a.xlsx": make.workbook(sheets, merged)}


_HEAD = ("番号", "団体名", "該当箇所", "意見", "理由")
_COUNTED = (
    _HEAD,
    (1, "長野県木曽町", "第２章", _TORN[0][0], "消火栓も使えなかった"),
    ("", "", "", _TORN[0][1], ""),
    (2, "〃", "第３章", _TORN[1][0]),
    ("", "", "", _TORN[1][1]),
    (3, "長野県塩尻市", "全体", "料金の改定は二段階に分ける。"),
    ("", "", "", "一度に上げると払えない家がある。"),
    (4, "〃", "別表", "管の図が小さい"),
)

TORN_ROWS = (
    Case(
        "answers broken over rows of a counted list, a ditto mark below",
        _table(*_COUNTED),
        exactly(
            *_WHOLE[:2],
            "料金の改定は二段階に分ける。一度に上げると払えない家がある。",
            "管の図が小さい",
            may_split=True,
            sender_of={"検針の回数": "長野県木曽町", "管の図": "長野県塩尻市"},
            beside={"浄水場": "消火栓も使えなかった"},
            n_respondents=2,
            waits=False,
        ),
    ),
    Case(
        "reasons that are broken over the same rows",
        _table(
            _HEAD,
            (1, "長野県木曽町", "第２章", _TORN[0][0], "昨年の断水では給水車が三"),
            ("", "", "", _TORN[0][1], "台しか来なかった"),
            (2, "長野県塩尻市", "別表", "管の図が小さい"),
        ),
        exactly(
            *(_WHOLE[0], "管の図が小さい"),
            beside={"浄水場": ["給水車が三", "台しか来なかった"]},
            waits=False,
        ),
    ),
    Case(
        "several answers of a body below its number are not one",
        _table(
            _HEAD,
            (1, "長野県木曽町", "第２章", "浄水場の更新を早める"),
            ("", "", "", "井戸の検査の補助を続ける"),
            (2, "長野県塩尻市", "別表", "管の図が小さい"),
        ),
        {"opinions": ["浄水場の更新を早める", "井戸の検査の補助を続ける", "管の図が小さい"]},
    ),
    Case(
        "a row without a number that may go on with the one above waits",
        _table(
            ("団体名", "意見"),
            ("長野県木曽町", _TORN[2][0]),
            ("", _TORN[2][1]),
            ("長野県塩尻市", "管の図が小さい"),
        ),
        {"opinions": ["管の図が小さい"], "waits": True},
    ),
)

SHEETS_OF_COUNTS = tuple(
    Case(
        f"a sheet of totals beside a list ({name})",
        _table(
            _HEAD,
            (1, "長野県木曽町", "第２章", "浄水場の更新を早める"),
            (2, "長野県塩尻市", "別表", "管の図が小さい"),
            more=more,
        ),
        exactly("浄水場の更新を早める", "管の図が小さい", n_respondents=2, waits=False),
    )
    for name, more in (
        ("with a title", (("区分", "件数"), ("意見あり", 2), ("意見なし", 1), ("合計", 3))),
        ("without", (("御意見あり", "2件"), ("御意見なし", "1件"), ("計", "3件"))),
        ("in thousands", (("回答", "人数"), ("意見有り", "1,200人"), ("合計", "1,200人"))),
    )
)


def _returned(answers: Sequence[Sequence[str]]) -> bytes:
    rows = [
        ("水道の計画（案）への意見",),
        ("市町村名", "", "長野県木曽町" if len(answers) > 1 else "長野県塩尻市"),
        (),
        ("番号", "条項", "根拠", "ご意見", "処理欄"),
        *answers,
    ]
    return make.table(rows)


SHOWN_BY_OTHERS = (
    Case(
        "a copy of a list that says nothing has the header of the others",
        lambda: {
            "1.xlsx": _returned(
                [("1", "第２条", "", "管の図が小さい。"), ("2", "", "", "井戸も載せてほしい。")]
            ),
            "2.xlsx": _returned([("1", "", "", "意見なし")]),
        },
        exactly(
            *("管の図が小さい。", "井戸も載せてほしい。"),
            stances_nothing=["意見なし"],
            respondents=["長野県木曽町", "長野県塩尻市"],
            n_respondents=2,
            waits=False,
        ),
    ),
    Case(
        "a header that stands again, with the words of other titles in it",
        _table(
            ("番号", "回答自治体名", "意見の理由", "意見", "回答(案)"),
            (1, "長野県木曽町", "", "浄水場の更新を早める", "検討します。"),
            ("番号", "回答自治体名", "意見の理由", "意見", "回答(案)"),
            (2, "長野県塩尻市", "", "管の図が小さい", "検討します。"),
        ),
        exactly("浄水場の更新を早める", "管の図が小さい", n_respondents=2, waits=False),
    ),
)

SILENT_FILES = (
    Case(
        "a copy in which nothing is found waits, where others of its layout hold answers",
        lambda: {
            "1.xlsx": _returned([("1", "第２条", "", "管の図が小さい。"), ("2", "", "", "可")]),
            "2.xlsx": _returned([("例", "第１条", "", "「○○」を「△△」とする。")]),
        },
        {"opinions": ["管の図が小さい。"], "waits": True},
    ),
)

COPIES_IN_A_BOOK = tuple(
    Case(
        f"what three sheets of a book say in the same cell is printed ({name})",
        lambda odd=odd, sheets=sheets: {
            "a.xlsx": make.workbook(
                {
                    body: {
                        **{"A1": "水道の計画の見直しに係る照会票", "A3": "団体名", "B3": body},
                        **{"A4": "対象の施設群", "A6": "意見", "B6": f"{body}の管の図が小さい。"},
                    }
                    | ({"A8": odd} if not n and odd else {})
                    for n, body in enumerate(sheets)
                }
            )
        },
        {
            "opinions": [f"{body}の管の図が小さい。" for body in sheets],
            "respondents": list(sheets),
            "waits": bool(odd),
        },
    )
    for name, sheets, odd in (
        ("three", ("木曽町", "塩尻市", "松本市"), ""),
        ("four", ("木曽町", "塩尻市", "松本市", "大町市"), ""),
        ("and one says more", ("木曽町", "塩尻市", "松本市"), "井戸の件は後で送る"),
    )
)

_FORM = (("団体名", "長野県木曽町"), ("御意見", "井戸も図に載せてほしい。"), ("理由", ""))

NO_OPINIONS = (
    Case(
        "notes of the form below its table, in lines of their own",
        lambda: {
            "a.docx": word_file(
                "(以下余白)",
                "※意見は１件につき１行で記入し、行が足りない場合は追加してください。",
                "※回答期限：令和８年５月29日（金）必着",
                table=_FORM,
            )
        },
        {"opinions": ["井戸も図に載せてほしい。"], "not_opinions": ["回答期限", "１行で記入"]},
    ),
    Case(
        "to whom a form is sent",
        sheet(
            {"A1": "意見の提出様式", "A2": "県企業局水道課宛", "A4": "団体名", "B4": "長野県木曽町"}
            | {"A6": "意見", "A7": "井戸も図に載せてほしい。"}
        ),
        exactly("井戸も図に載せてほしい。"),
    ),
)

_SAID = {"A1": "団体名", "B1": "長野県木曽町", "A3": "意見", "B3": "井戸も図に載せてほしい。"}

DROPPED = tuple(
    Case(
        f"a wish {where} waits",
        files,
        {"opinions": ["井戸も図に載せてほしい。"], "waits": True, "in_ledger": ["堰の通行止め"]},
    )
    for where, files in (
        (
            "behind a note that is printed below the table",
            sheet({**_SAID, "A5": "※ 枠が足りないときは行を足してください。堰の通行止めは困る。"}),
        ),
        (
            "behind a note on how to fill in, with an arrow",
            sheet({**_SAID, "A6": "（注）簡潔に記入してください。→堰の通行止めには反対です"}),
        ),
        (
            "at the head of a page",
            lambda: {
                "a.docx": word_file(head="堰の通行止めはしないでください。", table=_FORM),
            },
        ),
        (
            "in the subject of a mail, with who says it in brackets",
            lambda: {
                "a.eml": (
                    "From: a@example.jp\nTo: b@example.jp\n"
                    "Subject: 堰の通行止めには反対です（木曽町）\n"
                    "Content-Type: text/plain; charset=utf-8\n\n井戸も図に載せてほしい。\n"
                ).encode()
            },
        ),
        (
            "below a telephone number",
            sheet({**_SAID, "A4": "電話", "B4": "0264-22-0000\n堰の通行止めは困る"}),
        ),
        (
            "in a column of how it came",
            _table(
                ("団体名", "提出方法", "意見"),
                ("長野県木曽町", "メール", "井戸も図に載せてほしい。"),
                ("長野県塩尻市", "堰の通行止めを先に解いていただきたい", "特になし"),
            ),
        ),
        (
            "in the place that an answer is about",
            _table(
                ("番号", "団体名", "該当箇所", "意見"),
                (1, "長野県木曽町", "第２章", "井戸も図に載せてほしい。"),
                (2, "長野県塩尻市", "堰の通行止めが長すぎる", "管の図が小さい"),
            ),
        ),
        (
            "above a list",
            _table(
                ("堰の通行止めは早く解くべきだと思う",),
                ("番号", "団体名", "該当箇所", "意見"),
                (1, "長野県木曽町", "第２章", "井戸も図に載せてほしい。"),
                (2, "長野県塩尻市", "別表", "管の図が小さい"),
            ),
        ),
    )
)

SECOND_LOOKS = (
    *TORN_ROWS,
    *SHEETS_OF_COUNTS,
    *SHOWN_BY_OTHERS,
    *SILENT_FILES,
    *COPIES_IN_A_BOOK,
    *NO_OPINIONS,
    *DROPPED,
)
