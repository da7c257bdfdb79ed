"""What changed between rounds: laws of the intervals, of lasting themes, of voices and repeats."""

import doctest
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.changes.earlier_words import EarlierWord, read_words, unheard
from pipeline.changes.lasting import Lasting, lasting_themes
from pipeline.changes.round_facts import RoundFacts, round_facts
from pipeline.changes.share_change import paired_change, unpaired_change
from pipeline.changes.theme_links import Link
from pipeline.changes.then_and_now import then_and_now, trajectory
from pipeline.changes.voices import changed_minds, newly_heard, repeated_texts, silent
from pipeline.changes.word_drift import word_drift
from pipeline.errors import OpinionsError
from pipeline.report.over_rounds import (
    changes_csv,
    changes_page,
    news,
    round_counts,
    subject_lines,
    trajectory_figure,
)
from pipeline.report.over_rounds.quotes import Quotes
from pipeline.report.over_rounds.subject_lines import _why_name
from pipeline.report.over_rounds.trajectory_figure import TrajectoryLine
from pipeline.report.over_rounds.transition import transition
from pipeline.tables.theme_links import Became, ThemeLinks
from tests.test_theme_links import SUBJECTS, vector

Said = tuple[str, str, str | None, str]
"""Theme, text, body (回答者001 for a person), stance."""


def facts(
    name: str,
    said: Sequence[Said],
    silent_bodies: Sequence[str] = (),
    inside: Mapping[str, str] | None = None,
) -> RoundFacts:
    """One round; ``inside`` says of which theme each point is, else each is a theme of its own."""
    frame = pd.DataFrame(said, columns=["theme", "text", "body", "stance"], dtype="object")
    ids = [f"{name}-{number}" for number in range(len(said))]
    opinions = pd.DataFrame(
        {
            "opinion_id": ids,
            "number": np.arange(1, len(said) + 1),
            "text_key": frame["text"],
            "text": frame["text"],
            "text_normalized": frame["text"],
            "respondent": frame["body"],
            "body_code": None,
        }
    )
    theme = "t-" + frame["theme"].astype("object")
    of = (inside or {}) | {one: one for one in frame["theme"] if one not in (inside or {})}
    coarse = "T" + frame["theme"].map(of).astype("object")
    points = sorted(set(frame["theme"]))
    themes = pd.DataFrame(
        [
            (letter + theme, level, rank, theme, "machine")
            for level, letter, own in (
                ("coarse", "T", sorted({of[point] for point in points})),
                ("fine", "t-", points),
            )
            for rank, theme in enumerate(own, start=1)
        ],
        columns=["theme_id", "level", "rank", "name", "name_source"],
    )
    bodies = sorted({body for _, _, body, _ in said if body} | set(silent_bodies))
    return round_facts(
        (name, f"第{name}回", f"2024-0{name}-01"),
        opinions,
        np.array([vector(text) for _, text, _, _ in said]).reshape(len(said), 64),
        pd.DataFrame({"opinion_id": ids, "family_id": frame["text"]}),
        themes,
        pd.DataFrame({"opinion_id": ids, "theme_id": theme, "coarse_id": coarse}),
        pd.DataFrame({"opinion_id": ids, "rank": 1, "item_code": "1-1"}),
        pd.DataFrame({"opinion_id": ids, "stance": frame["stance"]}),
        pd.DataFrame({"respondent": bodies, "body_code": None}, dtype="object"),
    )


def of_subjects(*names: str, body: str = "A市", stance: str = "不明") -> list[Said]:
    return [(name, text, body, stance) for name in names for text in SUBJECTS[name]]


