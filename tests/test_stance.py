import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import OpinionsError
from pipeline.quality.stances import evaluate_stances
from pipeline.report.summary.whole import summarize
from pipeline.review_items.opinion_type import natures
from pipeline.review_items.stance import stance_of
from pipeline.review_items.stance_rules import stance_by_rules
from pipeline.tables.natures import Natures, Stance
from tests.report_example import example_inputs

CASES = {
    "段階的に移行する方針に賛同する。": Stance.FOR,
    "一日も早く運用を始めてください。待ち望んでいました。": Stance.FOR,
    "反対の声もあると聞くが、私は賛成である。": Stance.FOR,
    "費用を国が全額持つのであれば、共通化に異論はない。": Stance.CONDITIONAL,
    "基本的に賛成である。ただし、離島は対象から外していただきたい。": Stance.CONDITIONAL,
    "職員の増員を約束しない限り、この案には同意できない。": Stance.CONDITIONAL,
    "今回の廃止案には賛成できない。": Stance.AGAINST,
    "計画を白紙に戻していただきたい。": Stance.AGAINST,
    "現行の手続のままで十分である。": Stance.AGAINST,
    "反対する理由はありません。": Stance.FOR,
    "素案に反対の根拠は特に見当たらない。": Stance.FOR,
    "統合を急ぐ理由が見当たらない。": Stance.AGAINST,
    "共通化に賛成でも反対でもない。": Stance.NEITHER,
    "経過措置の終わりはいつでしょうか。": Stance.UNKNOWN,
    "表3の合計が本文と一致しません。": Stance.UNKNOWN,
    "第3章に水質の項を追加すべきである。": Stance.UNKNOWN,
    "「反対する」とある箇所": Stance.UNKNOWN,
    "別紙のとおり。": Stance.UNKNOWN,
    "": Stance.UNKNOWN,
    # consent that is refused
    "財源の見通しもないまま始めることには賛同しかねます。": Stance.AGAINST,
    "住民として支持することはできません。": Stance.AGAINST,
    "夜間の工事を受け入れることはできない。": Stance.AGAINST,
    # what is held against consent, later in the sentence or in the next one
    "おおむね妥当な案と思うが、休日の窓口だけは設けていただきたい。": Stance.CONDITIONAL,
    "目標が定められたことを評価します。一方で、年次の数値を示すべきです。": Stance.CONDITIONAL,
    "方向は良いと思います。ただ、市町村の負担が増えては困ります。": Stance.CONDITIONAL,
    "移転はやむを得ないものと理解している。しかし、跡地の話は聞いていない。": Stance.UNKNOWN,
    "賛成ですが、小さな店には重すぎます。売場の狭い店は除いてください。": Stance.CONDITIONAL,
    "導入には賛成です。でも来月からは急すぎます。秋まで延ばしてください。": Stance.CONDITIONAL,
    "歩道を先に直すことを条件に、工事に協力します。": Stance.CONDITIONAL,
    # a condition beside a reason, and the idiom of a wish
    "利用者でなければ損をする仕組みだったので、廃止に賛成です。": Stance.FOR,
    "隣の市でもこうした制度をつくれば良いと思う。": Stance.FOR,
    "説明会を全地区で開いてから実施してほしい。": Stance.CONDITIONAL,
    # a wish for a part, a step, or a look at it in time is no stance on the whole
    "5年ごとに計画を見直すべきである。": Stance.UNKNOWN,
    "定期的な見直しを求める。": Stance.UNKNOWN,
    "校名だけは残していただきたい。": Stance.UNKNOWN,
    "罰金の額について考え直してほしい。": Stance.UNKNOWN,
    "引き続き検討を進めていただきたい。": Stance.UNKNOWN,
    "現場の声を聞きながら丁寧に進めていただきたい。": Stance.UNKNOWN,
    "駐車場を増やしてもらえると助かります。": Stance.UNKNOWN,
    "すべての人が理解できるよう説明すること。": Stance.UNKNOWN,
    # assertions put as questions, and real ones
    "小さな店に何の問題があるのか。": Stance.AGAINST,
    "果たして公平な税と言えるのか": Stance.AGAINST,
    "県の方針に逆行するものではないか。": Stance.AGAINST,
    "工期はあと何年か。": Stance.UNKNOWN,
    "図面はどこで見られるか。": Stance.UNKNOWN,
    "完成する年度は?": Stance.UNKNOWN,
    # a verdict that is denied
    "商店に普通の家が混じることに違和感はない。": Stance.UNKNOWN,
    "このやり方は適切とは言えない。": Stance.AGAINST,
    "校庭に建てれば税金の無駄遣いにならない。": Stance.UNKNOWN,
    # harm foreseen, and needs of the whole
    "分校がなくなることで、地域の担い手が失われる。": Stance.AGAINST,
    "窓口の統合により高齢者の負担が増える。": Stance.AGAINST,
    "人を集めて水質の低下を防ぐべきである。": Stance.UNKNOWN,
    "今の状況では条例が必要である。": Stance.FOR,
    "新しい条例は必要ない。": Stance.AGAINST,
    # no side is taken
    "町内会としては賛否を決めておりません。": Stance.NEITHER,
    "遠くに住むので賛成も反対もありません。": Stance.NEITHER,
    "反対というわけでもないが、例を知りたい。": Stance.NEITHER,
}


