"""Who said it, in letters, mails, replies and forms: made-up files, and who must come of each.

Parks, a festival and irrigation ditches; three variants of each way to say who sends something.
"""

from typing import Any

import docx

from tests import intake_inputs as make
from tests.form_cases import Case, Files, saved, word_file

_SAID = "遊具の点検を年二回にしてほしい。"


def _expected(sender: str, *more: str, said: str = _SAID) -> dict[str, Any]:
    return {
        "opinions": [said, *more],
        "opinions_exact": True,
        "sender_of": {said: sender},
        "respondents": [sender],
        "respondents_exact": True,
    }


def _text(*lines: str, name: str = "001.txt") -> Files:
    return {name: "\n".join(lines).encode()}


def _letter(*lines: str) -> Files:
    return {"001.docx": make.word(lines)}


def _mail(head: str, *lines: str, subject: str = "回答", signature: str = "") -> Files:
    body = "\n".join(lines) + (f"\n\n-----\n{signature}\n-----\n" if signature else "\n")
    return {
        "a.eml": (
            f"From: {head} <a@example.lg.jp>\nTo: b@example.lg.jp\nSubject: {subject}\n"
            "Date: Wed, 15 Jul 2026 16:22:00 +0900\nMIME-Version: 1.0\n"
            f'Content-Type: text/plain; charset="utf-8"\n\n{body}'
        ).encode()
    }


