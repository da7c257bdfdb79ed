"""Opinions and the clauses they mean: how people cite, quote and paraphrase a draft."""

import doctest
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from pipeline.drafts import citations as citation_words
from pipeline.drafts import (
    cited_numbers,
    cited_places,
    clause_likeness,
    heading_marks,
    quoted_words,
)
from pipeline.drafts.citations import Citation, citations, without
from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import clause_table
from pipeline.quality.citations import evaluate as evaluate_citations
from pipeline.readers.draft_file import text_lines
from pipeline.tables.clauses import ClauseLinks

DRAFT = """\
[p.1]
第1章 総論
１ 計画の目的
本計画は、公共交通の維持と利便の向上を図るために策定する。
（１）対象とする区域
対象は市の全域とする。
（２）計画の期間
令和八年度から五年間とする。
２ 基本的な方針
① 路線の再編
需要の少ない路線を予約制の乗合に改める。
[p.2]
② 担い手の確保
運転手の処遇を改善し、養成を支援する。
若者と女性の採用を進める。
高齢の運転手の健康を守る。
第2章 施策
１ 乗り場の整備
屋根とベンチのある乗り場を増やす。
２ 運賃
高校生の通学定期を割り引く。
"""
CLAUSES = clause_table("r", "v", text_lines(DRAFT))

# How an opinion cites → a word of the clause it must be led to.
CITED = {
    "第1章１（２）について、五年は短い。": "計画の期間",
    "第２章の２に賛成です。": "運賃",
    "第一章 2 ②の3つ目の段落について、検診も加えるべき。": "健康を守る",
    "2.①は反対である。": "路線の再編",
    "2-1について、照明も必要だ。": "乗り場の整備",
    "Ｐ２　４行目は書き過ぎだ。": "健康を守る",
    "1ページ4行目に区域外の通院も書いてほしい。": "対象とする区域",
    "「需要の少ない路線を予約制の乗合に改める」とあるが困る。": "予約制",
}


@pytest.mark.parametrize("text", CITED)
def test_citations_and_quotes_lead_to_their_clause(text: str) -> None:
    links = clause_links(["a"], [text], CLAUSES, ClauseParams())
    ClauseLinks.checked(links, "links")
    first = CLAUSES.set_index("clause_id").loc[links["clause_id"].iloc[0]]
    assert CITED[text] in first["text"] + first["heading"]
    assert links["how"].iloc[0] in ("citation", "quote")


WRITINGS = {
    "P65 8.(2)②": [(65, None), ("bare", 8), ("(1)", 2), ("①", 2)],
    "１６３ ページ １２ 行目": [(163, 12)],
    "P79 L16～22": [(79, 16)],
    "p. 108, 34～36 行目、p. 115, 5～7 行目": [(108, 34), (115, 5)],
    "第２部第３章４の（２）の②": [("部", 2), ("章", 3), ("bare", 4), ("(1)", 2), ("①", 2)],
    "54 頁（38 行～）": [(54, 38)],
    "49 頁から 50 頁": [(49, None)],
    "第十二条": [("条", 12)],
    "３章４": [("章", 3), ("bare", 4)],
    "第２章１\n６０円の袋は高い。": [("章", 2), ("bare", 1)],
    "2-4\nもっと増やすこと。": [("bare", 2), ("bare", 4)],
    "第３章２－４": [("章", 3), ("bare", 2), ("bare", 4)],
    "第３章２及び４": [("章", 3), ("bare", 2), ("章", 3), ("bare", 4)],
    "第３章１（１）、（３）に反対": [
        ("章", 3),
        ("bare", 1),
        ("(1)", 1),
        ("章", 3),
        ("bare", 1),
        ("(1)", 3),
    ],
    "第２章１～３": [("章", 2), ("bare", 1), ("章", 2), ("bare", 2), ("章", 2), ("bare", 3)],
    "第２章から第３章まで": [("章", 2), ("章", 3)],
    "第３章１のイと、第４章": [("章", 3), ("bare", 1), ("ア", 2), ("章", 4)],
    "5章立てとし、電話は 0123-45-67\nへ。": [],
    "2030年までに50％削減し、2-3年で見直す。PDF 3点。": [],
}


