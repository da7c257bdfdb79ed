"""The sheet that sets sub-themes against review items."""

from pipeline.report.summary.opinion_lines import UNKNOWN
from pipeline.report.summary.whole import Summary
from pipeline.report.wording import item_short
from pipeline.report.workbook.sheet import Column, Kind, Sheet, Value, number_column


def theme_items_sheet(summary: Summary) -> Sheet:
    """Mean probability of every item over the members of every sub-theme."""
    codes = [section.code for section in summary.items if section.code != UNKNOWN]
    columns = (
        Column("テーマ", 26),
        Column("論点", 28),
        number_column("意見"),
        Column("検討項目", 10),
        Column("またがる項目", 14),
        *(Column(item_short(code), 9, Kind.SHARE) for code in codes),
    )
    rows: list[tuple[Value, ...]] = [
        (
            theme.name,
            sub.name,
            sub.n_opinions,
            item_short(sub.main_item.code) if sub.main_item else None,
            "、".join(item_short(item.code) for item in sub.items[1:]),
            *(sub.item_means.get(code) for code in codes),
        )
        for theme in summary.themes
        for sub in theme.sub_themes
    ]
    note = (
        "論点に属する意見の確率の平均。一つの意見が複数の項目に当たることもあるため、"
        "和は1とは限らない。"
    )
    return Sheet("論点と検討項目", note, columns, tuple(rows), n_frozen=2)
