"""Where the texts of a theme that is gone stand now, or of a new one stood before."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.changes.round_facts import RoundFacts
from pipeline.changes.texts_again import said_by, texts_again
from pipeline.report.wording import named, visible
from pipeline.tables.theme_links import Became

_MOST_NAMED = 3
"""Themes named; the rest are counted."""


@dataclass(frozen=True)
class TextsAgain:
    """Two rounds, by which the words are found."""

    before: RoundFacts
    after: RoundFacts
    mask: Callable[[str], str]

    def words(self, link: Any) -> str:
        """One row of ``ThemeLinks`` in words; empty where nothing is said again."""
        if not link.n_again:
            return ""
        is_gone = link.became == Became.GONE.value
        own, other = (self.before, self.after) if is_gone else (self.after, self.before)
        theme = link.earlier_id if is_gone else link.theme_id
        found = texts_again(said_by(theme, own, link.level), other, link.level)
        names = dict(zip(other.themes["theme_id"], other.themes["name"], strict=True))
        told = self._places(found, names)
        return f"ただし同じ文が{'今回' if is_gone else '前回'}も{link.n_again}件：{told}"

    def _places(self, found: Mapping[str | None, int], names: Mapping[str, str]) -> str:
        parts = [
            f"{named(self.mask(visible(names[theme])))}に{n}件" if theme else f"少数意見に{n}件"
            for theme, n in list(found.items())[:_MOST_NAMED]
        ]
        rest = sum(list(found.values())[_MOST_NAMED:])
        return "、".join([*parts, *([f"ほかのテーマに{rest}件"] if rest else [])])
