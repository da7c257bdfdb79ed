import numpy as np
import pandas as pd
import pytest

from pipeline.quality.opinion_types import compare, sentences_of
from pipeline.review_items.opinion_type import nature_of, natures
from pipeline.tables.natures import Nature, Natures

CASES = {
    "移行経費の上限を引き上げるべきである。": Nature.REQUEST,
    "担当者が一人しかおらず、期限に間に合わない。": Nature.CONCERN,
    "不安があるので、相談窓口を置いていただきたい。": Nature.REQUEST,
    "試行の対象にはどの団体が含まれるのでしょうか。": Nature.QUESTION,
    "段階的に進める方針に賛同する。": Nature.SUPPORT,
    "三つに分けて示した方が分かりやすいのではないでしょうか。": Nature.REQUEST,
    "12ページ 3行目": Nature.OTHER,
    "「国が負担すべき」とある箇所": Nature.OTHER,
    "": Nature.OTHER,
}


@pytest.mark.parametrize(("text", "nature"), CASES.items())
def test_cues_show_the_nature(text: str, nature: Nature) -> None:
    found = nature_of(text)
    assert found.nature is nature
    assert (found.cue == "") == (nature is Nature.OTHER)
    assert found.cue in text


def test_the_table_has_one_row_per_opinion() -> None:
    opinions = pd.DataFrame({"opinion_id": list("ab"), "text_normalized": ["見直すべき。", "表紙"]})
    table = Natures.checked(natures(opinions), "natures")
    assert table["nature"].tolist() == ["要望・提案", "その他"]
    assert Natures.checked(natures(opinions.iloc[:0]), "natures").empty


def test_accuracy_counts_accepted_natures_and_names_confusions() -> None:
    found = compare(
        ["賛同する。", "困難。", "表紙"],
        pd.Series(["賛同・評価", "要望・提案;懸念・課題", "懸念・課題"]),
    )
    assert np.isclose(float(str(found["accuracy"])), 2 / 3)
    assert found["confused"] == {"懸念・課題 → その他": 1}


def test_sentences_keep_their_numbers() -> None:
    assert sentences_of("一つ。二つ！\n\n 三つ") == ["一つ。", "二つ！", "三つ"]
