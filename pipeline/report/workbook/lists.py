"""The sheets with one row per opinion, or per entry of the ledger."""

from collections.abc import Callable, Iterator, Sequence

from pipeline.labels.answer_sheet import COMMENT, REPORT_ITEM
from pipeline.replies.retrieval import MOST_DRAFTS
from pipeline.report.disclosure import attribute_names
from pipeline.report.summary.by_kind_of_body import BodyTable
from pipeline.report.summary.official_table import TableLine
from pipeline.report.summary.opinion_lines import UNKNOWN, OpinionLine
from pipeline.report.summary.received import LedgerLine
from pipeline.report.summary.whole import Summary
from pipeline.report.wording import Status, item_label, item_short
from pipeline.report.workbook.sheet import (
    Column,
    Field,
    Kind,
    Sheet,
    Value,
    number_column,
    sheet_of,
)

_LEVELS = {"file": "ファイル", "row": "行", "part": "行の一部", "draft": "案"}

# A column with what stands in it, so that a new one is one line.
_NUMBER: Field[OpinionLine] = (number_column("番号", 7), lambda line: line.number)
_STATUS: Field[OpinionLine] = (Column("判定", 11), lambda line: line.status_name)
_INHERITED: Field[OpinionLine] = (
    Column("継承案", 12),
    lambda line: "、".join(item_short(code) for code in line.inherited),
)
_FIRST: Sequence[Field[OpinionLine]] = (
    (Column("第一候補", 30), lambda line: _candidate(line, 0)),
    (Column("第一候補の確率", 8, Kind.SHARE), lambda line: _probability(line, 0)),
)
_SECOND: Sequence[Field[OpinionLine]] = (
    (Column("第二候補", 30), lambda line: _candidate(line, 1)),
    (Column("第二候補の確率", 8, Kind.SHARE), lambda line: _probability(line, 1)),
)
_REASONS: Sequence[Field[OpinionLine]] = (
    (Column("第一候補の根拠の語", 22), lambda line: "、".join(line.reason_terms)),
    (
        Column("第一候補に似た例文・判定済みの意見", 44),
        lambda line: "\n".join(f"・{text}" for text in line.reason_examples),
    ),
)
_OPINIONS: Sequence[Field[OpinionLine]] = (
    _NUMBER,
    (Column("意見", 70), lambda line: line.text),
    (Column("理由・備考", 40), lambda line: line.beside),
    (Column("場所", 22), lambda line: line.place),
    (Column("テーマ", 22), lambda line: line.coarse_name),
    (Column("論点", 26), lambda line: line.theme_name),
    *_FIRST,
    _STATUS,
    *_SECOND,
    _INHERITED,
    *_REASONS,
    (Column("意見の性質", 14), lambda line: line.nature_shown),
    (Column("賛否", 13), lambda line: line.stance),
    (Column("少数意見", 9), lambda line: "少数意見" if line.is_single else ""),
    (Column("近い論点", 24), lambda line: line.nearest_theme_name),
    (
        Column("併せて属する論点", 30),
        lambda line: "、".join(f"{name}（{share:.2f}）" for _, name, share in line.also_themes),
    ),
    (
        Column("論点との近さ", 10, Kind.SHARE),
        lambda line: None if line.is_single else line.strength,
    ),
    (number_column("代表の順位"), lambda line: line.representative_rank),
    (Column("原資料の見出し", 36), lambda line: line.heading or line.refers),
    (Column("該当箇所（案）", 40), lambda line: line.clause),
    (Column("反映状況", 18), lambda line: line.uptake),
    (Column("回答者", 18), lambda line: line.respondent_shown),
    (Column("回答番号", 11), lambda line: line.answer),
    (Column("団体の区分", 12), lambda line: line.body_kind),
    (Column("団体コード", 11), lambda line: line.body_code),
    (Column("人口の区分", 18), lambda line: line.population_band),
    (number_column("同じ内容の意見"), lambda line: line.n_in_family),
    (Column("呼びかけらしさ", 10, Kind.SHARE), lambda line: line.campaign_score),
    (number_column("文字数"), lambda line: line.n_characters),
    (Column("意見ID", 20), lambda line: line.opinion_id),
    (Column("text_key", 20), lambda line: line.text_key),
)


