"""What the thirteenth set showed: three variants of each kind that came out wrong."""

import io

import docx

from tests import intake_inputs as make
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


def _page(*body: str) -> Files:
    return {"a.html": f"<html><body>{''.join(body)}</body></html>".encode()}


PAGES = tuple(
    Case(
        f"a page of the net that shows what was filled in: {label}",
        lambda steps=steps, told=told, name=name, label=label, button=button: _page(
            *("<h1>公園の計画（案）への意見の提出</h1>", steps, f"<p>{told}</p><dl>", name),
            f"<dt>御意見の該当箇所</dt><dd>第２章</dd>{label}<dd>{_A}</dd>",
            f"<dt>添付ファイル</dt><dd>なし</dd></dl>{button}",
        ),
        exactly(_A, must_mask=["甲川　太郎"], waits=False),
    )
    for steps, told, name, label, button in (
        (
            "<ol><li>入力</li><li>確認</li><li>完了</li></ol>",
            "以下の内容でよろしければ「送信する」を押してください。",
            "<dt>お名前 <span>必須</span></dt><dd>甲川　太郎</dd>",
            "<dt>御意見 <span>必須</span></dt>",
            "<button>戻る</button><button>送信する</button>",
        ),
        (
            "<ul><li>STEP1 入力</li><li>STEP2 確認</li></ul>",
            "内容を確認のうえ、［登録］ボタンをクリックしてください。",
            "<dt><em>必須</em>氏名</dt><dd>甲川　太郎</dd>",
            "<dt>意見の内容【必須】</dt>",
            '<input type="submit" value="登録">',
        ),
        (
            "<p>入力内容の確認</p>",
            "修正するときは「戻る」ボタンを押してください。",
            "<div><dt>フリガナ<b>任意</b></dt><dd>〔氏名〕</dd></div>",
            "<dt>ご意見・ご要望（任意）</dt>",
            "<form><button type=button>戻る</button></form>",
        ),
    )
)
SUBJECTS_OF_A_PAGE = Case(
    "a page that lists what is said about each subject",
    lambda: _page(
        f"<p>丘町です。</p><dl><dt>池の道について</dt><dd>{_A}</dd>",
        "<dt>便所について</dt><dd>特になし</dd></dl>",
    ),
    exactly(_A, respondents=["丘町"]),
)
CHOICES = (
    *(
        Case(
            f"a questionnaire that offers choices in its lines: {offer}",
            lambda offer=offer, taken=taken, left=left, detail=detail: _text(
                *("団体名：丘町", "", "問１　池の道について御意見はありますか。", f"　{offer}"),
                *(f"（回答）{taken}", detail, f"　{_A}", ""),
                *("問２　便所について御意見はありますか。", f"（回答）{left}", detail, ""),
                *("問３　その他の御意見を書いてください。", detail, f"　{_B}"),
            ),
            exactly(_A, _B, respondents=["丘町"], stances_nothing=[f"（回答）{left}"], waits=False),
        )
        for offer, taken, left, detail in (
            ("※番号を残してください。　１ ある　２ ない", "　１ ある", "　２ ない", "（具体的に）"),
            (
                "いずれかを選んでください。①意見あり　②意見なし",
                "①意見あり",
                "②意見なし",
                "具体的な内容：",
            ),
            ("（1.あり ／ 2.なし）", "1.あり", "2.なし", "【「あり」の場合、具体的に】"),
        )
    ),
    Case(
        "a choice for an opinion that nobody wrote down",
        lambda: _text(
            *("団体名：丘町", "", "問１　池の道について御意見はありますか。", "（回答）１ ある"),
            *("（具体的に）", "", "問２　便所について御意見はありますか。", f"（具体的に）　{_B}"),
        ),
        exactly(_B, waits=True),
    ),
)
ROOM = tuple(
    Case(
        f"how much room a form gives below the answer: {hint}",
        lambda hint=hint: _text("団体名：丘町", "意見（下の枠内に記入してください）", _A, "", hint),
        exactly(_A, respondents=["丘町"], waits=False),
    )
    for hint in (
        "※枠は自由に広げてください。",
        "（記入欄は、内容に応じて広げて差し支えありません。）",
        "注：欄の高さは適宜変更して構いません。",
    )
)
OFFICE_FIELDS = (
    *(
        Case(
            f"the field of an office below an answer that nobody wrote: {field}",
            sheet({"A1": "団体名", "B1": "丘町", "A2": "意見", "A3": field}),
            exactly(waits=False),
        )
        for field in ("※県記入欄\n（対応）", "事務局使用欄（回答案）", "【国処理欄】\n処理結果")
    ),
    Case(
        "what stands in the field of an office waits",
        sheet({**_cell(_A), "A3": "※県記入欄\n（対応）", "B3": "字句を修正する。"}),
        exactly(_A, waits=True, in_ledger=["字句を修正する。"]),
    ),
)
_REPLY = "次の改定の際に検討いたします。"
OVERLEAF = tuple(
    Case(
        f"a row that goes on below the header that the next page repeats: {header}",
        lambda header=header, first=first, rest=rest: {
            "a.pdf": make.pdf(
                [
                    [
                        *("公園の計画（案）意見募集の結果", "", header),
                        *(f"１\t{_B}\t十年の間に改めます。", f"２\t{first}"),
                    ],
                    [header, f"\t{rest}", f"３\t{_C}\t道の管理者に伝えます。", "４\tなし\tなし"],
                ]
            )
        },
        exactly(_B, _A, _C, not_opinions=["検討", header.split("\t")[1]]),
    )
    for header, first, rest in (
        (
            "番号\t御意見\t御意見に対する考え方",
            "池の周りの道を\t次の改定の",
            "滑らない舗装に替えてほしい。\t際に検討いたします。",
        ),
        (
            "番号\t意見の概要\t市の考え方",
            f"池の周りの道を滑ら\t{_REPLY}",
            "ない舗装に替えてほしい。\t",
        ),
        ("項番\tご意見等\t対応方針", f"{_A}\t次の改定の際", "\tに検討いたします。"),
    )
)
_FORWARD = ("---------- Forwarded message ---------", "From: 丘町総務課 <a@example.jp>")
BESIDE_NOTHING = (
    *(
        Case(
            f"who passes a mail on says nothing: {said}",
            lambda said=said: _text(
                *("From: a@example.jp", "To: b@example.jp", "Date: Mon, 3 Jun 2024 10:20:00 +0900"),
                *("Subject: Fwd: 意見", "", "丘町から意見の提出がありましたので、転送いたします。"),
                *(said, "", *_FORWARD, "Date: 2024年6月3日(月) 9:05", "Subject: 意見", "", _A),
            ),
            exactly(stances_nothing=[said], waits=True),
        )
        for said in (
            "なお、県としての意見はございません。",
            "ちなみに、当課から追加の意見はありません。",
            "検討の結果、本県からは特に意見なしです。",
        )
    ),
    Case(
        "what is said behind such a word may be an opinion",
        csv("団体名,意見", f"丘町,なお、{_A}", "谷市,また、案内板に意見箱がありません。"),
        exactly(f"なお、{_A}", "また、案内板に意見箱がありません。"),
    ),
)
UNSEEN = (*HINTS, *EXAMPLES, *SPREAD, *QUESTIONS, *WEB_FORMS, *FRAMES, *BLOCKS, *HEADINGS)
UNSEEN = (*UNSEEN, *ABOUT_NOTHING, *SIGNATURES, *LED, *PAGES, *CHOICES, *ROOM, *OFFICE_FIELDS)
UNSEEN = (*UNSEEN, *OVERLEAF, *BESIDE_NOTHING, SUBJECTS_OF_A_PAGE)
