"""What stands in each sheet of the workbook; how it looks is in ``workbook``."""

from pipeline.report.summary.opinion_lines import UNKNOWN
from pipeline.report.summary.whole import Summary
from pipeline.report.wording import item_label
from pipeline.report.workbook.lists import (
    attributes_sheet,
    bodies_sheet,
    ledger_sheet,
    opinions_sheet,
    singles_sheet,
    table_sheet,
    to_check_sheet,
)
from pipeline.report.workbook.sheet import Column, Kind, Sheet, Value, number_column, without
from pipeline.report.workbook.themes_by_item import theme_items_sheet
from pipeline.report.workbook.who_speaks import (
    families_sheet,
    not_answered_sheet,
    respondents_sheet,
)
from pipeline.report.workbook.words import pairs_sheet, words_sheet
from pipeline.review_items.codebook import NONE


def sheets_of(summary: Summary) -> tuple[Sheet, ...]:
    """All sheets, in their order; those on review items only where there are any."""
    has_items = summary.has_items
    return (
        _overview(summary),
        *([_items(summary)] if has_items else []),
        _themes(summary) if has_items else without_items(_themes(summary)),
        *([theme_items_sheet(summary)] if has_items else []),
        table_sheet(summary),
        *(
            sheet if has_items else without_items(sheet)
            for sheet in (opinions_sheet(summary), singles_sheet(summary))
        ),
        bodies_sheet(summary),
        attributes_sheet(summary),
        *([to_check_sheet(summary)] if has_items else []),
        families_sheet(summary),
        words_sheet(summary),
        pairs_sheet(summary),
        ledger_sheet(summary),
        respondents_sheet(summary),
        not_answered_sheet(summary),
        _method(summary),
    )


_ON_ITEMS = frozenset(
    {
        *("検討項目", "併せて当たる項目", "確率の平均", "区間の下限", "区間の上限"),
        *("第一候補", "第二候補", "第一候補の確率", "第二候補の確率", "判定", "継承案"),
        *("第一候補の根拠の語", "第一候補に似た例文・判定済みの意見"),
    }
)
"""Columns that say nothing where there are no review items."""


def without_items(sheet: Sheet) -> Sheet:
    """The sheet without its columns on review items."""
    return without(sheet, _ON_ITEMS)


def _overview(summary: Summary) -> Sheet:
    received, certainty = summary.received, summary.certainty
    note = "受け取った行＝区分ごとの行の和。意見＝テーマに属する意見＋少数意見。"
    rows: list[tuple[Value, ...]] = [
        ("受け取ったファイル", received.n_files, ""),
        ("受け取った行", received.n_rows, ""),
    ]
    rows += [
        (
            f"　{state.name}",
            state.n_rows,
            "、".join(f"{reason} {count}" for reason, count in state.reasons),
        )
        for state in received.states
    ]
    rows += [
        (f"個人情報を伏せた箇所：{kind}", count, "〔氏名〕のように示す")
        for kind, count in received.masked
    ]
    rows += [
        ("意見", received.n_opinions, "行から取り出した、一つの主張ごとの単位"),
        ("　テーマに属する意見", received.n_in_themes, ""),
        ("　少数意見", received.n_singles, "どのテーマにも属さない意見。シート「少数意見」"),
        ("内容の種類", received.n_contents, "同文・ほぼ同文を一つに数えた数"),
        ("テーマ", len(summary.themes), ""),
        ("論点", summary.n_sub_themes, ""),
    ]
    if not summary.has_items:
        rows.append(("検討項目", 0, "与えられていない。意見はテーマで整理した"))
    on_items: list[tuple[Value, ...]] = [
        ("検討項目：人が確定", certainty.n_by_person, ""),
        ("検討項目：機械が判定", certainty.n_by_machine, ""),
        ("検討項目：要確認", certainty.n_to_check, "シート「要確認」"),
        ("検討項目：未判定", certainty.n_unknown, ""),
        (
            "確認担当者の判定",
            certainty.n_labels,
            "較正済み"
            if certainty.calibrated
            else f"未較正（較正に要る数 {certainty.n_labels_needed}）。割り当てはすべて要確認",
        ),
    ]
    rows += on_items if summary.has_items else []
    columns = (Column("区分", 34), number_column("数", 10), Column("説明", 80))
    return Sheet("概要", note, columns, tuple(rows))


