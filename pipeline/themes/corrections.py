"""People's rules replayed on the groups that clustering found; every rule says what it did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipeline.themes.levels import free_id
from pipeline.themes.rules import KINDS, Apart, Merge, Pin, Rename, Rule, Split, kind_of


@dataclass(frozen=True)
class Outcome:
    """What became of a rule; ``reason`` is a key of ``REASONS``, empty where all went as said."""

    number: int  # of the rule in themes.yaml; 0 for what follows from rules or register
    kind: str
    subject: str  # theme ids and text keys as written
    is_applied: bool
    reason: str = ""
    theme_id: str | None = None  # the theme that it concerns now
    n_opinions: int = 0  # that changed their theme


REASONS = {
    "": "did what it says",
    "already_so": "nothing to do: clustering found it so",
    "partly": "for some of its texts; the others are not there, or in another theme",
    "theme_not_found": "no theme has this id any more",
    "text_not_found": "the round holds no such text",
    "in_no_theme": "the opinion that should show the theme is a single",
    "texts_elsewhere": "none of its texts is in this theme",
    "whole_theme": "it would take all opinions of the theme",
    "pinned_together": "both opinions are pinned to one theme",
    "named_after": "a later rule names this theme",
    "gathered": "no group holds half of its texts: they were put together as people accepted them",
    "scattered": "no group holds half of its texts, and fewer than two of them are left",
    "mostly_gone": "the round holds less than half of its texts",
    "all_gone": "the round holds none of its texts",
    "one_left": "one content was left in the theme: it is a single now",
}


@dataclass
class Grouping:
    """The themes of opinions while rules are applied; one row per opinion in all columns.

    ``pinned`` are texts that people have placed; ``aliases`` the themes that went up in another;
    ``names`` what people call a theme; ``kept`` themes that may hold one content only.
    """

    text_keys: "pd.Series[str]"
    fine: "pd.Series[Any]"
    coarse: "pd.Series[Any]"
    kept: set[str]
    pinned: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def theme(self, reference: str) -> tuple[str, str]:
        """The id that a reference means now, or an empty one and the reason."""
        if reference[0] not in "Tt":
            rows = self.text_keys == reference
            if not rows.any():
                return "", "text_not_found"
            found = self.fine[rows].dropna()
            return (found.iloc[0], "") if len(found) else ("", "in_no_theme")
        while reference in self.aliases:
            reference = self.aliases[reference]
        column = self.coarse if reference[0] == "T" else self.fine
        return (reference, "") if (column == reference).any() else ("", "theme_not_found")

    def coarse_of(self, fine_id: str) -> Any:
        """The coarse theme of a sub-theme, None for none."""
        return self.coarse[self.fine == fine_id].iloc[0]


def replay(grouping: Grouping, rules: Sequence[Rule], found: "pd.Series[Any]") -> list[Outcome]:
    """Apply all rules, kind by kind in the order of ``KINDS``; changes ``grouping``.

    Args:
        grouping: with accepted themes gathered.
        rules: in the order of the file.
        found: the sub-theme of each row as clustering found it.

    A theme that rules have left with one content goes: the opinion is a single, and an outcome
    says so. Themes that people made or accepted (``kept``, split, pinned to) stay.

    Returns:
        One outcome per rule in the order of the file, then the consequences.
    """
    numbered = sorted(enumerate(rules, start=1), key=_turn)
    outcomes = [_apply(grouping, number, rule) for number, rule in numbered]
    outcomes.sort(key=lambda outcome: outcome.number)
    return outcomes + _dissolved(grouping, set(found[found != grouping.fine].dropna()))


def _turn(entry: tuple[int, Rule]) -> tuple[int, int]:
    """When a rule is applied; the last name comes first, because it holds."""
    number, rule = entry
    return KINDS.index(kind_of(rule)), -number if isinstance(rule, Rename) else number


def _apply(grouping: Grouping, number: int, rule: Rule) -> Outcome:
    kind = kind_of(rule)
    if isinstance(rule, Merge):
        return Outcome(number, kind, " ".join(rule.merge), *_merge(grouping, rule))
    if isinstance(rule, Split):
        return Outcome(number, kind, " ".join((rule.split, *rule.texts)), *_split(grouping, rule))
    if isinstance(rule, Pin):
        return Outcome(number, kind, f"{rule.pin} {rule.theme}", *_pin(grouping, rule))
    if isinstance(rule, Apart):
        return Outcome(number, kind, " ".join(rule.apart), *_apart(grouping, rule))
    return Outcome(number, kind, f"{rule.rename} {rule.to}", *_rename(grouping, rule))


_Said = tuple[bool, str, str | None, int]


def _merge(grouping: Grouping, rule: Merge) -> _Said:
    found = [grouping.theme(reference) for reference in rule.merge]
    reasons = [reason for _, reason in found if reason]
    if reasons:
        return False, reasons[0], None, 0
    ids = list(dict.fromkeys(theme_id for theme_id, _ in found))
    # A theme that people have accepted goes on; else the one they named first.
    target = next((theme_id for theme_id in ids if theme_id in grouping.kept), ids[0])
    others = [theme_id for theme_id in ids if theme_id != target]
    if not others:
        return True, "already_so", target, 0
    is_coarse = target[0] == "T"
    column = grouping.coarse if is_coarse else grouping.fine
    rows = column.isin(others)
    if not is_coarse:
        grouping.coarse[rows] = grouping.coarse_of(target)
    column[rows] = target
    grouping.aliases.update(dict.fromkeys(others, target))
    return True, "", target, int(rows.sum())


def _split(grouping: Grouping, rule: Split) -> _Said:
    theme_id, reason = grouping.theme(rule.split)
    if reason:
        return False, reason, None, 0
    inside = grouping.fine == theme_id
    rows = inside & grouping.text_keys.isin(rule.texts)
    if not rows.any():
        return False, "texts_elsewhere", theme_id, 0
    if (rows == inside).all():
        return False, "whole_theme", theme_id, 0
    used = {*grouping.fine.dropna(), *grouping.aliases}
    # Another hash than that of found themes, so that the id is the same whatever they are.
    new = free_id("fine", [f"split/{key}" for key in rule.texts], used)
    grouping.fine[rows] = new
    grouping.kept.add(new)
    if rule.name:
        grouping.names[new] = rule.name
    whole = set(grouping.text_keys[rows]) == set(rule.texts)
    return True, "" if whole else "partly", new, int(rows.sum())


def _pin(grouping: Grouping, rule: Pin) -> _Said:
    rows = grouping.text_keys == rule.pin
    if not rows.any():
        return False, "text_not_found", None, 0
    theme_id, reason = grouping.theme(rule.theme)
    if reason:
        return False, reason, None, 0
    grouping.pinned[rule.pin] = theme_id
    grouping.kept.add(theme_id)
    column = grouping.coarse if theme_id[0] == "T" else grouping.fine
    if (column[rows] == theme_id).all():
        return True, "already_so", theme_id, 0
    if theme_id[0] == "T":
        grouping.fine[rows] = None
        grouping.coarse[rows] = theme_id
    else:
        grouping.coarse[rows] = grouping.coarse_of(theme_id)
        grouping.fine[rows] = theme_id
    return True, "", theme_id, int(rows.sum())


def _apart(grouping: Grouping, rule: Apart) -> _Said:
    stays, leaves = rule.apart
    if not {stays, leaves} <= set(grouping.text_keys):
        return False, "text_not_found", None, 0
    here = set(grouping.fine[grouping.text_keys == stays].dropna())
    rows = (grouping.text_keys == leaves) & grouping.fine.isin(here)
    if not rows.any():
        return True, "already_so", None, 0
    if leaves in grouping.pinned:
        if stays in grouping.pinned:
            return False, "pinned_together", grouping.pinned[leaves], 0
        here = set(grouping.fine[grouping.text_keys == leaves].dropna())
        rows = (grouping.text_keys == stays) & grouping.fine.isin(here)
    theme_id = str(grouping.fine[rows].iloc[0])
    grouping.fine[rows] = None
    return True, "", theme_id, int(rows.sum())


def _rename(grouping: Grouping, rule: Rename) -> _Said:
    theme_id, reason = grouping.theme(rule.rename)
    if reason:
        return False, reason, None, 0
    if theme_id in grouping.names:
        return False, "named_after", theme_id, 0
    grouping.names[theme_id] = rule.to
    return True, "", theme_id, 0


def _dissolved(grouping: Grouping, lost: Collection[str]) -> list[Outcome]:
    """Themes that lost opinions and have one content left, unless people want them."""
    outcomes = []
    for theme_id in sorted({*lost} - grouping.kept - set(grouping.names)):
        rows = grouping.fine == theme_id
        if rows.any() and grouping.text_keys[rows].nunique() == 1:
            grouping.fine[rows] = None
            outcomes.append(
                Outcome(0, "dissolved", theme_id, True, "one_left", theme_id, int(rows.sum()))
            )
    return outcomes
