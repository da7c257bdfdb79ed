"""Stage ``embed``: the vectors of a round's opinions."""

import pandas as pd

from pipeline.encoders.encoder import load
from pipeline.encoders.universal_encoder import UniversalEncoder
from pipeline.execution import ExecutionParams
from pipeline.places import ENCODER
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.base import as_column
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions


def main(round_name: str) -> str:
    """Encode the opinions of one round with both encoders; equal texts once."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    n_cores = execution.workers or None
    texts = opinions["text_normalized"].tolist()
    embeddings = pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"],
            "vector": as_column(load(ENCODER, n_cores, progress=True).encode(texts)),
            "vector_universal": as_column(UniversalEncoder(n_cores, progress=True).encode(texts)),
        }
    )
    store.write(Embeddings, embeddings, round_name)
    return f"{len(opinions)} opinions in, {len(set(texts))} different texts encoded"


if __name__ == "__main__":
    run_stage("embed", lambda: main(round_argument()))
