"""The protocol of themes chooses the threshold of 安定 without the source it is scored on."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.theme_form import Measured, form_left_out, form_table, measured
from benchmarks.theme_form_values import CHOICES, DEFAULT
from benchmarks.theme_materials import Gold, Material
from benchmarks.theme_stability import stability_rows, stability_table, threshold_table
from pipeline.clustering import likeness
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


def reached(source: str, choice: str, value: str, ari: float) -> Measured:
    scores = {f"gold of {source}": {"ami": ari, "ari": ari, "b_cubed_f1": ari}}
    kept = {level: [ari] for level in LEVELS}
    return Measured(source, choice, value, scores, np.full((1, 3), ari), kept)


def test_a_value_of_the_form_is_chosen_without_the_source_and_replaces_no_equal() -> None:
    found = [reached(source, "", DEFAULT, 0.5) for source in "ab"]
    for choice, values in CHOICES.items():
        found += [reached(source, choice, value, 0.5) for source in "ab" for value in values]
    trees = [one for one in found if one.choice == "trees"]
    found = [one for one in found if one.choice != "trees"]
    found += [reached(one.source, "trees", one.value, 0.5) for one in trees if one.value != "60"]
    found += [reached("a", "trees", "60", 0.9), reached("b", "trees", "60", 0.4)]
    left_out = form_left_out(found).set_index(["choice", "gold"])
    assert left_out.loc[("trees", "gold of a"), "chosen without it"] == DEFAULT
    assert left_out.loc[("trees", "gold of b"), "chosen without it"] == "60"
    assert left_out.loc[("trees", "gold of a"), "best ARI"] == 0.9
    assert left_out.loc[("share of a tree", "gold of a"), "chosen without it"] == DEFAULT
    table = form_table(found).set_index(["choice", "value"])
    assert table.loc[("trees", "60"), "chosen without"] == "1 of 2 sources"
    assert table.loc[("trees", "60"), "agreement − it"].startswith("+0.150")
    assert table.loc[("share of a tree", "0.5"), "agreement − it"] == "–"


def test_every_value_of_the_form_groups_and_leaves_the_engine_as_it_was() -> None:
    views = opinions(60)
    gold = Gold("made up", "fine", pd.Series([f"{number % 4}" for number in range(60)]))
    material = Material("made up", "made up", pd.Series(views.texts), (gold,))
    before = likeness._CROWD, likeness._ROWS_PER_NEIGHBOUR
    params = ClusterParams(n_trees=3)
    families = replace(views, families=[""] * 60)
    found = list(measured(material, families, {}, params))
    assert len(found) == 1 + sum(map(len, CHOICES.values()))
    assert all(len(one.kept["fine"]) == len(found[0].kept["fine"]) > 0 for one in found)
    assert before == (likeness._CROWD, likeness._ROWS_PER_NEIGHBOUR)
