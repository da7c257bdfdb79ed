"""The map: the same in any order, defined for few or equal opinions, told as what it is."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.clustering.projection import ProjectionParams, places
from pipeline.report.figures.projection_figure import CAUTION, COLOURS, MARKERS, map_figure
from pipeline.report.summary.whole import summarize
from tests.report_example import example_inputs
from tests.report_pages import rendered

SOME = np.random.default_rng(3).standard_normal((60, 12)).astype(np.float32)
SOME /= np.linalg.norm(SOME, axis=1, keepdims=True)
KEYS = [f"{number:04x}" for number in range(60)]


@pytest.mark.parametrize("most", [1000, 20])
def test_places_follow_the_opinion_and_not_the_order(most: int) -> None:
    params = ProjectionParams(most_placed=most)
    found = places(SOME, KEYS, params)
    order = np.random.default_rng(1).permutation(60)
    again = places(SOME[order], [KEYS[row] for row in order], params)
    assert (found[order] == again).all()
    assert found.min() >= 0
    assert found.max() <= 1


@pytest.mark.parametrize("n", [0, 1, 2, 3, 7, 8, 20])
@pytest.mark.parametrize("equal", [False, True])
def test_few_and_equal_opinions_have_places(n: int, equal: bool) -> None:
    vectors = np.repeat(SOME[:1], n, axis=0) if equal else SOME[:n]
    found = places(vectors, KEYS[:n], ProjectionParams())
    assert found.shape == (n, 2)
    assert np.isfinite(found).all()


def test_what_is_alike_lies_together() -> None:
    centres = np.eye(3, 12, dtype=np.float32)
    vectors = np.repeat(centres, 20, axis=0) + 0.05 * SOME
    found = places(vectors, KEYS, ProjectionParams(neighbours=5.0))
    group = np.repeat(np.arange(3), 20)
    gaps = np.linalg.norm(found[:, None] - found[None], axis=2) + 9 * np.eye(60)
    assert (group[gaps.argmin(axis=1)] == group).mean() > 0.95


def test_the_map_labels_every_theme_and_says_that_it_measures_nothing() -> None:
    summary = summarize(example_inputs())
    drawn = map_figure(summary)
    assert drawn == map_figure(summarize(example_inputs()))
    assert CAUTION in drawn
    for number, theme in enumerate(summary.themes, start=1):
        assert f"{number} {theme.name}" in drawn
    assert "少数意見" in drawn
    assert "<dc:date" not in drawn
    assert sum(point.n_opinions for point in summary.map_points) == 30
    assert sum(p.n_opinions for p in summary.map_points if p.theme is None) == 4
    page = rendered(summary)["index.html"]
    assert "縦横の軸と、点の間の距離に意味はない" in page
    assert page.count("付録　意見の地図") == 2


def test_without_places_there_is_no_map() -> None:
    inputs = example_inputs()
    summary = summarize(replace(inputs, places=inputs.places.iloc[:0]))
    assert map_figure(summary) == ""
    assert "意見の地図" not in rendered(summary)["index.html"]


def test_themes_differ_in_colour_or_form() -> None:
    assert len(set(COLOURS)) * len(set(MARKERS)) >= 15
