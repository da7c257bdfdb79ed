"""The names in what stands behind a label, in a cell or in a line that names somebody."""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.chunks import between_words, chunks, core_of
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.foreign_names import ForeignNames, Span
from pipeline.privacy.name_shapes import SHAPE, NameShapes
from pipeline.privacy.name_words import Chunk, NameWords, Word
from pipeline.privacy.units_and_ranks import MEANS_NOBODY, NO_PERSON, is_unit_or_rank

_MOST_CHUNKS = 8
_READING = re.compile(r" ?[(《〈<\[「](?P<kana>[ぁ-んァ-ヴー]{1,10})[)》〉>\]」]")
_NOTE = re.compile(r" ?\([^()\n]{1,20}\)(?= ?[、・/,&])")
_LABEL = re.compile(r"[^:\n/、,;]{1,20}?[:=]")
_LISTED = re.compile(r"[^\n]{0,4}[、・/,&][^\n]{0,2}")
_PART = re.compile(r" ?\((?:[主正副兼代]|主担当?|副担当?|兼務|代理)\) ?(?=[^\s()、。])")
"""What the first of two names does, who stand one behind the other: 山田(主)佐藤(副)."""
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_FIELD_ENDS = re.compile(
    r"(?:です|まで|様|殿|さん| 拝)?(?: {2,}| *(?:[\n\t|/;)\]】」』〉》≫>〕(、。]|印|㊞|→|$)"
    r"| (?:電話|TEL|tel|Tel|℡|☎|内線|直通|携帯|FAX"
    r"|E-?mail|e-?mail|メール|住所|〒|令和|平成|昭和|\d|[^\n ]{1,6}:))"
)


class ValueReader:
    """Reads values: units and ranks are passed over, a name is taken."""

    def __init__(self, names: NameWords) -> None:
        self._names = names
        self._shapes = NameShapes(names)
        self._foreign = ForeignNames(names, core_of)

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
            if not find and is_sure and self._is_last_of_field(text, inside, position):
                find = inside[position].begin, inside[position].end
            if find:
                told = is_sure or asks_for_a_name or position > 0 or find[1] - find[0] > 1
                yield Find(*find, "氏名", Evidence.CUE if told else Evidence.DOUBT)
                end = find[1]
                for part in self._behind_a_reading(text, end, inside):
                    yield Find(*part, "氏名", Evidence.CUE)
                    end = part[1]
                does = _PART.match(text, end)
                if end == find[1] and (note := does or _NOTE.match(text, end)):
                    end = note.end()
                n_taken = max(n_taken, sum(chunk.begin < end for chunk in inside) - position)
                if not does and not _is_listed(text, end, inside, position + n_taken):
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
        chunk, shapes = inside[position], self._shapes
        foreign = self._foreign.read(text, inside, position, any_shape, by_sound)
        if foreign:
            return foreign
        apart = shapes.letters_apart(text, inside, position)
        if apart > 2:
            joined = "".join(c.text for c in inside[position : position + apart])
            if any_shape or self._names.split(joined):
                return apart, (chunk.begin, inside[position + apart - 1].end)
        core = core_of(chunk.text)
        if not core:
            return 1, None
        whole = core == chunk.text
        if whole and shapes.leads_to_given(text, inside, position, any_shape):
            given = core_of(inside[position + 1].text)
            return 2, (chunk.begin, inside[position + 1].begin + len(given))
        if shapes.is_name(core, any_shape, chunk, words):
            return 1, (chunk.begin, chunk.begin + len(core))
        if any_shape and whole and shapes.is_shaped(core, chunk, words):
            follows = shapes.goes_on(text, inside, position)
            last = inside[position + follows]
            return 1 + follows, (chunk.begin, last.end)
        begin = shapes.begin_of_name(chunk, core, words)
        if begin is None:
            return 1, None
        end, n_taken = chunk.begin + len(core), 1
        if (
            whole
            and shapes.goes_on(text, inside, position)
            and self._names.is_family(text[begin:end])
        ):
            following = inside[position + 1]
            end, n_taken = following.begin + len(core_of(following.text)), 2
        return n_taken, (begin, end)

    def _behind_a_reading(self, text: str, end: int, inside: Sequence[Chunk]) -> list[Span]:
        """Reading, given name and its reading behind a family name: 中西(なかにし)千佳(ちか)."""
        reading = _READING.match(text, end)
        given = reading and next((c for c in inside if c.begin >= reading.end()), None)
        if not reading or not given or text[reading.end() : given.begin].strip(" "):
            return []
        core = core_of(given.text)
        own = _READING.match(text, given.begin + len(core))
        is_given = self._names.is_given(core) or (own and SHAPE.fullmatch(core))
        if not is_given or is_unit_or_rank(core):
            return []
        parts = [reading.span("kana"), (given.begin, given.begin + len(core))]
        return [*parts, own.span("kana")] if own else parts

    def _is_last_of_field(self, text: str, inside: Sequence[Chunk], position: int) -> bool:
        """Whether a letter that can be a given name ends a field behind a unit (防災課 熊)."""
        chunk = inside[position]
        return (
            position > 0
            and len(chunk.text) == 1
            and is_unit_or_rank(inside[position - 1].text)
            and self._names.is_given(chunk.text)
            and chunk.text not in MEANS_NOBODY | NO_PERSON
            and text[inside[position - 1].end : chunk.begin].isspace()
            and fills_its_field(text, chunk.end)
        )

    def _is_passed(self, chunk: Chunk, words: Sequence[Word]) -> bool:
        """Whether a name may still stand behind a chunk: it is no part of a sentence."""
        if is_unit_or_rank(chunk.text):
            return True
        return all(
            word.part_of_speech.startswith(("名詞", "接", "補助記号", "記号"))
            and "数詞" not in word.part_of_speech
            for word in between_words(words, chunk.begin, chunk.end)
        )


def fills_its_field(text: str, end: int) -> bool:
    """Whether a field of a form ends where a name ends.

    >>> fills_its_field("担当  林  備考", 5), fills_its_field("担当 林業", 4)
    (True, False)
    """
    return _FIELD_ENDS.match(text, end) is not None


def _is_listed(text: str, end: int, inside: Sequence[Chunk], position: int) -> bool:
    """Whether another name may stand behind the one that ends here: 、・/ or its reading in ()."""
    if position >= len(inside):
        return False
    between = text[end : inside[position].begin]
    if "(" in between:
        return _KANA.fullmatch(inside[position].text) is not None
    is_label = _LABEL.match(text, inside[position].begin) is not None
    return _LISTED.fullmatch(between) is not None and not is_label
