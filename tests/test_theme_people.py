"""People's word: rules are replayed and accounted for, accepted themes last, guides only label."""

import itertools
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.text.normalize import text_key
from pipeline.themes.assembly import People, ThemeTables
from pipeline.themes.corrections import REASONS
from pipeline.themes.register import RegisteredTheme, as_frame, read_register
from pipeline.themes.rules import PeoplesWord
from tests.dvc_stages import ROOT
from tests.theme_inputs import Case, case, handout

MONEY = [
    "移行経費への財政支援をお願いしたい。",
    "運用経費が増えるので財政支援が必要である。",
    "経費の見積もりが高い。",
]
STAFF = [
    "デジタル人材の確保が難しい。",
    "デジタル人材の育成を支援してほしい。",
    "人材の派遣を国に求める。",
]
LONE = "移行期限を延長してほしい。"
TEXTS = [*MONEY, *STAFF, LONE]
KEYS = [text_key(text) for text in TEXTS]
GONE = text_key("この文はどこにもない。")


def example() -> Case:
    return case(TEXTS, [0, 0, 0, 1, 1, 1, -1], [0, 0, 0, 1, 1, 1, -1])


def word(*rules: dict[str, Any], guides: list[dict[str, Any]] | None = None) -> People:
    return People(PeoplesWord.read({"rules": list(rules), "guides": guides or []}, "themes.yaml"))


def groups(made: ThemeTables) -> list[set[int]]:
    """Opinions (by number) that share a sub-theme; singles alone."""
    found: dict[Any, set[int]] = {}
    for number, theme in enumerate(made.members["theme_id"]):
        found.setdefault(number if pd.isna(theme) else theme, set()).add(number)
    return list(found.values())


def ids() -> tuple[str, str, str, str]:
    """Sub-themes of money and staff, then their coarse themes."""
    members = example().made()[1]
    return (*members["theme_id"].iloc[[0, 3]], *members["coarse_id"].iloc[[0, 3]])


def test_no_theme_of_another_round_has_its_id() -> None:
    one = example()
    other = replace(one, opinions=one.opinions.assign(round="another"))
    ids = [set(each.made()[0]["theme_id"]) for each in (one, other)]
    assert ids[0]
    assert not ids[0] & ids[1]


PLAIN = [{0, 1, 2}, {3, 4, 5}, {6}]