def compared(rounds: Sequence[RoundFacts], words: Sequence[EarlierWord] = ()) -> Lasting:
    lasting = lasting_themes(rounds, words)
    ThemeLinks.checked(lasting.links, "links")
    return lasting


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 200))
def test_an_interval_of_the_same_bodies_is_symmetric(n: int, m: int, n_comparisons: int) -> None:
    then, now = {f"a{i}" for i in range(n)}, {f"b{i}" for i in range(m)}
    both = then | now | {"c"}
    one, other = (
        paired_change(*sides, both, n_comparisons) for sides in ((then, now), (now, then))
    )
    assert one.low == pytest.approx(-other.high)
    assert -1 <= one.low <= one.high <= 1
    assert one.direction in (0, int(np.sign(m - n)))


def test_who_came_and_who_left_changes_nothing_said_of_a_share() -> None:
    both = {f"a{i}" for i in range(20)}
    one = paired_change({"a1"}, {"a1", "a2"}, both, 10)
    assert one == paired_change({"a1", "x", "y"}, {"a1", "a2", *"pqrs"}, both, 10)


@pytest.mark.parametrize("is_paired", [True, False])
def test_pages_without_a_change_tell_one_in_five_of_a_hundred_at_most(is_paired: bool) -> None:
    """95 % of pages say nothing where nothing changed; 4 standard errors are allowed."""
    random, n_pages, n_themes, n_bodies = np.random.default_rng(1), 300, 40, 60
    n_wrong = 0
    for _ in range(n_pages):
        shares = random.uniform(0.02, 0.4, n_themes)
        then, now = (random.random((n_themes, n_bodies)) < shares[:, None] for _ in range(2))
        bodies = np.array([str(n) for n in range(n_bodies)])
        n_wrong += any(
            paired_change(set(bodies[one]), set(bodies[two]), set(bodies), n_themes).direction
            if is_paired
            else unpaired_change(
                (int(one.sum()), n_bodies), (int(two.sum()), n_bodies), n_themes
            ).direction
            for one, two in zip(then, now, strict=True)
        )
    assert n_wrong / n_pages <= 0.05 + 4 * np.sqrt(0.05 * 0.95 / n_pages)


def test_a_large_change_is_told() -> None:
    both = {str(n) for n in range(60)}
    assert paired_change(set(), {str(n) for n in range(30)}, both, 40).direction == 1
    assert unpaired_change((30, 60), (2, 60), 40).direction == -1


def test_a_later_round_changes_nothing_said_of_those_before() -> None:
    rounds = [
        facts("1", of_subjects("期限", "費用", "人材")),
        facts("2", of_subjects("費用", "人材", "回線")),
        facts("3", of_subjects("期限", "窓口")),
    ]
    two, three = compared(rounds[:2]).links, compared(rounds).links
    key = ["level", "became", "theme_id", "earlier_id", "lasting_id"]
    assert two[key].values.tolist() == three.loc[three["round"] == "2", key].values.tolist()


def test_id_and_name_last_and_what_comes_back_is_the_same_theme() -> None:
    rounds = [
        facts("1", of_subjects("期限", "費用", "人材")),
        facts("2", of_subjects("費用", "人材")),
        facts("3", of_subjects("期限", "費用", "人材")),
    ]
    lasting = compared(rounds)
    assert {name: lasting.ids[name, "t-費用"] for name in "123"} == dict.fromkeys("123", "t-費用")
    back = lasting.links.query("round == '3' and theme_id == 't-期限'").iloc[0]
    assert (back["became"], back["earlier_round"], back["lasting_id"]) == ("継続", "1", "t-期限")


def test_texts_of_what_is_gone_or_new_are_followed_even_to_no_theme() -> None:
    rounds = [
        facts("1", of_subjects("期限", "費用", "人材")),
        facts("2", of_subjects("費用", "人材")),
    ]
    one = ("期限", SUBJECTS["期限"][0], "A市", "不明")
    after = rounds[1]
    single = facts("2", [*of_subjects("費用", "人材"), one])
    opinions = single.opinions.assign(
        **{
            column: single.opinions[column].where(single.opinions["text_key"] != one[1], None)
            for column in ("theme_id", "coarse_id")
        }
    )
    themes = single.themes[~single.themes["name"].isin(["期限"])]
    for told, n_again in ((after, 0), (replace(single, opinions=opinions, themes=themes), 1)):
        lasting = compared([rounds[0], told])
        gone = lasting.links.query("became == '消滅' and earlier_id == 't-期限'")
        assert gone["n_again"].tolist() == [n_again]
        page = rendered([rounds[0], told])["index.html"]
        assert ("ただし同じ文が今回も1件：少数意見に1件" in page) == bool(n_again)


