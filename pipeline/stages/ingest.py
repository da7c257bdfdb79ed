"""Stage ``ingest``: source files of a round into opinions, ledger and originals."""

from pathlib import Path

from pipeline.intake.round import IngestParams, ingest
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions, Originals


def main(round_name: str) -> str:
    """Read one round and write its three tables."""
    store = Store()
    params = store.parameters("ingest", IngestParams)
    result = ingest(Path("corpora/rounds") / round_name, params)
    store.write(Opinions, result.opinions, round_name)
    store.write(Ledger, result.ledger, round_name)
    store.write(Originals, result.originals, round_name)
    rows = result.ledger[result.ledger["level"] == "row"]
    return f"{len(rows)} rows in, {len(result.opinions)} opinions out"


if __name__ == "__main__":
    run_stage("ingest", lambda: main(round_argument()))
