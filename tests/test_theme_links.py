"""Which theme of a round is which of an earlier one: laws first, then people's word."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.changes.theme_likeness import Texts, Theme, above_usual
from pipeline.changes.theme_links import Link, link_themes
from pipeline.quality.round_links import draws, link_f1
from pipeline.tables.theme_links import Became

ROUNDS = ("1", "2")
SUBJECTS = {
    "期限": ["移行の期限を延ばしてほしい", "期限に間に合わない", "移行期限の延長を求める"],
    "費用": ["運用の費用が高い", "経費を国が負担すべき", "費用の補助を増やしてほしい"],
    "人材": ["専門の人材が足りない", "人材の育成を支援してほしい", "職員の研修が要る"],
    "回線": ["通信の回線が遅い", "島では回線がつながらない", "回線の増強を求める"],
    "窓口": ["住民の窓口を減らさない", "窓口の案内がわかりにくい", "窓口に並ばずに済むように"],
}


def vector(text: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Characters as a vector: what is written alike lies near."""
    made = np.zeros(64)
    for one, other in pairwise(text):
        made[(ord(one) * 31 + ord(other)) % 64] += 1
    return np.asarray(made / np.linalg.norm(made))


def made(name: str, groups: dict[str, Sequence[str]]) -> tuple[list[Theme], Texts]:
    said = [text for group in groups.values() for text in group]
    themes, first = [], 0
    for theme, group in groups.items():
        rows = np.arange(first, first + len(group))
        themes.append(Theme(name, f"t-{theme}", "fine", theme, rows, tuple(group)))
        first += len(group)
    return themes, Texts(np.array([vector(text) for text in said]), said)


def linked(
    one: dict[str, Sequence[str]],
    other: dict[str, Sequence[str]],
    said: dict[int, int | None] | None = None,
) -> list[tuple[str, str | None, str | None]]:
    (earlier, before), (later, now) = made("1", one), made("2", other)
    links = link_themes(earlier, later, {"1": before, "2": now}, ROUNDS, said or {})
    return [
        (
            link.became.value,
            None if link.earlier is None else earlier[link.earlier].name,
            None if link.later is None else later[link.later].name,
        )
        for link in links
    ]


@settings(max_examples=10)
@given(st.permutations(sorted(SUBJECTS)), st.integers(1, 5))
def test_the_same_round_twice_goes_on_whole(order: list[str], n_themes: int) -> None:
    groups = {name: SUBJECTS[name] for name in sorted(SUBJECTS)[:n_themes]}
    again = {name: groups[name] for name in order if name in groups}
    assert linked(groups, again) == [("継続", name, name) for name in again]


@settings(max_examples=10)
@given(
    st.sets(st.sampled_from(sorted(SUBJECTS)), max_size=5),
    st.sets(st.sampled_from(sorted(SUBJECTS)), max_size=5),
)
def test_every_theme_of_both_rounds_is_accounted_for_once(one: set[str], other: set[str]) -> None:
    links = linked(
        {name: SUBJECTS[name][:2] for name in sorted(one)},
        {name: SUBJECTS[name][1:] for name in sorted(other)},
    )
    assert sorted(later for _, _, later in links[: len(other)]) == sorted(other)
    left = [(became, earlier) for became, earlier, _ in links[len(other) :]]
    assert {became for became, _ in left} <= {"統合", "消滅"}
    gone_on = [earlier for became, earlier, _ in links if became == "継続"]
    assert sorted([*gone_on, *(earlier for _, earlier in left)]) == sorted(one)


def test_other_words_about_the_same_go_on_and_the_rest_is_new_or_gone() -> None:
    one = {name: SUBJECTS[name][:2] for name in ("期限", "費用", "人材", "回線")}
    other = {name: SUBJECTS[name][2:] for name in ("期限", "費用", "回線", "窓口")}
    links = set(linked(one, other))
    assert {("継続", name, name) for name in ("期限", "費用", "回線")} <= links
    assert {("新規", None, "窓口"), ("消滅", "人材", None)} <= links


def test_a_theme_in_two_parts_is_split_and_the_other_way_round_merged() -> None:
    whole = {"期限費用": [*SUBJECTS["期限"], *SUBJECTS["費用"]], "回線": SUBJECTS["回線"]}
    parts = {name: SUBJECTS[name] for name in ("期限", "費用", "回線")}
    split = linked(whole, parts)
    assert [became for became, _, _ in split].count("分割") == 1
    assert {earlier for became, earlier, _ in split if became == "分割"} == {"期限費用"}
    merged = linked(parts, whole)
    assert {later for became, _, later in merged if became == "統合"} == {"期限費用"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({0: 1}, ("継続", "費用", "期限")),
        ({0: None}, ("新規", None, "期限")),
        ({0: 1, 1: 1}, ("分割", "費用", "期限")),
    ],
)
def test_a_persons_word_is_above_all(
    said: dict[int, int | None], expected: tuple[str, str | None, str | None]
) -> None:
    groups = {name: SUBJECTS[name] for name in ("期限", "費用", "人材")}
    assert linked(groups, groups, said)[0] == expected