def _items(summary: Summary) -> Sheet:
    columns = (
        Column("検討項目", 10),
        Column("題名", 44),
        number_column("意見"),
        number_column("うち論点に属する"),
        number_column("うち少数意見"),
        number_column("うち要確認"),
        number_column("論点"),
        number_column("論点がほかの項目にある意見"),
        Column("扱う会議", 34),
        Column("定義", 70),
    )
    rows = tuple(
        (
            "" if section.code in (NONE, UNKNOWN) else section.code,
            section.title,
            section.n_opinions,
            section.n_in_themes,
            len(section.singles),
            section.n_to_check,
            section.n_sub_themes,
            section.n_elsewhere,
            "、".join(section.meetings),
            section.definition,
        )
        for section in summary.items
    )
    note = "意見はどれも一つの項目で数える。論点は、属する意見が最も多い項目で数える。"
    return Sheet("検討項目別", note, columns, rows, n_frozen=2)


def _themes(summary: Summary) -> Sheet:
    n_quotes = summary.settings.n_representatives
    columns = (
        Column("テーマ", 26),
        Column("論点", 28),
        Column("主張（意見の言葉のまま）", 40),
        Column("主張に近い意見の割合", 12, Kind.SHARE),
        Column("観点", 16),
        number_column("意見"),
        number_column("内容の種類"),
        Column("検討項目", 34),
        Column("特徴的な語", 26),
        Column("賛否", 26),
        *(Column(f"代表的な意見{number}", 46) for number in range(1, n_quotes + 1)),
        Column("併せて当たる項目", 30),
        Column("確率の平均", 10, Kind.SHARE),
        Column("区間の下限", 10, Kind.SHARE),
        Column("区間の上限", 10, Kind.SHARE),
        Column("まとまり", 10),
        Column("再現度", 10, Kind.SHARE),
        Column("論点ID", 22),
    )
    rows: list[tuple[Value, ...]] = []
    for theme in summary.themes:
        for sub in theme.sub_themes:
            main = sub.main_item
            quotes = [
                f"{line.text}（意見{line.number}、{line.place}）" for line in sub.representatives
            ]
            rows.append(
                (
                    theme.name,
                    sub.name,
                    "／".join(filter(None, (sub.claim, sub.claim_beside))),
                    sub.claim_share,
                    sub.guide or theme.guide or "",
                    sub.n_opinions,
                    sub.n_contents,
                    item_label(main.code, main.title) if main else "",
                    "、".join(sub.keywords),
                    sub.stances_shown,
                    *(quotes + [""] * (n_quotes - len(quotes))),
                    "、".join(item_label(item.code, item.title) for item in sub.items[1:]),
                    main.mean_probability if main else None,
                    main.low if main else None,
                    main.high if main else None,
                    sub.stability.word if sub.stability else "",
                    sub.stability.recovery if sub.stability else None,
                    sub.theme_id,
                )
            )
    note = "論点1つに1行。少数意見はどの論点にも属さず、シート「少数意見」にある。"
    return Sheet("テーマ別", note, columns, tuple(rows), n_frozen=2, n_printed=9 + n_quotes)


def _learnt(summary: Summary) -> tuple[tuple[str, str, str], ...]:
    return (
        ("分類器", "例文の数", str(summary.certainty.n_examples)),
        ("分類器", "確認担当者の判定の数", str(summary.certainty.n_labels)),
    )


def _method(summary: Summary) -> Sheet:
    columns = (Column("区分", 18), Column("名前", 50), Column("値", 90))
    rows: list[tuple[Value, ...]] = [
        ("意見照会", "名前", summary.round),
        ("意見照会", "日付", summary.date),
        ("出典", "", summary.attribution),
        *(_learnt(summary) if summary.has_items else ()),
        *(("分類器の測定値", name, value) for name, value in summary.certainty.metrics),
        *(("入力のSHA-256", name, value) for name, value in summary.method.input_hashes),
        *(("設定", name, value) for name, value in summary.method.parameters),
        *(("版", name, value) for name, value in summary.method.versions),
    ]
    note = (
        "同じ入力、同じ設定、同じ版からは、同じ報告が得られる。説明はHTML版の「方法と限界」にある。"
    )
    return Sheet("方法", note, columns, tuple(rows))
