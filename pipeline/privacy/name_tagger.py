"""Which words are names by all that stands around them, as learnt from texts with names marked.

A conditional random field (CRFsuite) over the words of a text. It sees what rules found and what
the dictionary says (``name_features``), and adds names that no rule tells.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.privacy.families_abroad import IN_ROMAN
from pipeline.privacy.finds import Evidence, Find
from pipeline.privacy.full_names import is_of_the_past, is_tied, names_a_thing
from pipeline.privacy.name_features import NameFeatures
from pipeline.privacy.name_runs import add_the_rest, runs, whole
from pipeline.privacy.name_weights import NameWeights
from pipeline.privacy.name_words import KANJI, NameWords, Word
from pipeline.privacy.roman_spelling import spelling
from pipeline.privacy.units_and_ranks import NO_PERSON

_IS_NAME = 0.6
_IS_NAME_OF_A_THING = 0.9
_MAY_BE = 0.3
"""Probabilities of a name; of one that a town or, in kana, a thing bears; of what people see."""
_ALONE = 0.3
"""Of a common family name with nobody around it."""
_HARDLY = 0.15
"""Of a family name in kanji that a word around it told: below, it is none."""
_LEAST = {Evidence.ALONE: _ALONE, Evidence.FAMILY_NAME: _HARDLY}
_AGAIN = 0.2
"""Enough where the same letters are a name elsewhere in the text."""
_TELLS = frozenset(
    {
        Evidence.CUE,
        Evidence.TITLE,
        Evidence.SIGNATURE,
        Evidence.FULL_NAME,
        Evidence.FAMILY_NAME,
        Evidence.ALONE,
    }
)
"""Reasons of rules that are reasons for the model's name too."""


class NameTagger:
    """Judges the words of a text. Not safe to share between threads."""

    def __init__(self, names: NameWords, model: bytes) -> None:
        """Load a model.

        Args:
            names: knows words.
            model: as ``name_training`` makes it.
        """
        self._names = names
        self._model = NameWeights.of_bytes(model)
        self._features = NameFeatures(names, self._model.features)

    def judged(self, text: str, words: Sequence[Word], found: Sequence[Find]) -> Iterator[Find]:
        """What rules found, with names that they did not find; what may be one, in doubt.

        Args:
            text: in its plain form.
            words: of it, in order.
            found: by rules.
        """
        hardly: set[Find] = set()
        for part in _parts(self._features.pieces(words, found)):
            begin, end = part[0].begin, part[-1].end
            inside = [find for find in found if find.begin < end and begin < find.end]
            likely = self._model.probabilities(self._features.weighed(text, part, inside))
            if max(likely) >= _AGAIN:
                yield from self._names_in(text, part, likely, inside)
            by_place = dict(zip((w.begin for w in part), likely, strict=True)) if inside else {}
            for find in inside:
                p = max((by_place.get(at, 0.0) for at in range(find.begin, find.end)), default=0.0)
                in_kanji = _IN_KANJI.fullmatch(text, find.begin, find.end)
                if in_kanji and p < _LEAST.get(find.evidence, 0.0):
                    hardly.add(find)
        for find in found:
            yield find._replace(evidence=Evidence.DOUBT) if find in hardly else find

    def _names_in(
        self, text: str, part: Sequence[Word], likely: Sequence[float], found: Sequence[Find]
    ) -> Iterator[Find]:
        """Names by their probabilities, and what may be some, in doubt."""
        judged = list(zip(part, likely, strict=True))
        is_name = [p >= _IS_NAME and self._is_name(part, at, p) for at, p in enumerate(likely)]
        named = {w.surface for w, told in zip(part, is_name, strict=True) if told}
        sure = [
            told or (p >= _AGAIN and len(w.surface) > 1 and w.surface in named)
            for (w, p), told in zip(judged, is_name, strict=True)
        ]
        add_the_rest(part, likely, sure)
        away = [found.span() for found in _NO_NAME.finditer(text, part[0].begin, part[-1].end)]
        for begin, reached in runs(part, sure):
            if any(begin < stop and start < reached for start, stop in away):
                continue
            end = whole(text, begin, reached, found)
            evidence = _evidence(text, begin, end, found)
            called = _IS_CALLED.match(text, end) or text.endswith("by ", 0, begin)
            name = text[begin:end]
            other = name in NO_PERSON if called else self._is_no_name(name)  # 神様
            other = other or (len(name) == 1 and name.isascii())  # Aさん
            if evidence is Evidence.CONTEXT and (other or self._is_of_a_row(text, begin, end)):
                evidence = Evidence.DOUBT
            yield Find(begin, end, "氏名", evidence)
        for begin, end in runs(part, [p >= _MAY_BE for p in likely]):
            yield Find(begin, end, "氏名", Evidence.DOUBT)

    def _is_no_name(self, word: str) -> bool:
        """Whether nobody is called so: ZEH, a word in kana cut wrong, これら, 国等."""
        names = self._names
        if _BEGINS_NO_WORD.match(word) or word[-1] == "等":
            return True
        is_word = _KANA.fullmatch(word) and any(
            part.startswith(_OF_A_SENTENCE) for part in names.known_as(word)
        )
        named = names.is_common_given_sound(word) or names.is_common_sound(word)
        return bool(is_word and not named) or self._is_acronym(word)

    def _is_acronym(self, word: str) -> bool:
        """Whether it is short, in capitals, and sounds like no family name (ZEH, not ABE)."""
        return bool(_ACRONYM.fullmatch(word)) and not (
            word.lower() in IN_ROMAN or spelling(word) in self._names.sounds.roman_common_families
        )

    def _is_of_a_row(self, text: str, begin: int, end: int) -> bool:
        """Whether it is told with a river, bridge … that is no name of persons (中野川と谷川)."""
        before, behind = _ROW_BEFORE.search(text, max(begin - 8, 0), begin), _ROW.match(text, end)
        others = [found["other"] for found in (before, behind) if found]
        return text[end - 1] in _LANDSCAPE and any(
            other[-1] == text[end - 1] and not self._names.is_common_family(other)
            for other in others
        )

    def _is_name(self, part: Sequence[Word], at: int, probability: float) -> bool:
        """Whether a word that is probably a name is one, wherever else it stands."""
        if probability >= _IS_NAME_OF_A_THING:
            return True
        word = part[at].surface
        in_kanji = at and _IN_KANJI.fullmatch(part[at - 1].surface[-1:] + word)
        return not (
            self._names.is_body(word)
            or (_KANA.fullmatch(word) and self._names.is_noun(word))
            or (in_kanji and is_tied(part, at))  # 不可|能又
        )


