"""Labels that name no known thing: questions (問1 …), subjects (目標について), items 1, 2, …."""

import re
import unicodedata
from collections.abc import Container, Iterable

from pipeline.layouts.role_words import role_of_words
from pipeline.layouts.said import has_letters
from pipeline.readers.grid import Grid, Place
from pipeline.text.normalize import without_unseen
from pipeline.text.sentences import is_ended
from pipeline.text.speech_acts import claims

_LONGEST_QUESTION = 240
_LONGEST_ITEM = 40
_ASKED = re.compile(
    r"(?:問|設問|質問|Q|Ｑ)(?: ?[0-9]{1,2}(?:[ .．、:：)）\-]|$)| ?[:：])", re.IGNORECASE
)
_ASKED_NUMBER = re.compile(r"(?:問|設問|質問|Q|Ｑ) ?([0-9]{1,2})[ .．、:：)）\-]", re.IGNORECASE)
_ASKS = re.compile(r"(?:か|ください|下さい|お書き|お答え|願います|お聞かせ)[。？?)）]*$")
_NAMES = re.compile(r"(?:もの|こと|点|事項|内容|理由|課題)[)）]?$")
"""Words that name what is asked for, whatever verb stands before them (…を求めるもの)."""
_NUMBER = re.compile(r"[(（]?(?P<number>[0-9]{1,2})(?:[)）.．、:：] ?| )|(?P<circled>[①-⑳]) ?")
_TO_ANSWER = re.compile(
    r"(?:意見|要望|提案|考え|状況|理由|課題)(?:等|など)?(?:を|が(?:あれば|ありましたら|ある場合は?、?)|について)?、?(?:以下に|下欄に|具体的に|自由に)?"
    r"(?:お|御|ご)?(?:書き|答え|聞かせ|示し|記入|記載|回答|教え)(?:し?て)?(?:ください|下さい|願います|いただきたい)[。)）]*$"
)
"""How a form asks for an answer; nobody who answers speaks so."""
_ABOUT = re.compile(r".{2,80}(?:について|に関して|に対して|に関すること|に関する事項)")


def is_question(text: str) -> bool:
    """Whether a cell is a question with a number (問1 …), not an answer that begins with one.

    >>> is_question("問１　御意見をお書きください。"), is_question("問１のとおり延長を。")
    (True, False)
    """
    words = _plain(text)
    if len(words) > _LONGEST_QUESTION or not _ASKED.match(words):
        return False
    named = _ASKS.search(words) or _NAMES.search(words)
    return bool(named) or not (is_ended(words) or claims(words))


def further_questions(grid: Grid, rows: Iterable[int], questions: Iterable[Place]) -> list[Place]:
    """Cells that go on counting below a question in its column (問1 …, 問2 …), in reading order.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        questions: places of questions that are known.
    """
    known = set(questions)
    latest: dict[int, int] = {}
    found = []
    for row in rows:
        for column in range(len(grid.rows[row])):
            number = _asked_number(grid.cell(row, column))
            if number is None or grid.span(row, column)[:2] != (row, column):
                continue
            if (row, column) not in known and number != latest.get(column, number) + 1:
                continue
            if (row, column) not in known:
                found.append((row, column))
            latest[column] = number
    return found


def _asked_number(text: str) -> int | None:
    """The number of a text that begins as questions do (問2 …)."""
    words = _plain(text)
    number = _ASKED_NUMBER.match(words) if len(words) <= _LONGEST_QUESTION else None
    return int(number[1]) if number else None


def asks(text: str) -> bool:
    """Whether a question with a number asks for something (…について, …ですか), beyond doubt.

    >>> asks("問１　避難について"), asks("問１　給食の無償化")
    (True, False)
    """
    words = _plain(text)
    return bool(_ASKS.search(words) or _ABOUT.fullmatch(words))


def is_subject(text: str) -> bool:
    """Whether a cell is a question with a number, or a numbered subject (1 目標について).

    So is a numbered sentence that tells to answer (1 目標について御意見をお書きください。).

    >>> is_subject("１　計画の目標について"), is_subject("計画の目標について")
    (True, False)
    """
    words = _plain(text)
    found = _NUMBER.match(words)
    if is_question(text) or not found:
        return is_question(text)
    rest = words[found.end() :]
    asked = len(words) <= _LONGEST_QUESTION and _TO_ANSWER.search(rest)
    return bool(_ABOUT.fullmatch(rest) or asked)


def numbered_items(grid: Grid, rows: Iterable[int], labels: Container[Place]) -> list[Place]:
    """Cells of one column, numbered 1, 2, …, each with an answer beside or below it.

    They are the subjects of a form whose labels name nothing that is known (1 要支援者の避難).

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        labels: places of known labels; where one of the items is among them, there are none.
    """
    for found in _by_column(grid, rows).values():
        places = [place for _, place in found]
        if [number for number, _ in found] != list(range(1, len(found) + 1)) or len(found) < 2:
            continue
        named = any(place in labels or role_of_words(grid.cell(*place)) for place in places)
        if not named and all(_is_answered(grid, place, places) for place in places):
            return places
    return []


