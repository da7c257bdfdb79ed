"""Stage ``overview``: the page that leads to the report of each round."""

import json

from pipeline.places import OVERVIEW, REPORT_METRICS, ROUNDS
from pipeline.report.html.overview import render, round_line
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import run_stage
from pipeline.store import Store, read_text


def main() -> str:
    """Write ``reports/index.html`` from the metrics of each round."""
    store = Store()
    lines = []
    for name in store.rounds():
        head = read_round_head(store.root / ROUNDS / name)
        metrics = json.loads(read_text(store.root / REPORT_METRICS / f"{name}.json"))
        lines.append(round_line(name, head.title, head.date, metrics))
    store.write_text(OVERVIEW, render(lines))
    return f"{len(lines)} rounds: {OVERVIEW}"


if __name__ == "__main__":
    run_stage("overview", main)
