"""Whether the machine keeps its promise on what it decides, where reviewers work down the queue.

On four materials of other people's classes, reviewers are played by the gold class: a few examples
an item teach the first classifier, its doubts order the table, the labels of the table teach the
second one, and what that one decides among all that nobody labelled is compared with the gold.
"""

import hashlib
from collections.abc import Sequence

import numpy as np
import pandas as pd

from pipeline.labels.queue import DRAWN_EVERY, ReviewParams, queue_order, with_drawn_rows
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_file
from pipeline.quality.theme_agreement import tables_of
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.features import Texts
from pipeline.review_items.model import ClassifyParams
from pipeline.review_items.proportions import proportion_interval
from pipeline.review_items.training_set import texts_of_tables
from pipeline.store import Store

N_RUNS = 200
_MOST_TEXTS = 1500  # of a material, by the hash of their words
_N_OPINIONS, _N_LABELS, _N_EXAMPLES = 700, 240, 3
_LEAST_MEMBERS = 12  # of a class that is kept
ONE_SETTING = {
    "inverse_penalties": (4.0,),
    "ridge_inverse_penalties": (0.8,),
    "balances": (0.5,),
    "n_folds": 5,
    "rank": 300,
}
"""Of the classifier: nothing to choose, so that hundreds of runs can be afforded."""


def materials() -> dict[str, pd.DataFrame]:
    """Texts and their gold classes, by name: columns ``text`` and ``gold``."""
    sib = pd.concat(
        [
            pd.read_csv(shared_file(f"sib200_ja/{part}.tsv"), sep="\t", dtype=str)
            for part in ("train", "dev", "test")
        ]
    ).rename(columns={"category": "gold"})
    found = {
        "policy_proposals": _named("policy_proposals/proposals.csv", "title", "topic"),
        "sib200": sib,
        "env_plan_comments": _by_chapter(),
        "yamaguchi_highschool": _named("yamaguchi_highschool/opinions.csv", "text", "topic"),
    }
    return {name: _large_classes(frame[["text", "gold"]]) for name, frame in found.items()}


def _named(file: str, text: str, gold: str) -> pd.DataFrame:
    frame = read_columns(shared_file(file), text, gold)
    return frame.rename(columns={text: "text", gold: "gold"})


def _by_chapter() -> pd.DataFrame:
    """Comments on plan 6 that name a page; their class is the chapter that page lies in."""
    frame = read_columns(
        shared_file("env_plan_comments/comments.csv"), "plan", "page", "comment"
    ).rename(columns={"comment": "text"})
    clauses = read_columns(shared_file("env6_plan/1_soan.csv"), "section_id", "page_from")
    clauses = clauses[
        clauses["page_from"].str.fullmatch(r"\d+") & clauses["section_id"].str.match("s[123]-")
    ]
    starts = clauses["page_from"].astype(int).to_numpy()
    chapters = clauses["section_id"].str.split("-").str[:2].str.join("-").to_numpy()
    frame = frame[(frame["plan"] == "6") & (frame["page"] != "")]
    pages = frame["page"].astype(float)
    gold = [chapters[starts <= page][-1] if (starts <= page).any() else "" for page in pages]
    return frame.assign(gold=gold)


def _large_classes(frame: pd.DataFrame) -> pd.DataFrame:
    kept = frame[frame["text"].str.strip() != ""].drop_duplicates("text").reset_index(drop=True)
    by_lot = kept["text"].map(lambda text: hashlib.sha256(text.encode()).hexdigest()).sort_values()
    kept = kept.loc[by_lot.index[:_MOST_TEXTS]]
    sizes = kept["gold"].map(kept["gold"].value_counts())
    return kept[(sizes >= _LEAST_MEMBERS) & (kept["gold"] != "")].reset_index(drop=True)


