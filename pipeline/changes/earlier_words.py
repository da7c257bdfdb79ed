"""People's word on which theme of a round is which earlier one: rows of theme_links.csv."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import says

COLUMNS = ("round", "theme", "earlier", "note")
NEW = "新規"
"""Stands for no earlier theme at all."""


@dataclass(frozen=True)
class EarlierWord:
    """One row of the file."""

    round: str
    theme: str
    """Id of a theme of the round, or text_key of a member of a sub-theme."""
    earlier: str
    """Id or name of an earlier theme, the text_key of one of its members, or ``NEW``."""
    place: str
    """File and line, for messages; of a new one, who says so and when."""

    @property
    def level(self) -> str:
        """Ids of coarse themes begin with T; all else means a sub-theme."""
        return "coarse" if self.theme.startswith("T") else "fine"

    @property
    def is_new(self) -> bool:
        """Whether it says that the theme goes on none."""
        return self.earlier == NEW


def read_words(frame: pd.DataFrame, place: str) -> tuple[EarlierWord, ...]:
    """Check the rows of the file, all columns as text.

    Raises:
        OpinionsError: a column is missing, a cell is empty, or a theme stands twice.
    """
    missing = [column for column in COLUMNS if column not in frame.columns]
    if missing:
        raise OpinionsError(
            says(
                f"{place}：列 {'、'.join(missing)} がない。見出しは {','.join(COLUMNS)}。",
                f"{place}: columns {missing} are missing; it has {list(frame.columns)}. Its header "
                f"is {','.join(COLUMNS)}.",
            )
        )
    cells = [frame[column].astype(str).str.strip().tolist() for column in COLUMNS[:3]]
    words: list[EarlierWord] = []
    seen: set[tuple[str, str]] = set()
    for line, (name, theme, earlier) in enumerate(zip(*cells, strict=True), start=2):
        where = says(f"{place} {line}行目", f"{place}, line {line}")
        empty = [
            column
            for column, cell in zip(COLUMNS, (name, theme, earlier), strict=False)
            if not cell
        ]
        if empty:
            raise OpinionsError(
                says(
                    f"{where}：{empty} が空である。書き入れる（earlier は前の回のテーマの番号か"
                    f"名前、または {NEW}）か、行を消す。",
                    f"{where}: {empty} are empty. Fill them in (earlier: id or name of a theme of "
                    f"an earlier round, or {NEW}), or delete the row.",
                )
            )
        if (name, theme) in seen:
            raise OpinionsError(
                says(
                    f"{where}：{name} の {theme} が二度ある。一行にする。",
                    f"{where}: {theme} of {name} stands twice. Keep one row.",
                )
            )
        seen.add((name, theme))
        words.append(EarlierWord(name, theme, earlier, where))
    return tuple(words)


def unheard(words: Sequence[EarlierWord], known: dict[str, set[str]]) -> list[str]:
    """Words on rounds or themes that are not there, in Japanese.

    Args:
        words: of people.
        known: round → ids of its themes and text_keys of their members.
    """
    return [
        f"{word.place}：回「{word.round}」にテーマ「{word.theme}」がない。番号を確かめる。"
        for word in words
        if word.theme not in known.get(word.round, set())
    ]
