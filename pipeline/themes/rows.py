"""The rows of table ``Themes``: identity, size, keywords, guide."""

from collections.abc import Mapping, Sequence

import pandas as pd

from pipeline.themes.levels import Level
from pipeline.themes.rules import Guide


def theme_rows(
    rows: pd.DataFrame,
    level: Level,
    parents: "pd.Series[str]",
    keywords: Sequence[Sequence[str]],
) -> pd.DataFrame:
    """The themes of a level by rank, without names."""
    themes = range(len(level.ids))
    counts = rows.assign(theme=level.group).groupby("theme")["family_id"].agg(["size", "nunique"])
    return pd.DataFrame(
        {
            "theme_id": pd.Series(level.ids, dtype="str"),
            "level": pd.Series([level.name] * len(level.ids), dtype="str"),
            "parent_id": parents,
            "rank": pd.Series([theme + 1 for theme in themes], dtype="int64"),
            "keywords": pd.Series(["、".join(words) for words in keywords], dtype="str"),
            "n_opinions": counts["size"].reindex(themes).astype("int64"),
            "n_families": counts["nunique"].reindex(themes).astype("int64"),
        }
    )


def with_guides(
    themes: pd.DataFrame, matched: Sequence[int], guides: Sequence[Guide]
) -> pd.DataFrame:
    """The themes with the guide each is about; ``matched`` holds numbers of guides, -1 for none."""
    names = [guides[index].name if index >= 0 else None for index in matched]
    ranks = [index + 1 if index >= 0 else None for index in matched]
    return themes.assign(
        guide=pd.Series(names, dtype="str"), guide_rank=pd.Series(ranks, dtype="Int64")
    )


def given_names(level: Level, names: Mapping[str, tuple[str, str]]) -> dict[int, str]:
    """Names that people have given to themes of a level, by the theme's number."""
    return {index: names[i][0] for index, i in enumerate(level.ids) if i in names}
