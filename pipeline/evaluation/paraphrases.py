"""How many paraphrases become families, and whether anything else does.

``tests/paraphrase_pairs.csv`` holds pairs written for the project: those that say the same in other
words, order, voice or form, and those that differ in one thing that matters. Half of those written
before the rules (by a hash) is kept for the report; those written later (kind ``later``) helped to
make the rules. None that differs may be joined, of either half.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.copies.families import FamiliesParams, find_families
from pipeline.copies.sayings import sayings_of
from pipeline.evaluation.campaigns import as_opinions, planted_texts
from pipeline.evaluation.shared_data import shared_data
from pipeline.evaluation.splitting import read_comments
from pipeline.evaluation.themes import tokenizer
from pipeline.language.tokens import Tokenizer, tokenize_opinions
from pipeline.store import Store

PAIRS = Path("tests/paraphrase_pairs.csv")


class Pair(NamedTuple):
    """Two texts and whether they say the same."""

    one: str
    other: str
    same: bool
    kind: str
    """What differs: order, voice, … of those that say the same; negation, actor, … of others."""
    half: str = "dev"
    """``dev``, looked at when rules are made, or ``test``, kept for the report."""


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The pairs in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Pair(row["one"], row["other"], row["same"] == "yes", row["kind"], row["half"])
            for row in csv.DictReader(file)
        ]


def families_of_texts(texts: Sequence[str], words: Tokenizer) -> pd.DataFrame:
    """Table ``Families`` of texts, as the pipeline makes it; in their order."""
    opinions = as_opinions(texts)
    tokens = tokenize_opinions(opinions, words)
    return find_families(opinions, FamiliesParams(), sayings_of(opinions, tokens))


def are_joined(pairs: Sequence[Pair], words: Tokenizer) -> list[bool]:
    """For each pair, alone, whether its texts are one family."""
    opinions = as_opinions([text for pair in pairs for text in (pair.one, pair.other)])
    sayings = sayings_of(opinions, tokenize_opinions(opinions, words))
    return [
        find_families(opinions[at : at + 2], FamiliesParams(), sayings)["family_id"].nunique() == 1
        for at in range(0, len(opinions), 2)
    ]


def evaluate() -> dict[str, dict[str, float]]:
    """Recall on both halves, false joins, and what is joined among real and planted texts."""
    pairs = read_pairs()
    words = tokenizer(Store())
    joined = are_joined(pairs, words)
    result: dict[str, dict[str, float]] = {}
    for half in ("dev", "test"):
        same = [j for pair, j in zip(pairs, joined, strict=True) if pair.same and pair.half == half]
        result[half] = {
            "n_same": len(same),
            "n_joined": sum(same),
            "recall": round(sum(same) / len(same), 4),
        }
    wrong = [j for pair, j in zip(pairs, joined, strict=True) if not pair.same]
    result["different"] = {"n_pairs": len(wrong), "n_joined": sum(wrong)}
    texts = {f"planted_{name}": found for name, found in planted_texts().items()}
    texts["env_plan_comments"] = list(read_comments(shared_data()).values())
    titles = shared_data() / "policy_proposals" / "proposals.csv"
    if titles.is_file():
        texts["policy_proposals"] = pd.read_csv(titles, dtype=str)["title"].dropna().tolist()
    for name, found in texts.items():
        families = families_of_texts(found, words)
        result[name] = {
            "n_texts": len(found),
            "n_families": int(families["family_id"].nunique()),
            "n_paraphrases": int((families["likeness"] == "paraphrase").sum()),
        }
    return result
