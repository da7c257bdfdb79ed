import numpy as np
import pytest
from pydantic import ValidationError

from pipeline.review_items.features import FeatureParams, centred, character_ngrams, fit_features
from pipeline.views.terms import fit_terms
from tests.item_texts import labelled, texts_of

TEXTS, _ = labelled()


def test_products_of_rows_are_weighted_means_of_cosines() -> None:
    texts = texts_of(TEXTS)
    params = FeatureParams(dense_weight=2, universal_weight=1, characters_weight=1, words_weight=0)
    features = fit_features(texts, params)
    rows = features.transform(texts).toarray()
    assert rows.shape == (len(TEXTS), features.n_features)
    assert np.allclose((rows**2).sum(axis=1), 1, atol=1e-5)
    dense = centred(texts.dense, features.dense_mean)
    part = features.dense_part(texts)[:, : dense.shape[1]]
    assert np.allclose(part @ part.T, dense @ dense.T / 2, atol=1e-6)


@pytest.mark.parametrize("universal", [True, False])
def test_permuted_texts_give_permuted_rows_and_the_same_map(universal: bool) -> None:
    texts = texts_of(TEXTS, universal)
    order = np.random.default_rng(0).permutation(len(TEXTS))
    features, other = (fit_features(t, FeatureParams()) for t in (texts, texts.take(order)))
    assert features.characters.terms == other.characters.terms
    for name in ("dense_mean", "universal_mean"):
        assert np.array_equal(getattr(features, name), getattr(other, name))
    mixed = other.transform(texts.take(order)).toarray()
    assert np.array_equal(features.transform(texts).toarray()[order], mixed)


def test_a_text_without_known_terms_keeps_its_vectors() -> None:
    texts = texts_of(TEXTS)
    features = fit_features(texts, FeatureParams())
    unknown = texts_of(["zzz", ""])
    assert features.lexical_part(unknown).nnz == 0
    assert np.isfinite(features.dense_part(unknown)).all()


def test_texts_without_any_term_can_be_learnt_from() -> None:
    texts = texts_of(["", ""])
    features = fit_features(texts, FeatureParams())
    assert features.transform(texts).shape == (2, features.n_dense)


def test_missing_second_vectors_are_named() -> None:
    features = fit_features(texts_of(TEXTS), FeatureParams())
    with pytest.raises(ValueError, match="second encoder"):
        features.dense_part(texts_of(TEXTS, universal=False))


def test_terms_weigh_as_in_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    lists = [["a", "b", "b"], ["b"], ["c", "a"], []]
    ours = fit_terms(lists, 1)
    theirs = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit(lists)
    assert ours.terms == tuple(theirs.get_feature_names_out())
    assert np.allclose(ours.transform(lists).toarray(), theirs.transform(lists).toarray())
    assert fit_terms(lists, 2).terms == ("a", "b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", []), ("費", ["費"]), ("Ａb 費", ["ａ", "b", "費", "ａb", "b費"])],
)
def test_ngrams_ignore_blanks_and_case(text: str, expected: list[str]) -> None:
    assert character_ngrams(text, FeatureParams(shortest_ngram=1, longest_ngram=2)) == expected


@pytest.mark.parametrize(
    "values",
    [
        {"shortest_ngram": 3, "longest_ngram": 2},
        {"dense_weight": 0, "characters_weight": 0, "words_weight": 0},
        {"weight": 1},
    ],
)
def test_impossible_parameters_are_refused(values: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        FeatureParams(**values)
