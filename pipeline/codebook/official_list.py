"""corpora/respondents.csv: the official list of bodies, which people supply."""

from pathlib import Path

import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import csv_fault, says
from pipeline.respondents.official_bodies import official_bodies
from pipeline.store import csv_rows
from pipeline.text.decoding import decode


def read_official(path: Path) -> pd.DataFrame | None:
    """Read the official list; UTF-8 or cp932.

    Returns:
        What ``official_bodies`` gives; None where the file holds no body (as it is delivered).

    Raises:
        OpinionsError: not there, not readable, or a column or code is wrong; names the rows.
    """
    if not path.is_file():
        raise OpinionsError(
            says(
                f"{path} がない。元に戻す（git checkout {path.as_posix()}）。"
                "団体の一覧がないときは見出しだけを置く。",
                f"{path} is not there. Put it back (git checkout {path.as_posix()}); without "
                "a list of bodies it holds the header alone.",
            )
        )
    try:
        text, _ = decode(path.read_bytes())
        supplied = csv_rows(text).replace("", float("nan"))
        return None if supplied.empty else official_bodies(supplied)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise OpinionsError(
            says(
                f"{path} はCSVとして読めない（{csv_fault(error)}）。CSV（UTF-8）で保存し直す。",
                f"{path}: {csv_fault(error)}. Save it as CSV in UTF-8.",
            )
        ) from error
    except OpinionsError as error:
        raise OpinionsError(says(f"{path}：{error}", f"{path}: {error}")) from error
