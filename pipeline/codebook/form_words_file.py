"""corpora/codebook/form_words.csv: words of forms, and words for no answer, as people list them."""

import csv
import io
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.layouts.form_words import FormWords
from pipeline.text.decoding import decode

COLUMNS = ("word", "meaning", "note")
MEANINGS = ("printed", "no_answer")


def read_form_words(path: Path) -> FormWords:
    """Read the list.

    Raises:
        OpinionsError: not there, or rows that cannot be used; names all of them.
    """
    if not path.is_file():
        raise OpinionsError(
            says(
                f"{path} がない。元に戻す（git checkout {path.as_posix()}）。",
                f"{path} is not there. Put it back (git checkout {path.as_posix()}).",
            )
        )
    text, _ = decode(path.read_bytes())
    rows = list(csv.reader(io.StringIO(text, newline="")))
    if not rows or tuple(cell.strip() for cell in rows[0]) != COLUMNS:
        raise OpinionsError(
            says(
                f"{path} 1行目：見出しは {','.join(COLUMNS)} と書く。",
                f"{path}, row 1: the header must be {','.join(COLUMNS)}.",
            )
        )
    words: dict[str, list[str]] = {meaning: [] for meaning in MEANINGS}
    problems = []
    for number, row in enumerate(rows[1:], start=2):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if len(cells) != len(COLUMNS) or not cells[0].strip("…"):
            problems.append(
                says(
                    f"{path} {number}行目：word、meaning、note の三つの欄を書く。",
                    f"{path}, row {number}: word, meaning and note are expected.",
                )
            )
        elif cells[1] not in MEANINGS:
            allowed = ", ".join(MEANINGS)
            problems.append(
                says(
                    f"{path} {number}行目：meaning「{cells[1]}」は使えない。{allowed} から選ぶ。",
                    f"{path}, row {number}: meaning {cells[1]!r}. Allowed: {allowed}.",
                )
            )
        else:
            words[cells[1]].append(cells[0])
    if problems:
        raise OpinionsError("\n".join(problems))
    return FormWords(tuple(words["printed"]), tuple(words["no_answer"]))
