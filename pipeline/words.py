"""Sudachi with core and user dictionary: a text as words, numbers and terms kept whole."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, Literal, NamedTuple

from sudachipy import Config, Dictionary
from sudachipy.errors import SudachiError

from pipeline.errors import OpinionsError

SplitMode = Literal["A", "B", "C"]

# Sudachi's defaults without IgnoreYomigana: that makes 費用(コスト) one word, 費用, and the other word
# of the opinion is lost. In 6,000 public comments and proposals it met 22 places, one a reading.
_INPUT_PLUGINS = [
    {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
    {
        "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
        "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
        "replacementSymbol": "ー",
    },
]
# The defaults without JoinKatakanaOov, see ``_terms_apart``.
_PLAIN_PLUGINS = [{"class": "com.worksap.nlp.sudachi.JoinNumericPlugin", "enableNormalize": True}]
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

    def __init__(self, dictionary_path: str, split_mode: SplitMode) -> None:
        """Load the dictionaries (mapped into memory, some 50 ms).

        Args:
            dictionary_path: the user dictionary, as the stage ``lexicon`` writes it.
            split_mode: Sudachi's; terms of the lexicon stay whole in every mode.

        Raises:
            OpinionsError: the dictionary is missing, broken, or of another core dictionary.
        """
        joining = Config(user=[dictionary_path], inputTextPlugin=_INPUT_PLUGINS)
        plain = joining.update(pathRewritePlugin=_PLAIN_PLUGINS)
        fields = {"pos", "normalized_form"}
        try:
            self._dictionary = Dictionary(config=joining, dict="core")
            self._joining = self._dictionary.tokenizer(split_mode, fields)
            self._plain = Dictionary(config=plain, dict="core").tokenizer(split_mode, fields)
        except SudachiError as error:
            raise OpinionsError(
                f"The user dictionary {dictionary_path} cannot be loaded ({error}). "
                "Make it anew: dvc repro --force lexicon"
            ) from error
        self._parts_of_speech: dict[int, str] = {}

    def unknown(self, words: Iterable[str]) -> list[str]:
        """Those that are not one word in the dictionaries, sorted."""
        return sorted(word for word in set(words) if not self._dictionary.lookup(word))

    def words(self, text: str) -> list[Word]:
        """The words of a text, mended where Sudachi breaks a number or swallows a term."""
        words: list[Word] = []
        for morpheme in self._joining.tokenize(text):
            word = self._word(morpheme)
            surface = text[word.begin : word.end]
            if morpheme.is_oov() and _KATAKANA.fullmatch(surface):
                words += [part.moved(word.begin) for part in self._terms_apart(surface, word)]
            elif surface[0].isdigit() and word.begin and text[word.begin - 1].isdigit():
                self._append_after_number(words, word, text)
            else:
                words.append(word)
        return words

    def _word(self, morpheme: Any) -> Word:
        number = morpheme.part_of_speech_id()
        part_of_speech = self._parts_of_speech.get(number)
        if part_of_speech is None:
            levels = [level for level in morpheme.part_of_speech()[:4] if level != "*"]
            part_of_speech = self._parts_of_speech.setdefault(number, ",".join(levels))
        return Word(morpheme.begin(), morpheme.end(), part_of_speech, morpheme.normalized_form())

    def _terms_apart(self, surface: str, unknown: Word) -> Iterator[Word]:
        """Parts of an unknown katakana word that Sudachi joined, terms of the lexicon taken out.

        Joining helps (エコ|キュート), but ランニングコスト|ゼロ would become one unknown word.
        """
        parts = list(self._plain.tokenize(surface))
        if not any(part.dictionary_id() > 0 for part in parts):
            parts = []
            yield unknown.moved(-unknown.begin)
        for is_term, group in groupby(parts, key=lambda part: part.dictionary_id() > 0):
            members = [self._word(part) for part in group]
            if is_term or len(members) == 1:
                yield from members
            else:
                begin, end = members[0].begin, members[-1].end
                yield Word(begin, end, unknown.part_of_speech, surface[begin:end])

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
