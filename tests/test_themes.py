from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from pipeline.errors import OpinionsError
from pipeline.quality.name_readability import evaluate_names, name_placement
from pipeline.themes.assembly import People
from pipeline.themes.token_columns import token_columns
from tests.theme_inputs import Case, case, encode, handout, tokens

MONEY = "移行経費への財政支援をお願いしたい。"
COST = "運用経費が増えるので財政支援が必要である。"
STAFF = "デジタル人材の確保が難しい。"
TRAIN = "デジタル人材の育成を支援してほしい。"


def words_of(case: Case, ids: "pd.Series[str]") -> set[str]:
    spoken = case.tokens[case.tokens["opinion_id"].isin(ids)]
    return set(spoken["normal_form"])


def test_every_opinion_stands_once_and_the_counts_reconcile() -> None:
    example = handout()
    themes, members = example.made()
    assert members["opinion_id"].tolist() == example.opinions["opinion_id"].tolist()
    for level, column in (("fine", "theme_id"), ("coarse", "coarse_id")):
        shown = themes[themes["level"] == level]
        counted = members[column].value_counts()
        assert shown.set_index("theme_id")["n_opinions"].to_dict() == counted.to_dict()
        assert shown["n_opinions"].sum() + members[column].isna().sum() == 30
        assert shown["rank"].tolist() == list(range(1, len(shown) + 1))
        assert shown["n_opinions"].is_monotonic_decreasing
    assert set(themes["parent_id"].dropna()) <= set(themes["theme_id"])
    assert members["theme_id"].isna().equals(members["nearest_theme_id"].notna())


def test_names_hold_only_words_of_members_and_differ() -> None:
    example = handout()
    themes, members = example.made()
    for theme in themes.itertuples():
        column = "theme_id" if theme.level == "fine" else "coarse_id"
        ids = members.loc[members[column] == theme.theme_id, "opinion_id"]
        said = {token.normal_form for token in tokens(theme.name) if token.is_content}
        assert said, theme.name
        assert said <= words_of(example, ids), theme.name
        text = " ".join(example.opinions.set_index("opinion_id").loc[ids, "text_normalized"])
        assert all(keyword in text for keyword in theme.keywords.split("、"))
    assert not themes.duplicated(["level", "name"]).any()
    n_below = themes["parent_id"].value_counts()
    names = themes.set_index("theme_id")["name"]
    for theme in themes.dropna(subset="parent_id").itertuples():
        if n_below[theme.parent_id] > 1:
            assert theme.name != names[theme.parent_id]


def test_a_reader_recognises_the_subjects_of_the_hand_out() -> None:
    themes, _ = handout().made()
    shown = " ".join(themes["name"] + themes["keywords"])
    assert all(word in shown for word in ("移行", "標準化", "人材", "利用料金", "支援制度"))


def test_order_and_numbering_change_nothing() -> None:
    example = handout()
    themes, members = example.made()
    order = np.random.default_rng(1).permutation(30)
    turned = example.clusters.assign(
        fine=example.clusters["fine"].map(lambda group: group if group < 0 else 8 - group),
        coarse=example.clusters["coarse"] + 10,
    )
    shuffled = Case(
        example.opinions.iloc[order].reset_index(drop=True),
        example.tokens.sample(frac=1, random_state=1).reset_index(drop=True),
        example.vectors[order],
        example.families.iloc[order[::-1]].reset_index(drop=True),
        turned.iloc[order].reset_index(drop=True),
    )
    themes_again, members_again = shuffled.made()
    assert_frame_equal(themes, themes_again)
    assert_frame_equal(
        members.sort_values("opinion_id", ignore_index=True),
        members_again.sort_values("opinion_id", ignore_index=True),
    )


def test_an_id_outlives_growth_and_rank() -> None:
    before, _ = case([MONEY, COST, STAFF, TRAIN], [0, 0, 1, 1]).made()
    grown = [MONEY, COST, STAFF, TRAIN, "デジタル人材の派遣を求める。", "人材の採用は困難である。"]
    after, members = case(grown, [0, 0, 1, 1, 1, 1]).made()
    kept = members["theme_id"].iloc[0]
    assert kept in set(before["theme_id"])
    assert before.set_index("theme_id")["rank"][kept] in (1, 2)
    assert after.set_index("theme_id")["rank"][kept] == 2


def test_a_single_knows_its_nearest_theme_and_may_have_a_coarse_one() -> None:
    texts = [MONEY, COST, STAFF, TRAIN, "デジタル人材の確保は急務。", "財政支援の継続。"]
    themes, members = case(texts, [0, 0, 1, 1, -1, -1], [0, 0, 1, 1, 1, -1]).made()
    assert members["nearest_theme_id"].iloc[4] == members["theme_id"].iloc[2]
    assert members["nearest_theme_id"].iloc[5] == members["theme_id"].iloc[0]
    assert members["coarse_id"].iloc[4] == members["coarse_id"].iloc[2]
    assert pd.isna(members["coarse_id"].iloc[5])
    sizes = themes[themes["level"] == "coarse"].set_index("theme_id")["n_opinions"]
    assert sizes[members["coarse_id"].iloc[2]] == 3


def test_copies_count_as_opinions_and_as_one_family_with_one_quote() -> None:
    themes, members = case([MONEY] * 4 + [COST, STAFF], [0, 0, 0, 0, 0, -1]).made()
    assert themes["n_opinions"].tolist() == [5]
    assert themes["n_families"].tolist() == [2]
    assert sorted(members["representative_rank"].dropna()) == [1, 2]


