"""What stands above answers: letters, paragraphs above bullets, lines with ■, groups of titles."""

from tests.form_cases import Case, Files, csv, exactly, sheet, word_file

_A, _B = "池の周りの道を滑らない舗装に替えてほしい。", "便所の洋式を増やすべきである。"
_TABLE = [["番号", "項目", "意見"], ["1", "道", _A], ["2", "便所", _B]]


def _text(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


def _cell(text: str) -> dict[str, object]:
    return {"A1": "団体名", "B1": "丘町", "A2": "意見", "B2": text}


LETTERS = (
    Case(
        "a prefecture's letter above what towns say: its office is no town, it is no respondent",
        lambda: {
            "a.docx": word_file(
                *("国土交通省都市局　御中", "岩手県県土整備部都市計画課"),
                "標記の件について、県内市町村の意見を別表のとおり取りまとめましたので送付します。",
                table=[["市町村名", "意見"], ["丘町", _A], ["谷市", _B]],
            )
        },
        exactly(_A, _B, sender_of={_A: "丘町", _B: "谷市"}, n_respondents=2, waits=False),
    ),
    Case(
        "numbered paragraphs of a letter above a table are kept, and wait",
        lambda: {
            "a.docx": word_file(
                *("岩手県教育委員会　御中", "谷市教育委員会教育長　大川　一郎", "１　はじめに"),
                "　本市は山間に小さな学校が九校ある。どの学校も地域の集まりの場となっている。",
                *("２　統合の基準について", "　通う時間も基準に加えてほしい。"),
                "３　個別の意見は、次の表のとおりである。",
                table=_TABLE,
            )
        },
        {
            "opinions": [_A, _B],
            "in_ledger": ["山間に小さな学校が九校", "通う時間も基準に"],
            "respondents": ["谷市"],
            "n_respondents": 1,
            "not_opinions": ["はじめに", "次の表のとおり"],
        },
    ),
    *(
        Case(
            f"a demand that only points to the table below waits: {announced}",
            lambda announced=announced: {
                "a.docx": word_file("環境大臣　殿", "谷市長　大川　一郎", announced, table=_TABLE)
            },
            exactly(_A, _B, respondents=["谷市"], in_ledger=[announced]),
        )
        for announced in (
            "公園の池は古く、転ぶ人が多い。このため、次の二点を求める。",
            "公園の手入れについて、次の表のとおり改善を要望します。",
        )
    ),
)

_WORRY = "夜間の救急が遠くなるのは不安\n統合で片道一時間を超える地区がある。"
_BUS = "バスの減便で、病院に通えない高齢者が増えることを心配している。"
_SCHOOL = "学童の時間が短いことも困っている。"
_LONG = "けがをする子が出ないか不安である。市は点検をしたというが、結果は知らされていない。"
ABOVE_BULLETS = (
    Case(
        "a worry in any sentence above bullets is said",
        csv("番号,意見", f'1,"{_WORRY}\n① 巡回の車を置いてほしい\n② 電話の相談を続けてほしい"'),
        exactly(_WORRY, "巡回の車を置いてほしい", "電話の相談を続けてほしい"),
    ),
    Case(
        "a worry with a sentence behind it",
        sheet(_cell(f"{_LONG}\n①点検の結果を公表してほしい。\n②古いものから替えてほしい。")),
        {
            "inside_opinions": [_LONG, "点検の結果を公表してほしい。"],
            "n_opinions": 3,
        },
    ),
    Case(
        "two paragraphs, each above bullets of its own",
        sheet(
            _cell(
                f"{_BUS}\n・朝の便を増やしてほしい。\n・運賃は据え置いてほしい。\n\n{_SCHOOL}\n"
                "・夜七時まで開けてほしい。\n・土曜も開けてほしい。"
            )
        ),
        exactly(
            *(_BUS, "朝の便を増やしてほしい。", "運賃は据え置いてほしい。", _SCHOOL),
            *("夜七時まで開けてほしい。", "土曜も開けてほしい。"),
        ),
    ),
    Case(
        "what only announces the bullets is what they stand under",
        sheet(_cell("次のことを要望する。\n(1) 費用を町が持つこと。\n(2) 住民と決めること。")),
        exactly("費用を町が持つこと。", "住民と決めること。", in_ledger=["次のことを要望する"]),
    ),
)

MARKED = (
    Case(
        "short marked lines above sentences are headings, below a label as well",
        lambda: {
            "丘町.docx": word_file(
                *("丘町", "学校の統合についての意見", "◆統合の時期", "　五年後では早すぎる。"),
                *("◆通学の足", "　スクールバスを出してほしい。"),
            )
        },
        exactly("五年後では早すぎる。", "スクールバスを出してほしい。"),
    ),
    Case(
        "marked lines below a label, none with a sentence below it, are the answers",
        lambda: _text("団体名：丘町", "意見：", "■低床バスの導入の促進", "■屋根の設置"),
        exactly("低床バスの導入の促進", "屋根の設置"),
    ),
    Case(
        "a reason below a marked line leaves it an answer",
        lambda: _text(
            *("団体名：丘町", "意見：", "■低床バスの導入", "　高齢者が多いため。"),
            *("■屋根の設置", "　雨にぬれるため。"),
        ),
        {"inside_opinions": ["低床バスの導入", "屋根の設置"]},
    ),
    Case(
        "marked sentences below marked subjects",
        lambda: _text(
            *("団体名：丘町", "", "■公園について", "◆日よけを付けてほしい。", ""),
            *("■バスについて", "◆朝の便を増やしてほしい。"),
        ),
        exactly("日よけを付けてほしい。", "朝の便を増やしてほしい。"),
    ),
    Case(
        "long marked lines without a stop",
        lambda: _text(
            *(
                "団体名：丘町",
                "意見",
                "◆便所が古く、車いすでは入れないので建て替えてもらいたい",
            ),
            "◆駐車場の台数が足りず、休みの日は道に車が並んでいる",
        ),
        exactly(
            "便所が古く、車いすでは入れないので建て替えてもらいたい",
            "駐車場の台数が足りず、休みの日は道に車が並んでいる",
        ),
    ),
)

_GROUPS = {"C2": "御意見", "C3": "頁", "D3": "内容", "E3": "理由"}
_ONE = {"C4": "4", "D4": _A, "E4": "転ぶ人が多いため。"}
GROUPS = (
    Case(
        "one row of answers below groups of titles and the title of the sheet",
        sheet(
            {"A1": "公園の計画（案）意見提出票", "A2": "連絡先", "A3": "団体名", "B3": "電話"}
            | {**_GROUPS, **_ONE, "A4": "丘町", "B4": "0123-45-6789"},
            *("A1:E1", "A2:B2", "C2:E2"),
        ),
        exactly(_A, respondents=["丘町"], n_respondents=1, beside={_A: "転ぶ人"}),
    ),
    Case(
        "the same with the body above the table",
        sheet(
            {"A1": "公園の計画への意見（提出様式）", "A3": "市町村名", "B3": "丘町"}
            | {"A5": "御意見", "D5": "連絡先", "A6": "箇所", "B6": "内容", "C6": "理由"}
            | {"D6": "担当課", "E6": "電話", "A7": "３頁", "B7": _A, "C7": "転ぶ人が多いため。"}
            | {"D7": "公園課", "E7": "0123-45-6789"},
            *("A1:E1", "A5:C5", "D5:E5"),
        ),
        exactly(_A, respondents=["丘町"], n_respondents=1, beside={_A: "転ぶ人"}, waits=False),
    ),
    Case(
        "three levels of titles below a title, the sender's name below 提出者",
        sheet(
            {"A1": "公園の計画への意見（一覧）", "A3": "No.", "B3": "提出者", "D3": "御意見"}
            | {"D4": "本文", "F4": "資料編", "B4": "区分", "C4": "名称", "D5": "箇所"}
            | {"E5": "内容", "F5": "箇所", "G5": "内容", "A6": 1, "B6": "町", "C6": "丘町"}
            | {"D6": "2頁", "E6": _A, "F6": "8頁", "G6": "図を載せてほしい。", "A7": 2}
            | {"B7": "市", "C7": "谷市", "D7": "3頁", "E7": _B},
            *("A3:A5", "B3:C3", "D3:G3", "D4:E4", "F4:G4", "B4:B5", "C4:C5"),
        ),
        exactly(
            *(_A, "図を載せてほしい。", _B),
            sender_of={_A: "丘町", _B: "谷市"},
            n_respondents=2,
            waits=False,
        ),
    ),
)

LEADS = (*LETTERS, *ABOVE_BULLETS, *MARKED, *GROUPS)
