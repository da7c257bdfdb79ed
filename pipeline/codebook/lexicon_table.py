"""People's CSV files of the lexicon, read and checked."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.text.lexicon import CATEGORIES, MAX_CHARACTERS, Lexicon, Term, indexed_form

TERM_COLUMNS = ("surface", "normalized_form", "reading", "category", "note")
STOP_WORD_COLUMNS = ("word", "reason")

MAX_PROBLEMS_SHOWN = 20

# One character would be cut out of every compound, three hiragana out of inflected words.
_TOO_SHORT = re.compile(r".|[ぁ-ゖ]{1,3}")
# Letters, digits, and the few marks that stand inside names; a blank only between them.
_PART = r"[\w々〇・ー&.+\-‐－/'’()（）]+"
_SURFACE = re.compile(rf"{_PART}(?: {_PART})*")
_KANA = re.compile(r"[ぁ-ゖァ-ヺー]+")


class LexiconError(OpinionsError):
    """A lexicon that cannot be used; names file and row, and what to correct."""


def parse_lexicon(files: Mapping[str, str]) -> Lexicon:
    """Read the lexicon; the header of each file decides whether it holds terms or stop words.

    Args:
        files: name (for messages) → content of a CSV file.

    Raises:
        LexiconError: all problems at once, each with file, row, and what to do. Rows are counted
            as a spreadsheet shows them; the header is row 1.
    """
    terms: list[Term] = []
    stop_words: dict[str, str] = {}
    problems: list[str] = []
    for name in sorted(files):
        columns, rows = _rows(name, files[name])
        for place, cells in rows:
            if columns == TERM_COLUMNS:
                faults = list(_term_faults(cells))
                if not faults:
                    terms.append(_term(cells, place))
            else:
                faults = list(_stop_word_faults(cells[0], stop_words))
                stop_words.setdefault(cells[0], place)
            problems += [says(f"{place}：{fault}。", f"{place}: {fault}.") for fault in faults]
    problems = problems or _contradictions(terms)
    if not terms and not problems:
        header = ",".join(TERM_COLUMNS)
        problems = [
            says(
                f"用語辞書に用語が一つもない。見出し {header} のファイルを加える。",
                f"The lexicon has no terms. Add a file with header {header}.",
            )
        ]
    if problems:
        more = len(problems) - MAX_PROBLEMS_SHOWN
        shown = problems[:MAX_PROBLEMS_SHOWN] + (
            [says(f"… ほか{more}件。", f"… and {more} more.")] if more > 0 else []
        )
        raise LexiconError("\n".join(shown))
    return Lexicon(tuple(terms), frozenset(stop_words))


def _rows(name: str, content: str) -> tuple[tuple[str, ...], list[tuple[str, list[str]]]]:
    """Columns of a file, and place and cells of each row that is not blank."""
    lines = io.StringIO(content.removeprefix("\ufeff"), newline="")
    try:
        table = list(csv.reader(lines, strict=True))
    except csv.Error as error:
        raise LexiconError(
            says(
                f"{name} はCSVとして読めない（引用符の閉じ忘れなど）。CSV（UTF-8）で保存し直す。",
                f"{name} is not CSV: {error}. Save it as CSV in UTF-8.",
            )
        ) from error
    header = tuple(cell.strip() for cell in table[0]) if table else ()
    if header not in (TERM_COLUMNS, STOP_WORD_COLUMNS):
        raise LexiconError(
            says(
                f"{name} 1行目：見出しが「{','.join(header)}」になっている。"
                f"{','.join(TERM_COLUMNS)}（用語）か {','.join(STOP_WORD_COLUMNS)}（除く語）に"
                "する。",
                f"{name}, row 1: header {','.join(header)!r}. Allowed: "
                f"{','.join(TERM_COLUMNS)!r} (terms) or {','.join(STOP_WORD_COLUMNS)!r} (stop "
                "words). Correct the header.",
            )
        )
    rows: list[tuple[str, list[str]]] = []
    for number, row in enumerate(table[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise LexiconError(
                says(
                    f"{name} {number}行目：欄が{len(cells)}つある（{len(header)}つのはず："
                    f"{','.join(header)}）。コンマを含む欄は引用符で囲む。",
                    f"{name}, row {number}: {len(cells)} cells, {len(header)} expected "
                    f"({','.join(header)}). Put quotes round a cell that holds a comma.",
                )
            )
        rows.append((says(f"{name} {number}行目", f"{name}, row {number}"), cells))
    return header, rows


def _term(cells: list[str], place: str) -> Term:
    surface, normalized_form, reading, category, _note = cells
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in reading)
    return Term(surface, normalized_form or surface, katakana, category, place)


def _term_faults(cells: list[str]) -> Iterator[str]:
    """What is wrong with one row of terms (a form that is no surface is found later)."""
    surface, _form, reading, category, _note = cells
    if not surface:
        yield says(
            "surface が空である。意見に出てくるとおりの語を書く",
            "surface is empty. Write the word as it stands in opinions",
        )
    elif len(surface) > MAX_CHARACTERS or _TOO_SHORT.fullmatch(surface):
        yield says(
            f"surface「{surface}」は{len(surface)}字である（2〜{MAX_CHARACTERS}字、ひらがなだけなら"
            "4字から）。その長さの語にするか、行を消す",
            f"surface {surface!r} has {len(surface)} characters (allowed: 2 to "
            f"{MAX_CHARACTERS}; hiragana alone from 4). Write a compound of that length, or "
            "delete the row",
        )
    elif not _SURFACE.fullmatch(surface):
        yield says(
            f"surface「{surface}」に使えない文字がある（使えるのは文字、数字、・ー&.+-/'() と"
            "途中の一つの空白）。語だけを書く",
            f"surface {surface!r} holds a character that is not allowed (allowed: letters, "
            "digits, ・ー&.+-/'() and single blanks inside). Write the bare word",
        )
    if not _KANA.fullmatch(reading):
        yield says(
            f"reading「{reading}」はかなではない。「{surface}」の読みをカタカナで書く",
            f"reading {reading!r} (kana expected). Write how {surface!r} is read, in katakana",
        )
    if category not in CATEGORIES:
        allowed = "、".join(CATEGORIES)
        yield says(
            f"category「{category}」は使えない。{allowed} から選ぶ",
            f"category {category!r} (allowed: {allowed}). Choose one of these",
        )


def _stop_word_faults(word: str, seen: Mapping[str, str]) -> Iterator[str]:
    if not word:
        yield says(
            "word が空である。語を書くか、行を消す",
            "word is empty. Write the word, or delete the row",
        )
    elif word in seen:
        yield says(
            f"word「{word}」は前にもある（{seen[word]}）。どちらかの行を消す",
            f"word {word!r} came before ({seen[word]}). Delete one of the two rows",
        )


def _contradictions(terms: list[Term]) -> list[str]:
    """What single rows cannot show: duplicates, and normal forms that lead on or nowhere."""
    problems: list[str] = []
    seen: dict[str, Term] = {}
    by_surface = {term.surface: term for term in terms}
    for term in terms:
        first = seen.setdefault(indexed_form(term.surface), term)
        if first is not term:
            problems.append(
                says(
                    f"{term.place}：surface「{term.surface}」は前にもある（{first.place}、"
                    f"「{first.surface}」）。全角・半角、大文字・小文字は区別しない。"
                    "どちらかの行を消す。",
                    f"{term.place}: surface {term.surface!r} came before as {first.surface!r} "
                    f"({first.place}); width and case do not count. Delete one of the two rows.",
                )
            )
        target = by_surface.get(term.normalized_form)
        if target is None:
            problems.append(
                says(
                    f"{term.place}：normalized_form「{term.normalized_form}」の行がない。"
                    "それを surface とする行を加えるか、直す。",
                    f"{term.place}: normalized_form {term.normalized_form!r} has no row of its "
                    "own. Add a row with it as surface, or correct it.",
                )
            )
        elif target.normalized_form != target.surface:
            problems.append(
                says(
                    f"{term.place}：normalized_form「{target.surface}」自身に別の形"
                    f"「{target.normalized_form}」がある（{target.place}）。両方の行にその形を書く。",
                    f"{term.place}: normalized_form {target.surface!r} is itself given the form "
                    f"{target.normalized_form!r} ({target.place}). Write that form in both rows.",
                )
            )
        elif target.category != term.category:
            problems.append(
                says(
                    f"{term.place}：category「{term.category}」が、その形「{target.surface}」の"
                    f"「{target.category}」（{target.place}）と違う。同じにする。",
                    f"{term.place}: category {term.category!r}, but its form {target.surface!r} "
                    f"has {target.category!r} ({target.place}). Give both the same category.",
                )
            )
    return problems
