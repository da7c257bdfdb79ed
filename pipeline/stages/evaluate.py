"""Stage ``evaluate``: themes against the sources' headings, assignments against test labels."""

from pipeline.places import METRICS
from pipeline.quality.gold_labels import evaluate_gold
from pipeline.quality.heading_agreement import against_headings
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Members


def main() -> str:
    """Measure every round that has headings or test labels."""
    store = Store()
    themes = {
        name: against_headings(
            store.read(Opinions, name), store.read(Members, name), store.read(Assignments, name)
        )
        for name in store.rounds()
    }
    items = {name: evaluate_gold(name) for name in store.rounds()}
    themes = {name: scores for name, scores in themes.items() if scores}
    items = {name: scores for name, scores in items.items() if scores}
    store.write_json(f"{METRICS}/evaluate.json", {"themes": themes, "items": items})
    return (
        f"{len(store.rounds())} rounds in; {len(themes)} measured against headings, "
        f"{len(items)} against test labels"
    )


if __name__ == "__main__":
    run_stage("evaluate", main)
