"""Questions answered by choosing (どう思いますか: 必要, 不要): a choice is no opinion.

A column is one where its header says to choose, or asks and names no opinion, and its cells hold
nothing but short words that come again, or a scale. It takes another column, of free text, to tell.
"""

import re
from collections.abc import Mapping, Sequence

from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.source import Column
from pipeline.text.sentences import is_ended

_CHOOSES = re.compile(
    "複数(?:回答|選択)|選択(?:式|肢|し)|[1-9１-９一二三]つ(?:まで|だけ|選)|(?:お)?選[びんぶ]"
    "|[当あ]てはま(?:る|り)|該当するもの|いずれか|○(?:を|印)|番号を"
)
_FREE = re.compile(
    "意見|要望|提案|コメント|感想|理由|自由|具体|記述|書き|御?記入|ご記入|聞かせ|教えて|述べ|何ですか|内容(?:$|を|[(（])"
)
"""Of a header that asks for words of one's own."""
_ASKS = re.compile(r"(?:か|こと)[。？?)）]*$|^(?:問|設問|質問|[QＱ])[ 　]*[0-9０-９]")
_SCALE = re.compile(
    "(?:(?:どちらかとい(?:え|う)(?:ば|と)|やや|とても|非常に|大変|かなり|まあ|あまり|全く|まったく|十分|概ね|おおむね|よく|少し|特に)?"
    "(?:そう)?(?:思(?:う|わない)|必要(?:で?ない|である|だ)?|不要|賛成|反対|満足|不満|重要(?:で?ない)?|知って(?:いる|いた)|知らな(?:い|かった)"
    "|聞いたことがある|ある|ない|いる|いない|する|しない|した|していない|できる|できない|妥当|適切|不適切|良い|よい|悪い|多い|少ない|普通"
    "|利用(?:する|しない|している|していない))(?:です|である)?"
    "|どちらとも(?:言え|いえ)ない|[わ分]からない|はい|いいえ|その他|無回答|未回答|特になし|なし|[○×△◎✓]|YES|NO)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[;；,，、\n]+")
_LONGEST = 24
"""Characters of a choice."""


def choices_apart(columns: Sequence[Column], values: Mapping[str, Sequence[str]]) -> list[Column]:
    """Columns in which those of closed questions are attributes of who answered.

    Args:
        columns: of a list, with the roles that header and cells suggest.
        values: by column, the cells below the header, or a sample.
    """
    said = [column for column in columns if column.role is Role.OPINION]
    closed = {c.column for c in said if _is_closed(c.header, values.get(c.column, ()))}
    if not any(_FREE.search(squeezed(c.header)) for c in said if c.column not in closed):
        return list(columns)
    return [
        column.model_copy(update={"role": Role.ATTRIBUTE}) if column.column in closed else column
        for column in columns
    ]


def _is_closed(header: str, cells: Sequence[str]) -> bool:
    """Whether a question is answered by choosing alone.

    >>> _is_closed("問1 必要だと思いますか", ["必要", "不要", "必要"])
    True
    >>> _is_closed("問1 必要だと思いますか", ["必要", "毎年の点検を求める。"])
    False
    """
    words = squeezed(header.split("／")[-1])
    tells = bool(_CHOOSES.search(words))
    if not tells and (_FREE.search(words) or not _ASKS.search(words)):
        return False
    given = [piece for cell in cells for piece in _pieces(cell)]
    if not given or any(is_ended(piece) or len(piece) > _LONGEST for piece in given):
        return False
    scale = all(map(_SCALE.fullmatch, given))
    return tells or scale or len(set(given)) <= 0.75 * len(given)


def is_choice(text: str) -> bool:
    """Whether a cell holds nothing but steps of a scale (そう思う, 必要ない).

    >>> is_choice("どちらともいえない"), is_choice("駅に必要")
    (True, False)
    """
    given = _pieces(text)
    return bool(given) and all(map(_SCALE.fullmatch, given))


def _pieces(cell: str) -> list[str]:
    return [piece for part in _BETWEEN.split(cell) if (piece := squeezed(part))]
