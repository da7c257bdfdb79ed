"""A column of summaries beside one of whole texts: what somebody made of an opinion is no other."""

import re
from collections.abc import Sequence

from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.source import Column

_ABOUT = r"(?:(?:ご|御)?(?:意見|要望|提案|コメント|回答)(?:等|など)?の?|[／/])*"
_SUMMARY = re.compile(rf"{_ABOUT}[(（]?(?:要約|要旨|要点|概要|見出し|標題)[)）]?")
_WHOLE = re.compile(
    rf"{_ABOUT}[(（]?(?:全文|原文|本文|詳細|(?:具体的な)?内容)[)）]?"
    "|(?:ご|御)?(?:意見|要望|提案|コメント)"
)


def summaries_apart(columns: Sequence[Column]) -> list[Column]:
    """Columns in which one that sums up (意見／要約) beside one of whole texts is its title.

    Args:
        columns: of a list, left to right.
    """
    said = {c.column: squeezed(c.header) for c in columns if c.role is Role.OPINION}
    summaries = {name for name, header in said.items() if _SUMMARY.fullmatch(header)}
    whole = [name for name, header in said.items() if _WHOLE.fullmatch(header)]
    if len(summaries) != 1 or len(whole) != 1:
        return list(columns)
    return [
        c.model_copy(update={"role": Role.ITEM}) if c.column in summaries else c for c in columns
    ]
