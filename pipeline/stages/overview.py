"""Stage ``overview``: the page that leads to the report of each round, and the search in all."""

import json

from pipeline.places import OVERVIEW, PUBLISHED, REPORT_METRICS, ROUNDS, SEARCH
from pipeline.report.html import search
from pipeline.report.html.overview import render, round_line
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import run_stage
from pipeline.store import Store, read_text


def main() -> str:
    """Write ``reports/index.html`` from metrics, ``reports/search`` from what is published."""
    store = Store()
    lines, rounds = [], []
    for name in store.rounds():
        head = read_round_head(store.root / ROUNDS / name)
        metrics = json.loads(read_text(store.root / REPORT_METRICS / f"{name}.json"))
        lines.append(round_line(name, head.title, head.date, metrics))
        told = json.loads(read_text(store.root / PUBLISHED / f"{name}.json"))
        rounds.append(search.searched(name, head.title, head.date, told))
    store.write_text(OVERVIEW, render(lines))
    for page, text in search.render(rounds).items():
        store.write_text(f"{SEARCH}/{page}", text)
    return f"{len(lines)} rounds: {OVERVIEW}"


if __name__ == "__main__":
    run_stage("overview", main)
