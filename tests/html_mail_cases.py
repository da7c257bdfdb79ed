"""Mails in HTML: rows and cells of their tables are told as those of a sheet."""

from email.message import EmailMessage
from functools import partial

from tests.form_cases import Case, Files, exactly

_A, _B = "夜も開けてほしい。", "利用料を無料にしてほしい。"
_WHY = "働く人が使えないため。"


def _mail(html: str, plain: str = "") -> Files:
    mail = EmailMessage()
    mail["From"], mail["To"] = "a@example.jp", "iken@example.jp"
    mail["Date"], mail["Subject"] = "Mon, 03 Jun 2024 10:20:00 +0900", "意見の提出"
    if plain:
        mail.set_content(plain)
        mail.add_alternative(html, subtype="html")
    else:
        mail.set_content(html, subtype="html")
    return {"a.eml": mail.as_bytes()}


def _table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


_FORM = _table(("団体名", "丘町"), ("担当課", "生涯学習課"), ("御意見", _A), ("理由", _WHY))
_LIST = _table(("番号", "該当箇所", "意見", "理由"), ("1", "３頁", _A, _WHY), ("2", "５頁", _B, ""))
_OF_HILL = {"respondents": ["丘町"], "n_respondents": 1}
_ORIGINAL = (
    "<div>-----Original Message-----<br>From: 文部科学省 &lt;m@example.jp&gt;<br>Sent: Monday<br>"
    "To: x<br>Subject: 照会</div>"
)


def _mailbox(*mails: Files) -> Files:
    begin = b"From x@example.jp Mon Jun  3 10:20:00 2024\n"
    return {"a.mbox": b"".join(begin + mail["a.eml"] + b"\n" for mail in mails)}


HTML_MAILS = (
    Case(
        "labels and answers of a mail in HTML alone",
        partial(_mail, f"<p>お世話になっております。</p>{_FORM}"),
        exactly(_A, beside={_A: _WHY}, **_OF_HILL),
    ),
    Case(
        "rows of a table beside the same in plain text, a line per cell",
        partial(_mail, f"<p>丘町です。</p>{_LIST}", f"丘町です。\n意見\n{_A}\n{_WHY}\n{_B}\n"),
        exactly(_A, _B, beside={_A: _WHY}, **_OF_HILL),
    ),
    Case(
        "a table that the plain text leaves out",
        partial(
            _mail,
            "<p>丘町です。回答します。</p>"
            + _table(("質問", "回答"), ("図書館について", _A), ("体育館について", _B)),
            "丘町です。回答します。\n",
        ),
        exactly(_A, _B, **_OF_HILL),
    ),
    Case(
        "a program that says it sends HTML",
        partial(
            _mail,
            f"<table><tr><th>団体名<td>丘町<tr><th>意見<td>{_A}</table>",
            "このメールはHTML形式です。\n",
        ),
        exactly(_A, **_OF_HILL),
    ),
    Case(
        "a table around the whole mail, and one of who signs, only arrange it",
        partial(
            _mail,
            f"<table><tr><td><p>丘町教育課です。</p><p>{_A}</p><p>よろしくお願いします。</p>"
            + _table(("丘町教育課",), ("峰山 太郎",), ("TEL 0123-45-6789",))
            + "</td></tr></table>",
        ),
        exactly(_A, must_mask=["峰山太郎"], **_OF_HILL),
    ),
    Case(
        "lines of a cell, bodies row by row",
        partial(
            _mail,
            "<p>沼県です。市町村の意見を送ります。</p>"
            + _table(("市町村名", "意見"), ("丘町", f"<p>{_A}</p>"), ("谷市", f"{_B}<br>"))
            + "<p>--<br>沼県図書館課<br>電話 0123-45-6789</p>",
        ),
        exactly(_A, _B, sender_of={_A: "丘町", _B: "谷市"}, n_respondents=2),
    ),
    Case(
        "words of labels inside a cell",
        partial(
            _mail,
            _table(
                ("氏名", "狐塚"),
                (
                    "意見",
                    "<div>減便はやめてほしい。</div><div>担当：聞いても答えがない。</div>",
                ),
            ),
        ),
        {"inside_opinions": ["減便はやめてほしい。", "聞いても答えがない。"]},
    ),
    Case(
        "the table of a mail that is answered says nothing",
        partial(
            _mail,
            f"<p>丘町です。</p><p>{_A}</p>{_ORIGINAL}"
            + _table(("照会先", "給食課"), ("意見", "ここに書いてください。")),
        ),
        exactly(_A, in_ledger=["照会先"], **_OF_HILL),
    ),
    Case(
        "a mailbox of such mails",
        lambda: _mailbox(
            *(
                _mail(_table(("団体名", body), ("意見", said)))
                for body, said in (("丘町", _A), ("谷市", _B))
            )
        ),
        exactly(_A, _B, sender_of={_A: "丘町", _B: "谷市"}),
    ),
)
