"""Drafts read into clauses: levels, paths, places, and what cannot be read is told."""

import doctest
import io
from copy import deepcopy
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from pipeline.drafts import blocks, clause_table, heading_marks
from pipeline.drafts.block import Block
from pipeline.drafts.blocks import Line
from pipeline.drafts.outline import outline
from pipeline.ingest.draft_rows import with_drafts
from pipeline.ingest.ledger_rows import ledger_rows
from pipeline.ingest.round_mask import RoundMask
from pipeline.quality.shared_data import shared_data
from pipeline.readers import docx_numbers, draft_file, pdf_lines
from pipeline.readers.draft_file import read_draft
from pipeline.rounds.round_drafts import read_round_draft
from pipeline.rounds.round_head import RoundHead, read_round_head
from pipeline.stages import drafts
from pipeline.store import Store
from pipeline.tables.clauses import Clauses, DraftNotes
from pipeline.tables.ledger import Ledger, State
from tests.intake_inputs import pdf

ENV6 = shared_data() / "env6_plan" / "2_an.csv"

# (indentation = level) a heading; a line in lower case letters d…: a paragraph
LAYOUTS = {
    "basic plan": """
1 第１部　総論
2 第１章　計画の基本的事項
3 １　計画策定の趣旨
d 本計画は、条例に基づき策定する。
3 ２　計画の期間
d 令和８年度から５年間とする。
2 第２章　現状と課題
3 １　人口の動き
4 （１）総人口
d 総人口は減少している。
4 （２）年齢別の人口
5 ア　年少人口
d 減っている。
5 イ　老年人口
d 増えている。
1 第２部　各論
2 第１章　施策の展開
3 １　子育て支援の充実
4 （１）保育の受皿の確保
5 ① 施設整備
d ・ 老朽化した施設を改修する。
5 ② 人材の確保
d ・ 保育士の処遇を改善する。
""",
    "guideline with ア before ①": """
1 １．目的
d 本指針は、手続を定める。
1 ２．対象
2 （１）対象とする事務
3 ア　窓口の事務
4 （ア）申請の受付
d 受付は電子的に行う。
4 （イ）審査
d 審査は一元化する。
3 イ　内部の事務
d 共通化する。
2 （２）対象としない事務
d 別に定める。
1 ３．留意事項
2 （１）経過措置
d 当分の間、従前の例による。
""",
    "第１ and Roman": """
1 はじめに
d 社会は変化している。
1 Ⅰ　基本方針
2 １　基本的な視点
3 （１）公平
d 公平に扱う。
3 （２）効率
d 重複を除く。
2 ２　推進体制
d 会議を置く。
1 Ⅱ　重点施策
2 １　人材
3 ○研修の充実
d 研修を行う。
3 ○登用
d 登用を進める。
2 ２　財源
d 交付金を充てる。
1 おわりに
d 毎年度点検する。
""",
    "compound numbers": """
1 １ 基本方針
2 1.1 背景
d 背景を述べる。
2 1.2 位置付け
3 1.2.1 上位計画との関係
d 整合を図る。
3 1.2.2 関連計画
d 別表のとおり。
1 ２ 目標
2 2.1 指標
d 指標を定める。
2 2.2 期間
d 五年とする。
""",
    "law-like": """
1 第一章　総則
2 （目的）
2 第一条　目的
d 第一条の内容を定める。
2 第二条　定義
d 用語は次のとおり。
1 第二章　手続
2 第三条　届出
d 届け出る。
2 第四条　勧告
d 勧告する。
1 附則
d 公布の日から施行する。
""",
}
LAYOUTS["law-like"] = LAYOUTS["law-like"].replace("2 （目的）\n", "")


@pytest.mark.parametrize("name", LAYOUTS)
def test_official_layouts(name: str) -> None:
    told = [line.split(" ", 1) for line in LAYOUTS[name].strip().split("\n")]
    placed = outline([Block(text) for _, text in told])
    found = [str(one.level) if one.kind == "heading" else "d" for one in placed]
    assert found == [level for level, _ in told]
    depth: list[str] = []
    for (level, text), one in zip(told, placed, strict=True):
        if level != "d":
            depth = [*depth[: int(level) - 1], text]
        assert [told[position][1] for position in one.path] == depth


