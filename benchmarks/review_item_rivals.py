"""What is simpler than the classifier, each on the same vectors, words and folds.

A rival learns from texts and the numbers of their classes, and says a class for other texts.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from pipeline.encoders.centring import centred
from pipeline.review_items.features import Matrix, Texts

Labels = NDArray[np.intp]
Rival = Callable[[Texts, Labels, Texts, Texts], Labels]
_NEIGHBOURS = 10
# A usual strength for rows of squared length 2 (both vectors side by side); not tuned.
_INVERSE_PENALTY = 8.0


def majority(texts: Texts, labels: Labels, names: Texts, others: Texts) -> Labels:
    """The most frequent class for every text."""
    del texts, names
    return np.full(len(others), np.bincount(labels).argmax(), dtype=np.intp)


def character_svm(texts: Texts, labels: Labels, names: Texts, others: Texts) -> Labels:
    """TF-IDF of character 1- to 4-grams in a linear support vector machine."""
    del names
    grams = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True)
    model = LinearSVC(C=0.5).fit(grams.fit_transform(texts.normalized), labels)
    return np.asarray(model.predict(grams.transform(others.normalized)), dtype=np.intp)


def vectors_alone(texts: Texts, labels: Labels, names: Texts, others: Texts) -> Labels:
    """Logistic regression on both encoders' vectors, classes weighed the same."""
    del names
    model = LogisticRegression(C=_INVERSE_PENALTY, class_weight="balanced", max_iter=500)
    model.fit(_both(texts, texts), labels)
    return np.asarray(model.predict(_both(others, texts)), dtype=np.intp)


def nearest_definition(texts: Texts, labels: Labels, names: Texts, others: Texts) -> Labels:
    """Zero-shot: the class whose name is nearest; nothing is learnt from labels."""
    del labels
    likeness = _both(others, texts) @ _both(names, names).T
    return np.asarray(likeness.argmax(axis=1), dtype=np.intp)


def nearest_examples(texts: Texts, labels: Labels, names: Texts, others: Texts) -> Labels:
    """The class with most likeness among the ten nearest labelled texts."""
    likeness = _both(others, texts) @ _both(texts, texts).T
    nearest = np.argsort(-likeness, axis=1, kind="stable")[:, :_NEIGHBOURS]
    votes = np.zeros((len(others), len(names)))
    for row, near in enumerate(nearest):
        np.add.at(votes[row], labels[near], np.maximum(likeness[row, near], 0.0))
    return np.asarray(votes.argmax(axis=1), dtype=np.intp)


RIVALS: dict[str, Rival] = {
    "majority": majority,
    "character TF-IDF, linear SVM": character_svm,
    "logistic regression on vectors alone": vectors_alone,
    "nearest item definition (zero-shot)": nearest_definition,
    "ten nearest examples": nearest_examples,
}


def _both(texts: Texts, background: Texts) -> Matrix:
    """Vectors of both encoders, centred on the background's means, (n_texts, n_dimensions)."""
    blocks: Sequence[Matrix] = [centred(texts.dense, background.dense.mean(axis=0))]
    if texts.universal is not None and background.universal is not None:
        blocks = [*blocks, centred(texts.universal, background.universal.mean(axis=0))]
    return np.asarray(np.hstack(blocks), dtype=np.float32)