@pytest.mark.parametrize(
    ("texts", "fine"),
    [
        ([], []),
        ([MONEY], [-1]),
        ([MONEY], [0]),
        ([MONEY, STAFF], [-1, -1]),
        ([MONEY] * 5, [0] * 5),
        ([MONEY, COST, STAFF], [0, 0, 0]),
        (["😀😀", "🎉", "😀"], [0, 0, 0]),
        (["そのとおり。", "はい。", "うん。", "ええ。"], [0, 0, 1, 1]),
        (["その通り", "はい", "　", "123"], [0, 1, 2, 3]),
        (["あ" * 30, "い" * 3_000], [0, 0]),
        (["同じ話。", "同じ話だ。", "同じ話です。", "同じ話である。"], [0, 0, 1, 1]),
    ],
)
def test_small_and_odd_inputs_have_an_answer(texts: list[str], fine: list[int]) -> None:
    themes, members = case(texts, fine, [min(group, 0) for group in fine]).made()
    assert len(members) == len(texts)
    assert len(themes) == len({*fine} - {-1}) + len({min(group, 0) for group in fine} - {-1})
    assert themes["name"].str.len().between(1, 25).all()
    assert not themes.duplicated(["level", "name"]).any()
    assert members["nearest_theme_id"].notna().sum() == (
        fine.count(-1) if max(fine, default=-1) >= 0 else 0
    )


def test_vectors_that_are_missing_or_not_finite_are_refused() -> None:
    example = case([MONEY, COST], [0, 0])
    broken = example.vectors.copy()
    broken[1, 0] = np.nan
    with pytest.raises(OpinionsError, match="finite"):
        replace(example, vectors=broken).made()
    with pytest.raises(OpinionsError, match="1 vectors for 2 opinions"):
        replace(example, vectors=example.vectors[:1]).made()
    with pytest.raises(OpinionsError, match="no family or cluster"):
        replace(example, clusters=example.clusters.iloc[:1]).made()


def test_equal_texts_in_two_clusters_are_refused() -> None:
    with pytest.raises(OpinionsError, match="equal texts"):
        case([MONEY, MONEY], [0, 1]).made()


def test_tokens_come_in_the_order_of_the_text() -> None:
    example = case([MONEY, STAFF], [0, 0])
    parts = [example.tokens.iloc[40:], example.tokens.iloc[39::-1]]
    found = token_columns(parts, example.opinions["opinion_id"].tolist())
    assert len(found) == 2
    for text, spoken in zip(example.opinions["text_normalized"], found, strict=True):
        assert spoken == tokens(text)


def test_placement_is_whole_for_themes_apart_and_leaves_the_opinion_out() -> None:
    apart = case([MONEY, COST, STAFF, TRAIN], [0, 0, 1, 1])
    themes, members = apart.made()
    found = name_placement(apart.opinions, apart.vectors, themes, members, encode)
    assert (found.n_opinions, found.n_themes, found.share_by_chance) == (4, 2, 0.5)
    assert found.share_placed == 1.0
    mixed = case([MONEY, STAFF, COST, TRAIN], [0, 0, 1, 1])
    themes, members = mixed.made()
    swapped = themes.assign(
        name=themes["name"].iloc[::-1].tolist(), keywords=themes["keywords"].iloc[::-1].tolist()
    )
    worse = name_placement(mixed.opinions, mixed.vectors, swapped, members, encode)
    assert worse.share_placed < 1.0


def test_placement_of_one_theme_or_none_is_certain() -> None:
    single = case([MONEY, COST], [0, 0])
    found = name_placement(single.opinions, single.vectors, *single.made(), encode)
    assert (found.n_themes, found.share_placed) == (1, 1.0)


def test_placement_of_a_file_needs_a_level_that_exists() -> None:
    with pytest.raises(OpinionsError, match="fine, coarse"):
        evaluate_names(Path("any.csv"), "text", "middle")


def test_an_opinion_of_two_subjects_belongs_to_both_and_is_counted_once() -> None:
    money = [MONEY, COST, "経費への財政支援が足りない。", "財政支援がなく経費を負担できない。"]
    staff = [STAFF, TRAIN, "デジタル人材の派遣を国に求める。", "デジタル人材を採用できない。"]
    both = "デジタル人材の採用には財政支援が必要である。"
    other = ["避難所の運営を見直す。", "避難所の備蓄が足りない。", "避難所を増やす。"]
    third = ["公園の樹木を守る。", "公園の清掃が大切だ。", "公園の遊具が古い。"]
    groups = [0] * 5 + [1] * 4 + [2] * 3 + [3] * 3
    made = case([*money, both, *staff, *other, *third], groups).made_with(People())
    ids, own = made.members["opinion_id"], made.members["theme_id"]
    themes = made.memberships.groupby("opinion_id")["theme_id"].agg(list)
    assert themes[ids.iloc[4]] == [own.iloc[0], own.iloc[5]]
    assert [len(found) for found in themes[ids.drop(4)]] == [1] * 14
    assert made.themes.query("level == 'fine'")["n_opinions"].sum() == 15
    primary = made.memberships[made.memberships["is_primary"]].set_index("opinion_id")["theme_id"]
    assert primary[ids].tolist() == own.tolist()


def test_a_single_belongs_nowhere_and_copies_belong_alike() -> None:
    copies = case([MONEY, MONEY, COST, STAFF, TRAIN, "花火。"], [0, 0, 0, 1, 1, -1])
    made = copies.made_with(People())
    ids = made.members["opinion_id"]
    found = made.memberships.groupby("opinion_id")["theme_id"].agg(tuple)
    assert ids.iloc[5] not in found.index
    assert found[ids.iloc[0]] == found[ids.iloc[1]]
