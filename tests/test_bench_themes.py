"""The protocol of themes chooses the threshold of 安定 without the source it is scored on."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.theme_materials import Gold, Material
from benchmarks.theme_stability import stability_rows, stability_table, threshold_table
from pipeline.clustering.cluster_stability import LEVELS
from pipeline.clustering.two_levels import ClusterParams
from tests.opinion_views import opinions


def row(source: str, kind: str, *themes: tuple[float, bool]) -> dict[str, object]:
    return {"source": source, "kind": kind, "level": "fine", "ari": 1.0, "themes": list(themes)}


def test_the_threshold_is_the_least_that_keeps_the_promise_on_all_other_sources() -> None:
    shaky = row("a", "a tenth missing", (0.35, False), (0.6, True))
    sound = row("b", "a tenth missing", (0.31, True), (0.9, True))
    campaign = row("a", "titles, a third", (0.3, False), (0.5, False))
    table = threshold_table({"all": [shaky, sound, campaign]})

    def line(kind: str, left_out: str) -> tuple[float, int, float]:
        own = (table["disturbance"] == kind) & (table["left out"] == left_out)
        found = table[own & (table["level"] == "fine")].iloc[0]
        return found["chosen"], found["themes called stable"], found["of these came back"]

    assert line("a tenth missing", "a") == (0.3, 2, 0.5)  # of b all come back
    assert line("a tenth missing", "b") == (0.4, 1, 1.0)  # from here on those of a do
    assert line("a tenth missing", "none") == (0.4, 2, 1.0)
    assert math.isnan(line("a campaign", "none")[0])
    assert line("a campaign", "none")[1] == 0


@pytest.mark.parametrize("most_rows", [500, 100])
def test_every_disturbance_of_a_small_material_is_scored(most_rows: int) -> None:
    views = opinions(140, families=[f"f{number}" for number in range(140)])
    crowd = opinions(60, 7, families=[f"c{number}" for number in range(60)])
    said = [f"{text}。" for text in crowd.texts or ()]
    texts = pd.Series(views.texts)
    gold = Gold("made up", "fine", pd.Series([f"{number % 4}" for number in range(140)]))
    material = Material("made up", "made up", texts, (gold,))
    planted = {"titles": replace(crowd, texts=said)}
    params = ClusterParams(n_trees=3).model_copy(update={"most_rows": most_rows})
    rows = list(stability_rows(material, views, planted, params))
    table = stability_table(rows)
    kinds = {"a tenth missing", "titles, a quarter", "titles, a third", "one reply's comments"}
    assert set(table["kind"]) == kinds
    assert set(table["level"]) == set(LEVELS)
    chosen = threshold_table({"all": rows})
    assert set(chosen["left out"]) == {"made up", "none"}
    scored = chosen.loc[chosen["left out"] == "none", "of these came back"].dropna()
    assert np.all(scored >= 0.9)
