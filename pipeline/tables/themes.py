"""Families, clusters, themes and their members, for each round by itself."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table


class Families(Table):
    """One row per opinion: the family of texts that say the same it belongs to."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/families"}

    opinion_id: Series[str] = pa.Field(unique=True)
    family_id: Series[str]  # text_key of the representative
    is_representative: Series[bool]
    likeness: Series[str] = pa.Field(isin=["representative", "exact", "near"])

    @pa.dataframe_check
    @classmethod
    def a_family_has_one_representative(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """So that contents and opinions can be counted apart."""
        return frame.groupby("family_id")["is_representative"].transform("sum") == 1


class Campaigns(Table):
    """One row per opinion: how surely it belongs to a campaign (many respondents, one message)."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/campaigns"}

    opinion_id: Series[str] = pa.Field(unique=True)
    campaign_score: Series[float] = pa.Field(ge=0, le=1)
    campaign_id: Series[str] = pa.Field(nullable=True)  # its smallest text_key; null: not sure


class Clusters(Table):
    """One row per opinion: its group at both levels of the tree."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/clusters"}

    opinion_id: Series[str] = pa.Field(unique=True)
    fine: Series[int] = pa.Field(ge=-1)  # -1: a single
    coarse: Series[int] = pa.Field(ge=-1)
    strength: Series[float] = pa.Field(ge=0, le=1)  # of membership in the fine group

    @pa.dataframe_check
    @classmethod
    def a_fine_group_lies_in_one_coarse_group(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Both levels come from one tree."""
        inside = frame.groupby("fine")["coarse"].transform("nunique") == 1
        return inside | (frame["fine"] == -1)


class Themes(Table):
    """One row per theme: a coarse theme, or a sub-theme (論点) inside one."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/themes"}
        add_missing_columns = True  # frames made by hand may leave out nullable ones

    theme_id: Series[str] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=["coarse", "fine"])
    parent_id: Series[str] = pa.Field(nullable=True)
    rank: Series[int] = pa.Field(ge=1)  # by size, within level; display only, never identity
    name: Series[str] = pa.Field(str_length={"min_value": 1, "max_value": 25})
    claim: Series[str] = pa.Field(
        nullable=True, str_length={"min_value": 1, "max_value": 40}
    )  # of a sub-theme: a member's claim, verbatim in normal form, … for words left out; null: none
    claim_beside: Series[str] = pa.Field(
        nullable=True, str_length={"min_value": 1, "max_value": 40}
    )  # a second one, of other members; null: the first speaks for nearly all, or none is left
    claim_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)  # of members who say either
    claim_side: Series[str] = pa.Field(
        nullable=True, isin=["for", "against"]
    )  # of the claim, where members stand against one another
    keywords: Series[str]  # 、-joined, strongest first
    n_opinions: Series[int] = pa.Field(ge=1)
    n_families: Series[int] = pa.Field(ge=1)
    name_source: Series[str] = pa.Field(isin=["machine", "register", "rule"])  # who named it so
    guide: Series[str] = pa.Field(nullable=True)  # guide of themes.yaml that it is about
    guide_rank: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # its place in the file


class ThemeRules(Table):
    """One row per rule of themes.yaml, then what follows from rules and register."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/theme_rules"}

    number: Series[int] = pa.Field(ge=0)  # of the rule in the file, 0 for what is no rule
    kind: Series[str] = pa.Field(
        isin=["merge", "split", "pin", "apart", "rename", "dissolved", "register"]
    )
    subject: Series[str]  # theme ids, text keys and names as written
    is_applied: Series[bool]
    reason: Series[str]  # a key of theme_corrections.REASONS; empty: did what it says
    theme_id: Series[str] = pa.Field(nullable=True)  # the theme it concerns now
    n_opinions: Series[int] = pa.Field(ge=0)  # that changed their theme


class ThemeChecks(Table):
    """One row per failure of a named check of a set of themes."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/theme_checks"}

    check: Series[str]  # a name in themes.checks.CHECKS
    theme_ids: Series[str]  # of the theme, or of a pair joined by +


class Members(Table):
    """One row per opinion: the themes it belongs to, or that it is a single."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/members"}

    opinion_id: Series[str] = pa.Field(unique=True)
    theme_id: Series[str] = pa.Field(nullable=True)  # fine theme; null for a single
    coarse_id: Series[str] = pa.Field(nullable=True)  # null where it fits no coarse theme
    strength: Series[float] = pa.Field(ge=0, le=1)
    nearest_theme_id: Series[str] = pa.Field(nullable=True)  # for singles
    representative_rank: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    coarse_representative_rank: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)


class Memberships(Table):
    """One row per opinion and sub-theme it belongs to; a single (少数意見) has none."""

    class Config(Table.Config):
        """A theme stands once per opinion."""

        unique: ClassVar[list[str]] = ["opinion_id", "theme_id"]
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/memberships"}

    opinion_id: Series[str]
    theme_id: Series[str]
    strength: Series[float] = pa.Field(ge=0, le=1)  # further: compared with the own theme
    is_primary: Series[bool]  # its one theme in ``Members``

    @pa.dataframe_check
    @classmethod
    def an_opinion_has_one_primary_theme(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """Counts are of primary themes."""
        return frame.groupby("opinion_id")["is_primary"].transform("sum") == 1


class Places(Table):
    """One row per opinion: its place on the map, for the eye only; copies lie on one spot."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/places"}

    opinion_id: Series[str] = pa.Field(unique=True)
    x: Series[float] = pa.Field(ge=0, le=1)
    y: Series[float] = pa.Field(ge=0, le=1)


class Certificates(Table):
    """One row per theme: how well it survives grouping again without some of the opinions."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/certificates"}
        add_missing_columns = True  # frames made by hand may leave out nullable ones

    theme_id: Series[str] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=["coarse", "fine"])
    n_runs: Series[int] = pa.Field(ge=0)  # runs in which two of its members took part
    together: Series[float] = pa.Field(ge=0, le=1)  # mean share of its pairs that stay together
    recovery: Series[float] = pa.Field(ge=0, le=1)  # mean Jaccard with the best matching group
    indistinct: Series[str] = pa.Field(nullable=True)  # ids, 、-joined, of those it is like itself
    is_stable: Series[bool]
