"""The lexicon: domain terms with one normal form each, and stop words."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from sudachipy import TextNormalizer

NAME_CATEGORIES = ("組織", "サービス", "法令・計画")
WORD_CATEGORIES = ("団体区分", "業務", "手続", "システム", "費用", "体制・人材")
CATEGORIES = NAME_CATEGORIES + WORD_CATEGORIES

MAX_CHARACTERS = 30  # of a surface; beyond, Sudachi's range of costs ends (see word_cost)

# Connection ids that Sudachi's manual (docs/user_dict.md) recommends for words of these kinds.
_NAME = ("4786", "名詞,固有名詞,一般,*,*,*")
_WORD = ("5146", "名詞,普通名詞,一般,*,*,*")


@dataclass(frozen=True)
class Term:
    """One notation of a domain term."""

    surface: str
    normalized_form: str
    reading: str  # katakana
    category: str
    place: str  # file and row, for messages


@dataclass(frozen=True)
class Lexicon:
    """Everything in the lexicon folder."""

    terms: tuple[Term, ...]
    stop_words: frozenset[str]  # as people wrote them

    @property
    def normal_forms(self) -> dict[str, str]:
        """The normal form of every surface."""
        return {term.surface: term.normalized_form for term in self.terms}

    @property
    def official_vocabulary(self) -> tuple[str, ...]:
        """The normal forms themselves, in file order: preferred words for names of themes."""
        return tuple(t.surface for t in self.terms if t.surface == t.normalized_form)


def sudachi_rows(terms: Iterable[Term]) -> str:
    """Sudachi's user dictionary source (18 columns, no header), one line per term.

    Source of the format: WorksApplications/Sudachi, docs/user_dict.md.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for term in terms:
        connection, part_of_speech = _NAME if term.category in NAME_CATEGORIES else _WORD
        head = [indexed_form(term.surface), connection, connection, word_cost(term.surface)]
        forms = [term.surface, *part_of_speech.split(","), term.reading, term.normalized_form]
        writer.writerow([*head, *forms, "*", "C", "*", "*", "*"])
    return lines.getvalue()


def indexed_form(surface: str) -> str:
    """The form in which Sudachi looks a surface up: NFKC, lower case, but for its exceptions.

    >>> indexed_form("ＬＧＷＡＮ－ASP"), indexed_form("ｶﾞﾊﾞｸﾗ")
    ('lgwan-asp', 'ガバクラ')
    """
    return str(TextNormalizer().normalize(surface))


def word_cost(surface: str) -> int:
    """Sudachi's cost of a term: the lower, the more it is preferred (-32,767 to 32,767).

    Nouns of the core dictionary cost about 5,000. Minus 1,000 per character keeps terms of three
    and more whole beside any kanji, and the constant makes a long term cheaper than two short
    ones that fill its place. A term of two characters stays behind longer words of the core
    dictionary: 町村 must not cut 市町村.

    >>> word_cost("デジタル共通基盤") < word_cost("デジタル") + word_cost("共通基盤")
    True
    """
    return 7_000 if len(surface) <= 2 else max(3_000 - 1_000 * len(surface), -32_000)
