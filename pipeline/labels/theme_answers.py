"""What reviewers wrote on the sheets of themes, checked, as the rules that the pipeline replays."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.changes.earlier_words import NEW, EarlierWord
from pipeline.labels.answer_sheet import plain, row_mark
from pipeline.labels.new_points import NewPoint, new_point
from pipeline.labels.row_words import row_place
from pipeline.labels.theme_sheets import (
    MOST_CHARACTERS,
    TICK,
    MoveAnswer,
    OpinionFacts,
    Shown,
    ThemeAnswer,
    ThemeFacts,
)
from pipeline.language import says
from pipeline.themes.register import RegisteredTheme
from pipeline.themes.rules import Merge, Pin, Rename, Rule

_YES = {TICK, "☑️", "✓", "✔", "レ", "○", "◯", "〇", "はい", "1", "true", "yes", "y"}
_NO_NAME = re.compile(r"[\x00-\x1f\x7f]")


A = TypeVar("A", ThemeAnswer, MoveAnswer)
R = TypeVar("R")
_OfTheme = tuple[ThemeAnswer, ThemeFacts, ThemeFacts | None]
"""A row that is right, its theme, and what this is merged into."""
_Moved = tuple[MoveAnswer, OpinionFacts, ThemeFacts | None]
"""A row that is right, its opinion, and where this goes; None where it makes a new point."""


class _RefusedError(Exception):
    """Why a row cannot be taken."""


@dataclass
class CheckedThemes:
    """What becomes of the rows: rules, themes to accept, and what is wrong (Japanese)."""

    rules: list[Rule] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    made: list[RegisteredTheme] = field(default_factory=list)
    """Points gathered from singles, to be accepted as well."""
    words: list[EarlierWord] = field(default_factory=list)
    """Which themes are which of an earlier round."""
    refused: list[str] = field(default_factory=list)
    n_known: int = 0
    """Rules that stand in themes.yaml, or themes that were accepted, already."""
    n_blank: int = 0

    @property
    def said(self) -> str:
        """All that is new, as one text; empty where nothing is."""
        rules = [rule.model_dump_json() for rule in self.rules]
        words = [f"{word.round} {word.theme} {word.earlier}" for word in self.words]
        made = [f"{theme.theme_id} {theme.name}" for theme in self.made]
        return "\n".join([*rules, *self.accepted, *made, *words])

    def lines(self) -> list[str]:
        """What came of the rows, for people."""
        n_refused, n_words = len(self.refused), len(self.words)
        n_accepted = len(self.accepted) + len(self.made)
        head = says(
            f"テーマの訂正　取り込まない {n_refused}行:",
            f"Corrections of themes, not taken, {n_refused} rows:",
        )
        links = f"前の回との対応 {n_words}件、" if n_words else ""
        linked = f"{n_words} links to earlier rounds, " if n_words else ""
        return [
            *([head, *self.refused] if self.refused else []),
            says(
                f"テーマの新しい訂正 {len(self.rules)}件、新しい採用 {n_accepted}件、"
                f"{links}取り込み済み {self.n_known}件、取り込まない {n_refused}件、"
                f"未記入 {self.n_blank}行",
                f"Themes: {len(self.rules)} corrections new, {n_accepted} accepted, "
                f"{linked}{self.n_known} taken before, {n_refused} not taken, "
                f"{self.n_blank} rows left empty",
            ),
        ]


def check_theme_answers(
    themes: Sequence[ThemeAnswer],
    moves: Sequence[MoveAnswer],
    shown: Shown,
    rules: Collection[Rule],
    note: str = "",
    words: Collection[EarlierWord] = (),
    earlier: Mapping[str, Collection[str]] | None = None,
    registered: Collection[str] = (),
) -> CheckedThemes:
    """Check all rows and make rules of those that are right.

    Args:
        themes: rows of the sheets テーマ.
        moves: rows of the sheets 意見の移動.
        shown: what the last run found.
        rules: that themes.yaml holds already.
        note: who says so and when, for the reader of the file.
        words: that theme_links.csv holds already.
        earlier: round → ids and names of the themes of rounds before it.
        registered: ids that theme_register.csv holds already.
    """
    return _Check(shown, rules, note, words, earlier or {}, registered).of(themes, moves)


class _Check:
    """The state of one check."""

    def __init__(
        self,
        shown: Shown,
        rules: Collection[Rule],
        note: str,
        words: Collection[EarlierWord],
        earlier: Mapping[str, Collection[str]],
        registered: Collection[str],
    ) -> None:
        self.registered = registered
        self.words = {(word.round, word.theme): word.earlier for word in words}
        self.earlier = earlier
        self.themes = {(theme.round, theme.theme_id): theme for theme in shown.themes}
        self.opinions = {(opinion.round, opinion.text_key): opinion for opinion in shown.opinions}
        fine = [theme for theme in shown.themes if theme.level == "fine"]
        self.theme_of = {key: theme.theme_id for theme in fine for key in theme.texts}
        self.known = {self._content(rule) for rule in rules}
        self.note = note
        self.result = CheckedThemes()
        self.leaving: set[str] = set()
        self.refused: list[tuple[bool, int, str]] = []

    def of(self, themes: Sequence[ThemeAnswer], moves: Sequence[MoveAnswer]) -> CheckedThemes:
        """Check everything; see ``check_theme_answers``."""
        filled = [answer for answer in themes if not answer.is_blank]
        moved = [answer for answer in moves if not answer.is_blank]
        self.result.n_blank = len(themes) + len(moves) - len(filled) - len(moved)
        gone = {(answer.round, answer.theme_id) for answer in filled if answer.target}
        right_moves = self._right(moved, lambda answer: self._move(answer, gone))
        self.leaving = {key for _, opinion, _ in right_moves for key in opinion.copies}
        right = self._right(filled, lambda answer: self._theme(answer, gone))
        right = self._with_names_of_their_own(right)
        points = self._new_points(right_moves, right)
        for answer, theme, target in right:
            if target:
                merge = (self._meant(target), self._meant(theme))
                self._add(Merge(merge=merge, note=self.note))
            if answer.new_name:
                rename = Rename(rename=self._meant(theme), to=answer.new_name, note=self.note)
                self._add(rename)
            if answer.earlier:
                self._say(answer, theme)
            if answer.accept and theme.is_accepted:
                self.result.n_known += 1
            elif answer.accept:
                self.result.accepted.append(theme.theme_id)
        for made in points:
            if not isinstance(made, RegisteredTheme):
                self._add(made)
            elif made.theme_id in self.registered:
                self.result.n_known += 1
            else:
                self.result.made.append(made)
        for _, opinion, home in right_moves:
            if home:
                for key in opinion.copies:
                    self._add(Pin(pin=key, theme=self._meant(home), note=self.note))
        self.result.refused = [line for _, _, line in sorted(self.refused)]
        return self.result

    def _right(self, answers: Iterable[A], check: Callable[[A], R]) -> list[R]:
        """What a check makes of each row; those that it refuses are named."""
        found = []
        for answer in answers:
            try:
                found.append(check(answer))
            except _RefusedError as refused:
                self._refuse(answer, str(refused))
        return found

    def _theme(self, answer: ThemeAnswer, gone: Collection[tuple[str, str]]) -> _OfTheme:
        theme = self.themes.get((answer.round, answer.theme_id))
        if theme is None:
            raise _RefusedError(
                says(
                    f"このテーマは今の結果にない。{_again()}",
                    f"There is no such theme now. {_again()}",
                )
            )
        target = None
        if answer.accept and plain(answer.accept).lower() not in _YES:
            raise _RefusedError(
                says(
                    f"採用の欄が「{answer.accept}」。{TICK}を選ぶか空欄にする。",
                    f"採用 holds '{answer.accept}'. Choose {TICK} or leave it empty.",
                )
            )
        if answer.new_name and (problem := _problem_of_name(answer.new_name)):
            raise _RefusedError(problem)
        if answer.earlier:
            self._require_earlier(answer, theme)
        if answer.target:
            if answer.new_name or answer.accept or answer.earlier:
                message = says(
                    "統合されてなくなる行に名前や採用がある。統合先の行に書く。",
                    "It is merged away and has a name or is accepted: write that in the other row.",
                )
                raise _RefusedError(message)
            target = self._target(answer, answer.target, theme.level)
            if target == theme:
                raise _RefusedError(
                    says(
                        "統合先が自分自身である。別のものを選ぶ。",
                        "It is merged into itself. Choose another.",
                    )
                )
            if (target.round, target.theme_id) in gone:
                message = says(
                    f"統合先「{target.choice}」も別のものに統合される。最後の統合先を選ぶ。",
                    f"'{target.choice}' is itself merged into another. Choose the last one.",
                )
                raise _RefusedError(message)
        return answer, theme, target

    def _require_earlier(self, answer: ThemeAnswer, theme: ThemeFacts) -> None:
        """Refuse what names no theme of a round before, or says otherwise than the file."""
        known = self.earlier.get(answer.round, ())
        if answer.earlier != NEW and answer.earlier not in known:
            raise _RefusedError(
                says(
                    f"前の回に「{answer.earlier}」というテーマはない。変化の頁にある名前か「{NEW}」を書く。",
                    f"No earlier round has a theme '{answer.earlier}'. "
                    f"Write a name from the page of changes, or {NEW}.",
                )
            )
        held = self.words.get((answer.round, self._meant(theme)), answer.earlier)
        if held != answer.earlier:
            message = says(
                f"theme_links.csv に「{held}」とある。変えるときは、その行を直す。",
                f"theme_links.csv says '{held}'. To change that, correct its row there.",
            )
            raise _RefusedError(message)

    def _say(self, answer: ThemeAnswer, theme: ThemeFacts) -> None:
        meant = self._meant(theme)
        if (answer.round, meant) in self.words:
            self.result.n_known += 1
            return
        self.words[answer.round, meant] = answer.earlier
        word = EarlierWord(answer.round, meant, answer.earlier, self.note)
        self.result.words.append(word)

    def _target(self, answer: ThemeAnswer | MoveAnswer, cell: str, level: str = "") -> ThemeFacts:
        """The theme that a cell names."""
        here = [theme for theme in self.themes.values() if theme.round == answer.round]
        found = [theme for theme in here if plain(theme.choice) == plain(cell)]
        found = found or [theme for theme in here if theme.is_meant_by(cell)]
        if level and len(found) > 1:  # a theme and its only point have one name
            found = [theme for theme in found if theme.level == level]
        if len(found) != 1:
            many = "二つ以上ある" if found else "一覧にない"
            why = "names several themes" if found else "is not in the list"
            raise _RefusedError(
                says(
                    f"「{cell}」は{many}。一覧から選び直す。",
                    f"'{cell}' {why}. Choose from the list again.",
                )
            )
        if level and found[0].level != level:
            kinds = "テーマはテーマに、論点は論点に統合する"
            raise _RefusedError(
                says(
                    f"「{cell}」は{found[0].kind}である。{kinds}。",
                    f"'{cell}' is a {found[0].kind}. Merge テーマ into テーマ, 論点 into 論点.",
                )
            )
        return found[0]

    def _move(self, answer: MoveAnswer, gone: Collection[tuple[str, str]]) -> _Moved:
        opinion = self.opinions.get((answer.round, answer.text_key))
        if opinion is None:
            raise _RefusedError(
                says(
                    f"この意見は今の結果にない。{_again()}",
                    f"There is no such opinion now. {_again()}",
                )
            )
        if row_mark(answer.text_key, answer.text) != answer.mark:
            raise _RefusedError(
                says(
                    f"意見の文が変わっている。{_again()}",
                    f"The opinion reads otherwise now. {_again()}",
                )
            )
        if answer.target and answer.split:
            raise _RefusedError(
                says(
                    "移す先と分けて作る論点の両方がある。どちらかにする。",
                    "It is both moved and split off. Keep one.",
                )
            )
        if answer.split:
            if problem := _problem_of_name(answer.split):
                raise _RefusedError(problem)
            return answer, opinion, None
        target = self._target(answer, answer.target)
        if target.theme_id == opinion.theme_id:
            raise _RefusedError(
                says(
                    f"もう「{target.choice}」に属している。欄を空にする。",
                    f"It is in '{target.choice}' already. Empty the cell.",
                )
            )
        if (target.round, target.theme_id) in gone:
            raise _RefusedError(
                says(
                    f"移す先「{target.choice}」は統合されてなくなる。統合先を選ぶ。",
                    f"'{target.choice}' is merged away. Choose what it is merged into.",
                )
            )
        return answer, opinion, target

    def _new_points(
        self, moves: Sequence[_Moved], themes: Sequence[_OfTheme]
    ) -> list[RegisteredTheme | Rule]:
        """What makes the points that reviewers want, one for each name in a round."""
        groups: dict[tuple[str, str], list[tuple[MoveAnswer, OpinionFacts]]] = defaultdict(list)
        for answer, opinion, target in moves:
            if target is None:
                groups[answer.round, answer.split].append((answer, opinion))
        renamed = {theme.theme_id for answer, theme, target in themes if target or answer.new_name}
        made: list[RegisteredTheme | Rule] = []
        for (round_name, name), found in groups.items():
            here = {
                theme.theme_id: theme
                for theme in self.themes.values()
                if theme.round == round_name and theme.level == "fine"
            }
            called = {theme.theme_id for theme in here.values() if theme.name == name}
            if {opinion.theme_id for _, opinion in found} <= called:
                self.result.n_known += 1
                continue
            opinions = [opinion for _, opinion in found]
            taken = any(
                theme.round == round_name and answer.new_name == name for answer, theme, _ in themes
            )
            point = NewPoint(
                problem=says(
                    f"「{name}」という論点はほかにもある。その論点なら移す先で選び、"
                    "別の論点なら別の名前にする。",
                    f"There is a 論点 '{name}'. Move the opinion there, or choose another name.",
                )
            )
            if not called and not taken:
                point = new_point(name, opinions, here, self.leaving, renamed, self.note)
            if point.problem:
                for answer, _ in found:
                    self._refuse(answer, point.problem)
            made += [*point.rules, *filter(None, [point.registered])]
        return made

    def _with_names_of_their_own(self, rows: Sequence[_OfTheme]) -> list[_OfTheme]:
        """Without new names that another theme of the level and round has."""
        names = {key: theme.name for key, theme in self.themes.items()}
        for answer, theme, target in rows:
            key = theme.round, theme.theme_id
            if target:
                names.pop(key, None)
            elif answer.new_name:
                names[key] = answer.new_name
        counts = Counter((key[0], self.themes[key].level, name) for key, name in names.items())
        kept = []
        for answer, theme, target in rows:
            if answer.new_name and counts[theme.round, theme.level, answer.new_name] > 1:
                message = says(
                    f"「{answer.new_name}」という{theme.kind}が二つになる。別の名前にする。",
                    f"Two {theme.kind} would be called '{answer.new_name}'. Choose another name.",
                )
                self._refuse(answer, message)
            else:
                kept.append((answer, theme, target))
        return kept

    def _meant(self, theme: ThemeFacts) -> str:
        """How a rule refers to a theme: by its id where that lasts, else by a text that stays."""
        if theme.is_accepted or theme.level == "coarse":
            return theme.theme_id
        return next((key for key in theme.texts if key not in self.leaving), theme.theme_id)

    def _add(self, rule: Rule) -> None:
        if self._content(rule) in self.known:
            self.result.n_known += 1
        else:
            self.known.add(self._content(rule))
            self.result.rules.append(rule)

    def _content(self, rule: Rule) -> str:
        """What a rule says, whoever said it, with the id of every theme that it means."""
        said = rule.model_dump(exclude={"note", "imported"})
        for name in {"merge", "split", "theme", "rename"} & set(said):
            meant = [said[name]] if isinstance(said[name], str) else said[name]
            said[name] = [self.theme_of.get(one, one) for one in meant]
        return repr(said)

    def _refuse(self, answer: ThemeAnswer | MoveAnswer, problem: str) -> None:
        place = row_place(answer.file, answer.sheet, answer.row)
        self.refused.append((isinstance(answer, MoveAnswer), answer.row, f"{place}: {problem}"))


def _again() -> str:
    return says(
        "表を出力し直して記入する（opinions review export）。",
        "Export the table again and fill that in (opinions review export).",
    )


def _problem_of_name(name: str) -> str:
    if _NO_NAME.search(name):
        return says(
            f"名前「{' '.join(name.split())}」に改行がある。一行で書く。",
            f"The name '{' '.join(name.split())}' has several lines. Write one.",
        )
    if len(name) > MOST_CHARACTERS:
        return says(
            f"名前「{name}」は{len(name)}字ある。{MOST_CHARACTERS}字以内にする。",
            f"The name '{name}' has {len(name)} characters. At most {MOST_CHARACTERS}.",
        )
    return ""
