"""Lists and forms with what is no opinion beside opinions: choices, consent, counts, senders."""

from collections.abc import Mapping, Sequence

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, sheet


def _rows(*rows: Sequence[object]) -> Files:
    return {"a.xlsx": make.table(rows)}


def _two(first: Mapping[str, object], second: Mapping[str, object]) -> Files:
    return {"a.xlsx": make.workbook({"回答": first, "問１　集計": second})}


_FORM = {"A1": "団体名", "B1": "鶴居町"}

CHOICES = (
    *(
        Case(
            f"a closed question beside an open one: {header}",
            lambda header=header, cells=cells: _rows(
                ["番号", header, "自由意見"],
                *([n, cell, said] for n, (cell, said) in enumerate(cells, start=1)),
            ),
            exactly(*(said for _, said in cells if said), waits=False),
        )
        for header, cells in (
            (
                "問１　図書館を利用していますか",
                [("利用している", "夜も開けて"), ("利用していない", ""), ("利用している", "")],
            ),
            (
                "重視する施策（３つまで）",
                [("子育て、交通", "公園に水場がほしい。"), ("交通", ""), ("防災、子育て", "")],
            ),
            (
                "計画の内容は妥当だと思いますか",
                [
                    ("そう思う", ""),
                    ("どちらともいえない", "目標の根拠を示すべき。"),
                    ("思わない", ""),
                ],
            ),
        )
    ),
    Case(
        "a question that is answered in words of one's own is an opinion, short as they are",
        lambda: _rows(
            ["番号", "困っていることは何ですか", "御意見"],
            [1, "冬の雪かき", "歩道も除雪してほしい。"],
            [2, "バスが遠い", "停留所を増やすこと。"],
        ),
        exactly("冬の雪かき", "バスが遠い", "歩道も除雪してほしい。", "停留所を増やすこと。"),
    ),
    *(
        Case(
            f"what is asked about the answer itself is no opinion: {header}",
            csv(f"氏名,御意見,{header}", f"狐塚 太郎,池を残してほしい。,{said}"),
            exactly("池を残してほしい。", waits=False, must_mask=["狐塚"]),
        )
        for header, said in (
            ("ご意見を公開してもよろしいですか", "はい（氏名は伏せてください）"),
            ("お名前の掲載", "不可"),
            ("利用規約への同意", "同意します"),
            ("市から連絡してもよいですか", "かまいません"),
        )
    ),
    *(
        Case(
            f"a draft about publishing is spoken of all the same: {header}",
            csv(f"市町村名,{header}", "鶴居町,前日までに載せること。", "亀山市,紙でも配ること。"),
            exactly("前日までに載せること。", "紙でも配ること。"),
        )
        for header in (
            "議事録の公表に関する意見",
            "情報の公開への要望",
            "資料の掲載についてのご意見",
        )
    ),
    *(
        Case(
            f"whether there is an opinion is asked with how to answer: {label}",
            sheet(
                {**_FORM, "A2": label, "B2": tick, "A3": "意見の内容", "B3": "橋の幅を広げること"}
            ),
            exactly("橋の幅を広げること", waits=False),
        )
        for label, tick in (
            ("意見の有無（いずれかに☑）", "☑あり　□なし"),
            ("御意見の有無〔○を付ける〕", "有"),
            ("意見の有無（有・無）", "有り"),
        )
    ),
    Case(
        "totals beside the answers wait and are no opinion",
        lambda: _two(
            {**_FORM, "A3": "意見", "B3": "橋の幅を広げること"},
            {"A1": "問１　集計", "A2": "賛成", "B2": 12, "A3": "反対", "B3": 3},
        ),
        exactly("橋の幅を広げること", waits=True),
    ),
    *(
        Case(
            f"a quantity with its unit waits and is no opinion: {unit}",
            sheet(
                {**_FORM, "A3": "１　昨年度の実績", "B3": unit, "C3": 1850}
                | {"A5": "２　意見", "B5": "上限を撤廃すること"}
            ),
            exactly("上限を撤廃すること", waits=True),
        )
        for unit in ("千円", "世帯", "延べ人数")
    ),
    *(
        Case(
            f"who sent a list stands below it: {next(iter(below.values()))}",
            sheet(
                {"A1": "番号", "B1": "該当箇所", "C1": "御意見"}
                | {"A2": 1, "B2": "第２条", "C2": "届出の様式を減らしてほしい"}
                | {"A3": 2, "B3": "別表", "C3": "単位をそろえるべき"}
                | dict(below)
            ),
            exactly("届出の様式を減らしてほしい", "単位をそろえるべき", respondents=["鶴居町"]),
        )
        for below in (
            {"A6": "団体名", "B6": "鶴居町", "A7": "担当課", "B7": "建設課"},
            {"A6": "回答団体", "B6": "記入課", "C6": "記入日"}
            | {"A7": "鶴居町", "B7": "建設課", "C7": "R7.2.3"},
            {"A5": "記入者", "B5": "狐塚 太郎", "A6": "市町村名", "B6": "鶴居町"},
        )
    ),
    *(
        Case(
            f"rows that a form counts are an answer each: {mark}",
            sheet(
                {**_FORM, "A3": "御意見"}
                | {"B3": mark.format(1), "C3": "標識を増やす", "B4": mark.format(2)}
                | {"C4": "受付を一つに", "B5": mark.format(3)},
                "A3:A5",
            ),
            exactly("標識を増やす", "受付を一つに", waits=False),
        )
        for mark in ("{}", "（{}）", "No.{}")
    ),
    *(
        Case(
            f"an answer of a list in two rows is one: {first}",
            lambda first=first: _rows(
                ["番号", "市町村名", "意見"],
                [1, "鶴居町", first],
                ["", "", "期限を延ばしてほしい。"],
                [2, "亀山町", "窓口を一つに。"],
            ),
            exactly(first + "期限を延ばしてほしい。", "窓口を一つに。", waits=False),
        )
        for first in ("人手が足りないので、", "様式を作り直す期間を", "雪で作業ができない地域では")
    ),
    Case(
        "a row without a body below a whole sentence is another's, and asked",
        lambda: _rows(
            ["番号", "市町村名", "意見"],
            [1, "鶴居町", "人手が足りない。"],
            ["", "", "期限を延ばしてほしい。"],
        ),
        exactly("人手が足りない。", "期限を延ばしてほしい。", waits=True),
    ),
    *(
        Case(
            f"a cell that holds a form of its own: {opening}",
            lambda opening=opening, closing=closing: _rows(
                ["市町村名", "回答"],
                [
                    "鶴居町",
                    f"{opening}該当箇所{closing}第２条\n{opening}意見{closing}幅を広げること。\n"
                    f"{opening}理由{closing}狭いため。",
                ],
                ["亀山町", f"{opening}意見{closing}特になし\n{opening}理由{closing}"],
            ),
            exactly("幅を広げること。", beside={"幅を広げる": "狭いため。"}, waits=False),
        )
        for opening, closing in (("【", "】"), ("■", "："), ("［", "］"))
    ),
)

BOXES_AND_REPLIES = (
    *(
        Case(
            f"a questionnaire in running text offers boxes: {offered[:12]}",
            lambda offered=offered: {
                "a.txt": f"問１　利用の頻度\n{offered}\n問２　ご意見をお書きください。\n"
                "屋根のある停留所を増やしてください。\n".encode()
            },
            exactly("屋根のある停留所を増やしてください。", waits=False),
        )
        for offered in (
            "□毎日　☑週に２、３回　□ほとんど乗らない",
            "☐１　満足　☐２　ふつう　☒３　不満",
            "■徒歩　□自転車　□バス　□自家用車",
        )
    ),
    *(
        Case(
            f"an answer of the authority follows in brackets: {label}",
            lambda label=label: {
                "a.txt": f"（ご意見）坂の上まで延ばしてほしい。\n{label}検討してまいります。\n\n"
                f"（ご意見）運賃は据え置いてほしい。\n{label}据え置く考えです。\n".encode()
            },
            exactly("坂の上まで延ばしてほしい。", "運賃は据え置いてほしい。"),
        )
        for label in ("（市の見解）", "（町の考え方）", "(回答)")
    ),
)
