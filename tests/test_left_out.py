import numpy as np

from pipeline.quality.left_out import left_out_auroc
from pipeline.review_items.classifier import TrainParams
from tests.item_texts import labelled, texts_of


def test_opinions_of_a_class_left_out_are_less_sure() -> None:
    words, items = labelled()
    texts = texts_of(words)
    gold = np.array([codes[0] for codes in items])
    auroc = left_out_auroc(texts, gold, gold[0], TrainParams(n_folds=2))
    assert 0.5 < auroc <= 1.0
