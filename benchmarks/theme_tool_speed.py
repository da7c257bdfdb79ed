"""Raw texts to named themes: this pipeline against BERTopic's standard use, in turns in one run.

BERTopic (Grootendorst, 2022) gets the same encoder in torch by sentence-transformers, with the same
prefix, its own defaults (UMAP, HDBSCAN, c-TF-IDF), and words cut by Sudachi, without which Japanese
has none. This pipeline encodes with both of its encoders, finds copies, groups at two levels and
names the themes. Both run in this process; models are loaded and compiled before the first turn.
"""

import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from benchmarks.end_to_end import made_up
from pipeline.encoders.encoder import EncoderParams
from pipeline.encoders.encoder_folder import build
from pipeline.quality.shared_data import shared_data
from pipeline.quality.theme_agreement import tables_of, themes_of, tokenizer
from pipeline.store import Store

_WARM_UP = 120
"""Opinions of the turn that is not measured."""
_Placed = Callable[[list[str]], float]


def measure(n_opinions: int, n_turns: int) -> dict[str, object]:
    """Seconds, processor seconds, and the share of opinions that stand in a theme.

    Args:
        n_opinions: made of sentences of real texts, as in ``benchmarks end-to-end``.
        n_turns: of each; the fastest counts.

    Raises:
        ImportError: BERTopic is not installed (extra ``bench``).
    """
    texts = made_up(n_opinions, shared_data())
    store = Store()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "torch")
        params = store.parameters("encoder", EncoderParams)
        build(folder, params.model_copy(update={"backend": "torch"}))
        tools: dict[str, _Placed] = {"pipeline": _ours(store), "BERTopic": _bertopic(folder, store)}
        found: dict[str, dict[str, float]] = {}
        for turn in range(n_turns + 1):
            for name, placed in tools.items():
                start, used = time.perf_counter(), _processor_seconds()
                share = placed(texts if turn else texts[:_WARM_UP])
                took = {
                    "seconds": round(time.perf_counter() - start, 1),
                    "processor_seconds": round(_processor_seconds() - used, 1),
                    "placed": round(share, 3),
                }
                before = found.get(name) if turn > 1 else None
                if before is None or took["processor_seconds"] < before["processor_seconds"]:
                    found[name] = took
    ratios = {
        unit: round(found["BERTopic"][unit] / found["pipeline"][unit], 2)
        for unit in ("seconds", "processor_seconds")
    }
    return {"n_opinions": n_opinions, **found, "times as fast": ratios}


def _processor_seconds() -> float:
    of_all = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used.ru_utime + used.ru_stime for used in of_all)


def _ours(store: Store) -> _Placed:
    def placed(texts: list[str]) -> float:
        tables = tables_of(pd.Series(texts, dtype="str"), store)
        members = themes_of(tables, store).members
        return float(members[["theme_id", "coarse_id"]].notna().any(axis=1).mean())

    return placed


def _bertopic(folder: Path, store: Store) -> _Placed:
    from bertopic import BERTopic
    from sentence_transformers import SentenceTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    sudachi = tokenizer(store)

    def words(text: str) -> list[str]:
        return [token.normal_form for token in sudachi.tokens(text) if token.is_content]

    def placed(texts: list[str]) -> float:
        counter = CountVectorizer(tokenizer=words, token_pattern=None)
        topics, _ = BERTopic(
            language="multilingual", embedding_model=model, vectorizer_model=counter
        ).fit_transform(texts)
        return float(sum(topic >= 0 for topic in topics) / len(texts))

    return placed
