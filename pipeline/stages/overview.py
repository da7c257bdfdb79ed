"""Stage ``overview``: the page that leads to the report of each round, and the search in all."""

import json

import pandas as pd

from pipeline.places import OVERVIEW, REPORT_METRICS, ROUNDS, SEAL, SEARCH
from pipeline.report.html import search
from pipeline.report.html.overview import render, round_line
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import run_stage
from pipeline.store import Store, read_text
from pipeline.tables.shown import Shown


def main() -> str:
    """Write ``reports/index.html`` from metrics, ``reports/search`` from what reports show."""
    store = Store()
    lines, rounds = [], []
    for name in store.all_rounds():
        sealed = store.sealed(name)
        head = read_round_head(sealed or store.root / ROUNDS / name)
        place = sealed / "metrics/report.json" if sealed else None
        metrics = json.loads(read_text(place or store.root / REPORT_METRICS / f"{name}.json"))
        published = json.loads(read_text(sealed / SEAL))["published_on"] if sealed else None
        lines.append(round_line(name, head.title, head.date, metrics, published))
        rounds.append(search.searched(lines[-1], _shown(store, name)))
    store.write_text(OVERVIEW, render(lines))
    for page, text in search.render(rounds).items():
        store.write_text(f"{SEARCH}/{page}", text)
    return f"{len(lines)} rounds: {OVERVIEW}"


def _shown(store: Store, name: str) -> pd.DataFrame | None:
    """What the report of a round shows; None of one that was sealed before there was a search."""
    if store.was_sealed_without(Shown, name):
        return None
    return store.read(Shown, name)


if __name__ == "__main__":
    run_stage("overview", main)