@pytest.mark.parametrize(("one", "other"), [({}, {}), ({}, SUBJECTS), (SUBJECTS, {})])
def test_a_round_without_themes(one: dict[str, list[str]], other: dict[str, list[str]]) -> None:
    said = {became for became, _, _ in linked(one, other)}
    assert said <= {"新規" if other else "消滅"}


@given(st.integers(0, 9))
def test_what_is_usual_does_not_depend_on_a_shift_or_the_order(seed: int) -> None:
    random = np.random.default_rng(seed)
    values = random.random((4, 6))
    rows, columns = random.permutation(4), random.permutation(6)
    found = above_usual(values)
    np.testing.assert_allclose(found, above_usual(values + 0.4), atol=1e-12)
    np.testing.assert_allclose(
        found[np.ix_(rows, columns)], above_usual(values[np.ix_(rows, columns)]), atol=1e-12
    )


def test_rounds_for_measuring_share_three_groups_in_five() -> None:
    groups = np.repeat([str(n) for n in range(10)], 6)
    assert len(list(draws(groups, 3))) == 3
    for first, second in draws(groups, 3):
        assert not set(first) & set(second)
        assert len(set(groups[first]) & set(groups[second])) == 6
        assert len(set(groups[first])) == len(set(groups[second])) == 8


@pytest.mark.parametrize(
    ("pairs", "expected"), [([(0, 0), (1, 1)], 1.0), ([(0, 0)], 2 / 3), ([(0, 1)], 0.0), ([], 0.0)]
)
def test_link_f1(pairs: list[tuple[int, int]], expected: float) -> None:
    links = [Link(Became.CONTINUED, one, other) for one, other in pairs]
    assert link_f1(["a", "b", "c"], ["a", "b", "d"], links) == pytest.approx(expected)


def test_most_texts_word_for_word_bind_whatever_the_rest_is_like() -> None:
    one = {"期限": SUBJECTS["期限"], "費用": SUBJECTS["費用"], "回線": SUBJECTS["回線"]}
    mixed = [*SUBJECTS["期限"][:2], SUBJECTS["人材"][0], SUBJECTS["窓口"][0]]
    links = linked(one, {"混": mixed, "費用": SUBJECTS["費用"], "回線": SUBJECTS["回線"]})
    assert ("継続", "期限", "混") in links
    taken = linked(one, {"費用": [*SUBJECTS["費用"], *SUBJECTS["期限"]], "窓口": SUBJECTS["窓口"]})
    assert ("統合", "期限", "費用") in taken
    cut = {name: one[name] for name in ("費用", "回線")}
    apart = {"費用": SUBJECTS["費用"][:2], "費": SUBJECTS["費用"][2:], "回線": SUBJECTS["回線"]}
    assert ("分割", "費用", "費") in linked(cut, apart)


@pytest.mark.parametrize(("word", "is_weak"), [({}, True), ({0: 0}, False)])
def test_a_link_no_better_than_between_different_themes_is_weak(
    word: dict[int, int | None], is_weak: bool
) -> None:
    alike = [f"移行の期限を{years}年延ばしてほしい" for years in "一二三四"]
    groups = {"a": alike[:2], "b": alike[2:], "c": SUBJECTS["窓口"][:2]}
    (earlier, before), (later, now) = made("1", groups), made("2", {"人材": SUBJECTS["人材"]})
    links = link_themes(earlier, later, {"1": before, "2": now}, ROUNDS, word or {0: 2})
    found = [link for link in links if link.became is Became.CONTINUED]
    assert [link.as_unlike for link in found] == [1.0]
    assert [replace(link, by_person=not is_weak).is_weak for link in found] == [is_weak]
    again = link_themes(earlier, earlier, {"1": before}, ("1",), {})
    assert not any(link.is_weak for link in again)


@pytest.mark.parametrize(
    ("by_person", "as_unlike", "share_back", "keeps"),
    [
        (False, 0.1, 0.6, True),
        (False, 0.1, 0.2, False),
        (False, 0.9, 0.6, False),
        (True, 0.9, 0.1, True),
    ],
)
def test_a_name_lasts_where_most_members_lie_nearest(
    by_person: bool, as_unlike: float, share_back: float, keeps: bool
) -> None:
    link = Link(Became.CONTINUED, 0, 0, by_person, as_unlike=as_unlike, share_back=share_back)
    assert link.keeps_name == keeps
