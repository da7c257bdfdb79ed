"""The page of words and the map: ``explore.html``. Tables stand in it; a script lets one click.

Opinions are in it as the report publishes them, and nothing else that is said of them but their
number and theme.
"""

from collections.abc import Sequence
from typing import Any

from pipeline.report.html.environment import (
    as_data,
    opinion_anchor,
    script_of_the_page,
    template_environment,
)
from pipeline.report.html.page import pages_of_opinions
from pipeline.report.html.word_network import network
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.summary.projected import MapPoint
from pipeline.report.summary.whole import Summary
from pipeline.report.summary.word_uses import Use
from pipeline.report.summary.words import MOST_PAIRED, Word

PAGE = "explore.html"
MOST_CHARACTERS = 2_000_000
"""Characters of opinions that the page holds to be searched, 6 MB; of more it holds none."""
AROUND = 25
"""Characters before and behind a word in its uses."""
_TOLD, _LINES = 40, 5  # words whose uses stand in the page itself, and how many of each


def render(summary: Summary) -> dict[str, str]:
    """File name → HTML."""
    hrefs = _hrefs(summary)
    environment = template_environment(lambda line: hrefs[line.opinion_id])
    told = [(word, _uses(word, summary.opinions)) for word in summary.words.words[:_TOLD]]
    has_texts = sum(line.n_characters for line in summary.opinions) <= MOST_CHARACTERS
    page = environment.get_template("explore.html.j2").render(
        summary=summary,
        net=network(summary.words),
        labels=_labels(summary),
        told=told,
        n_told=len(told),
        n_lines=_LINES,
        n_contents=len({(line.family_id, line.theme_id) for line in summary.opinions}),
        most_paired=MOST_PAIRED,
        size_of=_size_of(summary.map_points),
        data=as_data(_data(summary, with_texts=has_texts)),
        data_has_texts=has_texts,
        **script_of_the_page(environment, "folding.js", "kwic.js", "explore.js"),
    )
    return {PAGE: page}


def _hrefs(summary: Summary) -> dict[str, str]:
    return {
        line.opinion_id: f"{name}#{opinion_anchor(line.opinion_id)}"
        for name, lines in pages_of_opinions(summary).items()
        for line in lines
    }


def _data(summary: Summary, *, with_texts: bool) -> dict[str, Any]:
    """What the script reads: places of words are UTF-16 units, as scripts count."""
    theme_of = {
        sub.theme_id: number
        for number, theme in enumerate(summary.themes)
        for sub in theme.sub_themes
    }
    hrefs = _hrefs(summary)
    return {
        "opinions": [
            [
                line.number,
                hrefs[line.opinion_id],
                theme_of.get(line.theme_id or "", -1),
                line.text if with_texts else "",
            ]
            for line in summary.opinions
        ],
        "themes": [theme.name for theme in summary.themes],
        "points": [[point.opinion, point.n_opinions] for point in summary.map_points],
        "words": [
            [word.word, word.n_opinions, _flat(word.uses, summary.opinions) if with_texts else []]
            for word in summary.words.words
        ],
    }


def _flat(uses: Sequence[Use], lines: Sequence[OpinionLine]) -> list[int]:
    """Opinion, begin and length of each use, one after the other; opinions as differences."""
    flat: list[int] = []
    before = 0
    for use in uses:
        text = lines[use.opinion].text
        begin = use.begin
        length = use.end - use.begin
        if not text.isascii() and max(text) > "\uffff":
            begin = _units(text[: use.begin])
            length = _units(text[use.begin : use.end])
        flat += [use.opinion - before, begin, length]
        before = use.opinion
    return flat


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _uses(word: Word, lines: Sequence[OpinionLine]) -> list[tuple[OpinionLine, str, str, str]]:
    """The first uses of different contents: opinion, words before, the word, words behind."""
    found: dict[str, tuple[OpinionLine, str, str, str]] = {}
    for use in word.uses:
        line = lines[use.opinion]
        if line.family_id not in found and len(found) < _LINES:
            before = line.text[max(0, use.begin - AROUND) : use.begin]
            behind = line.text[use.end : use.end + AROUND]
            middle = line.text[use.begin : use.end]
            found[line.family_id] = (line, _one_line(before), middle, _one_line(behind))
    return list(found.values())


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _size_of(points: Sequence[MapPoint]) -> Any:
    """What gives the radius of a point: fewer points are larger, several opinions, too."""
    radius = min(max(240.0 / max(len(points), 1) ** 0.5, 4.0), 12.0)
    return lambda point: round(radius + min(point.n_opinions - 1, 10))


def _labels(summary: Summary) -> list[tuple[int, float, float]]:
    """Number of each theme and the middle (median) of its points."""
    labels = []
    for number in range(len(summary.themes)):
        inside = [point for point in summary.map_points if point.theme == number]
        if inside:
            xs = sorted(point.x for point in inside)
            ys = sorted(point.y for point in inside)
            labels.append((number + 1, xs[len(xs) // 2], ys[len(ys) // 2]))
    return labels
