"""Views of the materials, encoded once: kept until models, texts or parameters change."""

import hashlib
import pickle
from collections.abc import Sequence
from pathlib import Path

from pipeline.places import ENCODER, LEXICON
from pipeline.quality.theme_stability import views_of_texts
from pipeline.store import Store
from pipeline.views.opinion_views import Views

_FOLDER = Path(".dvc/tmp/benchmarks")  # of DVC, never in git


def views_once(texts: Sequence[str], store: Store) -> Views:
    """As ``views_of_texts``, from a file where it was done before."""
    parts = [store.root / ENCODER / "encoder.json", store.root / "params.yaml"]
    parts += sorted((store.root / LEXICON).glob("*"))
    digest = hashlib.sha256("\x1f".join(texts).encode())
    for part in parts:
        if part.is_file():
            digest.update(part.read_bytes())
    kept = store.root / _FOLDER / f"{digest.hexdigest()[:16]}.pickle"
    if kept.is_file():
        with kept.open("rb") as file:  # written by this module alone
            found: Views = pickle.load(file)
        return found
    views = views_of_texts(texts, store)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as file:
        pickle.dump(views, file)
    return views
