"""Forms, letters and senders, further kinds: made-up inputs, and what must come of each."""

from typing import Any

import docx

from tests import intake_inputs as make
from tests.form_cases import Case, csv, exactly, saved, sheet


def _word(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    """A Word file of paragraphs, and a table below them."""
    document: Any = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def _text(*lines: str) -> bytes:
    return "\n".join(lines).encode()


NUMBERED = (
    Case(
        "subjects numbered with a wide space, answers below over the whole width",
        sheet(
            {"A1": "橋の点検に関する意見票", "A2": "団体名", "C2": "鶴居町"}
            | {"A4": "１　点検の間隔について", "A5": "五年では長すぎる"}
            | {"A6": "２　費用について", "A7": "県の補助を戻してほしい"},
            *("A4:F4", "A5:F5", "A6:F6", "A7:F7", "A2:B2"),
        ),
        exactly("五年では長すぎる", "県の補助を戻してほしい", respondents=["鶴居町"]),
    ),
    Case(
        "numbered items that no list of words knows",
        sheet(
            {"A1": "団体", "C1": "鶴居町", "A3": "① 除雪の体制", "C3": "人が集まらないので"}
            | {"C4": "機械を貸してほしい", "A6": "② 凍結防止剤", "C6": "塩害の調べを求める"},
            *("A1:B1", "A3:B4", "A6:B7"),
        ),
        exactly("人が集まらないので機械を貸してほしい", "塩害の調べを求める"),
    ),
    Case(
        "questions that ask in a whole sentence",
        sheet(
            {
                "A1": "市町村名",
                "C1": "鶴居町",
                "A3": "問１　橋の数え方について御意見をお書きください。",
            }
            | {
                "A4": "歩道橋も数えて",
                "A6": "問２　点検の人手は足りていますか。",
                "A7": "足りていない",
            },
            *("A3:G3", "A4:G4", "A6:G6", "A7:G7", "A1:B1"),
        ),
        exactly("歩道橋も数えて", "足りていない", respondents=["鶴居町"]),
    ),
    Case(
        "an answer that speaks of a question is no label",
        sheet(
            {"A1": "団体名", "C1": "鶴居町", "A3": "意見", "C3": "問1のとおり点検は五年でよい。"}
        ),
        exactly("問1のとおり点検は五年でよい。"),
    ),
    Case(
        "lines of one answer below a title over the whole width",
        sheet(
            {
                "A1": "団体名：鶴居町",
                "A3": "【御意見】",
                "A4": "橋の点検は、",
                "A5": "国が費用の半分を",
            }
            | {"A6": "持つべきである。", "A8": "以上"},
            *("A1:F1", "A3:F3", "A4:F4", "A5:F5", "A6:F6"),
        ),
        exactly("橋の点検は、国が費用の半分を持つべきである。", respondents=["鶴居町"]),
    ),
    Case(
        "a column of whole opinions stays a list",
        sheet({"A1": "意見", "A2": "橋を直してほしい。", "A3": "川を掘ってほしい。", "A4": "以上"}),
        exactly("橋を直してほしい。", "川を掘ってほしい。"),
    ),
    Case(
        "a colon of its own beside lines of an answer",
        sheet(
            {
                "A1": "団体名",
                "B1": "：",
                "C1": "鶴居町",
                "A2": "意見",
                "B2": "：",
                "C2": "橋の点検は国が費用",
            }
            | {"C3": "の半分を持つべきである。"},
            *("A2:A4", "B2:B4"),
        ),
        exactly("橋の点検は国が費用の半分を持つべきである。"),
    ),
    Case(
        "the reply in the row below its opinion",
        sheet(
            {"A1": "橋の計画（案）", "A2": "意見1", "B2": "橋の色を選ばせてほしい。"}
            | {"A3": "事務局の考え方", "B3": "景観の条例に沿います。"}
            | {
                "A4": "意見2",
                "B4": "歩道を広げてほしい。",
                "A5": "事務局の考え方",
                "B5": "広げます。",
            }
        ),
        exactly(
            *("橋の色を選ばせてほしい。", "歩道を広げてほしい。"),
            in_ledger=["景観の条例に沿います。", "広げます。"],
        ),
    ),
    Case(
        "headers and names with characters that nobody sees",
        csv(
            "番\u200b号,\ufeff団体名,意見\u200e,理由\u2060",
            "1,鶴居\u00ad町,橋を直してほしい。,",
            "2,\u200b阿寒村,川を掘ってほしい。,浅い。",
        ),
        exactly(
            *("橋を直してほしい。", "川を掘ってほしい。"),
            respondents=["鶴居町", "阿寒村"],
            n_respondents=2,
        ),
    ),
    Case(
        "a title of a column that nobody knows, over numbers",
        csv("通し,御意見", "1,橋を直してほしい。", "2,川を掘ってほしい。", "3,特になし"),
        exactly("橋を直してほしい。", "川を掘ってほしい。"),
    ),
    Case(
        "empty columns beyond any sheet, and a text in the last one",
        csv(
            "番号,意見" + "," * 17_000,
            "1,橋を直してほしい。" + "," * 17_000,
            "2," + "," * 17_000 + "川を掘ってほしい。",
        ),
        {"opinions": ["橋を直してほしい。"], "waits": True, "in_ledger": ["川を掘ってほしい。"]},
    ),
)

LETTERS = (
    Case(
        "the head of the body above the text, the one addressed is none",
        lambda: {
            "1.docx": _word(
                *("橋総第12号", "令和6年9月2日", "国土交通大臣　殿", "鶴居町長　大川　一郎"),
                *(
                    "橋の点検の要領に対する意見について（回答）",
                    "このことについて、下記のとおり回答します。",
                ),
                *("記", "点検の間隔は市町村が選べるようにしてほしい。", "以上"),
            )
        },
        exactly(
            "点検の間隔は市町村が選べるようにしてほしい。",
            respondents=["鶴居町"],
            n_respondents=1,
            sender_of={"点検の間隔": "鶴居町"},
        ),
    ),
    Case(
        "a letter above a table",
        lambda: {
            "1.docx": _word(
                *("国土交通省　道路局　御中", "阿寒村長", "意見は、次のとおりである。"),
                table=[["項目", "意見"], ["費用", "国が費用を持つべきである。"]],
            )
        },
        exactly("国が費用を持つべきである。", respondents=["阿寒村"], n_respondents=1, waits=False),
    ),
    Case(
        "two heads of bodies above a text: nobody is named",
        lambda: {
            "1.docx": _word("鶴居町長", "阿寒村長", "橋の点検は国が行ってほしい。"),
        },
        exactly("橋の点検は国が行ってほしい。", n_respondents=0),
    ),
    Case(
        "a mail that says who writes, and announces the answer",
        lambda: {
            "1.txt": _text(
                *("国土交通省　担当者様", "", "お世話になっております。鶴居町建設課の大川です。"),
                *("お尋ねのあった件について、以下のとおり回答いたします。", ""),
                *("橋の点検は国が行ってほしい。", "", "どうぞよろしくお願いいたします。"),
            )
        },
        exactly("橋の点検は国が行ってほしい。", respondents=["鶴居町"], n_respondents=1),
    ),
    Case(
        "what is announced and asked in one sentence is said",
        lambda: {
            "1.txt": _text("標記の件について、次のとおり改めるよう求めます。橋を数えてほしい。")
        },
        {"opinions": ["橋を数えてほしい。"]},
    ),
    Case(
        "text below a title and a line that names the body",
        lambda: {
            "1.pdf": make.pdf(
                [["橋に関する意見（鶴居町提出）", "提出者：鶴居町", "橋を塗ってほしい。"]]
            )
        },
        exactly("橋を塗ってほしい。", respondents=["鶴居町"]),
    ),
    Case(
        "how to fill in, as a paragraph",
        lambda: {
            f"{body}.docx": _word(
                "橋の点検　回答用紙",
                "記入上の注意：枠は広げてよい。空欄でもよい。",
                table=[["団体名", body], ["意見", answer]],
            )
            for body, answer in (("鶴居町", "橋を塗ってほしい"), ("阿寒村", "橋を数えたい"))
        },
        exactly("橋を塗ってほしい", "橋を数えたい", n_respondents=2),
    ),
)

SENDERS = (
    Case(
        "rows without a body count and are asked about once",
        csv("番号,団体名,意見", "1,鶴居町,橋を直して。", "2,,川を掘って。", "3,,道を直して。"),
        exactly(
            *("橋を直して。", "川を掘って。", "道を直して。"),
            waits=True,
            n_respondents=1,
            sender_of={"川を掘って": "", "道を直して": ""},
        ),
    ),
    Case(
        "a ditto mark below nothing",
        csv("団体名,意見", "同上,橋を直して。", "鶴居町,川を掘って。", "〃,道を直して。"),
        exactly(
            *("橋を直して。", "川を掘って。", "道を直して。"),
            waits=True,
            respondents=["鶴居町"],
            n_respondents=1,
            sender_of={"橋を直して": "", "道を直して": "鶴居町"},
        ),
    ),
    Case(
        "the group that a citizen belongs to is asked about",
        csv(
            "受付番号,居住地,所属団体,意見",
            "1,鶴居町,,橋を直して。",
            "2,鶴居町,橋を守る会,川を掘って。",
        ),
        exactly(
            *("橋を直して。", "川を掘って。"),
            waits=True,
            in_ledger=["橋を守る会"],
            not_respondents=["鶴居町"],
            sender_of={"橋を直して": ""},
        ),
    ),
    Case(
        "a name that shows no kind, where the row says what it is",
        csv(
            "回答機関名,回答者区分,意見",
            "ひばり,医療機関,橋を直して。",
            "みどり建設,事業者,川を掘って。",
            "大川一郎,個人,道を直して。",
        ),
        exactly(
            *("橋を直して。", "川を掘って。", "道を直して。"),
            respondents=["ひばり", "みどり建設"],
            not_respondents=["大川一郎"],
            must_mask=["大川一郎"],
        ),
    ),
    Case(
        "a sheet of examples is nobody's",
        lambda: {
            f"{body}.xlsx": make.workbook(
                {
                    "回答": {"A1": "市町村名", "C1": body, "A3": "意見", "C3": answer},
                    "記入例": {
                        "A1": "市町村名",
                        "C1": "見本町",
                        "A3": "意見",
                        "C3": "橋を数えて。",
                    },
                }
            )
            for body, answer in (("鶴居町", "橋を塗って。"), ("阿寒村", "川を掘って。"))
        },
        exactly("橋を塗って。", "川を掘って。", n_respondents=2, in_ledger=["橋を数えて。"]),
    ),
    Case(
        "an answer on the sheet of examples alone waits",
        lambda: {
            "鶴居町.xlsx": make.workbook(
                {
                    "回答": {"A1": "市町村名", "C1": "鶴居町", "A3": "意見"},
                    "記入例": {"A1": "市町村名", "C1": "○○町", "A3": "意見", "C3": "橋を塗って。"},
                }
            )
        },
        {"waits": True, "in_ledger": ["橋を塗って。"], "not_respondents": ["○○町"]},
    ),
    Case(
        "whether a file replaces another is asked",
        lambda: {
            name: make.workbook(
                {"様式": {"A1": "団体名", "B1": "鶴居町", "A2": "意見", "B2": text}}
            )
            for name, text in (
                ("鶴居町.xlsx", "橋を塗って。"),
                ("鶴居町_差替.xlsx", "橋を直して。"),
            )
        },
        exactly("橋を直して。", waits=True, in_ledger=["橋を塗って。"], n_respondents=1),
    ),
    Case(
        "names in radicals",
        csv("団体名,意見", "⻑沼町,⻄の橋を直して。", "長沼町,西の橋を直して。"),
        {"respondents": ["長沼町"], "n_respondents": 1, "n_contents": 1, "n_opinions": 2},
    ),
)

ANSWERS = (
    Case(
        "lines without bullets, stops or numbers",
        csv(
            "番号,意見",
            '1,"橋の点検を国が行ってほしい\n川の砂を毎年取り除いてほしい"',
            '2,"１ 橋の点検を国が行ってほしい。\n２ 川の砂を毎年取り除いてほしい。"',
            '3,"◆橋の点検を国が行ってほしい\n◆川の砂を毎年取り除いてほしい"',
        ),
        {"n_opinions": 6, "n_contents": 2},
    ),
    Case(
        "a worry and the request that follows from it stay one",
        csv("番号,意見", '1,"橋の点検の人手が足りない\n国が行ってほしい"'),
        {"n_opinions": 1},
    ),
    Case(
        "a line that a cell's width breaks goes on",
        csv("番号,意見", '1,"橋の点検を国が行ってほしい\nという声が多い"'),
        {"n_opinions": 1},
    ),
    Case(
        "numbers of receipt before equal texts",
        csv(
            "番号,意見",
            '1,"受付番号 12\n橋を直してほしい。"',
            '2,"整理番号：2024-07\n橋を直してほしい。"',
            '3,"【意見３】\n・橋を直してほしい。"',
            "4,橋を直してほしい",
        ),
        {"n_opinions": 4, "n_contents": 1},
    ),
    Case(
        "lines and marks that say nothing",
        csv("番号,意見", "1,橋を直して。", "2,──", "3,＝＝＝", "4,━━━━", "5,‥‥", "6,＿＿＿"),
        exactly("橋を直して。", waits=False),
    ),
    Case(
        "boxes before an answer are no part of it",
        csv("番号,意見", '1,"□意見なし ☑意見あり\n橋を直して。"', "2,☑なし　□あり"),
        exactly("橋を直して。", waits=False),
    ),
    Case(
        "a ticked box and nothing said waits",
        csv("番号,意見の有無,意見", "1,有,橋を直して。", "2,あり,", "3,無,", "4,,□なし ■あり"),
        exactly("橋を直して。", waits=True),
    ),
    Case(
        "references in other words",
        csv(
            "No.,団体名,意見",
            "1,鶴居町,橋を直してほしい。",
            "2,阿寒村,上記１に同じ",
            "3,丘町,意見番号１と同様です。",
            "4,谷村,№１の意見と同じ。",
        ),
        {"n_opinions": 4, "n_contents": 1, "waits": False},
    ),
)

FURTHER = (*NUMBERED, *LETTERS, *SENDERS, *ANSWERS)
