"""Respondents: which body answered, of what kind and size, and which have not answered."""

from typing import Any

import pandas as pd

from pipeline.respondents.body_names import clean_name, name_key, split_prefecture, without_office
from pipeline.respondents.local_government_codes import code_readings, prefecture_of
from pipeline.respondents.official_bodies import BODY_KINDS, kind_of_body

_COLUMNS = ["code", "prefecture", "name", "body_kind", "population", "population_band"]


def identify(answers: pd.DataFrame, official: pd.DataFrame | None = None) -> pd.DataFrame:
    """Say which body each answer is from.

    Args:
        answers: as received, any of ``code``, ``prefecture``, ``name``; blank or null if not given.
        official: what :func:`official_bodies` gives, or None.

    Returns:
        In the order and with the index of ``answers``: ``code`` (null where unknown),
        ``prefecture``, ``name`` (the official one where the body is known), ``body_kind``,
        ``population``, ``population_band`` and ``problem``, Japanese, empty where there is none.
    """
    directory = _Directory(official)
    columns = [_texts(answers, column) for column in ("code", "prefecture", "name")]
    rows = [directory.find(*given) for given in zip(*columns, strict=True)]
    frame = pd.DataFrame(rows, columns=[*_COLUMNS, "problem"], index=answers.index)
    return frame.astype({"population": float})


def _texts(answers: pd.DataFrame, column: str) -> list[str]:
    if column not in answers.columns:
        return [""] * len(answers)
    return ["" if pd.isna(value) else str(value).strip() for value in answers[column]]


class _Directory:
    """The official list by code and by name."""

    def __init__(self, official: pd.DataFrame | None) -> None:
        self.by_code: dict[str, dict[str, Any]] = {}
        self.by_name: dict[str, list[str]] = {}
        if official is None:
            return
        for row in official.to_dict("records"):
            self.by_code[row["code"]] = {str(key): value for key, value in row.items()}
            self.by_name.setdefault(name_key(row["name"]), []).append(row["code"])

    def find(self, code: str, prefecture: str, name: str) -> dict[str, Any]:
        """The body of one answer."""
        before, rest = split_prefecture(name)
        prefecture = clean_name(prefecture) or before or ""
        named = self._named(prefecture, rest)
        readings = code_readings(code) if code else []
        known = [reading for reading in readings if reading in self.by_code]
        chosen = next((reading for reading in known if reading in named), None)
        chosen = chosen or next(iter(known or readings), None)
        problem = ""
        if code and not readings:
            problem = f"団体コード {code} は存在しない（検査数字を確認）"
        elif chosen and named and chosen not in named:
            problem = f"団体コード {chosen} と団体名 {clean_name(name)} が一致しない"
        elif self.by_code and chosen and chosen not in self.by_code:
            problem = f"団体コード {chosen} は一覧にない"
        elif not chosen and len(named) > 1:
            problem = f"{rest} は複数の都道府県にある"
        if not chosen and len(named) == 1:
            chosen = named[0]
        if chosen in self.by_code:
            return {**self.by_code[chosen], "problem": problem}
        if chosen:
            prefecture = prefecture_of(chosen)
        kind = kind_of_body(chosen, rest)
        blank = {"population": None, "population_band": None}
        given = {"code": chosen, "prefecture": prefecture or None, "name": rest or None}
        return {**given, "body_kind": kind, **blank, "problem": problem}

    def _named(self, prefecture: str, name: str) -> list[str]:
        """Codes of the bodies of a name; of equal ones in one prefecture the one with people."""
        for written in (name, without_office(name)):
            codes = self.by_name.get(name_key(written), []) if written else []
            if prefecture:
                codes = [c for c in codes if self.by_code[c]["prefecture"] == prefecture]
            inhabited = [c for c in codes if pd.notna(self.by_code[c]["population"])]
            if codes:
                return inhabited or codes
        return []


def not_answered(identified: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """The bodies of the official list that have not answered, in its order and with its columns."""
    return official[~official["code"].isin(set(identified["code"].dropna()))].reset_index(drop=True)


def coverage(identified: pd.DataFrame, official: pd.DataFrame) -> pd.DataFrame:
    """Who has answered, by prefecture and kind of body.

    Args:
        identified: what :func:`identify` gives, one row per answer.
        official: what :func:`official_bodies` gives.

    Returns:
        One row per prefecture and kind on the list: ``n_bodies``, ``n_answered``,
        ``n_not_answered``, ``population`` and ``population_answered`` (persons; a body whose
        population is not known counts as none). Never add prefectures to their municipalities:
        their people are the same.
    """
    answered = official["code"].isin(set(identified["code"].dropna()))
    table = official.assign(
        answered=answered, population_answered=official["population"].where(answered, 0.0)
    )
    kinds = pd.Categorical(table["body_kind"], categories=list(BODY_KINDS), ordered=True)
    order = {name: n for n, name in enumerate(dict.fromkeys(official["prefecture"]))}
    counted = (
        table.assign(body_kind=kinds)
        .groupby(["prefecture", "body_kind"], observed=True)
        .agg(
            n_bodies=("code", "size"),
            n_answered=("answered", "sum"),
            population=("population", "sum"),
            population_answered=("population_answered", "sum"),
        )
        .reset_index()
        .sort_values(
            ["prefecture", "body_kind"], key=lambda c: c.map(order) if c.name == "prefecture" else c
        )
        .reset_index(drop=True)
    )
    counted.insert(4, "n_not_answered", counted["n_bodies"] - counted["n_answered"])
    return counted.astype({"body_kind": str})
