"""The nature of opinions against labels by hand: the embedded round, and 120 real sentences.

The sentences are named by plan, comment and number; their words stay in the shared data. They were
labelled before any rule was written; rules were written on the half ``dev``.
"""

import re
from collections.abc import Sequence

import pandas as pd

from pipeline.places import GOLD
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_file
from pipeline.review_items.opinion_type import nature_of
from pipeline.review_items.proportions import proportion_interval
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.text.normalize import normalize
from pipeline.text.sentences import sentences_and_lines

ROUND = "2024-04-05-junbi-kaigo"


def evaluate() -> dict[str, object]:
    """Accuracy on the round's opinions and on both halves of the sentences.

    Returns:
        Per set ``n``, ``accuracy`` with its Wilson interval, ``most_frequent`` (accuracy of saying
        the most frequent nature always), and ``confused`` (label → found: count).

    Raises:
        OpinionsError: the shared data or the table of opinions is not there.
    """
    store = Store()
    gold = read_columns(store.root / GOLD / f"nature-{ROUND}.csv", "text_key", "nature")
    texts = store.read(Opinions, ROUND).drop_duplicates("text_key").set_index("text_key")
    labels = read_columns(
        store.root / GOLD / "nature-env_plan_comments.csv",
        "plan",
        "id",
        "sentence",
        "half",
        "nature",
    )
    sentences = _sentences(labels)
    found: dict[str, object] = {
        ROUND: compare(texts.loc[gold["text_key"], "text_normalized"].tolist(), gold["nature"])
    }
    for half in ("dev", "test"):
        rows = (labels["half"] == half).to_numpy()
        chosen = [text for text, inside in zip(sentences, rows, strict=True) if inside]
        found[f"env_plan_comments {half}"] = compare(chosen, labels.loc[rows, "nature"])
    return found


def compare(texts: Sequence[str], accepted: "pd.Series[str]") -> dict[str, object]:
    """Accuracy of the cues; several accepted natures are joined by ``;``, the first is the label.

    Args:
        texts: normalised texts.
        accepted: of each text.
    """
    natures = [nature_of(text).nature.value for text in texts]
    allowed = [cell.split(";") for cell in accepted]
    right = [one in ok for one, ok in zip(natures, allowed, strict=True)]
    frequent = pd.Series([ok[0] for ok in allowed]).mode()[0]
    confused = pd.Series(
        [f"{ok[0]} → {one}" for one, ok in zip(natures, allowed, strict=True) if one not in ok],
        dtype=str,
    )
    low, high = proportion_interval(sum(right), len(right))
    return {
        "n": len(right),
        "accuracy": sum(right) / len(right),
        "interval": [round(low, 3), round(high, 3)],
        "most_frequent": sum(frequent in ok for ok in allowed) / len(allowed),
        "confused": {name: int(count) for name, count in confused.value_counts().items()},
    }


def sentences_of(text: str) -> list[str]:
    """The sentences of a comment, in the numbering of the labels (from 0)."""
    return sentences_and_lines(re.sub(r"\s*\n\s*", "\n", text))


def _sentences(labels: pd.DataFrame) -> list[str]:
    path = shared_file("env_plan_comments/comments.csv")
    comments = read_columns(path, "plan", "id", "comment").set_index(["plan", "id"])["comment"]
    return [
        normalize(sentences_of(comments[plan, number])[int(sentence)])
        for plan, number, sentence in zip(
            labels["plan"], labels["id"], labels["sentence"], strict=True
        )
    ]
