"""People's files on themes below corpora/codebook: guides and rules, and the register."""

import io
from pathlib import Path

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.places import THEME_REGISTER, THEME_RULES
from pipeline.store import read_text
from pipeline.themes.assembly import People
from pipeline.themes.register import COLUMNS, RegisteredTheme, as_frame, read_register
from pipeline.themes.rules import PeoplesWord
from pipeline.yaml_files import read_yaml


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
        frame = pd.read_csv(io.StringIO(read_text(path)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            f"{path} is no CSV with the header {','.join(COLUMNS)}: {error}"
        ) from error
    return read_register(frame, str(path))


def register_text(themes: tuple[RegisteredTheme, ...]) -> str:
    """The content of theme_register.csv: LF line ends, the same for the same themes."""
    return str(as_frame(themes).to_csv(index=False, lineterminator="\n"))
