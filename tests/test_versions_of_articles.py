"""Two versions of a by-law or plan: articles joined, split, moved, renumbered; what cites them."""

import doctest

import pandas as pd
import pytest

from pipeline.drafts import cross_references, form_changes, units, uptake_scores
from pipeline.drafts.clause_table import clause_table
from pipeline.drafts.versions import changes
from pipeline.readers.draft_file import text_lines
from pipeline.report.summary.draft_versions import renumbered
from pipeline.tables.clauses import DraftChanges

HEAD = (
    "第1章　総則\n（目的）\n第1条　この条例は、飼い犬と飼い猫の適正な飼養を図ることを目的とする。\n"
)
WALK = "（散歩）\n第{}条　飼い主は、散歩の際に引き綱を用いなければならない。\n"
DUNG = "（ふんの始末）\n第{}条　飼い主は、ふんを袋に入れて持ち帰らなければならない。\n"
BOTH = (
    "（散歩等）\n第{}条　飼い主は、散歩の際に引き綱を用いなければならない。\n"
    "２　飼い主は、ふんを袋に入れて持ち帰らなければならない。\n"
)
CATS = "（猫の飼養）\n第{}条　猫の飼い主は、屋内で飼うよう努めるものとする。\n"
OF_OWNERS = "（飼い主の責務）\n第{}条　飼い主は、動物の習性を理解し、終生飼養に努めるものとする。\n"
OF_SHOPS = (
    "（販売業者の責務）\n第{}条　販売業者は、動物の習性を理解し、終生飼養に努めるものとする。\n"
)
OF_ALL = (
    "（飼い主及び販売業者の責務）\n"
    "第{}条　飼い主及び販売業者は、動物の習性を理解し、終生飼養に努めるものとする。\n"
)
CHIP = "（登録）\n第{}条　飼い主は、犬の生年月日及び毛色を市長に届け出るものとする。\n"
FINE = "（過料）\n第{}条　第{}条の規定に違反した者は、二万円以下の過料に処する。\n"
RULE = "第2章　雑則\n（委任）\n第{}条　この条例の施行に関し必要な事項は、規則で定める。\n"