@pytest.mark.skipif(not ENV6.is_file(), reason="shared data are not there")
def test_headings_of_a_real_plan() -> None:
    frame = pd.read_csv(ENV6, dtype=str, keep_default_na=False)
    placed = outline([Block(text) for text in frame["text"]])
    right = n = 0
    for row, one in zip(frame.itertuples(), placed, strict=True):
        if row.kind != "heading":
            assert one.kind != "heading"
            continue
        n += 1
        path = " / ".join(frame["text"][position] for position in one.path)
        same_level = one.level + 1 == int(str(row.level))  # the title has level 1 there
        right += same_level and path == row.path
    assert n == 504
    assert right / n >= 0.98


def test_lines_that_the_margin_broke_are_joined() -> None:
    text = (
        "第1章 基本的な考え方\n"
        "　人口が急激に減る中で、公共サービスを維持するためには、シス\n"
        "テムの共通化が必要である。\n"
        "・ 国は、30\n年後を見据えて取り組む。\n"
    )
    found = [block.text for block in blocks.blocks_of(draft_file.text_lines(text))]
    assert found[1].endswith("システムの共通化が必要である。")
    assert found[0] == "第1章 基本的な考え方"


def test_contents_are_no_headings() -> None:
    lines = ["目次", "第1章 総論 …………… 3", "第2章 各論 …………… 9", "第1章 総論", "本文である。"]
    found = clause_table.clause_table("r", "v", [Line(text) for text in lines])
    assert found["kind"].tolist() == ["heading", "contents", "contents", "heading", "paragraph"]


