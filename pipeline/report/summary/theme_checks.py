"""What the checks of a round's themes found, in readers' words: beside a theme, and in all."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.report.wording import named, visible

WORDS: Mapping[str, str] = {
    "themes_are_distinct": "互いに似ていて分けにくい",
    "themes_do_not_overlap": "小さい方の意見の半数を超えて重なる",
    "siblings_have_different_names": "ほかのテーマと同じ名前か、使う言葉が同じ",
    "names_use_words_of_members": "名前に、属する意見にない言葉がある",
    "names_are_short": "名前が長すぎるか、空である",
    "themes_are_not_negligible": "内容が一つしかない",
}
"""Check → what is wrong where it fails; the keys are ``themes.checks.CHECKS`` and, first, what
the certificate says of pairs."""
_MOST_WORDS = 4


@dataclass(frozen=True)
class CheckLine:
    """One failure of one check: what is wrong, with which themes, and what tells them apart."""

    check: str
    themes: tuple[tuple[str, str], ...]
    """Id and name of the theme, or of both of a pair."""
    explained: str
    """Of a pair: what they share and in which words their members differ; else empty."""

    @property
    def names(self) -> str:
        """The names in brackets, side by side."""
        return "と".join(named(name) for _, name in self.themes)

    @property
    def told(self) -> str:
        """The whole failure in one line."""
        end = "。" if self.explained else ""
        return f"{self.names}：{WORDS[self.check]}。{self.explained}{end}"


def check_lines(
    themes: pd.DataFrame,
    checks: pd.DataFrame,
    memberships: pd.DataFrame,
    certificates: pd.DataFrame | None,
) -> tuple[CheckLine, ...]:
    """All failures, by check and name.

    Args:
        themes: table ``Themes``.
        checks: table ``ThemeChecks``.
        memberships: table ``Memberships``.
        certificates: table ``Certificates``, which names pairs that are no two; None: not known.
    """
    names = {str(i): visible(n) for i, n in zip(themes["theme_id"], themes["name"], strict=True)}
    words = {
        str(i): tuple(word for word in visible(str(k)).split("、") if word)
        for i, k in zip(themes["theme_id"], themes["keywords"], strict=True)
    }
    members: dict[str, set[str]] = defaultdict(set)
    for theme, opinion in zip(memberships["theme_id"], memberships["opinion_id"], strict=True):
        members[str(theme)].add(str(opinion))
    failed = [
        (str(check), tuple(str(ids).split("+")))
        for check, ids in zip(checks["check"], checks["theme_ids"], strict=True)
    ]
    if certificates is not None and "indistinct" in certificates:
        told = certificates.dropna(subset="indistinct")
        failed += [
            ("themes_are_distinct", (str(one), other))
            for one, others in zip(told["theme_id"], told["indistinct"], strict=True)
            for other in str(others).split("、")
            if str(one) < other
        ]
    lines = [
        CheckLine(
            check,
            tuple((theme, names[theme]) for theme in ids),
            _explained(*ids, names, words, members) if len(ids) == 2 else "",
        )
        for check, ids in failed
        if all(theme in names for theme in ids)
    ]
    order = list(WORDS)
    return tuple(sorted(lines, key=lambda line: (order.index(line.check), line.themes)))


def by_theme(lines: tuple[CheckLine, ...]) -> Mapping[str, tuple[CheckLine, ...]]:
    """The failures that concern each theme, by its id."""
    found: dict[str, list[CheckLine]] = defaultdict(list)
    for line in lines:
        for theme, _ in line.themes:
            found[theme].append(line)
    return {theme: tuple(held) for theme, held in found.items()}


def _explained(
    one: str,
    other: str,
    names: Mapping[str, str],
    words: Mapping[str, tuple[str, ...]],
    members: Mapping[str, set[str]],
) -> str:
    """How many opinions two themes share, and the words that only one of them has."""
    shared = len(members[one] & members[other])
    told = f"両方に当たる意見{shared:,}件。" if shared else ""
    own = []
    for theme, beside in ((one, other), (other, one)):
        alone = [word for word in words[theme] if word not in words[beside]][:_MOST_WORDS]
        if alone:
            own.append(f"{named(names[theme])}に多い語は{'、'.join(alone)}")
    if not own:
        return f"{told}主な語も同じなので、統合を検討されたい"
    return f"{told}違い：{'。'.join(own)}"