# Name → before, after, and words of a clause → what is told of it (state, whether form alone).
CASES = {
    "joined": (
        HEAD + WALK.format(2) + DUNG.format(3) + FINE.format(4, 2),
        HEAD + BOTH.format(2) + FINE.format(3, 2),
        {
            "引き綱": "joined",
            "持ち帰ら": "joined",
            "（ふんの始末）": "joined",
            "過料に": "renumbered",
        },
    ),
    "split": (
        HEAD + BOTH.format(2) + CATS.format(3),
        HEAD + WALK.format(2) + DUNG.format(3) + CATS.format(4),
        {"引き綱": "split", "持ち帰ら": "split", "（ふんの始末）": "split", "屋内": "renumbered"},
    ),
    "joined in one sentence": (
        HEAD + WALK.format(2) + DUNG.format(3) + CATS.format(4),
        HEAD
        + "（散歩等）\n第2条　飼い主は、散歩の際に引き綱を用いなければならない。"
        + "飼い主は、ふんを袋に入れて持ち帰らなければならない。\n"
        + CATS.format(3),
        {"際に引き綱": "joined", "ふんを袋": "joined", "屋内": "renumbered"},
    ),
    "an article put in": (
        HEAD + WALK.format(2) + CATS.format(3) + FINE.format(4, 3) + RULE.format(5),
        HEAD
        + WALK.format(2)
        + CHIP.format(3)
        + CATS.format(4)
        + FINE.format(5, 4)
        + RULE.format(6),
        {
            "引き綱": "same",
            "生年月日": "added",
            "屋内": "renumbered",
            "過料に": "modified form",
            "規則で": "renumbered",
        },
    ),
    "an article put in where articles are headings": (
        "第1条（申込み）\n利用者は、書面で申し込む。\n第2条（抽選）\n前条の申込みが重なれば抽選とする。\n"
        "第3条（取消し）\n第1条の申込みは、取り消せる。\n",
        "第1条（趣旨）\n部屋の貸出しを定める。\n第2条（申込み）\n利用者は、書面で申し込む。\n"
        "第3条（抽選）\n前条の申込みが重なれば抽選とする。\n"
        "第4条（取消し）\n第2条の申込みは、取り消せる。\n",
        {
            "重なれば": "same",
            "取り消せる": "modified form",
            "（抽選）": "renumbered",
            "貸出し": "added",
        },
    ),
    "what is cited is another article now": (
        HEAD + WALK.format(2) + CATS.format(3) + FINE.format(4, 2),
        HEAD + WALK.format(2) + CATS.format(3) + FINE.format(4, 3),
        {"過料に": "modified"},
    ),
    "an article moved to another chapter": (
        HEAD + WALK.format(2) + CHIP.format(3) + RULE.format(4),
        HEAD + WALK.format(2) + RULE.format(3) + CHIP.format(4),
        {"生年月日": "moved", "（登録）": "moved", "規則で": "renumbered"},
    ),
    "an article moved over the head of a chapter alone": (
        HEAD + WALK.format(2) + CHIP.format(3) + RULE.format(4),
        HEAD + WALK.format(2) + RULE.format(4).replace("雑則\n", "雑則\n" + CHIP.format(3)),
        {"生年月日": "moved", "（登録）": "moved", "規則で": "same"},
    ),
    "a paragraph moved to the article behind it": (
        HEAD + BOTH.format(2) + CATS.format(3) + RULE.format(4),
        HEAD
        + WALK.format(2)
        + CATS.format(3)
        + "２　飼い主は、ふんを袋に入れて持ち帰らなければならない。\n"
        + RULE.format(4),
        {"持ち帰ら": "moved", "屋内": "same"},
    ),
    "an article gone is not joined": (
        HEAD + WALK.format(2) + CHIP.format(3) + CATS.format(4),
        HEAD + WALK.format(2) + CATS.format(3),
        {"生年月日": "removed", "（登録）": "removed", "屋内": "renumbered"},
    ),
    "joined in other words": (
        HEAD + OF_OWNERS.format(2) + OF_SHOPS.format(3) + CHIP.format(4),
        HEAD + OF_ALL.format(2) + CHIP.format(3),
        {"販売業者は、動物": "joined", "（飼い主の責務）": "joined", "生年月日": "renumbered"},
    ),
    "split in other words": (
        HEAD + OF_ALL.format(2) + CHIP.format(3),
        HEAD + OF_OWNERS.format(2) + OF_SHOPS.format(3) + CHIP.format(4),
        {"販売業者は、動物": "split", "（飼い主の責務）": "split", "生年月日": "renumbered"},
    ),
    "one duty gone, the other in other words": (
        HEAD + OF_OWNERS.format(2) + OF_SHOPS.format(3) + CHIP.format(4),
        HEAD + OF_OWNERS.format(2).replace("習性", "習性及び健康") + CHIP.format(3),
        {"販売業者は、動物": "removed", "飼い主は、動物": "modified"},
    ),
    "two duties of a plan joined": (
        "第1章　役割\n（１）家庭\n家庭は、食事の塩分を控え、朝食を取る習慣を育てる。\n"
        "（２）学校\n学校は、食事の塩分を控え、朝食を取る習慣を育てる。\n（３）市\n市は広報する。\n",
        "第1章　役割\n（１）家庭と学校\n家庭と学校は、食事の塩分を控え、朝食を取る習慣を育てる。\n"
        "（２）市\n市は広報する。\n",
        {"学校は、食事": "joined", "家庭は、食事": "joined", "広報する": "same"},
    ),
    "a duty of a plan split, and the head of the new section": (
        "第1章　除却\n（１）危険な家屋への措置\n"
        "町は、危険な家屋に対し、助言、指導、勧告及び命令を行います。\n",
        "第1章　除却\n（１）危険な家屋への助言及び指導\n"
        "町は、危険な家屋に対し、助言及び指導を行います。\n"
        "（２）危険な家屋への勧告及び命令\n町は、危険な家屋に対し、勧告及び命令を行います。\n",
        {"助言及び指導を": "split", "対し、勧告及び命令を": "split"},
    ),
    "sections with lists joined": (
        "第1章　予防\n（１）窓口\n町は、相談の窓口を設けます。\n"
        "（２）啓発\n・広報紙で特集を組みます。\n"
        "・税の通知にちらしを入れます。\n",
        "第1章　予防\n（１）窓口と啓発\n町は、相談の窓口を設けます。\n・広報紙で特集を組みます。\n"
        "・税の通知にちらしを入れます。\n",
        {"相談の窓口": "joined", "特集を": "joined"},
    ),
    "sections of a plan joined": (
        "第1章　取組\n（１）見守り\n民生委員が月に一度、独居の世帯を訪ねる。\n"
        "（２）配食\n栄養士が献立を作り、弁当を届ける。\n（３）移動\n乗合の車を走らせる。\n",
        "第1章　取組\n（１）見守りと配食\n民生委員が月に一度、独居の世帯を訪ねる。\n"
        "栄養士が献立を作り、弁当を届ける。\n（２）移動\n乗合の車を走らせる。\n",
        {"栄養士": "joined", "民生委員": "joined", "（３）移動": "renumbered", "乗合": "same"},
    ),
    "a section of a plan moved to another chapter": (
        "第1章　備え\n（１）訓練\n年に二度、避難の訓練を行う。\n（２）備蓄\n水と毛布を蔵に置く。\n"
        "第2章　復旧\n（１）住まい\n仮の住まいを建てる。\n",
        "第1章　備え\n（１）訓練\n年に二度、避難の訓練を行う。\n"
        "第2章　復旧\n（１）備蓄\n水と毛布を蔵に置く。\n（２）住まい\n仮の住まいを建てる。\n",
        {"水と毛布": "moved", "仮の住まい": "same"},
    ),
    "a new chapter above moves nothing": (
        "第1章　備え\n（１）訓練\n年に二度、避難の訓練を行う。\n（２）備蓄\n水と毛布を蔵に置く。\n",
        "第1章　現状\n川が三度あふれた。\n第2章　備え\n（１）訓練\n年に二度、避難の訓練を行う。\n"
        "（２）備蓄\n水と毛布を蔵に置く。\n",
        {"避難の訓練": "same", "水と毛布": "same", "備え": "renumbered", "三度": "added"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_of_articles_and_sections(name: str) -> None:
    before, after, wanted = CASES[name]
    found = _changes(before, after)
    DraftChanges.checked(found, "changes")
    assert wanted
    for words, told in wanted.items():
        is_there = (found["text_before"] + found["text_after"]).str.contains(words, regex=False)
        row = found[is_there].iloc[0]
        is_form = " form" if row["is_form"] and row["state"] == "modified" else ""
        assert row["state"] + is_form == told, (words, row.to_dict())


@pytest.mark.parametrize("name", CASES)
def test_no_clause_of_either_version_is_lost(name: str) -> None:
    before, after, _ = CASES[name]
    for there, back in ((before, after), (after, before)):
        found = _changes(there, back)
        for side, clause, text in (
            (there, "clause_before", "text_before"),
            (back, "clause_id", "text_after"),
        ):
            told = found.groupby(clause)[text].agg("".join)
            rows = clause_table("r", "v", text_lines(side))
            assert len(rows)
            assert all(
                said in told[one] for one, said in zip(rows["clause_id"], rows["text"], strict=True)
            )


@pytest.mark.parametrize("name", ["joined", "split", "an article put in"])
def test_the_heads_of_articles_that_went_with_them_grant_nothing(name: str) -> None:
    before, after, _ = CASES[name]
    found = _changes(before, after)
    told = found[uptake_scores.of_meaning(found)]
    assert not (told["text_before"] + told["text_after"]).str.contains("（ふんの始末）").any()


def test_an_article_that_moved_and_says_something_else_changed() -> None:
    before, after, _ = CASES["an article moved to another chapter"]
    found = _changes(before, after.replace("毛色を", "毛色を三十日以内に"))
    told = found[uptake_scores.of_meaning(found)]
    assert told["state"].tolist() == ["moved"]
    assert "三十日以内" in told["text_after"].iloc[0]
    assert not uptake_scores.of_meaning(_changes(before, after)).any()


def test_numbers_that_moved_on_are_told_in_one_line() -> None:
    before, after, _ = CASES["an article put in"]
    assert renumbered(_changes(before, after)) == "第3条→第4条、第5条→第6条"
    many = HEAD + WALK.format(2) + CATS.format(3) + RULE.format(4)
    put_in = HEAD + CHIP.format(2) + WALK.format(3) + CATS.format(4) + RULE.format(5)
    assert renumbered(_changes(many, put_in)) == "第2条～第4条→第3条～第5条"
    assert renumbered(_changes(many, many)) == ""


def _changes(before: str, after: str) -> pd.DataFrame:
    return changes(*(clause_table("r", "v", text_lines(text)) for text in (before, after)))


def test_doctests() -> None:
    for module in (cross_references, form_changes, units):
        assert doctest.testmod(module).failed == 0
