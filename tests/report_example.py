"""Report inputs from the real hand-out, with themes and assignments made by hand."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.codebook.agenda import read_schedule
from pipeline.ingest.records import Entry, Ingested, ingested
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.report.inputs import ReportInputs
from pipeline.review_items.codebook import Codebook, read_codebook
from pipeline.review_items.opinion_type import natures
from pipeline.review_items.reasons import COLUMNS
from pipeline.rounds.round_head import read_round_head
from pipeline.store import read_text
from pipeline.tables.assignments import Assignments
from pipeline.tables.ledger import State
from pipeline.tables.reasons import Reasons
from pipeline.tables.themes import Certificates, Families, Members, Places, Themes
from pipeline.text.normalize import text_key
from pipeline.yaml_files import read_yaml

ROUND = "2024-04-05-junbi-kaigo"
FOLDER = Path(__file__).parents[1] / "corpora"

# Sub-theme → (coarse theme, keywords, numbers of opinions, most representative first).
THEMES: dict[str, tuple[str, str, list[int]]] = {
    "移行期限と移行困難システム": ("標準化・移行の負担", "移行、期限、困難", [6, 4, 5, 9]),
    "標準化の着実な進捗": ("標準化・移行の負担", "標準化、着実、成果", [12, 14, 11, 13, 15]),
    "移行経費と運用経費": ("費用負担", "経費、移行、従量課金", [7, 3, 8]),
    "規模に応じた利用料金": ("費用負担", "規模、利用料金、町村", [20, 21, 19]),
    "地方のニーズと共通システム": ("地方の実情", "ニーズ、共通、システム", [17, 16, 18]),
    "デジタル人材の確保と伴走": ("人材", "人材、支援、伴走", [25, 23, 24, 22]),
    "国と地方のコミュニケーション": ("国と地方の連携", "国、地方、意見交換", [27, 28, 30, 29]),
}
SINGLES = {1: "地方のニーズと共通システム", 2: "地方のニーズと共通システム", 10: None, 26: None}
ITEMS = {
    "移行期限と移行困難システム": "3-2",
    "標準化の着実な進捗": "3-2",
    "移行経費と運用経費": "2-2",
    "規模に応じた利用料金": "2-2",
    "地方のニーズと共通システム": "2-1",
    "デジタル人材の確保と伴走": "2-3",
    "国と地方のコミュニケーション": "3-1",
}
OWN_ITEMS = {1: "1-1", 2: "1-1", 10: "1-2", 26: "1-2", 3: "2-2", 20: "2-1", 19: "2-1"}
MODEL = {
    "n_examples": 124,
    "n_labels": 0,
    "n_labels_needed": 100,
    "calibrated": False,
    "target_accuracy": 0.9,
    "metrics": {"top1": 0.67, "top2": 0.8, "n_gold": 30},
    "reliability": [
        {"stated": 0.55, "found": 0.5, "low": 0.3, "high": 0.7, "n": 40},
        {"stated": 0.95, "found": 0.97, "low": 0.88, "high": 1.0, "n": 40},
    ],
}
PARAMS = {
    "rounds": [ROUND],
    "themes": {"n_terms": 8, "views": [1.0, 0.5]},
    "report": {"n_representatives": 3},
    "execution": {"workers": 2},
}


def codebook() -> Codebook:
    """The project's review items, with the schedule read from the hand-out."""
    file = FOLDER / "codebook/review_items.yaml"
    book = read_codebook(read_yaml(file), file.name)
    text = read_text(FOLDER / "rounds" / ROUND / "document.txt")
    meetings = read_schedule(text, dt.date(2024, 4, 5).year)
    return replace(book, schedule=tuple(meeting.as_mapping() for meeting in meetings))


def example_inputs() -> ReportInputs:
    """The 30 opinions of the hand-out in 7 sub-themes and 4 singles."""
    text = read_text(FOLDER / "rounds" / ROUND / "document.txt")
    entries = read_document(text, "document.txt", DocumentParams())
    return _inputs(entries, THEMES, SINGLES, OWN_ITEMS)


def small_inputs(texts: Sequence[str], n_in_theme: int = 0) -> ReportInputs:
    """A round of any opinions, the first ``n_in_theme`` in one theme, the rest singles."""
    entries = [
        Entry("回答.txt", 0, len(text), text, State.OPINIONS, row=row)
        for row, text in enumerate(texts, start=1)
    ]
    members = list(range(1, n_in_theme + 1))
    themes = {"移行経費と運用経費": ("費用負担", "経費", members)} if members else {}
    singles = dict.fromkeys(range(n_in_theme + 1, len(texts) + 1))
    return _inputs(entries, themes, singles, {})


def _inputs(
    entries: Sequence[Entry],
    themes: dict[str, tuple[str, str, list[int]]],
    singles: dict[int, str | None],
    own_items: dict[int, str],
) -> ReportInputs:
    return inputs_of(ingested(ROUND, entries), themes, singles, own_items)


