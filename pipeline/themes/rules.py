"""People's word on themes, as written in corpora/codebook/themes.yaml: guides and rules.

A rule refers to a theme by its id, or by the text_key of an opinion: then the sub-theme that holds
this opinion is meant, whatever its id has become.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import fault_words

KINDS = ("merge", "split", "pin", "apart", "rename")
"""Kinds of rules in the order in which they are applied, whatever their order in the file."""

Key = Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$", strict=True)]
Theme = Annotated[str, StringConstraints(pattern="^([Tt][0-9a-f]{8}|[0-9a-f]{16})$", strict=True)]
Name = Annotated[str, StringConstraints(pattern=r"^\S([^\x00-\x1f\x7f]{0,23}\S)?$", strict=True)]
Word = Annotated[str, StringConstraints(pattern=r"^\S(.{0,48}\S)?$", strict=True)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


E = TypeVar("E", bound=_Entry)


class Guide(_Entry):
    """A subject that readers look for; themes are matched to it, opinions never forced into it."""

    name: Name
    words: tuple[Word, ...] = Field(min_length=1)
    """A phrase of several words is met by an opinion that uses them all."""


class _Rule(_Entry):
    note: str = ""
    """Why, by whom: for the next reader of the file."""
    imported: str = ""
    """Of which import from a review workbook; empty for what was written by hand."""


class Merge(_Rule):
    """Several themes of one level become one: the accepted one among them, else the first."""

    merge: tuple[Theme, ...] = Field(min_length=2)


class Split(_Rule):
    """Some opinions of a sub-theme become a sub-theme of their own, in the same coarse theme."""

    split: Theme
    texts: tuple[Key, ...] = Field(min_length=1)
    name: Name | None = None


class Pin(_Rule):
    """An opinion belongs to a theme, whatever clustering says."""

    pin: Key
    theme: Theme


class Apart(_Rule):
    """Two opinions never share a sub-theme; the second leaves, or the first if that is pinned."""

    apart: tuple[Key, Key]


class Rename(_Rule):
    """A theme is called as people want."""

    rename: Theme
    to: Name


Rule = Merge | Split | Pin | Apart | Rename
_CLASSES: dict[str, type[Rule]] = {
    "merge": Merge,
    "split": Split,
    "pin": Pin,
    "apart": Apart,
    "rename": Rename,
}


class Import(_Entry):
    """One import from review workbooks: its rules name it, and these themes it accepted."""

    id: str
    accepted: tuple[Theme, ...] = ()


class PeoplesWord(BaseModel):
    """The content of themes.yaml; a rule is known by its number in the file, from 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    guides: tuple[Guide, ...] = ()
    rules: tuple[Rule, ...] = ()
    imports: tuple[Import, ...] = ()

    @classmethod
    def read(cls, values: Mapping[str, Any], place: str) -> Self:
        """Check the content of themes.yaml.

        Args:
            values: what the file holds.
            place: name of the file, for messages.

        Raises:
            OpinionsError: what cannot be meant, with the number of the entry and what is allowed.
        """
        unknown = sorted(set(values) - {"guides", "rules", "imports"})
        if unknown:
            raise OpinionsError(
                says(
                    f"{place}：{'、'.join(map(str, unknown))} という名前は使えない。"
                    "使えるのは guides、rules、imports。",
                    f"{place}: unknown keys {unknown}. Keys are: guides, rules, imports.",
                )
            )
        guides = tuple(
            _checked(
                Guide, entry, says(f"{place}：guides の{number}番目", f"{place}: guide {number}")
            )
            for number, entry in enumerate(_entries(values, "guides", place), start=1)
        )
        rules = tuple(
            _checked(_class_of(entry, where), entry, where)
            for number, entry in enumerate(_entries(values, "rules", place), start=1)
            for where in [says(f"{place}：rules の{number}番目", f"{place}: rule {number}")]
        )
        imports = tuple(
            _checked(
                Import, entry, says(f"{place}：imports の{number}番目", f"{place}: import {number}")
            )
            for number, entry in enumerate(_entries(values, "imports", place), start=1)
        )
        _refuse_contradictions(guides, rules, place)
        return cls(guides=guides, rules=rules, imports=imports)


