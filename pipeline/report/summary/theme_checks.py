"""What the checks of a round's themes found, in readers' words."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.report.wording import named, visible

WORDS: Mapping[str, str] = {
    "themes_are_distinct": "互いに似ていて分けにくい",
    "themes_do_not_overlap": "小さい方の意見の半数を超えて重なる",
    "siblings_have_different_names": "ほかのテーマと同じ名前か、使う言葉が同じ",
    "names_use_words_of_members": "名前に、属する意見にない言葉がある",
    "names_are_short": "名前が長すぎるか、空である",
    "themes_are_not_negligible": "内容が一つしかないか、意見の1%に満たない",
}
"""Check → what is wrong where it fails; the keys are ``themes.checks.CHECKS`` and, first, what
the certificate says of pairs."""
_MOST_WORDS = 4
_MOST_TOLD = 5  # of many that one theme is like


@dataclass(frozen=True)
class CheckLine:
    """One failure of one check: what is wrong, with which themes, and what tells them apart."""

    check: str
    themes: tuple[tuple[str, str], ...]
    """Id and name of the theme, and of each that it is not told apart from."""
    explained: str
    """Of what is not told apart: what they share, and in which words their members differ."""

    @property
    def beside(self) -> str:
        """What the theme is not told apart from, in short; empty where it fails by itself."""
        others = [name for _, name in self.themes[1:]]
        if len(others) > 1:
            return f"ほか{len(others):,}の{_kind(self.themes[1][0])}"
        return "".join(map(named, others))

    @property
    def names(self) -> str:
        """The theme, and what it is not told apart from."""
        return "と".join(filter(None, (named(self.themes[0][1]), self.beside)))

    @property
    def words(self) -> str:
        """What is wrong."""
        return WORDS[self.check]

    @property
    def told(self) -> str:
        """The whole failure in one line, for who may mend it."""
        end = "。" if self.explained else ""
        return f"{self.names}：{self.words}。{self.explained}{end}"


def check_lines(
    themes: pd.DataFrame,
    checks: pd.DataFrame,
    memberships: pd.DataFrame,
    certificates: pd.DataFrame | None,
) -> tuple[CheckLine, ...]:
    """All failures, by check and name; of pairs that are no two, one line for all of a theme.

    One loose theme is like many others: that is one thing to look at, not as many as there are
    others.

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
        pairs = {
            (min(str(one), other), max(str(one), other))
            for one, others in zip(told["theme_id"], told["indistinct"], strict=True)
            for other in str(others).split("、")
        }
        failed += [("themes_are_distinct", ids) for ids in _by_loosest(pairs)]
    lines = [
        CheckLine(
            check,
            tuple((theme, names[theme]) for theme in ids),
            _explained(ids[0], ids[1:], names, words, members) if len(ids) > 1 else "",
        )
        for check, ids in failed
        if all(theme in names for theme in ids)
    ]
    order = list(WORDS)
    return tuple(sorted(lines, key=lambda line: (order.index(line.check), line.themes)))


def _by_loosest(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
    """All pairs, each once: a theme with all that it is paired with, that of most pairs first."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        beside[one].add(other)
        beside[other].add(one)
    found = []
    while beside:
        loosest = min(beside, key=lambda theme: (-len(beside[theme]), theme))
        others = beside.pop(loosest)
        found.append((loosest, *sorted(others)))
        for other in others:
            beside[other].discard(loosest)
        beside = defaultdict(set, {theme: left for theme, left in beside.items() if left})
    return found


def _kind(theme_id: str) -> str:
    return "テーマ" if theme_id.startswith("T") else "論点"


def _explained(
    one: str,
    others: Sequence[str],
    names: Mapping[str, str],
    words: Mapping[str, tuple[str, ...]],
    members: Mapping[str, set[str]],
) -> str:
    """How many opinions a theme shares with others, and the words that tell each from it."""
    shared = len(members[one] & set().union(*(members[other] for other in others)))
    what = "両方に" if len(others) == 1 else "これらにも"
    told = [f"{what}当たる意見{shared:,}件"] if shared else []
    sides = [(one, others[0])] if len(others) == 1 else []
    own = {}
    for theme, other in [*sides, *((other, one) for other in others[:_MOST_TOLD])]:
        alone = [word for word in words[theme] if word not in words[other]][:_MOST_WORDS]
        if alone:
            own[theme] = f"{named(names[theme])}に多い語は{'、'.join(alone)}"
    told += [f"違い：{'。'.join(own.values())}"] if own else []
    same = [other for other in others[:_MOST_TOLD] if not own.keys() & {one, other}]
    if len(same) == len(others):
        told.append("主な語も同じなので、統合を検討されたい")
    elif same:
        whose = "".join(named(names[other]) for other in same)
        told.append(f"{whose}とは主な語も同じなので、統合を検討されたい")
    if len(others) > _MOST_TOLD:
        told.append(f"ほか{len(others) - _MOST_TOLD:,}は省略")
    return "。".join(told)
