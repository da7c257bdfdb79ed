"""What the stage ``classify`` finds of some opinions, wherever it is worked on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.labels.decisions import Items
from pipeline.labels.propagation import InheritParams, items_of_paraphrases
from pipeline.model_file import read_model
from pipeline.places import REVIEW_ITEM_MODEL
from pipeline.review_items.assigning import assignments
from pipeline.review_items.model import BLOCK, ClassifyParams, ItemModel
from pipeline.review_items.opinion_type import natures
from pipeline.review_items.reasons import ReasonParams, reasons
from pipeline.review_items.training_set import texts_of_tables
from pipeline.store import Store, read_text
from pipeline.table_parts import Rows
from pipeline.tables.base import Table
from pipeline.tables.decided import DecidedOpinions
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions
from pipeline.tables.tokens import Tokens


@dataclass(frozen=True)
class NatureFinder:
    """What opinions do and where they stand, of a part of a round; picklable."""

    store: Store
    round_name: str
    natures: Mapping[str, str]
    """By ``text_key``, what people said."""
    stances: Mapping[str, str]
    proposal: str
    """What the round asks about, normalised."""

    def __call__(self, rows: Rows) -> tuple[pd.DataFrame, ...]:
        """Table ``Natures`` of some opinions."""
        opinions = self.read(Opinions, rows.begin, rows.end, "text_key", "text_normalized")
        return (natures(opinions, self.natures, self.stances, self.proposal),)

    def read(self, table: type[Table], begin: int, end: int, *columns: str) -> pd.DataFrame:
        """Some columns of some rows of a table of the round, and whose they are."""
        return self.store.read_rows(table, self.round_name, begin, end, ("opinion_id", *columns))


@dataclass(frozen=True)
class Classifier:
    """Classifies a part of a round; picklable."""

    find_natures: NatureFinder
    version: str
    params: ClassifyParams
    reason_params: ReasonParams
    inherit: InheritParams
    items: Mapping[str, Items]
    """By ``text_key``, what people decided."""
    contested: frozenset[str]
    """``text_key`` of texts on which people disagree."""
    mean: NDArray[np.float64]
    """Of the vectors of the round's texts, (n_dimensions,)."""

    def __call__(self, rows: Rows) -> tuple[pd.DataFrame, ...]:
        """Natures, assignments and reasons of some opinions.

        Args:
            rows: of tables Opinions and Embeddings; ``given``: the first and last row (not
                included) of their tokens, and what near copies propose for some (row → codes).
        """
        first_token, last_token, of_families = rows.given
        read, root = self.find_natures.read, self.find_natures.store.root
        model, n_labels = _model(root / REVIEW_ITEM_MODEL, self.version)
        opinions = read(Opinions, rows.begin, rows.end, "text_key", "text_normalized")
        embeddings = read(Embeddings, rows.begin, rows.end, "vector", "vector_universal")
        tokens = read(Tokens, first_token, last_token, "normal_form", "is_content")
        texts = texts_of_tables(opinions, tokens, embeddings)
        probabilities = model.probabilities(texts)
        sure = model.decide(probabilities, self.params)
        if n_labels < self.params.least_labels:
            sure = np.zeros_like(sure)
        sure &= ~opinions["text_key"].isin(list(self.contested)).to_numpy()
        near = dict(of_families)
        inherited = [near.get(row, ()) for row in range(rows.begin, rows.end)]
        paraphrased = items_of_paraphrases(
            opinions.assign(vector=embeddings["vector"]),
            [
                key not in self.items and not codes
                for key, codes in zip(opinions["text_key"], inherited, strict=True)
            ],
            _decided(root, self.version),
            self.mean,
            self.items,
            self.inherit,
            BLOCK,
        )
        proposed = [one or other for one, other in zip(inherited, paraphrased, strict=True)]
        table = assignments(opinions, model.classes, probabilities, sure, self.items, proposed)
        ids = opinions["opinion_id"].tolist()
        why = reasons(ids, texts, model, probabilities, self.reason_params)
        return (*self.find_natures(rows), table, why)


@lru_cache(maxsize=1)
def _model(
    folder: Path,
    version: str,  # noqa: ARG001 (a key of the cache)
) -> tuple[ItemModel, int]:
    """The classifier and the number of labels that it learnt from."""
    return read_model(folder), int(json.loads(read_text(folder / "card.json"))["n_labels"])


@lru_cache(maxsize=1)
def _decided(
    root: Path,
    version: str,  # noqa: ARG001 (a key of the cache)
) -> pd.DataFrame:
    """The opinions of all rounds that people decided."""
    return Store(root).read(DecidedOpinions)
