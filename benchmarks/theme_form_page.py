"""What the form of the engine brings: ``docs/benchmarks/themes_form.md``."""

import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.theme_form import (
    MOST_DISTURBED,
    MOST_TEXTS,
    Measured,
    form_left_out,
    form_table,
    measured,
)
from benchmarks.theme_materials import campaigns, materials
from benchmarks.theme_vectors import views_once
from benchmarks.themes import is_own, markdown
from pipeline.clustering.two_levels import ClusterParams
from pipeline.quality.shared_data import shared_data
from pipeline.store import Store


def main(report: Path = Path("docs/benchmarks/themes_form.md")) -> None:
    """Measure every value of every choice; the page is written and printed at the end."""
    store = Store()
    base = store.parameters("cluster", ClusterParams)
    planted = {name: views_once(t, store) for name, t in campaigns(shared_data()).items()}
    found: list[Measured] = []
    for material in materials(shared_data()):
        views = views_once(material.texts.tolist(), store)
        beside = {name: v for name, v in planted.items() if not is_own(name, material)}
        found += measured(material, views, beside, base)
        print(f"{material.name}: measured", file=sys.stderr)
    page = page_of(found)
    store.write_text(str(report), page)
    print(page)


def page_of(found: Sequence[Measured]) -> str:
    """The page, in Markdown."""
    return f"""# Themes: what the form of the engine brings

Written by `make bench-themes` (`python -m benchmarks themes-form`). One choice at a time, all
else as in params.yaml; at most {MOST_TEXTS:,} texts of a material for agreement,
{MOST_DISTURBED} for what is kept. A value is chosen by agreement, (AMI + ARI) / 2,
on all sources but one.

*− it*: mean of the paired difference from the engine as it is, and 5 % to 95 % of it: agreement
over 100 subsamples of 80 % of the gold groups, what is kept (adjusted Rand index of the others
without a tenth and beside campaigns) over disturbances drawn anew; sources weigh alike.

{markdown(form_table(found))}

## Chosen on the other sources, scored on this one

{markdown(form_left_out(found))}
"""