def in_themes(name: str, themes: Mapping[str, Sequence[str]]) -> RoundFacts:
    inside = {point: theme for theme, points in themes.items() for point in points}
    return facts(name, of_subjects(*inside), inside=inside)


@pytest.mark.parametrize(
    ("before", "after", "became"),
    [
        (  # a theme of one point, which stands in another theme now
            {"期限": ["期限"], "費用": ["費用", "人材"]},
            {"費用": ["費用", "人材", "期限"]},
            {"T期限": "統合", "T費用": "継続"},
        ),
        (  # one of two points is gone, the other one goes on elsewhere
            {"期限": ["期限", "回線"], "費用": ["費用", "人材"]},
            {"費用": ["費用", "人材", "期限"]},
            {"T期限": "統合", "T費用": "継続"},
        ),
        (  # a point made a theme of its own
            {"費用": ["費用", "回線", "人材"]},
            {"費用": ["費用", "回線"], "人材": ["人材"]},
            {"T費用": "継続", "T人材": "分割"},
        ),
        (  # and with a new point beside it
            {"費用": ["費用", "回線", "期限", "人材"]},
            {"費用": ["費用", "回線", "期限"], "人材": ["人材", "窓口"]},
            {"T費用": "継続", "T人材": "分割"},
        ),
        (  # most of either go on in the other, whatever else came to it
            {"期限": ["期限"], "費用": ["費用", "人材", "回線"]},
            {"甲": ["期限", "費用", "人材", "回線"]},
            {"T期限": "統合", "T甲": "継続"},
        ),
        (  # nothing of it goes on
            {"期限": ["期限"], "費用": ["費用", "人材"]},
            {"費用": ["費用", "人材"]},
            {"T期限": "消滅", "T費用": "継続"},
        ),
        (  # nothing of it was there
            {"費用": ["費用", "人材"]},
            {"費用": ["費用", "人材"], "窓口": ["窓口"]},
            {"T費用": "継続", "T窓口": "新規"},
        ),
    ],
)
def test_a_theme_is_told_as_its_points_are(
    before: Mapping[str, Sequence[str]],
    after: Mapping[str, Sequence[str]],
    became: Mapping[str, str],
) -> None:
    links = compared([in_themes("1", before), in_themes("2", after)]).links
    coarse = links[links["level"] == "coarse"]
    ended = coarse["became"].isin(["統合", "消滅"])
    told = coarse["theme_id"].where(~ended, coarse["earlier_id"])
    assert dict(zip(told, coarse["became"], strict=True)) == became


PLACES = st.fixed_dictionaries(
    {name: st.sampled_from(["", "甲", "乙", "丙"]) for name in sorted(SUBJECTS)}
)
"""Of each point its theme; empty where the round does not have it."""


