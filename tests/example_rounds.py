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
    "共通基盤に参加するかどうかは、団体が選べるようにしてほしい。",
    "共通基盤への参加は、全団体に義務付けなければ効果が出ない。",
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
    "補助の申請の様式が複雑である。様式を簡素にしてほしい。",
    "移行に係る経費は国が全額措置すべきである。",
    "独自の施策に使っている機能が標準に含まれていない。追加できる余地を残してほしい。",
    "独自の機能を残すと共通化の効果が薄れる。例外は認めるべきでない。",
    "市町村の声を聴く場を、定期に設けてほしい。",
    "(1) 会議の資料は事前に配布してほしい。\n(2) 議事の要旨は一週間以内に公表してほしい。",
    "デジタル人材の処遇を改善するため、財政の支援を求める。",
    "外字の同定の作業に多くの時間がかかる。作業の手引を示してほしい。",
    "No.2と同じ",
    "県が共同の窓口を設け、町村の問い合わせに応じる体制が望ましい。",
    "情報の漏えいが起きたときの補償の考え方を示してほしい。",
    "移行の経費は、国が全額を措置すべきである。",
    "税の繁忙期を避けて切替えの時期を選べるようにしてほしい。",
    "停電のときの手順を、国でひな形として示してほしい。",
    "別紙のとおり",
]
KINDS, PREFECTURES = ("市", "町", "村"), ("甲県", "乙県", "丙県")
ITEMS = ("1-1 期限", "1-2 費用", "2-1 人材", "2-2 支援", "3-1 共通機能")


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
    kinds, prefectures, items = cycle(KINDS), cycle(PREFECTURES), cycle(ITEMS)
    for number, opinion in enumerate([*OPINIONS, *FURTHER], start=1):
        name = letters(number - 1) + next(kinds)
        reason = "財政の見通しが厳しいため。" if number % 9 == 0 else ""
        row = [number, next(prefectures), name, "情報政策課", next(items), opinion, reason]
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
    """Twelve files: nine forms, a CSV in cp932, a Word document, a PDF."""
    struck = TextBlock(InlineFont(strike=True), "三年")
    lines = ["番号,団体名,該当箇所,意見"]
    lines += ["①,J市,5頁,㈱と記した外字が化けるため、文字の対応表を国で定めてほしい。"]
    lines += [
        '②,J市,6頁,"・研修を増やしてほしい。\n・費用も支援してほしい。"',
        "③,J市,7頁,特になし",
    ]
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _DAY
    for line in ("【例】共通の情報基盤に関する意見", "団体名：K町", "担当課：企画課"):
        document.add_paragraph(line)
    document.add_paragraph("意見")
    for line in ("経費の支援を移行の後も続けてほしい。", "相談の窓口を一本化してほしい。"):
        document.add_paragraph(line, style="List Bullet")
    word = io.BytesIO()
    document.save(word)
    pages = [
        ["【例】共通の情報基盤に関する意見について", "", "団体名：L村", "意見"],
        ["・通信の回線が一本しかなく、障害が起きると窓口の業務が止まるため、回線の二重化に"],
        ["　要する費用を支援してほしい。", "・職員の研修を、離島でも受けられるようにしてほしい。"],
    ]
    answers: list[tuple[str, str, object]] = [
        ("01_A市", "2頁", "移行の期限を、団体の規模に応じて分けてほしい。"),
        ("02_B町", "2頁", "・利用料の根拠を公開してほしい。\n・見積りの方法を統一してほしい。"),
        ("03_C村", "3頁", "特になし"),
        ("04_D市", "3頁", "期限の延長は二年でよい。"),
        ("04_D市（差替）", "3頁", "期限の延長は三年が必要である。"),
        ("05_E町", "4頁", CellRichText("支援の期間を", struck, "五年としてほしい。")),
        ("06_F村", "4頁", "県に共同の窓口を設けてほしい。"),
        ("07_G市", "5頁", "共通基盤に参加するかどうかは、団体が選べるようにしてほしい。"),
        ("08_H町", "5頁", "別紙のとおり"),
    ]
    return {
        **{f"{name}.xlsx": form(name[3:5], item, text) for name, item, text in answers},
        "09_J市.csv": "\r\n".join([*lines, ""]).encode("cp932"),
        "10_K町.docx": packed(word.getvalue()),
        "11_L村.pdf": pdf([[line for page in pages for line in page]]),
    }


def main() -> None:
    """Write both rounds."""
    rounds = {"rei-ichiran": {"回答一覧.xlsx": consolidated_list()}, "rei-yoshiki": forms()}
    for name, files in rounds.items():
        folder = FOLDER / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)


if __name__ == "__main__":
    main()
