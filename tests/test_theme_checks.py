"""Every named check fails on what it forbids, and on nothing else."""

import numpy as np
import pandas as pd
import pytest

from pipeline.themes.assembly import People
from pipeline.themes.checks import CHECKS, check_themes, failures_by_check
from pipeline.themes.levels import Level
from pipeline.themes.token_columns import token_columns
from tests.theme_inputs import case, handout, tokens

FINE = ("t1", "t2", "t3")
THEMES = pd.DataFrame(
    {
        "theme_id": ["T1", *FINE],
        "level": ["coarse", "fine", "fine", "fine"],
        "parent_id": [None, "T1", "T1", "T1"],
        "name": ["移行", "移行期限", "財政支援", "人材"],
        "n_opinions": [6, 2, 2, 2],
        "n_families": [6, 2, 2, 2],
        "name_source": "machine",
    }
)
GROUP = np.array([0, 0, 1, 1, 2, 2])
LEVELS = (Level("coarse", ("T1",), np.zeros(6, dtype=np.int64)), Level("fine", FINE, GROUP))
SAID = case(["移行期限"] * 2 + ["財政支援"] * 2 + ["移行と人材"] * 2, [0] * 6)
WORDS = token_columns([SAID.tokens], SAID.opinions["opinion_id"].tolist())
BELONGING = pd.DataFrame(
    {"opinion_id": list("abcdef"), "theme_id": [FINE[g] for g in GROUP], "strength": 1.0}
)
ALSO = pd.DataFrame({"opinion_id": list("ab"), "theme_id": "t2", "strength": 0.9})


def failures(**changed: object) -> dict[str, list[str]]:
    inputs = {
        "themes": THEMES,
        "levels": LEVELS,
        "tokens": WORDS,
        "memberships": BELONGING,
        "tokenize": tokens,
    } | changed
    found = check_themes(**inputs)  # type: ignore[arg-type]
    assert tuple(found) == CHECKS
    return {name: ids for name, ids in found.items() if ids}


def named(*names: str) -> pd.DataFrame:
    return THEMES.assign(name=list(names))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, {}),
        (
            {"themes": THEMES.assign(n_families=[6, 1, 2, 2])},
            {"themes_are_not_negligible": ["t1"]},
        ),
        ({"memberships": pd.concat([BELONGING, ALSO])}, {"themes_do_not_overlap": ["t1+t2"]}),
        ({"memberships": pd.concat([BELONGING, ALSO.iloc[:1]])}, {}),
        ({"themes": named("移行", "移行" * 13, "財政支援", "人材")}, {"names_are_short": ["t1"]}),
        (
            {"themes": named("移行", "移行期限", "花火", "人材")},
            {"names_use_words_of_members": ["t2"]},
        ),
        (
            {"themes": named("移行", "移行期限", "財政支援", "移行")},
            {"siblings_have_different_names": ["t1", "t3"]},
        ),
    ],
)
def test_each_check_fails_on_what_it_forbids(
    changed: dict[str, object], expected: dict[str, list[str]]
) -> None:
    found = failures(**changed)
    if "themes" in changed and "names_are_short" in expected:
        found.pop("names_use_words_of_members", None)
    assert found == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ["T2"]),
        ({"name_source": ["machine", "register"]}, []),
        ({"n_opinions": [394, 4]}, []),
        ({"n_families": [300, 4]}, []),
    ],
)
def test_a_subject_under_one_percent_is_negligible_unless_people_asked_for_it(
    changed: dict[str, list[int]], expected: list[str]
) -> None:
    group = np.repeat([0, 1, -1], [395, 3, 2])
    themes = pd.DataFrame(
        {
            "theme_id": ["T1", "T2"],
            "level": "coarse",
            "parent_id": None,
            "name": ["移行", "人材"],
            "n_opinions": [395, 3],
            "n_families": [395, 3],
            "name_source": "machine",
        }
    ).assign(**changed)
    found = failures(
        themes=themes,
        levels=(Level("coarse", ("T1", "T2"), group), Level("fine", (), group * 0 - 1)),
        tokenize=None,
    )
    assert found.get("themes_are_not_negligible", []) == expected


def test_names_by_people_may_use_their_own_words_but_not_stand_twice() -> None:
    by_rule = THEMES.assign(
        name=["移行", "花火", "花火", "人材"], name_source=["machine", "rule", "rule", "machine"]
    )
    assert failures(themes=by_rule) == {"siblings_have_different_names": ["t1", "t2"]}


def test_the_themes_of_the_hand_out_have_names_that_pass() -> None:
    found = handout().made_with(People()).failures
    assert {name: found[name] for name in CHECKS[2:]} == {key: [] for key in CHECKS[2:]}
    counts = failures_by_check(found)
    assert counts["n_failures"] == sum(len(ids) for ids in found.values())
    assert set(counts) == {"n_failures", *(f"failures_{name}" for name in CHECKS)}


def test_no_theme_and_one_theme_have_no_failures() -> None:
    for texts, groups in (([], []), (["移行期限の延長。", "移行期限を延ばす。"], [0, 0])):
        made = case(texts, groups).made_with(People())
        assert not any(made.failures.values())
