"""What the sheets of themes show of a round: every theme with counts and quotes, every content."""

from collections.abc import Collection, Sequence

import pandas as pd

from pipeline.labels.theme_sheets import OpinionFacts, Shown, ThemeFacts
from pipeline.report.inputs import records
from pipeline.report.wording import visible
from pipeline.report.workbook.round_workbook import cell_text
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Families, Members, Themes

_N_QUOTES = 2


def theme_facts(store: Store, rounds: Sequence[str], accepted: Collection[str]) -> Shown:
    """The themes and contents of some rounds, as the last run left them.

    Args:
        store: the project.
        rounds: whose tables are there.
        accepted: ids of themes in the register.
    """
    themes: list[ThemeFacts] = []
    opinions: list[OpinionFacts] = []
    for name in rounds:
        rows = (
            store.read(Opinions, name)[["opinion_id", "number", "text_key", "text"]]
            .merge(store.read(Members, name), on="opinion_id", validate="1:1")
            .merge(store.read(Families, name)[["opinion_id", "family_id"]], on="opinion_id")
        )
        rows["shown"] = [cell_text(visible(text)) for text in rows["text"]]
        themes += _themes(name, store.read(Themes, name), rows, accepted)
        opinions += _opinions(name, rows)
    return Shown(tuple(themes), tuple(opinions))


def _themes(
    name: str, themes: pd.DataFrame, rows: pd.DataFrame, accepted: Collection[str]
) -> list[ThemeFacts]:
    """Coarse themes in the order of reports, each followed by its sub-themes."""
    found = []
    ordered = themes.sort_values(["guide_rank", "rank"], na_position="last")
    for place, top in enumerate(records(ordered[ordered["parent_id"].isna()]), start=1):
        below = [
            (f"{place}-{number}", sub)
            for number, sub in enumerate(
                records(themes[themes["parent_id"] == top.theme_id].sort_values("rank")), start=1
            )
        ]
        for number, theme in [(str(place), top), *below]:
            is_coarse = theme.level == "coarse"
            column, rank = (
                ("coarse_id", "coarse_representative_rank")
                if is_coarse
                else ("theme_id", "representative_rank")
            )
            inside = rows[rows[column] == theme.theme_id].sort_values([rank, "text_key"])
            found.append(
                ThemeFacts(
                    round=name,
                    theme_id=theme.theme_id,
                    level=theme.level,
                    number=number,
                    name=theme.name,
                    n_opinions=int(theme.n_opinions),
                    n_contents=int(theme.n_families),
                    quotes=tuple(inside.drop_duplicates("family_id")["shown"].head(_N_QUOTES)),
                    is_accepted=theme.theme_id in accepted,
                    texts=tuple(dict.fromkeys(inside["text_key"])),
                )
            )
    return found


def _opinions(name: str, rows: pd.DataFrame) -> list[OpinionFacts]:
    found = []
    for _, family in rows.sort_values("number").groupby("family_id", sort=False):
        first = family.iloc[0]
        theme = first["theme_id"]
        found.append(
            OpinionFacts(
                round=name,
                number=int(first["number"]),
                text_key=str(first["text_key"]),
                text=str(first["shown"]),
                theme_id=None if pd.isna(theme) else str(theme),
                copies=tuple(dict.fromkeys(family["text_key"])),
                n_opinions=len(family),
            )
        )
    return found
