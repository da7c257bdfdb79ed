"""Places of by-laws and plans as people name them: numbers without 第, captions, the whole."""

import doctest
from types import ModuleType

import pandas as pd
import pytest

from pipeline.drafts import articles, named_places
from pipeline.drafts.citations import citations
from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import clause_table
from pipeline.readers.draft_file import text_lines
from pipeline.report.summary.clause_names import paths_of
from pipeline.tables.clauses import ClauseLinks

BYLAW = """\
第1章　総則
（目的）
第1条　この条例は、駅前の自転車の放置を防ぎ、歩行の安全を図ることを目的とする。
（定義）
第2条　次の各号に掲げる用語の意義は、当該各号に定める。
（１）　自転車　二輪の車
（２）　放置　直ちに動かせない状態
２　前項のほか、用語は規則で定める。
第2章　放置の禁止
（放置の禁止）
第3条　何人も、禁止区域に自転車を放置してはならない。
２　市長は、禁止区域を告示する。
３　荷さばきのため短時間停めるときは、この限りでない。ただし、看板を置いてはならない。
（撤去及び保管）
第4条　市長は、放置された自転車を撤去することができる。
第5条　撤去した自転車は、六十日保管する。
（利用者の役割）
第5条の2　利用者は、駐輪場を使うよう努める。
（手数料）
第6条　撤去に要した費用として、別表第１の額を徴収する。
（過料）
第7条　第3条に違反した者は、過料に処する。
附　則
（施行期日）
１　この条例は、令和九年四月一日から施行する。
（経過措置）
２　施行前に撤去した自転車は、なお従前の例による。
別表第１（第6条関係）
自転車　二千円
別表第２（第4条関係）
原動機付自転車　四千円
"""
PLAN = """\
第1章　図書館の将来像
第1節　めざす姿
（１）居場所
誰でも過ごせる席を増やす。
（２）蔵書
郷土の資料を集める。
第2章　取組
第1節　移動図書館
（１）巡回
山間の集落を月二回巡る。
（２）電子書籍
貸出の端末を用意する。
第2節　読み聞かせボランティア
（１）養成
講座を開く。
"""
MEMO = """\
１　日時
朝七時に集まる。
２　持ち物
軍手と鎌を持つ。
３　会場
川上の広場とする。
（１）駐車場
寺の前に停める。
"""
TERMS = """\
第1章　通則
第1条（趣旨）
この規程は、公民館の部屋の貸出しに関し必要な事項を定める。
第2条（申込み）
利用者は、次の事項を記して申し込む。
（１）氏名
（２）人数
２　申込みは、利用日の三月前から受け付ける。
第2条の2（抽選）
前条第2項の受付が重なるときは、抽選とする。
第2章　料金
第3条（使用料）
使用料は、別に定める額とする。
"""
DRAFTS = {
    name: clause_table("r", name, text_lines(text))
    for name, text in (("bylaw", BYLAW), ("plan", PLAN), ("terms", TERMS), ("memo", MEMO))
}

