"""Names behind a word that asks for one: 氏名：, 【担当者】, 署名, ふりがな, 連絡先, 世話人.

A label that asks for a name (氏名) takes whatever is shaped like one and is no common word. One
that asks for somebody (担当, 連絡先, …者, …課) takes what the dictionary knows as a name, past
units and ranks (担当：情報政策課 主査 山田). What a blank alone ties to a role (書記　山田) is a
name where a field begins with the role and ends with the name. In lines of columns, the label
stands at the head of its column.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.label_words import (
    ASKS_FOR_A_NAME,
    ASKS_FOR_SOMEBODY,
    GROUP,
    LEADS_TO_SOMEBODY,
    LETTERS,
    ONE,
)
from pipeline.privacy.name_values import ValueReader, fills_its_field
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.units_and_ranks import NO_NAME, is_unit_or_rank
from pipeline.text.mask_marks import KINDS

_CLOSE = r"[】\]〕)>》〉≫」』◆◇■□●○◎▼▽]"
_NOTE = r"(?: ?\([^()\n]{1,8}\))?"
_ANSWER = r"(?:(?:A|答え?|回答)\d{0,2}[.:)]? ?)?"
"""Between a question and what is answered: Q1 お名前 A1 山田."""
_STRONG = rf" ?(?:{_CLOSE} ?)?(?:[:;=|→⇒…‥]+|・{{2,}}|\.{{2,}})| ?{_CLOSE}(?! ?[、。])| ?-(?![\d-])"
_WEAK = r" ?/| ?[・、](?! ?[^\n ]{1,6}[・/:])|[ \t]+| ?(?=\n)"
_BRACKETS = dict(zip('「『("[【〈《≪<〔', '」』)"]】〉》≫>〕', strict=True))
# Of every label the last letter, and what may follow; sought first because that is cheap.
_LAST_LETTER = (
    "[名前えエ書本姓称氏ナなイい義みミ読かムカ人eE当者先表入信力計付次成認案票裁録応職官課係室員せわ口文"
    "責属mMNnTt主元署部局役幹事監記会師査任筆影集長]"
)
_SIGN_OR_BLANK = r"[ \t\n:;=|⇒→‥…・.、/\]】〕)>》〉≫」』◆◇■□●○◎▼▽「『(\"\[【〈《≪<〔-]"
_SOON = rf"(?=[{LETTERS}ぁ-んA-Za-z・ /()]{{0,60}}?{_LAST_LETTER}(?:様|さま|殿)?{_SIGN_OR_BLANK})"
_CUE = re.compile(
    rf"(?<![{LETTERS}A-Za-z_]){_SOON}(?!(?<=〔)(?:{'|'.join(KINDS)})〕)(?:"
    rf"(?P<name>{ASKS_FOR_A_NAME})|(?P<somebody>{ASKS_FOR_SOMEBODY})|(?P<leads>{LEADS_TO_SOMEBODY})"
    r")(?:様|さま|殿)?(?: ?\((?:(?P<note>[^()\n]{1,8})|[^()\n]{9,40})\))?"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK})|(?(name)(?<=\))(?=[{KANJI}A-Z])|(?!))"
    r"|(?= ?[「『(\[【〈《≪<〔]))"
    rf"[ \t]*(?:\n[ \t]*){{0,2}}{_ANSWER}(?P<open>(?!\([主正副]\))[「『(\"\[【〈《≪<〔]?)"
)
# A label and a name without anything between them, on a line of their own: 氏名辻 澄江.
_GLUED = re.compile(
    rf"(?:氏名|名前|姓名)(?P<family>[{KANJI}]{{1,4}}) {{1,2}}"
    rf"(?P<given>[{KANJI}]{{1,3}}|[ぁ-ん]{{2,4}})(?= *(?:\n|$)|  | [{KANJI}]{{2}}[ :はを])"
)
_GLUED_BEGINS = re.compile(r"(?:\A|\n|  |[◆■●・※] ?)(?:御|ご|お)?\Z")
_FIELD_BEGINS = re.compile(r"(?:^|[\n\t ]|[|/(\[【<〈《≪〔「『・•※◆◇■□●○◎▼▽*>、。:]|\d[.)]) ?$")
# A role and a name without a blank, where somebody is reached or acts: 担当宮脇まで.
_TIED = re.compile(
    rf"(?:担当|窓口|係|担任|受付|文責|主[査任事]|[係職]員|(?:連絡|問い?合わ?せ|照会|詳細|質問|返信|不明な?点)は、?)(?P<name>[{KANJI}]{{2,5}})"
    "(?=まで|宛|あて|です|でし|と申|が(?:対応|応対|伺|うかが|説明|担当|お?話|来|電話|回答|不在|答)"
    "|[へにか](?:ら|は|も)?、?(?:ご|御|お)?(?:連絡|電話|一報|問い?合|照会|送|申|聞|相談|伝|渡|説明|届))"
)
# Who filled in a form: 記入は石動が担当しました.
_DONE_BY = re.compile(
    f"(?:記入|作成|回答|集計|入力|起案|執筆|編集|取りまとめ|とりまとめ|対応|応対|説明|連絡)は、?(?P<name>[{KANJI}]{{1,4}})"
    "が(?:担当|行|いた|致|し(?:た|ま|て)|つとめ|務め|引き受け)"
)
_ACT = (
    rf"[{KANJI}ぁ-ん]{{0,3}}(?:まとめ|起こし|起し|継ぎ|会い|持ち|書き|直し|合わせ|合せ|上げ|替え|聞き|取り|受け)"
    "(?:役|係)?"
)
"""What somebody does, in kana at its end: 取りまとめ, 書き起こし."""
_ANY_LABEL = re.compile(
    rf"(?<![{LETTERS}A-Za-z〔])(?P<label>[{LETTERS}]{{1,8}}|{_ACT})[】\])]? ?[:=] ?(?P<value>"
    r"[^\n:;、。,()]{1,12}?)"
    r"(?= *(?:[\n、。,()]| [^\n ]{1,6}:|$))"
)
_ASKS_FOR_A_PLACE = re.compile(
    "[地場所駅県市町村区郡方面路線国社店校園湾港川山島例]$|[体村県国所社関]名|団体|機関|会場"
    "|出身|方面|住|先|名称|題|地名|行き"
)
_HEAD_OF_NAMES = re.compile(
    rf" *(?:{ASKS_FOR_A_NAME}{_NOTE}|(?:御|ご)?[{KANJI}]{{0,4}}担当者?|[{KANJI}]{{1,6}}者) *"
)
_COLUMN = re.compile(r"[\t|]")
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
            yield from self._behind(text, cue, words)
        for label in _ANY_LABEL.finditer(text) if ":" in text or "=" in text else ():
            yield from self._behind_any(label)
        for tied in _TIED.finditer(text):
            name = tied["name"]
            alone = self._names.is_family(name) and not self._names.is_noun(name)
            if (alone and name not in NO_NAME) or self._names.split(name):
                yield Find(*tied.span("name"), "氏名", Evidence.CUE)
        for done in _DONE_BY.finditer(text):
            name = done["name"]
            other = is_unit_or_rank(name) or self._names.is_noun(name) or self._names.is_body(name)
            if not other and (self._names.is_family(name) or self._names.is_place(name)):
                yield Find(*done.span("name"), "氏名", Evidence.CUE)
        for glued in _GLUED.finditer(text):
            family, given = glued["family"], glued["given"]
            begins = _GLUED_BEGINS.search(text, max(glued.start() - 3, 0), glued.start())
            is_name = self._names.is_family(family) and self._names.split_loosely(family + given)
            if begins and is_name:
                yield Find(glued.start("family"), glued.end("given"), "氏名", Evidence.CUE)
        if "\t" in text or "|" in text:
            yield from self._in_columns(text, words)

    def _behind(self, text: str, cue: re.Match[str], words: Sequence[Word]) -> Iterator[Find]:
        """Names behind a label that asks for one or for somebody."""
        asks_for_a_name = cue["name"] is not None
        end = text.find("\n", cue.end())
        end = min(len(text) if end < 0 else end, cue.end() + _LONGEST_VALUE)
        if cue["open"]:
            close = text.find(_BRACKETS[cue["open"]], cue.end(), end)
            end = close if close >= 0 else end
        is_sure = cue["strong"] is not None
        if cue["note"]:
            yield from self._values.value(
                text, *cue.span("note"), words, asks_for_a_name=False, is_sure=True, by_sound=False
            )
        finds = list(
            self._values.value(
                text,
                cue.end(),
                end,
                words,
                asks_for_a_name=asks_for_a_name,
                is_sure=is_sure,
                by_sound=asks_for_a_name or (is_sure and not cue["leads"]),
            )
        )
        if not finds:
            return
        last = finds[-1].end
        is_closed = bool(cue["open"]) and last == end and text[end : end + 1] in _BRACKETS.values()
        is_field = bool(
            _FIELD_BEGINS.search(text[max(cue.start() - 3, 0) : cue.start()])
            and fills_its_field(text, last + is_closed)
        )
        label = cue["name"] or cue["somebody"] or cue["leads"]
        named = text[finds[0].begin : finds[0].end]
        if GROUP.search(label) and not ONE.search(label) and self._names.is_body(named):
            return
        is_full = " " in named and self._names.is_given(named.rpartition(" ")[2])
        may_be_prose = cue["leads"] and not is_sure and not is_full
        if may_be_prose and (not is_field or "、" in (cue["weak"] or "")):
            return
        for find in finds:
            yield find._replace(evidence=Evidence.CUE) if is_field else find

    def _behind_any(self, label: re.Match[str]) -> Iterator[Find]:
        """A name that is all that stands behind a word and a colon."""
        name = label["value"].replace(" ", "")
        if _ASKS_FOR_A_PLACE.search(label["label"]) or not self._names.is_family(name):
            if self._names.split(name) and len(name) > 2:
                yield Find(*label.span("value"), "氏名", Evidence.FULL_NAME)
        elif len(name) > 1 and name not in NO_NAME:
            is_town = GROUP.search(label["label"]) and self._names.is_body(name)
            doubtful = is_town or self._names.is_noun(name)
            evidence = Evidence.DOUBT if doubtful else Evidence.FAMILY_NAME
            yield Find(*label.span("value"), "氏名", evidence)

    def _in_columns(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Names under a label at the head of a column, in lines with as many columns."""
        heads: list[str] = []
        begin = 0
        for line in text.split("\n"):
            cells = _COLUMN.split(line)
            is_row = len(cells) == len(heads) > 1
            for head, cell in zip(heads, cells, strict=True) if is_row else ():
                end = begin + len(cell)
                if _HEAD_OF_NAMES.fullmatch(head):
                    yield from self._values.value(
                        text, begin, end, words, asks_for_a_name="名" in head, is_sure=True
                    )
                begin = end + 1
            if not is_row:
                heads = cells
                begin += len(line) + 1
