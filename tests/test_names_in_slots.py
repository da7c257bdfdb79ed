"""Names where somebody must stand, whatever their letters, and numbers told by what is done."""

import re

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker

MASKER = Masker(MaskingParams())

# Secrets stand in ⟦⟧; three or more variants of each kind.
SECRETS = """
⟦もりたけいこ⟧。七十二歳、一人暮らしです。
隣の⟦カワムラ⟧が夜中まで音楽を鳴らすので眠れない。
⟦アベ⟧です、いつもお世話になってます。
⟦やまもとゆうこ⟧（40代、パート）
娘の⟦ひまり⟧と息子の⟦れん⟧が学童に入れません。
ぼく、⟦タロウ⟧。すべりだいをなおしてください。
こうえんをつくってください　四年　⟦あらい　そら⟧
⟦ﾅｶﾞｵ ﾀｶｼ⟧ ﾃﾞｽ。
よみ　⟦かんの　ともこ⟧
担当は⟦フルヤ⟧です。
窓口（⟦ノムラ⟧）
⟦やぎ⟧主任に電話した。
ご担当：⟦たかぎ⟧
⟦パク・ソヨン⟧、留学生。ゴミの分け方が分かりません。
⟦王小明⟧です。中国から来て十年になります。
うちの会社の⟦スレシュ・タパ⟧は税金の通知が読めない。
多言語の相談窓口がほしい。\\n⟦ファム・ミン・トゥアン⟧
⟦Nguyen Thi Lan⟧です。予防接種の紙が読めません。
⟦張偉⟧は日本語がまだ話せません。
⟦プラディープ⟧と申します。ネパール人です。
⟦ラジェンドラ・バンダリ⟧（ネパール、34歳）
友人の⟦鄭⟧も税金の仕組みが分からないと言う。
⟦王⟧さんに通訳を頼んだ。
⟦ウィラワン⟧様
学校の統合には反対です by ⟦MORISHITA KEN⟧
My wife ⟦Naomi⟧ cannot find a nursery.
I am ⟦Kaori⟧ from Nagoya. The bus fare is too high.
バスの本数を戻してほしい。\\n⟦Ueno Aoi⟧
⟦Ito⟧と申します。
夫は⟦Tsuyoshi⟧といい、左官をしています。
⟦NAGAYA⟧課長に電話しました。
隣の⟦武田⟧が毎晩ごみを燃やしています。
妻⟦智恵⟧の介護をしながら働いています。
弟の⟦勇気⟧が消防団をやめた。
お向かいの⟦榊原⟧から苦情が来た。
⟦東が丘１の２の３⟧ の者です。
⟦若葉台5-3-1-402⟧から毎日バスに乗る。
うちは⟦西町２－１５⟧で、前の道が狭い。
⟦団地12号棟304号室⟧の者です。
私の住所、⟦港町5-5⟧まで返事をください。
送り先は⟦若松町 21-3⟧です。
ナンバーは⟦あ 38-05⟧、軽トラックでした。
⟦た 45-67⟧の車が歩道に乗り上げている。
車両番号　⟦せ・・12⟧
インスタグラム（⟦sora_photo⟧）
FB: ⟦hanako.mori⟧
アカウント名：⟦ゆきんこ⟧
⟦昭52・4・8⟧生
生まれたのは⟦昭和29年12月1日⟧です。
生年月日：⟦昭５８（１９８３）．２．１⟧
番号を聞かれたので書いておきます。⟦618203947725⟧
私の番号は⟦739204418856⟧です。
⟦123890457712⟧（母の分も同じ封筒に入れました）
総務の ⟦3207⟧ にお電話ください。
防災課（⟦2251⟧）までご連絡ください。
高齢福祉課の⟦3125⟧番です。
""".strip().split("\n")
LOOK_ALIKES = """
市長殿　意見書を出します。
母のために、祖父のように、妻とともに働く。
娘の将来が心配だ。弟の勇気に感心した。
隣の福島でも、裏の山でも同じことが起きている。
そのため、教員が確認します。
必要があります。と言う。よろしくお願いします。
大人のゾウと子供のゾウがいる。
地域公共交通のリ・デザイン
ブルントラント委員会の報告書
コミュニティ・センターです。
「サステナブル・シティ」、ライフ・ワーク・バランス。
ワンちゃんの散歩
文書番号 618203947725 の通知
受付日時202405121030に届いた
119番に電話した。500人に連絡した。2024年に問い合わせた。
ナンバーカードの普及率は38-40%
窓口（みなみ）、担当：こども
アカウント名：匿名
Open Data です。
This is Tokyo.
""".strip().split("\n")


@pytest.mark.parametrize("marked", SECRETS)
def test_nothing_of_somebody_is_left(marked: str) -> None:
    marked = marked.replace("\\n", "\n")
    text = re.sub("[⟦⟧]", "", marked)
    hidden = {at for span in MASKER.mask(text).spans for at in range(span.begin, span.end)}
    begins = [found.start() - 2 * n for n, found in enumerate(re.finditer("⟦", marked))]
    secrets = re.findall("⟦(.*?)⟧", marked)
    assert secrets
    places = [range(begin, begin + len(one)) for begin, one in zip(begins, secrets, strict=True)]
    left = [at for place in places for at in place if at not in hidden and text[at].isalnum()]
    assert not left, "".join(text[at] for at in left)


@pytest.mark.parametrize("text", [*LOOK_ALIKES, "NaN"])
def test_what_looks_like_it_stays(text: str) -> None:
    assert MASKER.mask(text).text == text


def test_a_chain_of_foreign_words_without_anybody_around_is_doubtful() -> None:
    masked = MASKER.mask("ジョアン・シルバの件、昨日も決まらなかった。")
    assert [span.kind for span in (*masked.spans, *masked.doubts)] == ["氏名"]


@pytest.mark.parametrize("name", ["ヨナイヤマ", "ナガイ", "ミウラ"])
def test_a_word_that_only_sounds_like_a_family_name_is_doubtful(name: str) -> None:
    masked = MASKER.mask(f"去年の秋、{name}のせいで道が塞がった。")
    assert [span.kind for span in (*masked.spans, *masked.doubts)] == ["氏名"]