def test_word_html_markdown_and_text_give_the_same_headings(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("第1章 総論", level=1)
    document.add_heading("1 目的", level=2)
    document.add_paragraph("本計画の目的である。")
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "指標"
    document.save(str(tmp_path / "a.docx"))
    html = (
        "<h1>第1章 総論</h1><h2>1 目的</h2><p>本計画の<b>目的</b>である。</p>"
        "<table><tr><td>指標</td><td></td></tr></table>"
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    markdown = "# 第1章 総論\n\n## 1 目的\n\n本計画の目的である。\n\n| 指標 |  |\n|---|---|\n"
    (tmp_path / "a.md").write_text(markdown, encoding="utf-8")
    (tmp_path / "a.txt").write_text("第1章 総論\n1 目的\n本計画の目的である。\n", encoding="cp932")
    for name in ("a.docx", "a.html", "a.md", "a.txt"):
        found = clause_table.clause_table("r", name, read_draft(tmp_path / name).lines)
        Clauses.checked(found, name)
        assert found["text"].tolist()[:3] == ["第1章 総論", "1 目的", "本計画の目的である。"], name
        assert found["level"].tolist()[:3] == [1, 2, 2], name
        if name != "a.txt":
            assert found["kind"].tolist()[3:] == ["table"], name


def test_behind_missing_pages_the_section_is_not_known() -> None:
    text = "[p.1]\n第1章 総論\n本文。\n[p.5]\n続き。\n第2章 各論\n本文。\n"
    found = clause_table.clause_table("r", "v", draft_file.text_lines(text))
    assert found["path"].tolist() == ["第1章 総論"] * 2 + [""] + ["第2章 各論"] * 2
    assert "ページ2～4がない" in clause_table.notes_on(found)[0]


def test_what_stands_below_a_heading_before_missing_pages_stands_there_no_more() -> None:
    text = (
        "[p.1]\n（１）原則\n③ 費用\n本文。\n[p.5]\n（２）続き\n本文。\n[p.9]\nⅲ）仮想基盤\n本文。\n"
    )
    found = clause_table.clause_table("r", "v", draft_file.text_lines(text))
    assert found["path"].tolist()[-2:] == ["ⅲ）仮想基盤"] * 2
    assert found["path"].tolist()[3:5] == ["（２）続き"] * 2


def test_a_year_given_digit_by_digit_is_one_number() -> None:
    title = "[p.1]\n基本方針（案）\n2 0 2 4 年 6 月 18 日\n１ 目的\n3 6 9 の値を示す。\n"
    found = clause_table.clause_table("r", "v", draft_file.text_lines(title))
    assert found["text"].tolist()[1] == "2024 年 6 月 18 日"
    assert found["text"].tolist()[-1] == "3 6 9 の値を示す。"


def test_rows_of_a_table_in_a_pdf_stand_where_they_are_printed() -> None:
    outside = [Line(text, 1, n) for n, text in enumerate(("１ 目標", "定める。", "２ 施策"), 1)]
    whole = "１\n 目標\n定める。\n指標 現状\n研修の回数1回\n２ 施策"
    rows = [[["指標", "現状"], ["研修の回数", "1回"]]]
    found = pdf_lines._in_place(outside, whole, rows, 1)
    assert [(line.text, line.line, line.kind) for line in found] == [
        ("１ 目標", 1, "paragraph"),
        ("定める。", 2, "paragraph"),
        ("指標　｜　現状", 3, "table"),
        ("研修の回数　｜　1回", 4, "table"),
        ("２ 施策", 5, "paragraph"),
    ]
    lost = pdf_lines._in_place(outside, "別の文", rows, 1)
    assert [line.line for line in lost] == [1, 2, 3, None, None]


def test_articles_behind_the_supplement_are_its_own() -> None:
    text = "第１条 目的\n定める。\n附則\n第１条 施行\n四月から施行する。\n別紙１\n１ 様式\n示す。\n"
    found = clause_table.clause_table("r", "v", draft_file.text_lines(text))
    assert found["path"].tolist()[3] == "附則 / 第１条 施行"
    assert found["path"].tolist()[-1] == "別紙１ / １ 様式"


def test_what_cannot_be_read_is_told_in_japanese(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_bytes(b"x")
    (tmp_path / "b.docx").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "c.pdf").write_bytes(_scanned())
    (tmp_path / "d.txt").write_text("ただの文である。\n次の文である。\n", encoding="utf-8")
    for name, words in {"a.odt": "OpenDocument", "b.docx": "壊れ", "c.pdf": "スキャン"}.items():
        draft = read_draft(tmp_path / name)
        assert not draft.lines
        assert words in draft.notes[0]
    clauses = clause_table.clause_table("r", "d", read_draft(tmp_path / "d.txt").lines)
    assert len(clauses) == 2
    assert "見出しが一つも見つからない" in clause_table.notes_on(clauses)[0]


def _scanned(behind: bytes = b"") -> bytes:
    """A page without text, behind those of a PDF."""
    import pypdfium2

    document = pypdfium2.PdfDocument(behind) if behind else pypdfium2.PdfDocument.new()
    document.new_page(100, 100)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("draft: no.docx", "にない"),
        ("draft: ../x.docx", "外を指す"),
        ("draft: [a.docx, b.docx]", "2つ書かれている"),
        ("draft: scan.pdf", "スキャン"),
        ("draft: part.pdf", "文字情報のないページがある：2"),
        ("draft: broken.docx", "壊れ"),
        ("draft: a.odt", "OpenDocument"),
        ("draft: empty.txt", "一つも読み取れなかった"),
    ],
)
def test_a_draft_that_cannot_be_read_stands_in_the_ledger_and_loses_no_round(
    tmp_path: Path, written: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, place = tmp_path / "corpora/rounds/r", tmp_path / "corpora/drafts"
    folder.mkdir(parents=True)
    place.mkdir()
    for name, content in {
        "scan.pdf": _scanned(),
        "part.pdf": _scanned(pdf([["第1章 目的", "本計画の目的を定める。"]])),
        "broken.docx": b"PK\x03\x04broken",
        "a.odt": b"x",
        "empty.txt": b"\n",
    }.items():
        (place / name).write_bytes(content)
    head = f"title: t\ndate: 2024-01-01\nyear: 2024\n{written}\n"
    (folder / "round.yaml").write_text(head, encoding="utf-8")
    draft = read_round_draft(read_round_head(folder), place, "r")
    assert draft is not None
    assert draft.is_unreadable is ("part.pdf" not in written)
    assert words in draft.notes[0]
    monkeypatch.chdir(tmp_path)
    drafts.main("r")
    received = pd.DataFrame(
        ledger_rows("r", [], {"a.csv": None}, RoundMask()), columns=Ledger.column_names()
    )
    Store().write(Ledger, with_drafts("r", received, Store().read(DraftNotes, "r")), "r")
    listed = Store().read(Ledger, "r")
    assert listed["level"].tolist() == ["file", "draft"]
    assert listed["state"].iloc[1] == State.UNREADABLE
    assert words in listed["reason"].iloc[1]


def test_a_round_without_a_draft_has_none(tmp_path: Path) -> None:
    head = RoundHead(title="t", date="2024-01-01", year=2024)
    assert read_round_draft(head, tmp_path, "r") is None


def test_automatic_numbers_of_word_are_marks_of_headings(tmp_path: Path) -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    levels = [
        ("decimal", "第%1章", "", 1),
        ("decimalFullWidth", "（%2）", "", 1),
        ("decimalEnclosedCircle", "%3", "", 1),
    ]
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for n, (style, pattern, extra, start) in enumerate(levels)
    )
    own = nsdecls("w")
    abstract = parse_xml(f'<w:abstractNum {own} w:abstractNumId="90">{inner}</w:abstractNum>')
    numbering.insert(0, abstract)
    for name, change in (
        ("91", ""),
        ("92", '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride>'),
    ):
        numbering.append(
            parse_xml(
                f'<w:num {own} w:numId="{name}"><w:abstractNumId w:val="90"/>{change}</w:num>'
            )
        )
    said = [
        ("目的", 0, "91", "第1章　目的"),
        ("", 1, "91", ""),  # Word counts an empty one
        ("期限", 1, "91", "（２）　期限"),
        ("窓口", 2, "91", "①　窓口"),
        ("研修", 2, "91", "②　研修"),
        ("費用", 0, "91", "第2章　費用"),
        ("補助", 1, "91", "（１）　補助"),
        ("特例", 1, "92", "（５）　特例"),
        ("本文である。", 9, "", "本文である。"),
    ]
    for text, level, name, _ in said:
        paragraph = document.add_paragraph(text)
        if name:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(
                    f'<w:numPr {own}><w:ilvl w:val="{level}"/><w:numId w:val="{name}"/></w:numPr>'
                )
            )
    document.save(tmp_path / "a.docx")
    lines = read_draft(tmp_path / "a.docx").lines
    assert [line.text for line in lines] == [told for _, _, _, told in said]
    found = clause_table.clause_table("r", "a", lines)
    paths = dict(zip(found["text"], found["path"], strict=True))
    assert paths["②　研修"] == "第1章　目的 / （２）　期限 / ②　研修"
    assert found.set_index("text")["number"]["（５）　特例"] == "（５）"


