"""corpora/theme_links.csv: people's word on which theme of a round is which earlier one."""

import io
from pathlib import Path

import pandas as pd

from pipeline.changes.earlier_words import COLUMNS, EarlierWord, read_words
from pipeline.errors import OpinionsError
from pipeline.places import THEME_LINKS
from pipeline.store import read_text


def read_theme_links(root: Path) -> tuple[EarlierWord, ...]:
    """Read the file below the root.

    Raises:
        OpinionsError: not there, not UTF-8, no CSV, or a row is wrong; names file and line.
    """
    path = root / THEME_LINKS
    if not path.is_file():
        raise OpinionsError(f"{path} is not there. Make it with the one line {','.join(COLUMNS)}")
    try:
        frame = pd.read_csv(io.StringIO(read_text(path)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            f"{path} is no CSV with the header {','.join(COLUMNS)}: {error}"
        ) from error
    return read_words(frame, str(path))
