"""What opinions ask and which way clauses change: a library, a swimming pool, bicycle stands."""

import pandas as pd
import pytest

from pipeline.drafts.amounts import amounts
from pipeline.drafts.asked_kinds import Kind, asked_kinds
from pipeline.drafts.change_kinds import change_kinds
from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import clause_table
from pipeline.drafts.uptake import Asked, uptake
from pipeline.drafts.versions import changes
from pipeline.readers.draft_file import text_lines

RULES = """\
（貸出冊数）
第１条　図書の貸出しは、一人につき５冊までとする。
（延滞金）
第２条　返却が遅れたときは、一日につき10円の延滞金を徴収する。
（飲食）
第３条　利用者は、館内で飲食をしてはならない。
（開館時間）
第４条　図書館は、午前９時から開館する。
（荷物）
第５条　利用者は、荷物を保管庫に預けなければならない。
（水泳帽）
第６条　プールの利用者は、水泳帽の着用に努める。
（撤去）
第７条　放置された自転車は、直ちに撤去することができる。
（見学）
第８条　保護者は、プールサイドで見学することができる。
附則
この規則は、令和９年４月１日から施行する。
"""


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("貸出しの冊数を増やしてほしい。", {Kind.RAISE}),
        ("二週間では短い。読み切れない。", {Kind.RAISE}),
        ("回数を増やしてくれるなら賛成だ。", {Kind.RAISE}),  # what is to come before
        ("延滞金を下げてもらえませんか。", {Kind.LOWER}),
        ("駐輪の料金が高い。学生には払えない。", {Kind.LOWER}),
        ("罰金は三万円も取るのは重すぎる。", {Kind.LOWER, Kind.SOFTEN}),
        ("第３条は削除を求める。", {Kind.DELETE}),
        ("荷物を預ける決まりは要らない。", {Kind.DELETE}),
        ("名札まで貼り出すのはどうか。", {Kind.DELETE}),
        ("実施を半年先送りされたい。", {Kind.POSTPONE}),
        ("四月からの施行では準備が間に合わない。", {Kind.POSTPONE}),
        ("努力義務にとどめるべきである。", {Kind.SOFTEN}),
        ("「努める」では弱い。", {Kind.HARDEN}),
        ("ヘルメットの着用を義務付けてほしい。", {Kind.HARDEN}),
        ("実施は秋ごろにずらしてもらえると助かります。", {Kind.POSTPONE}),
        ("料金だけでも下げていただければ幸いです。", {Kind.LOWER}),
        ("罰の部分は後ろに回してくれるとありがたい。", {Kind.POSTPONE}),
        ("なぜ親が「付き添わなければならない」と命令されるのか。", {Kind.SOFTEN}),
        ("帽子まで強制されるいわれはない。", {Kind.SOFTEN}),
        ("町内会が仕事を押し付けられている。", {Kind.SOFTEN}),
        ("冊数は減らさないでほしい。", set()),
        ("この条は廃止すべきではない。", set()),
        ("利用者が減ったという。", set()),  # told, not asked
        ("延長した例がある。", set()),
    ],
)
def test_the_ways_that_a_text_asks_for(text: str, kinds: set[Kind]) -> None:
    assert asked_kinds(text) == kinds


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("５冊までとする。", "十冊までとする。", {Kind.RAISE}),
        ("一回500円とする。", "一回３００円とする。", {Kind.LOWER}),
        ("第14条の額は500円とする。", "第15条の額は500円とする。", set()),  # renumbered
        ("帽子を着用しなければならない。", "帽子の着用に努めるものとする。", {Kind.SOFTEN}),
        ("帽子の着用に努める。", "帽子を着用しなければならない。", {Kind.HARDEN}),
        ("令和９年４月１日から施行する。", "令和９年10月１日から施行する。", {Kind.POSTPONE}),
        ("2027年度から始める。", "2026年度から始める。", set()),
        ("氏名及び住所を記入する。", "氏名を記入する。", {Kind.DELETE}),
        ("名札を付ける。", "", {Kind.DELETE}),
        (
            "令和９年４月１日から施行する。",
            "令和９年４月１日から施行する。ただし、第３条は、同年７月１日から施行する。",
            {Kind.POSTPONE},
        ),
        ("前条の氏名及び電話番号を記す。", "第４条の氏名を記す。", {Kind.DELETE}),
    ],
)
def test_the_way_that_a_clause_changed(before: str, after: str, kinds: set[Kind]) -> None:
    assert change_kinds(before, after) == kinds


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第14条の２第３項について", set()),
        ("14条、P14、14ページ14行目、別表14", set()),
        ("（14）名札\n14．名札", set()),
        ("令和14年４月14日、2014年度", set()),
        ("14日以内に14人", {"14日", "14人"}),
        ("二十メートル、三千円、半額", {"20メートル", "3000円", "半額"}),
    ],
)
def test_a_number_of_a_place_or_a_date_is_no_amount(text: str, found: set[str]) -> None:
    assert amounts(text) == found


