"""The language of messages to people: Japanese or English, one for all that a command says.

Every message stands in both languages at the place that raises it. What the pipeline says about the
contents of received files is Japanese, as the report is: reasons in the ledger, findings of the
doctor, faults of a file that cannot be read.
"""

import os
import re
from pathlib import Path

LANGUAGES = ("ja", "en")
VARIABLE = "OPINIONS_LANG"
"""Of the environment, so that the stages that DVC starts speak the same."""


def choose(language: str) -> None:
    """Have this process and all that it starts speak ``ja`` or ``en``."""
    os.environ[VARIABLE] = language


def chosen() -> str:
    """The language: as chosen, else English where the locale says so, else Japanese.

    A locale that names no language (C, POSIX) says nothing.
    """
    said = os.environ.get(VARIABLE, "")
    if said in LANGUAGES:
        return said
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return "en" if locale.lower().startswith("en") else "ja"


def says(japanese: str, english: str) -> str:
    """The message in the language of this process."""
    return japanese if chosen() == "ja" else english


def no_file(path: Path) -> str:
    """That a path, which people gave for a file, is a folder or not there."""
    if path.is_dir():
        return says(f"{path} はフォルダである。", f"{path} is a folder.")
    return says(f"{path} がない。", f"{path} is not there.")


def csv_fault(error: Exception) -> str:
    """What is wrong with a CSV, without the words of the library that read it."""
    line = re.search(r"\bline (\d+)", str(error))
    if line and "NUL" in str(error):
        return says(
            f"{line[1]}行目に文字でないもの（NUL）がある",
            f"line {line[1]} holds what is no text (NUL)",
        )
    if line:
        return says(
            f"{line[1]}行目の欄の数が見出しと合わない",
            f"line {line[1]}: cells do not fit the header",
        )
    return says("見出しの行がないか、引用符が閉じていない", "no header, or a quote is left open")


def yaml_fault(error: Exception) -> tuple[str, str]:
    """Where a YAML file cannot be read, in both languages, without the parser's own words."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        line = mark.line + 1
        return (
            f"{line}行目。字下げ、コロンの後の空白、引用符の閉じ忘れ、同じ名前が二度ないかを確"
            "かめる",
            f"line {line}: check indents, the blank behind a colon, quotes, names that stand twice",
        )
    if isinstance(character := getattr(error, "character", None), int):
        return (
            f"YAMLに書けない文字 U+{character:04X} がある。消す",
            f"it holds U+{character:04X}, which no YAML may; delete it",
        )
    return "文字コードがUTF-8ではない", "it is not in UTF-8"
