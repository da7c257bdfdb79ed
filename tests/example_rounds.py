"""Make the two example rounds in corpora/examples: ``python -m tests.example_rounds``.

All bodies are invented (A市, B町 …, 甲県), and so is every text.
"""

import datetime as dt
import io
import zipfile
from itertools import cycle
from pathlib import Path

import docx
import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

from tests.intake_inputs import pdf

FOLDER = Path("corpora/examples")
_DAY = dt.datetime(2025, 1, 31)
_COPY = "移行の経費は、国が全額を措置すべきである。"
_AGAINST = (
    "全ての団体が共通基盤に参加することには反対である。参加の時期を団体が選べるようにすべきである。"
)
_WHEN = "移行の経費の全額を国が措置する時期と方法を、早く示してほしい。"
OPINIONS = [
    "移行の期限が一律に定められており、人手の少ない町村では間に合わない。団体の規模に応じて期限を分けてほしい。",
    "運用経費が今の約二倍になる見込みであり、財政負担が続かない。経常的な経費への支援を求める。",
    _COPY,
    "情報システムを担当する職員が一名しかおらず、通常業務と並行して進めることが難しい。",
    "・共通の機能の範囲を早く示してほしい。\n・示すときは、変更の予定も併せて示してほしい。",
    "仕様書の改定が年度の途中に行われると、予算の措置が間に合わない。改定の時期を定めるべきである。",
    "利用料の積算の根拠が分からず、議会に説明できない。単価と数量を公開してほしい。",
    "特になし",
    "共同調達の枠組みを国が用意すれば、小規模な団体でも価格の交渉ができるようになる。",
    "回線の費用を都道府県が取りまとめて負担する仕組みを検討してほしい。",
    "研修は集合形式ではなく、離島からも参加できる形で実施してほしい。",
    "同上",
    "障害が起きたときの国と団体の責任の分け方が示されていない。事前に文書で定めるべきである。",
    "住民への説明に使える資料を国で作成してほしい。",
    "既存の事業者との契約が残っており、違約金が生じる。違約金も支援の対象とすべきである。",
    "経費の支援は、上限額を人口だけで決めず、業務の数も考慮してほしい。",
    "移行の経費は国が全額を措置すべきである。",
    "全ての団体が共通基盤に参加することには反対である。参加するかどうかは、団体が選べるようにしてほしい。",
    "全ての団体が共通基盤に参加することに賛成する。義務付けなければ効果が出ない。",
    "意見照会の期間が一週間しかなく、庁内で検討する時間がない。少なくとも一か月は設けてほしい。",
    "① 相談の窓口を一本化してほしい。② 質問への回答は、他の団体も見られるように公開してほしい。",
    "外部の人材を複数の団体で共有できる制度をつくってほしい。",
    "データの移行のときに文字の対応表が要る。国で一つに定めて配布してほしい。",
    "No.7と同じ",
    "県による支援の内容に差がある。県の役割を法令で明らかにすべきである。",
    "セキュリティの監査を団体ごとに行うのは無駄である。国がまとめて行い、結果を共有してほしい。",
    "移行の経費は、国が全額を措置すべきである。あわせて、移行後の経費も支援してほしい。",
    "窓口の業務を止めずに切り替えるため、休日の作業が増える。その人件費も対象としてほしい。",
    "災害のときに通信が途絶えても、窓口の業務を続けられる仕組みが要る。",
    "意見なし",
]  # 30; the second half of the rows takes them up in other words
FURTHER = [
    "期限までに移行を終えられる見通しが立っていない。期限の延長を認めてほしい。",
    "クラウドの利用料が為替の影響を受けるため、予算を見積もれない。変動分は国で負担してほしい。",
    _COPY,
    "専門の職員を採用しようとしても応募がない。国や県からの派遣を求める。",
    "共通化する業務の順番を示してほしい。また、対象としない業務も明らかにしてほしい。",
    "標準仕様書の版が頻繁に変わり、事業者の対応が追いつかない。",
    "割引の条件を含め、利用料の見積りの方法を全国で統一してほしい。",
    "なし",
    "近隣の町村と共同で調達したいが、調整する職員がいない。県に調整役を担ってほしい。",
    "通信回線の二重化に要する費用への補助を求める。",
    "操作の研修を動画で公開してほしい。",
    "同上",
    "障害の連絡が夜間に届かず、対応が遅れた例がある。連絡の体制を見直すべきである。",
    "制度の変更を住民にどう伝えるか、時期も含めて国の方針を示してほしい。",
    "事業者が撤退し、次の事業者が見つからない。国で事業者を紹介する仕組みをつくってほしい。",
    "全ての団体が共通基盤に参加することには反対である。独自の仕組みで足りる団体もある。",
    "移行に係る経費は国が全額措置すべきである。",
    "独自の施策に使っている機能が標準に含まれていない。追加できる余地を残してほしい。",
    "独自の機能を残すと共通化の効果が薄れる。例外は認めるべきでない。",
    "市町村の声を聴く場を、定期に設けてほしい。",
    "(1) 会議の資料は事前に配布してほしい。\n(2) 議事の要旨は一週間以内に公表してほしい。",
    "デジタル人材の処遇を改善するため、財政の支援を求める。",
    "外字の同定の作業に多くの時間がかかる。作業の手引を示してほしい。",
    "No.2と同じ",
    _AGAINST,
    "情報の漏えいが起きたときの補償の考え方を示してほしい。",
    "移行の経費は、国が全額を措置すべきである。",
    "税の繁忙期を避けて切替えの時期を選べるようにしてほしい。",
    "停電のときの手順を、国でひな形として示してほしい。",
    "別紙のとおり",
]
AGAIN = [
    (13, "２（１）", _WHEN),
    (
        14,
        "２（１）",
        "移行の経費を全額措置する時期が分からず、予算を組めない。時期を示してほしい。",
    ),
    (15, "２（１）", _WHEN),
    (
        16,
        "２（１）",
        "全額を措置する方法が、補助なのか交付税なのか分からない。方法を明らかにしてほしい。",
    ),
    (17, "２（１）", _WHEN),
    (
        18,
        "４",
        "全ての団体が共通基盤に参加することに賛成する。移行の経費が全額措置されることになったためである。",
    ),
    (19, "４", "全ての団体が共通基盤に参加することに引き続き賛成する。"),
    (20, "７", "災害のときの手順のひな形は、通信が長く途絶える場合も含めてほしい。"),
    (
        21,
        "２（１）",
        "移行の経費を国が措置する時期を、来年度の予算の編成に間に合うように示してほしい。",
    ),
    (22, "２（１）", _WHEN),
    (23, "７", "災害のときの手順のひな形を、停電の場合についても示してほしい。"),
    (25, "２（１）", "移行の経費の措置の方法を示してほしい。先に団体が立て替えることは難しい。"),
    (
        26,
        "１（１）",
        "移行の期限が一律に定められており、人手の少ない町村では間に合わない。団体の規模に応じて期限を分けてほしい。",
    ),
    (
        28,
        "２（３）",
        "利用料の単価と積算の根拠を公開することは評価できる。割引の条件も公開してほしい。",
    ),
    (29, "２（１）", _WHEN),
    (31, "１（１）", "期限までに移行を終えられる見通しが立っていない。期限の延長を認めてほしい。"),
    (32, "２（３）", "利用料の見積りの方法を全国で統一してほしい。"),
    (34, "３（２）", "外部の人材を共有する制度に、小規模な団体も加われるようにしてほしい。"),
    (35, "２（１）", "移行の経費の全額を措置する時期を示してほしい。"),
    (40, "３（１）", "オンラインの研修は、後から動画でも見られるようにしてほしい。"),
    (44, "", "特になし"),
    (46, "４", "全ての団体が共通基盤に参加することに賛成する。費用の心配がなくなった。"),
    (52, "３（２）", "外部の人材を共有する制度をつくることに賛成する。"),
    (55, "４", _AGAINST),
    (58, "７", "災害のときに窓口の業務を続ける手順を、訓練で確かめる機会を設けてほしい。"),
    (61, "７", "災害のときの手順のひな形に、避難所の窓口も加えてほしい。"),
]
"""Of the second round: number of the body in the first (61 is new), clause, opinion."""
SOAN = [
    "共通の情報基盤の整備に関する基本方針（素案）",
    "令和７年１月",
    "はじめに",
    "この方針は、国と地方公共団体が共に使う情報基盤（以下「共通基盤」という。）の整備について定める。団体も方針も、例示のための架空のものである。",
    "１　移行の期限",
    "（１）期限",
    "全ての団体は、令和８年３月末までに共通基盤へ移行する。",
    "（２）期限の特例",
    "やむを得ない事情がある団体は、国に届け出た上で、期限を延長することができる。",
    "２　費用",
    "（１）移行の経費",
    "移行に要する経費は、その二分の一を国が補助する。",
    "（２）運用の経費",
    "運用に要する経費は、各団体が負担する。",
    "（３）利用料",
    "利用料は、国が定める。",
    "３　人材",
    "（１）研修",
    "国は、職員の研修を集合形式で行う。",
    "（２）外部の人材",
    "国は、外部の人材の活用について助言する。",
    "４　参加",
    "共通基盤には、全ての団体が参加するものとする。",
    "５　運用",
    "（１）障害時の対応",
    "障害が起きたときは、国と団体が協力して対応する。",
    "（２）相談の窓口",
    "国は、団体からの相談に応じる窓口を置く。",
    "６　見直し",
    "この方針は、三年ごとに見直す。",
    "７　広報",
    "国は、広報誌で周知する。",
]
"""The draft of the first round, line by line."""
AN = [
    "共通の情報基盤の整備に関する基本方針（案）",
    "令和７年３月",
    *SOAN[2:6],
    "全ての団体は、令和９年３月末までに共通基盤へ移行する。",
    "（２）期限の特例",
    "やむを得ない事情がある団体は、国に届け出た上で、団体の規模に応じて期限を延長することができる。",
    *SOAN[9:11],
    "移行に要する経費は、その全額を国が措置する。",
    *SOAN[12:15],
    "利用料は、国が単価と積算の根拠を公開した上で定める。",
    *SOAN[16:18],
    "国は、職員の研修を集合形式及びオンラインで行い、離島からも参加できるようにする。",
    "（２）外部の人材",
    "国は、外部の人材を複数の団体で共有できる制度をつくる。",
    *SOAN[21:25],
    "障害が起きたときの国と団体の責任の分け方は、事前に文書で定める。",
    *SOAN[26:29],
    "この方針は、３年ごとに見直す。",
    "７　災害への備え",
    "国は、通信が途絶えたときも窓口の業務を続けられるよう、手順のひな形を示す。",
]
"""The draft of the second round: what bodies asked for, in part."""
KINDS, PREFECTURES = ("市", "町", "村"), ("甲県", "乙県", "丙県")
ITEMS = ("1-1 期限", "1-2 費用", "2-1 人材", "2-2 支援", "3-1 共通機能・参加", "3-2 運用・見直し")
ITEMS_OF_ROWS = "122355214233642225564352462261122355234233644525566352562164"
"""Of each row of the list the item that it is about, from 1."""
ANSWERS = [
    (0, "規模の小さい団体について、期限の特例（１（２））の書き方を改めます。"),
    (1, "運用の経費の負担は原案のとおりとします。今後の検討の参考とします。"),
    (2, "移行の経費は、その全額を国が措置することに改めます。"),
    (6, "利用料は、単価と積算の根拠を公開した上で定めることに改めます。"),
    (10, "研修は、集合形式に加えオンラインでも行うことに改めます。"),
    (12, "障害が起きたときの責任の分け方を、事前に文書で定めることに改めます。"),
    (18, "参加の在り方は原案のとおりとします。"),
    (19, "次の意見照会からは、少なくとも一か月の期間を設けます。"),
    (21, "外部の人材を複数の団体で共有できる制度をつくることに改めます。"),
    (28, "通信が途絶えたときの手順のひな形を示すことに改めます。"),
]
"""Of the first round: place of the opinion in the list, and what was answered."""


