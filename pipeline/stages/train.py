"""Stage ``train``: the codebook's examples and people's labels into the classifier."""

from importlib.metadata import version
from pathlib import Path

import pandas as pd

from pipeline.codebook.labels_file import read_labels
from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.codebook.review_items_file import read_examples, read_items
from pipeline.encoders.encoder import load
from pipeline.encoders.universal_encoder import load_second
from pipeline.labels.agreement import reviewer_agreement
from pipeline.labels.decisions import stale_items
from pipeline.model_file import model_files
from pipeline.places import (
    ENCODER,
    LEXICON,
    METRICS,
    PLOTS,
    REVIEW_ITEM_MODEL,
    USER_DICTIONARY,
)
from pipeline.review_items.calibration import CURVE_COLUMNS, reliability
from pipeline.review_items.classifier import TrainParams, train
from pipeline.review_items.codebook import Codebook, require_taught
from pipeline.review_items.features import Texts
from pipeline.review_items.measures import first_is_accepted
from pipeline.review_items.model import ClassifyParams
from pipeline.review_items.model_card import NO_ITEMS_TEXT, card, card_of_none, card_text
from pipeline.review_items.training_set import definition_phrases, labelled_texts
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.text.tokens import TokenizeParams, Tokenizer

PACKAGES = ("numpy", "scikit-learn", "scipy")


def main() -> str:
    """Train on the codebook and write the classifier with its card."""
    store = Store()
    codebook = read_items(store.root)
    labels = read_labels(store.root)
    if not codebook.classes:
        return _nothing_to_assign(store, labels, codebook)
    learnt = labelled_texts(read_examples(store.root, codebook), labels, codebook.classes)
    phrases, phrase_items = definition_phrases(codebook)
    require_taught(learnt, phrase_items, codebook.classes)
    normalized = [*learnt["text_normalized"], *phrases]
    tokenizer = Tokenizer(
        USER_DICTIONARY,
        store.parameters("tokenize", TokenizeParams),
        read_lexicon(Path(LEXICON)).stop_words,
    )
    texts = Texts(
        normalized,
        [[t.normal_form for t in tokenizer.tokens(text) if t.is_content] for text in normalized],
        load(ENCODER, progress=True).encode(normalized),
        load_second(ENCODER, progress=True).encode(normalized),
    )
    params = store.parameters("classify", ClassifyParams)
    settings = store.parameters("train", TrainParams)
    if len(learnt):
        model = train(
            texts.take(range(len(learnt))),
            learnt["items"].tolist(),
            codebook.classes,
            settings,
            definitions=texts.take(range(len(learnt), len(normalized))),
            definition_items=phrase_items,
            drawn=learnt["is_drawn"].tolist(),
        )
    else:  # a cold start: the definitions are all there is
        model = train(texts, [(code,) for code in phrase_items], codebook.classes, settings)
    for name, content in model_files(model).items():
        store.write_bytes(f"{REVIEW_ITEM_MODEL}/{name}", content)
    held_out, truth = model.held_out.astype(float), model.truth > 0
    curve = reliability(held_out.max(axis=1), first_is_accepted(held_out, truth)).round(6)
    store.write_text(f"{PLOTS}/reliability.csv", curve.to_csv(index=False, lineterminator="\n"))
    facts = card(model, learnt, params, {name: version(name) for name in PACKAGES})
    facts["reliability"] = curve.to_dict("records")
    store.write_json(f"{REVIEW_ITEM_MODEL}/card.json", facts)
    store.write_json(f"{METRICS}/train.json", facts["metrics"])
    former = stale_items(labels, codebook)
    reviewers = reviewer_agreement(labels, codebook.classes) | {
        "former_items": {code: {"n": n, "why": why} for code, (n, why) in former.items()}
    }
    store.write_json(f"{METRICS}/reviewers.json", reviewers)
    store.write_text(f"{REVIEW_ITEM_MODEL}/card.md", card_text(facts, codebook))
    return (
        f"{facts['n_examples']} examples, {facts['n_labels']} labels and {len(phrases)} phrases of "
        f"definitions in; {sum(n for n, _ in former.values())} labels of items that are gone, "
        f"{len(reviewers['disagreements'])} texts on which reviewers differ; "
        f"cross-validated top-1 {facts['metrics']['top1']:.3f}"
    )


def _nothing_to_assign(store: Store, labels: pd.DataFrame, codebook: Codebook) -> str:
    """Without review items there is no classifier; the card says so to the stages after."""
    params = store.parameters("classify", ClassifyParams)
    header = pd.DataFrame(columns=CURVE_COLUMNS)
    store.write_text(f"{PLOTS}/reliability.csv", header.to_csv(index=False, lineterminator="\n"))
    store.write_json(f"{REVIEW_ITEM_MODEL}/card.json", card_of_none(params))
    store.write_text(f"{REVIEW_ITEM_MODEL}/card.md", NO_ITEMS_TEXT)
    store.write_json(f"{METRICS}/train.json", {})
    reviewers = reviewer_agreement(labels, codebook.classes) | {"former_items": {}}
    store.write_json(f"{METRICS}/reviewers.json", reviewers)
    return "no review items: nothing to learn, nothing will be assigned"


if __name__ == "__main__":
    run_stage("train", main)
