"""Names of persons in names of files and sheets, in headers and labels."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import FAMILY, KANJI, NameWords, Word

_BREAKS = re.compile(r"[_\s()\[\]【】「」.,、・;:/+~=&#'!-]+|\d+")
_KANJI = re.compile(f"[{KANJI}]+")
_BODIES = ("県", "市", "府", "都", "区")


def file_name_finds(text: str, words: Sequence[Word], names: NameWords) -> Iterator[Find]:
    """Family names that stand between breaks and nothing beside them (回答_佐藤.xlsx).

    A name that is also that of a prefecture or municipality (山口) is doubtful. Letters of the
    alphabet are no name here: page, old, rev.

    Args:
        text: in its plain form.
        words: of this text.
        names: what can be a name.
    """
    begin = 0
    for stop in [*_BREAKS.finditer(text), None]:
        end = stop.start() if stop else len(text)
        inside = [word for word in words if begin <= word.begin and word.end <= end]
        fragment = text[begin:end]
        whole = "".join(word.surface for word in inside) == fragment
        if whole and _KANJI.fullmatch(fragment) and len(inside) < 3:
            if len(inside) == 2 and inside[0].is_person and names.split(fragment):
                yield Find(begin, end, "氏名", Evidence.CELL)
            elif len(inside) == 1 and len(fragment) > 1 and inside[0].part_of_speech == FAMILY:
                is_body = any(names.is_place(fragment + kind) for kind in _BODIES)
                yield Find(begin, end, "氏名", Evidence.DOUBT if is_body else Evidence.CELL)
        begin = stop.end() if stop else end
