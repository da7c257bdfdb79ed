"""No two siblings are called the same up to spelling and particles, whatever texts come."""

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import HashingVectorizer

from benchmarks.theme_materials import materials
from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.places import LEXICON
from pipeline.quality.labelled_csv import as_opinions
from pipeline.quality.shared_data import shared_data
from pipeline.quality.theme_agreement import Tables, families_of, groups_of, tokenizer
from pipeline.store import Store
from pipeline.tables.base import as_column, as_matrix
from pipeline.text.tokens import tokenize_opinions
from pipeline.themes.assembly import ThemesParams, make_themes
from tests.dvc_stages import ROOT
from tests.opinion_views import unit

pytestmark = pytest.mark.slow


MADE_UP = "made up"
NAMES = ("env", "yamaguchi", "policy_versions", "sib200", "policy_proposals", "embedded", MADE_UP)


def texts_of(name: str) -> "pd.Series[str]":
    """The texts of a material, or 10,000 of two real beginnings each."""
    if not shared_data().is_dir():
        pytest.skip(f"{shared_data()} is not there (OPINION_DATA)")
    every = [one for one in materials(shared_data()) if name in (MADE_UP, one.name[: len(name)])]
    texts = pd.concat([one.texts for one in every]).drop_duplicates().reset_index(drop=True)
    if name != MADE_UP:
        return texts
    one, other = np.random.default_rng(0).integers(0, len(texts), (2, 10_000))
    return pd.Series(texts.str[:60].to_numpy()[one] + "\n" + texts.str[:15].to_numpy()[other])


@pytest.mark.parametrize("name", NAMES)
def test_no_two_siblings_say_the_same(name: str) -> None:
    store, texts = Store(ROOT), texts_of(name)
    opinions = as_opinions(texts)
    opinions = opinions[opinions["text_normalized"] != ""].reset_index(drop=True)
    letters = HashingVectorizer(analyzer="char", ngram_range=(2, 3), n_features=2**14)
    counted = letters.transform(opinions["text_normalized"])
    vectors = unit(TruncatedSVD(min(64, len(opinions) - 1), random_state=0).fit_transform(counted))
    column = as_column(vectors)
    embeddings = opinions[["opinion_id"]].assign(vector=column, vector_universal=column)
    tables = Tables(opinions, tokenize_opinions(opinions, tokenizer(store)), embeddings)
    families = families_of(tables, store)
    lexicon = read_lexicon(store.root / LEXICON)
    made = make_themes(
        opinions,
        [tables.tokens],
        as_matrix(embeddings["vector"]),
        families,
        groups_of(tables, families, store),
        lexicon.official_vocabulary,
        lexicon.stop_words,
        store.parameters("themes", ThemesParams),
        tokenizer(store).tokens,
    )
    assert (made.themes["level"] == "fine").sum() > 1
    assert made.failures["siblings_have_different_names"] == []
