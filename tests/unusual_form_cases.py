"""What the thirteenth set showed: three variants of each kind that came out wrong."""

import io

import docx

from tests.form_cases import Case, Files, csv, exactly, sheet, word_file

_A, _B = "池の周りの道を滑らない舗装に替えてほしい。", "便所の洋式を増やすべきである。"
_C = "道を広げてほしい。"


def _text(*lines: str, name: str = "a.txt") -> Files:
    return {name: "\n".join(lines).encode()}


def _cell(text: str) -> dict[str, object]:
    return {"A1": "団体名", "B1": "丘町", "A2": "意見", "B2": text}


def _framed(head: str, *questions: tuple[str, str]) -> Files:
    """Questions as paragraphs, each answer in a table of one cell; the body in the page's head."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = head
    for question, answer in questions:
        document.add_paragraph(question)
        document.add_table(rows=1, cols=1).cell(0, 0).text = answer
    saved = io.BytesIO()
    document.save(saved)
    return {"a.docx": saved.getvalue()}


HINTS = tuple(
    Case(
        f"what a cell says above its answer is none: {hint}",
        sheet(_cell(f"{hint}\n{_A}")),
        exactly(_A, respondents=["丘町"]),
    )
    for hint in (
        "※この欄に、計画（案）への御意見を具体的に御記入ください。（300字以内）",
        "（例）○○の道を、△△に替えてほしい。",
        "下の枠内に回答を記入してください。（箇条書き可、任意）",
    )
)
EXAMPLES = tuple(
    Case(
        f"an example that nobody took away and no answer below it: {example}",
        sheet(_cell(example)),
        exactly(),
    )
    for example in (
        "（例）○○の道を替えてほしい。",
        "【記入例】□□を△△とする。\n○○を設ける。",
        "記入例：××を増やす。",
    )
)
SPREAD = tuple(
    Case(
        f"labels with gaps between their letters: {said}",
        lambda name=name, home=home, said=said: _text(
            *("意見の提出", "", name, "　　　甲川　太郎", home, "　　　丘町三丁目２番１号"),
            *(said, "　　　池の周りの道を滑らない舗装に", "　　　替えてほしい。"),
            *("４．回答を希望しますか（はい・いいえ）", "　　　はい"),
        ),
        exactly(_A, must_mask=["甲川　太郎", "三丁目２番１号"]),
    )
    for name, home, said in (
        ("１．氏　　名", "２．住　　所", "３．意　　見"),
        ("(1) 氏 名", "(2) 住 所", "(3) 意 見"),
        ("氏　　　名", "住　　　所", "意　　　見"),
    )
)
QUESTIONS = tuple(
    Case(
        f"a column for each numbered question: {first}",
        csv(
            f"市町村名,{first},{second},備考",
            f"丘町,特になし,{_A},",
            f"谷市,{_B},無償化,",
            "回答数,1,2,",
        ),
        exactly(_A, _B, "無償化", n_respondents=2, waits=False),
    )
    for first, second in (
        ("設問１（道について）", "設問２　費用について"),
        ("問1 道について", "問2 費用について"),
        ("質問１　便所に関して", "質問２　費用について"),
    )
)
WEB_FORMS = tuple(
    Case(
        f"what is asked for a place or for anything else: {where}",
        csv(
            f"タイムスタンプ,{where},御意見を自由にお書きください。,{more}",
            f"2024/6/1 10:00,全体,{_A},",
            f"2024/6/2 11:00,全般,？,{_C}",
            f"2024/6/3 12:00,全体,NULL,{_B}",
        ),
        exactly(_A, _C, _B, waits=False),
    )
    for where, more in (
        ("どの章についての御意見ですか。", "その他、お気づきの点"),
        ("どの部分へのご意見か教えてください", "そのほか気づいたこと"),
        ("何ページについての意見ですか？", "市政についてお気付きの事項"),
    )
)
FRAMES = tuple(
    Case(
        f"answers in frames below their questions: {head}",
        lambda head=head, mark=mark: _framed(
            head,
            ("問１　池の周りについて、意見を書いてください。", f"{mark}\n{_A}"),
            ("問２　便所について、意見を書いてください。", f"{mark}\n{_B}"),
            ("問３　ほかにあれば書いてください。", mark),
        ),
        exactly(_A, _B, respondents=["丘町"], n_respondents=1),
    )
    for head, mark in (
        ("様式２　　　団体名【　丘町　】", "（回答）"),
        ("様式第１号　市町村名［丘町］", "回答："),
        ("団体名〔丘町〕", "【回答】"),
    )
)
BLOCKS = tuple(
    Case(
        f"a table that goes on beside itself: {header}",
        csv(header, *rows),
        exactly(_A, _B, _C, sender_of={_A: "丘市", _B: "谷町", _C: "浜市"}, waits=False),
    )
    for header, *rows in (
        ("番号,団体名,意見,,番号,団体名,意見", f"1,丘市,{_A},,3,浜市,{_C}", f"2,谷町,{_B},,,,"),
        ("番号,市町村名,意見,番号,市町村名,意見", f"1,丘市,{_A},2,谷町,{_B}", f"3,浜市,{_C},,,"),
        (
            "市町村名,意見,,市町村名,意見,,市町村名,意見",
            f"丘市,{_A},,谷町,{_B},,浜市,{_C}",
            "原村,なし,,,,,,",
        ),
    )
)
_BODIES = tuple(
    Case(
        f"the names of towns above what each says: {title}",
        lambda title=title, before=before, behind=behind: _text(
            *(
                title,
                "",
                f"{before}丘町{behind}",
                "　・池の周りの道を滑らない舗装に",
                "　　替えてほしい。",
            ),
            *("", f"{before}谷市{behind}", "　意見なし", "", f"{before}浜町{behind}", f"　{_B}"),
            "　→ 財政課へ確認（6/3）",
        ),
        exactly(
            *(_A, _B),
            sender_of={_A: "丘町", _B: "浜町"},
            respondents=["丘町", "谷市", "浜町"],
            in_ledger=["財政課へ確認"],
        ),
    )
    for title, before, behind in (
        ("公園の計画　市町村意見（メモ）", "○", ""),
        ("公園の計画への回答のとりまとめ", "【", "】"),
        ("公園の計画（意見照会の結果）", "■", "（1件）"),
    )
)
HEADINGS = (
    *_BODIES,
    Case(
        "towns that somebody writes about said nothing themselves",
        lambda: _text("■丘町", _A, "", "■谷町", _B),
        {"inside_opinions": [_A, _B], "n_respondents": 0},
    ),
)
_NOTHING = tuple(
    Case(
        f"nothing is said about a subject that is named: {said}",
        csv("団体名,意見", f"丘町,{said}", f"谷市,{_A}"),
        exactly(_A, stances_nothing=[said], waits=False),
    )
    for said in (
        "公園の整備計画については、意見はありません。",
        "素案の第３章に対する意見は特にございません",
        "費用の負担に関しては特段の異議なし。",
    )
)
ABOUT_NOTHING = (
    *_NOTHING,
    Case(
        "what is missing is said of a subject, too",
        csv("団体名,意見", "丘町,要望については、回答がありません。", f"谷市,{_A}"),
        exactly(_A, "要望については、回答がありません。"),
    ),
)
SIGNATURES = tuple(
    Case(
        f"who signs below the answer, without a greeting: {lines[0]}",
        lambda lines=lines: _text(
            *("From: a@example.jp", "To: b@example.jp", "Date: Mon, 3 Jun 2024 10:20:00 +0900"),
            *("Subject: 意見（丘町）", "", "市町村：丘町", f"意見：{_A}", "", *lines),
        ),
        exactly(_A, n_respondents=1, waits=False),
    )
    for lines in (
        ("建設課　管理係　甲川", "TEL 0280-00-1234"),
        ("丘町役場 総務部", "担当 甲川", "電話：0280-00-1234"),
        ("都市整備室", "soumu@town.oka.example.jp"),
    )
)
LED = tuple(
    Case(
        f"who heads a body is not part of its name: {title}",
        lambda name=name, title=title: {
            "a.docx": word_file(
                "意見書", table=[["団体名", f"{name}{title}　甲川　太郎"], ["意見", _A]]
            )
        },
        exactly(_A, respondents=[name], n_respondents=1, must_mask=["甲川　太郎"]),
    )
    for name, title in (
        ("あおば商工会議所", "　会頭"),
        ("丘町", "長"),
        ("池を守る会", "\n代表"),
    )
)
TITLED = tuple(
    Case(
        f"a list with lines of a title and a header of two rows: {head[0]}",
        csv(
            *head,
            f"1,丘町,{_A},2(1),1",
            "2,谷市,なし,,0",
            f"3,浜町,{_B},4,1",
            f",{again},{_C},5,1,台帳にも記載",
            ",,,合計,3",
        ),
        exactly(
            *(_A, _B, _C),
            sender_of={_A: "丘町", _B: "浜町", _C: "浜町"},
            respondents=["丘町", "谷市", "浜町"],
            n_respondents=3,
            in_ledger=["台帳にも記載"],
        ),
    )
    for head, again in (
        (
            ("計画案への意見,,,,", "集計日,6/5,,,", "番号,団体名,意見,,件数", ",,内容,該当箇所,"),
            "浜町（追加 6/4）",
        ),
        (
            ("作成,総務課,,,", ",,,,", "No,提出元,御意見等,,数", ",,本文,頁,"),
            "浜町（第2回）",
        ),
        (("一覧,,,,", "No,提出団体,回答,,件数", ",,意見,項目,"), "浜町(再提出)"),
    )
)
UNMOVED = (
    Case(
        "a row with a separator inside its text waits where its last cell is no number",
        csv("番号,団体名,意見,件数", f"1,丘町,{_A},1", f"2,谷市,{_B},1", "3,浜町,道を,広げる,1"),
        exactly(_A, _B, waits=True),
    ),
)
SUMMED_UP = tuple(
    Case(
        f"a summary beside the whole text is no further opinion: {header[0]}",
        csv(*header, f"丘町,舗装,{_A},3", f"谷市,便所の数,{_B},4", f"浜町,道,{_C},5"),
        exactly(_A, _B, _C, sender_of={_A: "丘町", _B: "谷市"}),
    )
    for header in (
        ("団体名,意見の概要,意見全文,頁",),
        ("団体名,御意見,,頁", ",要旨,内容,"),
        ("団体名,意見（要約）,意見（原文）,頁",),
    )
)
REMARKS = tuple(
    Case(
        f"an opinion among the remarks waits where its own cell points elsewhere: {said}",
        csv("団体名,頁,意見,備考", f"丘町,3,{_A},", f"谷市,5,{said},{_B}", f"浜町,7,{_C},"),
        exactly(_A, _C, or_waits=[_B], waits=True),
    )
    for said in ("別記のとおり", "別掲のとおり。", "別途記載")
)
FREE = tuple(
    Case(
        f"a sentence that asks, a blank row, and one cell over many: {asks}",
        sheet(
            {"A1": title, "A2": asks, "A4": _A, "A12": "団体名", "C12": "丘町"},
            *("A2:H2", "A4:H10"),
        ),
        exactly(_A, respondents=["丘町"], n_respondents=1),
    )
    for title, asks in (
        ("様式３", "計画の全体について、自由に御意見を記入してください。"),
        ("自由意見", "その他、御意見がありましたら御記入ください。"),
        ("別紙２", "素案に対する御要望をお聞かせください。"),
    )
)
UNSEEN = (*HINTS, *EXAMPLES, *SPREAD, *QUESTIONS, *WEB_FORMS, *FRAMES, *BLOCKS, *HEADINGS)
UNSEEN = (*UNSEEN, *ABOUT_NOTHING, *SIGNATURES, *LED)
CODES = tuple(
    Case(
        f"a row with a code and no name is the one body that bears it: {first}, {again}",
        csv(
            "団体コード,都道府県名,市区町村名,意見",
            f"{first},富士見県,{name},{_A}",
            f"{again},富士見県,{blank},{_B}",
            f"{other},富士見県,谷町,{_C}",
        ),
        exactly(_A, _B, _C, sender_of={_B: name, _C: "谷町"}, n_respondents=2),
    )
    for first, again, other, name, blank in (
        ("992011", "99201", "993018", "千草野市", ""),
        ("99301", "993018", "992011", "丘町", ""),
        ("992011", "992011", "99301", "千草野市", "〃"),
    )
)
TITLED_ROWS = tuple(
    Case(
        f"rows of one answer that have a title each: {titles}",
        sheet(
            {
                "A1": "団体名",
                "C1": "丘町",
                **{"A2": label, "B2": titles[0], "C2": _A, "B3": titles[1], "C3": _B},
                **({"B4": titles[2], "C4": last} if last else {}),
            },
            "A2:A4" if last else "A2:A3",
        ),
        exactly(_A, _B, *said, respondents=["丘町"]),
    )
    for label, titles, last, said in (
        ("意見", ("舗装", "便所"), "", ()),
        ("御意見", ("第１章", "第３章", "第５章"), "特になし", ()),
        ("意見等", ("道のこと", "便所のこと", "その外の道"), _C, (_C,)),
    )
)
OFFICES = tuple(
    Case(
        f"an office in brackets behind the body: {who}",
        lambda who=who, table=table: {
            "a.docx": word_file("計画案に対する意見", who, table=[table, ["P3", _C, _A]])
        },
        exactly(_A, respondents=["丘町"], n_respondents=1),
    )
    for who, table in (
        ("提出団体　　丘町　（健康福祉課）", ["頁・行", "原案", "修正意見"]),
        ("団体名：丘町（総務部）", ["頁", "現行", "意見"]),
        ("市町村名　丘町 (環境係)", ["箇所", "素案", "御意見"]),
    )
)
UNSEEN = (*UNSEEN, *TITLED, *UNMOVED, *SUMMED_UP, *REMARKS, *FREE, *CODES)
UNSEEN = (*UNSEEN, *TITLED_ROWS, *OFFICES)
