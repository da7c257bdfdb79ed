"""What stands around answers in sheets and mails: contacts, counts, headings, forms in a row.

Libraries, buses and bicycle parks; three variants of each kind.
"""

from collections.abc import Callable, Sequence

from tests import intake_inputs as make
from tests.form_cases import Case, Files, exactly

_SAID = ("夜の便を一本増やしてほしい。", "停留所に屋根が要る。", "回数券を残す")


def _sheet(*rows: Sequence[object], merged: Sequence[str] = ()) -> Callable[[], Files]:
    cells = {
        f"{'ABCDEFGHIJKLMN'[column]}{row}": text
        for row, texts in enumerate(rows, 1)
        for column, text in enumerate(texts)
        if text != ""
    }
    return lambda: {"a.xlsx": make.workbook({"様式": cells}, merged)}


def _mail(sender: str, *lines: str) -> Callable[[], Files]:
    text = "\n".join(("お世話になります。", "", sender, "", *lines))
    return lambda: {"a.txt": text.encode()}


CONTACTS = tuple(
    Case(
        f"a contact below the rows is no opinion ({line})",
        _sheet(
            ("団体名", "長野県木曽町"),
            ("番号", "意見", "頁"),
            (1, _SAID[0], "3"),
            (2, _SAID[1], "4"),
            (),
            ("", line),
        ),
        exactly(*_SAID[:2], must_mask=["03-1234-5678"], sender_of={"屋根": "長野県木曽町"}),
    )
    for line in (
        "連絡担当 図書館係 TEL 03-1234-5678",
        "問合せ先：交通政策課 佐藤 一郎（内線 214）電話 03-1234-5678",
        "【担当】事務局 田中 FAX 03-1234-5678",
    )
)

COUNTS_BESIDE = tuple(
    Case(
        f"a table of counts to the right of a form ({title})",
        _sheet(
            ("乗合バスの計画（案）に関する意見", *[""] * 7, *head),
            ("団体名", "長野県木曽町", *[""] * 6, *rows[0]),
            ("御意見", _SAID[0], *[""] * 6, *rows[1]),
            ("理由", "九時で終わる", *[""] * 6, *rows[2]),
        ),
        exactly(_SAID[0], respondents=["長野県木曽町"], beside={"夜の便": "九時で終わる"}),
    )
    for title, head, rows in (
        ("loans", ("年度", "件数"), (("令和3", "412"), ("令和4", "398"), ("令和5", "420"))),
        ("riders", ("路線", "人数"), (("東線", "1,200人"), ("西線", "800人"), ("計", "2,000人"))),
        ("shares", ("区分", "割合"), (("昼", "60%"), ("夜", "30%"), ("朝", "10%"))),
    )
)

LEVELS = tuple(
    Case(
        f"a merged title over some of the columns, an office's beside it ({office})",
        _sheet(
            ("市町村名", "長野県木曽町"),
            (),
            ("番号", group, "", "", office),
            ("", "頁", title, "理由"),
            (1, "2", _SAID[0], "", "検討する。"),
            (2, "5", _SAID[1], "雨の日に濡れる", "予算による。"),
            merged=("A3:A4", "B3:D3", "E3:E4"),
        ),
        exactly(
            *_SAID[:2],
            beside={"屋根": "雨の日に濡れる"},
            sender_of={"夜の便": "長野県木曽町"},
            not_opinions=["検討する", "予算による"],
        ),
    )
    for group, title, office in (
        ("意見記入欄", "意見の内容", "対応方針（案）"),
        ("御意見", "御意見等", "事務局記入欄"),
        ("意見記載欄", "意見", "県の考え方"),
    )
)

TICKED = tuple(
    Case(
        f"a question that is ticked is no header ({ticks})",
        _sheet(
            ("市町村名", "長野県木曽町"),
            ("ご意見はありますか（どちらかに○）", "", ticks),
            (),
            ("番号", "項目", title, "理由"),
            (1, "全体", _SAID[0], ""),
            (2, "3頁", _SAID[1], "雨の日に濡れる"),
            merged=("A2:B2",),
        ),
        exactly(*_SAID[:2], respondents=["長野県木曽町"]),
    )
    for ticks, title in (
        ("（○）ある　（　）ない", "お気づきの点（できるだけ具体的に）"),
        ("( )なし (○)あり", "ご意見（簡潔に）"),
        ("☑有 □無", "ご提案"),
    )
)

STACKED = tuple(
    Case(
        f"forms below one another, each with its body ({label})",
        _sheet(
            *(
                row
                for name, said in zip(names, _SAID, strict=True)
                for row in ((label, name), ("担当者", "佐藤一郎"), ("御意見", said), ())
            )
        ),
        exactly(
            *_SAID,
            respondents=list(names),
            respondents_exact=True,
            sender_of={said[:5]: name for said, name in zip(_SAID, names, strict=True)},
        ),
    )
    for label, names in (
        ("市町村名", ("長野県木曽町", "長野県塩尻市", "長野県大桑村")),
        ("団体名", ("木曽観光協会", "塩尻商工会議所", "大桑森林組合")),
        ("提出元", ("長野県木曽町", "塩尻商工会議所", "長野県大桑村")),
    )
)

SECTIONS = tuple(
    Case(
        f"rows headed by a body in a list without a column for it ({mark})",
        _sheet(
            ("番号", "頁", "意見"),
            (f"{mark[0]}長野県木曽町{mark[1:]}",),
            (1, "3", _SAID[0]),
            (2, "4", _SAID[1]),
            (f"{mark[0]}塩尻商工会議所{mark[1:]}",),
            (3, "4", _SAID[2]),
        ),
        exactly(
            *_SAID,
            respondents=["長野県木曽町", "塩尻商工会議所"],
            respondents_exact=True,
            sender_of={"屋根": "長野県木曽町", "回数券": "塩尻商工会議所"},
        ),
    )
    for mark in ("■", "【】", "●（2件）")
)

SUBJECTS = tuple(
    Case(
        f"rows headed by what they are about name nobody ({one})",
        _sheet(
            ("番号", "頁", "意見"),
            (f"■{one}",),
            (1, "3", _SAID[0]),
            (f"■{other}",),
            (2, "4", _SAID[1]),
        ),
        {"opinions": list(_SAID[:2]), "n_respondents": 0, "not_respondents": [one, other]},
    )
    for one, other in (("商工会", "町内会"), ("長野県木曽町", "料金"), ("住民", "交通政策課"))
)

LABELS_WITH_BRACKETS = tuple(
    Case(
        f"a label of the sender with a bracket ({label})",
        _mail(f"{label}木曽観光協会", f"・{_SAID[0]}", f"・{_SAID[1]}"),
        exactly(*_SAID[:2], respondents=["木曽観光協会"], respondents_exact=True),
    )
    for label in ("◆提出者(団体)：", "■回答者（法人）：", "意見者（団体等）：")
)

AROUND_FORMS = (
    *(*CONTACTS, *COUNTS_BESIDE, *LEVELS, *TICKED),
    *(*STACKED, *SECTIONS, *SUBJECTS, *LABELS_WITH_BRACKETS),
)