@pytest.mark.parametrize(
    ("rules", "expected", "outcomes"),
    [
        ([{"merge": [0, 1]}], [{*range(6)}, {6}], [("merge", True, "", 3)]),
        ([{"merge": ["T0", "T1"]}], PLAIN, [("merge", True, "", 3)]),
        ([{"merge": [KEYS[0], KEYS[1]]}], PLAIN, [("merge", True, "already_so", 0)]),
        ([{"merge": [0, KEYS[6]]}], PLAIN, [("merge", False, "in_no_theme", 0)]),
        (
            [{"split": 0, "texts": KEYS[:2]}],
            [{0, 1}, {3, 4, 5}, {6}, {2}],
            [("split", True, "", 2), ("dissolved", True, "one_left", 1)],
        ),
        ([{"split": 0, "texts": KEYS[:3]}], PLAIN, [("split", False, "whole_theme", 0)]),
        ([{"split": 0, "texts": KEYS[3:4]}], PLAIN, [("split", False, "texts_elsewhere", 0)]),
        (
            [{"split": 0, "texts": [KEYS[2], GONE]}],
            [{0, 1}, {2}, {3, 4, 5}, {6}],
            [("split", True, "partly", 1)],
        ),
        ([{"pin": KEYS[6], "theme": 0}], [{0, 1, 2, 6}, {3, 4, 5}], [("pin", True, "", 1)]),
        ([{"pin": KEYS[0], "theme": 1}], [{1, 2}, {0, 3, 4, 5}, {6}], [("pin", True, "", 1)]),
        ([{"pin": KEYS[0], "theme": KEYS[1]}], PLAIN, [("pin", True, "already_so", 0)]),
        ([{"pin": KEYS[0], "theme": "T1"}], [{0}, {1, 2}, {3, 4, 5}, {6}], [("pin", True, "", 1)]),
        ([{"pin": GONE, "theme": 0}], PLAIN, [("pin", False, "text_not_found", 0)]),
        ([{"pin": KEYS[6], "theme": "t00000000"}], PLAIN, [("pin", False, "theme_not_found", 0)]),
        ([{"apart": KEYS[:2]}], [{0, 2}, {1}, {3, 4, 5}, {6}], [("apart", True, "", 1)]),
        ([{"apart": [KEYS[0], KEYS[3]]}], PLAIN, [("apart", True, "already_so", 0)]),
        ([{"apart": [KEYS[0], GONE]}], PLAIN, [("apart", False, "text_not_found", 0)]),
        (
            [{"apart": KEYS[:2]}, {"pin": KEYS[1], "theme": 0}],
            [{0}, {1, 2}, {3, 4, 5}, {6}],
            [("apart", True, "", 1), ("pin", True, "already_so", 0)],
        ),
        (
            [{"apart": KEYS[:2]}] + [{"pin": key, "theme": 0} for key in KEYS[:2]],
            PLAIN,
            [("apart", False, "pinned_together", 0)] + [("pin", True, "already_so", 0)] * 2,
        ),
        (
            [{"pin": KEYS[6], "theme": 1}, {"merge": [0, 1]}],
            [{*range(7)}],
            [("pin", True, "", 1), ("merge", True, "", 3)],
        ),
    ],
)
def test_each_rule_does_what_it_says_and_says_what_it_did(
    rules: list[dict[str, Any]], expected: list[set[int]], outcomes: list[tuple[Any, ...]]
) -> None:
    money, staff, coarse_money, coarse_staff = ids()
    means = {0: money, 1: staff, "T0": coarse_money, "T1": coarse_staff}

    def put(value: Any) -> Any:
        return (
            [means.get(v, v) for v in value] if isinstance(value, list) else means.get(value, value)
        )

    made = example().made_with(word(*({k: put(v) for k, v in rule.items()} for rule in rules)))
    assert sorted(map(sorted, groups(made))) == sorted(map(sorted, expected))
    said = made.rules[["kind", "is_applied", "reason", "n_opinions"]].itertuples(index=False)
    assert [tuple(row) for row in said] == outcomes
    assert set(made.rules["reason"]) <= set(REASONS)
    # Nothing is lost, and a sub-theme lies in one coarse theme.
    assert len(made.members) == len(TEXTS)
    assert (made.members.groupby("theme_id")["coarse_id"].nunique(dropna=False) == 1).all()


def test_a_name_by_people_stands_and_others_keep_clear_of_it() -> None:
    money, staff, coarse_money, _ = ids()
    plain, _ = example().made()
    taken = plain.set_index("theme_id")["name"][staff]
    made = example().made_with(
        word(
            {"rename": KEYS[1], "to": "一度目"},
            {"rename": money, "to": taken, "note": "田中"},
            {"rename": coarse_money, "to": "お金の話"},
        )
    )
    named = made.themes.set_index("theme_id")
    assert (named["name"][money], named["name_source"][money]) == (taken, "rule")
    assert (named["name"][staff] != taken, named["name_source"][staff]) == (True, "machine")
    assert named["name"][coarse_money] == "お金の話"
    assert made.rules["reason"].tolist() == ["named_after", "", ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"rule": []}, "unknown keys"),
        ({"rules": {}}, "must be a list"),
        ({"rules": ["merge"]}, "exactly one of the keys"),
        ({"rules": [{"merge": ["t00000000"] * 2, "pin": "x"}]}, "exactly one of the keys"),
        ({"rules": [{"pin": 1234567890123456, "theme": "t00000000"}]}, "quotation marks"),
        ({"rules": [{"pin": "0" * 16}]}, "rule 1: theme is missing"),
        ({"rules": [{"rename": "t00000000", "to": "長" * 26}]}, "1 to 25 characters"),
        ({"rules": [{"rename": "t00000000", "to": "改\n行"}]}, "rule 1: to"),
        ({"rules": [{"rename": "t00000000", "to": " "}]}, "rule 1: to"),
        ({"rules": [{"rename": "t00000000", "To": "名"}]}, "To"),
        ({"rules": [{"merge": ["t00000000", "T00000000"]}]}, "two levels"),
        ({"rules": [{"split": "T00000000", "texts": ["0" * 16]}]}, "takes a sub-theme"),
        ({"rules": [{"apart": ["0" * 16] * 2}]}, "apart from itself"),
        ({"rules": [{"pin": "0" * 16, "theme": t} for t in ("t0000000a", "t0000000b")]}, "1 and 2"),
        ({"guides": [{"name": "人材", "words": []}]}, "guide 1: words"),
        ({"guides": [{"name": "人材", "words": ["人材"]}] * 2}, "a guide stands twice"),
    ],
)
def test_a_malformed_file_is_refused_with_the_number_of_the_entry(
    content: dict[str, Any], message: str
) -> None:
    with pytest.raises(OpinionsError, match=message):
        PeoplesWord.read(content, "themes.yaml")