@pytest.mark.parametrize("text", WRITINGS)
def test_how_people_cite(text: str) -> None:
    found: list[tuple[object, object]] = []
    for one in citations(text):
        found += list(one.chain) or [(one.page, one.line)]
    assert found == WRITINGS[text]


def test_a_paragraph_with_a_mark_of_its_own_is_cited_by_it() -> None:
    text = "第3章 分別\n１ 容器\nア　瓶は洗う。\nイ　缶は潰す。\n２ 日程\nア　月曜とする。\n"
    clauses = clause_table("r", "v", text_lines(text))
    cited = {"３章１のイ": "イ　缶は潰す。", "第3章2のア": "ア　月曜とする。", "第3章1のウ": ""}
    links = clause_links(list(cited), [f"{place}\nxyz" for place in cited], clauses, ClauseParams())
    first = links[links["rank"] == 1].set_index("opinion_id")
    texts = clauses.set_index("clause_id")["text"]
    assert {one: texts.get(first["clause_id"][one], "") for one in cited} == cited
    assert first["evidence"].tolist() == ["", "", "案にない引用：第3章1のウ"]


ROMAN = """\
Ⅰ 基本方針
１ 視点
（１）公平
公平に扱う。
（２）効率
重複を除く。
Ⅱ 重点施策
１ 人材
（１）研修
研修を行う。
（２）登用
登用を進める。
2.1 期間
2.1.1 前半
五年とする。
第２条 検証
三年ごとに検証する。
附則
第２条 経過
経過措置を置く。
別紙１
１ 様式
２ 記入例
例を示す。
別紙２
２ 連絡先
本庁に置く。
"""
LED = {
    "Ⅱ－１－(2)": "（２）登用",
    "Ⅱの１（１）について": "（１）研修",
    "II 1 (2)": "（２）登用",
    "『１　人材』の（１）": "（１）研修",
    "「Ⅱ　重点施策」の１（２）": "（２）登用",
    "2.1.1について": "2.1.1 前半",
    "附則第2条": "附則 / 第２条 経過",
    "第２条": "第２条 検証",
    "別紙１の２": "別紙１ / ２ 記入例",
    "別紙２の２": "別紙２ / ２ 連絡先",
}


@pytest.mark.parametrize("place", LED)
def test_romans_titles_in_quotes_and_headings_with_a_name_can_be_cited(place: str) -> None:
    clauses = clause_table("r", "v", text_lines(ROMAN))
    links = clause_links(["a"], [f"{place}\nxyz"], clauses, ClauseParams())
    path = clauses.set_index("clause_id")["path"][links["clause_id"].iloc[0]]
    assert path.endswith(LED[place])
    assert place != "第２条" or "附則" not in path


def test_a_line_from_the_bottom_of_a_page_is_found() -> None:
    lines = "".join(
        f"[p.{page}]\n" + "".join(f"{page}頁{n}。\n" for n in range(1, 41)) for page in (1, 2)
    )
    clauses = clause_table("r", "v", text_lines(lines))
    links = clause_links(["a"], ["2頁下から3行目\nxyz"], clauses, ClauseParams())
    assert clauses.set_index("clause_id")["text"][links["clause_id"].iloc[0]] == "2頁38。"


def test_of_citations_written_by_hand_nearly_all_are_read() -> None:
    halves = [half for half in evaluate_citations().values() if isinstance(half, dict)]
    assert len(halves) == 2
    assert not [half["wrong"] for half in halves if half["right"] != half["n"]]


def test_every_cited_section_is_named() -> None:
    lines = "".join(f"{n}　施策\n本文である。\n続きである。\n別に定める。\n" for n in range(1, 6))
    clauses = clause_table("r", "v", text_lines("第1章 総論\n" + lines))
    links = clause_links(["a"], ["第１章２及び４\n反対である。"], clauses, ClauseParams())
    found = links.merge(clauses, on="clause_id")
    assert {path.rpartition(" / ")[2][0] for path in found["path"]} == {"2", "4"}


