"""What the thirteenth set showed of pages, questionnaires in text, mails and PDF: three of each."""

from tests import intake_inputs as make
from tests.form_cases import Case, Files, csv, exactly, sheet

_A, _B = "池の周りの道を滑らない舗装に替えてほしい。", "便所の洋式を増やすべきである。"
_C = "道を広げてほしい。"


def _text(*lines: str) -> Files:
    return {"a.txt": "\n".join(lines).encode()}


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
        sheet(
            {
                "A1": "団体名",
                "B1": "丘町",
                "A2": "意見",
                "B2": _A,
                "A3": "※県記入欄\n（対応）",
                "B3": "字句を修正する。",
            }
        ),
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
UNSEEN_TEXTS = (*PAGES, SUBJECTS_OF_A_PAGE, *CHOICES, *ROOM, *OFFICE_FIELDS, *OVERLEAF)
UNSEEN_TEXTS = (*UNSEEN_TEXTS, *BESIDE_NOTHING)
