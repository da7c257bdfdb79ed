"""What the draft encoder saves and what it costs, against the default one on the same texts."""

import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from benchmarks.review_items import macro_f1, read_case
from benchmarks.theme_materials import materials
from benchmarks.theme_protocol import scored
from pipeline.clustering.two_levels import ClusterParams, cluster
from pipeline.encoders.encoder import EncoderParams, load
from pipeline.encoders.encoder_folder import build
from pipeline.encoders.universal_encoder import load_second
from pipeline.places import ENCODER
from pipeline.quality.review_item_folds import out_of_fold_probabilities
from pipeline.quality.shared_data import shared_data
from pipeline.quality.theme_stability import labels_of, views_of_texts
from pipeline.review_items.classifier import TrainParams
from pipeline.review_items.model import ClassifyParams
from pipeline.store import Store

_MATERIALS = ("env same_point (167)", "yamaguchi (382)", "sib200_ja (1,004)")
_ITEMS = "sib200_ja"
_FOLDS = 5
_N_TIMED = 300
_TURNS = 3


def measure(draft: Path | None = None) -> dict[str, object]:
    """Adjusted mutual information of themes, macro-F1 of items, and processor time of embedding.

    Nothing was chosen on these texts: the draft has model2vec's settings.

    Args:
        draft: an encoder's folder made with ``encoder.backend: draft``; None to make one.
    """
    default = json.loads(Path(ENCODER, "encoder.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        if draft is None:
            draft = Path(scratch, "draft")
            build(draft, EncoderParams(**default).model_copy(update={"backend": "draft"}))
        found: dict[str, object] = {}
        for name, folder in (("default", Path(ENCODER)), ("draft", draft)):
            with _project(folder, Path(scratch, name)) as store:
                found[name] = {"AMI": _themes(store), "macro-F1": {_ITEMS: _items(store)}}
        return found | {"times as fast": _speed(Path(ENCODER), draft)}


@contextmanager
def _project(encoder: Path, place: Path) -> Iterator[Store]:
    """This project with another encoder."""
    (place / "models").mkdir(parents=True)
    here = Path.cwd()
    for name in ("params.yaml", "corpora", "models/lexicon"):
        (place / name).symlink_to(here / name)
    (place / ENCODER).symlink_to(encoder.resolve())
    yield Store(place)


def _themes(store: Store) -> dict[str, float]:
    params = store.parameters("cluster", ClusterParams)
    found = {}
    for material in materials(shared_data()):
        if material.name in _MATERIALS:
            grouped = cluster(views_of_texts(material.texts.tolist(), store), params)
            for gold in material.golds:
                labels = labels_of(grouped, gold.level)
                found[gold.name] = round(scored(gold, labels)["ami"], 3)
    return found


def _items(store: Store) -> float:
    case = read_case(_ITEMS, store)
    labels = [case.classes[number] for number in case.gold]
    params = store.parameters("train", TrainParams)
    chances, _ = out_of_fold_probabilities(
        case.texts, labels, _FOLDS, params, ClassifyParams(), case.names
    )
    return round(macro_f1(case.gold, np.asarray(chances.argmax(axis=1)), len(case.classes)), 3)


def _speed(default: Path, draft: Path) -> float:
    """Processor seconds of both views of the default encoder over those of the draft, in turns."""
    from benchmarks.end_to_end import made_up

    texts = made_up(_N_TIMED, shared_data())
    views = [(load(str(folder), 1), load_second(str(folder), 1)) for folder in (default, draft)]
    best = [np.inf, np.inf]
    for _ in range(_TURNS):
        for place, encoders in enumerate(views):
            start = time.process_time()
            for encoder in encoders:
                encoder.encode(texts)
            best[place] = min(best[place], time.process_time() - start)
    return round(best[0] / best[1], 1)


if __name__ == "__main__":
    print(json.dumps(measure() | {"cores": os.cpu_count()}, indent=2, ensure_ascii=False))
