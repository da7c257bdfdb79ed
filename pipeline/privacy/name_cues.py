"""Names behind a word that asks for one: 氏名：, 【担当者】, 署名, ふりがな, 連絡先 and the like.

A label that asks for a name (氏名) takes whatever is shaped like one and is no common word. A label
that asks for somebody (担当, 連絡先, …者, …課) takes what the dictionary knows as a name, past units
and ranks (担当：情報政策課 主査 山田).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.name_words import FAMILY, KANJI, NOUN, NameWords, Word

Span = tuple[int, int]


def _spaced(*labels: str) -> str:
    """Labels as forms print them, with blanks between their letters (氏　　名)."""
    return "|".join(" {0,6}".join(label) for label in labels)


_ASKS_FOR_A_NAME = (
    f"(?:御|ご|お|[{KANJI}]{{1,8}}の?)?(?:"
    + _spaced(
        "氏名", "姓名", "名前", "芳名", "署名", "フリガナ", "ふりがな", "シメイ", "しめい", "名義"
    )
    + f"|名義人|(?<=[者人官員主生])名)|カナ|(?i:(?:full ?|your ?)?name)(?= ?[:=])"
)
_ASKS_FOR_SOMEBODY = (
    f"(?:御|ご|お|[{KANJI}]{{1,8}}の?)??(?:"
    + _spaced(
        "担当", "担当者", "記入者", "回答者", "提出者", "作成者", "連絡先", "代表者", "責任者"
    )
    + f"|代表|記入|送信|入力|集計|受付|取次|作成|確認|承認|起案|決裁|記録|[{KANJI}い]{{1,6}}者|担当[職官課係室]員?|問い?合わ?せ先|照会先|窓口|文責|差出人|所属|(?i:from|contact)(?= ?[:=]))"
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
    rf"(?:(?P<name>{_ASKS_FOR_A_NAME})|(?P<somebody>{_ASKS_FOR_SOMEBODY})){_NOTE}"
    rf"(?:(?P<strong>{_STRONG})|(?P<weak>{_WEAK}))"
    rf"|(?P<leads>{_LEADS_TO_SOMEBODY}){_NOTE} ?(?:{_CLOSE} ?)?[:=→⇒]+"
    r")[ \t]*(?:\n[ \t]*){0,2}(?P<open>[「『(\"]?)"
)
_ANY_LABEL = re.compile(
    rf"(?<![{KANJI}ァ-ヴーA-Za-z〔])(?P<label>[{KANJI}ァ-ヴー]{{1,8}})[】\])]? ?[:=] ?(?P<value>[^\n:;、。,()]{{1,12}}?)"
    r"(?= *(?:[\n、。,()]| [^\n ]{1,6}:|$))"
)
_ASKS_FOR_A_PLACE = re.compile(
    "[地場所駅県市町村区郡方面路線国社店校園湾港川山島例]$|[体村県国所社関]名|団体|機関|会場|出身|方面|住|先|名称|題|地名|行き"
)
_LONGEST_VALUE = 80  # characters
_MOST_CHUNKS = 8
_CHUNK = re.compile(r"[^ \t\n、。,;:/|()「」『』【】〈〉《》\[\]<>・…→⇒\"”“&＆]+")
_GAP_IN_A_NAME = re.compile(" {1,3}")
_UNIT = re.compile(
    r"(?:課|係|部|局|室|班|省|庁|府|所|市|町|村|区|都|道|県|院|社|会|校|園|署|団|組合|法人|機構|大学|銀行"
    r"|グループ|チーム|センター|担当|役場|本部|支店|営業|総務|広報|窓口|株式会社|有限会社|合同会社|省庁|所属)$"
)
_RANK = re.compile(
    r"(?:[主副統総上]?(?:任|幹|査|事|席|監)|主任主事|参事官?|課?長?補佐|係員|課員|職員|統括|専門官|調整官|[監管]理官"
    rf"|取締役|弁護士|技[師監]|保健師|教諭|(?:准?教授)|リーダー|マネー?ジャー|代表|[{KANJI}ァ-ヴー]{{0,9}}[長官])$"
)
_TITLE = re.compile(
    "(?:様|さま|さん|氏|殿|君|くん|先生|[課係部局室次班所署店校園院会市町村]長|主[査任事幹]|参事|補佐"
    "|[係職議委社]員|教授|理事)$"
)
_TAIL = re.compile(
    r"(?:です|でございます|と申します|といいます|まで|宛て?|より|から|へ|に|が|は|も)$"
)
_COMMA = re.compile(" ?, ?")
_LISTED = re.compile(r"[^\n]{0,4}[、・/,&][^\n]{0,2}")
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_KATAKANA, _HIRAGANA = re.compile("[ァ-ヴー]{1,}"), re.compile("[ぁ-んー]{1,}")
_ROMAN = re.compile(r"[A-Za-z][A-Za-z'’._-]*")
_FOREIGN_GAP = re.compile("[ ・=]{1,2}")
_KANJI = re.compile(f"[{KANJI}]+")
_SHAPE = re.compile(rf"[{KANJI}]{{1,5}}[{KANJI}ぁ-んァ-ヴー]{{0,5}}")
_SHORT_KANA = re.compile("[ぁ-んァ-ヴー]{1,4}")


class Chunk(NamedTuple):
    """Letters between blanks and punctuation."""

    begin: int
    end: int
    text: str


def chunks(text: str, begin: int, end: int) -> list[Chunk]:
    """The chunks between two characters of a text."""
    return [Chunk(*found.span(), found[0]) for found in _CHUNK.finditer(text, begin, end)]


class CueReader:
    """Reads what stands behind a label, or in a cell or line of its own."""

    def __init__(self, names: NameWords) -> None:
        self._names = names

    def cued(self, text: str, words: Sequence[Word]) -> Iterator[Find]:
        """Names behind labels.

        Args:
            text: in its plain form.
            words: of this text, in order.
        """
        for cue in _CUE.finditer(text):
            end = text.find("\n", cue.end())
            end = min(len(text) if end < 0 else end, cue.end() + _LONGEST_VALUE)
            asks_for_a_name = cue["name"] is not None
            yield from self.value(
                text,
                cue.end(),
                end,
                words,
                asks_for_a_name=asks_for_a_name,
                is_sure=not cue["weak"],
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

    def is_noun(self, word: str) -> bool:
        """Whether a word is a common noun."""
        return self._names.is_noun(word)

    def value(
        self,
        text: str,
        begin: int,
        end: int,
        words: Sequence[Word],
        *,
        asks_for_a_name: bool,
        is_sure: bool,
        by_sound: bool = True,
    ) -> Iterator[Find]:
        """Names between two characters, where somebody is named and hardly anything else.

        Args:
            text: in its plain form.
            begin: of the value.
            end: of the value.
            words: of the text.
            asks_for_a_name: whether what is no known name may be one.
            is_sure: whether it is sure that a value stands here.
            by_sound: whether kana that the dictionary does not know may be a name.
        """
        inside = chunks(text, begin, end)[:_MOST_CHUNKS]
        position = 0
        any_shape = asks_for_a_name
        while position < len(inside):
            n_taken, find = self._name(text, inside, position, words, any_shape, by_sound)
            if find:
                told = is_sure or asks_for_a_name or position > 0 or find[1] - find[0] > 1
                yield Find(*find, "氏名", Evidence.CUE if told else Evidence.DOUBT)
                if not _is_listed(text, find[1], inside, position + n_taken):
                    return
                any_shape = False
            elif not self._is_passed(inside[position], words):
                return
            elif not is_unit_or_rank(inside[position].text):
                any_shape = False
            position += n_taken

    def _name(
        self,
        text: str,
        inside: Sequence[Chunk],
        position: int,
        words: Sequence[Word],
        any_shape: bool,
        by_sound: bool,
    ) -> tuple[int, Span | None]:
        """How many chunks belong together, and the name in them."""
        chunk = inside[position]
        foreign = self._foreign(text, inside, position, any_shape, by_sound)
        if foreign:
            return foreign
        apart = self._letters_apart(text, inside, position)
        if apart > 2:
            joined = "".join(c.text for c in inside[position : position + apart])
            if any_shape or self._names.split(joined):
                return apart, (chunk.begin, inside[position + apart - 1].end)
        core = self._core(chunk.text)
        if not core:
            return 1, None
        whole = core == chunk.text
        if whole and self._leads_to_given(text, inside, position, any_shape):
            given = self._core(inside[position + 1].text)
            return 2, (chunk.begin, inside[position + 1].begin + len(given))
        if self._is_name(core, any_shape, chunk, words):
            return 1, (chunk.begin, chunk.begin + len(core))
        if any_shape and whole and self._shaped(core, chunk, words):
            follows = self._goes_on(text, inside, position)
            last = inside[position + follows]
            return 1 + follows, (chunk.begin, last.end)
        begin = self._begin_of_name(chunk, core, words)
        if begin is not None:
            end = chunk.begin + len(core)
            if (
                whole
                and self._goes_on(text, inside, position)
                and self._names.is_family(text[begin:end])
            ):
                return 2, (
                    begin,
                    inside[position + 1].begin + len(self._core(inside[position + 1].text)),
                )
            return 1, (begin, end)
        return 1, None

    def _leads_to_given(
        self, text: str, inside: Sequence[Chunk], position: int, any_shape: bool
    ) -> bool:
        """Whether a family name stands here with a given name behind it."""
        family = inside[position].text
        if not self._goes_on(text, inside, position):
            return False
        if self._names.is_family(family):
            return True
        given = self._core(inside[position + 1].text)
        unknown = _SHAPE.fullmatch(family) and not self._names.known_as(family)
        return bool(unknown and (any_shape or self._names.is_given(given)) and len(family) <= 4)

    def _core(self, text: str) -> str:
        """A chunk without titles, ranks and what ties it to a sentence (山田課長まで)."""
        text = _TAIL.sub("", text)
        title = _TITLE.search(text)
        return text[: title.start()] if title and title.start() else text

    def _goes_on(self, text: str, inside: Sequence[Chunk], position: int) -> bool:
        """Whether the next chunk is the given name to this family name."""
        if position + 1 >= len(inside):
            return False
        this, following = inside[position], inside[position + 1]
        core = self._core(following.text)
        if not core or not _GAP_IN_A_NAME.fullmatch(text[this.end : following.begin]):
            return False
        if self._names.is_given(core) and not _RANK.fullmatch(core):
            return True
        kana = _SHORT_KANA.fullmatch(core) is not None
        return kana or (
            _KANJI.fullmatch(core) is not None
            and len(core) <= 3
            and (len(core) == 1 or not self._names.is_noun(core))
            and not is_unit_or_rank(core)
        )

    def _is_name(self, core: str, any_shape: bool, chunk: Chunk, words: Sequence[Word]) -> bool:
        if self._names.is_family(core):
            return core not in NO_PERSON and core not in NO_NAME
        if is_unit_or_rank(core) and not self._names.split(core):
            return False
        return self._names.split_loosely(core) > 0 and (
            any_shape or not self._is_words(core, chunk, words)
        )

    def _is_words(self, core: str, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether a chunk is made of known common words of two letters or more (総合政策)."""
        return all(
            word.part_of_speech.startswith(NOUN) and len(word.surface) > 1
            for word in between_words(words, chunk.begin, chunk.begin + len(core))
        )

    def _shaped(self, core: str, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether what the dictionary does not know is shaped like a name."""
        if not _SHAPE.fullmatch(core) or is_unit_or_rank(core):
            return False
        if self._names.known_as(core) and not self._names.is_given(core):
            return False
        return not any(
            not word.part_of_speech.startswith(("名詞", "接", "補助記号"))
            or (
                len(word.surface) > 1
                and word.part_of_speech.startswith(NOUN)
                and self._names.known_as(word.surface)
            )
            for word in between_words(words, chunk.begin, chunk.begin + len(core))
        )

    def _begin_of_name(self, chunk: Chunk, core: str, words: Sequence[Word]) -> int | None:
        """Where a name begins behind a unit or rank without a blank (情報課鬼頭, 主査山田太郎)."""
        end = chunk.begin + len(core)
        for word in between_words(words, chunk.begin, end)[1:]:
            before, name = text_of(chunk, word.begin), core[word.begin - chunk.begin :]
            if len(name) > 8 or not is_unit_or_rank(before):
                continue
            if self._names.split(name) or (
                self._names.is_family(name) and name not in NO_NAME and name not in NO_PERSON
            ):
                return word.begin
        return None

    def _foreign(
        self, text: str, inside: Sequence[Chunk], position: int, any_shape: bool, by_sound: bool
    ) -> tuple[int, Span | None] | None:
        """Names in katakana, hiragana or roman letters; None where there is none such."""
        for letters in (_ROMAN, _KATAKANA, _HIRAGANA):
            cores: list[str] = []
            n = position
            while n < len(inside) and letters.fullmatch(core := self._core(inside[n].text)):
                if cores and not _FOREIGN_GAP.fullmatch(text[inside[n - 1].end : inside[n].begin]):
                    break
                cores.append(core)
                n += 1
            if not cores:
                continue
            if letters is _ROMAN and len(cores) == 1 and cores[0].isupper():
                if _COMMA.fullmatch(
                    text[inside[position].end : inside[position + 1].begin]
                    if position + 1 < len(inside)
                    else ""
                ):
                    given = inside[position + 1].text
                    if _ROMAN.fullmatch(given) and given[0].isupper():
                        return 2, (inside[position].begin, inside[position + 1].end)
            if letters is _ROMAN:
                rest = text[inside[position + len(cores) - 1].end :]
                cores = _roman_name(cores, rest, longest=3 if any_shape else 2)
            elif len(cores) > 1 and "・" in text[inside[position].end : inside[position + 1].begin]:
                cores = self._tied_by_dots(text, inside, position, cores)
            if not cores:
                return None
            n = position + len(cores)
            span = (inside[position].begin, inside[n - 1].begin + len(cores[-1]))
            if self._is_foreign(cores, letters, any_shape, by_sound):
                return len(cores), span
        return None

    def _tied_by_dots(
        self, text: str, inside: Sequence[Chunk], position: int, cores: list[str]
    ) -> list[str]:
        """Of ラム・バハドゥル ネパール what dots tie together."""
        n = 1
        while (
            n < len(cores)
            and "・" in text[inside[position + n - 1].end : inside[position + n].begin]
        ):
            n += 1
        return cores[:n]

    def _is_foreign(
        self, cores: list[str], letters: re.Pattern[str], any_shape: bool, by_sound: bool
    ) -> bool:
        names, several = self._names, len(cores) > 1
        if letters is _ROMAN:
            capital = all(core[0].isupper() for core in cores)
            if several:
                return capital or any_shape
            core = cores[0]
            unknown = len(core) > 3 and not core.isupper() and not names.known_as(core)
            return any_shape or names.is_family(core) or (by_sound and unknown)
        if several:
            return len(cores) <= 5
        core = cores[0]
        known = names.is_family(core) or names.is_given(core) or names.is_foreign(core)
        whole = (
            names.split_loosely(core) > 0
            or (any_shape and not names.known_as(core))
            or (by_sound and not names.known_as(core) and names.split_by_sound(core) > 0)
        )
        return len(core) > 1 and (whole or (known and not names.is_noun(core)))

    def _letters_apart(self, text: str, inside: Sequence[Chunk], position: int) -> int:
        """How many letters with blanks between them stand here (山　田　太　郎)."""
        n = position
        while n < len(inside) and len(inside[n].text) == 1 and _SHAPE.fullmatch(inside[n].text):
            if n > position and text[inside[n - 1].end : inside[n].begin].strip(" "):
                break
            n += 1
        return n - position

    def _is_passed(self, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether a name may still stand behind a chunk: it is no part of a sentence."""
        if is_unit_or_rank(chunk.text):
            return True
        return all(
            word.part_of_speech.startswith(("名詞", "接", "補助記号", "記号"))
            and "数詞" not in word.part_of_speech
            for word in between_words(words, chunk.begin, chunk.end)
        )


NO_NAME = frozenset(
    "役所 市場 森林 海上 水上 南部 北部 西部 東部 中部 上部 下部 町村 公平 山村 林道 街道 樹木 田地 田畑"
    " 山地 北方 南方 東海 国立 仲間 家内 大家 仲居 八百屋 薬師 地場 入口 出口 中間 国分 代表".split()
)
"""Family names that are first of all words for a unit, a trade or a place in an office."""
NO_PERSON = frozenset(
    "長課係部局室班省庁府所社会校園署団組官員者等名品神仏王姫殿客母父兄姉娘嫁奥町市村区県国何全各同元前後上下本当公官民女男子"
)
"""Family names of one letter that mean somebody or something else before a title."""


def _is_listed(text: str, end: int, inside: Sequence[Chunk], position: int) -> bool:
    """Whether another name may stand behind the one that ends here: 、・/ or its reading in ()."""
    if position >= len(inside):
        return False
    between = text[end : inside[position].begin]
    if "(" in between:
        return _KANA.fullmatch(inside[position].text) is not None
    return _LISTED.fullmatch(between) is not None


def is_unit_or_rank(text: str) -> bool:
    """Whether a chunk names a unit (情報政策課) or a rank (主査)."""
    return _UNIT.search(text) is not None or _RANK.search(text) is not None


def text_of(chunk: Chunk, end: int) -> str:
    """What stands in a chunk before a character of the text."""
    return chunk.text[: end - chunk.begin]


def between_words(words: Sequence[Word], begin: int, end: int) -> Sequence[Word]:
    """The words that overlap some characters."""
    first = max(bisect_left(words, (begin + 1,)) - 1, 0)
    while first < len(words) and words[first].end <= begin:
        first += 1
    last = first
    while last < len(words) and words[last].begin < end:
        last += 1
    return words[first:last]


def _roman_name(cores: list[str], followed: str, longest: int) -> list[str]:
    """Of words in roman letters those that make up a name, initials not counted.

    >>> _roman_name(["Akira", "ISO"], " 27001", 2), _roman_name(["J.", "R.", "Smith"], "", 2)
    (['Akira'], ['J.', 'R.', 'Smith'])
    """
    initials = sum(len(core.rstrip(".")) == 1 for core in cores[:3])
    name = cores[: longest + initials]
    if (
        len(name) > 1
        and name[-1].isupper()
        and len(name[-1]) <= 3
        and re.match(r"[ -]?\d", followed)
    ):
        name = name[:-1]
    return name
