"""What stands in the table that reviewers fill in: undecided opinions, doubtful ones first."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pipeline.codebook.decided_opinions import decided_opinions, with_vector
from pipeline.codebook.labels_file import read_labels
from pipeline.codebook.review_items_file import read_items
from pipeline.labels.answer_sheet import ReviewRow
from pipeline.labels.decisions import Decisions, Items, decisions
from pipeline.labels.queue import (
    ReviewParams,
    doubts,
    one_per_family,
    queue_order,
    with_drawn_rows,
)
from pipeline.labels.stances import StanceRow
from pipeline.report.inputs import records
from pipeline.report.summary.opinion_lines import int_or_none, text_or_none
from pipeline.report.wording import item_short, visible
from pipeline.report.workbook.round_workbook import cell_text
from pipeline.review_items.codebook import Codebook
from pipeline.rounds.settled import place
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.base import as_matrix
from pipeline.tables.natures import Natures
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families


@dataclass(frozen=True)
class ReviewTable:
    """The rows of the table and how many there could be."""

    rows: tuple[ReviewRow, ...]
    n_waiting: int
    """Families of the round with an undecided opinion."""
    codebook: Codebook


def review_table(store: Store, round_name: str, n_rows: int | None) -> ReviewTable:
    """The opinions of a round that people have to decide, most urgent first.

    Args:
        store: the project.
        round_name: a round whose assignments are there.
        n_rows: at most so many; all where it is None.
    """
    codebook = read_items(store.root)
    decided = decisions(read_labels(store.root), codebook.classes)
    opinions = store.read(Opinions, round_name)
    assignments = store.read(Assignments, round_name)
    undecided = opinions[~opinions["text_key"].isin(list(decided.items))]
    families = store.read(Families, round_name).set_index("opinion_id")["family_id"]
    waiting = with_vector(store, undecided, round_name)
    waiting["family_id"] = waiting["opinion_id"].map(families)
    waiting["doubt"] = waiting["opinion_id"].map(doubts(assignments))
    waiting["contested"] = waiting["text_key"].isin(list(decided.contested))
    chosen = one_per_family(waiting)
    order = queue_order(
        chosen["doubt"].to_numpy(dtype=np.float64),
        as_matrix(chosen["vector"]),
        as_matrix(decided_opinions(store, decided.items)["vector"]),
        store.parameters("review", ReviewParams),
    )
    order, drawn = with_drawn_rows(order, chosen["text_key"].tolist())
    in_order = (
        chosen.iloc[order]
        .assign(drawn=drawn)
        .sort_values("contested", ascending=False, kind="stable")
    )
    rows = _rows(in_order.head(n_rows or len(in_order)), assignments, decided)
    return ReviewTable(rows, len(chosen), codebook)


@dataclass(frozen=True)
class OpinionText:
    """The words of an opinion."""

    masked: str
    """Verbatim, masked."""
    shown: str
    """As tables and reports show it."""


def shown_texts(store: Store) -> dict[str, OpinionText]:
    """The texts of all rounds that have been read, by ``text_key``."""
    texts: dict[str, OpinionText] = {}
    for name in store.rounds():
        if store.path(Opinions, name).is_file():
            opinions = store.read(Opinions, name)
            for key, text in zip(opinions["text_key"], opinions["text"], strict=True):
                texts.setdefault(key, OpinionText(text, cell_text(visible(text))))
    return texts


def _rows(
    opinions: pd.DataFrame, assignments: pd.DataFrame, decided: Decisions
) -> tuple[ReviewRow, ...]:
    shown = assignments[assignments["opinion_id"].isin(opinions["opinion_id"])]
    first_two = shown[shown["rank"] <= 2].sort_values("rank")
    guesses: dict[str, list[tuple[str, float]]] = {}
    for identity, code, probability in zip(
        first_two["opinion_id"], first_two["item_code"], first_two["probability"], strict=True
    ):
        guesses.setdefault(identity, []).append((code, float(probability)))
    proposed = shown[shown["inherited"]].groupby("opinion_id")["item_code"].agg(tuple).to_dict()
    return tuple(
        ReviewRow(
            number=int(row.number),
            text_key=row.text_key,
            text=visible(row.text),
            place=place(
                row.file, text_or_none(row.sheet), int_or_none(row.row), int_or_none(row.page)
            ),
            guesses=tuple(guesses.get(row.opinion_id, ())),
            remark=_remark(
                decided.contested.get(row.text_key, ()), proposed.get(row.opinion_id, ())
            ),
            drawn=bool(row.drawn) and not row.contested,
        )
        for row in records(opinions)
    )


def _remark(differing: tuple[tuple[str, Items], ...], proposed: Items) -> str:
    lines = ["判定不一致"] if differing else []
    lines += [f"{who}：{_codes(items)}" for who, items in differing]
    if proposed:
        lines.append(f"継承案：{_codes(proposed)}")
    return "\n".join(lines)


def _codes(items: Items) -> str:
    return "、".join(item_short(code) for code in items)


def stance_rows(store: Store, round_name: str) -> tuple[StanceRow, ...]:
    """Every text of a round once, with its stance, in the order of opinions."""
    opinions = store.read(Opinions, round_name).sort_values("number")
    known = store.read(Natures, round_name).set_index("opinion_id")
    firsts = opinions.drop_duplicates("text_key")
    return tuple(
        StanceRow(
            int(number),
            key,
            cell_text(visible(text)),
            str(known["stance"].get(opinion_id, "")),
            str(known["stance_cue"].get(opinion_id, "")),
        )
        for number, key, text, opinion_id in firsts[
            ["number", "text_key", "text", "opinion_id"]
        ].itertuples(index=False, name=None)
    )
