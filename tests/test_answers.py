"""Earlier answers are found by what they say; the order of either side changes nothing."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray

from pipeline.codebook.answers_file import read_answers
from pipeline.errors import OpinionsError
from pipeline.replies.earlier_links import by_answer, share_a_page
from pipeline.replies.retrieval import (
    RepliesParams,
    best_answers,
    likeness,
    links_to,
    offered,
    shares,
)
from pipeline.replies.sides import Side, side_of
from pipeline.stages.replies import drafts_for, subjects_of
from pipeline.tables.answers import AnswerDrafts
from tests.report_example import example_inputs

QUESTIONS = [
    "移行の経費を国が負担すべき。",
    "人材が足りない。支援を求める。",
    "期限を延ばしてほしい。",
]
ANSWERS = [
    "デジタル人材の支援を都道府県と進めます。人材の確保に努めます。",
    "移行の経費については国が負担し、補助します。",
    "移行の期限については、延ばすことを検討します。",
]


class Hashed:
    """Vectors that depend on the characters of a text alone."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for character in text:
                row[hashlib.sha256(character.encode()).digest()[0] % 64] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def side(texts: list[str]) -> Side:
    return side_of(texts, Hashed(), Hashed())


def test_each_question_finds_its_answer() -> None:
    found = likeness(side(QUESTIONS), side(ANSWERS), RepliesParams())
    assert best_answers(found, RepliesParams(least_share=0.0, least_similarity=0.0)).tolist() == [
        1,
        0,
        2,
    ]
    assert found.similarities.min() >= 0
    assert found.similarities.max() <= 1


def test_the_order_of_either_side_changes_nothing() -> None:
    found = likeness(side(QUESTIONS), side(ANSWERS), RepliesParams())
    turned = likeness(side(QUESTIONS[::-1]), side(ANSWERS[::-1]), RepliesParams())
    np.testing.assert_allclose(turned.scores[::-1, ::-1], found.scores, atol=1e-6)


@pytest.mark.parametrize(("n_questions", "n_answers"), [(1, 1), (1, 3), (3, 1)])
def test_few_questions_and_few_answers_work(n_questions: int, n_answers: int) -> None:
    found = likeness(side(QUESTIONS[:n_questions]), side(ANSWERS[:n_answers]), RepliesParams())
    assert np.isfinite(found.scores).all()
    assert found.scores.shape == (n_questions, n_answers)


@pytest.mark.parametrize(("bound", "n"), [(0.0, 1), (1.0, 0)])
def test_of_few_answers_one_is_ahead_and_not_proposed_for_that(bound: float, n: int) -> None:
    params = RepliesParams(least_share=0.0, least_similarity=bound)
    found = likeness(side(["町の花火を続けてほしい。"]), side(ANSWERS), params)
    assert min(len(offered(found, params)), 1) == n


def test_an_answer_that_is_not_like_enough_is_not_proposed() -> None:
    params = RepliesParams(least_share=1.0)
    assert set(best_answers(likeness(side(QUESTIONS), side(ANSWERS), params), params)) == {-1}


def test_the_sentences_of_a_side_belong_to_their_text() -> None:
    made = side(["一つ。二つ。", "三つ。"])
    assert made.owners.tolist() == [0, 0, 1]
    np.testing.assert_array_equal(made.sentences, Hashed().encode(["一つ。", "二つ。", "三つ。"]))


BANK = pd.DataFrame(
    {
        "answer": [ANSWERS[0], ANSWERS[2], ANSWERS[2], "ほかの回答です。"],
        "source": ["甲", "乙", "丙", "手引き"],
        "date": ["2021-03-31", "2022-03-31", "2023-03-31", ""],
        "round": "",
        "opinion": ["職員が足りない。", "窓口を夜も開けてほしい。", "窓口を土曜にも開けて。", ""],
        "place": ["", "14ページ", "20ページ", ""],
        "clause": "",
        "where": ["表1 2行目", "表1 3行目", "表1 9行目", ""],
        "import_id": ["a", "b", "c", ""],
    }
)


def drafts(texts: list[str], bank: pd.DataFrame, **more: float) -> pd.DataFrame:
    subjects = pd.DataFrame({"subject": [f"s{n}" for n in range(len(texts))], "text": texts})
    params = RepliesParams(least_share=0.0, least_similarity=0.0, **more)
    return drafts_for(subjects, bank, "now", params, Hashed(), Hashed())


def test_an_opinion_like_one_answered_earlier_gets_its_answer_with_the_nearest_source() -> None:
    texts = ["土曜にも窓口を開けて。", "窓口を夜も開けてほしい。", "別の話です。"]
    first = drafts(texts, BANK).query("rank == 1").set_index("subject")
    assert first.loc[["s0", "s1"], "answer"].tolist() == [ANSWERS[2]] * 2
    assert first.loc["s0", "source"] == "丙、2023-03-31、表1 9行目"
    assert first.loc["s1", "source"] == "乙、2022-03-31、表1 3行目"
    assert first.loc["s1", "similarity"] > 0.99
    AnswerDrafts.checked(drafts(texts, BANK), "drafts")


def test_the_order_of_the_bank_changes_no_draft() -> None:
    texts = ["土曜にも窓口を開けて。", "職員がいない。"]
    turned = drafts(texts, BANK[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(drafts(texts, BANK), turned)


def test_a_bank_without_opinions_is_compared_by_the_words_of_its_answers() -> None:
    bank = BANK.assign(opinion="").drop_duplicates("answer").reset_index(drop=True)
    side_by_side = drafts(QUESTIONS, bank), drafts(QUESTIONS, bank, links_weight=0.0)
    pd.testing.assert_frame_equal(*side_by_side)


def test_pages_that_both_cite_count_only_for_the_same_round() -> None:
    links = links_to(side(QUESTIONS), side(QUESTIONS), np.arange(3), np.eye(3) > 0, RepliesParams())
    apart = replace(links, same_page=np.zeros((3, 3), dtype=bool))
    with_pages, without = (by_answer(one, 3, 0.08)[0] for one in (links, apart))
    assert (np.diag(with_pages) > np.diag(without)).all()
    assert share_a_page([frozenset({3, 4})], [frozenset({4}), frozenset()]).tolist() == [
        [True, False]
    ]


def test_shares_leave_room_for_no_answer_at_all() -> None:
    found = likeness(side(QUESTIONS), side(ANSWERS), RepliesParams())
    assert (shares(found).sum(axis=1) < 1).all()
    assert (shares(found).argmax(axis=1) == found.scores.argmax(axis=1)).all()


def test_subjects_are_every_sub_theme_and_every_single() -> None:
    inputs = example_inputs()
    shuffled = inputs.members.sample(frac=1, random_state=3)
    subjects = subjects_of(inputs.opinions, inputs.members)
    assert len(subjects) == 7 + 4
    assert subjects["subject"].is_unique
    pd.testing.assert_frame_equal(subjects, subjects_of(inputs.opinions, shuffled))
    alone = replace(inputs, members=inputs.members.assign(theme_id=None)).members
    assert len(subjects_of(inputs.opinions, alone)) == 30


def test_the_file_of_answers_names_what_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("回答\nはい\n", encoding="utf-8-sig")
    with pytest.raises(OpinionsError, match="needs 'answer'"):
        read_answers(file)
    file.write_text("answer\n検討します。\n \n", encoding="utf-8-sig")
    assert read_answers(file)[["answer", "opinion"]].to_numpy().tolist() == [["検討します。", ""]]
