"""A heading, paragraph, row of a table or footnote of a draft, before its section is known."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A heading, paragraph, row of a table or footnote, with its place in the file.

    ``depth`` is the level that the format itself gives (Markdown, HTML, styles of Word), 0 where
    it gives none. Pages and lines count from 1, None where the file has none.
    """

    text: str
    kind: str = "paragraph"
    depth: int = 0
    page: int | None = None
    line: int | None = None
    page_to: int | None = None
    line_to: int | None = None
