"""What the next version of a draft took up: proposals, and people's word over them."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.codebook.uptake_file import (
    append_uptake,
    imports_of_uptake,
    read_uptake,
    undo_uptake,
)
from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import clause_table
from pipeline.drafts.uptake import Asked, uptake
from pipeline.drafts.versions import changes
from pipeline.errors import OpinionsError
from pipeline.labels.answer_sheet import row_mark
from pipeline.labels.uptake_sheet import UptakeAnswer, UptakeWord, check_uptake_answers
from pipeline.places import UPTAKE
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.quality.uptake import outcome
from pipeline.readers.draft_file import read_draft, text_lines
from pipeline.report.html import draft
from pipeline.report.one_page import page_html
from pipeline.report.published_words import without_names
from pipeline.report.summary.whole import Summary, summarize
from pipeline.stages.uptake import main
from pipeline.store import Store
from pipeline.tables.clauses import ClauseLinks
from pipeline.tables.opinions import Opinions
from pipeline.tables.uptake import NextChanges, Uptake, UptakeCauses
from tests.dvc_stages import ROOT
from tests.report_example import example_inputs

BEFORE = """\
第1章 総論
１ 目的
本計画は、公共交通の維持を図るために策定する。
２ 期間
計画の期間は、令和八年度から五年間とする。
３ 担い手
運転手を確保するため、処遇の改善に努める。
"""
AFTER = """\
第1章 総論
１ 目的
本計画は、公共交通の維持を図るために策定する。
２ 期間
計画の期間は、令和8年度から5年間とする。
３ 担い手
運転手を確保するため、大型二種免許の取得費用を補助し、処遇の改善に努める。
４ 通学
高校生の通学定期券の割引率を引き上げる。
"""
OPINIONS = {
    "asked": "運転手が足りない。大型二種免許の取得費用を補助してほしい。",
    "pupil": "通学の負担が重い。高校生の通学定期券を割り引いてほしい。",
    "cites": "「公共交通の維持を図るために策定する」とあるのは心強く、応援している。",
    "wording": "「公共交通の維持を図るために策定する」に利便の向上を追記すべきである。",
    "apart": "町の花火大会を続けてほしい。",
}


def _clauses(text: str) -> pd.DataFrame:
    return clause_table("r", "v", text_lines(text))


def _found(before: str, after: str) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    old, new = _clauses(before), _clauses(after)
    changed = NextChanges.checked(changes(old, new), "changes")
    ids, texts = list(OPINIONS), list(OPINIONS.values())
    links = pd.DataFrame(columns=ClauseLinks.column_names())
    if len(old):
        links = clause_links(ids, texts, old, ClauseParams())
    found, causes = uptake(Asked(ids, texts), changed, links, has_before=bool(len(old)))
    table = found.assign(decision=None, note="")
    Uptake.checked(table, "uptake")
    UptakeCauses.checked(causes, "causes")
    return table.set_index("opinion_id"), causes, changed.set_index("order")


def test_what_the_next_version_says_is_proposed_with_both_quotes() -> None:
    found, causes, changed = _found(BEFORE, AFTER)
    assert found.loc["asked", "proposal"] == "taken_up"
    assert found.loc["asked", "asked"] == "大型二種免許の取得費用を補助してほしい。"
    change = changed.loc[found.loc["asked", "order"]]
    assert "大型二種免許" in change["text_after"]
    assert "大型二種免許" not in change["text_before"]
    assert found.loc["pupil", "proposal"] in ("taken_up", "partly")
    first = causes[causes["rank"] == 1].set_index("order")["opinion_id"]
    assert first[found.loc["asked", "order"]] == "asked"


def test_what_is_not_known_is_left_to_people() -> None:
    found, _, changed = _found(BEFORE, AFTER)
    assert found.loc["apart", "proposal"] == "unknown"
    assert found.loc["cites", "proposal"] == "unknown"  # it asks for nothing
    assert "維持を図る" in changed.loc[found.loc["cites", "order"], "text_before"]
    assert "近い記述" in found.loc["cites", "why"]
    assert found.loc["wording", "proposal"] == "noted"
    assert "変わっていない" in found.loc["wording", "why"]


@pytest.mark.parametrize(
    ("after", "stayed"),
    [
        (BEFORE, True),
        (BEFORE.replace("令和八年度", "令和8年度"), True),  # form alone
        (
            BEFORE.replace("図るために策定する", "図り、町の声を聞くために策定する"),
            False,
        ),  # below it
        (BEFORE.replace("２ 期間\n", "国の方針も受けて定める。\n２ 期間\n"), False),  # new below it
        (BEFORE.replace("本計画は、公共交通の維持を図るために策定する。\n", ""), False),  # gone
        (BEFORE.replace("五年間", "十年間"), False),  # in another section of the chapter
        (BEFORE + "第2章 参考\n１ 用語\n用語を示す。\n", True),  # another chapter
    ],
)
def test_a_cited_heading_stayed_only_if_all_below_it_did(after: str, stayed: bool) -> None:
    old, new = _clauses(BEFORE), _clauses(after)
    changed = NextChanges.checked(changes(old, new), "changes")
    opinion = "第1章について。分かりやすくしてほしい。"
    links = clause_links(["cites"], [opinion], old, ClauseParams())
    assert links["how"].iloc[0] == "citation"
    found, _ = uptake(Asked(["cites"], [opinion]), changed, links, True)
    assert (found["proposal"].iloc[0] == "noted") == stayed


@pytest.mark.parametrize(
    ("opinion", "proposal", "shows_change"),
    [
        ("１の（１）の運賃が高い。４５円にしてほしい。", "taken_up", True),
        ("第1章１の（１）の運賃は、子どもの分を分けて書くべきだ。", "unknown", True),  # people say
        ("「（１） 額」が分かりにくい。第1章１（１）を読んだ。", "unknown", True),  # its heading
        ("第1章２の研修に四十五円の補助を追加すべきである。", "noted", False),  # not the fare
    ],
)
def test_an_amount_that_was_asked_for_and_a_change_where_it_is_cited_are_shown(
    opinion: str, proposal: str, shows_change: bool
) -> None:
    text = "第1章 運賃\n１ 運賃\n（１） 額\n一回の運賃は、六〇円とする。\n２ 研修\n毎年行う。\n"
    old, new = _clauses(text), _clauses(text.replace("六〇円", "45円"))
    changed = NextChanges.checked(changes(old, new), "changes")
    links = clause_links(["a"], [opinion], old, ClauseParams())
    found, _ = uptake(Asked(["a"], [opinion]), changed, links, True)
    assert found["proposal"].tolist() == [proposal]
    assert found["order"].notna().tolist() == [shows_change]


def test_a_change_of_form_takes_nothing_up() -> None:
    found, causes, _ = _found(BEFORE, BEFORE.replace("令和八年度", "令和8年度"))
    assert not set(found["proposal"]) & {"taken_up", "partly"}
    assert causes.empty


def test_without_a_version_that_was_asked_about_what_is_near_is_shown_and_nothing_proposed() -> (
    None
):
    found, _, changed = _found("", AFTER)
    assert set(found["proposal"]) == {"unknown"}  # what came, and what was always there?
    assert "大型二種免許" in changed.loc[found.loc["asked", "order"], "text_after"]
    assert pd.isna(found.loc["apart", "order"])


def test_an_opinion_is_judged_the_same_whatever_the_order_of_opinions() -> None:
    found, _, _ = _found(BEFORE, AFTER)
    ids = list(OPINIONS)[::-1]
    texts = [OPINIONS[one] for one in ids]
    old, new = _clauses(BEFORE), _clauses(AFTER)
    links = clause_links(ids, texts, old, ClauseParams())
    again, _ = uptake(Asked(ids, texts), changes(old, new), links, has_before=True)
    same = again.set_index("opinion_id").loc[found.index]
    pd.testing.assert_frame_equal(same, found[same.columns])


def _project(folder: Path, changed: pd.DataFrame) -> Store:
    store = Store(folder)
    (folder / "corpora").mkdir()
    frame = pd.DataFrame({"opinion_id": list(OPINIONS), "text": list(OPINIONS.values())})
    frame["text_key"] = [f"key-{one}" for one in OPINIONS]
    frame["number"] = range(1, len(frame) + 1)
    frame["heading"] = None
    store.write(NextChanges, changed, "r")
    store.write(ClauseLinks, pd.DataFrame(columns=ClauseLinks.column_names()), "r")
    tables = {NextChanges: changed, ClauseLinks: store.read(ClauseLinks, "r"), Opinions: frame}
    store.read = lambda table, name="r": tables[table]  # type: ignore[method-assign]
    return store


def test_people_s_word_stands_beside_the_proposal_and_can_be_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _project(tmp_path, changes(_clauses(BEFORE), _clauses(AFTER)))
    written: dict[type, pd.DataFrame] = {}
    monkeypatch.setattr("pipeline.stages.uptake.Store", lambda: store)
    monkeypatch.setattr(store, "write", lambda table, frame, name: written.update({table: frame}))
    word = UptakeWord("r", "key-apart", "out_of_scope", "審査担当　2025-03-01")
    append_uptake(Store(tmp_path), [word], "2025-03-01-abc")
    main("r")
    decided = written[Uptake].set_index("opinion_id")["decision"]
    assert decided["apart"] == "out_of_scope"
    assert decided.drop("apart").isna().all()
    assert imports_of_uptake(tmp_path) == ["2025-03-01-abc"]
    assert undo_uptake(Store(tmp_path), "2025-03-01-abc") == 1
    main("r")
    assert written[Uptake]["decision"].isna().all()


def test_a_round_without_a_next_version_has_no_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = _project(tmp_path, pd.DataFrame(columns=NextChanges.column_names()))
    written: dict[type, pd.DataFrame] = {}
    monkeypatch.setattr("pipeline.stages.uptake.Store", lambda: store)
    monkeypatch.setattr(store, "write", lambda table, frame, name: written.update({table: frame}))
    main("r")
    assert written[Uptake].empty
    assert written[UptakeCauses].empty


def _answer(decision: str, key: str = "k", text: str = "文", row: int = 4) -> UptakeAnswer:
    return UptakeAnswer("a.xlsx", "反映状況", row, "r", key, text, row_mark("k", "文"), decision)


@pytest.mark.usefixtures("in_japanese")
@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ([_answer("採用")], "選べない"),
        ([_answer("反映", key="other")], "この意見がない"),
        ([_answer("反映", text="別の文")], "印が合わない"),
        ([_answer("反映"), _answer("対象外", row=5)], "一つにする"),
    ],
)
def test_answers_that_are_wrong_are_refused_with_their_row(
    answers: list[UptakeAnswer], problem: str
) -> None:
    checked = check_uptake_answers(answers, {"r": {"k"}}, [], "")
    assert problem in checked.refused[0]
    assert f"{answers[-1].row}行目" in checked.refused[0]


def test_answers_that_are_right_are_new_once() -> None:
    checked = check_uptake_answers([_answer("反映"), _answer("")], {"r": {"k"}}, [], "誰か")
    assert [word.decision for word in checked.words] == ["taken_up"]
    assert checked.n_blank == 1
    again = check_uptake_answers([_answer("反映")], {"r": {"k"}}, checked.words, "")
    assert (again.words, again.n_known) == ([], 1)


def test_a_file_that_is_wrong_is_told_by_line(tmp_path: Path) -> None:
    place = tmp_path / UPTAKE
    place.parent.mkdir()
    place.write_text("round,text_key,decision,note\nr,k,採用,\n", encoding="utf-8")
    with pytest.raises(OpinionsError, match=r"2行目|line 2"):
        read_uptake(tmp_path)
    place.write_text("round,text_key\nr,k\n", encoding="utf-8")
    with pytest.raises(OpinionsError, match="decision"):
        read_uptake(tmp_path)


@pytest.mark.parametrize(
    ("reply", "gold"),
    [
        ("ご指摘のとおり修正いたします。", "changed"),
        ("以上のことから、原案のとおりとさせていただきます。", "kept"),
        ("今後の施策の参考とさせていただきます。", "noted"),
        ("検討してまいります。", "other"),
    ],
)
def test_gold_of_replies(reply: str, gold: str) -> None:
    assert outcome(reply) == gold


@pytest.fixture(scope="module")
def summary() -> Summary:
    """The embedded round with the excerpts that followed: no version was asked about."""
    inputs = example_inputs()
    place = ROOT / "corpora" / "drafts" / inputs.head.next_draft
    changed = changes(_clauses(""), clause_table("r", place.name, read_draft(place).lines))
    ids, texts = inputs.opinions["opinion_id"].tolist(), inputs.opinions["text"].tolist()
    links = pd.DataFrame(columns=ClauseLinks.column_names())
    found, causes = uptake(Asked(ids, texts), changed, links, has_before=False)
    found = found.assign(decision=None, note="").astype({"decision": object})
    found.loc[0, ["decision", "note"]] = ["noted", "審査担当　2025-03-01"]
    return summarize(replace(inputs, next_changes=changed, uptake=found, uptake_causes=causes))


def test_the_embedded_round_shows_every_opinion_and_marks_what_no_person_saw(
    summary: Summary,
) -> None:
    part = summary.taken_up
    assert part is not None
    assert [line.opinion.number for line in part.lines] == [o.number for o in summary.opinions]
    assert part.n_decided == 1
    assert not part.before
    named = [line.opinion.uptake for line in part.lines]
    assert named.count("今後の参考") == 1
    assert all(
        name.endswith("（未確認）") or name == "判断できない"
        for name in named
        if name != "今後の参考"
    )
    for line in part.lines:
        assert line.asked in line.opinion.text
        assert line.certainty == 0  # there is no version that was asked about
        assert (line.change is None) == ("近い記述" not in line.why)
    assert sum(line.change is not None for line in part.lines) >= 5


def test_counts_are_the_same_on_page_and_in_the_official_table(summary: Summary) -> None:
    page = uptake_html(summary)
    part = summary.taken_up
    assert part is not None
    assert part.counts in page
    assert "人はまだ確かめていない" in page
    assert f'href="{draft.UPTAKE}"' in page_html.render(summary)
    in_table = [line.uptake for line in summary.table]
    assert all(in_table)
    told = sum(int(n) for text in in_table for n in re.findall(r" (\d+)", text))
    assert told == len(summary.opinions)


def test_who_decided_is_nobody_on_a_public_page() -> None:
    inputs = example_inputs()
    notes = pd.DataFrame({"note": ["森　2026-12-01 [2026-12-01-2e26bcd6]", "森", ""]})
    public = without_names(replace(inputs, uptake=notes), Masker(MaskingParams()))
    assert public.uptake["note"].tolist() == ["人の判断（2026-12-01）", "人の判断", ""]


def test_what_is_decided_comes_first_and_what_is_open_is_folded(summary: Summary) -> None:
    part = summary.taken_up
    assert part is not None
    told = [line.opinion.uptake for line in part.told]
    assert told[0] == "今後の参考", "a person's word before the machine's"
    assert all(name.endswith("（未確認）") for name in told[1:])
    assert {*part.told, *part.left_open} == {*part.lines}
    page = uptake_html(summary)
    assert f"<summary>判断できない意見（{len(part.left_open)}件）</summary>" in page
    before, folded = page.split("<details", 1)
    assert "判断できない</th>" not in before
    assert folded.split("</details>")[0].count("判断できない</th>") == len(part.left_open)
    unknown = [replace(line.opinion, uptake="判断できない") for line in part.lines]
    lines = tuple(
        replace(line, opinion=opinion) for line, opinion in zip(part.lines, unknown, strict=True)
    )
    page = uptake_html(replace(summary, taken_up=replace(part, lines=lines)))
    assert "人が判断したもの、機械の案のあるものはない" in page


def uptake_html(summary: Summary) -> str:
    pages = draft.render(replace(summary, draft=None, versions=None))
    return pages[draft.UPTAKE]


def test_a_round_without_a_version_that_followed_has_no_page() -> None:
    assert draft.UPTAKE not in draft.render(summarize(example_inputs()))