def evaluate_promise(n_runs: int = N_RUNS, only: Sequence[str] = ()) -> dict[str, object]:
    """How often the promise is kept, by material.

    Args:
        n_runs: simulations a material, each with opinions, examples and lots of its own.
        only: names of materials; all if none is given.

    Returns:
        By material: ``n_runs``; ``kept`` (share of runs in which at least the promised share of
        what the machine decided was right; a run without decisions keeps it) with its exact 90 %
        lower bound; ``n_deciding``, the runs that decided anything, and ``kept_deciding``;
        ``coverage`` and ``accuracy`` (means over these, of what nobody labelled).

    Raises:
        OpinionsError: the shared data or the models are not there.
    """
    store = Store()
    params = store.parameters("train", TrainParams).model_copy(update=ONE_SETTING)
    rule = store.parameters("classify", ClassifyParams)
    found: dict[str, object] = {
        "promised": rule.target_accuracy,
        "n_labels": _N_LABELS,
        "drawn": f"1 in {DRAWN_EVERY}",
    }
    for name, frame in materials().items():
        if only and name not in only:
            continue
        tables = tables_of(frame["text"], store)
        texts = texts_of_tables(tables.opinions, tables.tokens, tables.embeddings)
        gold = frame["gold"][tables.opinions.index].to_numpy(dtype=str)
        runs = [simulate(texts, gold, seed, params, rule) for seed in range(n_runs)]
        deciding = [(n, right) for n, right, _ in runs if n]
        kept = [right / n >= rule.target_accuracy for n, right in deciding]
        n_kept = n_runs - len(deciding) + sum(kept)
        found[name] = {
            "n_opinions": len(gold),
            "n_classes": len(set(gold)),
            "n_runs": n_runs,
            "kept": n_kept / n_runs,
            "kept_at_least": round(proportion_interval(n_kept, n_runs, 0.8, "exact")[0], 3),
            "n_deciding": len(deciding),
            "kept_deciding": sum(kept) / len(deciding) if deciding else None,
            "coverage": float(np.mean([n / left for n, _, left in runs])),
            "accuracy": sum(r for _, r in deciding) / max(1, sum(n for n, _ in deciding)),
        }
    return found


def simulate(
    texts: Texts,
    gold: "np.ndarray[tuple[int], np.dtype[np.str_]]",
    seed: int,
    params: TrainParams,
    rule: ClassifyParams,
) -> tuple[int, int, int]:
    """One round of a material: how many opinions were decided, how many rightly, and of how many.

    Args:
        texts: of the material.
        gold: class of each text, (n_texts,).
        seed: of the opinions, the examples and the lots.
        params: how the classifier learns.
        rule: when it may decide.
    """
    random = np.random.default_rng(seed)
    classes = sorted(set(gold))
    shuffled = random.permutation(len(gold))
    examples = [
        int(row) for name in classes for row in shuffled[gold[shuffled] == name][:_N_EXAMPLES]
    ]
    taken = set(examples)
    round_rows = np.array([row for row in shuffled if row not in taken][:_N_OPINIONS])
    first = train(texts.take(examples), [(gold[row],) for row in examples], classes, params)
    probabilities = np.sort(first.probabilities(texts.take(round_rows)), axis=1)
    doubt = 1 - (probabilities[:, -1] - probabilities[:, -2])
    vectors = texts.dense
    order = queue_order(
        doubt, vectors[round_rows], vectors[examples], ReviewParams(most_spread=_N_LABELS)
    )
    keys = [hashlib.sha256(f"{seed} {row}".encode()).hexdigest() for row in round_rows]
    order, drawn = with_drawn_rows(order, keys)
    labelled, left = round_rows[order[:_N_LABELS]], round_rows[order[_N_LABELS:]]
    learnt = [*examples, *map(int, labelled)]
    model = train(
        texts.take(learnt),
        [(gold[row],) for row in learnt],
        classes,
        params,
        drawn=[False] * len(examples) + drawn[:_N_LABELS].tolist(),
    )
    chances = model.probabilities(texts.take(left))
    decided = model.decide(chances, rule)
    right = np.array(classes)[chances.argmax(axis=1)] == gold[left]
    return int(decided.sum()), int(right[decided].sum()), len(left)
