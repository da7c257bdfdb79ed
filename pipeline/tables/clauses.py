"""The draft that a round was asked about, clause by clause, and which clauses opinions mean."""

from typing import ClassVar

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

from pipeline.tables.base import Table

KINDS = ("title", "heading", "paragraph", "table", "footnote", "contents")
CHANGES = ("same", "renumbered", "modified", "moved", "joined", "split", "added", "removed")
HOW = ("citation", "quote", "meaning", "whole", "none")

NOTHING_LIKE = "似た箇所がない"
"""Evidence of ``ClauseLinks`` where an opinion cites nothing and no clause is like it."""


class Clauses(Table):
    """One row per heading, paragraph, row of a table or footnote of a round's draft, in order."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/clauses"}

    clause_id: Series[str] = pa.Field(unique=True)  # of path and text; holds no position
    round: Series[str]
    version: Series[str]  # name of the draft's file
    order: Series[int] = pa.Field(ge=1, unique=True)  # in the draft
    kind: Series[str] = pa.Field(isin=KINDS)
    number: Series[str]  # 第2章, （1）, ①: the mark before a heading; may be empty
    heading: Series[str]  # its own, or of the section it stands in; may be empty
    level: Series[int] = pa.Field(ge=0)  # of the section, from 1; 0 before the first heading
    section_id: Series[str]  # clause_id of its section's heading; empty before the first
    path: Series[str]  # headings from the top, with " / " between
    text: Series[str]  # verbatim, lines joined
    page: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # where it begins; of the file
    line: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # on the page, or in the file
    page_to: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)  # where it ends
    line_to: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)


class DraftNotes(Table):
    """One row per thing that people should know about the reading of a round's draft."""

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/draft_notes"}

    version: Series[str]  # name of the draft's file
    note: Series[str]  # Japanese: what could not be read, and what to do
    is_unreadable: Series[bool]  # nothing of the draft could be read
    is_unread: Series[bool]  # it tells of something that was not read; it stands in the ledger
    is_usual: Series[bool]  # it holds for many sound files, and nobody need do anything


class DraftChanges(Table):
    """One row per clause of two versions of a round's draft, aligned; in the order of the later.

    Where paragraphs became one, or one became several, a row for each of the several, beside its
    part of the one.
    """

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/draft_changes"}

    order: Series[int] = pa.Field(ge=1, unique=True)
    state: Series[str] = pa.Field(isin=CHANGES)
    is_form: Series[bool]  # other marks, punctuation, writings of numbers or spellings alone
    clause_before: Series[str]  # clause_id of the earlier version; empty where the clause is new
    clause_id: Series[str]  # of the later version; empty where the clause is gone
    path_before: Series[str]
    text_before: Series[str]  # empty where the clause is new
    path_after: Series[str]
    text_after: Series[str]


class ClauseLinks(Table):
    """One row per opinion and clause that it may mean, best first; or one that says none is known.

    What was quoted or cited comes before what is alike.
    """

    class Config(Table.Config):
        metadata: ClassVar[dict[str, object]] = {"folder": "corpora/tables/clause_links"}

    opinion_id: Series[str]
    rank: Series[int] = pa.Field(ge=1)  # of the clause for this opinion
    clause_id: Series[str] = pa.Field(nullable=True)  # empty: the whole, or none is known
    how: Series[str] = pa.Field(isin=HOW)  # whole: it says so; none: the machine abstains
    certainty: Series[float] = pa.Field(ge=0, le=1)  # share of such links found right
    evidence: Series[str]  # the words cited or quoted, or why there is none; Japanese

    @pa.dataframe_check
    @classmethod
    def the_whole_and_an_abstention_have_no_clause(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        """And every other row has one."""
        return frame["clause_id"].isna() == frame["how"].isin(["whole", "none"])
