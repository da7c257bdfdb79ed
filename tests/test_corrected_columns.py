"""A column that was read wrongly is corrected: what people decided before holds on."""

from pathlib import Path

import pandas as pd
import pytest

from pipeline.clustering.cluster_table import cluster_opinions
from pipeline.clustering.two_levels import ClusterParams
from pipeline.ingest.round_tables import ingest
from pipeline.near_duplicates.families import find_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.receiving.adding import add_round
from pipeline.tables.base import as_column
from pipeline.text.tokens import tokenize_opinions
from pipeline.themes.assembly import People, ThemeTables
from pipeline.themes.register import RegisteredTheme
from tests import intake_inputs as make
from tests.example_rounds import FURTHER, OPINIONS
from tests.theme_inputs import Case, encode, tokenizer

TEXTS = [text for text in OPINIONS + FURTHER if len(text) > 12]
REASONS = ["町村では職員が足りないためである。", "予算の見通しが立たないためである。"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round of a list whose columns were read as they are."""
    rows = [
        [f"{chr(65 + number % 26)}市", "総務課", text, REASONS[number % 2]]
        for number, text in enumerate(TEXTS)
    ]
    (tmp_path / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    (tmp_path / "in").mkdir()
    table = make.table([["団体名", "担当課", "意見", "理由"], *rows])
    (tmp_path / "in/list.xlsx").write_bytes(table)
    add_round([tmp_path / "in"], "r", "題", "2024-05-10", root=tmp_path)
    return tmp_path / "corpora/rounds/r"


def themes_of(opinions: pd.DataFrame, people: People) -> ThemeTables:
    """The themes of a round as the stages find them, with plain vectors."""
    vectors = encode(opinions["text_normalized"].tolist())
    families = find_families(opinions, FamiliesParams())
    column = as_column(vectors)
    embeddings = pd.DataFrame(
        {"opinion_id": opinions["opinion_id"], "vector": column, "vector_universal": column}
    )
    clusters, _ = cluster_opinions(opinions, embeddings, families, ClusterParams())
    spoken = tokenize_opinions(opinions[["opinion_id", "text_normalized"]], tokenizer())
    return Case(opinions, spoken, vectors, families, clusters).made_with(people)


def accepted_of(made: ThemeTables, opinions: pd.DataFrame) -> tuple[RegisteredTheme, ...]:
    keys = opinions.set_index("opinion_id")["text_key"]
    return tuple(
        RegisteredTheme(
            row.theme_id,
            row.level,
            row.name,
            frozenset(
                keys[opinion]
                for opinion, *ids in made.members[["opinion_id", "theme_id", "coarse_id"]].values
                if row.theme_id in ids
            ),
        )
        for row in made.themes.itertuples()
    )


CORRECTIONS = {
    "who answered": ("role: body_name", "role: ignored"),
    "reasons are opinions, too": ("role: reason", "role: opinion"),
}


@pytest.mark.parametrize("correction", CORRECTIONS.values(), ids=list(CORRECTIONS))
def test_ids_labels_and_accepted_themes_survive_a_corrected_role(
    folder: Path, correction: tuple[str, str]
) -> None:
    before = ingest(folder).opinions
    assert before["text_key"].duplicated().any()
    accepted = accepted_of(themes_of(before, People()), before)
    assert len(accepted) >= 8
    path = folder / "round.yaml"
    written = path.read_text(encoding="utf-8")
    assert correction[0] in written
    path.write_text(written.replace(*correction), encoding="utf-8")
    after = ingest(folder).opinions
    assert not after.equals(before)
    assert set(before["opinion_id"]) <= set(after["opinion_id"])
    assert after["opinion_id"].is_unique
    assert set(before["text_key"]) <= set(after["text_key"])  # what labels.csv refers to
    made = themes_of(after, People(registered=accepted))
    names = dict(zip(made.themes["theme_id"], made.themes["name"], strict=True))
    assert {theme.theme_id: theme.name for theme in accepted}.items() <= names.items()
    assert not (set(made.rules["reason"]) & {"scattered", "all_gone"})
