"""Inputs for the tests of themes: real words, plain vectors, groups made by hand."""

import functools
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer

from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.ingest.records import ingested
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.near_duplicates.families import find_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.store import read_text
from pipeline.tables.base import Vectors
from pipeline.tables.themes import Clusters, Families, Members, Memberships, ThemeRules, Themes
from pipeline.text.lexicon import Lexicon
from pipeline.text.normalize import normalize, opinion_ids, text_key
from pipeline.text.tokens import Token, TokenizeParams, Tokenizer, tokenize_opinions
from pipeline.themes.assembly import People, ThemesParams, ThemeTables, make_themes
from tests.dvc_stages import ROOT
from tests.test_lexicon import FOLDER, project_dictionary

HANDOUT = ROOT / "corpora" / "rounds" / "2024-04-05-junbi-kaigo" / "document.txt"


@functools.cache
def lexicon() -> Lexicon:
    return read_lexicon(FOLDER)


@functools.cache
def tokenizer() -> Tokenizer:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "user.dic"
        path.write_bytes(project_dictionary())
        return Tokenizer(str(path), TokenizeParams(), lexicon().stop_words)


def tokens(text: str) -> list[Token]:
    return tokenizer().tokens(text)


def encode(texts: Sequence[str]) -> Vectors:
    """Vectors (n_texts, 512) from pairs of characters: like texts are near, as in the encoder."""
    if not texts:
        return np.zeros((0, 512), dtype=np.float32)
    counts = HashingVectorizer(
        analyzer="char", ngram_range=(1, 2), n_features=512, norm="l2", alternate_sign=False
    ).transform([f"\n{text}" for text in texts])
    return np.asarray(counts.toarray(), dtype=np.float32)


@dataclass(frozen=True)
class Case:
    """All that ``make_themes`` takes."""

    opinions: pd.DataFrame
    tokens: pd.DataFrame
    vectors: Vectors
    families: pd.DataFrame
    clusters: pd.DataFrame

    def made(self, **params: float) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Themes and members without people's word."""
        made = self.made_with(People(), **params)
        return made.themes, made.members

    def made_with(self, people: People, **params: float) -> ThemeTables:
        """All tables, checked against their rules."""
        made = make_themes(
            self.opinions,
            [self.tokens],
            self.vectors,
            self.families,
            self.clusters,
            lexicon().official_vocabulary,
            lexicon().stop_words,
            ThemesParams.read("themes", params),
            tokens,
            people,
        )
        return ThemeTables(
            Themes.checked(made.themes, "themes"),
            Members.checked(made.members, "members"),
            ThemeRules.checked(made.rules, "rules"),
            Memberships.checked(made.memberships, "memberships"),
            made.failures,
        )

    def grouped(self, fine: Sequence[int], coarse: Sequence[int]) -> "Case":
        clusters = self.clusters.assign(fine=list(fine), coarse=list(coarse))
        return replace(self, clusters=Clusters.checked(clusters, "clusters"))


def case(texts: Sequence[str], fine: Sequence[int], coarse: Sequence[int] | None = None) -> Case:
    """Opinions of any texts in the groups given; without coarse groups there are none."""
    keys = [text_key(text) for text in texts]
    opinions = pd.DataFrame(
        {
            "round": "r",
            "opinion_id": opinion_ids("r", keys),
            "text_key": keys,
            "text": list(texts),
            "text_normalized": [normalize(text) for text in texts],
        },
        dtype="str",
    )
    return _case(opinions, fine, [-1] * len(texts) if coarse is None else coarse)


@functools.cache
def handout() -> Case:
    """The 30 opinions of the hand-out; its headings are the coarse groups."""
    entries = read_document(read_text(HANDOUT), "document.txt", DocumentParams())
    opinions = ingested("2024-04-05-junbi-kaigo", entries).opinions
    headings = [int(heading) for heading in pd.factorize(opinions["heading"])[0]]
    fine = [-1, -1, 0, 1, 2, 1, 0, 0, 2, -1, 3, 3, 4, 3, 4, 5, 6, 6, 5, 6, 6]
    fine += [7, 7, 7, 7, 8, 8, 8, 8, -1]
    coarse = [heading if heading != 5 else 4 for heading in headings]
    return _case(opinions, fine, coarse)


def _case(opinions: pd.DataFrame, fine: Sequence[int], coarse: Sequence[int]) -> Case:
    clusters = pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"],
            "fine": pd.Series(fine, dtype="int64"),
            "coarse": pd.Series(coarse, dtype="int64"),
            "strength": [0.0 if group < 0 else 1.0 for group in fine],
        }
    )
    families = find_families(opinions, FamiliesParams())
    return Case(
        opinions,
        tokenize_opinions(opinions, tokenizer()),
        encode(opinions["text_normalized"].tolist()),
        Families.checked(families, "families") if len(opinions) else families,
        Clusters.checked(clusters, "clusters") if len(opinions) else clusters,
    )
