from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline.encoders.centring import centred
from pipeline.near_duplicates.campaigns import CampaignParams, campaign_scores
from pipeline.quality.planted_campaigns import as_opinions, evaluate, planted_texts
from pipeline.quality.shared_data import shared_data
from pipeline.tables.base import Vectors

ROOT = Path(__file__).parent.parent
FEW = CampaignParams(n_voices=5)


def near(n: int, n_others: int, seed: int = 0) -> Vectors:
    """(n + n_others, 64) unit vectors: n around one direction, then others anywhere."""
    random = np.random.default_rng(seed)
    middle = random.normal(size=64)
    crowd = middle + 0.15 * random.normal(size=(n, 64))
    rows = np.vstack([crowd, random.normal(size=(n_others, 64))])
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


TEXTS = [f"紙の申請書と窓口を残してほしい、第{n}の理由による。" for n in range(10)]
_TOPICS = ("道路", "水道", "教育", "防災", "介護", "保育", "農業")
OTHERS = [f"{topic}の{number}番目の意見がある。" for number in range(6) for topic in _TOPICS]


def of_texts(opinions: pd.DataFrame, vectors: Vectors) -> Vectors:
    """Copies have the vector of the first."""
    first = opinions["text_key"].drop_duplicates()
    return vectors[opinions["text_key"].map(dict(zip(first, first.index, strict=True)))]


def test_a_crowd_scores_above_the_others_and_is_sure() -> None:
    opinions = as_opinions(TEXTS + OTHERS)
    found = campaign_scores([opinions], near(10, len(OTHERS)), FEW)
    crowd, others = found["campaign_score"][:10], found["campaign_score"][10:]
    assert crowd.min() > others.max()
    assert found["campaign_id"][:10].nunique() == 1
    assert found["campaign_id"][10:].isna().all()
    assert found["campaign_score"].between(0, 1).all()


@pytest.mark.parametrize("turned", ["残さないでほしい", "廃止してほしい"])
def test_opposites_are_never_surely_of_one_campaign(turned: str) -> None:
    against = [text.replace("残してほしい", turned) for text in TEXTS]
    vectors = near(20, len(OTHERS))  # the vectors say that all twenty are the same
    found = campaign_scores([as_opinions(TEXTS + against + OTHERS)], vectors, FEW)["campaign_id"]
    assert found[:20].notna().mean() > 0.5
    assert set(found[:10].dropna()).isdisjoint(found[10:20].dropna())


_LEAFLET = "路上喫煙の禁止区域を駅前に限らず通学路まで広げ、違反者への指導を強めるべきである。"
_SHORT = ["賛成です。", "賛成です", "賛成です。", "賛成です！", "賛成です。", "賛成です"]


@pytest.mark.parametrize(
    ("texts", "respondents", "n_others", "n_sure"),
    [
        # Four copies and four with a word more, in a round of fifty.
        (
            [_LEAFLET] * 4 + [f"{word}、{_LEAFLET}" for word in ("市民", "店主", "会員", "母親")],
            "",
            42,
            8,
        ),
        ([_LEAFLET] * 4, "", 42, 0),  # four are too few
        ([_LEAFLET] * 8, "", 292, 0),  # a twentieth of a large round is more than eight
        ([_LEAFLET] * 8, "AAABBBAB", 42, 0),  # two respondents who say it again and again
        (_SHORT, "", 42, 0),  # nobody has to ask anybody to say so
    ],
)
def test_a_small_campaign_of_near_equal_texts_is_sure(
    texts: list[str], respondents: str, n_others: int, n_sure: int
) -> None:
    n = len(texts)
    others = [f"{topic}の{number}番目の意見がある。" for number in range(42) for topic in _TOPICS]
    opinions = as_opinions(texts + others[:n_others])
    opinions["respondent"] = [*(respondents or [None] * n), *[None] * n_others]
    vectors = of_texts(opinions, near(n, n_others))
    found = campaign_scores([opinions], vectors, CampaignParams())["campaign_id"]
    assert found[:n].notna().sum() == n_sure
    assert found[n:].isna().all()


def test_copies_count_as_neighbours() -> None:
    """As if each opinion were looked for by itself."""
    opinions = as_opinions(TEXTS * 2 + OTHERS + OTHERS[:5])
    vectors = of_texts(opinions, near(20, len(OTHERS) + 5))
    found = campaign_scores([opinions], vectors, FEW)["campaign_score"]
    distinct = vectors[opinions["text_key"].drop_duplicates().index]
    around = centred(vectors, distinct.mean(axis=0, dtype=np.float64).astype(np.float32))
    cosines = around @ around.T
    np.fill_diagonal(cosines, -np.inf)
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : FEW.n_voices]
    own = np.take_along_axis(cosines, nearest, axis=1).mean(axis=1)
    expected = np.clip((own + own[nearest].mean(axis=1)) / 2, 0, 1)
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_order_does_not_matter() -> None:
    opinions = as_opinions(TEXTS + OTHERS + TEXTS[:3])
    vectors = of_texts(opinions, near(10, len(OTHERS) + 3))
    order = np.random.default_rng(1).permutation(len(opinions))
    straight = campaign_scores([opinions], vectors, FEW).set_index("opinion_id")
    mixed = campaign_scores([opinions.iloc[order].reset_index(drop=True)], vectors[order], FEW)
    again = mixed.set_index("opinion_id").loc[straight.index]
    np.testing.assert_allclose(again["campaign_score"], straight["campaign_score"], atol=1e-5)
    assert again["campaign_id"].fillna("").tolist() == straight["campaign_id"].fillna("").tolist()


@pytest.mark.parametrize("size", [1, 4, 7])
def test_parts_do_not_change_a_result(size: int) -> None:
    opinions = as_opinions(TEXTS + OTHERS + TEXTS[:3])
    vectors = of_texts(opinions, near(10, len(OTHERS) + 3))
    parts = [opinions.iloc[at : at + size] for at in range(0, len(opinions), size)]
    whole = campaign_scores([opinions], vectors, FEW)
    pd.testing.assert_frame_equal(campaign_scores(parts, vectors, FEW), whole)


@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_opinions(n: int) -> None:
    found = campaign_scores([as_opinions(TEXTS[:n])], near(n, 0), FEW)
    assert len(found) == n
    assert found["campaign_id"].isna().all()


def test_planted_texts_are_sixty_of_each() -> None:
    planted = planted_texts(ROOT / "corpora/gold/planted_campaigns.csv")
    assert {name: len(set(texts)) for name, texts in planted.items()} == {
        "near_copies": 60,
        "paraphrases": 60,
    }


@pytest.mark.slow
def test_planted_campaigns_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    if not (shared_data() / "env_plan_comments").exists():
        pytest.skip(f"env_plan_comments is not at {shared_data()} (OPINION_DATA)")
    found = evaluate()
    assert found["near_copies"]["average_precision"] >= 0.90
    assert found["paraphrases"]["average_precision"] >= 0.75
    assert all(each["n_other_families_changed"] == 0 for each in found.values())
