"""What ``opinions themes`` reads and changes: the themes of the last run and the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipeline.codebook.theme_files import read_register_file, register_text
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import THEME_REGISTER
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Members, Themes
from pipeline.themes.register import RegisteredTheme

_SOURCES = {
    "machine": ("", ""),
    "register": ("採用済み", "accepted"),
    "rule": ("人が付けた名前", "named by a rule"),
}


@dataclass(frozen=True)
class CurrentTheme:
    """A theme of the last run as it would be registered, and what is said of it."""

    registered: RegisteredTheme
    parent_id: str | None
    n_opinions: int
    name_source: str


def current_themes(store: Store) -> list[CurrentTheme]:
    """The themes of all rounds in the last run, each coarse theme followed by its sub-themes.

    Raises:
        OpinionsError: the tables are not there or do not fit each other.
    """
    themes, members = store.read_rounds(Themes), store.read_rounds(Members)
    opinions = store.read_rounds(Opinions)[["opinion_id", "text_key"]]
    rows = members.merge(opinions, on="opinion_id", how="left")
    sizes = themes.groupby("theme_id")["n_opinions"].sum()  # accepted ones are in several rounds
    if rows["text_key"].isna().any():
        raise OpinionsError(
            says(
                "テーマと意見が別々の実行のものである。opinions run を実行する。",
                "Themes and opinions are of two different runs. Run: opinions run",
            )
        )
    keys = {
        theme_id: frozenset(found)
        for column in ("coarse_id", "theme_id")
        for theme_id, found in rows.groupby(column)["text_key"]
    }
    found = {
        row.theme_id: CurrentTheme(
            RegisteredTheme(row.theme_id, row.level, row.name, keys[row.theme_id]),
            None if pd.isna(row.parent_id) else row.parent_id,
            int(sizes[row.theme_id]),
            row.name_source,
        )
        for row in _rows(themes.drop_duplicates("theme_id"))
    }
    top = [theme for theme in found.values() if theme.parent_id is None]
    ordered: list[CurrentTheme] = []
    for theme in top:
        ordered.append(theme)
        identity = theme.registered.theme_id
        ordered += [below for below in found.values() if below.parent_id == identity]
    return ordered


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a checked table; the table's class says what they hold."""
    return frame.itertuples(index=False)


def listed(themes: Sequence[CurrentTheme], *, texts: bool) -> list[str]:
    """One line per theme, sub-themes indented; with ``texts`` the keys of its texts below."""
    lines: list[str] = []
    for theme in themes:
        one = theme.registered
        indent = "  " if theme.parent_id else ""
        remark = says(*_SOURCES[theme.name_source])
        lines.append(
            f"{indent}{one.theme_id}  {theme.n_opinions:>5}  {one.name}"
            + (f"  ({remark})" if remark else "")
        )
        if texts and one.level == "fine":
            lines += [f"{indent}    {key}" for key in sorted(one.text_keys)]
    return lines


def accepted(
    store: Store,
    themes: Sequence[CurrentTheme],
    theme_ids: Sequence[str],
    made: Sequence[RegisteredTheme] = (),
) -> tuple[list[str], str]:
    """The register with themes of the last run added, or brought up to date.

    Accepted themes that the last run has not found stay: their opinions may come back.

    Args:
        store: of the project.
        themes: from ``current_themes``.
        theme_ids: which; all if empty and none is made.
        made: themes that people made, which no run has found.

    Returns:
        One line per change of those of the run, and the new content of the file.

    Raises:
        OpinionsError: an id that the last run has not.
    """
    current = {theme.registered.theme_id: theme.registered for theme in themes}
    unknown = sorted(set(theme_ids) - set(current))
    if unknown:
        raise OpinionsError(
            says(
                f"前回の実行にテーマ {unknown} はない（{len(current)}件ある）。"
                "opinions themes list で確かめる。",
                f"The last run has no theme {unknown}; it has {len(current)}. See: opinions "
                "themes list",
            )
        )
    before = {theme.theme_id: theme for theme in read_register_file(store.root)}
    chosen = {theme_id: current[theme_id] for theme_id in theme_ids or (() if made else current)}
    lines = []
    for theme_id, theme in chosen.items():
        old = before.get(theme_id)
        if old is None:
            n = len(theme.text_keys)
            lines.append(
                says(
                    f"採用    {theme_id}  {n}文  {theme.name}",
                    f"accept   {theme_id}  {n} texts  {theme.name}",
                )
            )
        elif old != theme:
            named = theme.name if theme.name == old.name else f"{old.name} -> {theme.name}"
            n_new = len(theme.text_keys - old.text_keys)
            n_gone = len(old.text_keys - theme.text_keys)
            lines.append(
                says(
                    f"更新    {theme_id}  +{n_new} -{n_gone}文  {named}",
                    f"update   {theme_id}  +{n_new} -{n_gone} texts  {named}",
                )
            )
    added = {theme.theme_id: theme for theme in made}
    return lines, register_text(tuple({**before, **added, **chosen}.values()))


def retracted(store: Store, theme_ids: Sequence[str]) -> tuple[list[str], str]:
    """The register without some themes.

    Returns:
        One line per change, and the new content of the file.

    Raises:
        OpinionsError: an id that the register has not.
    """
    before = {theme.theme_id: theme for theme in read_register_file(store.root)}
    unknown = sorted(set(theme_ids) - set(before))
    if unknown:
        raise OpinionsError(
            says(
                f"{THEME_REGISTER} にテーマ {unknown} はない。あるのは {sorted(before)}。",
                f"{THEME_REGISTER} has no theme {unknown}; it has {sorted(before)}.",
            )
        )
    left = tuple(theme for theme in before.values() if theme.theme_id not in theme_ids)
    lines = [
        says("取り消し", "retract ") + f"  {theme_id}  {before[theme_id].name}"
        for theme_id in sorted(set(theme_ids))
    ]
    return lines, register_text(left)
