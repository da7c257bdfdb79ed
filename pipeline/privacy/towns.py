"""Towns that no dictionary has, which look like names of persons: 丙谷村, 甲川町 in a cell."""

import re
from collections.abc import Iterable, Iterator

from pipeline.privacy.before_titles import NO_TOWNS
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_context import RELATIVES
from pipeline.privacy.name_words import KANJI, NameWords
from pipeline.privacy.units_and_ranks import is_unit_or_rank

# All patterns read the plain form of a text.
_BEGINS = re.compile(rf"(?:\A|[\n \t:=|/、。(\[【「『・])(?P<before>[{KANJI}]{{0,4}})\Z")
_LAST = frozenset("市町村区郡")
_HEAD = re.compile(r"[市町村区]長(?: *(?:様|さま|殿))?(?: *(?:\n|\Z)|[\t |/)\]】」』])")
_ENDS = re.compile(r"(?:役[場所])?(?: *(?:\n|\Z)|[\t :|/、。)\]】」』・])")
_PERSON = RELATIVES | frozenset("私僕俺故亡元前現新旧本")


def without_towns(text: str, finds: Iterable[Find], names: NameWords) -> Iterator[Find]:
    """Finds, where what fills a field and ends as a town does, and as no name, is in doubt.

    Args:
        text: in its plain form.
        finds: names of persons.
        names: what can be a name.
    """
    for find in finds:
        away = find.evidence is not Evidence.DOUBT and _is_town(text, find, names)
        yield find._replace(evidence=Evidence.DOUBT) if away else find


def _is_town(text: str, find: Find, names: NameWords) -> bool:
    if _HEAD.match(text, find.end) and _BEGINS.search(text, max(find.begin - 5, 0), find.begin):
        return text[find.begin : find.end] not in NO_TOWNS  # 丁田町長
    end = find.end + (text[find.end : find.end + 1] in _LAST)
    begins = _BEGINS.search(text, max(find.begin - 5, 0), find.begin)
    if text[end - 1] not in _LAST or not begins or not _ENDS.match(text, end):
        return False
    before = begins["before"]
    if before in _PERSON or is_unit_or_rank(before) or (len(before) > 1 and names.is_noun(before)):
        return False
    whole = text[find.begin - len(before) : end]
    return len(whole) > 2 and not names.is_family(whole) and not names.split(whole)
