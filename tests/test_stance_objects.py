"""A stance is towards what is proposed: words for or against something else are none."""

import pandas as pd
import pytest

from pipeline.review_items.opinion_type import natures
from pipeline.review_items.stance import stance_of
from pipeline.tables.natures import Stance

PLANT = "発電所の再稼働を進める計画案"
WASTE = "家庭ごみの有料化実施方針（案）"
LIBRARY = "市立図書館への指定管理者制度の導入案"

TAKEN = [
    (PLANT, "審査に合格した発電所を再稼働させる本計画を支持します。", Stance.FOR),
    (PLANT, "地元の同意を条件に、再稼働に賛成する。", Stance.CONDITIONAL),
    (PLANT, "避難先もないまま動かすことは容認できません。", Stance.AGAINST),
    (PLANT, "再稼働の計画は白紙に戻すべきです。", Stance.AGAINST),
    (WASTE, "ごみの減量につながるので有料化に賛成。", Stance.FOR),
    (WASTE, "減免があるなら有料化しても構わない。", Stance.CONDITIONAL),
    (WASTE, "有料化はやむを得ないと思う。", Stance.FOR),
    (WASTE, "袋の値段が高すぎる。この方針には同意しかねます。", Stance.AGAINST),
    (LIBRARY, "開館時間が延びるので、指定管理者制度の導入を歓迎します。", Stance.FOR),
    (LIBRARY, "図書館は市の直営を維持すべきだ。", Stance.AGAINST),
    (LIBRARY, "導入の必要性が全く感じられない。", Stance.AGAINST),
    (LIBRARY, "司書の配置が明記されたことを評価します。", Stance.FOR),
]
OF_SOMETHING_ELSE = [
    (PLANT, "再生可能エネルギーの導入を進めてほしい。"),
    (PLANT, "設備の仕組みをよく理解した職員を置くべき。"),
    (PLANT, "ヨウ素剤は配らなくてもよいのか、はっきりさせるべきである。"),
    (PLANT, "水素の利用に賛成です。"),
    (PLANT, "省エネの取組も応援しています。"),
    (WASTE, "地域の実情を理解しつつ、分別の周知に努める必要がある。"),
    (WASTE, "生ごみ処理機の補助があって助かっている。"),
    (WASTE, "資源回収に協力している町内会への報奨金を続けてほしい。"),
    (WASTE, "不法投棄をしても罰せられないのはおかしい。"),
    (WASTE, "情報公開が何よりの前提である。"),
    (LIBRARY, "児童書の充実を期待します。"),
    (LIBRARY, "返却が遅れても構わないという利用者がいる。"),
    (LIBRARY, "駐車場が広くなって良かったです。"),
    (LIBRARY, "席が増えれば大変嬉しい。"),
    # arguments on a part of a draft that read like conditions
    (PLANT, "避難を計画どおり行うのであれば、橋の耐震化を急ぐべきである。"),
    (WASTE, "減量を目標に掲げるのであれば、生ごみの堆肥化も加えるべきです。"),
    (LIBRARY, "特色ある図書館とうたうのであれば、郷土資料の棚を広げてはどうか。"),
]


@pytest.mark.parametrize(("proposal", "text", "stance"), TAKEN)
def test_words_said_of_the_proposal_take_a_side(proposal: str, text: str, stance: Stance) -> None:
    found = stance_of(text, proposal)
    assert found.stance is stance
    assert found.cue and found.cue in text


@pytest.mark.parametrize(("proposal", "text"), OF_SOMETHING_ELSE)
def test_words_said_of_something_else_take_none(proposal: str, text: str) -> None:
    assert stance_of(text, proposal).stance is Stance.UNKNOWN


ASKED = "大学と町の連携の在り方について、町民の意見を聞く。"


def test_to_ask_for_opinions_says_not_what_is_done() -> None:
    for text in (
        "学生が減っていくのではないかと懸念している。",
        "商店との連携が増えれば、町の負担も大きくなるおそれがある。",
        "若い人の考えを関係者が共有する必要がある。",
    ):
        assert stance_of(text, ASKED).stance is Stance.UNKNOWN


def test_weak_words_need_no_written_proposal_to_be_refused() -> None:
    for text in (
        "業務を理解しつつ、職員と伴走できる人材が必要ではないか。",
        "どの業務は共通でなくてもいいのか、実情を踏まえていただきたい。",
        "前の仕組みは国が整備して大変助かったが、二重の管理に留意すべき。",
        "自転車道の整備を進めてほしい。",
    ):
        assert stance_of(text).stance is Stance.UNKNOWN


def test_the_table_hears_what_the_round_asks() -> None:
    opinions = pd.DataFrame({"opinion_id": ["a"], "text_normalized": ["水素の利用に賛成です。"]})
    assert natures(opinions)["stance"].tolist() == ["賛成"]
    assert natures(opinions, proposal=PLANT)["stance"].tolist() == ["不明"]


CEMETERY = "市営墓地の使用料を毎年納める方式に改める。"
CANAL = "運河の遊歩道から自動販売機をすべて撤去する。"
SIREN = "正午のサイレンを廃止する。"
INDIRECT = [
    # praise, and wishing it soon
    (CEMETERY, "大賛成です。", Stance.FOR),
    (CANAL, "高く評価します。ごみも減って散歩が楽しみになります。", Stance.FOR),
    (SIREN, "心強く思います。ぜひ進めてください。", Stance.FOR),
    # called unnecessary, or more than is due; an article is to go
    (CEMETERY, "このような改定は不要であり、第5条は削除してほしい。", Stance.AGAINST),
    (CANAL, "すべて撤去するというのは行き過ぎであり、認められません。", Stance.AGAINST),
    (SIREN, "廃止する必要がどこにあるのでしょうか。年寄りは困ります。", Stance.AGAINST),
    # accepted with an exception
    (CEMETERY, "年金暮らしの者を免除するのであれば、賛成です。", Stance.CONDITIONAL),
    (CANAL, "趣旨はよいと思いますが、水の販売機だけは残してください。", Stance.CONDITIONAL),
    (SIREN, "廃止してもかまいませんが、防災の日だけは鳴らしてほしい。", Stance.CONDITIONAL),
    # no side, in so many words
    (CEMETERY, "墓を持っていないので、どちらでも構いません。", Stance.NEITHER),
    (CANAL, "めったに通らないので、賛成とも反対とも言えません。", Stance.NEITHER),
    (SIREN, "会としては賛否を決めていません。", Stance.NEITHER),
    # questions and other matters
    (CEMETERY, "使用料はいつから変わるのでしょうか。", Stance.UNKNOWN),
    (CANAL, "撤去の費用は誰が払うのか教えてください。", Stance.UNKNOWN),
    (CEMETERY, "分割でも払えるのでしょうか。それなら助かります。", Stance.UNKNOWN),
    (CANAL, "水飲み場ができるということですか。そうであれば安心です。", Stance.UNKNOWN),
    (SIREN, "停電のときは別の合図があるのですか。それなら安心ですが。", Stance.UNKNOWN),
    (SIREN, "防災無線の音が割れて聞き取れないので直してほしい。", Stance.UNKNOWN),
]


@pytest.mark.parametrize(("proposal", "text", "stance"), INDIRECT)
def test_who_never_says_for_or_against_is_read_too(
    proposal: str, text: str, stance: Stance
) -> None:
    found = stance_of(text, proposal)
    assert found.stance is stance
    assert (found.cue == "") == (stance is Stance.UNKNOWN)
    assert found.cue in text
