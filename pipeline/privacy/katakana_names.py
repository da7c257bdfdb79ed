"""Foreign names in katakana in running text: beside a title, of a relative, of somebody around.

Authors and other persons far away are named as well (レイチェル・カーソンの『沈黙の春』): without a
title or a relative beside it, a name counts where its bearer lives, works or speaks here.
"""

import re
from collections.abc import Iterator

from pipeline.privacy import name_context as context
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.human_acts import AROUND
from pipeline.privacy.name_words import NameWords

_SEVERAL = re.compile(
    r"(?<![ァ-ヴー・])(?P<name>[ァ-ヴー]+(?:[・= ][ァ-ヴー]+){1,4})(?![ァ-ヴー]) ?"
    r"(?:(?P<title>様|さま|さん|氏|先生)|(?P<said>です[。、\n]|と(?:申|言|い)い?し?ます))?"
)
_ONE = re.compile(r"(?<![ァ-ヴー・])(?P<name>[ァ-ヴー]{3,8})(?=[がはもとの])")
_LEADS = re.compile(
    "(?:[職社係組班隊団会店館園院課室]長|[職社係議委会教店団隊]員|実習生|留学生|同僚|友人|隣人|通訳|大家|店主|当番|代表|担当者?)"
    "(?:は|が|の|、)$"
)


class KatakanaNames:
    """Finds foreign names in katakana."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def finds(self, text: str) -> Iterator[Find]:
        """Names in katakana, in order of how many words they have.

        Args:
            text: in its plain form.
        """
        for found in _SEVERAL.finditer(text):
            parts = re.split("[・= ]", found["name"])
            if all(map(self._names.is_noun, parts)) or max(map(len, parts)) < 2:
                continue
            persons = [self._names.is_given(p) or self._names.is_foreign(p) for p in parts]
            before = text[max(found.start() - 12, 0) : found.start()]
            kin = found["said"] or context.KIN.search(context.before(text, found.start()))
            led = _LEADS.search(before) or AROUND.match(text, found.end("name"))
            tied = " " not in found["name"]
            if found["title"] or (any(persons) and kin):
                yield Find(*found.span("name"), "氏名", Evidence.TITLE)
            elif any(persons) and led and tied:
                yield Find(*found.span("name"), "氏名", Evidence.FULL_NAME)
        for found in _ONE.finditer(text):
            name = found["name"]
            foreign = self._names.is_foreign(name) or not self._names.known_as(name)
            other = self._names.is_noun(name) or self._names.is_place(name)
            around = AROUND.match(text, found.end())
            if foreign and not other and around:
                yield Find(*found.span("name"), "氏名", Evidence.FAMILY_NAME)
