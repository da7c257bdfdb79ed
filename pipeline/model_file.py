"""Save and load the classifier without pickle: arrays as safetensors, all else as JSON."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.review_items.calibration import Calibration
from pipeline.review_items.ensemble import Setting
from pipeline.review_items.features import FeatureMap, FeatureParams
from pipeline.review_items.model import ItemModel
from pipeline.views.terms import Terms

_FORMAT = 3


class ModelError(OpinionsError):
    """A folder that holds no classifier this version can read; says what to do."""


def model_files(model: ItemModel) -> dict[str, bytes]:
    """The files of a classifier: name → content. The same model gives the same bytes.

    Returns:
        ``arrays.safetensors`` and ``model.json``.
    """
    features = model.features
    arrays = {
        "dense_coefficients": model.dense_coefficients,
        "anchors": model.anchors,
        "anchor_coefficients": model.anchor_coefficients,
        "lexical_coefficients": model.lexical_coefficients,
        "intercepts": model.intercepts,
        "dense_mean": features.dense_mean,
        "character_idf": features.characters.idf,
        "word_idf": features.words.idf,
        "held_out": model.held_out,
        "truth": model.truth,
        "drawn": model.drawn,
    }
    if features.universal_mean is not None:
        arrays["universal_mean"] = features.universal_mean
    facts = {
        "format": _FORMAT,
        "classes": model.classes,
        "features": features.params.model_dump(),
        "characters": features.characters.terms,
        "words": features.words.terms,
        "settings": [vars(setting) for setting in model.settings],
        "votes": model.votes,
        "sharpness": model.sharpness,
        "learnt": model.learnt,
        "calibration": vars(model.calibration),
    }
    contiguous = {name: np.ascontiguousarray(array, "<f4") for name, array in arrays.items()}
    return {
        "arrays.safetensors": save(contiguous),
        "model.json": (json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n").encode(),
    }


def read_model(folder: Path) -> ItemModel:
    """Load a classifier.

    Raises:
        ModelError: no files, another format, or files that do not belong together.
    """
    try:
        arrays = load((folder / "arrays.safetensors").read_bytes())
        facts: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        if facts["format"] != _FORMAT:
            raise ModelError(
                says(
                    f"{folder} は別の版の分類器である。opinions run で作り直す。",
                    f"{folder}: format {facts['format']}, expected {_FORMAT}. Use: opinions run",
                )
            )
        features = FeatureMap(
            params=FeatureParams(**facts["features"]),
            dense_mean=arrays["dense_mean"],
            universal_mean=arrays.get("universal_mean"),
            characters=Terms(tuple(facts["characters"]), arrays["character_idf"]),
            words=Terms(tuple(facts["words"]), arrays["word_idf"]),
        )
        model = ItemModel(
            classes=tuple(facts["classes"]),
            features=features,
            dense_coefficients=arrays["dense_coefficients"],
            anchors=arrays["anchors"],
            learnt=tuple(facts["learnt"]),
            anchor_coefficients=arrays["anchor_coefficients"],
            lexical_coefficients=arrays["lexical_coefficients"],
            intercepts=arrays["intercepts"],
            calibration=Calibration(**facts["calibration"]),
            settings=tuple(Setting(**setting) for setting in facts["settings"]),
            votes=tuple(facts["votes"]),
            sharpness=facts["sharpness"],
            held_out=arrays["held_out"],
            truth=arrays["truth"],
            drawn=arrays["drawn"],
        )
    except FileNotFoundError as error:
        raise ModelError(
            says(
                f"{error.filename} がない。opinions run で作る。",
                f"{error.filename} is not there. Make it: opinions run",
            )
        ) from error
    except (KeyError, TypeError, ValueError, SafetensorError) as error:
        if isinstance(error, ModelError):
            raise
        raise ModelError(
            says(
                f"{folder} が壊れている。opinions run で作り直す。",
                f"{folder}: damaged ({error}). Make it again: opinions run",
            )
        ) from error
    n_lexical = len(features.characters.terms) + len(features.words.terms)
    expected = {
        "dense_coefficients": (features.n_dense, len(model.classes)),
        "anchors": (len(model.learnt), features.n_dense),
        "anchor_coefficients": (len(model.learnt), len(model.classes)),
        "lexical_coefficients": (n_lexical, len(model.classes)),
        "intercepts": (len(model.classes),),
        "character_idf": (len(features.characters.terms),),
        "word_idf": (len(features.words.terms),),
    }
    for name, shape in expected.items():
        if arrays[name].shape != shape:
            raise ModelError(
                says(
                    f"{folder} のファイルの組が合わない（{name}）。opinions run で作り直す。",
                    f"{folder}: {name} has shape {arrays[name].shape}, expected {shape}. The files "
                    "do not belong together. Make them again: opinions run",
                )
            )
    return model
