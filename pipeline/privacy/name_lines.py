"""Lines that hold a name and nothing else: the last of a letter, and what stands beside a name."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI, NameWords

_PAIR = re.compile(rf"(?P<family>[{KANJI}]{{1,4}}) +(?P<given>[{KANJI}]{{1,3}}|[ぁ-んー]{{2,4}})")
_WHOLE = re.compile(rf"[{KANJI}]{{4,6}}")
_SAYS = re.compile(rf"(?:^|[\n。、 のは])(?P<name>[{KANJI}]{{4,6}})と(?:申し|いい|言い)ま")
_THINGS = frozenset("税費案法権金式表型数率量策業具器室券")
"""Ends of words for things that _NO_GIVEN of places and offices leaves out."""
_GIVEN = (2, 3)
"""Characters of a given name behind a family name that nobody knows."""


def last_line(text: str, names: NameWords) -> Iterator[Find]:
    """The last line below others, where it is a full name.

    A family name with what may be a given name (六角 結), or a given name behind characters that
    are no word (寿限無太郎).

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    above, _, line = text.rstrip().rpartition("\n")
    name = line.strip()
    if not above.strip() or not name or not _is_name(name, names):
        return
    begin = len(above) + 1 + line.index(name)
    yield Find(begin, begin + len(name), "氏名", Evidence.SIGNATURE)


def _is_name(line: str, names: NameWords) -> bool:
    pair = _PAIR.fullmatch(line)
    if not pair:
        return ends_as_given(line, names)
    family, given = pair["family"], pair["given"]
    if names.is_family(family):
        if given in _THINGS:
            return False
        usual = len(given) == 1 or names.is_given(given) or not names.is_noun(given)
        return usual and names.split_loosely(family + given) == len(family)
    return names.is_given(given) and not names.is_noun(family) and not names.is_place(family)


def ends_as_given(word: str, names: NameWords) -> bool:
    """Whether characters end in a given name and the rest is neither a noun nor a place.

    >>> ends_as_given("寿限無太郎", NameWords()), ends_as_given("対策太郎", NameWords())
    (True, False)
    """
    if not _WHOLE.fullmatch(word) or names.known_as(word):
        return False
    cuts = [(word[:-n], word[-n:]) for n in _GIVEN if n < len(word)]
    return any(
        names.is_given(given) and not names.is_noun(rest) and not names.is_place(rest)
        for rest, given in cuts
    )


def introduced_by_given(text: str, names: NameWords) -> Iterator[Find]:
    """Who says his name, where the dictionary knows the given name alone (寿限無太郎と申します)."""
    for found in _SAYS.finditer(text):
        if ends_as_given(found["name"], names):
            yield Find(*found.span("name"), "氏名", Evidence.SIGNATURE)


def with_whole_names(text: str, finds: Sequence[Find], names: NameWords) -> Iterator[Find]:
    """Finds, each with the family name that stands before it alone on its line.

    Args:
        text: in its plain form.
        finds: of names and of others.
        names: what can be a name.
    """
    for find in finds:
        begin = text.rfind("\n", 0, find.begin) + 1
        before = text[begin : find.begin]
        family = before.strip()
        ends = text[find.end :].partition("\n")[0].strip()
        is_half = before != before.rstrip() and bool(re.fullmatch(rf"[{KANJI}]{{1,4}}", family))
        if find.kind == "氏名" and is_half and not ends and names.is_family(family):
            begin += len(before) - len(before.lstrip())
            yield find._replace(begin=begin)
        else:
            yield find
