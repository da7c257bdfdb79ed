"""The sheets on which reviewers correct themes: their columns, and what stands in a row."""

from dataclasses import dataclass

from pipeline.labels.answer_sheet import plain

THEMES, MOVES, CHOICES = "テーマ", "意見の移動", "テーマ一覧"
"""Names of the sheets; the last one is hidden and holds the list."""

NUMBER, KIND, NAME, N_OPINIONS, N_CONTENTS = "番号", "種類", "今の名前", "意見", "内容"
QUOTES, STATE = ("意見の例１", "意見の例２"), "採用の状態"
NEW_NAME, TARGET, ACCEPT = "新しい名前（記入）", "統合先（記入）", "採用（記入）"
EARLIER = "前の回のテーマ（記入）"
THEME_ID, ROUND = "theme_id", "回"
TEXT, NOW, MOVE, SPLIT = "意見の文", "今の論点", "移す先（記入）", "分けて作る論点の名前（記入）"
KEY, MARK = "text_key", "照合"
TICK = "☑"
MOST_CHARACTERS = 25
"""Of a name."""


@dataclass(frozen=True)
class ThemeFacts:
    """A theme of the last run as the sheets show it."""

    round: str
    theme_id: str
    level: str
    """coarse or fine."""
    number: str
    """What people call it by: 2 for the second theme, 2-1 for the first point in it."""
    name: str
    n_opinions: int
    n_contents: int
    quotes: tuple[str, ...]
    is_accepted: bool
    texts: tuple[str, ...]
    """Keys of its texts, those that show it best first."""

    @property
    def choice(self) -> str:
        """As the list offers it."""
        return f"{self.number} {self.name}"

    @property
    def kind(self) -> str:
        """テーマ or 論点, as reports say."""
        return "テーマ" if self.level == "coarse" else "論点"

    def is_meant_by(self, cell: str) -> bool:
        """Whether a cell names it: by what the list offers, by its number or by its name."""
        return plain(cell) in (plain(self.choice), plain(self.number), plain(self.name))


@dataclass(frozen=True)
class OpinionFacts:
    """A content of the last run: one opinion of a family, and where it lies."""

    round: str
    number: int
    text_key: str
    text: str
    """As readers see it."""
    theme_id: str | None
    """Of its sub-theme; None for a single (少数意見)."""
    copies: tuple[str, ...]
    """Keys of all texts of its family in the round, its own first."""
    n_opinions: int
    """Of its family in the round."""


@dataclass(frozen=True)
class Shown:
    """All that the sheets of the rounds show."""

    themes: tuple[ThemeFacts, ...]
    opinions: tuple[OpinionFacts, ...]


@dataclass(frozen=True)
class ThemeAnswer:
    """A row of the sheet テーマ as it came back; empty cells are empty texts."""

    file: str
    sheet: str
    row: int
    round: str
    theme_id: str
    new_name: str
    target: str
    accept: str
    earlier: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything here."""
        return not (self.new_name or self.target or self.accept or self.earlier)


@dataclass(frozen=True)
class MoveAnswer:
    """A row of the sheet 意見の移動 as it came back."""

    file: str
    sheet: str
    row: int
    round: str
    text_key: str
    text: str
    mark: str
    target: str
    split: str

    @property
    def is_blank(self) -> bool:
        """Whether nobody wrote anything here."""
        return not (self.target or self.split)
