"""The sheet on which people decide what the next draft took up (反映状況)."""

from collections.abc import Sequence

from xlsxwriter import Workbook

from pipeline.labels import uptake_sheet as names
from pipeline.labels.answer_sheet import COMMON_REVIEWER, row_mark
from pipeline.labels.uptake_sheet import WORDS, UptakeFacts
from pipeline.report.inputs import records
from pipeline.report.wording import visible
from pipeline.report.workbook.round_workbook import cell_text
from pipeline.report.workbook.sheet import Column, Kind
from pipeline.report.workbook.theme_sheets import HEADER_ROW, Formats, offer, write_sheet
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.uptake import NextChanges, Uptake

_COLUMNS = (
    Column(names.NUMBER, 7, Kind.NUMBER),
    Column(names.TEXT, 60),
    Column(names.BEFORE, 40),
    Column(names.AFTER, 40),
    Column(names.ASKED, 36),
    Column(names.PROPOSAL, 14),
    Column(names.CERTAINTY, 9, Kind.SHARE),
    Column(names.WHY, 26),
    Column(names.DECIDED, 14),
    Column(names.DECISION, 16, Kind.ENTRY),
    Column(names.ROUND, 14),
    Column(names.KEY, 19),
    Column(names.MARK, 15),
)
_N_HIDDEN = 3
_HOW = (
    "二つの版と意見を見て、黄色の欄で選ぶ。機械の案は確かめるまで未確認のまま載る。"
    "同文の意見にも当てはまる。"
)


def uptake_facts(store: Store, round_name: str) -> tuple[UptakeFacts, ...]:
    """Every text of a round once, in the order of opinions; none where no version followed."""
    found = store.read(Uptake, round_name)
    if found.empty:
        return ()
    changed = {int(row.order): row for row in records(store.read(NextChanges, round_name))}
    opinions = store.read(Opinions, round_name)[["opinion_id", "number", "text_key", "text"]]
    rows = opinions.merge(found, on="opinion_id", validate="1:1").sort_values("number")
    facts = []
    for row in records(rows.drop_duplicates("text_key").astype({"order": "float64"})):
        change = changed.get(int(row.order)) if row.order == row.order else None
        facts.append(
            UptakeFacts(
                round=round_name,
                number=int(row.number),
                text_key=row.text_key,
                text=cell_text(visible(row.text)),
                asked=visible(row.asked),
                proposal=WORDS.get(row.proposal, names.NOT_KNOWN),
                certainty=float(row.certainty) or None,
                why=visible(row.why),
                before=visible(change.text_before) if change else "",
                after=visible(change.text_after) if change else "",
                decided=WORDS[row.decision] if isinstance(row.decision, str) else "",
            )
        )
    return tuple(facts)


def add_uptake_sheet(
    workbook: Workbook,
    facts: Sequence[UptakeFacts],
    formats: Formats,
    protection: dict[str, bool],
) -> None:
    """Add the sheet: one row a text."""
    sheet = workbook.add_worksheet(names.SHEET)
    values = [
        (
            *(one.number, one.text, cell_text(one.before), cell_text(one.after)),
            *(cell_text(one.asked), one.proposal, one.certainty, one.why, one.decided, None),
            *(one.round, one.text_key, row_mark(one.text_key, one.text)),
        )
        for one in facts
    ]
    write_sheet(sheet, _COLUMNS, _N_HIDDEN, values, formats, (names.SHEET, _HOW))
    place = [column.title for column in _COLUMNS].index(names.DECISION)
    sheet.write_string(1, place - 1, COMMON_REVIEWER, formats.label)
    sheet.write_blank(1, place, None, formats.entry)
    offer(sheet, place, HEADER_ROW + max(len(values), 1), list(WORDS.values()))
    sheet.protect("", protection)