def kind_of(rule: Rule) -> str:
    """The key that a rule begins with in the file.

    >>> kind_of(Apart(apart=("0" * 16, "1" * 16)))
    'apart'
    """
    return type(rule).__name__.lower()


def _entries(values: Mapping[str, Any], name: str, place: str) -> Sequence[Any]:
    found = values.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise OpinionsError(
            says(
                f"{place}：{name} は「- 」で並べた一覧にする。",
                f"{place}: '{name}' must be a list; it is {type(found).__name__}.",
            )
        )
    return found


def _class_of(entry: Any, place: str) -> type[Rule]:
    kinds = [kind for kind in KINDS if isinstance(entry, Mapping) and kind in entry]
    if len(kinds) != 1:
        shown = sorted(map(str, entry)) if isinstance(entry, Mapping) else repr(entry)
        raise OpinionsError(
            says(
                f"{place}の内容は {shown}。{'、'.join(KINDS)} のうち一つだけを書く。",
                f"{place} holds {shown}. A rule has exactly one of the keys {', '.join(KINDS)}.",
            )
        )
    return _CLASSES[kinds[0]]


def _checked(kind: type[E], entry: Any, place: str) -> E:
    try:
        return kind.model_validate(entry)
    except ValidationError as error:
        problems = " ".join(fault_words(error, kind, entry))
        raise OpinionsError(
            says(
                f"{place}：{problems}テーマの番号は T か t と数字か a〜f の8字、text_key は"
                "同じく16字で、引用符で囲む。名前は1〜25字。",
                f"{place}: {problems} A theme id is T or t with 8 digits or letters a-f, a "
                "text_key 16 of them, in quotation marks; a name has 1 to 25 characters.",
            )
        ) from error


def _refuse_contradictions(guides: Sequence[Guide], rules: Sequence[Rule], place: str) -> None:
    said: dict[tuple[str, str], int] = {}
    for number, rule in enumerate(rules, start=1):
        if isinstance(rule, Merge) and len({theme[0] == "T" for theme in rule.merge}) > 1:
            raise OpinionsError(
                says(
                    f"{place}：{number}番目の規則は、テーマ（T…）と論点（t…）を統合している："
                    f"{'、'.join(rule.merge)}。テーマどうし、論点どうしを統合する。",
                    f"{place}: rule {number} merges themes of two levels: {list(rule.merge)}. "
                    "Merge coarse themes (T…) with coarse ones, sub-themes with sub-themes.",
                )
            )
        if isinstance(rule, Split) and rule.split[0] == "T":
            raise OpinionsError(
                says(
                    f"{place}：{number}番目の規則：split で分けられるのは論点（t…）である。",
                    f"{place}: rule {number}: split takes a sub-theme (t…).",
                )
            )
        if isinstance(rule, Apart) and rule.apart[0] == rule.apart[1]:
            raise OpinionsError(
                says(
                    f"{place}：{number}番目の規則は、同じ意見をそれ自身から分けている。",
                    f"{place}: rule {number} keeps a text apart from itself.",
                )
            )
        if isinstance(rule, Pin):
            subject = ("pin", rule.pin)
        elif isinstance(rule, Rename):
            subject = ("rename", rule.rename)
        else:
            continue
        if rule.imported:  # people changed their mind: the later one holds
            continue
        if subject in said:
            raise OpinionsError(
                says(
                    f"{place}：{said[subject]}番目と{number}番目の規則が、どちらも {subject[1]} の "
                    f"{subject[0]} である。どちらかだけにする。",
                    f"{place}: rules {said[subject]} and {number} both {subject[0]} {subject[1]}. "
                    "Keep one of them.",
                )
            )
        said[subject] = number
    names = [guide.name for guide in guides]
    if len(set(names)) < len(names):
        raise OpinionsError(
            says(
                f"{place}：guides に同じ名前が二度ある：{'、'.join(names)}。一つずつにする。",
                f"{place}: a guide stands twice: {names}. Keep one of each name.",
            )
        )
