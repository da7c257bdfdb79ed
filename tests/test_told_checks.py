"""What the checks of themes found, told beside the theme, in the appendix and before a run."""

from dataclasses import replace

import pandas as pd
import pytest

from pipeline.report.summary.theme_checks import WORDS, check_lines
from pipeline.report.summary.whole import summarize
from pipeline.themes.checks import CHECKS
from tests.report_example import example_inputs
from tests.report_pages import rendered

THEMES = pd.DataFrame(
    {
        "theme_id": ["t1", "t2", "t3"],
        "name": ["移行期限", "移行の時期", "費用"],
        "keywords": ["移行、期限、延長", "移行、時期", "移行、期限、延長"],
    }
)
MEMBERS = pd.DataFrame({"theme_id": ["t1", "t1", "t2", "t3"], "opinion_id": list("abac")})


def told(check: str, ids: str) -> str:
    found = pd.DataFrame({"check": [check], "theme_ids": [ids]})
    (line,) = check_lines(THEMES, found, MEMBERS, None)
    return line.told


def test_every_check_has_words() -> None:
    assert set(WORDS) == {"themes_are_distinct", *CHECKS}


@pytest.mark.parametrize(
    ("check", "ids", "words"),
    [
        ("themes_do_not_overlap", "t1+t2", "両方に当たる意見1件"),
        (
            "themes_do_not_overlap",
            "t1+t2",
            "「移行期限」に多い語は期限、延長。「移行の時期」に多い語は時期",
        ),
        ("themes_do_not_overlap", "t1+t3", "主な語も同じなので、統合を検討されたい"),
        ("names_are_short", "t3", "「費用」：名前が長すぎるか、空である"),
    ],
)
def test_a_failure_says_what_differs(check: str, ids: str, words: str) -> None:
    assert words in told(check, ids)


def test_pairs_of_the_certificate_are_told_once() -> None:
    certificates = pd.DataFrame({"theme_id": ["t1", "t2"], "indistinct": ["t2", "t1"]})
    none = pd.DataFrame(columns=["check", "theme_ids"])
    (line,) = check_lines(THEMES, none, MEMBERS, certificates)
    assert line.check == "themes_are_distinct"
    assert "分けにくい" in line.told


@pytest.mark.parametrize(
    ("indistinct", "lines"),
    [
        # One loose theme that is like all others, and they like it: one line.
        (
            {"t1": "t2、t3、t4", "t2": "t1", "t3": "t1", "t4": "t1"},
            ["「移行期限」とほか3の論点：互いに似ていて分けにくい"],
        ),
        # Two loose ones beside others: each has its line, and no pair is told twice.
        (
            {"t1": "t2、t3、t4", "t2": "t1、t3、t4", "t3": "t1、t2", "t4": "t1、t2"},
            [
                "「移行期限」とほか3の論点：互いに似ていて分けにくい",
                "「移行の時期」とほか2の論点：互いに似ていて分けにくい",
            ],
        ),
        # A star of subjects.
        ({"T1": "T2、T3"}, ["「期限」とほか2のテーマ：互いに似ていて分けにくい"]),
    ],
)
def test_a_theme_like_many_others_is_told_once(
    indistinct: dict[str, str], lines: list[str]
) -> None:
    themes = pd.DataFrame(
        {
            "theme_id": ["t1", "t2", "t3", "t4", "T1", "T2", "T3"],
            "name": ["移行期限", "移行の時期", "費用", "窓口", "期限", "お金", "職員"],
            "keywords": "",
        }
    )
    certificates = pd.DataFrame({"theme_id": list(indistinct), "indistinct": indistinct.values()})
    none = pd.DataFrame(columns=["check", "theme_ids"])
    told = [line.told for line in check_lines(themes, none, MEMBERS, certificates)]
    # All have the same words (none): nothing tells them apart.
    assert [line.split("。")[0] for line in told] == lines
    assert all("統合を検討されたい" in line for line in told)


def test_a_theme_like_several_is_explained_beside_each() -> None:
    themes = pd.DataFrame(
        {
            "theme_id": [f"t{number}" for number in range(8)],
            "name": ["移行", "期限", "費用", "窓口", "人材", "研修", "端末", "回線"],
            "keywords": ["移行、国", "期限、国", "費用、国", "移行", *["その他、国"] * 4],
        }
    )
    members = pd.DataFrame({"theme_id": ["t0", "t1", "t2"], "opinion_id": list("aaa")})

    def explained(*others: str) -> str:
        found = pd.DataFrame({"theme_id": ["t0"], "indistinct": ["、".join(others)]})
        none = pd.DataFrame(columns=["check", "theme_ids"])
        (line,) = check_lines(themes, none, members, found)
        return line.explained

    assert explained("t1", "t2") == (
        "これらにも当たる意見1件。違い：「期限」に多い語は期限。「費用」に多い語は費用"
    )
    assert explained("t1", "t3").endswith(
        "「期限」に多い語は期限。「窓口」とは主な語も同じなので、統合を検討されたい"
    )
    assert explained(*(f"t{number}" for number in range(1, 8))).endswith("ほか2は省略")


def test_the_page_says_it_once_and_in_few_words() -> None:
    inputs = example_inputs()
    fine = inputs.themes.loc[inputs.themes["level"] == "fine", "theme_id"].tolist()
    checks = pd.DataFrame(
        {"check": ["themes_do_not_overlap"], "theme_ids": ["+".join(sorted(fine[:2]))]}
    )
    page = rendered(summarize(replace(inputs, checks=checks)))["index.html"]
    reading, appendix = page.split('id="theme-checks"')
    assert WORDS["themes_do_not_overlap"] not in reading
    assert appendix.count(WORDS["themes_do_not_overlap"]) == 1
    assert "多い語は" not in page  # what may be done stands in `opinions check`
    whole = rendered(summarize(inputs))["index.html"]
    assert "名前はすべて異なり" in whole