def _found(edits: dict[str, str], opinion: str) -> tuple[str, str]:
    """The proposal for an opinion, and the change that is shown, of rules edited so."""
    after = RULES
    for old, new in edits.items():
        assert old in after
        after = after.replace(old, new)
    before, later = (clause_table("r", "v", text_lines(text)) for text in (RULES, after))
    changed = changes(before, later)
    links = clause_links(["a"], [opinion], before, ClauseParams())
    row = uptake(Asked(["a"], [opinion]), changed, links, True)[0].iloc[0]
    if pd.isna(row["order"]):
        return str(row["proposal"]), ""
    one = changed.set_index("order").loc[int(row["order"])]
    return str(row["proposal"]), f"{one['text_before']}→{one['text_after']}"


MORE = {"５冊まで": "10冊まで"}
LESS = {"10円の延滞金": "５円の延滞金"}
MILD = {"預けなければならない。": "預けるよう努める。"}
STRICT = {"着用に努める。": "着用をしなければならない。"}
LATER = {"令和９年４月１日": "令和10年４月１日"}
NO_FOOD_RULE = {
    "（飲食）\n第３条　利用者は、館内で飲食をしてはならない。\n": "",
    "第４条": "第３条",
}
PLATE = {"直ちに撤去": "警告札を付けた後に撤去"}
SEVERAL = MORE | LESS | MILD | STRICT | LATER | PLATE


@pytest.mark.parametrize(
    ("edits", "opinion", "proposal", "shown"),
    [
        # numbers, the way that was asked
        (SEVERAL, "第１条の貸出冊数をもっと増やしてほしい。", "taken_up", "10冊"),
        (SEVERAL, "第１条は一人10冊までにしてください。", "taken_up", "10冊"),
        (SEVERAL, "第１条は一人20冊までに増やすべきだ。", "partly", "10冊"),
        (SEVERAL, "第２条の延滞金の額が高い。", "taken_up", "５円"),
        (SEVERAL, "第２条の延滞金は、懲りるように引き上げるべきだ。", "noted", "５円"),
        # a duty
        (SEVERAL, "第５条は厳しすぎる。任意でよい。", "taken_up", "預けるよう努める"),
        (SEVERAL, "第６条は甘い。着用を義務付けるべきである。", "taken_up", "着用をしなければ"),
        (SEVERAL, "第６条は今のままがよい。", "unknown", "着用をしなければ"),
        # dates
        (SEVERAL, "四月の施行は早すぎる。", "taken_up", "令和10年"),
        (SEVERAL, "附則の施行日を一年延期してほしい。", "taken_up", "令和10年"),
        (MORE, "附則の施行日を一年延期してほしい。", "noted", ""),
        # gone, or still there
        (NO_FOOD_RULE, "第３条は削除してほしい。水くらい飲みたい。", "taken_up", "飲食"),
        (NO_FOOD_RULE, "第３条の飲食の禁止は不要である。", "taken_up", "飲食"),
        (SEVERAL, "第３条は削除してほしい。水くらい飲みたい。", "noted", ""),
        # words that came
        (SEVERAL, "第７条は、まず警告してからにしてほしい。", "taken_up", "警告札"),
        (SEVERAL, "第７条について、撤去の前に札で知らせてほしい。", "unknown", "警告札"),
        (SEVERAL, "第７条に警告の札など要らない。", "noted", "警告札"),  # it is not wanted
        (SEVERAL, "第１条を10冊にするのには反対である。", "noted", "10冊"),
        # the clause cited stayed; a neighbour changed
        (SEVERAL, "第４条は、午前８時からにしてほしい。", "noted", ""),
        (SEVERAL, "第８条に、更衣室での付添いも書き加えてほしい。", "noted", ""),
    ],
)
def test_what_became_of_a_wish(
    edits: dict[str, str], opinion: str, proposal: str, shown: str
) -> None:
    found, change = _found(edits, opinion)
    assert found == proposal
    assert (shown in change) if shown else not change


