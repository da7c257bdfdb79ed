"""Stage ``overview``: the page that leads to the report of each round."""

import json
from pathlib import Path

from pipeline.report.html.overview import render, round_line
from pipeline.rounds.round_file import read_round_file
from pipeline.stages import run_stage
from pipeline.store import Store, read_text


def main() -> str:
    """Write ``reports/index.html`` from the metrics of each round."""
    store = Store()
    lines = []
    for name in store.rounds():
        meta = read_round_file(Path("corpora/rounds") / name).model_dump()
        metrics = json.loads(read_text(Path("reports/metrics/report") / f"{name}.json"))
        lines.append(round_line(name, meta, metrics))
    store.write_text("reports/index.html", render(lines))
    return f"{len(lines)} rounds: reports/index.html"


if __name__ == "__main__":
    run_stage("overview", main)
