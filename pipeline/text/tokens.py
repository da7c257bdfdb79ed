"""Tokens of opinions: one normal form per word, and whether it says what the opinion is about."""

import threading
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from pydantic import Field

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import Parameters
from pipeline.text.long_texts import pieces
from pipeline.text.mask_marks import MASK_MARK
from pipeline.text.tokenizer import Segmenter, SplitMode

_LONGEST_SIMPLE = 2  # characters; a word of two kanji is one idea

NEGATION = "ない"
"""Normal form of every negation (ない, ず, ぬ, ん, まい, 無い, なし): none is overlooked."""

_SYMBOL = "補助記号,一般"
_NEGATIONS = frozenset(
    [("助動詞", word) for word in ("ない", "ず", "まい", "へん", "なんだ")]
    + [("形容詞", "無い"), ("名詞", "無し"), ("名詞", "なし")]
)

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

    split_mode: SplitMode = "C"  # A: short units, C: compounds; terms stay whole in every mode
    # Left out by default: numbers and counters (助数詞可能), pronouns, nouns of time and degree
    # (副詞可能), adverbs, names of persons (no topic, and private), and the verbs and adjectives of
    # grammar (非自立可能: する, ある, できる, なる, いただく, ない, よい).
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
    """A token of a text; ``text[begin:end] == surface``."""

    surface: str
    normal_form: str
    part_of_speech: str  # Sudachi's, up to four levels joined by commas, without inflection
    begin: int  # characters into the text
    end: int
    is_content: bool
    parts: str = ""  # normal forms of a compound content word's short units, by spaces

    @property
    def is_negation(self) -> bool:
        """Whether the token negates (compounds such as 不可能 are words of their own)."""
        return self.normal_form == NEGATION


class Tokenizer:
    """Makes tokens. One per process and thread, made once: see ``tokenizer_of_this_thread``."""

    def __init__(
        self, dictionary_path: str, params: TokenizeParams, stop_words: Iterable[str] = ()
    ) -> None:
        """Load the dictionaries.

        Args:
            dictionary_path: the user dictionary, as the stage ``lexicon`` writes it.
            params: split mode and what counts as content.
            stop_words: surfaces or normal forms that never count as content.

        Raises:
            OpinionsError: the dictionary cannot be loaded, or a stop word would match nothing.
        """
        self._thread = threading.get_ident()
        self._params = params
        self._stop_words = frozenset(stop_words)
        self._segmenter = Segmenter(dictionary_path, params.split_mode)
        self._short_units = Segmenter(None, "A")  # without the terms that the lexicon keeps whole
        self._facts_of: dict[tuple[str, str, str], tuple[str, bool, str]] = {}
        if unknown := self._segmenter.unknown(self._stop_words):
            raise OpinionsError(
                says(
                    f"数えない語のうち、一語ではなく何にも当たらないもの：{'、'.join(unknown)}。"
                    "corpora/codebook/lexicon/stop_words.csv に一語ずつ書くか、消す。",
                    f"Stop words that are not one word each, and so would match nothing: {unknown}."
                    " Write single words in corpora/codebook/lexicon/stop_words.csv, or delete "
                    "these.",
                )
            )

    def tokens(self, text: str) -> list[Token]:
        """Cut a text into tokens; their surfaces in order make up the text.

        A mark that stands for personal data (〔氏名〕) is one token and no content.

        Args:
            text: of any length; beyond Sudachi's limit it is cut at ends of sentences.

        Raises:
            RuntimeError: called from another thread than the one that made the tokenizer.
        """
        if threading.get_ident() != self._thread:
            raise RuntimeError("A Tokenizer serves the thread that made it. Make one per thread.")
        known = self._facts_of
        found = []
        for offset, stop in pieces(text):
            for word in self._segmenter.words(text[offset:stop]):
                begin, end = word.begin + offset, word.end + offset
                key = (text[begin:end], word.part_of_speech, word.normal_form)
                facts = known.get(key)
                if facts is None:
                    facts = known.setdefault(key, self._facts(*key))
                found.append(Token(key[0], facts[0], key[1], begin, end, facts[1], facts[2]))
        return _with_marks(found, text) if "〔" in text else found

    def _facts(self, surface: str, part_of_speech: str, normal_form: str) -> tuple[str, bool, str]:
        """Normal form, whether it is content, and its parts: the same wherever a word stands."""
        if (part_of_speech.partition(",")[0], normal_form) in _NEGATIONS:
            return NEGATION, False, ""
        is_content = (
            part_of_speech.startswith(self._params.content_parts)
            and len(normal_form) >= self._params.min_characters
            and any(character.isalpha() for character in normal_form)
            and normal_form not in self._stop_words
            and surface not in self._stop_words
        )
        return normal_form, is_content, self._parts(surface) if is_content else ""

    def _parts(self, surface: str) -> str:
        """The content words inside a compound: デジタル人材 and 人材支援 share 人材."""
        units = self._short_units.words(surface) if len(surface) > _LONGEST_SIMPLE else []
        forms = [
            unit.normal_form
            for unit in units
            if unit.part_of_speech.startswith(self._params.content_parts)
            and len(unit.normal_form) >= self._params.min_characters
            and unit.normal_form not in self._stop_words
        ]
        return " ".join(forms) if len(units) > 1 else ""