def _draft_fields(number: int) -> Iterator[Field[TableLine]]:
    """The columns of one earlier answer."""

    def told(what: str) -> Callable[[TableLine], Value]:
        return lambda line: (
            getattr(line.drafts[number], what) if number < len(line.drafts) else None
        )

    name = f"過去の回答（案{number + 1}）"
    yield Column(name, 50), told("answer")
    yield Column(f"{name}の類似度", 8, Kind.SHARE), told("similarity")
    yield Column(f"{name}の出典", 18), told("source")


_TABLE: Sequence[Field[TableLine]] = (
    (number_column("No.", 7), lambda line: line.number),
    (Column("該当箇所", 30), lambda line: line.asked),
    (Column("案の箇所（機械）", 30), lambda line: line.clause),
    (Column("検討項目（機械）", 30), lambda line: line.item),
    (Column("論点", 26), lambda line: line.name),
    (Column("賛否", 10), lambda line: line.stance),
    (Column("意見の概要", 80), lambda line: line.overview),
    (number_column("件数"), lambda line: line.n_opinions),
    (Column("反映状況", 22), lambda line: line.uptake),
    (Column("考え方（記入）", 60, Kind.ENTRY), lambda _: ""),
    *(field for number in range(MOST_DRAFTS) for field in _draft_fields(number)),
)
_SINGLES: Sequence[Field[OpinionLine]] = (
    _NUMBER,
    (Column("意見", 80), lambda line: line.text),
    (Column("理由・備考", 40), lambda line: line.beside),
    (Column("場所", 24), lambda line: line.place),
    (Column("近い論点", 28), lambda line: line.nearest_theme_name),
    *_FIRST,
    *_SECOND,
    _STATUS,
)
_LEDGER: Sequence[Field[LedgerLine]] = (
    (Column("単位", 10), lambda entry: _LEVELS[entry.level]),
    (Column("場所", 26), lambda entry: entry.place),
    (Column("区分", 30), lambda entry: entry.state_name),
    (Column("理由", 20), lambda entry: entry.reason),
    (number_column("意見"), lambda entry: entry.n_opinions),
    (Column("本文", 80), lambda entry: entry.text),
    (number_column("開始文字"), lambda entry: entry.begin),
    (number_column("終了文字"), lambda entry: entry.end),
)


def opinions_sheet(summary: Summary) -> Sheet:
    """Every opinion with everything known of it, its attributes at the end."""
    note = "意見1件に1行。原文のまま。印刷されるのは「判定」の列まで。"
    if not summary.settings.private:
        note += (
            "回答者は番号で示す。表で件数を※とした人（団体）の値と、差引きや組み合わせでそれが"
            "分かる人の値は「※（示さない）」とした（すべては設定 report.private の報告書にある）。"
        )
    fields = [*_OPINIONS, *map(_attribute_field, attribute_names(summary.opinions))]
    return sheet_of("意見一覧", note, fields, summary.opinions, n_frozen=2, n_printed=8)


def _attribute_field(name: str) -> Field[OpinionLine]:
    return Column(f"属性：{name}", 14), lambda line: line.attribute(name)


def table_sheet(summary: Summary) -> Sheet:
    """The official table, with the answers for people to write."""
    note = (
        "論点の賛否ごと、少数意見1件に1行。該当箇所は回答者が書いたもの。概要は意見の文をそのまま引き、引いていない意見は番号で示した。過去の回答は機械が選んだ案で、"
        "確認を要する。"
    )
    return sheet_of("意見と考え方", note, _TABLE, summary.table, n_frozen=1, n_printed=9)


def singles_sheet(summary: Summary) -> Sheet:
    """The singles in full, with the sub-theme that is nearest."""
    note = "どの論点にも属さない意見の全文。近い論点は参考。"
    return sheet_of("少数意見", note, _SINGLES, summary.singles, n_frozen=2)


def bodies_sheet(summary: Summary) -> Sheet:
    """One row per sub-theme or review item and kind of body: ready for a pivot table."""
    note = "区分ごとの件数。検討項目は意見ごとの第一候補。" + _hidden([summary.bodies])
    if not summary.bodies.kinds:
        note = "団体の区分が分かる意見はない。"
    rows = tuple(row[1:] for row in _counts([summary.bodies]))
    return Sheet("団体別集計", note, _columns("団体の区分"), rows, 1, 6)


