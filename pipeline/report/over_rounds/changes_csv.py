"""The tables of changes as CSV: themes and items, bodies, opinions with the mark 同文."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.changes.share_change import ShareChange
from pipeline.report.inputs import records
from pipeline.report.over_rounds.quotes import Quote
from pipeline.report.over_rounds.transition import Transition, VoiceLine
from pipeline.report.workbook.csv_tables import csv_bytes

_KINDS = {"coarse": "テーマ", "fine": "論点", "item": "検討項目"}
_SUBJECTS = (
    *("種類", "通しのid", "名前", "前の名前", "今回の名前", "名前の理由"),
    *("区分", "分割元・統合先", "以来", "人の指定"),
    *("弱い", "同じ文の行方"),
    *(
        "意見（前回）",
        "意見（今回）",
        "内容（前回）",
        "内容（今回）",
        "団体（前回）",
        "団体（今回）",
    ),
    *("変化", "割合の差", "区間の下", "区間の上", "比べた単位", "比べた数"),
)
_BODIES = (
    *("区分", "論点", "前回の賛否", "今回の賛否", "前回の意見", "前回の文", "前回の回答者"),
    *("今回の意見", "今回の文", "今回の回答者", "もう一方の回の回答"),
)
_OPINIONS = ("意見", "文", "同文", "同文の回", "同文の意見", "述べたのは")
_TRAJECTORY = ("回", "種類", "id", "名前", "意見", "内容", "団体")


def render(
    told: Transition, opinions: Sequence[Quote], titles: Mapping[str, str]
) -> dict[str, bytes]:
    """File name → CSV, of one round against the one before.

    Args:
        told: what changed.
        opinions: all of the later round.
        titles: of rounds.
    """
    subjects = [
        (
            *(_KINDS[line.kind], line.lasting_id, line.name),
            *(line.name_then, line.name_now, line.why_name),
            *(line.became, line.parted, line.since),
            *("はい" if line.by_person else "", "はい" if line.is_weak else "", line.again),
            *(line.then.n_opinions, line.now.n_opinions, line.then.n_contents),
            *(line.now.n_contents, line.then.n_bodies, line.now.n_bodies),
            *(line.verdict, *_interval(line.change)),
        )
        for line in told.subjects
    ]
    bodies = [
        (
            *("賛否が変わった", line.theme, line.stance_then, line.stance_now),
            *(*_cells(line.then), *_cells(line.now), ""),
        )
        for line in told.minds
    ]
    nobody = ("", "", "")
    bodies += [
        ("新たに意見", "", "", "", *nobody, *_cells(line.quote), _other(line))
        for line in told.heard
    ]
    bodies += [
        ("意見がなくなった", "", "", "", *_cells(line.quote), *nobody, _other(line))
        for line in told.silent
    ]
    repeated = {line.now.opinion_id: line for line in told.repeated}
    marked = []
    for quote in opinions:
        line = repeated.get(quote.opinion_id)
        marks = (
            ("同文", titles[line.then.round], f"意見{line.then.number}", line.whose)
            if line
            else ("", "", "", "")
        )
        marked.append((f"意見{quote.number}", quote.text, *marks))
    return {
        f"{told.after}-themes.csv": csv_bytes(_SUBJECTS, subjects),
        f"{told.after}-bodies.csv": csv_bytes(_BODIES, bodies),
        f"{told.after}-opinions.csv": csv_bytes(_OPINIONS, marked),
    }


def trajectory_csv(
    frames: Mapping[str, pd.DataFrame], names: Mapping[str, str], titles: Mapping[str, str]
) -> bytes:
    """Counts of every theme and item in every round.

    Args:
        frames: by kind, as ``then_and_now.trajectory`` gives them.
        names: of themes by lasting id, and of items by code.
        titles: of rounds.
    """
    rows = [
        (
            *(titles[row.round], _KINDS[kind], row.subject, names.get(row.subject, row.subject)),
            *(int(row.n_opinions), int(row.n_contents), int(row.n_bodies)),
        )
        for kind, frame in frames.items()
        for row in records(frame)
    ]
    return csv_bytes(_TRAJECTORY, rows)


def _interval(change: ShareChange | None) -> tuple[float | str | int, ...]:
    if change is None:
        return ("", "", "", "", "")
    unit = "両方の回の団体" if change.is_paired else "内容"
    numbers = (round(value, 4) for value in (change.difference, change.low, change.high))
    return (*numbers, unit, change.n)


def _cells(quote: Quote) -> tuple[str, str, str]:
    return f"意見{quote.number}", quote.text, quote.who


def _other(line: VoiceLine) -> str:
    return "意見なしなど" if line.has_answered else ""