def accepted(case_: Case, made: ThemeTables) -> tuple[RegisteredTheme, ...]:
    keys = dict(zip(case_.opinions["opinion_id"], case_.opinions["text_key"], strict=True))
    return tuple(
        RegisteredTheme(
            row.theme_id,
            row.level,
            row.name,
            frozenset(
                keys[i]
                for i in made.members.loc[
                    made.members[{"fine": "theme_id", "coarse": "coarse_id"}[row.level]]
                    == row.theme_id,
                    "opinion_id",
                ]
            ),
        )
        for row in made.themes.itertuples()
    )


def grown(numbers: range, group: int) -> tuple[list[str], list[int]]:
    return [f"新しい意見その{number}：経費と予算の話。" for number in numbers], [group] * len(
        numbers
    )


def test_accepted_themes_keep_id_and_name_when_rows_are_added() -> None:
    before = example().made_with(People())
    register = accepted(example(), before)
    new, group = grown(range(40), 0)
    after = case(TEXTS + new, [0, 0, 0, 1, 1, 1, -1, *group], [0, 0, 0, 1, 1, 1, -1, *group])
    plain = after.made_with(People())
    kept = after.made_with(People(registered=register))
    for column in ("theme_id", "coarse_id"):
        assert kept.members[column].iloc[:6].tolist() == before.members[column].iloc[:6].tolist()
        assert kept.members[column].iloc[-1] == kept.members[column].iloc[0]
    names = before.themes.set_index("theme_id")["name"]
    assert kept.themes.set_index("theme_id")["name"][names.index].tolist() == names.tolist()
    assert set(kept.themes["name_source"]) == {"register"}
    # Without the register a smaller key gives another id: that is what it is for.
    assert plain.members["theme_id"].iloc[0] != before.members["theme_id"].iloc[0]


def test_a_theme_that_falls_apart_goes_on_once_and_a_lost_one_is_reported() -> None:
    register = accepted(example(), example().made_with(People()))
    apart = case(TEXTS, [0, 0, 1, 2, 2, 2, 1], [-1] * 7).made_with(People(registered=register))
    money = ids()[0]
    assert (apart.members["theme_id"] == money).tolist() == [True, True, *[False] * 5]
    assert apart.rules["reason"].tolist() == ["gathered"] * 2  # both coarse themes
    coarse = apart.members["coarse_id"].isna()  # a sub-theme goes along if most of it is known
    assert coarse.tolist() == [False, False, True, False, False, False, True]
    whole = case(TEXTS, [-1] * 7, [0] * 7).made_with(People(registered=register))
    assert whole.members["theme_id"].equals(example().made()[1]["theme_id"])
    assert whole.rules["reason"].tolist() == ["gathered"] * 3  # the fourth is the coarse one found
    few = case([TEXTS[0], LONE, LONE + "二"], [-1, 0, 0], [-1] * 3).made_with(
        People(registered=register)
    )
    assert sorted(few.rules["reason"]) == ["all_gone", "all_gone", "mostly_gone", "mostly_gone"]
    gone = case([LONE, LONE + "二"], [0, 0]).made_with(People(registered=register))
    assert gone.rules["reason"].tolist() == ["all_gone"] * 4
    pair = [RegisteredTheme("t00000001", "fine", "費用", frozenset(KEYS[:n])) for n in (2, 3)]
    for theme, reason in zip(pair, ("scattered", "mostly_gone"), strict=True):
        rest = case([TEXTS[0], LONE], [-1, -1]).made_with(People(registered=(theme,)))
        assert rest.rules["reason"].tolist() == [reason]