def test_a_wrong_citation_is_told_and_leads_nowhere() -> None:
    links = clause_links(["a"], ["第9章について、xyz。"], CLAUSES, ClauseParams())
    assert links["how"].tolist() == ["none"]
    assert links["evidence"].tolist() == ["案にない引用：第9章"]


def test_a_page_cannot_be_wrong_in_a_draft_that_knows_no_pages() -> None:
    lines = [line for line in DRAFT.split("\n") if not line.startswith("[p.")]
    clauses = clause_table("r", "v", text_lines("\n".join(lines)))
    links = clause_links(["a"], ["P2と第9章について、xyz。"], clauses, ClauseParams())
    told = "案のファイルにページの記録がなく、確かめられない引用：P2。案にない引用：第9章"
    assert links["evidence"].tolist() == [told]


def test_an_opinion_on_nothing_in_the_draft_has_no_clause_and_every_opinion_a_row() -> None:
    texts = ["zzz", "運転手の処遇の改善を急いでほしい。", "第1章"]
    links = clause_links(["a", "b", "c"], texts, CLAUSES, ClauseParams())
    assert set(links["opinion_id"]) == {"a", "b", "c"}
    assert links.loc[links["opinion_id"] == "a", "how"].tolist() == ["none"]


@pytest.mark.parametrize(
    ("opinion", "is_linked"),
    [("病院に新しい庭園を作ってほしい。", False), ("運賃を下げないでほしい。", True)],
)
def test_what_has_no_word_in_common_with_a_clause_does_not_mean_it(
    opinion: str, is_linked: bool
) -> None:
    text = "第1章 運賃\n１ 運賃\n運賃の減免は、行わないでおく。\n２ 期間\n期間は、五年とする。\n"
    clauses = clause_table("r", "v", text_lines(text))
    links = clause_links(["a"], [opinion], clauses, ClauseParams(least_certainty=0.1))
    assert (links["how"] != "none").tolist()[0] == is_linked


def test_one_opinion_and_one_clause_are_enough() -> None:
    one = clause_table("r", "v", text_lines("目的を定める。\n"))
    links = ClauseLinks.checked(
        clause_links(["a"], ["目的を定める。"], one, ClauseParams()), "links"
    )
    assert set(links["opinion_id"]) == {"a"}


def test_the_order_of_opinions_changes_no_link() -> None:
    texts = list(CITED)
    ids = [str(number) for number in range(len(texts))]
    there = clause_links(ids, texts, CLAUSES, ClauseParams())
    back = clause_links(ids[::-1], texts[::-1], CLAUSES, ClauseParams())
    back = back.sort_values(["opinion_id", "rank"]).reset_index(drop=True)
    pd.testing.assert_frame_equal(there, back)


def test_pages_of_another_edition_are_shifted_by_what_is_quoted() -> None:
    known = np.array([10.0, 20.0, 30.0, 40.0])
    edition = cited_places.Edition(40, known, known - 2)
    assert edition.position(25, 1) == 23
    assert cited_places.Edition(40, known[:0], known[:0]).position(25, 1) == 25


def test_what_is_left_without_citations() -> None:
    text = "P3 5行目について反対"
    assert without(text, citations(text)) == "について反対"
    assert without("反対", [Citation(0, 0)]) == "反対"


@pytest.mark.parametrize(
    "module", [citation_words, cited_numbers, heading_marks, clause_likeness, quoted_words]
)
def test_doctests(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_a_draft_without_headings_has_no_likeness_to_them() -> None:
    found = clause_likeness.heading_likeness(["運賃を下げる", "乗り場"], ["", ""])
    assert found.tolist() == [[0.0, 0.0], [0.0, 0.0]]
    named = clause_likeness.heading_likeness(["運賃を下げる"], ["運賃", "乗り場", "運賃"])
    assert named[0, 0] == named[0, 2] > named[0, 1] == 0