# Draft, 該当箇所 as written, opinion → the beginning of the clause that is meant.
NAMED = [
    ("bylaw", "第7条", "重すぎる。", "第7条"),
    ("bylaw", "7条", "重すぎる。", "第7条"),
    ("bylaw", "第７条関係", "重すぎる。", "第7条"),
    ("bylaw", "", "5条は短い。百日にしてほしい。", "第5条　"),
    ("bylaw", "第5条の2", "努力では足りない。", "第5条の2"),
    ("bylaw", "5条の2について", "努力では足りない。", "第5条の2"),
    ("bylaw", "", "第五条の二は「努める」で足りるのか。", "第5条の2"),
    ("bylaw", "第3条第3項ただし書", "花屋が困る。", "３　荷さばき"),
    ("bylaw", "3条3項但書", "花屋が困る。", "３　荷さばき"),
    ("bylaw", "", "第三条第二項の告示は、掲示板だけでは届かない。", "２　市長は、禁止区域"),
    ("bylaw", "第2条第1項第2号", "一分でも当たるのか。", "（２）　放置"),
    ("bylaw", "2条(2)", "一分でも当たるのか。", "（２）　放置"),
    ("bylaw", "第2条2号", "一分でも当たるのか。", "（２）　放置"),
    ("bylaw", "第2条第2項", "規則も見せてほしい。", "２　前項のほか"),
    ("bylaw", "附則第2項", "返してほしい。", "２　施行前"),
    ("bylaw", "付則２項", "返してほしい。", "２　施行前"),
    ("bylaw", "附則の２", "返してほしい。", "２　施行前"),
    ("bylaw", "附則", "早すぎる。", "附　則"),
    ("bylaw", "施行期日", "早すぎる。", "（施行期日）"),
    ("bylaw", "過料", "重すぎる。", "第7条"),
    ("bylaw", "", "過料について、額が分からない。", "第7条"),
    ("bylaw", "", "「手数料」は無料とすべきだ。", "第6条"),
    ("bylaw", "撤去・保管", "場所が遠い。", "第4条"),
    ("bylaw", "利用者等の役割", "負担が重い。", "第5条の2"),
    ("bylaw", "放置の禁止の規定", "広すぎる。", "第3条"),
    ("bylaw", "別表２", "高い。", "別表第２"),
    ("bylaw", "別表第２", "高い。", "別表第２"),
    ("bylaw", "", "別表1の額は隣の市より高い。", "別表第１"),
    ("bylaw", "６", "高い。", "第6条"),
    ("bylaw", "第7条（過料）", "重すぎる。", "第7条"),
    ("bylaw", "第6条 過料", "過料が重すぎる。", "第7条"),
    ("bylaw", "No.6", "高い。", "第6条"),
    ("plan", "２", "冬は来られない。", "第2章"),
    ("plan", "(2)", "冬は来られない。", "第2章"),
    ("memo", "３", "遠い。", "３　会場"),
    ("memo", "３について", "遠い。", "３　会場"),
    ("memo", "項目１", "早い。", "１　日時"),
    ("plan", "２章の１", "冬は来られない。", "第1節　移動図書館"),
    ("plan", "2章1節(2)", "字が小さい。", "（２）電子書籍"),
    ("plan", "第2章の第1節の1", "冬は来られない。", "（１）巡回"),
    ("plan", "１章１節（２）について", "古文書も頼む。", "（２）蔵書"),
    ("plan", "2-1-(2)", "字が小さい。", "（２）電子書籍"),
    ("plan", "2-1-2", "字が小さい。", "（２）電子書籍"),
    ("plan", "２－２", "謝礼がない。", "第2節"),
    ("plan", "ボランティア", "謝礼がない。", "第2節"),
    ("plan", "移動図書館", "冬は来られない。", "第1節　移動図書館"),
    ("plan", "読み聞かせボランティアについて", "謝礼がない。", "第2節"),
    ("plan", "", "電子書籍について。字が小さい。", "（２）電子書籍"),
    ("terms", "2条の2", "先着がよい。", "第2条の2"),
    ("terms", "第2条第1項第2号", "子も数えるのか。", "（２）人数"),
    ("terms", "２条２項", "早すぎる。", "２　申込み"),
    ("terms", "抽選", "先着がよい。", "第2条の2"),
    ("terms", "第二章", "高い。", "第2章"),
]


def _first(draft: str, place: str, opinion: str) -> tuple[pd.Series, str, str]:
    clauses = DRAFTS[draft]
    links = clause_links(["a"], [opinion], clauses, ClauseParams(), [place])
    ClauseLinks.checked(links, "links")
    found = clauses.set_index("clause_id").reindex([links["clause_id"].iloc[0]]).iloc[0]
    paths = paths_of(clauses)
    return found, links["how"].iloc[0], paths.get(str(links["clause_id"].iloc[0]), "")


