"""Forms, letters and senders, further kinds: made-up inputs, and what must come of each."""

from typing import Any

import docx

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, saved, sheet, word_file


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
            "1.docx": word_file(
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
            "1.docx": word_file(
                *("国土交通省　道路局　御中", "阿寒村長", "意見は、次のとおりである。"),
                table=[["項目", "意見"], ["費用", "国が費用を持つべきである。"]],
            )
        },
        exactly("国が費用を持つべきである。", respondents=["阿寒村"], n_respondents=1, waits=False),
    ),
    Case(
        "two heads of bodies above a text: nobody is named",
        lambda: {
            "1.docx": word_file("鶴居町長", "阿寒村長", "橋の点検は国が行ってほしい。"),
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
            f"{body}.docx": word_file(
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


def _returned(bodies: dict[str, dict[str, object]], *merged: str, name: str = "{}.xlsx") -> Files:
    """Copies of one form: the file's name, and what is filled in."""
    return {
        name.format(body): make.workbook({"様式": cells}, merged) for body, cells in bodies.items()
    }


def _pool(label: str, body: str, *lines: str) -> dict[str, object]:
    return {"A1": "プールの運営に関する意見書", "A3": label, "B3": body, "A4": "ご意見"} | {
        f"B{n}": line for n, line in enumerate(lines, 4)
    }


RETURNED = (
    Case(
        "a line per row, a body that only the file's name confirms",
        lambda: _returned(
            {
                "ひかり小学校": _pool(
                    "学校名", "ひかり小学校", "水温が", "低い日は", "休ませたい。"
                ),
                "ゆめ小学校": _pool("学校名", "ゆめ小学校", "監視員を二人", "置いてほしい。"),
            },
            "A4:A9",
        ),
        exactly(
            *("水温が低い日は休ませたい。", "監視員を二人置いてほしい。"),
            respondents=["ひかり小学校", "ゆめ小学校"],
            n_respondents=2,
            sender_of={"水温が": "ひかり小学校"},
            waits=False,
        ),
    ),
    Case(
        "a facility that the file is not called after is nobody's name",
        lambda: _returned({"1": _pool("施設名", "みなと図書館", "水温が", "低い。")}),
        exactly("水温が低い。", n_respondents=0, waits=True, in_ledger=["みなと図書館"]),
    ),
    Case(
        "a body that the form asks for is not contradicted by a facility",
        lambda: _returned(
            {
                "みなと図書館": _pool("施設名", "みなと図書館", "水温が低い。")
                | {"A2": "団体名", "B2": "鶴居町"}
            }
        ),
        exactly("水温が低い。", respondents=["鶴居町"], n_respondents=1, waits=True),
    ),
    Case(
        "a title that ends in 意見 above 町村名 is no question",
        lambda: _returned(
            {
                body: {"A1": "港の整備への意見", "A3": "町村名", "B3": "：", "D3": body}
                | {"A5": "意見", "B5": "：", "D5": one, "E5": two}
                for body, one, two in (
                    ("鶴居町", "防波堤は", "北へ延ばしてほしい。"),
                    ("阿寒村", "漁具の倉庫を", "先に直してほしい。"),
                )
            }
        ),
        exactly(
            *("防波堤は北へ延ばしてほしい。", "漁具の倉庫を先に直してほしい。"),
            respondents=["鶴居町", "阿寒村"],
            n_respondents=2,
        ),
    ),
    Case(
        "a title above fields that no list knows",
        sheet(
            {"A1": "港の整備に対する意見", "A3": "港の数", "C3": "二つ", "A4": "団体名"}
            | {"C4": "鶴居町", "A6": "ご意見", "C6": "浚渫を", "D6": "毎年行ってほしい。"}
        ),
        exactly("浚渫を毎年行ってほしい。", respondents=["鶴居町"], waits=True),
    ),
    Case(
        "a title that is the only question keeps its answer",
        sheet({"A1": "港の整備への意見", "A2": "防波堤を延ばしてほしい。", "A4": "以上"}),
        exactly("防波堤を延ばしてほしい。"),
    ),
    Case(
        "units between labels and answers of sentences are no list",
        lambda: _returned(
            {
                str(n): {"A1": "祭りの照会", "A3": "団体名", "C3": body, "A4": "山車の数"}
                | {"B4": "台", "C4": n * 3, "A5": "ご意見", "B5": "（100字以内）", "C5": said}
                for n, (body, said) in enumerate(
                    (
                        (
                            "祭り協会",
                            "交通規制の時間を一時間延ばしてください。夜まで続くためです。",
                        ),
                        ("踊り連盟", "休憩所を増やしてほしい。"),
                    ),
                    1,
                )
            }
        ),
        exactly(
            *("交通規制の時間を一時間延ばしてください。夜まで続くためです。",),
            "休憩所を増やしてほしい。",
            respondents=["祭り協会", "踊り連盟"],
            n_respondents=2,
        ),
    ),
    Case(
        "a unit below the body's label, one copy alone",
        sheet(
            {"A1": "団体名", "C1": "祭り協会", "A2": "人数", "B2": "名", "C2": 40, "A3": "意見"}
            | {"B3": "（任意）", "C3": "踊りの列を途中で切らないでください。危ないためです。"}
        ),
        exactly("踊りの列を途中で切らないでください。危ないためです。", respondents=["祭り協会"]),
    ),
    Case(
        "a list whose second column holds the kind 意見 stays one",
        csv(
            "団体名,種別,内容",
            "祭り協会,意見,山車を直してほしい。",
            "踊り連盟,要望,休憩所を増やしてほしい。",
        ),
        exactly("山車を直してほしい。", "休憩所を増やしてほしい。", n_respondents=2),
    ),
    Case(
        "subjects without numbers, lines in merged rows, a row left out",
        lambda: _returned(
            {
                "鶴居町_様式": {"A1": "森の手入れ　意見様式", "A2": "自治体名", "B2": "鶴居町"}
                | {"A4": "間伐について", "B4": "補助の率を", "B6": "上げてほしい。"}
                | {"A10": "林道について", "B10": "幅を", "B11": "広げたい。"},
            },
            *("A4:A9", "A10:A15", *(f"B{n}:H{n}" for n in range(4, 16))),
        ),
        exactly("補助の率を上げてほしい。", "幅を広げたい。", respondents=["鶴居町"]),
    ),
    Case(
        "subjects without numbers, the answers below",
        sheet(
            {"A1": "森の手入れ　意見様式", "A3": "団体名", "B3": "鶴居町"}
            | {"A5": "間伐に関すること", "A6": "補助の率を上げて"}
            | {"A8": "林道に関すること", "A9": "幅を広げたい"},
            *("A5:F5", "A6:F6", "A8:F8", "A9:F9"),
        ),
        exactly("補助の率を上げて", "幅を広げたい", respondents=["鶴居町"]),
    ),
    Case(
        "one subject alone may be a title: it waits",
        sheet({"A1": "森", "A3": "間伐について", "B3": "率を上げて"}),
        exactly(waits=True),
    ),
    Case(
        "questions of a text form, short answers, 以上 below",
        lambda: {
            f"{body}.txt": _text(
                *("墓地の計画　意見提出様式", "", f"団体名：{body}", ""),
                *("問１　水場について", one, "", "問２　通路について", two, "", "　　　以上"),
            )
            for body, one, two in (
                ("鶴居町", "蛇口を三つに", "手すり"),
                ("阿寒村", "特になし", "砂利"),
            )
        },
        exactly("蛇口を三つに", "手すり", "砂利", n_respondents=2, stances_nothing=["特になし"]),
    ),
    Case(
        "a question of a text form that may be its answer waits",
        lambda: {
            "1.txt": _text(
                "団体名：鶴居町", "", "問１　水場の増設", "", "問２　通路について", "砂利"
            )
        },
        exactly("砂利", waits=True, in_ledger=["問１　水場の増設"]),
    ),
    Case(
        "a question that is asked in a whole sentence, a long answer",
        lambda: {
            "1.txt": _text(
                *("団体名：鶴居町", "", "Q1. 水場は足りていますか。", "足りない"),
                *("", "Q2. 通路の幅はどうですか。", "狭いので広げてほしい。車椅子が通れない。"),
            )
        },
        exactly("足りない", "狭いので広げてほしい。車椅子が通れない。", respondents=["鶴居町"]),
    ),
    Case(
        "an answer beside its label that goes on in the next lines",
        lambda: {
            "1.txt": _text(
                *("■氏名：大川 一郎", "■住所：鶴居町北1-2", "■意見：墓地の水場は足りています。"),
                *("増やさなくてよいと思います。", "", "よろしくお願いします。"),
            )
        },
        exactly("墓地の水場は足りています。増やさなくてよいと思います。", must_mask=["大川 一郎"]),
    ),
    Case(
        "two requests beside and below a label are two",
        lambda: {
            "1.txt": _text(
                "団体名：鶴居町", "意見：・水場を増やしてほしい。", "・通路を広げてほしい。"
            )
        },
        exactly("水場を増やしてほしい。", "通路を広げてほしい。"),
    ),
    Case(
        "a name right below an answer is no part of it",
        lambda: {
            "1.txt": _text(
                *(
                    "【意見】墓地の水場を増やしてほしい。",
                    "夏は水が出ない。",
                    "よろしくお願いします。",
                ),
            )
        },
        exactly("墓地の水場を増やしてほしい。夏は水が出ない。", not_opinions=["よろしく"]),
    ),
    Case(
        "the first half of an emoji is left out, half of a letter is not",
        lambda: {
            "1.json": b'[{"n": 1, "\\u610f\\u898b": "\\u6a4b\\ud83c\\u3092\\u76f4\\u3057\\u3066"},'
            b'{"n": 2, "\\u610f\\u898b": "\\ud842\\u91ce\\u5ddd\\u306e\\u6a4b"}]'
        },
        exactly("橋を直して", "\ufffd野川の橋"),
    ),
    Case(
        "boxes ticked with kana, in brackets, and a word that ends like one",
        csv(
            "番号,団体名,意見",
            *("1,丘町,レ　特に意見なし", "2,谷村,［レ］意見なし　［　］意見あり"),
            *("3,浜市,(○)無 ( )有", "4,原村,駅前のトイレ有り", "5,島村,□意見あり　レ意見なし"),
        ),
        exactly("駅前のトイレ有り", waits=False),
    ),
    Case(
        "kana that ticks 意見あり and says nothing waits; with an answer it is no part of it",
        csv("番号,意見", "1,レ意見あり", "2,レ意見あり　橋を直して。"),
        exactly("橋を直して。", waits=True),
    ),
    Case(
        "a cross in brackets may mean either",
        csv("番号,意見", "1,橋を直して。", "2,（×）あり　（○）なし"),
        {"opinions": ["橋を直して。"]},
    ),
    Case(
        "receipt numbers under a title that nobody knows",
        csv(
            "受付,意見",
            "K-1,【意見3】橋を直して。",
            "K-2,（受付番号：77）橋を直して。",
            "K-3,橋を直して。",
        ),
        {"n_opinions": 3, "n_contents": 1},
    ),
    Case(
        "a workbook of receipts beside opinions",
        sheet(
            {"A1": "整理", "B1": "御意見", "A2": "い", "B2": "橋を直して。", "A3": "ろ"}
            | {"B3": "［整理番号 5］橋を直して。", "A4": "は", "B4": "川を掘って。"}
        ),
        {"n_opinions": 3, "n_contents": 2, "opinions": ["川を掘って。"]},
    ),
    Case(
        "a number in brackets that is no receipt stays",
        csv("番号,意見", "1,（第3号）橋を直して。", "2,橋を直して。"),
        {"n_opinions": 2, "n_contents": 2},
    ),
)

SUBJECTS = (
    Case(
        "subjects of a text form, short answers below",
        lambda: {
            f"{body}.txt": _text(
                *("墓地の計画　意見様式", "", f"団体名：{body}", "", "水場について", one, ""),
                *("通路の幅や手すりの高さに関すること", two, "", "以上"),
            )
            for body, one, two in (
                ("鶴居町", "蛇口を三つに", "狭いので広げてほしい。"),
                ("阿寒村", "特になし", "砂利の方がよい"),
            )
        },
        exactly(
            *("蛇口を三つに", "狭いので広げてほしい。", "砂利の方がよい"),
            stances_nothing=["特になし"],
            n_respondents=2,
        ),
    ),
    Case(
        "marked subjects are no opinions",
        lambda: {
            "1.txt": _text(
                *("団体名：鶴居町", "", "■水場の数", "蛇口を三つに増やしてほしい。"),
                *("■通路の幅", "特になし"),
            )
        },
        exactly("蛇口を三つに増やしてほしい。", stances_nothing=["特になし"]),
    ),
    Case(
        "subjects in brackets, a blank line between",
        lambda: {
            "1.txt": _text(
                *("団体名：鶴居町", "", "【水場の数】", "", "三つ", "", "【通路の幅】", ""),
                "車椅子が通れない",
            )
        },
        exactly("三つ", "車椅子が通れない"),
    ),
    Case(
        "marked lines one below another are the answers",
        lambda: {
            "1.txt": _text("団体名：鶴居町", "意見", "■水場の増設", "■手すりを高くしてほしい。")
        },
        exactly("水場の増設", "手すりを高くしてほしい。"),
    ),
)


def _asked(answer: str, *asked: str) -> Files:
    """A Word form of one table: each question over the whole width, the answer below it."""
    rows = [["団体名", "鶴居町"]]
    for text in asked:
        rows += [[text, text], [answer + text[:1], answer + text[:1]]]
    document: Any = docx.Document()
    table = document.add_table(len(rows), 2)
    for row, texts in zip(table.rows, rows, strict=True):
        cells = [row.cells[0].merge(row.cells[1])] if texts[0] == texts[1] else row.cells
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text
    return {"1.docx": saved(document)}


def _forwarded(words: str) -> Files:
    return {
        "1.txt": _text(
            *("国土交通省　道路局　御中", "", f"お世話になっております。山梨県道路課です。{words}"),
            *("", "---------- Forwarded message ---------", "From: 鶴居町 <a@example.jp>"),
            *("Subject: 意見", "", "■団体名", "鶴居町", "■意見", "橋を塗ってほしい。"),
        )
    }


ELSEWHERE = (
    *(
        Case(
            f"numbered sentences that tell to answer: {end}",
            lambda end=end: _asked("塗装の間隔", f"１　橋の塗装{end}", f"２　支承の交換{end}"),
            exactly("塗装の間隔１", "塗装の間隔２", not_in_round_yaml=["塗装の間隔"]),
        )
        for end in (
            "について要望を記入してください。",
            "に関し、御意見があればお書きください。",
            "についての課題を具体的に御記載願います。",
        )
    ),
    Case(
        "numbered demands are no questions",
        csv("団体名,意見", "鶴居町,１　点検の単価を引き上げてください。"),
        exactly("１　点検の単価を引き上げてください。"),
    ),
    *(
        Case(
            f"a number beside a label that is in no list: {label}",
            sheet(
                {"A1": "橋の意見", "A3": "団体名", "C3": "鶴居町", "A4": label, "C4": value}
                | {"D4": unit, "A5": "御意見", "C5": "塗装の補助を続けること。"}
            ),
            exactly("塗装の補助を続けること。", waits=True, in_ledger=[str(value)]),
        )
        for label, value, unit in (
            ("管理する橋の現況", 412, "橋"),
            ("昨年の塗装の延べ面積", 1830.5, "㎡"),
            ("塗り替えの平均の間隔", 17, "年"),
        )
    ),
    *(
        Case(
            f"a reference to a number of two parts: {text}",
            csv("番号,団体名,意見", "3-2,鶴居町,橋を塗ってほしい。", f"4-1,阿寒村,{text}"),
            {
                "refers": [{"sender": "阿寒村", "to": "橋を塗ってほしい。"}],
                "n_contents": 1,
                "waits": False,
            },
        )
        for text in ("3-2と同意見", "３－２に同意見です。", "No.3-2と同内容")
    ),
    *(
        Case(
            f"who forwards a mail says nothing: {words}",
            lambda words=words: _forwarded(words),
            exactly(
                waits=True,
                n_respondents=0,
                in_ledger=["橋を塗ってほしい。"],
                not_respondents=["山梨県"],
            ),
        )
        for words in (
            "鶴居町の回答が届きましたので転送いたします。",
            "鶴居町の意見を転送させていただきます。",
            "管内の町の回答を回送します。",
        )
    ),
    Case(
        "who forwards a mail and asks for something says that",
        lambda: _forwarded("鶴居町の回答を転送します。\n\n橋の点検は国が行ってほしい。"),
        {"opinions": ["橋の点検は国が行ってほしい。"], "sender_of": {"橋の点検": "山梨県"}},
    ),
    *(
        Case(
            f"the prefecture above a list is that of its towns: {label}",
            sheet(
                {"A1": "橋の意見", "A2": label, "B2": "岩手県", "A4": "番号", "B4": "市町村名"}
                | {"C4": "意見", "A5": 1, "B5": "鶴居町", "C5": "橋を塗ってほしい。"}
                | {"A6": 2, "B6": other, "C6": "川を掘ってほしい。"}
            ),
            exactly(
                *("橋を塗ってほしい。", "川を掘ってほしい。"),
                respondents=["岩手県鶴居町", whole],
                n_respondents=2,
                not_respondents=["岩手県"],
            ),
        )
        for label, other, whole in (
            ("都道府県名", "阿寒村", "岩手県阿寒村"),
            ("都道府県", "青森県阿寒村", "青森県阿寒村"),
            ("都道府県名", "南阿寒市", "岩手県南阿寒市"),
        )
    ),
    *(
        Case(
            f"a body's wish above a table in its letter: {wish}",
            lambda wish=wish: {
                "1.docx": word_file(
                    *("鶴居町", "橋の点検についての意見", wish, "次の表のとおり意見を述べる。"),
                    table=[["項目", "意見"], ["費用", "国が費用を持つべきである。"]],
                )
            },
            exactly(wish, "国が費用を持つべきである。", respondents=["鶴居町"], n_respondents=1),
        )
        for wish in (
            "点検に要する人手は本町だけでは足りず、県が支えるべきである。",
            "冬の間の点検は危ういので、時期を町が選べるようにしてほしい。",
            "長い橋の点検に要する機材の貸し出しを国に要望する。",
        )
    ),
    Case(
        "a wish above a table that no body heads waits",
        lambda: {
            "1.docx": word_file(
                "橋の点検は県が支えるべきであるという声が多く聞かれ、改めてほしい。",
                table=[["項目", "意見"], ["費用", "国が費用を持つべきである。"]],
            )
        },
        exactly("国が費用を持つべきである。", waits=True),
    ),
)

FURTHER = (*NUMBERED, *LETTERS, *SENDERS, *ANSWERS, *RETURNED, *SUBJECTS, *ELSEWHERE)

NOT_EDGES = tuple(
    Case(
        f"courtesy with something said in it stays: {said[:12]}",
        lambda said=said: {"a.txt": f"景観課　御中\n\n{said}\n\n道を広げてほしい。\n".encode()},
        exactly(said, "道を広げてほしい。", waits=False),
    )
    for said in (
        "いつもお世話になっておりますが、先日の工事は夜中まで続き、眠れませんでした。",
        "広報で案を見ましたが、字が小さくて年寄りには読めません。",
        "皆様のお仕事には頭が下がりますが、説明会が平日の昼だけでは行けません。",
    )
)

BEHIND_A_COLON = tuple(
    Case(
        f"an answer that ends as a question, behind a colon: {said}",
        sheet(
            {"A1": "団体名", "B1": "：", "C1": "鶴居町", "A3": "橋への意見", "B3": "："}
            | {"C3": said, "A4": "道への意見", "B4": mark, "C4": "歩道が狭いので広げること"}
        ),
        exactly(said, "歩道が狭いので広げること") | {"not_in_round_yaml": [said]},
    )
    for said, mark in (
        ("欄干が低いので見てください", "："),
        ("点検は本当に毎年できるのですか", "→"),
        ("予算はまだありますか", "："),
    )
)