@pytest.mark.parametrize(("text", "stance"), CASES.items())
def test_cues_show_the_stance(text: str, stance: Stance) -> None:
    found = stance_of(text)
    assert found.stance is stance
    assert (found.cue == "") == (stance is Stance.UNKNOWN)
    assert found.cue in text


def test_a_word_for_another_measure_is_no_stance() -> None:
    assert stance_of("宿泊税には賛成です。").stance is Stance.FOR
    assert stance_of("宿泊税には賛成です。", "歩きたばこを禁止する。").stance is Stance.UNKNOWN


BEACH = "海水浴場でのテントの設営を有料とする。"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        # who names nothing means what is proposed
        ("断固反対します。", Stance.AGAINST),
        ("絶対に反対である。子連れの家族が来なくなる。", Stance.AGAINST),
        ("中止を求めます。", Stance.AGAINST),
        ("屋台の廃止には反対です。", Stance.UNKNOWN),
        # consent that nothing is found for
        ("聞かされていないので同意しようがない。", Stance.AGAINST),
        ("支持できる根拠はどこにもありません。", Stance.AGAINST),
        ("納得できる理由がひとつも見つからない。", Stance.AGAINST),
        # as it was, misspelt; no side, in other words
        ("今までどうりにしてください。", Stance.AGAINST),
        ("組合として賛否の表明はしません。", Stance.NEITHER),
        ("賛成、反対のどちらの立場も取りません。", Stance.NEITHER),
        ("賛成と反対いずれにも立ちません。", Stance.NEITHER),
    ],
)
def test_outright_words_on_what_is_proposed(text: str, stance: Stance) -> None:
    assert stance_by_rules(text, BEACH).stance is stance


def test_the_table_holds_the_stance_and_frames_without_it_say_unknown() -> None:
    opinions = pd.DataFrame({"opinion_id": list("ab"), "text_normalized": ["反対する。", "表紙"]})
    table = Natures.checked(natures(opinions), "natures")
    assert table["stance"].tolist() == ["反対", "不明"]
    bare = table.drop(columns=["stance", "stance_cue"])
    assert Natures.checked(bare, "natures")["stance"].eq("不明").all()


def test_a_theme_of_mixed_stance_says_so() -> None:
    inputs = example_inputs()
    stances = ["賛成", "反対"] * len(inputs.natures)
    mixed = replace(inputs, natures=inputs.natures.assign(stance=stances[: len(inputs.natures)]))
    subs = [sub for theme in summarize(mixed).themes for sub in theme.sub_themes]
    assert any(sub.is_mixed and sub.stances_shown.endswith("賛否が分かれる") for sub in subs)
    assert all(sum(n for _, n in sub.stances) == sub.n_opinions for sub in subs)
    unknown = replace(inputs, natures=inputs.natures.assign(stance="不明"))
    subs = [sub for theme in summarize(unknown).themes for sub in theme.sub_themes]
    assert not any(sub.is_mixed or sub.stances_shown for sub in subs)


@pytest.mark.parametrize(
    ("n_for", "n_against", "is_mixed"),
    [
        *((0, 0, False), (1, 0, False), (0, 9, False)),
        *((1, 1, False), (1, 4, False), (2, 1, False)),  # one voice divides nothing
        *((2, 2, True), (2, 8, True), (8, 2, True)),
        *((2, 9, False), (9, 2, False)),  # less than a fifth
    ],
)
def test_two_at_least_on_either_side_divide_a_theme(
    n_for: int, n_against: int, is_mixed: bool
) -> None:
    (sub, *_) = summarize(example_inputs()).themes[0].sub_themes
    sides = (("賛成", n_for), ("反対", n_against), ("不明", 3))
    told = replace(sub, stances=tuple(pair for pair in sides if pair[1]))
    assert told.is_mixed == is_mixed
    assert ("分かれる" in told.stances_shown) == is_mixed


def test_texts_with_stances_are_measured(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    rows = [
        {"text": "賛成です。", "stance": "賛成"},
        {"text": "反対です。", "stance": "反対"},
        {"text": "表紙", "stance": "どちらでもない"},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = evaluate_stances(file)
    assert found["coverage"] == pytest.approx(2 / 3)
    assert found["accuracy"] == 1.0
    assert found["macro_f1_of_four"] == 1.0
    assert found["confused"] == {"どちらでもない → 不明": 1}
    file.write_text('{"text": "賛成です。", "stance": "賛"}', encoding="utf-8")
    with pytest.raises(OpinionsError, match="allowed are"):
        evaluate_stances(file)
