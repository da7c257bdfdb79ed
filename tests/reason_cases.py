"""Reasons and remarks beside opinions, and greetings around them: inputs, and what must come."""

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, sheet


def _mail(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


def _table(*rows: list[object]) -> Files:
    return {"a.xlsx": make.table(rows)}


_LABELLED = {"A1": "団体名", "B1": "鶴居町", "A2": "意見", "B2": "点検を毎年に。"}
REASONS = (
    Case(
        "a reason is shown beside the opinion of its row",
        lambda: _table(
            ["番号", "団体名", "意見", "修正の理由"],
            [1, "鶴居町", "五年を三年に改める。", "橋の傷みが早いため。"],
            [2, "亀山町", "特になし", "特になし"],
        ),
        exactly(
            "五年を三年に改める。",
            beside={"五年を三年": "修正の理由：橋の傷みが早いため。"},
            waits=False,
        ),
    ),
    Case(
        "a reason alone waits, below an empty cell and below 意見なし",
        lambda: _table(
            ["番号", "団体名", "意見", "理由"],
            [1, "鶴居町", "五年を三年に改める。", ""],
            [2, "亀山町", "", "塩で橋が早く傷むため。"],
            [3, "兎原村", "意見なし", "人手がなく読めなかったため"],
        ),
        exactly("五年を三年に改める。", waits=True, in_ledger=["塩で橋が早く傷むため。"]),
    ),
    Case(
        "each reason belongs to the answer to its left",
        lambda: _table(
            ["番号", "意見1", "理由1", "意見2", "理由2"],
            [1, "窓口を一つにすべき。", "往復が多い。", "様式を減らすべき。", "手間である。"],
        ),
        exactly(
            "窓口を一つにすべき。",
            "様式を減らすべき。",
            beside={"窓口": "理由1：往復が多い。", "様式": "理由2：手間である。"},
        ),
    ),
    Case(
        "ditto marks in a column of reasons mean the reason above",
        lambda: _table(
            ["番号", "団体名", "意見", "理由"],
            [1, "鶴居町", "窓口を一つにすべき。", "往復が多い。"],
            [2, "亀山町", "様式を減らすべき。", "〃"],
        ),
        exactly("窓口を一つにすべき。", "様式を減らすべき。", beside={"様式": "往復が多い。"}),
    ),
    Case(
        "an opinion merged over two rows has both their reasons",
        sheet(
            {"A1": "番号", "B1": "団体名", "C1": "意見", "D1": "理由"}
            | {"A2": 1, "B2": "鶴居町", "C2": "窓口を一つにすべき。", "D2": "往復が多い。"}
            | {"A3": 2, "B3": "鶴居町", "D3": "書類が重なる。"}
            | {"A4": 3, "B4": "亀山町", "C4": "様式を減らすべき。"},
            "C2:C3",
        ),
        exactly("窓口を一つにすべき。", "様式を減らすべき。", beside={"窓口": "書類が重なる。"}),
    ),
    Case(
        "reasons where no column is for opinions are what was said",
        lambda: _table(
            ["団体名", "賛否", "賛否の理由"],
            ["鶴居町", "賛成", "橋を長く使うために要る計画であるため。"],
            ["亀山町", "反対", "費用が大きすぎて続けられないため。"],
            ["兎原村", "どちらともいえない", "判断できる資料が示されていない。"],
        ),
        exactly(
            "橋を長く使うために要る計画であるため。",
            "費用が大きすぎて続けられないため。",
            "判断できる資料が示されていない。",
        ),
    ),
    Case(
        "the reason of a form",
        sheet(_LABELLED | {"A3": "理由", "B3": "塩で早く傷むため。"}),
        exactly("点検を毎年に。", beside={"点検": "理由：塩で早く傷むため。"}, waits=False),
    ),
    Case(
        "the reason of a form without an opinion waits",
        sheet(_LABELLED | {"B2": "", "A3": "理由", "B3": "塩で早く傷むため。"}),
        exactly(waits=True, in_ledger=["塩で早く傷むため。"]),
    ),
    Case(
        "reasons in running text, and a sentence below その他",
        lambda: _mail(
            "団体名：鶴居町",
            *("", "１　意見", "点検を毎年にすべきである。"),
            *("", "２　理由", "塩で橋が早く傷むためである。"),
            *("", "３　その他", "様式の字が小さい。"),
        ),
        exactly(
            "点検を毎年にすべきである。",
            beside={"点検": "理由：塩で橋が早く傷むためである。"},
            waits=True,
        ),
    ),
    Case(
        "a remark in a sentence is shown, one in a word is not",
        lambda: _table(
            ["番号", "団体名", "意見", "備考"],
            [1, "鶴居町", "点検を毎年に改める。", "提出済"],
            [2, "亀山町", "様式を減らすべき。", "近くの町も同じ考えである。"],
        ),
        exactly(
            "点検を毎年に改める。",
            "様式を減らすべき。",
            beside={"様式": "備考：近くの町も同じ考えである。"},
        ),
    ),
)
COURTESIES = (
    Case(
        "greetings and closings of a mail",
        lambda: _mail(
            "初めてご連絡いたします。鶴居町の菊地と申します。",
            "標記の件について意見を送ります。",
            "",
            "・点検を毎年にしてほしい。",
            "・様式を減らしてほしい。",
            "",
            "ご検討のほどよろしくお願い申し上げます。",
        ),
        exactly("点検を毎年にしてほしい。", "様式を減らしてほしい。", waits=False),
    ),
    Case(
        "a citizen says who writes",
        lambda: _mail(
            "こんにちは。亀山町で漁業を営んでいる者です。",
            "港の橋に使える補助をお願いします。",
            "お忙しいところ恐縮ですが、よろしくお願いいたします。",
        ),
        exactly("港の橋に使える補助をお願いします。"),
    ),
    Case(
        "greetings in cells, around an opinion and alone",
        csv(
            "受付番号,意見",
            "1,お世話になっております。亀山町の菊地と申します。点検を毎年にしてほしい。"
            "ご検討のほど、よろしくお願いいたします。",
            "2,よろしくお願いいたします。",
            "3,貴重な機会をいただきありがとうございます。窓口を一つにしてほしい。",
            "4,町民の菊地と申します。いつもお世話になっております。",
        ),
        exactly(
            "点検を毎年にしてほしい。",
            "窓口を一つにしてほしい。",
            in_ledger=["よろしくお願いいたします。", "町民の"],
        ),
    ),
    Case(
        "what is courteous and says something stays",
        csv(
            "受付番号,意見",
            "1,補助の継続をよろしくお願いします。",
            "2,夜間の通行止めをやめていただきありがとうございます。",
            "3,私は反対と申します。介護をしている者です。橋が遠いと通えません。",
        ),
        {
            "opinions": [
                "補助の継続をよろしくお願いします。",
                "夜間の通行止めをやめていただきありがとうございます。",
            ],
            "inside_opinions": ["介護をしている者です。橋が遠いと通えません。"],
        },
    ),
    Case(
        "a greeting over wrapped lines of a cell",
        lambda: _table(
            ["番号", "意見"],
            [
                1,
                "点検を毎年にしてほしい。\nお忙しいところ恐れ入りますが、よろしく\nお願いいたします。",
            ],
            [2, "お世話になっております\n様式を減らしてほしい。"],
        ),
        exactly("点検を毎年にしてほしい。", "様式を減らしてほしい。"),
    ),
)
POINTED_AT = tuple(
    Case(
        f"the opinion stands where its cell points: {said} ({where})",
        lambda s=said, r=reason, m=remark: _table(
            ["番号", "団体名", "意見", "理由", "備考"],
            [1, "鶴居町", "五年を三年に改める。", "", ""],
            [2, "亀山町", s, r, m],
        ),
        exactly("五年を三年に改める。", "歩道橋も数えてほしい。", waits=False),
    )
    for said, where, reason, remark in (
        ("備考欄に記載", "alone", "", "歩道橋も数えてほしい。"),
        ("備考に記載のとおり", "named", "塩で傷むため。", "歩道橋も数えてほしい。"),
        ("備考のとおりです。", "alone", "", "歩道橋も数えてほしい。"),
        ("備考欄を御参照ください", "alone", "", "歩道橋も数えてほしい。"),
        ("理由欄を参照", "alone", "歩道橋も数えてほしい。", ""),
    )
)