@settings(max_examples=10, deadline=None)
@given(st.lists(PLACES, min_size=2, max_size=3))
def test_no_theme_is_gone_or_new_whose_point_goes_on(placed: list[dict[str, str]]) -> None:
    rounds = [
        facts(
            str(number),
            of_subjects(*[point for point, theme in own.items() if theme]),
            inside={point: theme for point, theme in own.items() if theme},
        )
        for number, own in enumerate(placed, start=1)
    ]
    lasting = compared(rounds)
    of = [{f"t-{point}": f"T{theme}" for point, theme in own.items() if theme} for own in placed]
    for link in lasting.links.query(
        "level == 'fine' and became in ['継続', '分割', '統合']"
    ).itertuples():
        coarse = lasting.links.query("level == 'coarse' and round == @link.round")
        if link.earlier_round == str(int(link.round) - 1):
            then, now = (
                of[int(link.round) - 2][link.earlier_id],
                of[int(link.round) - 1][link.theme_id],
            )
            assert then not in set(coarse.loc[coarse["became"] == "消滅", "earlier_id"])
            assert now not in set(coarse.loc[coarse["became"] == "新規", "theme_id"])
    for number, after in enumerate(rounds[1:], start=1):
        own = lasting.links.query("round == @after.round and became == '新規'")
        new, themes = set(own["theme_id"]), list(of[number].values())
        for point, theme in of[number].items():
            if themes.count(theme) == 1:  # it is this point
                assert (point in new) == (theme in new)
        told = transition(rounds[:number], after, lasting, {}, {}, str)
        for level, counts in told.by_became.items():
            assert sum(counts.values()) == len(told.lines(level))
            for word, n in counts.items():
                assert n == sum(line.became == word for line in told.lines(level))


def test_a_persons_word_names_the_earlier_theme_by_id_name_or_text() -> None:
    rounds = [facts("1", of_subjects("期限", "費用")), facts("2", of_subjects("期限", "費用"))]
    for earlier in ("t-費用", "費用", SUBJECTS["費用"][1]):
        for theme in ("t-期限", SUBJECTS["期限"][0]):
            word = EarlierWord("2", theme, earlier, "theme_links.csv, line 2")
            lasting = compared(rounds, [word])
            assert lasting.ids["2", "t-期限"] == "t-費用"
            told = lasting.links.query("theme_id == 't-期限'").iloc[0]
            assert told["source"] == "person"
    lasting = compared(rounds, [EarlierWord("2", "t-期限", "ない名前", "theme_links.csv, line 2")])
    assert "ない名前" in lasting.void[0]
    assert unheard([EarlierWord("9", "t", "新規", "here")], {"2": {"t"}})


@pytest.mark.parametrize(
    ("rows", "part"),
    [
        ([("2", "", "t1", "")], "line 2"),
        ([("2", "t1", "t2", ""), ("2", "t1", "新規", "")], "line 3"),
    ],
)
def test_a_wrong_row_of_peoples_word_is_named(rows: list[tuple[str, ...]], part: str) -> None:
    frame = pd.DataFrame(rows, columns=["round", "theme", "earlier", "note"])
    with pytest.raises(OpinionsError, match=part):
        read_words(frame, "theme_links.csv")
    with pytest.raises(OpinionsError, match="columns"):
        read_words(frame.drop(columns="earlier"), "theme_links.csv")


def test_bodies_are_heard_silent_and_change_their_mind_people_are_not_followed() -> None:
    text = SUBJECTS["費用"]
    before = facts(
        "1",
        [
            ("費用", text[0], "A市", "賛成"),
            ("費用", text[1], "B市", "反対"),
            ("費用", text[2], "回答者001", "反対"),
        ],
        ["D市"],
    )
    after = facts(
        "2",
        [
            ("費用", text[0], "A市", "反対"),
            ("費用", text[1], "C市", "反対"),
            ("費用", text[2], "回答者001", "賛成"),
            ("費用", "もう一つの意見", "D市", "不明"),
        ],
    )
    lasting = compared([before, after])
    assert newly_heard(before, after) == ("C市", "D市")
    assert silent(before, after) == ("B市",)
    (mind,) = changed_minds(before, after, lasting)
    assert (mind.body, mind.then, mind.now) == ("A市", "賛成", "反対")
    repeated = repeated_texts([before], after)
    assert [(one.opinion_id, one.is_same_body) for one in repeated] == [
        ("2-0", True),
        ("2-1", False),
        ("2-2", None),
    ]