def _headed(head: str, file: str) -> Files:
    """A table in Word below a head of the page that says nothing but a name."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = head
    document.add_paragraph("公園計画（案）に関する意見")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("頁", "意見", "3", _SAID), strict=True):
        cell.text = text
    return {file: saved(document)}


def _tabled(sentence: str) -> Files:
    return {"a.docx": word_file("意見一覧", sentence, table=[["頁", "意見"], ["2", _SAID]])}


IN_SENTENCES = tuple(
    Case(f"a sentence above a table says whose it is: {said}", lambda s=said: _tabled(s), expected)
    for said, expected in (
        ("標記について、穂高野町（担当：建設課）の意見は下表のとおりです。", _expected("穂高野町")),
        (
            "照会のあった件について、湯川見市としては次の表のとおり回答します。",
            _expected("湯川見市"),
        ),
        (
            "このことについて、北沢土地改良組合からは以下のとおり意見を提出します。",
            _expected("北沢土地改良組合"),
        ),
    )
)
HEADS_OF_PAGES = (
    Case(
        "the file is called after the short name of the head of its page",
        lambda: _headed("一般社団法人 穂高野造園協会", "意見（造園協会）.docx"),
        _expected("一般社団法人 穂高野造園協会"),
    ),
    Case(
        "the file is called after the whole name",
        lambda: _headed("湯川見祭り保存会", "湯川見祭り保存会_意見.docx"),
        _expected("湯川見祭り保存会"),
    ),
    Case(
        "a head of a page that nothing vouches for is asked about",
        lambda: _headed("公益社団法人 北沢水利協会", "意見.docx"),
        {"opinions": [_SAID], "respondents": [], "respondents_exact": True, "waits": True},
    ),
)
LETTERS = (
    Case(
        "an organisation right below whom the letter is for",
        lambda: _letter(
            *("令和8年9月1日", "県公園課長　様", "穂高野少年野球連盟"),
            *(
                "公園計画に対する意見について",
                "照会のありました計画について、下記のとおり意見を提出します。",
                "記",
            ),
            *(_SAID, "以上"),
        ),
        _expected("穂高野少年野球連盟"),
    ),
    Case(
        "an organisation at the foot of a letter",
        lambda: _text(
            *(
                "公園計画に対する意見について",
                "",
                "標記の件、下記のとおり意見を申し述べます。",
                "記",
            ),
            *(_SAID, "", "以上", "", "湯川見祭り保存会", "（担当：事務局　電話 0261-55-0101）"),
        ),
        _expected("湯川見祭り保存会"),
    ),
    Case(
        "an organisation alone above a text that announces nothing is asked about",
        lambda: _text("北沢水利協会", "", _SAID),
        {"opinions": [_SAID], "respondents": [], "respondents_exact": True, "waits": True},
    ),
)
MAILS = (
    Case(
        "the mail box is an office's, the writer says of which town",
        lambda: _mail(
            "都市計画課",
            "お世話になっております。穂高野町都市計画課の山田です。",
            "標記の件、下記のとおり回答いたします。",
            "",
            _SAID,
            signature="穂高野町役場　都市計画課　公園係\n主事　山田\nTEL 0261-55-0102",
        ),
        _expected("穂高野町"),
    ),
    Case(
        "a mail called after an organisation, which signs it",
        lambda: _mail(
            "事務局",
            "以下のとおり意見を送ります。",
            "",
            _SAID,
            subject="【意見：湯川見祭り保存会】",
            signature="湯川見祭り保存会\n事務局 山田\nTEL 0261-55-0103",
        ),
        _expected("湯川見祭り保存会"),
    ),
    Case(
        "a reply that goes on a count whose first item begins with a figure",
        lambda: _text(
            *("お世話になっております。北沢市です。以下のとおり回答します。", ""),
            *("1 12歳以下の遊具は区切って置く。", "2 トイレを直す。", "3 木陰を増やす。"),
        ),
        {
            "opinions": ["12歳以下の遊具は区切って置く。", "トイレを直す。", "木陰を増やす。"],
            "respondents": ["北沢市"],
        },
    ),
)
AFFILIATIONS = (
    *(
        Case(
            f"所属 beside somebody in charge is who answers: {body}",
            lambda b=body: _text(f"■所属：{b}", "■担当者：山田", "", "■意見", _SAID),
            _expected(body),
        )
        for body in ("穂高野町", "北沢土地改良組合", "湯川見祭り保存会")
    ),
    Case(
        "所属 beside a person's own name and age is where somebody works",
        lambda: _text("■氏名：山田太郎", "■所属：甲川大学", "■年代：50代", "■意見", _SAID),
        {"opinions": [_SAID], "not_respondents": ["甲川大学"]},
    ),
)
REPLIES = (
    Case(
        "each opinion names who said it behind its label",
        lambda: _text(
            *("第２回公園懇談会　意見と回答", "", "■意見１（穂高野町内会）", _SAID),
            *("■意見１に対する回答", "検討します。", "", "■意見２（湯川見祭り保存会）"),
            *("広場に電源を増やしてほしい。", "■意見２に対する回答", "予算を見て判断します。"),
        ),
        {
            "opinions": [_SAID, "広場に電源を増やしてほしい。"],
            "opinions_exact": True,
            "sender_of": {_SAID: "穂高野町内会", "電源": "湯川見祭り保存会"},
        },
    ),
    Case(
        "an opinion that names nobody among such waits",
        lambda: _text(
            *(
                "懇談会の記録",
                "",
                "■意見１（穂高野町内会）",
                _SAID,
                "■意見１に対する回答",
                "検討します。",
            ),
            *("■意見２", "広場に電源を増やしてほしい。"),
        ),
        {"opinions": [_SAID], "opinions_exact": True, "waits": True},
    ),
    Case(
        "what stands in brackets behind a label of an opinion may be no body",
        lambda: _text("■意見１（要旨）", _SAID, "■意見２（要旨）", "木陰を増やしてほしい。"),
        {"opinions": [_SAID, "木陰を増やしてほしい。"], "n_respondents": 0},
    ),
)


def _by_sheet(*names: str) -> Files:
    sheets = {
        name: {
            "A1": "項目",
            "B1": "ご意見",
            "A2": "広場",
            "B2": f"{number}番の遊具を直してほしい。",
        }
        for number, name in enumerate(names, 1)
    }
    return {"とりまとめ.xlsx": make.workbook(sheets)}


SHEETS = (
    Case(
        "an organisation has a sheet of its own beside those of towns",
        lambda: _by_sheet("穂高野町", "湯川見市", "北沢水利協会"),
        {
            "sender_of": {"1番の": "穂高野町", "2番の": "湯川見市", "3番の": "北沢水利協会"},
            "n_respondents": 3,
        },
    ),
    Case(
        "a sheet called after a kind of organisation names none",
        lambda: _by_sheet("穂高野町", "湯川見市", "図書館"),
        {"respondents": ["穂高野町", "湯川見市"], "respondents_exact": True},
    ),
)
QUESTIONNAIRES = (
    Case(
        "numbered choices below questions that tell to choose, and when to send it back",
        lambda: _letter(
            *(
                "祭りのアンケート",
                "団体名：湯川見祭り保存会",
                "問1　日程をどう思いますか。（○は1つ）",
            ),
            *(
                "1 早い　② ちょうどよい　3 遅い",
                "問2　望ましい会場はどれですか。（○はいくつでも）",
                "① 駅前　2 川原　③ 公園　4 その他（　　　）",
            ),
            *(
                "問3　ご意見をお書きください。",
                _SAID,
                "ご協力ありがとうございました。8月20日までに同封の封筒でご返送ください。",
            ),
        ),
        _expected("湯川見祭り保存会"),
    ),
    Case(
        "choices in lines of their own, all of one kind of mark",
        lambda: _text(
            *("団体名：穂高野町", "問1　会場の広さについて、あてはまるものを選んでください。"),
            *("1. 広い", "2. ちょうどよい", "3. 狭い", "", "問2　ご意見をお書きください。", _SAID),
        ),
        _expected("穂高野町"),
    ),
    Case(
        "a request without a mark is no label",
        lambda: _letter(
            *("県公園課長　様", "穂高野町長", "公園計画に対する意見について"),
            *("下記のとおり意見を提出します。", "記", "愛称ではなく正式な公園名で書いてください"),
            *("以上",),
        ),
        _expected("穂高野町", said="愛称ではなく正式な公園名で書いてください"),
    ),
)
INTRODUCTIONS = (
    *(
        Case(
            f"an organisation's people say who they are: {body}",
            lambda b=body: _text(
                *("公園係　御中", "", f"お世話になっております。{b}の熊谷です。"),
                *(
                    "公園計画の件、当会の意見を送ります。",
                    "",
                    _SAID,
                    "",
                    "よろしくお願いいたします。",
                ),
            ),
            _expected(body),
        )
        for body in ("穂高野少年野球連盟", "湯川見商工会", "NPO法人みずべ")
    ),
    *(
        Case(
            f"what somebody is in it does not make an organisation speak: {who}",
            lambda w=who: _text("公園係　御中", "", f"湯川見商工会の{w}です。", "", _SAID),
            {"inside_opinions": [_SAID], "not_respondents": ["湯川見商工会"]},
        )
        for who in ("会員", "利用者", "会長")
    ),
)
NO_LABELS = tuple(
    Case(
        f"a line of a letter without a full stop is an opinion: {said}",
        lambda s=said: _text(
            *("公園課長　様", "穂高野町長", "公園計画に対する意見について"),
            *("下記のとおり意見を提出します。", "記", s, "以上、よろしくお取り計らい願います。"),
        ),
        _expected("穂高野町", said=said),
    )
    for said in (
        "使用料を上げる根拠が書かれていない",
        "遊具の番号でなく名前で書いてください",
        "いつまでに木陰を増やすのですか",
    )
) + tuple(
    Case(
        f"what begins with a date says something: {said}",
        lambda s=said: _text("団体名：穂高野町", "", "公園計画について", "", s),
        {"inside_opinions": [said]},
    )
    for said in (
        "令和6年4月1日の点検では三基の遊具が壊れていた。早く直してほしい。",
        "平成30年5月3日の祭りでは電源が足りなかった。",
        "2024年6月1日に要望した柵がまだ付いていません。",
    )
)
SENDERS = (
    *(*IN_SENTENCES, *HEADS_OF_PAGES, *LETTERS, *MAILS, *AFFILIATIONS),
    *(*REPLIES, *SHEETS, *QUESTIONNAIRES, *INTRODUCTIONS, *NO_LABELS),
)