def body(number: int) -> str:
    """The body in a row of the first round, from 1."""
    return letters(number - 1) + KINDS[(number - 1) % len(KINDS)]


def prefecture(of_body: str) -> str:
    """Cities lie in 甲県, towns in 乙県, villages in 丙県."""
    return PREFECTURES[KINDS.index(of_body[-1])]


def draft(lines: list[str]) -> bytes:
    """A draft as a Word document."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _DAY
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return packed(out.getvalue())


def gathered() -> bytes:
    """A plain list of answers of the second round."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "取りまとめ"
    sheet.append(["No", "都道府県", "団体名", "該当箇所", "意見"])
    for number, (row, clause, opinion) in enumerate(AGAIN, start=1):
        sheet.append([number, prefecture(body(row)), body(row), clause, opinion])
    return saved(book)


def answered() -> bytes:
    """What was published on the first round: opinions and answers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "意見と考え方"
    sheet.append(["番号", "意見の概要", "意見に対する考え方"])
    for number, (place, answer) in enumerate(ANSWERS, start=1):
        sheet.append([number, OPINIONS[place], answer])
    return saved(book)


def letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    letter = chr(65 + number % 26)
    return letter if number < 26 else f"{chr(64 + number // 26)}{letter}"


def packed(content: bytes) -> bytes:
    """A package without the times at which it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, _DAY.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def saved(book: openpyxl.Workbook) -> bytes:
    book.properties.created = book.properties.modified = _DAY
    book.properties.creator = "example"
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as package:
        core = package.read("docProps/core.xml").decode()
    begin = core.index("<dcterms:modified")  # openpyxl writes the time of saving there
    end = core.index("</dcterms:modified>") + len("</dcterms:modified>")
    fixed = (core[:begin] + core[end:]).encode()
    clean = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(clean, "w") as new:
        for name in old.namelist():
            new.writestr(name, fixed if name == "docProps/core.xml" else old.read(name))
    return packed(clean.getvalue())