def test_pages_of_a_word_document_are_those_that_word_kept(tmp_path: Path) -> None:
    turn = parse_xml(f"<w:r {nsdecls('w')}><w:lastRenderedPageBreak/></w:r>")
    said = [  # text; pages begun before it, inside it; where it stands
        ("第1章　目的", 0, 0, (1, 1)),
        ("基盤を定める。", 0, 1, (1, 3)),
        ("", 1, 0, None),  # a picture over page 3: what stands before goes on
        ("第2章　期限", 1, 0, (4, 4)),
        ("五年である。", 0, 0, (4, 4)),
    ]
    for kept in (True, False):
        document = Document()
        for text, n_before, n_inside, _ in said:
            paragraph = document.add_paragraph(text[:2])
            for _ in range(n_before if kept else 0):
                paragraph._p.insert(0, deepcopy(turn))
            for _ in range(n_inside if kept else 0):
                paragraph._p.append(deepcopy(turn))
            paragraph.add_run(text[2:])
        document.add_table(1, 1).cell(0, 0).text = "額"
        document.save(tmp_path / "a.docx")
        found = clause_table.clause_table("r", "a", read_draft(tmp_path / "a.docx").lines)
        places = [*(place for *_, place in said if place), (4, 4)]
        if kept:
            assert list(zip(found["page"], found["page_to"], strict=True)) == places
            assert found["section_id"].nunique() == 2  # no page is missing
        else:
            assert found["page"].isna().all()


@pytest.mark.parametrize(("n_paragraphs", "is_told"), [(3, False), (60, True)])
def test_a_word_draft_without_pages_is_told(
    tmp_path: Path, n_paragraphs: int, is_told: bool
) -> None:
    document = Document()
    for number in range(n_paragraphs):
        document.add_paragraph(f"（{number}）　施策")
    document.save(tmp_path / "a.docx")
    notes = read_draft(tmp_path / "a.docx").notes
    assert any("ページの記録がなく" in note for note in notes) == is_told


def test_two_thousand_clauses_are_read_and_have_ids_of_their_own() -> None:
    lines = [Line(f"（{n % 9 + 1}）施策" if n % 9 == 0 else "推進する。") for n in range(2000)]
    found = clause_table.clause_table("r", "v", lines)
    assert len(found) == 2000
    assert found["clause_id"].is_unique


@pytest.mark.parametrize("module", [heading_marks, docx_numbers, draft_file, pdf_lines])
def test_doctests(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
