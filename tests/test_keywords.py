from collections.abc import Sequence

import numpy as np
import pytest
from numpy.testing import assert_allclose

from pipeline.themes.names.keywords import (
    TermCounts,
    c_tf_idf,
    count_terms,
    parts_of,
    top_keywords,
    with_parts,
)
from tests.theme_inputs import tokens


def terms_of(texts: Sequence[str]) -> TermCounts:
    return count_terms([tokens(text) for text in texts])


def keywords(texts: Sequence[str], groups: Sequence[int], n: int = 6) -> list[tuple[str, ...]]:
    terms = terms_of(texts)
    return top_keywords(c_tf_idf(terms.present, np.array(groups)), terms, n)


def test_weights_follow_the_formula() -> None:
    terms = terms_of(("費用の負担", "費用の支援", "人材の支援"))
    weights = c_tf_idf(terms.present, np.array([0, 0, 1])).toarray()
    column = {term: index for index, term in enumerate(terms.terms)}
    # Two classes, six words: three per class. 費用 is two of the four words of class 0.
    assert_allclose(weights[0, column["費用"]], 2 / 4 * np.log(1 + 3 / 2))
    assert_allclose(weights[1, column["人材"]], 1 / 2 * np.log(1 + 3 / 1))
    assert weights[1, column["費用"]] == 0


def test_a_word_counts_once_per_family() -> None:
    terms = terms_of(["費用、費用、費用。", "人材。"])
    assert terms.present.max() == 1


def test_singles_make_their_words_less_special() -> None:
    texts = ["費用と人材", "費用と体制", "費用がかかる", "費用が高い", "費用の話"]
    weights = []
    for last in (-1, 0):
        terms = terms_of(texts)
        rows = c_tf_idf(terms.present, np.array([0, 0, last, last, last]))
        weights.append(rows.shape[0])
        assert rows.shape == (1, len(terms.terms))
    assert weights == [1, 1]
    without = c_tf_idf(terms_of(texts[:2]).present, np.array([0, 0]))
    assert without.max() > 0


@pytest.mark.parametrize(
    ("texts", "shown", "hidden"),
    [
        (["移行期限の延長", "移行期限の設定"], "移行期限", "移行"),  # no part of a longer keyword
        (["地方のニーズの把握", "地方のニーズと課題"], "ニーズ", "の"),
        (["ガバクラの費用", "ガバクラの負担", "ガバメントクラウドの料金"], "ガバクラ", "クラウド"),
        (["対応が必要。費用の確保", "費用の検討が必要"], "費用", "必要"),  # stop words
        (["P12 L3 費用の負担", "P5 L10 費用の算定"], "費用", "P"),
    ],
)
def test_keywords_are_whole_words_of_members(texts: list[str], shown: str, hidden: str) -> None:
    found = keywords([*texts, "全く別の話題"], [0] * len(texts) + [-1])[0]
    assert shown in found
    assert hidden not in found
    assert all(len(word) > 1 and any(word in text for text in texts) for word in found)


def test_order_of_families_changes_nothing_and_the_number_is_bounded() -> None:
    texts = ["費用の負担と人材", "体制の整備と費用", "データ連携の費用", "人材の育成"]
    assert keywords(texts, [0, 0, 1, 1]) == keywords(texts[::-1], [1, 1, 0, 0])
    assert all(len(found) == 2 for found in keywords(texts, [0, 0, 1, 1], 2))


@pytest.mark.parametrize("texts", [[], ["😀"], ["はい。", "😀"]])
def test_without_content_there_are_no_keywords(texts: list[str]) -> None:
    assert keywords(texts, [0] * len(texts)) == [()] * min(1, len(texts))


def test_compounds_have_a_word_in_common_that_stands_in_several_of_them() -> None:
    texts = ["運用経費の増加", "移行経費の不足", "ガバメントクラウドの料金"]
    terms = terms_of(texts)
    present = terms.present.toarray()
    assert present[:, terms.terms.index("経費")].tolist() == [1, 1, 0]
    assert "クラウド" in terms.fragments
    assert "経費" not in terms.fragments


def test_a_long_term_counts_as_its_parts() -> None:
    terms = terms_of(["移行期限の話", "移行の話", "期限の話"])
    present = with_parts(terms)
    column = {term: index for index, term in enumerate(terms.terms)}
    assert present[0, column["移行"]] == present[0, column["期限"]] == 1
    assert present[1, column["移行期限"]] == 0
    assert present.max() == 1


@pytest.mark.parametrize(
    ("term", "known", "parts"),
    [
        ("移行困難システム", {"移行", "システム", "困難"}, ("移行", "システム")),
        ("情報システム", {"情報", "情報シ", "システム"}, ("情報シ",)),
        ("システム", {"システム"}, ()),
        ("移行", {"移"}, ()),
    ],
)
def test_parts_begin_and_end_a_term_without_overlap(
    term: str, known: set[str], parts: tuple[str, ...]
) -> None:
    assert parts_of(term, known) == parts