def consolidated_list() -> bytes:
    """A list of 60 rows: title, note, a header over two rows, a total, a note below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "回答一覧"
    sheet["A1"] = "【例】共通の情報基盤に関する意見照会　回答一覧"
    sheet["A2"] = "※ 例示のために作成したもの。団体も意見も架空である。"
    heads = {"A4": "No", "B4": "団体", "E4": "検討項目", "F4": "意見", "G4": "理由", "H4": "備考"}
    for place, text in {**heads, "B5": "都道府県", "C5": "団体名", "D5": "担当課"}.items():
        sheet[place] = text
        sheet[place].font = Font(bold=True)
    for span in ("A1:H1", "A4:A5", "B4:D4", *(f"{c}4:{c}5" for c in "EFGH")):
        sheet.merge_cells(span)
    prefectures = cycle(PREFECTURES)
    for number, opinion in enumerate([*OPINIONS, *FURTHER], start=1):
        reason = "財政の見通しが厳しいため。" if number % 9 == 0 else ""
        item = ITEMS[int(ITEMS_OF_ROWS[number - 1]) - 1]
        row = [number, next(prefectures), body(number), "情報政策課", item, opinion, reason]
        for column, value in enumerate(row, start=1):
            if value:
                sheet.cell(5 + number, column, value).alignment = Alignment(wrap_text=True)
    sheet["C67"] = "合計"
    sheet["F67"] = "60件"
    sheet["A69"] = "※ 回答のあった団体のみを掲げている。"
    sheet.row_dimensions[20].hidden = True
    return saved(book)


def form(
    body: str, item: str, opinion: object, reason: str = "", department: str = "総務課"
) -> bytes:
    """One body's form: label left, answer right."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "様式1"
    sheet["A1"] = "【例】様式１　意見照会回答票"
    rows = {3: ("団体名", body), 4: ("担当課", department), 6: ("該当箇所", item)}
    rows |= {7: ("意見", opinion), 8: ("理由", reason)}
    for row, (label, answer) in rows.items():
        sheet.cell(row, 1, label).font = Font(bold=True)
        if answer:
            sheet.cell(row, 2, answer)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=5)
    sheet.merge_cells("A1:E1")
    sheet["A10"] = "※ 一枚に一つの項目について記入してください。団体は架空です。"
    return saved(book)


