"""Headers and labels as round.yaml holds them: masked, and found again in the sheets."""

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.layouts.role_words import Role
from pipeline.text.mask_marks import MASK_MARK

_MARKS = re.compile(f"({MASK_MARK.pattern})")


def same_label(masked: str, text: str) -> bool:
    """Whether a squeezed label of a sheet is one of round.yaml; what is masked may be anything.

    >>> same_label("担当者〔氏名〕", "担当者山田太郎"), same_label("担当者", "担当者山田太郎")
    (True, False)
    """
    return masked == text or ("〔" in masked and _pattern(masked).fullmatch(text) is not None)


def role_among(labels: Mapping[str, Role], text: str) -> Role | None:
    """The role that round.yaml gives to a squeezed label of a sheet; None where it names none."""
    if text in labels:
        return labels[text]
    return next((role for masked, role in labels.items() if same_label(masked, text)), None)


@lru_cache(maxsize=1024)
def _pattern(masked: str) -> re.Pattern[str]:
    parts = _MARKS.split(masked)
    patterns = (".+?" if MASK_MARK.match(part) else re.escape(part) for part in parts)
    return re.compile("".join(patterns))