@pytest.mark.parametrize(
    ("text", "stance", "minds"),
    [
        ("袋の有料化に賛成する。額が下がった。", "賛成", [("反対", "賛成")]),
        ("袋の有料化に反対する。額が高い。", "反対", []),
        ("通学路の街灯を増やすことに賛成する。", "賛成", []),  # another matter
    ],
)
def test_a_mind_changes_over_themes_where_two_opinions_are_each_others_nearest(
    text: str, stance: str, minds: list[tuple[str, str]]
) -> None:
    others: list[Said] = [("費用", said, "B市", "不明") for said in SUBJECTS["費用"]]
    lights: Said = ("回線", "通学路の街灯が少ない。", "C市", "不明")
    before = facts("1", [*others, lights, ("期限", "袋の有料化に反対する。", "A市", "反対")])
    after = facts("2", [*others, ("回線", text, "A市", stance)])
    found = changed_minds(before, after, compared([before, after]))
    assert [(one.then, one.now) for one in found] == minds


@pytest.mark.parametrize(
    ("then", "now", "n_unread"),
    [
        ("賛成", "賛成", 0),
        ("賛成", "反対", 0),
        ("どちらでもない", "反対", 0),  # this was read
        ("不明", "反対", 1),
        ("賛成", "不明", 1),
        ("不明", "不明", 1),
    ],
)
def test_bodies_whose_stance_was_not_read_are_counted(then: str, now: str, n_unread: int) -> None:
    first, second = SUBJECTS["費用"][:2]
    others: list[Said] = [("費用", first, "B市", "賛成"), ("費用", first, "回答者001", "不明")]
    rounds = [
        facts("1", [*others, ("費用", second, "A市", then), ("費用", first, "C市", "不明")]),
        facts("2", [*others, ("費用", second, "A市", now)]),
    ]
    assert transition(rounds[:1], rounds[1], compared(rounds), {}, {}, str).n_unread == n_unread
    page = rendered(rounds)["index.html"]
    assert ("1団体は賛否を読み取れず、比べていない" in page) == bool(n_unread)


@pytest.mark.parametrize(
    ("n_both", "n_contents", "why"),
    [
        (1, 30, "団体は1で、10に満たない"),
        (9, 30, "団体は9で、10に満たない"),
        (10, 30, ""),
        (0, 30, ""),
        (0, 10, ""),
        (0, 9, "内容が10種類に満たない"),
    ],
)
def test_shares_of_too_few_are_not_compared(n_both: int, n_contents: int, why: str) -> None:
    bodies = [f"{n}市" for n in range(n_both)]
    own = [*bodies, *["回答者001"] * (n_contents - n_both)]
    said: list[Said] = [("費用", f"費用の意見{n}", who, "不明") for n, who in enumerate(own)]
    rounds = [facts("1", said), facts("2", said)]
    told = transition(rounds[:1], rounds[1], compared(rounds), {"1-1": "項目"}, {}, str)
    assert why in told.why_no_shares
    assert bool(told.why_no_shares) == bool(why)
    assert {line.change is None for line in told.subjects} == {bool(why)}
    page = rendered(rounds)["index.html"]
    assert ("比べられない" in page) == bool(why)
    assert ("ポイント" in page) == ("割合の変化</th>" in page) == (not why)


def test_a_body_heard_two_rounds_ago_is_not_told_as_new() -> None:
    first, second = facts("1", of_subjects("費用")), facts("2", of_subjects("費用", body="B市"))
    third = facts("3", of_subjects("費用"))
    rounds = [first, second, third]
    told = transition(rounds[:2], third, compared(rounds), {}, {}, str)
    assert [line.spoke_in for line in told.heard] == ["第1回"]


def test_counts_of_then_and_now_add_up_to_the_rounds() -> None:
    rounds = [facts("1", of_subjects("期限", "費用")), facts("2", of_subjects("費用", "回線"))]
    lasting = compared(rounds)
    for kind in ("coarse", "fine", "item"):
        rows = [row for row in then_and_now(*rounds, lasting) if row.kind == kind]
        assert sum(row.then.n_opinions for row in rows) == len(rounds[0].opinions)
        assert sum(row.now.n_opinions for row in rows) == len(rounds[1].opinions)
        frame = trajectory(rounds, lasting, kind)
        assert frame["n_opinions"].sum() == sum(len(one.opinions) for one in rounds)


