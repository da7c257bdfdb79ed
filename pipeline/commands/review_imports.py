"""What ``opinions review`` does with the sheets of themes, and how imports are taken back."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.codebook.labels_file import imports_of_labels, undo_import
from pipeline.codebook.theme_files import (
    append_corrections,
    read_people,
    read_themes_file,
    undo_corrections,
)
from pipeline.codebook.theme_links_file import (
    append_theme_links,
    read_theme_links,
    undo_theme_links,
)
from pipeline.codebook.uptake_file import imports_of_uptake, read_uptake, undo_uptake
from pipeline.commands.accepted_themes import accepted, current_themes
from pipeline.errors import OpinionsError
from pipeline.labels.theme_answers import CheckedThemes, check_theme_answers
from pipeline.labels.theme_sheets import MoveAnswer, ThemeAnswer
from pipeline.labels.uptake_sheet import CheckedUptake, UptakeAnswer, check_uptake_answers
from pipeline.language import says
from pipeline.places import ROUNDS, THEME_RULES
from pipeline.readers.limits import Limits
from pipeline.receiving.filled_in_themes import read_theme_answers
from pipeline.receiving.filled_in_uptake import read_uptake_answers
from pipeline.report.workbook.theme_facts import theme_facts
from pipeline.rounds.round_head import read_round_head
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Themes


def checked_themes(
    store: Store, files: Sequence[Path], reviewer: str, day: str
) -> CheckedThemes | None:
    """Check the sheets of themes of all workbooks; None where they have no such sheet.

    Files that cannot be read are passed over: who reads their labels says so.
    """
    themes: list[ThemeAnswer] = []
    moves: list[MoveAnswer] = []
    for path in files:
        try:
            of_themes, of_moves, named = read_theme_answers(path, Limits())
        except OpinionsError:
            continue
        themes += of_themes
        moves += of_moves
        reviewer = named or reviewer
    if not themes and not moves:
        return None
    people = read_people(store.root)
    rounds = {answer.round for answer in themes} | {answer.round for answer in moves}
    registered = {theme.theme_id for theme in people.registered}
    shown = theme_facts(
        store,
        [name for name in store.rounds() if name in rounds],
        registered,
    )
    note = "　".join(part for part in (reviewer, day) if part)
    words = read_theme_links(store.root)
    earlier = _earlier_themes(store, rounds)
    return check_theme_answers(
        themes, moves, shown, people.word.rules, note, words, earlier, registered
    )


def _earlier_themes(store: Store, rounds: Iterable[str]) -> dict[str, set[str]]:
    """Round → ids and names of the themes of all other rounds that are not after it."""
    every = store.all_rounds()
    if len(every) < 2:
        return {}
    dates = {
        name: read_round_head(store.sealed(name) or store.root / ROUNDS / name).date
        for name in every
    }
    tables = {name: store.read(Themes, name) for name in every}
    return {
        name: {
            mark
            for other, table in tables.items()
            if other != name and dates[other] <= dates[name]
            for mark in (*table["theme_id"], *table["name"])
        }
        for name in rounds
        if name in dates
    }


def checked_uptake(
    store: Store, files: Sequence[Path], reviewer: str, day: str
) -> CheckedUptake | None:
    """Check the sheets 反映状況 of all workbooks; None where they have no such sheet.

    Files that cannot be read are passed over: who reads their labels says so.
    """
    answers: list[UptakeAnswer] = []
    for path in files:
        try:
            own, named = read_uptake_answers(path, Limits())
        except OpinionsError:
            continue
        answers += own
        reviewer = named or reviewer
    if not answers:
        return None
    known = {
        name: set(store.read(Opinions, name)["text_key"])
        for name in store.rounds()
        if name in {answer.round for answer in answers}
    }
    note = "　".join(part for part in (reviewer, day) if part)
    return check_uptake_answers(answers, known, read_uptake(store.root), note)


def write_themes(store: Store, checked: CheckedThemes, import_id: str) -> None:
    """Write what was right into themes.yaml and theme_register.csv."""
    register = ""
    ids = [*checked.accepted, *(theme.theme_id for theme in checked.made)]
    if ids:
        _, register = accepted(store, current_themes(store), checked.accepted, checked.made)
    append_corrections(store, checked.rules, ids, register, import_id)
    append_theme_links(store, checked.words, import_id)


def undo(store: Store, import_id: str = "") -> tuple[str, int, int, int, int]:
    """Take an import back, the last one where none is named.

    Returns:
        Its id, and how many labels, corrections, accepted themes and decisions on what was taken
        up have gone.

    Raises:
        OpinionsError: there is none, or nobody can know which of two was the last.
    """
    labels = imports_of_labels(store.root)
    themes: list[str] = []
    if (store.root / THEME_RULES).is_file():
        themes = [entry.id for entry in read_themes_file(store.root).imports]
    taken_up = imports_of_uptake(store.root)
    chosen = import_id or _last(labels, themes, taken_up)
    if chosen not in {*labels, *themes, *taken_up}:
        known = "、".join([*labels, *themes, *taken_up][-10:])
        raise OpinionsError(
            says(
                f"取り込み「{chosen}」はない。あるのは {known or 'なし'}。",
                f"There is no import {chosen}. There are: {known or 'none'}.",
            )
        )
    n_labels = undo_import(store, chosen)
    n_rules, n_accepted = undo_corrections(store, chosen) if chosen in themes else (0, 0)
    n_rules += undo_theme_links(store, chosen)
    return chosen, n_labels, n_rules, n_accepted, undo_uptake(store, chosen)


def _last(*files: Sequence[str]) -> str:
    """The id of the last import of all files: of those that end one of them, the one behind all.

    An import stands in several files, so one that is not the last of a file that holds it is not
    the last at all.
    """
    last = {ids[-1] for ids in files if ids}
    if not last:
        raise OpinionsError(
            says(
                "取り消す取り込みがない。",
                "There is no import to take back.",
            )
        )
    last = {one for one in last if not any(one in ids[:-1] for ids in files)}
    newest = sorted(one for one in last if one[:10] == max(last)[:10])
    if len(newest) > 1:
        raise OpinionsError(
            says(
                f"同じ日の取り込みが{len(newest)}つある（{'、'.join(newest)}）。"
                "取り消すほうを書く: opinions review undo 番号",
                f"There are {len(newest)} imports of one day ({', '.join(newest)}). Name the one: "
                "opinions review undo ID",
            )
        )
    return newest[0]
