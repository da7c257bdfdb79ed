"""The sheets with one row per opinion, or per entry of the ledger."""

from pipeline.labels.answer_sheet import COMMENT, REPORT_ITEM
from pipeline.report.summary.by_review_item import UNKNOWN
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.whole import Summary
from pipeline.report.wording import Status, item_label, item_short
from pipeline.report.workbook.sheet import Column, Kind, Sheet, Value, number_column

_LEVELS = {"file": "ファイル", "row": "行", "part": "行の一部"}
_CANDIDATES = (
    Column("第一候補", 30),
    Column("確率", 8, Kind.SHARE),
    Column("第二候補", 30),
    Column("確率", 8, Kind.SHARE),
)
_REASONS = (Column("第一候補の根拠の語", 22), Column("第一候補に似た例文・判定済みの意見", 44))


def opinions_sheet(summary: Summary) -> Sheet:
    """Every opinion with everything known of it."""
    columns = (
        number_column("番号", 7),
        Column("意見", 70),
        Column("場所", 22),
        Column("テーマ", 22),
        Column("論点", 26),
        *_CANDIDATES[:2],
        Column("判定", 11),
        *_CANDIDATES[2:],
        Column("継承案", 12),
        *_REASONS,
        Column("意見の性質", 14),
        Column("少数意見", 9),
        Column("近い論点", 24),
        Column("併せて属する論点", 30),
        Column("論点との近さ", 10, Kind.SHARE),
        number_column("代表の順位"),
        Column("原資料の見出し", 36),
        Column("回答者", 18),
        Column("団体の区分", 12),
        Column("団体コード", 11),
        Column("人口の区分", 18),
        number_column("同じ内容の意見"),
        Column("呼びかけらしさ", 10, Kind.SHARE),
        number_column("文字数"),
        Column("意見ID", 20),
        Column("text_key", 20),
    )
    rows = tuple(
        (
            line.number,
            line.text,
            line.place,
            line.coarse_name,
            line.theme_name,
            *_candidates(line)[:2],
            line.status_name,
            *_candidates(line)[2:],
            _inherited(line),
            *_reasons(line),
            line.nature_shown,
            "少数意見" if line.is_single else "",
            line.nearest_theme_name,
            "、".join(f"{name}（{strength:.2f}）" for _, name, strength in line.also_themes),
            None if line.is_single else line.strength,
            line.representative_rank,
            line.heading,
            line.respondent_shown,
            line.body_kind,
            line.body_code,
            line.population_band,
            line.n_in_family,
            line.campaign_score,
            line.n_characters,
            line.opinion_id,
            line.text_key,
        )
        for line in summary.opinions
    )
    note = "意見1件に1行。原文のまま。印刷されるのは「判定」の列まで。"
    return Sheet("意見一覧", note, columns, rows, n_frozen=2, n_printed=8)


def table_sheet(summary: Summary) -> Sheet:
    """The official table, with the answers for people to write."""
    columns = (
        number_column("No.", 7),
        Column("該当箇所", 34),
        Column("論点", 26),
        Column("意見の概要", 80),
        number_column("件数"),
        Column("考え方（記入）", 60, Kind.ENTRY),
        Column("過去の回答（案）", 50),
        Column("類似度", 8, Kind.SHARE),
        Column("案の出典", 18),
    )
    rows = tuple(
        (
            line.number,
            line.item,
            line.name,
            line.overview,
            line.n_opinions,
            "",
            line.draft.answer if line.draft else None,
            line.draft.similarity if line.draft else None,
            line.draft.source if line.draft else None,
        )
        for line in summary.table
    )
    note = (
        "論点1つ、少数意見1件に1行。概要は意見の文をそのまま引いた。過去の回答は機械が選んだ案で、"
        "確認を要する。"
    )
    return Sheet("意見と考え方", note, columns, rows, n_frozen=1, n_printed=6)


def singles_sheet(summary: Summary) -> Sheet:
    """The singles in full, with the sub-theme that is nearest."""
    columns = (
        number_column("番号", 7),
        Column("意見", 80),
        Column("場所", 24),
        Column("近い論点", 28),
        *_CANDIDATES,
        Column("判定", 11),
    )
    rows = tuple(
        (
            line.number,
            line.text,
            line.place,
            line.nearest_theme_name,
            *_candidates(line),
            line.status_name,
        )
        for line in summary.singles
    )
    note = "どの論点にも属さない意見の全文。近い論点は参考。"
    return Sheet("少数意見", note, columns, rows, n_frozen=2)