@pytest.mark.parametrize(("draft", "place", "opinion", "clause"), NAMED)
def test_a_named_place_leads_to_its_clause(
    draft: str, place: str, opinion: str, clause: str
) -> None:
    found, how, path = _first(draft, place, opinion)
    assert how == "citation"
    name = path.rpartition(" / ")[2]
    assert str(found["text"]).startswith(clause) or (name + "　").startswith(clause), (found, path)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("7条と10条", {"第7条（過料）"}),
        ("第3、4条", {"第3条（放置の禁止）", "第4条（撤去及び保管）"}),
        ("3条～5条", {"第3条（放置の禁止）", "第4条（撤去及び保管）", "第5条"}),
        ("目的、過料", {"第1条（目的）", "第7条（過料）"}),
    ],
)
def test_of_several_places_each_is_named(place: str, wanted: set[str]) -> None:
    links = clause_links(["a"], ["反対。"], DRAFTS["bylaw"], ClauseParams(), [place])
    paths = paths_of(DRAFTS["bylaw"])
    assert {paths[one].rpartition(" / ")[2] for one in links["clause_id"]} == wanted
    assert ("案にない引用" in links["evidence"].iloc[0]) == (place == "7条と10条")


def test_a_number_that_several_sections_have_is_told_and_leads_nowhere() -> None:
    plan = PLAN + "第3章　職員\n第1節　研修\n毎年行う。\n"
    clauses = clause_table("r", "v", text_lines(plan))
    links = clause_links(["a"], ["xyz"], clauses, ClauseParams(), ["第1節"])
    assert links["how"].tolist() == ["none"]
    assert links["evidence"].tolist() == ["案に複数ある引用：第1節"]


@pytest.mark.parametrize(
    "place",
    [
        "全体",
        "案全体",
        "条例案全体について",
        "計画全般",
        "駅前自転車条例（案）の全体",
        "（全般）",
        "すべて",
    ],
)
def test_who_means_the_whole_is_not_led_to_a_like_clause(place: str) -> None:
    opinion = "歩行の安全を図ることは大切で、よくまとまっている。"
    links = clause_links(["a"], [opinion], DRAFTS["bylaw"], ClauseParams(), [place])
    ClauseLinks.checked(links, "links")
    assert links["how"].tolist() == ["whole"]
    cites = clause_links(["a"], ["第7条は重い。"], DRAFTS["bylaw"], ClauseParams(), [place])
    assert cites["how"].iloc[0] == "citation"


@pytest.mark.parametrize("place", ["", "特になし", "－", "なし", "その他"])
def test_who_names_no_place_means_neither_the_whole_nor_a_place(place: str) -> None:
    links = clause_links(["a"], ["市役所の電話が遅い。"], DRAFTS["bylaw"], ClauseParams(), [place])
    assert links["how"].tolist() == ["none"]


@pytest.mark.parametrize(
    "text",
    [
        "道路交通法第47条に反する。",
        "北3条西4丁目の店です。",
        "民法90条及び憲法第13条",
        "3条例を比べた。",
    ],
)
def test_articles_of_other_laws_and_streets_are_no_places(text: str) -> None:
    assert not citations(text)


def test_items_of_an_article_are_no_headings_and_the_paragraph_behind_them_is_its_own() -> None:
    clauses = DRAFTS["bylaw"].set_index("text")
    assert clauses["kind"]["（２）　放置　直ちに動かせない状態"] == "paragraph"
    assert clauses["heading"]["２　前項のほか、用語は規則で定める。"] == "（定義）"


def test_an_article_that_is_a_heading_holds_its_items_and_the_paragraph_behind() -> None:
    clauses = DRAFTS["terms"].set_index("text")
    assert clauses["kind"]["（２）人数"] == "paragraph"
    assert clauses["heading"]["２　申込みは、利用日の三月前から受け付ける。"] == "（申込み）"
    paths = set(paths_of(DRAFTS["terms"]).values())
    assert "第1章　通則 / 第2条の2（抽選）" in paths


def test_an_article_is_called_by_its_number_and_its_caption() -> None:
    paths = paths_of(DRAFTS["bylaw"])
    names = dict.fromkeys(path.rpartition(" / ")[2] for path in paths.values())
    assert {"第1条（目的）", "第5条", "第5条の2（利用者の役割）", "（施行期日）"} <= set(names)


@pytest.mark.parametrize("module", [articles, named_places])
def test_doctests(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
