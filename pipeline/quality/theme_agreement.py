"""Group the texts of a labelled CSV exactly as the pipeline does, and compare with the gold."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.clustering.cluster_table import cluster_opinions
from pipeline.clustering.two_levels import ClusterParams
from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.encoders.encoder import load
from pipeline.encoders.universal_encoder import load_second
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.near_duplicates.families import find_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.places import ENCODER, LEXICON, USER_DICTIONARY
from pipeline.quality.grouping_agreement import agreement
from pipeline.quality.labelled_csv import as_opinions, read_columns
from pipeline.store import Store
from pipeline.tables.base import as_column, as_matrix
from pipeline.text.tokens import (
    TokenizeParams,
    Tokenizer,
    tokenize_opinions,
    tokenizer_of_this_thread,
)
from pipeline.themes.assembly import ThemesParams, ThemeTables, make_themes

LEVELS = ("fine", "coarse")


@dataclass(frozen=True)
class Tables:
    """What the stages before ``cluster`` make of texts that have words."""

    opinions: pd.DataFrame
    tokens: pd.DataFrame
    embeddings: pd.DataFrame


def tables_of(texts: "pd.Series[str]", store: Store) -> Tables:
    """Tokenize and encode texts with the parameters and models of the project.

    Texts without any character are left out; rows keep their index.

    Raises:
        OpinionsError: encoder or dictionary are not built yet.
    """
    encoder, dictionary = store.root / ENCODER, store.root / USER_DICTIONARY
    for path in (encoder, dictionary):
        if not path.exists():
            raise OpinionsError(
                says(
                    f"{path} がない。opinions prepare で作る。",
                    f"{path} is not there. Make it: opinions prepare",
                )
            )
    opinions = as_opinions(texts)
    opinions = opinions[opinions["text_normalized"] != ""]
    normalized = opinions["text_normalized"].tolist()
    embeddings = pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"],
            "vector": as_column(load(str(encoder), progress=True).encode(normalized)),
            "vector_universal": as_column(
                load_second(str(encoder), progress=True).encode(normalized)
            ),
        }
    )
    return Tables(opinions, tokenize_opinions(opinions, tokenizer(store)), embeddings)


def tokenizer(store: Store) -> Tokenizer:
    """The tokenizer of the project, of this thread."""
    return tokenizer_of_this_thread(
        str(store.root / USER_DICTIONARY),
        store.parameters("tokenize", TokenizeParams),
        read_lexicon(store.root / LEXICON).stop_words,
    )


def families_of(tables: Tables, store: Store) -> pd.DataFrame:
    """Table ``Families`` of texts, with the parameters of the project."""
    return find_families(tables.opinions, store.parameters("families", FamiliesParams))


def groups_of(tables: Tables, families: pd.DataFrame, store: Store) -> pd.DataFrame:
    """Table ``Clusters`` of texts, with the parameters of the project."""
    params = store.parameters("cluster", ClusterParams)
    return cluster_opinions(tables.opinions, tables.embeddings, families, params)[0]


def themes_of(tables: Tables, store: Store) -> ThemeTables:
    """Cluster and describe texts with the parameters of the project, without people's word."""
    tables = replace(tables, opinions=tables.opinions.reset_index(drop=True))
    families = families_of(tables, store)
    lexicon = read_lexicon(store.root / LEXICON)
    return make_themes(
        tables.opinions,
        [tables.tokens],
        as_matrix(tables.embeddings["vector"]),
        families,
        groups_of(tables, families, store),
        lexicon.official_vocabulary,
        lexicon.stop_words,
        store.parameters("themes", ThemesParams),
        tokenizer(store).tokens,
    )


def evaluate_file(file: Path, text_column: str, gold_column: str, level: str) -> dict[str, float]:
    """Measure the themes of a CSV against its gold groups.

    Args:
        file: CSV in UTF-8. Rows without text are singles; rows without gold group take part in
            the grouping and are not scored.
        text_column: the texts.
        gold_column: the gold groups.
        level: ``fine`` (the same point) or ``coarse`` (the same subject).

    Returns:
        ``n_rows, n_groups, n_gold, ami, ari, v_measure, b_cubed_f1, share_single, seconds``;
        counts and agreement are of the scored rows, a single is a group of its own.

    Raises:
        OpinionsError: an unknown level, or a file without the columns.
    """
    if level not in LEVELS:
        raise OpinionsError(
            says(
                f"--level「{level}」は使えない。{' か '.join(LEVELS)} と書く。",
                f"--level is '{level}'; it must be one of {', '.join(LEVELS)}.",
            )
        )
    start = time.perf_counter()
    frame = read_columns(file, text_column, gold_column)
    labels = pd.Series(-1, index=frame.index)
    store = Store()
    tables = tables_of(frame[text_column], store)
    if len(tables.opinions):
        clusters = groups_of(tables, families_of(tables, store), store)
        labels[tables.opinions.index] = clusters[level].to_numpy()
    scored = frame[gold_column].str.strip() != ""
    if not scored.any():
        raise OpinionsError(
            says(
                f"{file} の列「{gold_column}」はすべての行で空である。",
                f"{file}: column '{gold_column}' is empty in all rows.",
            )
        )
    gold = frame.loc[scored, gold_column].tolist()
    found = np.asarray(labels[scored], dtype=np.int64)
    n_groups = len(np.unique(found[found >= 0])) + int((found < 0).sum())
    return {
        "n_rows": int(scored.sum()),
        "n_groups": n_groups,
        "n_gold": len(set(gold)),
        **agreement(gold, found),
        "seconds": time.perf_counter() - start,
    }
