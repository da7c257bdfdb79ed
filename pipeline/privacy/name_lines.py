"""Lines that hold a name and nothing else: the last of a letter, and what stands beside a name."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.human_acts import did
from pipeline.privacy.name_context import MEETS
from pipeline.privacy.name_words import KANJI, NameWords

_PAIR = re.compile(rf"(?P<family>[{KANJI}]{{1,4}}) +(?P<given>[{KANJI}]{{1,3}}|[ぁ-んー]{{2,4}})")
_CUT = re.compile(rf"(?<=[{KANJI}])\n *(?=[{KANJI}])")
_KANJI_AND_KANA = re.compile(
    rf"(?P<family>[{KANJI}]{{1,4}})(?P<given>[ァ-ヴー]{{2,4}}|(?!より|まで|です|から|ほか|など)[ぁ-ん]{{2,4}})"
)
_WHOLE = re.compile(rf"[{KANJI}]{{4,6}}")
_APART = re.compile(
    rf"(?:^|[\n。]) *(?P<name>[{KANJI}]{{1,2}}(?: {{1,3}}[{KANJI}]){{2,4}})"
    r"(?= ?\(| *(?:\n|$)|と申|です|、| {1,3}(?:\d{1,3}|[一二三四五六七八九十]{1,4})[歳才])"
)
_FAMILY_APART = re.compile(rf"(?<![{KANJI} ])(?P<name>[{KANJI}] [{KANJI}])(?=[がはもに])")
_GIVEN_BELOW = re.compile(rf" *\n {{2,}}(?P<given>[{KANJI}]{{1,3}}|[ぁ-んー]{{2,5}})(?= |\n|$)")
_SAYS = re.compile(rf"(?:^|[\n。、 のは])(?P<name>[{KANJI}]{{4,6}})と(?:申し|いい|言い)ま")
_THINGS = frozenset("税費案法権金式表型数率量策業具器室券")
"""Ends of words for things that _NO_GIVEN of places and offices leaves out."""
_GIVEN = (2, 3)
"""Characters of a given name behind a family name that nobody knows."""


def across_lines(text: str, finder: Callable[[str], Iterable[Find]]) -> Iterator[Find]:
    """Names that a line end cuts in two, found where lines are joined (勝⏎俣さん).

    Args:
        text: in its plain form.
        finder: finds names in a text without such line ends.
    """
    cuts = [found.span() for found in _CUT.finditer(text)]
    if not cuts:
        return
    begins = [0, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), len(text)]
    kept = [at for begin, end in zip(begins, ends, strict=True) for at in range(begin, end)]
    for find in finder("".join(text[b:e] for b, e in zip(begins, ends, strict=True))):
        begin, end = kept[find.begin], kept[find.end - 1] + 1
        if end - begin > find.end - find.begin:
            yield find._replace(begin=begin, end=end)


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
    if not name or not _is_name(name, names) or not (above.strip() or _fills(name, names)):
        return
    begin = len(text.rstrip()) - len(line) + line.index(name)
    yield Find(begin, begin + len(name), "氏名", Evidence.SIGNATURE)


def _is_name(line: str, names: NameWords) -> bool:
    pair, mixed = _PAIR.fullmatch(line), _KANJI_AND_KANA.fullmatch(line)
    if mixed:  # 樋口スミ
        sounds = names.sounds_like_given(mixed["given"])
        return sounds and names.is_common_family(mixed["family"])
    if not pair:
        return ends_as_given(line, names)
    family, given = pair["family"], pair["given"]
    if names.is_family(family):
        if given in _THINGS:
            return False
        usual = len(given) == 1 or names.is_given(given) or not names.is_noun(given)
        return usual and names.split_loosely(family + given) == len(family)
    return names.is_given(given) and not names.is_noun(family) and not names.is_place(family)


def _fills(name: str, names: NameWords) -> bool:
    """Whether a family and a given name and nothing else are all of a text: 早瀬 稔."""
    pair = _PAIR.fullmatch(name)
    if not pair or names.is_body(pair["family"]) or not names.is_family(pair["family"]):
        return False
    given, joined = pair["given"], pair["family"] + pair["given"]
    other = names.is_place(given) or (given[0] > "ー" and len(given) > 1 and names.is_noun(given))
    return names.is_given(given) and not other and not names.known_as(joined)


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


def letters_apart(text: str, names: NameWords) -> Iterator[Find]:
    """Names with blanks between their letters that fill the head of a line, or act (小 林が言った).

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for found in _APART.finditer(text):
        if names.split("".join(found["name"].split())):
            yield Find(*found.span("name"), "氏名", Evidence.SIGNATURE)
    for found in _FAMILY_APART.finditer(text):
        family = found["name"].replace(" ", "")
        other = names.is_noun(family) or names.is_body(family)
        after = text[found.end() : found.end() + 24].partition("\n")[0]
        acts = did(after, seen=True) or MEETS.match(after) or _AGREES.match(after)
        if acts and names.is_common_family(family) and not other:
            yield Find(*found.span("name"), "氏名", Evidence.FAMILY_NAME)


def with_given_below(text: str, finds: Iterable[Find], names: NameWords) -> Iterator[Find]:
    """Finds, where a family name behind a label takes the given name that stands below, indented.

    Args:
        text: in its plain form.
        finds: names of persons.
        names: what can be a name.
    """
    for find in finds:
        below = _GIVEN_BELOW.match(text, find.end) if find.evidence in _ASKED else None
        if (
            below
            and names.is_given(below["given"])
            and names.is_family(text[find.begin : find.end])
        ):
            yield find._replace(end=below.end("given"))
        else:
            yield find


_ASKED = (Evidence.CUE, Evidence.CELL, Evidence.SIGNATURE)
_AGREES = re.compile("[がはも](?:賛成|反対|同意|了承)し")
