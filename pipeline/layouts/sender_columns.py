"""Which column of a list names the senders: sure, or for a person to say; never a guess.

A city beside an opinion may be the body that answered or the place where a citizen lives. It is
the body where the header says so and the cells are names of bodies or hardly repeat; what else
looks like a body is proposed with ``confirmed: false``, and no run begins before a person decides.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.layouts.role_words import Role, role_of_words, squeezed
from pipeline.layouts.roles import BODY_WORDS
from pipeline.layouts.source import Column, Layout
from pipeline.text.body_words import ORGANISATION_ENDS, ORGANISATIONS, is_kind_of_sender

_PLACE = re.compile(r"^(?:都道府県[・/、]?)?(?:(?:区?市)?区?町村|都市|市町|市)(?:の?名称?|名等?)?$")
"""Headers that name a kind of place: whose, they do not say."""
_KIND = re.compile("(?:区分|種別|種類|属性|分類)$")
_OF_MEMBERS = re.compile("^所属")
_OF_BODIES_ALONE = re.compile("[(（].*(?:団体|法人|組織|企業|事業者)の?(?:方|場合|み)")
"""Filled in by bodies only (団体の方のみ)."""
OF_CITIZENS = re.compile("居住|住[まい]い|住所|在住|年齢|年代|性別|職業|^(?:お|御)?(?:氏名|名前)$")
"""Labels of what people are asked of themselves."""
_OF_OFFICES = re.compile("担当|部署|課|部局|団体|自治体|コード|内線|公印|照会")
_ORGANISATION = re.compile(f"{ORGANISATIONS}|(?:{ORGANISATION_ENDS})$")
_DITTO = re.compile('[〃々″”"]{1,2}|同上|同前|上に同じ|上記に同じ')
_MOSTLY = 0.8
"""Share of cells; below, what looks like bodies may be so by chance."""
_HALF = 0.5
_FEW = 3
"""Filled cells; with fewer, repeating says nothing."""


def senders_judged(
    columns: Sequence[Column], values: Mapping[str, Sequence[str]]
) -> tuple[list[Column], list[str]]:
    """Say of every column taken for the senders whether it is sure.

    Args:
        columns: of a list, with the roles that header and cells suggest.
        values: by column, the cells below the header, or a sample.

    Returns:
        The columns, and the doubts (Japanese), each with the line to write into round.yaml.
    """
    judged: list[Column] = []
    doubts: list[str] = []
    prefectures = [c.column for c in columns if c.role is Role.PREFECTURE]
    for column in columns:
        given = [squeezed(value) for value in values.get(column.column, ())]
        above = [squeezed(value) for value in values.get("".join(prefectures[:1]), ())]
        above = above or [""] * len(given)
        rows = [n for n, value in enumerate(given) if value and not _DITTO.fullmatch(value)]
        told = [given[n] for n in rows]
        kinds = told and sum(map(is_kind_of_sender, told)) >= _MOSTLY * len(told)
        if column.role is Role.ATTRIBUTE and kinds and _KIND.search(squeezed(column.header)):
            judged.append(column.model_copy(update={"role": Role.BODY_KIND}))
        elif column.role is not Role.BODY_NAME or not told:
            judged.append(column)
        elif kinds:
            judged.append(column.model_copy(update={"role": Role.BODY_KIND}))
        elif why := _two_tables(column, columns) or _doubt(
            column, columns, told, len({above[n] + given[n] for n in rows})
        ):
            judged.append(column.model_copy(update={"confirmed": False}))
            doubts.append(f"{column.column}列：{why}。{how_to_answer(column)}")
        else:
            judged.append(column)
    return judged, doubts


def how_to_answer(column: Column) -> str:
    """The lines of which a person writes one into round.yaml."""
    line = f"{{column: {column.column}, role: %s, header: {column.header}, confirmed: true}}"
    return (
        f"round.yaml のこの列を、回答した団体なら {line % 'body_name'}、"
        f"居住地など回答者の属性なら {line % 'attribute'} と書く"
    )


def unconfirmed(layout: Layout) -> list[Column]:
    """Columns of which a person has still to say whether they name the senders."""
    return [column for column in layout.columns if not column.confirmed]


def question(column: Column) -> str:
    """What a person is asked about such a column, with the lines to answer by."""
    told = f"{column.column}列「{column.header}」が、"
    told += "回答した団体か、回答者の居住地などか決まっていない"
    return f"{told}。{how_to_answer(column)}"


def _two_tables(column: Column, columns: Sequence[Column]) -> str:
    """Why it is not sure whose opinions are whose: bodies, opinions, bodies, opinions in a row."""
    said = [c.role for c in columns if c.role in (Role.BODY_NAME, Role.OPINION)]
    turns = [role for n, role in enumerate(said) if n == 0 or said[n - 1] is not role]
    if turns[:3] != [Role.BODY_NAME, Role.OPINION, Role.BODY_NAME] or len(turns) < 4:
        return ""
    return f"「{column.header}」の右か左にも団体と意見の列があり、二つの表かもしれない"


def _doubt(column: Column, columns: Sequence[Column], told: Sequence[str], n_distinct: int) -> str:
    """Why it is not sure that a column names the senders; empty where it is."""
    header = squeezed(column.header.split("／")[-1])
    others = [squeezed(c.header) for c in columns if c.column != column.column]
    citizens = any(OF_CITIZENS.search(other) for other in others)
    offices = any(_OF_OFFICES.search(other) for other in others)
    bodies = [bool(BODY_WORDS.fullmatch(value) or _ORGANISATION.search(value)) for value in told]
    share = sum(bodies) / len(bodies)
    hardly_repeats = len(told) < _FEW or n_distinct >= _MOSTLY * len(told)
    named = role_of_words(column.header) is Role.BODY_NAME
    if named and _OF_MEMBERS.match(header) and citizens and not _OF_BODIES_ALONE.search(header):
        return f"「{column.header}」の列が、意見を出した団体か、回答者個人の所属か分からない"
    if named and not _PLACE.match(header):
        if share >= _HALF or hardly_repeats:
            return ""
        return f"「{column.header}」の列に団体の名称が少なく、同じ語が繰り返される"
    if named and offices and not citizens:
        return ""
    if (named or not column.header) and not citizens and share >= _MOSTLY and hardly_repeats:
        return ""
    return f"「{column.header}」の列が、回答した団体か、回答者の居住地などか分からない"
