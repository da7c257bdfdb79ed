"""Words of opinions: Sudachi with the user dictionary, one normal form per word."""

import re
import threading
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

import pandas as pd
from pydantic import Field
from sudachipy import Config, Dictionary
from sudachipy.errors import SudachiError

from pipeline.errors import OpinionsError
from pipeline.params import Parameters
from pipeline.pieces import pieces

NEGATION = "ない"
"""Normal form of every negation (ない, ず, ぬ, ん, まい, 無い, なし), so that none is overlooked."""

_NEGATORS = frozenset(
    [("助動詞", word) for word in ("ない", "ず", "まい", "へん", "なんだ")]
    + [("形容詞", "無い"), ("名詞", "無し"), ("名詞", "なし")]
)

# Sudachi's defaults without IgnoreYomigana, which makes 費用(コスト) one word 費用: a word of the
# opinion would be lost. (In 6,000 texts it never met a reading that was worth ignoring.)
_INPUT_PLUGINS = [
    {"class": "com.worksap.nlp.sudachi.DefaultInputTextPlugin"},
    {
        "class": "com.worksap.nlp.sudachi.ProlongedSoundMarkPlugin",
        "prolongedSoundMarks": ["ー", "-", "⁓", "〜", "〰"],
        "replacementSymbol": "ー",
    },
]
_PATH_PLUGINS = [{"class": "com.worksap.nlp.sudachi.JoinNumericPlugin", "enableNormalize": True}]
_KATAKANA = re.compile(r"[ァ-ヿｦ-ﾟ]+")
_NUMBER_BEFORE = re.compile(r"\d(?:[\d,]*\d)?$")

ContentPart = Literal[
    "名詞,普通名詞,一般",
    "名詞,普通名詞,サ変可能",
    "名詞,普通名詞,形状詞可能",
    "名詞,普通名詞,サ変形状詞可能",
    "名詞,普通名詞,副詞可能",
    "名詞,普通名詞,助数詞可能",
    "名詞,固有名詞,一般",
    "名詞,固有名詞,地名",
    "名詞,固有名詞,人名",
    "動詞,一般",
    "動詞,非自立可能",
    "形容詞,一般",
    "形容詞,非自立可能",
    "形状詞,一般",
    "形状詞,タリ",
    "副詞",
]


class TokenizeParams(Parameters):
    """How opinions are cut into words, and which words count as content."""

    split_mode: Literal["A", "B", "C"] = "C"  # A short units, C compounds; terms stay whole in all
    # Not: pronouns, numbers, counters (助数詞可能), nouns of time and degree (副詞可能), names of
    # persons (private, and no topic), auxiliary verbs and adjectives (非自立可能: する, ある, できる,
    # なる, いただく, ない, よい, ほしい), adverbs (degree, not subject).
    content_parts: tuple[ContentPart, ...] = Field(
        default=(
            "名詞,普通名詞,一般",
            "名詞,普通名詞,サ変可能",
            "名詞,普通名詞,形状詞可能",
            "名詞,普通名詞,サ変形状詞可能",
            "名詞,固有名詞,一般",
            "名詞,固有名詞,地名",
            "動詞,一般",
            "形容詞,一般",
            "形状詞,一般",
        ),
        min_length=1,
    )
    min_characters: int = Field(default=2, ge=1, le=10)  # of a content word's normal form


class Token(NamedTuple):
    """A word of a text; ``text[begin:end] == surface``."""

    surface: str
    normal_form: str
    part_of_speech: str  # up to four levels joined by commas, without inflection
    begin: int  # characters into the text
    end: int
    is_content: bool

    @property
    def is_negation(self) -> bool:
        """Whether the token negates (compounds such as 不可能 are words of their own)."""
        return self.normal_form == NEGATION


class Tokenizer:
    """Sudachi with core and user dictionary. Make one per process and thread, and keep it."""

    def __init__(
        self, dictionary_path: str, params: TokenizeParams, stop_words: Iterable[str] = ()
    ) -> None:
        """Load the dictionaries (shared memory, some 30 ms).

        Args:
            dictionary_path: the user dictionary, as the stage ``lexicon`` writes it.
            params: split mode and what counts as content.
            stop_words: normal forms or surfaces that never count as content.

        Raises:
            OpinionsError: the dictionary cannot be loaded, or a stop word is no word.
        """
        self._thread = threading.get_ident()
        self._params = params
        joined = Config(user=[dictionary_path], inputTextPlugin=_INPUT_PLUGINS)
        plain = joined.update(pathRewritePlugin=_PATH_PLUGINS)
        fields = {"pos", "normalized_form"}
        try:
            dictionary = Dictionary(config=joined, dict="core")
            self._joining = dictionary.tokenizer(params.split_mode, fields)
            self._plain = Dictionary(config=plain, dict="core").tokenizer(params.split_mode, fields)
        except SudachiError as error:
            raise OpinionsError(
                f"{dictionary_path} cannot be loaded: {error}. Run: dvc repro --force lexicon"
            ) from error
        self._stop_words = frozenset(stop_words)
        unknown = sorted(word for word in self._stop_words if not dictionary.lookup(word))
        if unknown:
            raise OpinionsError(
                f"Stop words that are not one word each and would match nothing: {unknown}. "
                "Correct or delete them in the lexicon."
            )

    def tokens(self, text: str) -> list[Token]:
        """Cut a text into tokens; their surfaces in order make up the text.

        Args:
            text: of any length; beyond Sudachi's limit it is cut at ends of sentences.

        Raises:
            RuntimeError: called from another thread than the one that made the tokenizer.
        """
        if threading.get_ident() != self._thread:
            raise RuntimeError("A Tokenizer serves the thread that made it. Make one per thread.")
        tokens: list[Token] = []
        for begin, end in pieces(text):
            tokens += self._cut(self._joining, text[begin:end], begin)
        return tokens

    def _cut(self, sudachi: Any, text: str, offset: int) -> list[Token]:
        tokens: list[Token] = []
        for morpheme in sudachi.tokenize(text):
            begin, end = morpheme.begin(), morpheme.end()
            surface = text[begin:end]
            if surface[0].isdigit() and text[begin - 1 : begin].isdigit():
                self._mend_number(tokens, text, begin, end, offset)
            elif morpheme.is_oov() and sudachi is self._joining and _KATAKANA.fullmatch(surface):
                tokens += self._without_terms_joined(surface, morpheme, offset + begin)
            else:
                tokens.append(self._token(surface, morpheme.normalized_form(), pos, offset + begin))
        return tokens