MORE_RULES = """\
（掲示及び公表）
第１条　館長は、規則を掲示する。
２　館長は、本を失くした者の氏名及び学校名を公表することができる。
（入館の時間）
第２条　何人も、午後３時から午後６時までの間、閲覧室で大声を出してはならない。
（配布物）
第３条　館内で物を売ってはならない。
（見回り）
第４条　職員は、迷惑な行為を止めるよう指導することができる。
（雑則）
第５条　その他必要な事項は、館長が定める。
"""
NEXT = "（案内係）\n第４条の２　館長は、案内係を置くことができる。\n（雑則）"


@pytest.mark.parametrize(
    ("old", "new", "opinion", "proposal", "shown"),
    [
        # a title that changed grants nothing; less of a rule that was to go is granted in part
        ("掲示及び公表", "掲示", "第１条の公表の規定は削除してほしい。", "noted", "掲示"),
        (
            "氏名及び学校名",
            "氏名",
            "第１条第２項の規定は、学校名まで出るので削除を。",
            "partly",
            "氏名",
        ),
        ("氏名及び学校名", "氏名", "第１条の学校名は削ってほしい。", "taken_up", "氏名"),
        # a limit of time that was to go
        (
            "午後３時から午後６時までの間、",
            "",
            "第２条の３時からという縛りは外してください。",
            "taken_up",
            "大声",
        ),
        (
            "午後３時から午後６時までの間、",
            "",
            "第２条は、６時までなら静かにという区切りをなくしてほしい。",
            "taken_up",
            "大声",
        ),
        (
            "午後３時から午後６時までの間、",
            "",
            "第２条で時間を区切るのをやめてください。",
            "unknown",  # no hour is named: not said to be refused either
            "大声",
        ),
        # words in the other kana
        (
            "売ってはならない。",
            "売ってはならない。ただし、ちらしを除く。",
            "第３条は、チラシを置くのも駄目なのか。",
            "taken_up",
            "ちらし",
        ),
        (
            "売ってはならない。",
            "売ってはならない。ただし、パンを除く。",
            "第３条は、お茶も駄目なのか。",
            "unknown",
            "パン",
        ),
        (
            "売ってはならない。",
            "売ってはならない。ただし、ノートを除く。",
            "第３条から、のーとは外れるのですか。",
            "taken_up",
            "ノート",
        ),
        # what was put beside the clause
        ("（雑則）", NEXT, "第４条に、案内する人を置くと書いてほしい。", "unknown", "案内係"),
        ("（雑則）", NEXT, "第５条に、係を置くことも定めてほしい。", "partly", "案内係"),
        ("（雑則）", NEXT, "第２条に、例外を設けてほしい。", "noted", ""),
    ],
)
def test_what_became_of_a_wish_on_other_rules(
    old: str, new: str, opinion: str, proposal: str, shown: str
) -> None:
    before, later = (
        clause_table("r", "v", text_lines(text))
        for text in (MORE_RULES, MORE_RULES.replace(old, new))
    )
    changed = changes(before, later)
    links = clause_links(["a"], [opinion], before, ClauseParams())
    row = uptake(Asked(["a"], [opinion]), changed, links, True)[0].iloc[0]
    assert row["proposal"] == proposal
    if shown:
        assert shown in changed.set_index("order").loc[int(row["order"]), "text_after"]


def test_an_amount_pins_down_which_paragraph_of_an_article_is_meant() -> None:
    text = RULES.replace("（飲食）", "２　督促状の送料は、84円とする。\n（飲食）")
    after = text.replace("10円の延滞金", "５円の延滞金")
    before, later = (clause_table("r", "v", text_lines(one)) for one in (text, after))
    changed = changes(before, later)
    for opinion, proposal in (("第２条の84円には反対だ。", "noted"),):
        links = clause_links(["a"], [opinion], before, ClauseParams())
        found, _ = uptake(Asked(["a"], [opinion]), changed, links, True)
        assert found["proposal"].tolist() == [proposal]


HALL = """\
（使用の時間）
第１条　体育館は、午前９時から午後９時まで使うことができる。
（用具）
第２条　球技の用具は、受付で貸し出す。
（観覧席）
第３条　観覧席は、大会の時に限り開ける。
（駐車場）
第４条　駐車場は、先着順とする。
（雑則）
第５条　その他必要な事項は、館長が定める。
"""
LOCKERS = "（更衣室）\n第４条の２　更衣室に、鍵の掛かる戸棚を備える。\n（雑則）"
SLOPE = "（車いす）\n第４条の２　車いすの人のために、入口に傾斜路を設ける。\n（雑則）"
HEATING = "（冷房）\n第４条の２　夏の間、競技場を冷房する。\n（雑則）"


