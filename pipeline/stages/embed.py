"""Stage ``embed``: the vectors of a round's opinions."""

from pathlib import Path

import pandas as pd
from tqdm import tqdm

from pipeline.encoders.encoder import load
from pipeline.encoders.universal_encoder import SHA256, load_second
from pipeline.execution import ExecutionParams, map_partitions
from pipeline.kept_parts import KeptParts, file_facts
from pipeline.places import ENCODER
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.base import as_column
from pipeline.tables.embeddings import Embeddings
from pipeline.tables.opinions import Opinions

_TEXTS_IN_A_PART = 500
"""What a killed run loses at most: some seconds."""


def main(round_name: str) -> str:
    """Encode the opinions of one round with both encoders; equal texts once."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    encoders = {
        "vector": load(ENCODER, execution.workers or None),
        "vector_universal": load_second(ENCODER, execution.workers or None),
    }
    texts = opinions["text_normalized"]
    distinct = pd.DataFrame({"text_normalized": texts.unique()})
    kept = KeptParts("embed", round_name, [*file_facts(Path(ENCODER)), *SHA256.values()])

    with tqdm(total=len(distinct), unit="text") as bar:

        def vectors_of(part: pd.DataFrame) -> pd.DataFrame:
            listed = part["text_normalized"].tolist()
            columns = {
                name: as_column(encoder.encode(listed)) for name, encoder in encoders.items()
            }
            bar.update(len(part))
            return pd.DataFrame(columns)

        # The cores share the texts of a part: threads in this process, no others.
        one = ExecutionParams(workers=1, rows_per_partition=_TEXTS_IN_A_PART)
        vectors = map_partitions(vectors_of, distinct, one, kept)
    row_of = pd.Series(range(len(distinct)), index=distinct["text_normalized"])
    embeddings = vectors.iloc[row_of[texts]].reset_index(drop=True)
    embeddings.insert(0, "opinion_id", opinions["opinion_id"])
    store.write(Embeddings, embeddings, round_name)
    kept.drop()
    return f"{len(opinions)} opinions in, {len(distinct)} different texts encoded"


if __name__ == "__main__":
    run_stage("embed", lambda: main(round_argument()))