def inputs_of(
    tables: Ingested,
    themes: dict[str, tuple[str, str, list[int]]],
    singles: dict[int, str | None],
    own_items: dict[int, str],
) -> ReportInputs:
    """A report of tables, with themes and review items by the numbers of opinions."""
    ids = dict(zip(tables.opinions["number"], tables.opinions["opinion_id"], strict=True))
    keys = [text_key(text) for text in tables.originals["text"]]
    is_first = ~pd.Series(keys, dtype=str).duplicated()
    families = pd.DataFrame(
        {
            "opinion_id": tables.opinions["opinion_id"],
            "family_id": keys,
            "is_representative": is_first,
            "likeness": is_first.map({True: "representative", False: "exact"}),
        }
    )
    book = codebook()
    members = _members(ids, themes, singles)
    places = pd.DataFrame({"opinion_id": list(ids.values())})
    places["x"] = [number % 7 / 6 for number in ids]
    places["y"] = [number % 11 / 10 for number in ids]
    item_of = {
        n: ITEMS.get(name, "1-1") for name, (_, _, numbers) in themes.items() for n in numbers
    }
    made = _themes(themes)
    certificates = pd.DataFrame(
        {
            "theme_id": made["theme_id"],
            "level": made["level"],
            "n_runs": 50,
            "together": 0.9,
            "recovery": [0.5 if rank == 1 else 0.8 for rank in made["rank"]],
            "is_stable": made["rank"] > 1,
        }
    )
    return ReportInputs(
        round=ROUND,
        head=read_round_head(FOLDER / "rounds" / ROUND),
        opinions=tables.opinions,
        ledger=tables.ledger,
        attributes=tables.attributes,
        families=Families.checked(families, "families"),
        themes=Themes.checked(made, "themes"),
        members=Members.checked(members, "members"),
        certificates=Certificates.checked(certificates, "certificates"),
        assignments=_assignments(ids, item_of | own_items, book),
        natures=natures(tables.opinions),
        reasons=_reasons(tables.opinions, item_of | own_items),
        codebook=book,
        params=PARAMS,
        versions={"numpy": "2.4.6", "pandas": "3.1.1"},
        input_hashes={f"corpora/rounds/{ROUND}/document.txt": "0" * 64},
        model=MODEL,
        places=Places.checked(places, "places"),
    )


def _reasons(opinions: pd.DataFrame, item_of: dict[int, str]) -> pd.DataFrame:
    """One term and one example per opinion with an item."""
    rows = [
        {
            "opinion_id": opinion_id,
            "item_code": item_of[number],
            "kind": kind,
            "order": 1,
            "text": text,
            "weight": 0.5,
        }
        for opinion_id, number in zip(opinions["opinion_id"], opinions["number"], strict=True)
        if number in item_of
        for kind, text in (("term", "経費"), ("example", "運用経費の見通しを示してほしい。"))
    ]
    return Reasons.checked(pd.DataFrame(rows, columns=list(COLUMNS)), "reasons")


def _themes(themes: dict[str, tuple[str, str, list[int]]]) -> pd.DataFrame:
    coarse: dict[str, list[int]] = {}
    for parent, _, numbers in themes.values():
        coarse.setdefault(parent, []).extend(numbers)
    rows: list[dict[str, Any]] = []
    for level, sized in (
        ("coarse", coarse),
        ("fine", {name: numbers for name, (_, _, numbers) in themes.items()}),
    ):
        for rank, name in enumerate(sorted(sized, key=lambda name: -len(sized[name])), start=1):
            rows.append(
                {
                    "theme_id": f"{level}-{text_key(name)}",
                    "level": level,
                    "parent_id": None
                    if level == "coarse"
                    else f"coarse-{text_key(themes[name][0])}",
                    "rank": rank,
                    "name": name,
                    "keywords": name if level == "coarse" else themes[name][1],
                    "n_opinions": len(sized[name]),
                    "n_families": len(sized[name]),
                    "name_source": "machine",
                    "guide": None,
                    "guide_rank": None,
                }
            )
    return pd.DataFrame(rows, columns=Themes.column_names())


def _members(
    ids: dict[int, str],
    themes: dict[str, tuple[str, str, list[int]]],
    singles: dict[int, str | None],
) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for name, (parent, _, numbers) in themes.items():
        for rank, number in enumerate(numbers, start=1):
            rows.append(
                {
                    "opinion_id": ids[number],
                    "theme_id": f"fine-{text_key(name)}",
                    "coarse_id": f"coarse-{text_key(parent)}",
                    "strength": round(1 - rank / 10, 2),
                    "nearest_theme_id": None,
                    "representative_rank": rank,
                    "coarse_representative_rank": None,
                }
            )
    for number, nearest in singles.items():
        rows.append(
            {
                "opinion_id": ids[number],
                "theme_id": None,
                "coarse_id": None,
                "strength": 0.0,
                "nearest_theme_id": nearest and f"fine-{text_key(nearest)}",
                "representative_rank": None,
                "coarse_representative_rank": None,
            }
        )
    return pd.DataFrame(rows, columns=list(Members.to_schema().columns))


def _assignments(ids: dict[int, str], items: dict[int, str], book: Codebook) -> pd.DataFrame:
    rows = []
    for number, identity in ids.items():
        top = items.get(number, book.classes[number % len(book.classes)])
        second = book.classes[(book.classes.index(top) + 1) % len(book.classes)]
        weights = dict.fromkeys(book.classes, 0.05) | {second: 0.2, top: 0.3 + number % 6 / 10}
        ranked = sorted(weights, key=lambda code: -weights[code])
        rows += [
            {
                "opinion_id": identity,
                "item_code": code,
                "probability": weights[code],
                "rank": rank,
                "decided": weights[top] >= 0.6,
                "source": "machine",
            }
            for rank, code in enumerate(ranked, start=1)
        ]
    return Assignments.checked(
        pd.DataFrame(rows, columns=list(Assignments.to_schema().columns)), "assignments"
    )
