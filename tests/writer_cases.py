"""Mails, letters and papers: who wrote them, what in them is courtesy, where their parts begin."""

from email.message import EmailMessage

import docx

from tests import intake_inputs as make
from tests.form_cases import Case, Files, exactly, sheet

_SAID = "歩道の段差をなくしてほしい。"


def _mail(sender: str, *lines: str, attached: bytes = b"", name: str = "回答.eml") -> Files:
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, "iken@ministry.go.jp"
    mail["Date"], mail["Subject"] = "Mon, 03 Jun 2024 10:20:00 +0900", "意見の提出"
    mail.set_content("\n".join(lines))
    if attached:
        mail.add_attachment(
            attached, maintype="application", subtype="octet-stream", filename="意見.xlsx"
        )
    return {name: mail.as_bytes()}


def _text(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


def _paper(head: str, *lines: str) -> Files:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = head
    for line in lines:
        document.add_paragraph(line)
    return {"a.docx": make.saved(document)}  # type: ignore[arg-type]


def _printed(note: str) -> Files:
    """Five copies of a form, one of them filled in, with a note at its foot."""
    return {
        f"{body}.xlsx": make.workbook(
            {
                "回答票": {
                    **{"A1": "歩道の計画（案）意見回答票", "A3": "団体名", "B3": body},
                    **{"A4": "意見", "B4": answer, "A6": note},
                }
            }
        )
        for body, answer in (
            ("鶴居町", "歩道を広げること。"),
            *(("亀山市", "意見なし"), ("丘原村", "特になし"), ("滝沢町", "なし")),
            ("月形町", None),
        )
    }


_HANA = "沢渡 花代 <hana@example.ne.jp>"
_PERSON = {"n_respondents": 1, "must_mask": ["沢渡"], "sender_of": {_SAID: "回答者001"}}

WRITERS = (
    *(
        Case(
            f"a person who wrote a mail is one respondent: {told}",
            lambda sender=sender, lines=lines: _mail(sender, *lines),
            exactly(_SAID, **_PERSON, waits=False),
        )
        for told, sender, lines in (
            ("by the head", _HANA, (_SAID,)),
            ("by the signature", "hana@example.ne.jp", (_SAID, "", "--", "沢渡 花代")),
            ("by a label", "hana@example.com", ("【氏名】沢渡 花代", "【意見】", _SAID)),
        )
    ),
    *(
        Case(
            f"whose mail it is, nobody is said to know: {told}",
            lambda sender=sender, lines=lines: _mail(sender, *lines),
            exactly(_SAID, n_respondents=0),
        )
        for told, sender, lines in (
            ("an office's box", "沢渡 花代 <hana@town.tsurui.lg.jp>", (_SAID,)),
            ("who speaks for an office", _HANA, ("建設課の沢渡です。", _SAID)),
            ("no name", "hana@example.ne.jp", (_SAID,)),
        )
    ),
    Case(
        "a person who passes a mail on said nothing of it",
        lambda: _mail(
            _HANA, "届いた意見を転送します。", "", "---- Forwarded message ----", "From: x", _SAID
        ),
        exactly(n_respondents=0, waits=True),
    ),
    Case(
        "what a person's mail brings is that person's, row by row",
        lambda: _mail(
            _HANA,
            "添付のとおりです。",
            attached=make.table([["番号", "意見"], [1, _SAID], [2, "街灯を増やすこと。"]]),
        ),
        exactly(_SAID, "街灯を増やすこと。", **_PERSON),
    ),
    Case(
        "an organisation named in the head of a mail sent it",
        lambda: _mail("環境を考える会 <kai@example.ne.jp>", _SAID),
        exactly(_SAID, respondents=["環境を考える会"], respondents_exact=True),
    ),
    *(
        Case(
            f"the ledger names a mail as it came: {name}",
            lambda name=name: _mail(_HANA, _SAID, name=name),
            exactly(_SAID, in_ledger=[name]),
        )
        for name in ("回答.eml", "第1回.回答.eml", "RE：意見.EML")
    ),
    *(
        Case(
            f"a line that a telephone writes is no opinion: {line}",
            lambda line=line: _mail(_HANA, _SAID, "", line),
            exactly(_SAID),
        )
        for line in (
            "iPhoneから送信",
            "Sent from my Galaxy",
            "Androidスマートフォンから送信しました。",
            "iOS版 Outlookを入手",
        )
    ),
    *(
        Case(
            f"courtesies of letters are no opinions: {first}",
            lambda first=first, last=last: _text("役場　御中", "", first, "", _SAID, "", last),
            exactly(_SAID),
        )
        for first, last in (
            ("はじめてお便りを差し上げます。", "乱文をお許しください。"),
            ("日々のお仕事ご苦労さまです。", "寒くなりますので皆様どうぞご自愛ください。"),
            ("いつもお疲れさまです。", "最後まで読んでいただき、ありがとうございました。"),
        )
    ),
    *(
        Case(
            f"a sentence about health, cold or rudeness that is no courtesy: {said}",
            lambda said=said: _text("意見", "", said),
            exactly(said),
        )
        for said in (
            "冬は寒くなりますので、待合室に暖房を入れてください。",
            "運転手はお年寄りの体に気をつけて発車してほしい。",
            "勝手な値上げは許しません。",
        )
    ),
    *(
        Case(
            f"a body in the head of pages is asked for, not guessed: {head}",
            lambda head=head: _paper(head, "意見", _SAID),
            exactly(_SAID, n_respondents=0, waits=True),
        )
        for head in ("鶴居町　建設課", "亀山市役所総務部企画課", "鶴居町")
    ),
    *(
        Case(
            f"a label with the body, its office and who is in charge: {line}",
            lambda line=line: _text(line, "", "意見：", _SAID),
            exactly(_SAID, respondents=["鶴居町"], must_mask=["狐塚"]),
        )
        for line in (
            "回答団体：鶴居町役場　建設課（担当：狐塚 太郎）",
            "団体名：鶴居町（担当者：狐塚 太郎）",
            "団体名（　鶴居町　）　担当者（　狐塚 太郎　）",
        )
    ),
    *(
        Case(
            f"a line in brackets heads what stands below it: {heads[0]}",
            lambda heads=heads: _text(
                *("団体名：鶴居町", heads[0], "（意見）", _SAID, "（理由）", "転ぶ人がいるため。"),
                *(heads[1], "（意見）", "橋の幅を広げること。"),
            ),
            exactly(
                _SAID, "橋の幅を広げること。", beside={_SAID: "転ぶ人がいるため。"}, waits=False
            ),
        )
        for heads in (
            ("【第２条】", "【第５条】"),
            ("〔総則〕", "〔雑則〕"),
            ("［歩道］", "［橋］"),
        )
    ),
    Case(
        "words in brackets with nothing below them may be the answer",
        lambda: _text("団体名：鶴居町", "【意見】", "【歩道の改良】", "【担当】", "建設課"),
        exactly(waits=True, in_ledger=["歩道の改良"]),
    ),
    *(
        Case(
            f"bodies that speak in a text of answers: {names[0]}",
            lambda names=names: _text(
                "市町村からの意見", f"{names[0]}：{_SAID}", f"{names[1]}：特になし"
            ),
            exactly(_SAID, sender_of={_SAID: names[0]}, n_respondents=2),
        )
        for names in (("鶴居町", "亀山市"), ("亀山市", "丘原村"), ("丘原村", "鶴居町"))
    ),
    *(
        Case(
            f"a heading that says nothing of its own is no opinion: {heads[1]}",
            lambda heads=heads: _text(
                *("鶴居町", heads[0], "　数値の根拠を示すこと。"),
                *(heads[1], "（１）第３条", f"　{_SAID}", "（２）別表", "　単位をそろえること。"),
            ),
            {"not_opinions_equal_only": True, "not_opinions": [heads[1][2:]], "n_opinions": 3},
        )
        for heads in (
            ("１．総論", "２．各論"),
            ("１．全体について", "２．個別の事項"),
            ("１．全般", "２．具体的な意見"),
        )
    ),
    *(
        Case(
            f"what all copies print below an empty answer is no answer: {note}",
            lambda note=note: _printed(note),
            exactly("歩道を広げること。", waits=False),
        )
        for note in (
            "・該当する□を塗ってください。",
            "・意見は1枚に1件書いてください。",
            "・この用紙は返さなくてかまいません。",
        )
    ),
    *(
        Case(
            f"an answer right of 意見 is no title, where {label} stands below it",
            sheet(
                {
                    **{"A1": "団体名", "B1": "鶴居町", "A2": "該当ページ", "B2": "全般"},
                    **{"A3": "意　見", "B3": said, "A4": label, "B4": "前例がある。"},
                    **{"A5": "そのほか", "B5": "電話でも伝えた。"},
                },
                *(f"B{row}:D{row}" for row in range(1, 6)),
            ),
            {"opinions": [said], "not_in_round_yaml": [said], "not_opinions": [label]},
        )
        for label, said in (
            ("理由", "停留所を一項目起こしてはどうでしょうか。"),
            ("提案の理由", "新しい分野として農道も入れるべきです。"),
            ("理　由", "資料名を表紙にも書いてください。"),
        )
    ),
)
