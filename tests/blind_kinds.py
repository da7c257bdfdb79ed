"""Kinds of faults that an unseen half of forms showed, in other words: what must come of each."""

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, sheet


def _letter(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


_WIDE = ("A4:F4", "A5:F5", "A7:F7", "A8:F8")
_AT_RIGHT = {"G1": "団体名", "H1": "鶴居町", "G2": "部署", "H2": "土木課", "G3": "担当"} | {
    **{"H3": "狐塚 太郎", "G4": "ＴＥＬ", "H4": "03-1234-5678"}
}
_AT_LEFT = {place.replace("G", "A").replace("H", "B"): text for place, text in _AT_RIGHT.items()}
_HEAD = "To: x@example.jp\nDate: Mon, 03 Jun 2024 10:21:00 +0900\nSubject: 意見"
_RESULTS = (  # replies under labels of their own, in running text; | is the end of a line
    (
        "公園の再整備に寄せられた意見と市の考え方|１　池について|【意見】|池を残してほしい。"
        "|【市の考え方】|水質を見て決めます。|２　樹木について|【意見】|桜を植えてほしい。"
        "|【市の考え方】|次年度に検討します。",
        ("池を残してほしい。", "桜を植えてほしい。"),
    ),
    (
        "バス路線の見直しに対するご意見及び県の見解||１　運賃|【御意見】"
        "|高齢者の運賃を半額にすべきだ。|【県の見解】|事業者と協議します。|２　時刻|【御意見】"
        "|終便を一時間遅らせてほしい。|【県の見解】|難しいと考えます。",
        ("高齢者の運賃を半額にすべきだ。", "終便を一時間遅らせてほしい。"),
    ),
    (
        "図書館の運営に関する要望と回答|[要望] 夜九時まで開けてほしい。"
        "|[回答] 職員の配置を見て判断します。|[要望] 自習室を増やしてほしい。"
        "|[回答] 増設の予定はありません。",
        ("夜九時まで開けてほしい。", "自習室を増やしてほしい。"),
    ),
)


KINDS = (
    Case(
        "a series of which one label alone names what is asked",
        sheet(
            {"A1": "水道の広域化に関する照会", "A2": "市町村名", "C2": "鶴居町"}
            | {"A4": "１　管路の台帳で困ること", "A5": "図面が古い"}
            | {"A7": "２　県への要望", "A8": "台帳を電子にする費用を補助してほしい"},
            *_WIDE,
        ),
        exactly("図面が古い", "台帳を電子にする費用を補助してほしい", respondents=["鶴居町"]),
    ),
    Case(
        "the same with the known label first and brackets around numbers",
        sheet(
            {"A1": "団体名", "C1": "亀山町", "A4": "(1) 計画への意見", "A5": "期間を延ばすべき"}
            | {"A7": "(2) 現場の人手", "A8": "二人しかいない"},
            *_WIDE,
        ),
        exactly("期間を延ばすべき", "二人しかいない"),
    ),
    Case(
        "a numbered heading that asks for no opinion ends the answer above it",
        sheet(
            {"A1": "団体名", "B1": "亀山町", "A3": "１　案に関する御意見"}
            | {"A4": "橋の点検の間隔を、地域の傷みに応じ", "A5": "て決められるようにしてほしい。"}
            | {"A7": "２　連絡事項", "A8": "なし"}
        ),
        exactly("橋の点検の間隔を、地域の傷みに応じて決められるようにしてほしい。"),
    ),
    Case(
        "a numbered list that is an answer is no series of labels",
        sheet(
            {"A1": "団体名", "B1": "亀山町", "A3": "１　案に関する御意見"}
            | {"A4": "１　様式を減らすべきである。", "A5": "２　窓口を一つにすべきである。"}
        ),
        exactly("様式を減らすべきである。", "窓口を一つにすべきである。"),
    ),
    *(
        Case(
            f"what opinions are about is no attribute: {subject}",
            sheet(
                {"A1": "団体名", "C1": "亀山町", "A3": f"{subject}意見"}
                | {"C3": "山の集落では冬に道が閉じ、", "C4": "体に障る。"}
                | {"C6": "除雪の費用を補助してほしい。", "A9": "橋に関する意見", "C9": "特になし"},
                *("A1:B1", "A3:B7", "A9:B9"),
            ),
            {"inside_opinions": ["除雪の費用を補助してほしい。"], "waits": False},
        )
        for subject in ("通勤に関する", "居住環境への", "職業訓練についての")
    ),
    Case(
        "担当 in a form of questions is no opinion, nor is thanks below the last answer",
        sheet(
            {"A1": "市町村", "B1": "鶴居町", "A2": "担当", "B2": "下水道課"}
            | {"A4": "問１　管の傷みで困ったこと", "A5": "道の陥没"}
            | {
                "A7": "問２　国に望むこと",
                "A8": "調べの費用がほしい",
                "A10": "ご協力ありがとうございました",
            },
            *_WIDE,
        ),
        exactly("道の陥没", "調べの費用がほしい"),
    ),
    *(
        Case(
            f"a label in round brackets: {label}",
            lambda label=label: {
                "a.docx": make.word(
                    ["令和６年６月５日", f"（{label}）亀山町", "施設の共用に関する意見"],
                    [["番号", "意見"], ["1", "水泳場を共に使えるようにすべき。"]],
                )
            },
            exactly("水泳場を共に使えるようにすべき。", respondents=["亀山町"]),
        )
        for label in ("回答者", "市町村名", "提出団体")
    ),
    Case(
        "further words for nothing",
        csv(
            "番号,意見",
            *("1,別にありません", "2,別に意見なし", "3,別段ございません。", "4,別になし"),
            "5,別に定める様式を減らしてほしい。",
        ),
        exactly("別に定める様式を減らしてほしい。", waits=False),
    ),
    Case(
        "receipt numbers before equal texts, without brackets or in round ones",
        csv(
            "日付,意見",
            *("6月1日,橋を直してほしい。", "6月2日,整理番号12　橋を直してほしい。"),
            *("6月3日,（№3）橋を直してほしい。", "6月4日,受付No.0034 橋を直してほしい。"),
            "6月5日,番号12の橋を直してほしい。",
        ),
        {"n_opinions": 5, "n_contents": 2},
    ),
    Case(
        "references to what is not there wait",
        lambda: {
            "a.docx": make.word(
                ["林道に関する意見"],
                [
                    ["番号", "市町村", "意見"],
                    ["1", "鶴居町", "林道の橋を国が直してほしい。"],
                    ["2", "亀山町", "前年度に回答した内容と同じ"],
                    ["3", "兎原村", "別紙の２に記載のとおり"],
                    ["4", "狐塚町", "昨年度提出した要望と同様"],
                ],
            )
        },
        exactly("林道の橋を国が直してほしい。", waits=True),
    ),
    *(
        Case(
            f"a letter of {body} above a table",
            lambda body=body: {
                "a.docx": make.word(
                    [
                        *("こども担当大臣　殿", body, "研修に関する要望書"),
                        "国の指針案について、小さな園にも研修の機会を与えていただきたい。",
                    ],
                    [["番号", "要望事項"], ["1", "見守りの機器の費用を補助していただきたい。"]],
                )
            },
            {
                "inside_opinions": ["小さな園にも研修の機会を", "見守りの機器の費用を"],
                "respondents": [body],
            },
        )
        for body in ("公益社団法人つくし保育連盟", "社会福祉法人若竹会", "ＮＰＯ法人森の小道")
    ),
    Case(
        "From and signature of a mail that conflict are asked",
        lambda: _letter(
            f"From: 鶴居町企画課 <a@example.jp>\n{_HEAD}",
            *("", "点検を毎年にすべきである。", "", "-----", "亀山町総務課", "電話 03-1234-5678"),
        ),
        exactly("点検を毎年にすべきである。", n_respondents=0, waits=True),
    ),
    Case(
        "From and signature of a mail that agree",
        lambda: _letter(
            f"From: 亀山町企画課 <a@example.jp>\n{_HEAD}",
            *("", "点検を毎年にすべきである。", "", "-----", "亀山町総務課", "電話 03-1234-5678"),
        ),
        exactly("点検を毎年にすべきである。", respondents=["亀山町"], waits=False),
    ),
    *(
        Case(
            f"labels of who answers at the side of a form of {opinion}",
            sheet(
                {"A1": "橋の点検の照会", **side, **{f"{c}3": "御意見", f"{d}3": opinion}}
                | {
                    f"{c}4": label,
                    f"{d}4": "人手が足りない。",
                    f"{c}5": "望む時期",
                    f"{d}5": "来年。",
                }
            ),
            {"opinions": [opinion], "respondents": ["鶴居町"], "not_in_round_yaml": [opinion]}
            | {"in_ledger": ["人手が足りない。", "来年。"]},
        )
        for c, d, opinion, label, side in (
            ("A", "C", "点検を県に頼めるようにしていただきたい", "その背景", _AT_RIGHT),
            ("A", "B", "点検の県への委託", "困っていること", _AT_RIGHT),
            ("D", "E", "点検の間隔を町が決められるようにすべき", "理由", _AT_LEFT),
        )
    ),
    *(
        Case(
            f"numbered labels beside {label}",
            sheet({"A1": "団体名", "C1": "鶴居町", "A3": label, **cells}, *merged),
            exactly(*opinions, respondents=["鶴居町"], not_in_round_yaml=opinions),
        )
        for label, cells, merged, opinions in (
            (
                "意見",
                {
                    "B3": "(1) 水",
                    "C3": "足りない",
                    "B4": "(2) その他",
                    "C4": "なし",
                    "B5": "(3) 電気",
                },
                (),
                ["足りない"],
            ),
            (
                "御要望",
                {"B3": "①夜間への対応", "D3": "看護師が", "D4": "足りない。", "B5": "②経費"}
                | {"D5": "国が持つべき", "A8": "以上"},
                ("A3:A5",),
                ["看護師が足りない。", "国が持つべき"],
            ),
            (
                "意見等",
                {
                    "B3": "１ 計画に欠けること",
                    "C3": "冬の道",
                    "B4": "２ その理由",
                    "C4": "雪が深い",
                },
                ("A3:A4",),
                ["冬の道"],
            ),
            (
                "意見",
                {"B3": "１　水の備え", "B4": "２　国の窓口の一元化"},
                ("A3:A4",),
                ["水の備え", "国の窓口の一元化"],
            ),
        )
    ),
    *(
        Case(
            f"results in running text: {lines.split('|')[0]}",
            lambda lines=lines: _letter(*lines.split("|")),
            exactly(*said),
        )
        for lines, said in _RESULTS
    ),
    *(
        Case(
            f"a text that says nothing: {text}",
            lambda text=text: {
                "青葉高校生徒会.txt": text.encode(),
                **_letter("池を残してほしい。"),
            },
            exactly("池を残してほしい。", stances_nothing=[text], waits=False),
        )
        for text in ("とくになし", "意見はありません。", "特にございません。")
    ),
)
