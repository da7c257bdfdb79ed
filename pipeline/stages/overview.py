"""Stage ``overview``: the page that leads to the report of each round."""

import json

from pipeline.places import OVERVIEW, REPORT_METRICS, ROUNDS, SEAL
from pipeline.report.html.overview import render, round_line
from pipeline.rounds.round_head import read_round_head
from pipeline.stages import run_stage
from pipeline.store import Store, read_text


def main() -> str:
    """Write ``reports/index.html`` from the metrics of each round."""
    store = Store()
    lines = []
    for name in store.all_rounds():
        sealed = store.sealed(name)
        head = read_round_head(sealed or store.root / ROUNDS / name)
        place = sealed / "metrics/report.json" if sealed else None
        metrics = json.loads(read_text(place or store.root / REPORT_METRICS / f"{name}.json"))
        published = json.loads(read_text(sealed / SEAL))["published_on"] if sealed else None
        lines.append(round_line(name, head.title, head.date, metrics, published))
    store.write_text(OVERVIEW, render(lines))
    return f"{len(lines)} rounds: {OVERVIEW}"


if __name__ == "__main__":
    run_stage("overview", main)