def numbered_beside(grid: Grid, rows: Iterable[int], asked: Container[Place]) -> list[Place]:
    """Cells counted in one series with a label that asks (２　国への要望): 1, 2, … down its column.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        asked: places of labels that ask; without one in a series there is none.
    """
    return [
        place
        for found in _by_column(grid, rows).values()
        if [number for number, _ in found] == list(range(1, len(found) + 1))
        and any(place in asked for _, place in found)
        for _, place in found
        if place not in asked
    ]


def numbered_inside(grid: Grid, rows: Iterable[int], asked: Iterable[Place]) -> dict[Place, Place]:
    """Cells 1, 2, … beside one label that asks, with answers to their right: labels below it.

    Nothing else stands to their left in their rows (御意見 | ①備蓄 | …, ②その他 | …).

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        asked: places of labels that ask.

    Returns:
        By place of such a cell, the label that it stands beside.
    """
    by_row = {place[0]: place for place in asked}
    inside: dict[Place, Place] = {}
    for found in _by_column(grid, rows).values():
        places = [place for _, place in found]
        first = by_row.get(places[0][0])
        if first is None or first[1] >= places[0][1]:
            continue
        if [n for n, _ in found] != list(range(1, len(found) + 1)) or len(found) < 2:
            continue
        answered = sum(_is_answered_beside(grid, place) for place in places)
        alone = all(_alone_to_the_left(grid, place) in (None, first) for place in places)
        if alone and 2 * answered >= len(found):
            inside |= dict.fromkeys(places, first)
    return inside


def _alone_to_the_left(grid: Grid, place: Place) -> Place | None:
    """The one filled cell to the left in a row; the place itself where there are several."""
    row, column = place
    spans = dict.fromkeys(grid.span(row, c)[:2] for c in range(column))
    filled = [span for span in spans if grid.cell(*span).strip()]
    return place if len(filled) > 1 else next(iter(filled), None)


def _by_column(grid: Grid, rows: Iterable[int]) -> dict[int, list[tuple[int, Place]]]:
    """By column, number and place of the cells that are numbered, in reading order."""
    by_column: dict[int, list[tuple[int, Place]]] = {}
    for row in rows:
        for column in range(len(grid.rows[row])):
            number = _number(grid.cell(row, column))
            if number is not None and grid.span(row, column)[:2] == (row, column):
                by_column.setdefault(column, []).append((number, (row, column)))
    return by_column


def named_subjects(grid: Grid, rows: Iterable[int], labels: Container[Place]) -> list[Place]:
    """Cells of one column that say what an answer is about (収集について), two or more.

    What stands in the first filled row is the title of the sheet.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        labels: places of known labels, which are no answers.
    """
    filled = [row for row in rows if any(text.strip() for text in grid.rows[row])]
    by_column: dict[int, list[Place]] = {}
    for row in filled[1:]:
        for column in range(len(grid.rows[row])):
            place = (row, column)
            if place not in labels and _ABOUT.fullmatch(_plain(grid.cell(*place))):
                by_column.setdefault(column, []).append(place)
    for places in by_column.values():
        known = {*places, *(p for p in _below(grid, places) if p in labels)}
        if len(places) > 1 and any(_is_answered(grid, place, known) for place in places):
            return places
    return []


def _below(grid: Grid, places: Iterable[Place]) -> list[Place]:
    return [(grid.span(*place)[2] + 1, place[1]) for place in places]


def _number(text: str) -> int | None:
    """The number before a short text that is no sentence; None where it is no such item."""
    words = _plain(text)
    found = _NUMBER.match(words)
    rest = words[found.end() :] if found else ""
    if not found or not has_letters(rest) or len(rest) > _LONGEST_ITEM:
        return None
    if is_ended(rest) or claims(rest):
        return None
    return int(found["number"]) if found["number"] else ord(found["circled"]) - 0x245F


def _is_answered(grid: Grid, place: Place, items: Container[Place]) -> bool:
    _, left, bottom, _ = grid.span(*place)
    below = (bottom + 1, left)
    return _is_answered_beside(grid, place) or bool(
        grid.cell(*below).strip() and below not in items
    )


def _is_answered_beside(grid: Grid, place: Place) -> bool:
    right = grid.span(*place)[3]
    return any(grid.cell(place[0], c).strip() for c in range(right + 1, grid.n_columns))


def _plain(text: str) -> str:
    """NFKC but for circled numbers, one space per gap."""
    words = "".join(
        letter if "①" <= letter <= "⑳" else unicodedata.normalize("NFKC", letter)
        for letter in without_unseen(text)
    )
    return " ".join(words.split())
