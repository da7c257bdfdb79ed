"""Family names in a list that only persons make: 菅・柳沢の二人, 発言が鎌倉と六車で逆."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import KANJI, NameWords

_AND = f"[{KANJI}]{{1,5}}(?:[・、と][{KANJI}]{{1,5}})"


class _Pattern(NamedTuple):
    """A list of persons."""

    pattern: re.Pattern[str]
    needed: re.Pattern[str]
    """Sought first because that is cheap."""
    may_be_places: bool
    """Whether all of them may be called like places."""
    may_be_words: bool = True
    """Whether one of them may be a word or a place as well."""


_LISTS = (
    _Pattern(
        re.compile(
            rf"(?P<list>{_AND}{{1,6}})(?:の|、|ら)?"
            "(?:(?:[二三四五六七八九十]|[2-9])(?:人|名)(?![口権])|両名|両人|[両各三四](?:委員|議員|氏|教授|先生|[課係部市町村]長))"
        ),
        re.compile("[二三四五六七八九十2-9][人名]|[両各三四][名人委議氏教先課係部市町村]"),
        may_be_places=True,
    ),
    _Pattern(
        re.compile(
            f"(?P<list>[{KANJI}]{{2,4}}も[{KANJI}]{{2,4}})も、?[^。、\n]{{0,6}}?"
            "(?:同じ(?:意見|考え|思い|こと)|同意見|賛成|反対|言っ|話し|思っ|出席|欠席|参加し|同意|納得|困っ|知ら|来[たて]|呼ばれ|辞め|怒っ)"
        ),
        re.compile(f"も[{KANJI}]{{2,4}}も"),
        may_be_places=False,
        may_be_words=False,
    ),
    _Pattern(
        re.compile(
            f"(?:発言者?|氏名|名前|名字|名札|委員|担当者?|議事録|話者|席順?|名簿)(?:案?で)?[がはのも](?:[^。、\n]{{0,4}}[がはで])?"
            f"(?P<list>[{KANJI}]{{2,5}}と[{KANJI}]{{2,5}})(?:の発言)?[でがはも]、?[^。、\n]{{0,4}}?"
            "(?:逆|入れ替わ|入れ違|取り違|混同|反対に)"
        ),
        re.compile("逆|入れ替|入れ違|取り違|混同|反対に"),
        may_be_places=False,
    ),
    _Pattern(
        re.compile(
            rf"(?P<list>{_AND}{{1,6}})が(?:、|揃って|そろって)?"
            "(?:出席|参加|登壇|発言|同席|傍聴|署名|欠席|立ち会|説明)"
        ),
        re.compile(
            "が(?:、|揃って|そろって)?(?:出席|参加|登壇|発言|同席|傍聴|署名|欠席|立ち会|説明)"
        ),
        may_be_places=False,
    ),
)


def listed(text: str, names: NameWords) -> Iterator[Find]:
    """Family names in a list of persons.

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for kind in _LISTS:
        for found in kind.pattern.finditer(text) if kind.needed.search(text) else ():
            begin = found.start("list")
            parts = list(re.finditer(f"[{KANJI}]+", found["list"]))
            while parts and not names.is_family(parts[0][0]):
                parts.pop(0)
            others = [_is_other(part[0], names) for part in parts]
            if any(others) if not kind.may_be_words else (all(others) and not kind.may_be_places):
                continue
            if len(parts) > 1 and all(names.is_family(part[0]) for part in parts):
                for part in parts:
                    first, last = part.span()
                    yield Find(begin + first, begin + last, "氏名", Evidence.FAMILY_NAME)


def with_partners(text: str, finds: Iterable[Find], names: NameWords) -> Iterator[Find]:
    """Finds, and the family name that と or や ties to one (長谷部と小柳の連名).

    Args:
        text: in its plain form.
        finds: names of persons.
        names: what can be a name.
    """
    for find in finds:
        yield find
        partner = _PARTNER.match(text, find.end) if find.evidence in _SURE else None
        name = partner["name"] if partner else ""
        if partner and names.is_family(name) and not _is_other(name, names):
            yield Find(*partner.span("name"), "氏名", Evidence.FAMILY_NAME)


def children(text: str, names: NameWords) -> Iterator[Find]:
    """Given names in brackets behind a word for children (孫二人(蓮と凛)).

    Args:
        text: in its plain form.
        names: what can be a name.
    """
    for found in _CHILDREN.finditer(text) if "(" in text else ():
        parts = list(re.finditer(_GIVEN, found["list"]))
        if all(names.is_given(p[0]) or names.is_common_given_sound(p[0]) for p in parts):
            for part in parts:
                first, last = part.span()
                begin = found.start("list")
                yield Find(begin + first, begin + last, "氏名", Evidence.FAMILY_NAME)


_SURE = frozenset({Evidence.CUE, Evidence.TITLE, Evidence.SIGNATURE, Evidence.FAMILY_NAME})
_PARTNER = re.compile(f"[とや](?P<name>[{KANJI}]{{2,4}})(?=[のがはもをに、。])")
_GIVEN = f"[{KANJI}]{{1,3}}|[ぁ-ん]{{2,4}}"
_CHILDREN = re.compile(
    "(?:[孫娘子姪甥弟妹兄姉]|息子|子ども|子供|双子)(?:たち|ら|[二三四2-4]人)?\\("
    rf"(?P<list>(?:{_GIVEN})(?:[と、・,](?:{_GIVEN})){{0,3}})\)"
)


def _is_other(part: str, names: NameWords) -> bool:
    return len(part) < 2 or names.is_noun(part) or names.is_body(part)