@pytest.mark.parametrize("sizes", itertools.permutations((2, 3)))
def test_rules_and_register_agree_when_corrected_themes_are_accepted(
    sizes: tuple[int, int],
) -> None:
    left, right = sizes
    texts = [*MONEY[:left], *STAFF[:right], LONE]
    fine = [0] * left + [1] * right + [-1]
    whole = case(texts, fine)
    ids_ = whole.made()[1]["theme_id"]
    keys = [text_key(text) for text in texts]
    merge = word({"merge": [ids_.iloc[0], ids_.iloc[left]]})
    first = whole.made_with(merge)
    again = whole.made_with(People(merge.word, accepted(whole, first)))
    assert again.members["theme_id"].equals(first.members["theme_id"])
    assert again.rules["reason"].tolist() == [""]
    joined = case(texts, [0] * (left + right) + [-1])
    theme = joined.made()[1]["theme_id"].iloc[0]
    split = word({"split": theme, "texts": keys[:left], "name": "分けた論点"})
    first = joined.made_with(split)
    again = joined.made_with(People(split.word, accepted(joined, first)))
    assert again.members["theme_id"].equals(first.members["theme_id"])
    assert again.rules["reason"].tolist() == [""]


def test_the_register_survives_its_file_and_refuses_what_it_cannot_read() -> None:
    register = accepted(example(), example().made_with(People()))
    assert set(read_register(as_frame(register), "r.csv")) == set(register)
    good = as_frame(register)
    for column, value in (("theme_id", "x1"), ("level", "mid"), ("name", ""), ("text_keys", "k")):
        bad = good.copy()
        bad.loc[1, column] = value
        with pytest.raises(OpinionsError, match="line 3"):
            read_register(bad, "r.csv")
    with pytest.raises(OpinionsError, match="stand twice"):
        read_register(pd.concat([good, good]), "r.csv")
    with pytest.raises(OpinionsError, match="are missing"):
        read_register(good.drop(columns="name"), "r.csv")


def test_guides_label_themes_and_move_nothing() -> None:
    guides = [
        {"name": "人材", "words": ["人材"]},
        {"name": "費用負担", "words": ["経費", "財政支援"]},
        {"name": "防災", "words": ["避難所"]},
    ]
    made = example().made_with(word(guides=guides))
    plain = example().made_with(People())
    assert made.members.equals(plain.members)
    assert made.themes.drop(columns=["guide", "guide_rank"]).equals(
        plain.themes.drop(columns=["guide", "guide_rank"])
    )
    money, staff, *_ = ids()
    label = made.themes.set_index("theme_id")
    assert (label["guide"][money], label["guide_rank"][money]) == ("費用負担", 2)
    assert (label["guide"][staff], label["guide_rank"][staff]) == ("人材", 1)


def test_the_project_s_guides_find_the_subjects_of_the_hand_out() -> None:
    from pipeline.codebook.theme_files import read_people

    people = read_people(ROOT)
    assert [guide.name for guide in people.word.guides] == [
        "標準化・移行の負担",
        "費用負担",
        "人材",
        "コミュニケーション",
    ]
    made = handout().made_with(People(people.word))
    assert set(made.themes["guide"].dropna()) == {guide.name for guide in people.word.guides}


@pytest.mark.parametrize(
    ("renamed", "name"),
    [(0, "新しい名前"), (1, "人材"), (0, "財政支援"), (2, "支援の財政"), (3, "研修の場")],
)
def test_a_new_name_is_that_of_one_theme_alone(renamed: int, name: str) -> None:
    before = example().made()[0].set_index("theme_id")["name"]
    theme = ids()[renamed]
    after = example().made_with(word({"rename": theme, "to": name})).themes
    found = after.set_index("theme_id")["name"]
    assert found[theme] == name
    others = found.index != theme
    assert found[others].equals(before.loc[found.index[others]])
