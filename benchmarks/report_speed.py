"""How long the reports of a round take, and how large they are, on made-up opinions."""

import resource
import sys
import time
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.report.files import files_of
from pipeline.report.inputs import ReportInputs
from pipeline.report.summary.whole import summarize
from pipeline.review_items.codebook import NONE, Codebook, ReviewItem
from pipeline.review_items.opinion_type import natures
from pipeline.review_items.reasons import COLUMNS
from pipeline.rounds.round_head import RoundHead
from pipeline.tables.assignments import Assignments
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions
from pipeline.tables.reasons import Reasons
from pipeline.tables.themes import Families, Members, Themes

KINDS = ("都道府県", "指定都市", "市", "特別区", "町", "村", "関係団体", "個人")
ROUND = "bench"
_SENTENCES = (
    "標準準拠システムへの移行に要する経費は、国が全額を負担すべきである。",
    "小規模な町村では専門の人材を確保することが難しく、都道府県の支援が要る。",
    "移行の期限を延ばし、事業者の体制が整うまで待つことを検討されたい。",
    "共通のシステムは、現場の業務の流れを聞いた上で設計してほしい。",
    "利用料金は人口の規模に応じたものとし、毎年の見通しを早く示してほしい。",
    "国と地方が対等に話し合う場を、年に二回は設けるべきである。",
)
_FINE, _SINGLES = 120, 0.1  # sub-themes; share of opinions in none


def measure(n_opinions: int) -> dict[str, float]:
    """Summarise and render one round of made-up opinions.

    Args:
        n_opinions: at least 1.

    Returns:
        Seconds of the summary, of all files, and of those that the processor was at work; peak
        memory of this process (MB), size of the first page and of all files (MB), number of files.
    """
    inputs = made_up(n_opinions)
    start, begun = time.perf_counter(), time.process_time()
    summary = summarize(inputs)
    summarized = time.perf_counter() - start
    sizes = {name: len(content) for name, content in files_of(summary)}
    seconds, processor = time.perf_counter() - start, time.process_time() - begun
    per_unit = 2**20 if sys.platform == "darwin" else 2**10
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_unit
    return {
        "n_opinions": n_opinions,
        "seconds_summary": round(summarized, 1),
        "seconds_all": round(seconds, 1),
        "seconds_of_processor": round(processor, 1),
        "peak_megabytes": round(peak),
        "megabytes_first_page": round(sizes["index.html"] / 2**20, 2),
        "megabytes_all": round(sum(sizes.values()) / 2**20, 1),
        "n_files": len(sizes),
    }


def made_up(n_opinions: int) -> ReportInputs:
    """A round whose bodies, themes and review items come from running numbers alone."""
    numbers = np.arange(n_opinions)
    ids = [f"{number:016x}" for number in numbers]
    texts = [
        f"{number}番目の意見。{_SENTENCES[number % 6]}{_SENTENCES[number // 6 % 6]}"
        for number in numbers
    ]
    opinions = pd.DataFrame(
        {
            "opinion_id": ids,
            "round": ROUND,
            "number": numbers + 1,
            "text_key": ids,
            "text": texts,
            "text_normalized": texts,
            "respondent": [f"第{number % 1788}{KINDS[number % 8]}" for number in numbers],
            "body_kind": [KINDS[number % 8] for number in numbers],
            "file": "回答一覧.xlsx",
            "sheet": "様式1",
            "row": numbers + 2,
            "begin": 0,
            "end": [len(text) for text in texts],
        }
    )
    ledger = opinions.assign(level="row", state="opinions", n_opinions=1, reason="")
    ledger = ledger.reindex(columns=list(Ledger.to_schema().columns))
    items = [ReviewItem(str(number), None, f"測定用の項目{number}") for number in range(1, 8)]
    book = Codebook((*items, ReviewItem(NONE, None, "該当なし")), ())
    opinions = opinions.reindex(columns=list(Opinions.to_schema().columns))
    return ReportInputs(
        round=ROUND,
        head=RoundHead(title="測定用の意見照会", date="2024-04-05", year=2024),
        opinions=Opinions.checked(opinions, "opinions"),
        ledger=Ledger.checked(ledger, "ledger"),
        families=Families.checked(
            pd.DataFrame(
                {
                    "opinion_id": ids,
                    "family_id": ids,
                    "is_representative": True,
                    "likeness": "representative",
                }
            ),
            "families",
        ),
        themes=Themes.checked(_themes(n_opinions), "themes"),
        members=Members.checked(_members(ids), "members"),
        assignments=Assignments.checked(_assignments(ids, book.classes), "assignments"),
        natures=natures(opinions),
        reasons=Reasons.checked(_reasons(ids), "reasons"),
        codebook=book,
        params={},
        versions={},
        input_hashes={},
        model={"n_labels_needed": 100, "calibrated": False},
    )


def _reasons(ids: list[str]) -> pd.DataFrame:
    """Four terms and two examples for the first item of each opinion."""
    kinds = [("term", order, f"語{order}") for order in range(1, 5)]
    kinds += [("example", order, _SENTENCES[order]) for order in (1, 2)]
    return pd.DataFrame(
        [
            (identity, str(number % 7 + 1), kind, order, text, 0.1)
            for number, identity in enumerate(ids)
            for kind, order, text in kinds
        ],
        columns=list(COLUMNS),
    )


def _fine(n_opinions: int) -> int:
    return max(1, min(_FINE, n_opinions // 10))


def _themes(n_opinions: int) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    n_fine = _fine(n_opinions)
    for level, n_themes in (("coarse", -(-n_fine // 8)), ("fine", n_fine)):
        rows += [
            {
                "theme_id": f"{level}-{number}",
                "level": level,
                "parent_id": f"coarse-{number // 8}" if level == "fine" else None,
                "rank": number + 1,
                "name": f"{'テーマ' if level == 'coarse' else '論点'}その{number}",
                "keywords": "費用、人材、期限",
                "n_opinions": 1,
                "n_families": 1,
                "name_source": "machine",
                "guide": None,
                "guide_rank": None,
            }
            for number in range(n_themes)
        ]
    return pd.DataFrame(rows)


def _members(ids: Sequence[str]) -> pd.DataFrame:
    n_fine = _fine(len(ids))
    rows: list[tuple[object, ...]] = []
    for number, identity in enumerate(ids):
        fine = number % n_fine
        if number % round(1 / _SINGLES) == 1:
            rows.append((identity, None, None, 0.0, "fine-0", None, None))
        else:
            rows.append((identity, f"fine-{fine}", f"coarse-{fine // 8}", 0.5, None, None, None))
    return pd.DataFrame(rows, columns=list(Members.to_schema().columns))


def _assignments(ids: Sequence[str], classes: Sequence[str]) -> pd.DataFrame:
    n_opinions, n_classes = len(ids), len(classes)
    ranks = np.tile(np.arange(n_classes), n_opinions)
    owners = np.repeat(np.arange(n_opinions), n_classes)
    return pd.DataFrame(
        {
            "opinion_id": np.repeat(np.array(ids, dtype=object), n_classes),
            "item_code": np.array(classes, dtype=object)[(owners % 7 + ranks) % n_classes],
            "probability": np.array([0.6, 0.2, *[0.2 / (n_classes - 2)] * (n_classes - 2)])[ranks],
            "rank": ranks + 1,
            "decided": False,
            "source": "machine",
            "inherited": False,
        }
    )
