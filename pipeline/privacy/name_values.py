"""The names in what stands behind a label, in a cell or in a line that names somebody."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.foreign_names import ForeignNames, Span
from pipeline.privacy.name_words import KANJI, NOUN, Chunk, NameWords, Word
from pipeline.privacy.units_and_ranks import NO_NAME, NO_PERSON, RANK, is_unit_or_rank

_MOST_CHUNKS = 8
_CHUNK = re.compile(r"[^ \t\n、。,;:/|()「」『』【】〈〉《》\[\]<>・…→⇒\"”“&＆]+")
_GAP_IN_A_NAME = re.compile(" {1,3}")
_TITLE = re.compile(
    "(?:様|さま|さん|氏|殿|君|くん|先生|[課係部局室次班所署店校園院会市町村]長|主[査任事幹]|参事"
    "|補佐"
    "|[係職議委社]員|教授|理事)$"
)
_TAIL = re.compile(
    r"(?:です|でございます|と申します|といいます|まで|宛て?|より|から|へ|に|が|は|も)$"
)
_READING = re.compile(r" ?[(《〈<\[「](?P<kana>[ぁ-んァ-ヴー]{1,10})[)》〉>\]」]")
_NOTE = re.compile(r" ?\([^()\n]{1,20}\)(?= ?[、・/,&])")
_LABEL = re.compile(r"[^:\n/、,;]{1,20}?[:=]")
_LISTED = re.compile(r"[^\n]{0,4}[、・/,&][^\n]{0,2}")
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_KANJI = re.compile(f"[{KANJI}]+")
_SHAPE = re.compile(rf"[{KANJI}]{{1,5}}[{KANJI}ぁ-んァ-ヴー]{{0,5}}")
_SHORT_KANA = re.compile("[ぁ-んァ-ヴー]{1,4}")


def chunks(text: str, begin: int, end: int) -> list[Chunk]:
    """The chunks between two characters of a text."""
    return [Chunk(*found.span(), found[0]) for found in _CHUNK.finditer(text, begin, end)]


class ValueReader:
    """Reads values: units and ranks are passed over, a name is taken."""

    def __init__(self, names: NameWords) -> None:
        self._names = names
        self._foreign = ForeignNames(names, _core)

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
                end = find[1]
                for part in self._behind_a_reading(text, end, inside):
                    yield Find(*part, "氏名", Evidence.CUE)
                    end = part[1]
                if end == find[1] and (note := _NOTE.match(text, end)):
                    end = note.end()
                n_taken = max(n_taken, sum(chunk.begin < end for chunk in inside) - position)
                if not _is_listed(text, end, inside, position + n_taken):
                    return
                any_shape = False
            elif not self._is_passed(inside[position], words):
                return
            elif not is_unit_or_rank(inside[position].text):
                any_shape = by_sound = False
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
        foreign = self._foreign.read(text, inside, position, any_shape, by_sound)
        if foreign:
            return foreign
        apart = self._letters_apart(text, inside, position)
        if apart > 2:
            joined = "".join(c.text for c in inside[position : position + apart])
            if any_shape or self._names.split(joined):
                return apart, (chunk.begin, inside[position + apart - 1].end)
        core = _core(chunk.text)
        if not core:
            return 1, None
        whole = core == chunk.text
        if whole and self._leads_to_given(text, inside, position, any_shape):
            given = _core(inside[position + 1].text)
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
                    inside[position + 1].begin + len(_core(inside[position + 1].text)),
                )
            return 1, (begin, end)
        return 1, None

    def _behind_a_reading(self, text: str, end: int, inside: Sequence[Chunk]) -> list[Span]:
        """Reading, given name and its reading behind a family name: 中西(なかにし)千佳(ちか)."""
        reading = _READING.match(text, end)
        given = reading and next((c for c in inside if c.begin >= reading.end()), None)
        if not reading or not given or text[reading.end() : given.begin].strip(" "):
            return []
        core = _core(given.text)
        own = _READING.match(text, given.begin + len(core))
        is_given = self._names.is_given(core) or (own and _SHAPE.fullmatch(core))
        if not is_given or is_unit_or_rank(core):
            return []
        parts = [reading.span("kana"), (given.begin, given.begin + len(core))]
        return [*parts, own.span("kana")] if own else parts

    def _leads_to_given(
        self, text: str, inside: Sequence[Chunk], position: int, any_shape: bool
    ) -> bool:
        """Whether a family name stands here with a given name behind it."""
        family = inside[position].text
        if not self._goes_on(text, inside, position):
            return False
        if self._names.is_family(family):
            return True
        given = _core(inside[position + 1].text)
        unknown = _SHAPE.fullmatch(family) and not self._names.known_as(family)
        return bool(unknown and (any_shape or self._names.is_given(given)) and len(family) <= 4)

    def _goes_on(self, text: str, inside: Sequence[Chunk], position: int) -> bool:
        """Whether the next chunk is the given name to this family name."""
        if position + 1 >= len(inside):
            return False
        this, following = inside[position], inside[position + 1]
        core = _core(following.text)
        if not core or not _GAP_IN_A_NAME.fullmatch(text[this.end : following.begin]):
            return False
        if self._names.is_given(core) and not RANK.fullmatch(core):
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


def _is_listed(text: str, end: int, inside: Sequence[Chunk], position: int) -> bool:
    """Whether another name may stand behind the one that ends here: 、・/ or its reading in ()."""
    if position >= len(inside):
        return False
    between = text[end : inside[position].begin]
    if "(" in between:
        return _KANA.fullmatch(inside[position].text) is not None
    is_label = _LABEL.match(text, inside[position].begin) is not None
    return _LISTED.fullmatch(between) is not None and not is_label


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


def _core(text: str) -> str:
    """A chunk without titles, ranks and what ties it to a sentence (山田課長まで)."""
    text = _TAIL.sub("", text)
    title = _TITLE.search(text)
    return text[: title.start()] if title and title.start() else text
