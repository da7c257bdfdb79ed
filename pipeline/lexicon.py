"""The lexicon: domain terms with one normal form each, and stop words, from people's CSV files."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sudachipy import TextNormalizer

from pipeline.errors import OpinionsError

TERM_COLUMNS = ("surface", "normalized_form", "reading", "category", "note")
STOP_WORD_COLUMNS = ("word", "reason")

NAME_CATEGORIES = ("組織", "サービス", "法令・計画")
WORD_CATEGORIES = ("団体区分", "業務", "手続", "システム", "費用", "体制・人材")
CATEGORIES = NAME_CATEGORIES + WORD_CATEGORIES

MAX_CHARACTERS = 60  # of a surface or normal form; the longest title of a law in use has 24
MAX_PROBLEMS_SHOWN = 20

# One character would be cut out of every compound, three hiragana out of inflected words.
_TOO_SHORT = re.compile(r".|[ぁ-ゖ]{1,3}")
# Letters, digits, and the few marks that stand inside names; a blank only between them.
_SURFACE = re.compile(r"[\w々〇・ー&.+\-‐－/'’()（）]+(?: [\w々〇・ー&.+\-‐－/'’()（）]+)*")
_KANA = re.compile(r"[ぁ-ゖァ-ヺーヽヾゝゞ]+")

# Connection ids that Sudachi's manual (docs/user_dict.md) recommends for words of these kinds.
_NAME = ("4786", "名詞,固有名詞,一般,*,*,*")
_WORD = ("5146", "名詞,普通名詞,一般,*,*,*")


class LexiconError(OpinionsError):
    """A lexicon file that cannot be used; names file and row, and what to correct."""


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


def parse_lexicon(files: Mapping[str, str]) -> Lexicon:
    """Read the lexicon; the header of each file decides whether it holds terms or stop words.

    Args:
        files: name (for messages) → content of a CSV file.

    Raises:
        LexiconError: all problems at once, each with file, row, and what to do. Rows are counted
            as a spreadsheet shows them; the header is row 1.
    """
    terms: list[Term] = []
    stop_words: set[str] = set()
    problems: list[str] = []
    for name in sorted(files):
        kind, rows = _rows(name, files[name])
        for place, cells in rows:
            if kind == TERM_COLUMNS:
                faults = list(_term_faults(cells))
                terms.append(_term(cells, place))
            else:
                faults = [] if cells[0] else ["word is empty. Write the word, or delete the row"]
                if cells[0] in stop_words:
                    faults = [f"word {cells[0]!r} came before. Delete one of the two rows"]
                stop_words.add(cells[0])
            problems += [f"{place}: {fault}." for fault in faults]
    if not terms:
        problems.append(f"No terms in {_listed(files)}. A file needs {','.join(TERM_COLUMNS)}.")
    problems += _contradictions(terms)
    if problems:
        more = len(problems) - MAX_PROBLEMS_SHOWN
        shown = problems[:MAX_PROBLEMS_SHOWN] + ([f"… and {more} more."] if more > 0 else [])
        raise LexiconError("\n".join(shown))
    return Lexicon(tuple(terms), frozenset(stop_words))


def sudachi_rows(terms: Iterable[Term]) -> str:
    """Sudachi's user dictionary source (18 columns, no header), one line per term.

    Source of the format: WorksApplications/Sudachi, docs/user_dict.md.
    """
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    for term in terms:
        connection, part_of_speech = _NAME if term.category in NAME_CATEGORIES else _WORD
        writer.writerow(
            [indexed_form(term.surface), connection, connection, _cost(term), term.surface]
            + [*part_of_speech.split(","), term.reading, term.normalized_form]
            + ["*", "C", "*", "*", "*"]
        )
    return lines.getvalue()


def indexed_form(surface: str) -> str:
    """The form in which Sudachi looks a surface up: NFKC, lower case, but for its exceptions.

    >>> indexed_form("ＬＧＷＡＮ－ASP"), indexed_form("ｶﾞﾊﾞｸﾗ")
    ('lgwan-asp', 'ガバクラ')
    """
    return str(TextNormalizer().normalize(surface))


def _cost(term: Term) -> int:
    """Word cost: the lower, the more a term is preferred to its parts (-32,767 to 32,767).

    Costs of the core dictionary's nouns lie near 5,000. Minus 1,000 per character keeps terms of
    four and more whole beside any kanji; the constant makes one long term cheaper than two short
    ones that fill the same place, and leaves terms of two or three characters to compete, so that
    ベンダー is not cut out of ラベンダー.
    """
    return max(3_000 - 1_000 * len(term.surface), -32_000)


def _rows(name: str, content: str) -> tuple[tuple[str, ...], list[tuple[str, list[str]]]]:
    """Kind of a file (its columns), and place and cells of each row that is not blank."""
    try:
        table = list(
            csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), strict=True)
        )
    except csv.Error as error:
        raise LexiconError(f"{name} is not CSV: {error}. Save it as CSV in UTF-8.") from error
    header = tuple(cell.strip() for cell in table[0]) if table else ()
    if header not in (TERM_COLUMNS, STOP_WORD_COLUMNS):
        raise LexiconError(
            f"{name}, row 1: header {','.join(header)!r}. Allowed: {','.join(TERM_COLUMNS)!r} "
            f"(terms) or {','.join(STOP_WORD_COLUMNS)!r} (stop words). Correct the header."
        )
    rows: list[tuple[str, list[str]]] = []
    for number, row in enumerate(table[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise LexiconError(
                f"{name}, row {number}: {len(cells)} cells, {len(header)} expected "
                f"({','.join(header)}). Put quotes round a cell that holds a comma."
            )
        rows.append((f"{name}, row {number}", cells))
    return header, rows


def _term(cells: list[str], place: str) -> Term:
    surface, normalized_form, reading, category, _note = cells
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
    return Term(surface, normalized_form or surface, katakana, category, place)


def _term_faults(cells: list[str]) -> Iterator[str]:
    surface, normalized_form, reading, category, _note = cells
    for column, word in (("surface", surface), ("normalized_form", normalized_form or surface)):
        if not word:
            yield f"{column} is empty. Write the word as it stands in opinions"
        elif len(word) > MAX_CHARACTERS or _TOO_SHORT.fullmatch(word):
            yield (
                f"{column} {word!r} has {len(word)} characters (allowed: 2 to {MAX_CHARACTERS}; "
                "hiragana alone from 4). Write a longer compound, or delete the row"
            )
        elif not _SURFACE.fullmatch(word):
            yield (
                f"{column} {word!r} holds a character that is not allowed (allowed: letters, "
                "digits, ・ー&.+-/'() and single blanks inside). Write the bare word"
            )
    if not _KANA.fullmatch(reading):
        yield f"reading {reading!r} (kana expected). Write how {surface!r} is read, in katakana"
    if category not in CATEGORIES:
        yield f"category {category!r} (allowed: {'、'.join(CATEGORIES)}). Choose one of these"


def _contradictions(terms: list[Term]) -> list[str]:
    """What single rows cannot show: duplicates, and normal forms that lead on or nowhere."""
    problems: list[str] = []
    seen: dict[str, Term] = {}
    by_surface = {term.surface: term for term in terms}
    for term in terms:
        first = seen.setdefault(indexed_form(term.surface), term)
        if first is not term:
            problems.append(
                f"{term.place}: surface {term.surface!r} came before as {first.surface!r} "
                f"({first.place}); width and case do not count. Delete one of the two rows."
            )
        target = by_surface.get(term.normalized_form)
        if target is None:
            problems.append(
                f"{term.place}: normalized_form {term.normalized_form!r} has no row of its own. "
                "Add a row with it as surface, or correct it."
            )
        elif target.normalized_form != target.surface:
            problems.append(
                f"{term.place}: normalized_form {target.surface!r} is itself given the form "
                f"{target.normalized_form!r} ({target.place}). Write that form in both rows."
            )
        elif target.category != term.category:
            problems.append(
                f"{term.place}: category {term.category!r}, but its form {target.surface!r} has "
                f"{target.category!r} ({target.place}). Give both the same category."
            )
    return problems


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "the lexicon folder (it holds no *.csv)"