_LONG, _LONGEST = 200, 400
"""Pieces after which a part ends with a sentence or line, and with any piece."""
_ENDS_A_PART = frozenset("。\n")


def _parts(pieces: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Pieces of long texts in parts, so that memory does not grow with the text."""
    begin = 0
    for at, piece in enumerate(pieces, start=1):
        size = at - begin
        if size >= _LONGEST or (size >= _LONG and piece.surface[-1:] in _ENDS_A_PART):
            yield pieces[begin:at]
            begin = at
    if begin < len(pieces):
        yield pieces[begin:]


_ORDER = tuple(Evidence)
_IN_KANJI = re.compile(f"[{KANJI}]+")
_ACRONYM = re.compile("[A-Z]{2,5}(?: ?[・/] ?[A-Z]{2,5})*")
_KANA = re.compile("[ぁ-んァ-ヴー]+")
_BEGINS_NO_WORD = re.compile("[ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮーン]")
_OF_A_SENTENCE = ("動詞", "代名詞", "助", "連体詞", "接続詞")
_LANDSCAPE = frozenset("川山橋沢池沼島坂峠浜")
_ROW_BEFORE = re.compile(rf"(?P<other>[{KANJI}]{{2,5}})(?:と|や|、|・|及び)\Z")
_ROW = re.compile(rf"(?:と|や|、|・|及び)(?P<other>[{KANJI}]{{2,5}})(?![{KANJI}])")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DATE = rf"\b(?:\d{{1,2}} {_MONTH} \d{{4}}|{_MONTH} \d{{1,2}}, \d{{4}})"
_GENERATION = "[一二三四五六七八九十百]{1,4}代目"
_NOBODY = "匿名(?:希望|ユーザー?)?(?=さん|様|さま|氏)"
_NO_NAME = re.compile(rf"{_DATE}|{_GENERATION}|{_NOBODY}")
_IS_CALLED = re.compile(" ?(?:さん|様|さま|氏)")
_PLACE_IN_ENGLISH = re.compile(
    r" (?i:prefecture|city|town|village|ward|station|university|river|bridge|park|inc|ltd|corp)\Z"
)


def _evidence(text: str, begin: int, end: int, found: Sequence[Find]) -> Evidence:
    """What tells a name that the model found: the best of the rules' reasons inside it, or context.

    Who holds public office, is cited or remembered, and after whom a thing is called, stays.
    """
    inside = [find.evidence for find in found if find.begin < end and begin < find.end]
    told = min((reason for reason in inside if reason in _TELLS), key=_ORDER.index, default=None)
    if told:
        return told
    away = (
        Evidence.OFFICE in inside
        or names_a_thing(text, end)
        or is_of_the_past(text, begin, end)
        or _PLACE_IN_ENGLISH.search(text, begin, end)
    )
    return Evidence.OFFICE if away else Evidence.CONTEXT