def forms() -> dict[str, bytes]:
    """Thirteen files: nine forms, a CSV in cp932, a Word document, a PDF, a list."""
    struck = TextBlock(InlineFont(strike=True), "三年")
    lines = ["番号,団体名,該当箇所,意見"]
    lines += ["①,甲県J市,５（１）,㈱と記した外字が化けるため、文字の対応表を国で定めてほしい。"]
    lines += [
        '②,甲県J市,３（１）,"・研修を増やしてほしい。\n・費用も支援してほしい。"',
        "③,甲県J市,５,特になし",
    ]
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _DAY
    for line in ("【例】共通の情報基盤に関する意見", "団体名：乙県K町", "担当課：企画課"):
        document.add_paragraph(line)
    document.add_paragraph("意見")
    for line in ("経費の支援を移行の後も続けてほしい。", "相談の窓口を一本化してほしい。"):
        document.add_paragraph(line, style="List Bullet")
    word = io.BytesIO()
    document.save(word)
    pages = [
        ["【例】共通の情報基盤に関する意見について", "", "団体名：丙県L村", "意見"],
        ["・通信の回線が一本しかなく、障害が起きると窓口の業務が止まるため、回線の二重化に"],
        ["　要する費用を支援してほしい。", "・職員の研修を、離島でも受けられるようにしてほしい。"],
    ]
    answers: list[tuple[str, str, object]] = [
        ("01_A市", "１（２）", "移行の期限を、団体の規模に応じて分けてほしい。"),
        (
            "02_B町",
            "２（３）",
            "・利用料の根拠を公開してほしい。\n・見積りの方法を統一してほしい。",
        ),
        ("03_C村", "３", "特になし"),
        ("04_D市", "１（２）", "期限の延長は二年でよい。"),
        ("04_D市（差替）", "１（２）", "期限の延長は三年が必要である。"),
        ("05_E町", "２", CellRichText("支援の期間を", struck, "五年としてほしい。")),
        ("06_F村", "５（２）", "県に共同の窓口を設けてほしい。"),
        ("07_G市", "４", "共通基盤に参加するかどうかは、団体が選べるようにしてほしい。"),
        ("08_H町", "５", "別紙のとおり"),
    ]
    return {
        **{
            f"{name}.xlsx": form(prefecture(name[3:5]) + name[3:5], item, text)
            for name, item, text in answers
        },
        "09_J市.csv": "\r\n".join([*lines, ""]).encode("cp932"),
        "10_K町.docx": packed(word.getvalue()),
        "12_取りまとめ.xlsx": gathered(),
        "11_L村.pdf": pdf([[line for page in pages for line in page]]),
    }


def every_file() -> dict[str, dict[str, bytes]]:
    """Folder → name → content: both rounds, and the drafts that they are about."""
    return {
        "rei-ichiran": {"回答一覧.xlsx": consolidated_list()},
        "rei-yoshiki": forms(),
        "drafts": {"rei_soan.docx": draft(SOAN), "rei_an.docx": draft(AN)},
        "answers": {"rei_ichiran_kangaekata.xlsx": answered()},
    }


def main() -> None:
    """Write both rounds and both drafts."""
    for name, files in every_file().items():
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)


if __name__ == "__main__":
    main()
