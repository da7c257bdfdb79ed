"""Where the opinions of a round lie on the map, with their coarse theme."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.by_theme import Theme
from pipeline.report.summary.opinion_lines import OpinionLine

MOST_POINTS = 3000
"""Contents drawn; of more, a hash of the key picks as many, so that a page stays small."""


@dataclass(frozen=True)
class MapPoint:
    """A content (opinions of one family in one theme); coordinates from 0 to 1."""

    x: float
    y: float
    theme: int | None
    """Number of its theme in the summary, from 0; None for a single."""
    n_opinions: int
    opinion: int
    """Place of the first of them in the summary, from 0."""


def map_points(
    inputs: ReportInputs, lines: Sequence[OpinionLine], themes: Sequence[Theme]
) -> tuple[MapPoint, ...]:
    """The contents of the round by family; none where nothing has been placed."""
    number_of = {
        sub.theme_id: number for number, theme in enumerate(themes) for sub in theme.sub_themes
    }
    held: dict[tuple[str, int | None], list[int]] = {}
    family_of = {line.opinion_id: line.family_id for line in lines}
    for place_of_line, line in enumerate(lines):
        key = (line.family_id, None if line.theme_id is None else number_of[line.theme_id])
        held.setdefault(key, []).append(place_of_line)
    place = {
        family_of[row.opinion_id]: (float(row.x), float(row.y))
        for row in records(inputs.places)
        if row.opinion_id in family_of
    }
    keys = sorted(
        (key for key in held if key[0] in place),
        key=lambda key: hashlib.sha256(key[0].encode()).hexdigest(),
    )[:MOST_POINTS]
    keys.sort(key=lambda key: (key[0], -1 if key[1] is None else key[1]))
    return tuple(
        MapPoint(*place[family], theme, len(held[family, theme]), held[family, theme][0])
        for family, theme in keys
    )