@pytest.mark.parametrize(
    ("new", "opinion", "proposal", "shown"),
    [
        # it speaks of another article than the one whose number it gives
        (
            LOCKERS,
            "第３条だが、球技の用具を受付まで取りに行くのは手間なので、競技場の隅へ置いてほしい。",
            "unknown",
            "",
        ),
        (SLOPE, "第２条の先着順はやめ、駐車場は抽選にしてほしい。遠くから来る。", "unknown", ""),
        (HEATING, "第４条は、大会の時に限らず観覧席を毎日開けてほしい。", "unknown", ""),
        # what it asks for came elsewhere
        (
            LOCKERS,
            "第１条の時間に、着替える所の戸棚へ鍵を付けてほしい。",
            "unknown",
            "戸棚",
        ),
        (
            SLOPE,
            "第３条の観覧席へ、車いすで入口から傾斜路で行けるようにすべきだ。",
            "unknown",
            "傾斜路",
        ),
        (HEATING, "第１条の体育館の時間のうち、夏の競技場は冷房してほしい。", "unknown", "冷房"),
        # it asks for nothing
        (LOCKERS, "第１条で体育館が午後９時まで開くのは、ありがたい。", "unknown", "午後９時"),
        (SLOPE, "第２条の用具を受付で貸し出すのは、よい考えだと思う。", "unknown", "受付"),
        (
            HEATING,
            "第３条の観覧席に、いつも親が来ている。大会の時が楽しみだ。",
            "unknown",
            "観覧席",
        ),
        # it asks, of the article that it cites, which stayed
        (
            LOCKERS,
            "第２条の用具は、受付でなく倉庫から自由に持ち出せるようにしてほしい。",
            "noted",
            "",
        ),
        (SLOPE, "第３条の観覧席は、練習の時も開けるべきだ。", "noted", ""),
        (HEATING, "第４条の駐車場は先着順をやめ、抽選にしてほしい。", "noted", ""),
    ],
)
def test_a_clause_that_stayed_tells_only_of_what_is_asked_of_it(
    new: str, opinion: str, proposal: str, shown: str
) -> None:
    before, later = (
        clause_table("r", "v", text_lines(text)) for text in (HALL, HALL.replace("（雑則）", new))
    )
    changed = changes(before, later)
    links = clause_links(["a"], [opinion], before, ClauseParams())
    row = uptake(Asked(["a"], [opinion]), changed, links, True)[0].iloc[0]
    assert row["proposal"] == proposal
    if shown:
        one = changed.set_index("order").loc[int(row["order"])]
        assert shown in one["text_before"] + one["text_after"]


CITING = (
    "第１条は午後10時までにしてほしい。",
    "第４条は抽選にすべきだ。",
    "第３条の観覧席は広い。",
)


@pytest.mark.parametrize(
    ("others", "opinion", "proposal"),
    [
        (CITING, "川べりの桜並木の枝を切ってほしい。通学路に落ちてくる。", "out_of_scope"),
        (CITING, "町営墓地の水道が凍るので、直してください。", "out_of_scope"),
        (CITING, "粗大ごみの収集をもっと増やしてもらいたい。", "out_of_scope"),
        (CITING, "桜並木の枝が通学路に落ちてくる。", "unknown"),  # it asks for nothing
        (CITING, "球技の用具を受付に増やしてほしい。", "noted"),  # of the rules, without a number
        (
            CITING,
            "第40条を直して、桜並木の枝を切ってほしい。",
            "unknown",
        ),  # a place that is not there
        ((), "川べりの桜並木の枝を切ってほしい。", "unknown"),  # nobody cites
    ],
)
def test_who_asks_for_what_the_draft_does_not_speak_of_is_outside_where_others_cite(
    others: tuple[str, ...], opinion: str, proposal: str
) -> None:
    before, later = (
        clause_table("r", "v", text_lines(text)) for text in (HALL, HALL.replace("（雑則）", SLOPE))
    )
    texts = [*others, opinion]
    ids = [str(number) for number in range(len(texts))]
    links = clause_links(ids, texts, before, ClauseParams())
    found = uptake(Asked(ids, texts), changes(before, later), links, True)[0]
    assert found["proposal"].iloc[-1] == proposal