def attributes_sheet(summary: Summary) -> Sheet:
    """The same for every attribute that files give (年代, 受付方法)."""
    note = "ファイルにある属性ごとの件数。検討項目は意見ごとの第一候補。" + _hidden(
        summary.attributes
    )
    if not summary.attributes:
        note = "ファイルに、比べられる属性（年代、受付方法など）はない。"
    columns = (Column("属性", 16), *_columns("値"))
    return Sheet("属性別集計", note, columns, tuple(_counts(summary.attributes)), 1, 7)


def _columns(value: str) -> tuple[Column, ...]:
    return (
        Column("集計の単位", 12),
        Column("テーマ", 28),
        Column("検討項目・論点", 44),
        Column(value, 16),
        number_column("意見"),
        Column("備考", 24),
        Column("ID", 22),
    )


def _counts(tables: Sequence[BodyTable]) -> Iterator[tuple[Value, ...]]:
    for table in tables:
        few = f"{table.smallest_cell}団体（人）未満など（非表示）"
        for row in (*table.shown_items, *table.shown_themes):
            for count, cell in zip(table.kinds, row.cells, strict=True):
                told = few if cell is None else ""
                place = (row.group, row.within, row.name, count.kind)
                yield (table.name, *place, cell, told, row.subject)


def _hidden(tables: Sequence[BodyTable]) -> str:
    """What a public report leaves out of such tables."""
    least = max((table.smallest_cell for table in tables), default=0)
    n_hidden = sum(table.n_suppressed for table in tables)
    left_out = "".join(table.left_out for table in tables)
    if not least:
        return ""
    return (
        f"{left_out}{least}団体（人）未満の件数と、差引きでそれが分かる件数は示さない"
        f"（{n_hidden}か所）。{least}団体（人）未満の区分はまとめた。"
    )


def to_check_sheet(summary: Summary) -> Sheet:
    """What people have to decide, the most doubtful first, with columns to fill in."""
    codes = tuple(section.code for section in summary.items if section.code != UNKNOWN)
    fields: Sequence[Field[OpinionLine]] = (
        _NUMBER,
        (Column("意見", 70), lambda line: line.text),
        (Column("論点", 26), lambda line: line.theme_name or "少数意見"),
        *_FIRST,
        *_SECOND,
        _INHERITED,
        *_REASONS,
        (Column(REPORT_ITEM, 20, Kind.ENTRY, codes), lambda _: ""),
        (Column(COMMENT, 34, Kind.ENTRY), lambda _: ""),
        (Column("場所", 24), lambda line: line.place),
        (Column("text_key", 20), lambda line: line.text_key),
    )
    waiting = [line for line in summary.opinions if line.status is Status.TO_CHECK]
    waiting.sort(key=lambda line: (_margin(line), line.number))
    note = (
        "候補の差が小さい（機械が迷っている）順。正しい検討項目を一覧から選ぶ。"
        "二つあるときは「2-1;2-2」のように書く。none は該当なし。"
        "継承案は、ほぼ同じ意見に人が付けた判定で、この意見についてはまだ案である。"
        "記入した表は opinions review import で取り込む。"
    )
    return sheet_of("要確認", note, fields, waiting, n_frozen=2, n_printed=12)


def ledger_sheet(summary: Summary) -> Sheet:
    """Every file, row and part received, and drafts of which something could not be read."""
    note = "受け取ったすべてのファイルと行。どれも一つの区分に必ず入る。"
    if any(entry.level == "draft" for entry in summary.ledger):
        note += "読み取れなかった案も、終わりに示す（件数には数えない）。"
    return sheet_of("台帳", note, _LEDGER, summary.ledger, n_frozen=2)


def _candidate(line: OpinionLine, rank: int) -> str | None:
    if rank >= len(line.candidates):
        return None
    return item_label(line.candidates[rank].code, line.candidates[rank].title)


def _probability(line: OpinionLine, rank: int) -> float | None:
    return line.candidates[rank].probability if rank < len(line.candidates) else None


def _margin(line: OpinionLine) -> float:
    if len(line.candidates) < 2:
        return line.candidates[0].probability if line.candidates else 0.0
    return line.candidates[0].probability - line.candidates[1].probability