@pytest.mark.parametrize(
    "subjects",
    [(("期限",),), (("期限", "費用"), ()), ((), ("期限",)), (("期限",), ("期限",)), ((), ())],
)
def test_every_pair_of_rounds_makes_pages_and_tables(subjects: tuple[tuple[str, ...], ...]) -> None:
    rounds = [facts(str(n), of_subjects(*own)) for n, own in enumerate(subjects, start=1)]
    pages = rendered(rounds)
    assert "index.html" in pages
    assert ("比べる回がまだない" in pages["index.html"]) == (len(rounds) < 2)


def rendered(rounds: Sequence[RoundFacts]) -> dict[str, str]:
    lasting = compared(rounds)
    told = [
        transition(rounds[:n], rounds[n], lasting, {"1-1": "費用の項目"}, {}, str)
        for n in range(1, len(rounds))
    ]
    titles = {one.round: one.title for one in rounds}
    for one, own in zip(told, rounds[1:], strict=True):
        quotes = Quotes([*rounds], {})
        every = [quotes.of(own.round, identity) for identity in own.opinions["opinion_id"]]
        tables = changes_csv.render(one, every, titles)
        lines = tables[f"{own.round}-opinions.csv"].decode("utf-8-sig").splitlines()
        assert len(lines) == len(own.opinions) + 1
        assert sum("同文" in line for line in lines[1:]) == len(one.repeated)
    frame = trajectory(rounds, lasting, "coarse")
    folders = {name: f"../{name}/index.html" for name in titles}
    return changes_page.render(
        told, titles, titles, dict(lasting.names), frame, folders, lambda _quote: True, [], []
    )


def test_the_page_escapes_and_marks_what_was_said_before() -> None:
    rounds = [
        facts("1", [*of_subjects("期限"), ("費用", "<b>費用</b>", "A市", "不明")]),
        facts("2", [*of_subjects("期限"), ("費用", "<b>費用</b>", "A市", "不明")]),
    ]
    page = rendered(rounds)["index.html"]
    assert "<b>費用" not in page
    assert "4件のうち4件" in page
    assert page == rendered(rounds)["index.html"]


def test_the_page_says_what_is_new_with_its_counts() -> None:
    rounds = [facts("1", of_subjects("期限")), facts("2", of_subjects("期限", "費用"))]
    page = rendered(rounds)["index.html"]
    (line,) = [one for one in page.splitlines() if "前の回から新しいテーマ" in one]
    assert "費用" in line
    assert "意見3件" in line
    assert "期限" not in line.split("割合")[0].split("両方の回")[0]
    again = rendered([rounds[0], facts("2", of_subjects("期限"))])["index.html"]
    assert "前の回から新しい" not in again


def test_the_lines_for_the_one_page_say_what_is_new_in_two_or_three() -> None:
    old, *new = SUBJECTS
    rounds = [facts("1", of_subjects(old)), facts("2", of_subjects(old, *new))]
    (told,) = [transition(rounds[:1], rounds[1], compared(rounds), {}, {}, str)]
    first, second, *rest = news.lines(told)
    assert f"{told.n_then.n_opinions}件から{told.n_now.n_opinions}件" in first
    assert f"新しい論点は{len(told.new('fine'))}" in first
    assert all(line.name in second for line in told.new("fine")[:3])
    assert ("ほか" in second) == (len(new) > 3)
    assert len(rest) <= 1
    (script,) = news.render([told], ["2"]).values()
    assert script.endswith("],true);\n".replace(",", ", "))
    assert list(news.render([told], [])) == ["2.js"]
    assert news.render([], []) == {}  # a single round: nothing is new


