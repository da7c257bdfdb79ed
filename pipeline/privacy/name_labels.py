"""Names behind a word that asks for one: 氏名：, 【担当者】, 署名, ふりがな, 連絡先 and the like.

A label that asks for a name (氏名) takes whatever is shaped like one and is no common word. One
that asks for somebody (担当, 連絡先, …者, …課) takes what the dictionary knows as a name, past
units and ranks (担当：情報政策課 主査 山田).
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_values import ValueReader
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.units_and_ranks import NO_NAME


def _spaced(*labels: str) -> str:
    """Labels as forms print them, with blanks between their letters (氏　　名)."""
    return "|".join(" {0,6}".join(label) for label in labels)


_ASKS_FOR_A_NAME = (
    f"(?:御|ご|お|[{KANJI}]{{1,8}}の?)?(?:"
    + _spaced(
        "氏名", "姓名", "名前", "芳名", "署名", "フリガナ", "ふりがな", "シメイ", "しめい", "名義"
    )
    + "|名義人|(?<=[者人官員主生])名)|カナ|(?i:(?:full ?|your ?)?name)(?= ?[:=])"
)
_ASKS_FOR_SOMEBODY = (
    f"(?:御|ご|お|[{KANJI}]{{1,8}}の?)??(?:"
    + _spaced(
        "担当", "担当者", "記入者", "回答者", "提出者", "作成者", "連絡先", "代表者", "責任者"
    )
    + f"|代表|記入|送信|入力|集計|受付|取次|作成|確認|承認|起案|決裁|記録|[{KANJI}い]{{1,6}}者"
    f"|担当[職官課係室]員?|問い?合わ?せ先|照会先|窓口|文責"
    f"|差出人|所属|(?i:from|contact)(?= ?[:=]))"
)
_LEADS_TO_SOMEBODY = (
    f"[{KANJI}ァ-ヴー・]{{1,12}}(?:者|人|主|員|官|先|元|担当|代表|署|課|係|室|部|局|役|長|責)"
)
_OPEN = r"[【\[〔(<《〈｛「『◆◇■□●○◎▼▽*※>-]"
_CLOSE = r"[】\]〕)>》〉」』◆◇■□●○◎▼▽]"
_NOTE = r"(?: ?\([^()\n]{1,8}\))?"
_STRONG = rf" ?(?:{_CLOSE} ?)?[:=→⇒]+| ?{_CLOSE}"
_WEAK = r" ?[/・、](?! ?[^\n ]{1,6}[・/:])|[ \t]+| ?(?=[「『(])| ?(?=\n)"
_CUE = re.compile(
    rf"(?<![{KANJI}ァ-ヴーA-Za-z_〔])(?:"
    rf"(?:(?P<name>{_ASKS_FOR_A_NAME})|(?P<somebody>{_ASKS_FOR_SOMEBODY}))(?:様|さま|殿)?{_NOTE}"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))"
    rf"|(?P<leads>{_LEADS_TO_SOMEBODY}){_NOTE} ?(?:{_CLOSE} ?)?[:=→⇒]+"
    r")[ \t]*(?:\n[ \t]*){0,2}(?P<open>[「『(\"]?)"
)
_ANY_LABEL = re.compile(
    rf"(?<![{KANJI}ァ-ヴーA-Za-z〔])(?P<label>[{KANJI}ァ-ヴー]{{1,8}})[】\])]? ?[:=] ?(?P<value>"
    rf"[^\n:;、"
    rf"。,()]{{1,12}}?)"
    r"(?= *(?:[\n、。,()]| [^\n ]{1,6}:|$))"
)
_ASKS_FOR_A_PLACE = re.compile(
    "[地場所駅県市町村区郡方面路線国社店校園湾港川山島例]$|[体村県国所社関]名|団体|機関|会場"
    "|出身|方面|住|先|名称|題|地名|行き"
)
_LONGEST_VALUE = 80  # characters


class LabelledNames:
    """Finds names behind labels."""

    def __init__(self, names: NameWords, values: ValueReader) -> None:
        self._names = names
        self._values = values

    def finds(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Names behind labels.

        Args:
            text: in its plain form.
            words: of this text, in order.
        """
        for cue in _CUE.finditer(text):
            end = text.find("\n", cue.end())
            end = min(len(text) if end < 0 else end, cue.end() + _LONGEST_VALUE)
            asks_for_a_name = cue["name"] is not None
            yield from self._values.value(
                text,
                cue.end(),
                end,
                words,
                asks_for_a_name=asks_for_a_name,
                is_sure=not cue["weak"],
                by_sound=asks_for_a_name or not cue["weak"],
            )

        for label in _ANY_LABEL.finditer(text):
            name = label["value"].replace(" ", "")
            if _ASKS_FOR_A_PLACE.search(label["label"]) or not self._names.is_family(name):
                if not self._names.split(name) or len(name) < 3:
                    continue
                yield Find(*label.span("value"), "氏名", Evidence.FULL_NAME)
            elif len(name) > 1 and name not in NO_NAME:
                doubtful = self._names.is_noun(name)
                yield Find(
                    *label.span("value"),
                    "氏名",
                    Evidence.DOUBT if doubtful else Evidence.FAMILY_NAME,
                )
