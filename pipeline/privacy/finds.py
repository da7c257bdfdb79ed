"""What is found: a place in a text, which kind of personal data stands there, and why."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from pipeline.text.mask_marks import Kind


class Evidence(StrEnum):
    """Why something is taken for personal data, the surest first."""

    FORM = "form"
    """It has a form that nothing else has (taro@example.jp, 090-1234-5678)."""
    CUE = "cue"
    """A word says so: 氏名：, 担当：, 電話, 生年月日."""
    CELL = "cell"
    """It stands in a cell that asks for a name."""
    TITLE = "title"
    """A title stands behind it: 様, さん, 課長."""
    SIGNATURE = "signature"
    """It signs a letter, or someone introduces himself by it."""
    FULL_NAME = "full name"
    """A family name with a given name behind it."""
    PLACE = "place"
    """A house number behind a place, shorter than an address is written in full."""
    FAMILY_NAME = "family name"
    """A family name alone that is no place or word, or where a person must stand."""
    ALONE = "alone"
    """A family name alone that is no place or word, with nobody around it: context decides."""
    CONTEXT = "context"
    """Nothing of the above, yet the words around it are those of a name (``name_tagger``)."""
    KNOWN = "known"
    """The same name stands elsewhere in the round for sure."""
    OFFICE = "office"
    """Who holds public office is named by it: …大臣, …議員."""
    DOUBT = "doubt"
    """It can be a name and can be something else: people look."""


class Find(NamedTuple):
    """``begin`` and ``end`` are characters of the text in which it was found."""

    begin: int
    end: int
    kind: Kind
    evidence: Evidence


def outside_urls(text: str, finds: Sequence[Find]) -> Iterator[Find]:
    """Finds that do not begin inside an address in the web (…?statInfId=000001219189).

    Args:
        text: in which they stand, in its plain form.
        finds: in any order.
    """
    urls = [url.span() for url in _URL.finditer(text)] if finds else []
    for find in finds:
        if not any(begin <= find.begin < end for begin, end in urls):
            yield find


_URL = re.compile(r"(?:https?://|www\.)[!#-(*-=?-~]+")