def test_words_drift_only_beyond_what_lots_give() -> None:
    random = np.random.default_rng(3)
    one = [random.choice(list("期限費用人材"), 6).tolist() for _ in range(40)]
    same = [random.choice(list("期限費用人材"), 6).tolist() for _ in range(40)]
    other = [random.choice(list("回線窓口災害"), 6).tolist() for _ in range(40)]
    found = word_drift({"1": one, "2": same, "3": other, "4": other}).set_index("round")
    assert found.loc["2", "share_as_far"] > 0.05
    assert found.loc["3", ["distance", "share_as_far"]].tolist() == [1.0, 0.0]
    assert found.loc["4", "distance"] == pytest.approx(0.0, abs=1e-6)
    assert word_drift({"1": one}).empty
    assert word_drift({"1": one, "2": []}).empty


def test_counts_of_every_round_stand_in_one_plot() -> None:
    rounds = [
        facts("1", of_subjects("期限", "費用", "人材")),
        facts("2", of_subjects("費用", "人材")),
    ]
    told = [transition(rounds[:1], rounds[1], compared(rounds), {"1-1": "項目"}, {}, str)]
    lines = round_counts.over_rounds_csv(rounds, told).splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [["1", "1", "9"], ["2", "2", "6"]]
    assert round_counts.metrics(rounds, told)["n_sub_themes_gone"] == 1
    assert round_counts.metrics(rounds[:1], []) == {"n_rounds": 1}


def test_every_line_of_the_figure_has_its_name_and_none_hides_another() -> None:
    lines = [
        TrajectoryLine("最大のテーマ", (8, 11)),
        *(TrajectoryLine(f"t{n}", (4, 0)) for n in range(5)),
    ]
    svg = trajectory_figure.figure(["前", "今"], lines)
    height = float(re.findall(r'viewBox="0 0 [\d.]+ ([\d.]+)"', svg)[0])
    places = trajectory_figure._apart([16.0, *[260.0] * 4, 200.0])
    assert all(0 < place < height for place in places)
    gaps = np.diff(sorted(places))
    assert (gaps >= trajectory_figure._APART - 1e-9).all()
    assert places[0] == 16.0
    assert "最大のテーマ" in svg
    apart = trajectory_figure._side_by_side([[5.0, 9.0], [5.0, 8.0], [5.0, 9.0]])
    assert len({line[0] for line in apart}) == 3
    assert apart[1][1] == 8.0


def test_why_a_theme_is_called_by_the_one_name_or_the_other_is_told() -> None:
    link = {"share_back": 0.4, "is_weak": False, "source": "machine"}
    link |= {"earlier_name": "前", "name": "今"}
    for lasting, source, why in (
        ("今", "machine", "半分に満たない"),
        ("前", "machine", "前の名前で示す"),
        ("前", "person", "人が同じ"),
    ):
        said = {**link, "lasting_name": lasting, "source": source}
        assert why in _why_name(SimpleNamespace(**said))


def test_what_goes_on_by_a_minority_of_its_opinions_is_weak() -> None:
    link = Link(Became.CONTINUED, 0, 0, as_unlike=0.0, share_back=0.4)
    assert link.is_weak
    assert not replace(link, share_back=0.6).is_weak
    assert not replace(link, n_common=1).is_weak
    assert not replace(link, became=Became.MERGED).is_weak


def test_a_quote_that_stood_there_before_is_marked_wherever_it_is_shown() -> None:
    text = "費用の負担が重い。"
    rounds = [
        facts("1", [("費用", text, "", "不明")]),
        facts("2", [("費用", text, "", "不明"), ("費用", "別の意見である。", "", "不明")]),
    ]
    told = transition(rounds[:1], rounds[1], compared(rounds), {}, {}, str)
    assert len(told.again) == 1
    page = rendered(rounds)["index.html"]
    assert f'<blockquote><p><span class="tag">同文</span> {text}' in page


def test_doctests() -> None:
    assert doctest.testmod(subject_lines).failed == 0