def bodies_sheet(summary: Summary) -> Sheet:
    """One row per sub-theme or review item and kind of body: ready for a pivot table."""
    columns = (
        Column("集計の単位", 12),
        Column("テーマ", 28),
        Column("検討項目・論点", 44),
        Column("団体の区分", 16),
        number_column("意見"),
        Column("備考", 24),
        Column("ID", 22),
    )
    table = summary.bodies
    few = f"{table.smallest_cell}団体未満など（非表示）"
    rows = tuple(
        (
            row.group,
            row.within,
            row.name,
            count.kind,
            cell,
            few if cell is None else "",
            row.subject,
        )
        for row in (*table.items, *table.themes)
        for count, cell in zip(table.kinds, row.cells, strict=True)
    )
    note = "区分ごとの件数。検討項目は意見ごとの第一候補。"
    if not table.kinds:
        note = "団体の区分が分かる意見はない。"
    elif table.smallest_cell:
        note += (
            f"{table.smallest_cell}団体未満の件数と、差引きでそれが分かる件数は示さない"
            f"（{table.n_suppressed}か所）。{table.smallest_cell}団体未満の区分はまとめた。"
        )
    return Sheet("団体別集計", note, columns, rows, n_frozen=1, n_printed=6)


def to_check_sheet(summary: Summary) -> Sheet:
    """What people have to decide, the most doubtful first, with columns to fill in."""
    codes = tuple(section.code for section in summary.items if section.code != UNKNOWN)
    columns = (
        number_column("番号", 7),
        Column("意見", 70),
        Column("論点", 26),
        *_CANDIDATES,
        Column("継承案", 12),
        *_REASONS,
        Column(REPORT_ITEM, 20, Kind.ENTRY, codes),
        Column(COMMENT, 34, Kind.ENTRY),
        Column("場所", 24),
        Column("text_key", 20),
    )
    waiting = [line for line in summary.opinions if line.status is Status.TO_CHECK]
    rows = tuple(
        (
            line.number,
            line.text,
            line.theme_name or "少数意見",
            *_candidates(line),
            _inherited(line),
            *_reasons(line),
            "",
            "",
            line.place,
            line.text_key,
        )
        for line in sorted(waiting, key=lambda line: (_margin(line), line.number))
    )
    note = (
        "候補の差が小さい（機械が迷っている）順。正しい検討項目を一覧から選ぶ。"
        "二つあるときは「2-1;2-2」のように書く。none は該当なし。"
        "継承案は、ほぼ同じ意見に人が付けた判定で、この意見についてはまだ案である。"
        "記入した表は opinions review import で取り込む。"
    )
    return Sheet("要確認", note, columns, rows, n_frozen=2, n_printed=12)


def ledger_sheet(summary: Summary) -> Sheet:
    """Every file, row and part received."""
    columns = (
        Column("単位", 10),
        Column("場所", 26),
        Column("区分", 30),
        Column("理由", 20),
        number_column("意見"),
        Column("本文", 80),
        number_column("開始文字"),
        number_column("終了文字"),
    )
    rows = tuple(
        (
            _LEVELS[entry.level],
            entry.place,
            entry.state_name,
            entry.reason,
            entry.n_opinions,
            entry.text,
            entry.begin,
            entry.end,
        )
        for entry in summary.ledger
    )
    note = "受け取ったすべてのファイルと行。どれも一つの区分に必ず入る。"
    return Sheet("台帳", note, columns, rows, n_frozen=2)


def _candidates(line: OpinionLine) -> tuple[Value, Value, Value, Value]:
    first, second = (*line.candidates[:2], None, None)[:2]
    return (
        item_label(first.code, first.title) if first else None,
        first.probability if first else None,
        item_label(second.code, second.title) if second else None,
        second.probability if second else None,
    )


def _inherited(line: OpinionLine) -> str:
    """What people decided of a near copy or a paraphrase."""
    return "、".join(item_short(code) for code in line.inherited)


def _reasons(line: OpinionLine) -> tuple[Value, Value]:
    """What spoke for the machine's first item."""
    return "、".join(line.reason_terms), "\n".join(f"・{text}" for text in line.reason_examples)


def _margin(line: OpinionLine) -> float:
    if len(line.candidates) < 2:
        return line.candidates[0].probability if line.candidates else 0.0
    return line.candidates[0].probability - line.candidates[1].probability
