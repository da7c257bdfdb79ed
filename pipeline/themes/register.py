"""The register of accepted themes: they keep id and name when opinions are added."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import says

COLUMNS = ("theme_id", "level", "name", "text_keys")
_ID = {"coarse": re.compile("T[0-9a-f]{8}"), "fine": re.compile("t[0-9a-f]{8}")}
_KEY = re.compile("[0-9a-f]{16}")
_MOST_CHARACTERS = 25
_LEAST_SHARE = 0.5
"""Of a registered theme's texts that are still there: with half of them in one group it goes on."""


@dataclass(frozen=True)
class RegisteredTheme:
    """A theme that people have accepted, and the texts it held then."""

    theme_id: str
    level: str
    name: str
    text_keys: frozenset[str]


def read_register(frame: pd.DataFrame, place: str) -> tuple[RegisteredTheme, ...]:
    """Check the rows of theme_register.csv, all columns as text.

    Raises:
        OpinionsError: a column is missing, or a row cannot be meant; names the line.
    """
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise OpinionsError(
            says(
                f"{place}：列 {'、'.join(missing)} がない。今ある列は "
                f"{'、'.join(map(str, frame.columns))}。列を加えるか、gitから戻す。",
                f"{place}: columns {missing} are missing; it has {list(frame.columns)}. Add them, "
                "or take the file back from git.",
            )
        )
    columns = [frame[column].astype(str).tolist() for column in COLUMNS]
    themes: list[RegisteredTheme] = []
    faults: list[str] = []
    for line, (theme_id, level, name, cell) in enumerate(zip(*columns, strict=True), start=2):
        keys = cell.split()
        wrong = _problems(theme_id, level, name, keys)
        if wrong:
            faults.append(
                says(
                    f"{place} {line}行目：{'；'.join(wrong)}。行を直す。",
                    f"{place}, line {line}: {'; '.join(wrong)}. Correct the row.",
                )
            )
        themes.append(RegisteredTheme(theme_id, level, name, frozenset(keys)))
    twice = [theme for theme, n in Counter(theme.theme_id for theme in themes).items() if n > 1]
    if twice:
        faults.append(
            says(
                f"{place}：{'、'.join(twice)} が二度ある。一つのテーマは一行にする。",
                f"{place}: {twice} stand twice. Keep one row per theme.",
            )
        )
    if faults:
        raise OpinionsError("\n".join(faults))
    return tuple(themes)


def _problems(theme_id: str, level: str, name: str, keys: Sequence[str]) -> list[str]:
    """What is wrong with a row of the register, with what is allowed."""
    rules = {
        says(f"level「{level}」（fine か coarse）", f"level '{level}' (fine or coarse)"): level
        in _ID,
        says(
            f"theme_id「{theme_id}」（coarse は T、fine は t と、数字か a〜f の8字）",
            f"theme_id '{theme_id}' (T for coarse, t for fine, then 8 digits or a-f)",
        ): bool(_ID.get(level, _ID["fine"]).fullmatch(theme_id)),
        says(
            f"name「{name}」（1〜{_MOST_CHARACTERS}字）",
            f"name '{name}' (1 to {_MOST_CHARACTERS} characters)",
        ): 1 <= len(name.strip()) <= _MOST_CHARACTERS,
        says(
            "text_keys（数字か a〜f の16字を一つ以上、空白で区切る）",
            "text_keys (one or more of 16 digits or a-f, a space between)",
        ): bool(keys) and all(_KEY.fullmatch(key) for key in keys),
    }
    return [problem for problem, holds in rules.items() if not holds]


def as_frame(themes: Collection[RegisteredTheme]) -> pd.DataFrame:
    """The rows of theme_register.csv: coarse themes first, by id; keys in their order."""
    ordered = sorted(themes, key=lambda theme: (theme.level, theme.theme_id))
    rows = [
        (theme.theme_id, theme.level, theme.name, " ".join(sorted(theme.text_keys)))
        for theme in ordered
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def recognised(
    groups: "pd.Series[int]",
    text_keys: "pd.Series[str]",
    registered: Sequence[RegisteredTheme],
    own: Collection[int] = (),
) -> dict[int, str]:
    """Which groups are which registered themes, one to one.

    A group goes on a registered theme if it holds at least half of those of its texts that are
    still there and in no other group that goes on a theme. Where several could be the same, the
    pair with more texts in common comes first, then the pair with fewer other texts, then the
    smaller id.

    Args:
        groups: number of each opinion's group, -1 for none.
        text_keys: key of each opinion's text, in the same order; leave out what rules place.
        registered: themes of one level.
        own: groups that are known to be themes of their own.

    Returns:
        Group → theme_id.
    """
    group_of = dict(zip(text_keys, groups.tolist(), strict=True))
    sizes = Counter(group_of.values())
    left = {theme.theme_id: Counter(_groups(theme, group_of)) for theme in registered}
    found: dict[int, str] = {}
    done = set(own)
    while True:
        pairs = []
        for theme_id, counts in left.items():
            n_left = sum(n for group, n in counts.items() if group not in done)
            pairs += [
                (-n, sizes[group] - n, theme_id, group)
                for group, n in counts.items()
                if group >= 0 and group not in done and n >= _LEAST_SHARE * n_left
            ]
        if not pairs:
            return found
        _, _, theme_id, group = min(pairs)
        found[group] = theme_id
        done.add(group)
        del left[theme_id]


def _groups(theme: RegisteredTheme, group_of: Mapping[str, int]) -> list[int]:
    """The group of each of a theme's texts that are still there."""
    return [group_of[key] for key in sorted(theme.text_keys) if key in group_of]
