"""Where labels stand that name no known thing: questions, subjects, items 1, 2, …."""

from collections.abc import Container, Iterable

from pipeline.layouts.question_words import asked_number, is_about, number_of, tells_to_answer
from pipeline.layouts.role_words import role_of_words
from pipeline.readers.grid import Grid, Place


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
            number = asked_number(grid.cell(row, column))
            if number is None or grid.span(row, column)[:2] != (row, column):
                continue
            if (row, column) not in known and number != latest.get(column, number) + 1:
                continue
            if (row, column) not in known:
                found.append((row, column))
            latest[column] = number
    return found


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
            number = number_of(grid.cell(row, column))
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
    for row in filled if grid.labels_first else filled[1:]:
        for column in range(len(grid.rows[row])):
            place = (row, column)
            if place not in labels and is_about(grid.cell(*place)):
                by_column.setdefault(column, []).append(place)
    for places in by_column.values():
        known = {*places, *(p for p in _below(grid, places) if p in labels)}
        if len(places) > 1 and any(_is_answered(grid, place, known) for place in places):
            return places
    return []


def _below(grid: Grid, places: Iterable[Place]) -> list[Place]:
    return [(grid.span(*place)[2] + 1, place[1]) for place in places]


def _is_answered(grid: Grid, place: Place, items: Container[Place]) -> bool:
    _, left, bottom, _ = grid.span(*place)
    below = (bottom + 1, left)
    return _is_answered_beside(grid, place) or bool(
        grid.cell(*below).strip() and below not in items
    )


def _is_answered_beside(grid: Grid, place: Place) -> bool:
    right = grid.span(*place)[3]
    return any(grid.cell(place[0], c).strip() for c in range(right + 1, grid.n_columns))


def asking_sentences(grid: Grid, rows: Iterable[int], labels: Container[Place]) -> list[Place]:
    """Cells that tell in a sentence to answer (御意見をお書きください。); answers follow.

    Args:
        grid: the sheet.
        rows: rows to look at, from 0.
        labels: places of known labels, which are no answers.
    """
    return [
        (row, column)
        for row in rows
        for column, text in enumerate(grid.rows[row])
        if text.strip()
        and tells_to_answer(text)
        and (
            _is_answered(grid, (row, column), labels)
            or _is_answered_further_down(grid, (row, column), labels)
        )
    ]


def _is_answered_further_down(grid: Grid, place: Place, labels: Container[Place]) -> bool:
    """Whether a cell has its answer below a blank row."""
    _, left, bottom, _ = grid.span(*place)
    is_blank = not any(t.strip() for row in grid.rows[bottom + 1 : bottom + 2] for t in row)
    further = (bottom + 2, left)
    return is_blank and bool(grid.cell(*further).strip()) and further not in labels
