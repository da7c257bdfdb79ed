"""Sudachi with core and user dictionary: a text as words, numbers and terms kept whole."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from sudachipy import Config, Dictionary
from sudachipy.errors import SudachiError

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.text.lexicon import MAX_CHARACTERS

SplitMode = Literal["A", "B", "C"]

# Sudachi's defaults without IgnoreYomigana, which makes 費用(コスト) one word, 費用: a word of the
# opinion is lost. In 6,000 public comments and proposals it met 22 places, one of them a reading.
_INPUT_PLUGINS = [
    {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
    {
        "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
        "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
        "replacementSymbol": "ー",
    },
]
_KATAKANA = re.compile(r"[ァ-ヿｦ-ﾟ]+")
_DIGITS = re.compile(r"\d+")
_NUMBER_UP_TO_HERE = re.compile(r"\d(?:[\d,]*\d)?\Z")
_NUMBER = "名詞,数詞"


class Word(NamedTuple):
    """A word of a text."""

    begin: int  # characters into the text
    end: int
    part_of_speech: str  # Sudachi's, up to four levels joined by commas, without inflection
    normal_form: str

    def moved(self, offset: int) -> "Word":
        """The word in a text in which its own text begins at ``offset``."""
        return self._replace(begin=self.begin + offset, end=self.end + offset)


class Segmenter:
    """Cuts texts of up to 49,149 bytes into words. Not safe to share between threads."""

    def __init__(self, dictionary_path: str | None, split_mode: SplitMode) -> None:
        """Load the dictionaries (mapped into memory, some 30 ms).

        Args:
            dictionary_path: the user dictionary, as the stage ``lexicon`` writes it; None for the
                core dictionary alone.
            split_mode: Sudachi's; terms of the lexicon stay whole in every mode.

        Raises:
            OpinionsError: the dictionary is missing, broken, or of another core dictionary.
        """
        config = Config(
            user=[dictionary_path] if dictionary_path else [], inputTextPlugin=_INPUT_PLUGINS
        )
        try:
            self._dictionary = Dictionary(config=config, dict="core")
            self._sudachi = self._dictionary.tokenizer(split_mode, {"pos", "normalized_form"})
            self._cutter = self._dictionary.tokenizer(split_mode, {"pos"})
        except SudachiError as error:
            raise OpinionsError(
                says(
                    f"用語辞書 {dictionary_path} を読めない。消してから opinions prepare で"
                    "作り直す。",
                    f"The user dictionary {dictionary_path} cannot be loaded ({error}). Delete it "
                    "and make it anew: opinions prepare",
                )
            ) from error
        self._parts_of_speech: dict[int, str] = {}

    def unknown(self, words: Iterable[str]) -> list[str]:
        """Those that are not one word in the dictionaries, sorted."""
        return sorted(word for word in set(words) if not self._dictionary.lookup(word))

    def parts_of_speech(self, word: str) -> frozenset[str]:
        """What a word can be, as ``Word.part_of_speech`` names it; nothing if it is in no entry."""
        return frozenset(map(self._part_of_speech, self._dictionary.lookup(word)))

    def number(self, word: str, part_of_speech: str) -> int | None:
        """The first number in the core dictionary of a word; None where it is not in it."""
        return min(
            (
                entry.word_id()
                for entry in self._dictionary.lookup(word)
                if self._part_of_speech(entry).startswith(part_of_speech)
            ),
            default=None,
        )

    def readings(self, *parts_of_speech: str) -> dict[str, dict[str, int]]:
        """The readings (katakana) of all words, by part of speech; takes some two seconds.

        Args:
            parts_of_speech: as ``Word.part_of_speech`` names them.

        Returns:
            By part of speech, each reading with the first number of a word that is read so.
        """
        readings: dict[str, dict[str, int]] = {part: {} for part in parts_of_speech}
        wanted: dict[int, dict[str, int] | None] = {}
        for entry in self._dictionary.entries():
            number = entry.part_of_speech_id()
            try:
                found = wanted[number]
            except KeyError:
                found = wanted[number] = readings.get(self._part_of_speech(entry))
            if found is not None:
                found.setdefault(entry.reading_form(), entry.word_id())
        return readings

    def morphemes(self, text: str) -> list[tuple[int, int, str, str]]:
        """Begin, end, letters and part of speech of each word as Sudachi cuts it; much faster."""
        known, end = self._parts_of_speech, 0
        return [
            (
                begin := end,  # where the one before ends
                end := morpheme.end(),
                text[begin:end],
                known.get(morpheme.part_of_speech_id()) or self._part_of_speech(morpheme),
            )
            for morpheme in self._cutter.tokenize(text)
        ]

    def words(self, text: str) -> list[Word]:
        """The words of a text, mended where Sudachi breaks a number or swallows a term."""
        words: list[Word] = []
        known = self._parts_of_speech
        for morpheme in self._sudachi.tokenize(text):
            begin, end = morpheme.begin(), morpheme.end()
            tag = known.get(morpheme.part_of_speech_id()) or self._part_of_speech(morpheme)
            word = Word(begin, end, tag, morpheme.normalized_form())
            surface = text[begin:end]
            if morpheme.is_oov() and _KATAKANA.fullmatch(surface):
                words += [part.moved(begin) for part in self._terms_apart(surface)] or [word]
            elif surface[:1].isdecimal() and text[begin - 1 : begin].isdecimal():
                self._append_after_number(words, word, text)
            elif surface:  # in a㎡ Sudachi finds am and 2; the 2 has no character of its own
                words.append(word)
        return words

    def _word(self, morpheme: Any, begin: int, end: int) -> Word:
        return Word(begin, end, self._part_of_speech(morpheme), morpheme.normalized_form())

    def _part_of_speech(self, morpheme: Any) -> str:
        number = morpheme.part_of_speech_id()
        part_of_speech = self._parts_of_speech.get(number)
        if part_of_speech is None:
            levels = [level for level in morpheme.part_of_speech()[:4] if level != "*"]
            part_of_speech = self._parts_of_speech.setdefault(number, ",".join(levels))
        return part_of_speech

    def _terms_apart(self, katakana: str) -> Iterator[Word]:
        """The words of an unknown katakana word that holds terms of the lexicon; else nothing.

        Sudachi joins unknown katakana with its neighbours: ランニングコスト|ゼロ become one word.
        A lone kana beside a term is a piece of another word, so nothing is cut there.
        """
        begin = last = 0
        while begin < len(katakana):
            term = self._longest_term(katakana, begin)
            if term and begin - last != 1 and len(katakana) - term.end != 1:
                yield from (word.moved(last) for word in self.words(katakana[last:begin]))
                yield term
                begin = last = term.end
            else:
                begin += 1
        if last:
            yield from (word.moved(last) for word in self.words(katakana[last:]))

    def _longest_term(self, text: str, begin: int) -> Word | None:
        for end in range(min(len(text), begin + MAX_CHARACTERS), begin + 1, -1):
            for entry in self._dictionary.lookup(text[begin:end]):
                if entry.dictionary_id() > 0:  # 0: the core dictionary
                    return self._word(entry, begin, end)
        return None

    def _append_after_number(self, words: list[Word], word: Word, text: str) -> None:
        """Append a word that begins with the last digits of a longer number (1|20業務).

        The number is put together, and the rest of the word is cut anew.
        """
        before = _NUMBER_UP_TO_HERE.search(text[: word.begin])
        digits = _DIGITS.match(text, word.begin)
        begin = before.start() if before else word.begin
        while words and words[-1].begin >= begin:
            words.pop()
        begin = max(begin, words[-1].end if words else 0)
        end = digits.end() if digits else word.begin
        words.append(Word(begin, end, _NUMBER, text[begin:end].replace(",", "")))
        words += [rest.moved(end) for rest in self.words(text[end : word.end])]
