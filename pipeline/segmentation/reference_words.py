"""References between answers (同上, No.3と同じ, A市と同様): which opinion they mean."""

from collections.abc import Sequence

from pipeline.segmentation.stock_answers import Recognised


def resolve(
    answers: Sequence[Recognised | None],
    numbers: Sequence[str | None],
    respondents: Sequence[str | None],
) -> list[int | None]:
    """Find the rows that references mean.

    Args:
        answers: (n_rows,) what each row of one table was recognised as; None is an opinion.
        numbers: (n_rows,) the number that each row carries in the table, None where it has none.
        respondents: (n_rows,) the name of who answered.

    Returns:
        (n_rows,) for each reference the index of the row with the opinion meant, through other
        references if need be; None for all other rows, and for a reference that leads to no row,
        to several, to no opinion or round in a circle: a person's task.
    """
    steps = [
        _step(row, answer, numbers, respondents, answers) for row, answer in enumerate(answers)
    ]
    found: list[int | None] = []
    for row in range(len(answers)):
        seen: set[int] = set()
        at: int | None = row
        while at is not None and at not in seen and answers[at] is not None:
            seen.add(at)
            at = steps[at]
        is_reference = answers[row] is not None
        found.append(at if is_reference and at is not None and answers[at] is None else None)
    return found


def _step(
    row: int,
    answer: Recognised | None,
    numbers: Sequence[str | None],
    respondents: Sequence[str | None],
    answers: Sequence[Recognised | None],
) -> int | None:
    """The one row that a reference names."""
    if answer is None or answer.target is None or answer.target.kind == "left":
        return None
    if answer.target.kind == "previous":
        return row - 1 if row else None
    if answer.target.kind == "number":
        rows = [n for n, number in enumerate(numbers) if number == answer.target.value]
    else:
        name = answer.target.value
        rows = [n for n, who in enumerate(respondents) if who and who.endswith(name)]
        rows = [n for n in rows if answers[n] is None] or [n for n in rows if n != row]
    return rows[0] if len(rows) == 1 and rows[0] != row else None
