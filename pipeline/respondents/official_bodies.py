"""The official list of local governments: what users supply, read into one form.

Its columns: ``code6`` (five or six digits), ``prefecture``, ``name`` (of a prefecture: its own
name), and, where known, ``type`` (rows of 指定都市の区 are left out) and ``population_2020``
(persons; blank where unknown). Others are not read.
"""

import numpy as np
import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.respondents.body_names import clean_name, kind_of_name, without_office
from pipeline.respondents.local_government_codes import CORE_CITIES, code_readings, kind_of_code

BODY_KINDS = (
    *("都道府県", "指定都市", "中核市", "市", "特別区"),
    *("町", "村", "一部事務組合", "団体", "個人"),
)
"""Kinds of body, in the order of tables."""

_BAND_LIMITS = (10_000, 30_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)  # persons
POPULATION_BANDS = (
    *("1万人未満", "1万人以上3万人未満", "3万人以上5万人未満", "5万人以上10万人未満"),
    *("10万人以上20万人未満", "20万人以上50万人未満", "50万人以上100万人未満", "100万人以上"),
)
"""Bands of population, in the order of tables."""

_REQUIRED = ("code6", "prefecture", "name")


def population_band(population: float | None) -> str | None:
    """The band of a number of persons; None where it is not known.

    >>> population_band(9_999), population_band(10_000)
    ('1万人未満', '1万人以上3万人未満')
    """
    if population is None or pd.isna(population):
        return None
    return POPULATION_BANDS[int(np.searchsorted(_BAND_LIMITS, population, side="right"))]


def official_bodies(supplied: pd.DataFrame) -> pd.DataFrame:
    """Read an official list.

    Args:
        supplied: columns as in the docstring of this module.

    Returns:
        One row per body, by code: ``code`` (6 digits), ``prefecture``, ``name``, ``body_kind``,
        ``population`` (persons, NaN where unknown), ``population_band``.

    Raises:
        OpinionsError: a column is missing, a code cannot be, or stands twice; names the rows.
    """
    missing = [column for column in _REQUIRED if column not in supplied.columns]
    if missing:
        raise OpinionsError(
            says(
                f"団体の一覧に列 {'、'.join(missing)} がない。今ある列は "
                f"{'、'.join(map(str, supplied.columns))}。要るのは {'、'.join(_REQUIRED)}。",
                f"The list of bodies has no column {', '.join(missing)}; it has "
                f"{', '.join(map(str, supplied.columns))}. Needed: {', '.join(_REQUIRED)}.",
            )
        )
    kinds = supplied.get("type", pd.Series(None, index=supplied.index, dtype=object))
    bodies = supplied[kinds.ne("指定都市の区")].reset_index(drop=True)
    readings = [code_readings(str(code)) for code in bodies["code6"]]
    wrong = [
        says(f"{n + 2}行目「{bodies['code6'][n]}」", f"row {n + 2}: {bodies['code6'][n]!r}")
        for n, codes in enumerate(readings)
        if not codes
    ]
    if wrong:
        raise OpinionsError(
            says(
                f"団体の一覧に、団体コードでありえない値がある：{'、'.join(wrong)}。",
                f"The list of bodies holds codes that cannot be: {'; '.join(wrong[:5])}.",
            )
        )
    # A five-digit reading of a list with check digits is one that lost its zero.
    with_check = bodies["code6"].astype(str).str.len().max() == 6
    codes = [(codes[-1] if with_check else codes[0]) for codes in readings]
    population = bodies.get("population_2020", pd.Series(np.nan, index=bodies.index))
    read = pd.DataFrame(
        {
            "code": codes,
            "prefecture": bodies["prefecture"].map(clean_name),
            "name": bodies["name"].map(clean_name),
        }
    )
    read["body_kind"] = [
        kind_of_body(code, name) for code, name in zip(read["code"], read["name"], strict=True)
    ]
    read["population"] = pd.to_numeric(population).to_numpy()
    read["population_band"] = read["population"].map(population_band)
    twice = read.loc[read["code"].duplicated(), "code"].tolist()
    if twice:
        raise OpinionsError(
            says(
                f"団体の一覧に同じ団体コードが二度ある：{'、'.join(twice)}。",
                f"The list of bodies holds codes twice: {', '.join(twice[:5])}.",
            )
        )
    return read.sort_values("code", ignore_index=True)


def kind_of_body(code: str | None, name: str) -> str | None:
    """Kind of body from code and name; the code is surer, the name knows 中核市, 町 and 村."""
    by_code = kind_of_code(code) if code else None
    if by_code == "市" and without_office(name) in CORE_CITIES:
        return "中核市"
    return by_code or kind_of_name(name)
