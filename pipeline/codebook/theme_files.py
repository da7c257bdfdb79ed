"""People's files on themes below corpora/codebook: guides and rules, and the register."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from pipeline.errors import OpinionsError
from pipeline.language import csv_fault, says
from pipeline.places import THEME_REGISTER, THEME_RULES
from pipeline.store import Store, csv_rows, read_text
from pipeline.themes.assembly import People
from pipeline.themes.names.phrases import MOST_CHARACTERS
from pipeline.themes.register import COLUMNS, RegisteredTheme, as_frame, read_register
from pipeline.themes.rules import Merge, PeoplesWord, Rename, Rule
from pipeline.yaml_files import dumped_over, editable, read_yaml, set_list


def read_people(root: Path) -> People:
    """Read both files below the root.

    Raises:
        OpinionsError: a file is missing or malformed; names entry or line.
    """
    return People(read_themes_file(root), read_register_file(root))


def read_themes_file(root: Path) -> PeoplesWord:
    """Read themes.yaml below the root."""
    path = root / THEME_RULES
    return PeoplesWord.read(read_yaml(path), str(path))


def read_register_file(root: Path) -> tuple[RegisteredTheme, ...]:
    """Read theme_register.csv below the root.

    Raises:
        OpinionsError: not there, not UTF-8, no CSV, or a row is wrong; names file and row.
    """
    path = root / THEME_REGISTER
    try:
        frame = csv_rows(read_text(path))
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            says(
                f"{path} は見出し {','.join(COLUMNS)} のCSVではない（{csv_fault(error)}）。",
                f"{path} is no CSV with the header {','.join(COLUMNS)}: {csv_fault(error)}.",
            )
        ) from error
    return read_register(frame, str(path))


_SMALL_WORDS = re.compile(r"[のとやをにへが・、\s]")
_KINDS = {"T": ("テーマ", "themes"), "t": ("論点", "sub-themes")}


def faults_of_names(root: Path) -> list[str]:
    """What is wrong with names that people have accepted or given, one message each.

    Two themes of a level of one name, up to small words (データの保護, データ保護), and names that
    are empty or too long: what the checks after the run would find is said before it.
    """
    people = read_people(root)
    merged = {
        theme for rule in people.word.rules if isinstance(rule, Merge) for theme in rule.merge[1:]
    }
    names = {theme.theme_id: theme.name for theme in people.registered}
    names |= {
        rule.rename: rule.to
        for rule in people.word.rules
        if isinstance(rule, Rename) and rule.rename[0] in "Tt"
    }
    called: dict[tuple[str, str], list[str]] = {}
    for theme_id in sorted(set(names) - merged):
        key = _SMALL_WORDS.sub("", unicodedata.normalize("NFKC", names[theme_id]))
        called.setdefault((theme_id[0], key), []).append(theme_id)
    place = says(f"{THEME_REGISTER}、{THEME_RULES}：", f"{THEME_REGISTER}, {THEME_RULES}: ")
    twice = [
        place
        + says(
            f"「{'」「'.join(dict.fromkeys(names[one] for one in ids))}」という"
            f"{_KINDS[letter][0]}が{len(ids)}つある（{'、'.join(ids)}）。名前を変えるか、統合する。",
            f"{len(ids)} {_KINDS[letter][1]} ({', '.join(ids)}) are called "
            f"「{'」「'.join(dict.fromkeys(names[one] for one in ids))}」. Rename or merge them.",
        )
        for (letter, _), ids in called.items()
        if len(ids) > 1
    ]
    long = [
        place
        + says(
            f"{_KINDS[theme_id[0]][0]} {theme_id} の名前「{names[theme_id]}」は"
            f"{len(names[theme_id])}字ある。1字以上{MOST_CHARACTERS}字以内にする。",
            f"the name 「{names[theme_id]}」 of {theme_id} has {len(names[theme_id])} characters. "
            f"Use 1 to {MOST_CHARACTERS}.",
        )
        for theme_id in sorted(set(names) - merged)
        if not 1 <= len(names[theme_id].strip()) <= MOST_CHARACTERS
    ]
    return twice + long


def append_corrections(
    store: Store, rules: Sequence[Rule], accepted: Sequence[str], register: str, import_id: str
) -> None:
    """Add what reviewers said of themes to both files, as one import.

    Args:
        store: the project.
        rules: to be added to themes.yaml.
        accepted: ids of the themes that ``register`` holds newly.
        register: the new content of theme_register.csv.
        import_id: by which it is taken back.
    """
    content = editable(store.root / THEME_RULES)
    for key in ("rules", "imports"):
        if not content.get(key):
            set_list(content, key, CommentedSeq())
    for rule in rules:
        values = rule.model_dump(exclude_defaults=True) | {"imported": import_id}
        content["rules"].append(_as_written(values))
    content["imports"].append({"id": import_id, "accepted": _in_line(accepted)})
    store.write_text(THEME_RULES, dumped_over(store.root / THEME_RULES, content))
    if accepted:
        store.write_text(THEME_REGISTER, register)


def undo_corrections(store: Store, import_id: str) -> tuple[int, int]:
    """Take an import back: its rules leave themes.yaml, what it accepted leaves the register.

    Returns:
        How many rules and how many accepted themes have gone.
    """
    content = editable(store.root / THEME_RULES)
    mine = [entry for entry in content.get("imports") or [] if entry["id"] == import_id]
    ids = {theme_id for entry in mine for theme_id in entry.get("accepted") or []}
    before = read_register_file(store.root)
    left = tuple(theme for theme in before if theme.theme_id not in ids)
    rules = content.get("rules") or []
    gone = [place for place, rule in enumerate(rules) if rule.get("imported") == import_id]
    for place in reversed(gone):
        del rules[place]
    imports = content["imports"]
    for place in reversed([n for n, entry in enumerate(imports) if entry["id"] == import_id]):
        del imports[place]
    if not imports:
        del content["imports"]
    if not rules:
        set_list(content, "rules", _in_line([]))
    store.write_text(THEME_RULES, dumped_over(store.root / THEME_RULES, content))
    if len(left) < len(before):
        store.write_text(THEME_REGISTER, register_text(left))
    return len(gone), len(before) - len(left)


def _as_written(values: Mapping[str, Any]) -> CommentedMap:
    """A rule as people write it: keys of texts in quotes, lists in one line, why at the end."""
    last = ("note", "imported")
    ordered = {key: values[key] for key in values if key not in last}
    ordered |= {key: values[key] for key in last if key in values}
    return CommentedMap(
        (key, _in_line(value) if isinstance(value, tuple) else _quoted(value))
        for key, value in ordered.items()
    )


def _in_line(values: Sequence[str]) -> CommentedSeq:
    sequence = CommentedSeq([_quoted(value) for value in values])
    sequence.fa.set_flow_style()
    return sequence


def _quoted(value: str) -> str:
    quoted: str = DoubleQuotedScalarString(value)
    return quoted


def register_text(themes: tuple[RegisteredTheme, ...]) -> str:
    """The content of theme_register.csv: LF line ends, the same for the same themes."""
    return str(as_frame(themes).to_csv(index=False, lineterminator="\n"))
