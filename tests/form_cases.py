"""Forms, lists and results as people fill them in: made-up inputs, and what must come of each."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.oxml.ns import qn

from tests import intake_inputs as make

Files = Mapping[str, bytes]
LINES = (
    "給食の地場産の割合は、入札の都合で思うように上",
    "げられないので、調達の規模の基準を地域ごとに決",
    "められるようにしてほしい。",
)
WHOLE = "".join(LINES)


@dataclass(frozen=True)
class Case:
    """Files of a round, and the fields of an expect.json."""

    name: str
    files: Callable[[], Files]
    expected: dict[str, Any] = field(default_factory=dict)


def sheet(cells: Mapping[str, object], *merged: str) -> Callable[[], Files]:
    return lambda: {"a.xlsx": make.workbook({"様式": cells}, merged)}


def csv(*rows: str) -> Callable[[], Files]:
    return lambda: {"a.csv": "\n".join(rows).encode("utf-8-sig")}


def exactly(*opinions: str, **more: Any) -> dict[str, Any]:
    return {"opinions": list(opinions), "opinions_exact": True, **more}


def _copies(*answers: tuple[str, str]) -> Callable[[], Files]:
    """Copies of one form with a label that no list knows, one answer each."""
    return lambda: {
        f"{body}.xlsx": make.workbook(
            {
                "様式": {
                    **{"A1": "給食の照会票（第二次）", "A3": "団体名", "C3": body},
                    **{"A5": "意見", "C5": answer, "A9": "担当は学校給食係です"},
                }
            },
            ["A1:H1", "A3:B3", "A5:B7"],
        )
        for body, answer in answers
    }


_REPLIES = (
    *(
        ("意見", "回答"),
        ("意見の概要", "意見に対する回答"),
        ("意見", "本市の考え"),
        ("意見", "対応"),
    ),
    *(("御意見", "御意見への対応"), ("意見", "事務局コメント"), ("コメント", "回答")),
    *(("質問・意見", "回答"), ("意見要旨", "県の見解"), ("意見", "対応方針"), ("意見", "考え方")),
    *(("要望事項", "担当課の回答"), ("委員の御意見", "御意見への対応（事務局）")),
    *(("意見", "対応（所管課）"), ("質問・意見", "【市】回答"), ("意見", "考え方〔県〕")),
)
_NOTHING = (
    *("NULL", "nan", "無回答", "未記入", "空欄", "（空白）", "Not Provided", "？"),
    *("☑意見なし □意見あり", "■ 意見なし　□ 意見あり（　　）"),
)
_HEAD = {"A1": "団体名", "C1": "丘町"}

FORMS = (
    Case(
        "a short answer beside a merged label, a note below",
        sheet({**_HEAD, "A2": "意見", "C2": "延長を求む", "A4": "以上"}, "A1:B1", "A2:B2"),
        exactly("延長を求む", respondents=["丘町"], not_in_round_yaml=["延長を求む"]),
    ),
    Case(
        "two questions, nothing said to the first",
        sheet(
            {**_HEAD, "A2": "問1 給食について", "C2": "特になし", "A3": "問2 牛乳について"}
            | {"C3": "紙容器に替えたい", "A6": "以上"},
            *("A1:B1", "A2:B2", "A3:B3", "C2:H2", "C3:H3"),
        ),
        exactly("紙容器に替えたい", not_in_round_yaml=["紙容器"], stances_nothing=["特になし"]),
    ),
    Case(
        "an answer made of the words of labels",
        sheet({**_HEAD, "A3": "意見", "C3": "費用負担への意見・要望"}, "A3:B4"),
        exactly("費用負担への意見・要望", not_in_round_yaml=["費用負担"]),
    ),
    Case(
        "words in no field wait",
        sheet({**_HEAD, "A3": "意見", "C3": "延長を求む", "F9": "電話で補足した"}),
        exactly("延長を求む", waits=True, in_ledger=["電話で補足した"]),
    ),
    Case(
        "copies show what is printed and what is answered",
        _copies(("丘町", "牛を増やす"), ("谷村", "米飯を週五日に"), ("浜市", "無償化")),
        exactly("牛を増やす", "米飯を週五日に", "無償化", waits=False, n_respondents=3),
    ),
    Case(
        "a line per row beside a label over one row",
        sheet({**_HEAD, "A3": "意見"} | {f"C{n}": t for n, t in enumerate(LINES, 3)}, "A3:B3"),
        exactly(WHOLE),
    ),
    Case(
        "a line per row below a label",
        sheet({**_HEAD, "A3": "ご意見"} | {f"A{n}": t for n, t in enumerate(LINES, 4)}),
        exactly(WHOLE),
    ),
    Case(
        "cells to the right, a colon between",
        sheet({**_HEAD, "A3": "意見", "B3": "：", "C3": LINES[0], "D3": LINES[1], "E3": LINES[2]}),
        exactly(WHOLE),
    ),
    Case(
        "a unit and an empty cell between",
        sheet({**_HEAD, "A3": "意見", "B3": "（件）", "D3": "一件でも受けてほしい"}),
        exactly("一件でも受けてほしい"),
    ),
    Case(
        "a letter per cell",
        sheet(
            {**_HEAD, "A3": "意見"}
            | {f"{c}4": t for c, t in zip("ABCDEFG", "延長してほしい", strict=True)}
        ),
        exactly("延長してほしい"),
    ),
    Case(
        "an example before the answer in its cell",
        sheet({**_HEAD, "A3": "意見", "C3": "（例：短く書く。）\n米飯を増やして"}),
        {"opinions": ["米飯を増やして"], "opinions_exact": True},
    ),
)

LISTS = (
    Case(
        "an opinion under the place, and one behind the last column",
        csv(
            "番号,団体名,該当箇所,意見,,",
            "1,丘町,3頁,延長してほしい。,,",
            "2,谷村,栄養士を増やしてほしい。,,,",
            "3,浜市,5頁,,,無償にしてほしい。",
        ),
        exactly(
            "延長してほしい。",
            waits=True,
            in_ledger=["栄養士を増やしてほしい。", "無償にしてほしい。"],
        ),
    ),
    Case(
        "a sentence under the body is nobody's name",
        csv("団体名,意見", "丘町,延長してほしい。", "栄養士を増やしてほしい。,"),
        exactly("延長してほしい。", waits=True, n_respondents=1),
    ),
    Case(
        "a reply beside an opinion, whatever it is called",
        lambda: {
            f"{n}.xlsx": make.table(
                [["番号", one, other], [1, f"延長{n}してほしい。", "検討いたします。"]]
            )
            for n, (one, other) in enumerate(_REPLIES)
        },
        {
            "not_opinions": ["検討いたします。"],
            "in_ledger": ["検討いたします。"],
            "n_opinions": len(_REPLIES),
        },
    ),
    Case(
        "what is not seen is empty, also behind 特になし",
        csv(
            "番号,団体名,意見",
            "1,丘町,延長してほしい。",
            *(
                f"{n},{n}村,{text}"
                for n, text in enumerate(("\u200b", "\u3164", "\u00ad\u2800"), 2)
            ),
            *(
                f"{n},{n}村,特になし{text}"
                for n, text in enumerate("\u200b\u00ad\u2060\ufe0f\u3164", 5)
            ),
        ),
        exactly("延長してほしい。", waits=False),
    ),
    Case(
        "words that say nothing",
        csv(
            "番号,団体名,意見",
            "1,丘町,延長してほしい。",
            *(f"{n},{n}村,{word}" for n, word in enumerate(_NOTHING, 2)),
        ),
        exactly("延長してほしい。", waits=False),
    ),
    Case(
        "an answer that holds such a word says something",
        csv(
            "番号,団体名,意見",
            "1,丘町,無回答の学校の名を公表してほしい。",
            "2,谷村,空欄で出せる様式にしてほしい。",
        ),
        exactly("無回答の学校の名を公表してほしい。", "空欄で出せる様式にしてほしい。"),
    ),
    Case(
        "the same content in other characters",
        csv(
            "番号,団体名,意見",
            "1,丘町,⻑い⽬で⻄側の髙台を見て、七時〜九時に開けてほしい。",
            "2,谷村,長い目で西側の高台を見て、七時～九時に開けてほしい。",
            "3,浜市,【意見1】長い目で西側の高\U000e0100台を見て、七時～九時に開けてほしい。",
            '4,原村,"185001345000009001\n長い目で西側の高台を見て、\n七時～九時に開けてほしい。"',
            "5,島村,・長い目で西側の高台を見て、七時～九時に開けてほしい。",
        ),
        {"n_contents": 1, "n_opinions": 5},
    ),
    Case(
        "references by circled, wide and dashed numbers",
        csv(
            "番号,団体名,意見",
            "①,丘町,延長してほしい。",
            "②,谷村,①と同じ",
            "２－１,浜市,無償にしてほしい。",
            "2-2,原村,２－１に同じ",
        ),
        exactly(
            "延長してほしい。",
            "延長してほしい。",
            "無償にしてほしい。",
            "無償にしてほしい。",
            waits=False,
        ),
    ),
    Case(
        "a worry above bullets is an opinion",
        csv(
            "番号,意見",
            '1,"帰り道が暗くて不安である。\n・街灯を増やしてほしい。\n・見回りをしてほしい。"',
        ),
        exactly("帰り道が暗くて不安である。", "街灯を増やしてほしい。", "見回りをしてほしい。"),
    ),
)

DOCUMENTS = (
    Case(
        "rows of a Word table that leave out their first or last columns",
        lambda: {"a.docx": _left_out()},
        exactly(
            "延長してほしい。",
            "無償にしてほしい。",
            "栄養士を増やしてほしい。",
            respondents=["丘町", "谷村", "浜市"],
            n_respondents=3,
        ),
    ),
    Case(
        "a table inside a cell keeps its place",
        lambda: {"a.docx": _nested()},
        exactly(
            "費用は次のとおりである。 初年度 120万円 この額を国が負担してほしい。", may_split=True
        ),
    ),
    Case(
        "the body in a paragraph below a table",
        lambda: {
            "a.docx": make.word(
                ["団体名　丘町", "所属　総務課"],
                [["番号", "意見"], ["1", "延長してほしい。"], ["2", "無償にしてほしい。"]],
            )
        },
        exactly("延長してほしい。", "無償にしてほしい。", respondents=["丘町"], n_respondents=1),
    ),
    Case(
        "the body on another sheet",
        lambda: {
            "a.xlsx": make.workbook(
                {
                    "様式1": {"A1": "様式１　回答者", "A3": "団体名", "C3": "丘町"},
                    "様式2": {"A1": "番号", "B1": "意見", "A2": 1, "B2": "延長してほしい。"},
                },
                ["A3:B3"],
            )
        },
        exactly("延長してほしい。", respondents=["丘町"], sender_of={"延長": "丘町"}),
    ),
    Case(
        "a running head is no part of a sentence that goes on overleaf",
        lambda: {
            "a.pdf": make.pdf(
                [
                    [
                        "水道計画への意見",
                        "団体名：丘町",
                        "意見",
                        "配水管の更新は" + "人手も費用も足りない" * 3 + "ので国が",
                    ],
                    ["水道計画への意見", "支える仕組みを設けてほしい。", "2"],
                ]
            )
        },
        {"not_opinions": ["水道計画への意見"], "n_opinions": 1},
    ),
    Case(
        "half a letter in JSON",
        lambda: {
            "a.json": b'[{"\\u56e3\\u4f53\\u540d": "A\\u5e02", "\\u610f\\u898b":'
            b' "\\u5ef6\\u9577\\ud83d\\u3057\\u3066\\u307b\\u3057\\u3044\\u3002"}]'
        },
        {"n_opinions": 1, "error_ok": True},
    ),
)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_file(*paragraphs: str, head: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """A Word file with a header on its pages, paragraphs, and a table below them."""
    document: Any = docx.Document()
    if head:
        document.sections[0].header.paragraphs[0].text = head
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def _left_out() -> bytes:
    document = docx.Document()
    table = document.add_table(4, 4)
    rows = (
        ("番号", "団体名", "意見", "備考"),
        ("1", "丘町", "延長してほしい。", ""),
        ("", "谷村", "無償にしてほしい。", ""),
        ("3", "浜市", "栄養士を増やしてほしい。", ""),
    )
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    for number, at, sign in ((2, 0, "gridBefore"), (3, 3, "gridAfter")):
        row = table.rows[number]._tr
        row.remove(row.tc_lst[at])
        properties = row.get_or_add_trPr()
        left_out = properties.makeelement(qn(f"w:{sign}"), {qn("w:val"): "1"})
        properties.append(left_out)
    return saved(document)


def _nested() -> bytes:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "団体名", "丘町"
    table.cell(1, 0).text, cell = "意見", table.cell(1, 1)
    cell.text = "費用は次のとおりである。"
    inner = cell.add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "初年度", "120万円"
    cell.add_paragraph("この額を国が負担してほしい。")
    return saved(document)


_BUSES = {"A1": "路線バスに関する照会　回答様式", "A3": "市町村名", "C3": "長野県木曽町"}

UNSEEN = (
    Case(
        "a numbered question in the words of a demand, short answers",
        sheet(
            {**_BUSES, "A5": "問１　減便への対応", "C5": "予約制への切替え"}
            | {"A6": "問２　県に費用の負担を求めるもの", "C6": "車両の更新"},
            *("A3:B3", "A5:B5", "A6:B6", "C5:F5", "C6:F6"),
        ),
        exactly("予約制への切替え", "車両の更新", respondents=["長野県木曽町"], waits=False),
    ),
    Case(
        "questions that go on counting, whatever their words",
        sheet(
            {**_BUSES, "A5": "設問１　運転手の不足についてお書きください", "A6": "養成の場が遠い"}
            | {"A7": "設問２　国は補助を続けるべき", "A8": "続けてよい"},
            *("A5:F5", "A6:F6", "A7:F7", "A8:F8"),
        ),
        exactly("養成の場が遠い", "続けてよい"),
    ),
    Case(
        "an answer that begins with its question's number counts no further",
        sheet(
            {**_BUSES, "A5": "問１　減便について", "A6": "問１　減便はやめるべき。"},
            *("A5:F5", "A6:F6"),
        ),
        {"inside_opinions": ["減便はやめるべき。"], "n_opinions": 1},
    ),
    Case(
        "a form of labels and answers as CSV, empty columns between and behind",
        lambda: {
            "回答（木曽町）.csv": "\n".join(
                (
                    "路線バスに関する照会（回答）,,,",
                    ",,,",
                    "団体名,,長野県木曽町,",
                    "作成日,,R8.5.1,",
                    "設問１　減便への対応,,予約制への切替え,",
                    "設問２　運転手について,,養成の場を近くに,",
                )
            ).encode("cp932")
        },
        exactly(
            "予約制への切替え", "養成の場を近くに", respondents=["長野県木曽町"], n_respondents=1
        ),
    ),
    Case(
        "a title above the header of a CSV list",
        csv(
            *("路線バスへの意見の一覧,,,", "番号,団体名,意見,", "1,木曽町,本数を戻してほしい。,"),
            "2,王滝村,予約を電話でも受けてほしい。,",
        ),
        exactly(
            "本数を戻してほしい。", "予約を電話でも受けてほしい。", waits=False, n_respondents=2
        ),
    ),
    Case(
        "a text behind the last heading of a CSV list still waits",
        csv(
            "路線バスの一覧,,,",
            "番号,団体名,意見,",
            "1,木曽町,本数を戻して。,",
            "2,王滝村,,予約を。",
        ),
        {"opinions": ["本数を戻して。"], "waits": True, "in_ledger": ["予約を。"]},
    ),
    *(
        Case(
            f"what is replied to, under a title that no list knows: {said}",
            lambda said=said, replied=replied: {  # type: ignore[misc]
                "a.docx": make.word(
                    ["路線バスの計画（案）"],
                    [
                        ["番号", said, replied],
                        ["1", "終バスの時刻を遅くしてほしい。", "利用の状況を見てまいります。"],
                        ["2", "停留所に屋根を付けてほしい。", "順に設けてまいります。"],
                    ],
                )
            },
            exactly(
                *("終バスの時刻を遅くしてほしい。", "停留所に屋根を付けてほしい。"),
                not_opinions=["まいります"],
                in_ledger=["順に設けてまいります。"],
            ),
        )
        for said, replied in (
            ("町民の声", "町の考え方"),
            ("いただいた主な内容", "事務局の見解"),
            ("ワークショップで出た発言", "本町としての回答"),
        )
    ),
    *(
        Case(
            f"where to write stands behind the choice: {told}",
            csv(
                "番号,団体名,意見の有無・内容",
                f"1,木曽町,☒意見なし　☐意見あり{told}",
                f'2,王滝村,"☐意見なし　☒意見あり{told}\n停留所に屋根を付けてほしい。"',
                f"3,上松町,レ意見なし　　意見あり{told}",
                f'4,大桑村,"意見なし　レ 意見あり{told}\n終バスを遅くしてほしい。"',
            ),
            exactly("停留所に屋根を付けてほしい。", "終バスを遅くしてほしい。", waits=False),
        )
        for told in ("（以下に記入）", "（下欄に御記入ください）", "（具体的に記載）")
    ),
    Case(
        "the other choice in a sentence is no choice",
        csv("番号,意見", '1,"☑意見あり\n意見なしの団体名も公表してほしい。"'),
        exactly("意見なしの団体名も公表してほしい。"),
    ),
    Case(
        "a row's number before equal texts",
        csv(
            "受付日,意見",
            "6/1,停留所に屋根を付けてほしい。",
            "6/1,No.3　停留所に屋根を付けてほしい。",
            "6/2,№７：停留所に屋根を付けてほしい。",
            "6/3,NO.15) 停留所に屋根を付けてほしい。",
            "6/4,No.1の路線に屋根を付けてほしい。",
        ),
        {"n_opinions": 5, "n_contents": 2},
    ),
    Case(
        "references that name the opinion meant",
        csv(
            "No,団体名,意見",
            "1,木曽町,停留所に屋根を付けてほしい。",
            "2,王滝村,No.1と同様の意見です。",
            "3,上松町,１番と同じ内容",
            "4,大桑村,№１と同じ考えである。",
        ),
        {"n_opinions": 4, "n_contents": 1, "waits": False},
    ),
)


def _unknown(
    labels: tuple[str, str, str], *filled: tuple[str, str, str], beside: bool = True
) -> Callable[[], Files]:
    """Copies of a form in labels that no list knows: a body, and two answers."""
    rows = ("A3", "A5", "A9")
    below = {"A3": "C3", "A5": "A6", "A9": "A10"}
    return lambda: {
        f"{n}.xlsx": make.workbook(
            {
                "様式": {"A1": "ごみ減量の取組　返信用", "A14": "お問い合わせは環境係"}
                | dict(zip(rows, labels, strict=True))
                | {
                    (place.replace("A", "C") if beside else below[place]): said
                    for place, said in zip(rows, one, strict=True)
                    if said
                }
            },
            ["A1:F1", "A3:B3"],
        )
        for n, one in enumerate(filled, 1)
    }


COPIES = (
    Case(
        "labels that no list knows, answers beside them",
        _unknown(
            ("団体名", "分別の手間", "集める日"),
            ("那珂市", "袋の色を減らしてほしい。", "週二回に戻してほしい。"),
            ("常陸太田市", "紙の区分が細かい。", "特になし"),
            ("高萩市", "特になし", "祝日も集めてほしい。"),
        ),
        exactly(
            *("袋の色を減らしてほしい。", "紙の区分が細かい。"),
            *("週二回に戻してほしい。", "祝日も集めてほしい。"),
            n_respondents=3,
            waits=False,
            sender_of={"紙の区分": "常陸太田市"},
            not_in_round_yaml=["袋の色", "週二回"],
        ),
    ),
    Case(
        "labels that no list knows, answers below them, a body by its values alone",
        _unknown(
            ("どちらから", "減らす工夫", "困りごと"),
            ("那珂市", "量り売りの店を広げる。", "不法投棄が絶えない。"),
            ("常陸太田市", "堆肥にする場がほしい。", ""),
            ("高萩市", "", "集積所が遠い。"),
            ("日立市", "修理の講座を開いてほしい。", "烏の害が続く。"),
            beside=False,
        ),
        exactly(
            *("量り売りの店を広げる。", "堆肥にする場がほしい。", "修理の講座を開いてほしい。"),
            *("不法投棄が絶えない。", "集積所が遠い。", "烏の害が続く。"),
        ),
    ),
    Case(
        "a label that no list knows beside one that is known",
        _unknown(
            ("団体名", "御意見", "集める日"),
            ("那珂市", "袋の色を減らしてほしい。", "週二回に戻してほしい。"),
            ("常陸太田市", "紙の区分が細かい。", "朝を遅らせてほしい。"),
            ("高萩市", "特になし", "祝日も集めてほしい。"),
        ),
        exactly(
            *("袋の色を減らしてほしい。", "紙の区分が細かい。", "週二回に戻してほしい。"),
            *("朝を遅らせてほしい。", "祝日も集めてほしい。"),
            n_respondents=3,
        ),
    ),
    Case(
        "names and numbers below labels that no list knows wait",
        _unknown(
            ("団体名", "御意見", "書いた人"),
            ("那珂市", "袋の色を減らしてほしい。", "大川"),
            ("常陸太田市", "紙の区分が細かい。", "小池"),
            ("高萩市", "特になし", "中沢"),
        ),
        exactly("袋の色を減らしてほしい。", "紙の区分が細かい。", waits=True, n_respondents=3),
    ),
    Case(
        "a colon, a unit or a hint between an unknown label and its answers",
        lambda: {
            f"{n}.xlsx": make.workbook(
                {
                    "様式": {"A1": "ごみ減量の取組　返信用", "A3": "団体名", "B3": "：", "D3": body}
                    | {"A5": "集める日", "B5": "：", "C5": "（200字以内）", "D5": said, "E5": "件"}
                    | {"A9": "お問い合わせは環境係"}
                }
            )
            for n, (body, said) in enumerate(
                (
                    ("那珂市", "週二回に戻してほしい。"),
                    ("常陸太田市", "朝を遅らせてほしい。"),
                    ("高萩市", "祝日も集めてほしい。"),
                )
            )
        },
        exactly(
            *("週二回に戻してほしい。", "朝を遅らせてほしい。", "祝日も集めてほしい。"),
            n_respondents=3,
        ),
    ),
    Case(
        "two copies show nothing: they wait",
        _unknown(
            ("団体名", "分別の手間", "集める日"),
            ("那珂市", "袋の色を減らしてほしい。", "週二回に戻してほしい。"),
            ("高萩市", "紙の区分が細かい。", "祝日も集めてほしい。"),
        ),
        exactly(waits=True, in_ledger=["紙の区分が細かい。"]),
    ),
)

CASES = (*FORMS, *LISTS, *DOCUMENTS, *UNSEEN, *COPIES)