def _with_marks(tokens: Sequence[Token], text: str) -> list[Token]:
    """The same tokens, those of a mark as one."""
    marks = {mark.start(): mark.end() for mark in MASK_MARK.finditer(text)}
    ends = {token.end for token in tokens}
    found: list[Token] = []
    inside = 0  # end of the mark that the token before belongs to
    for token in tokens:
        if token.begin < inside:
            continue
        if marks.get(token.begin) not in ends:
            found.append(token)
            continue
        inside = marks[token.begin]
        mark = text[token.begin : inside]
        found.append(Token(mark, mark, _SYMBOL, token.begin, inside, is_content=False))
    return found


_OF_THREAD = threading.local()


def tokenizer_of_this_thread(
    dictionary_path: str, params: TokenizeParams, stop_words: frozenset[str], version: str = ""
) -> Tokenizer:
    """The tokenizer of the calling thread and process for these arguments, made once.

    Workers call it themselves: a tokenizer can neither be shared nor sent. The file is looked at
    again only where ``version`` changes (a hash of it, say).
    """
    made: dict[tuple[object, ...], Tokenizer] = _OF_THREAD.__dict__.setdefault("made", {})
    key = (dictionary_path, params, stop_words, version)
    if key not in made:
        made[key] = Tokenizer(dictionary_path, params, stop_words)
    return made[key]


def tokenize_opinions(opinions: pd.DataFrame, tokenizer: Tokenizer) -> pd.DataFrame:
    """The tokens of opinions, row by row: the rows of parts, joined, are the rows of the whole.

    Args:
        opinions: columns ``opinion_id`` and ``text_normalized``.
        tokenizer: of this thread.

    Returns:
        The table ``Tokens``: one row per token, in the order of opinions and of their text.
    """
    found = [tokenizer.tokens(text) for text in opinions["text_normalized"]]
    counts = [len(tokens) for tokens in found]
    rows = [token for tokens in found for token in tokens]
    frame = pd.DataFrame(rows, columns=list(Token._fields))
    positions = [position for count in counts for position in range(count)]
    frame.insert(0, "opinion_id", np.repeat(opinions["opinion_id"].to_numpy(object), counts))
    frame.insert(1, "position", positions)
    return frame.astype(
        dict.fromkeys(["opinion_id", "surface", "normal_form", "part_of_speech", "parts"], "str")
        | dict.fromkeys(["position", "begin", "end"], "int32")
        | {"is_content": "bool"}
    )
