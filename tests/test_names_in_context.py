"""Personal data as people write it: kinds with variants, look-alikes, a round's known names."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.execution import ExecutionParams
from pipeline.ingest import round_mask
from pipeline.ingest.round_mask import RoundMask, find_mask
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.layouts.entry import Entry, Sender
from pipeline.privacy.decisions import Decisions
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.name_words import NameWords
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.plain import plain
from pipeline.receiving.adding import add_round
from pipeline.receiving.doctor import check_round
from pipeline.tables.state import State
from tests import intake_inputs as make
from tests.conftest import run_python
from tests.dvc_stages import ROOT, copy_into

MASKER = Masker(MaskingParams())
KEPT = ("pipeline", "dvc.yaml", "params.yaml", "requirements.lock", "corpora/respondents.csv")
KEPT += ("corpora/rounds", "corpora/codebook", "corpora/answers.csv", ".dvc/config")
KEPT += ("corpora/theme_links.csv", "corpora/uptake.csv")

# What may not be left, and the text it stands in.
SECRETS = [
    # behind cues
    (["小笠原"], "〈担当者〉小笠原"),
    (["仁木"], "担当　政策企画課　企画係長　仁木"),
    (["水島", "羽田"], "照会先　DX推進室　水島・羽田"),
    (["土屋", "秋山"], "作成　土屋／確認　秋山／TEL028-632-2217"),
    (["くろさわ", "あきら"], "氏名（ふりがな）　くろさわ　あきら"),
    (["ｻｻｷ", "ﾖｼｺ"], "記入者氏名　ｻｻｷ ﾖｼｺ"),
    (["ほんだ", "ゆうすけ"], "記入者:ほんだゆうすけ ほんとうに困っています。"),
    (["KOBAYASHI", "Ken"], "担当 = KOBAYASHI Ken"),
    (["Maria", "Lopez"], "Name: Maria Garcia Lopez"),
    (["グエン・ティ・ラン"], "氏名：グエン・ティ・ラン"),
    (["李", "美玲"], "お名前　李　美玲"),
    (["山田花子", "03-1234-5678"], "担当：山田花子　電話 03-1234-5678"),
    (["鬼頭"], "担当課：情報課 鬼頭"),
    (["山", "田", "太", "郎"], "氏　　名　山　田　太　郎"),
    (["瀬戸山"], "道路整備課の瀬戸山です。"),
    (["木ノ下"], "お世話になっております。鶴居町 建設課の木ノ下と申します。"),
    (["備前島"], "用地係の備前島でございます。"),
    # beside titles
    (["東"], "企画課の東課長補佐に確認済み"),
    (["百瀬"], "大学の百瀬准教授の論文による。"),
    (["松井", "武田"], "松井副市長及び武田教育長が出席した。"),
    (["みやざわ"], "みやざわさんの畑が荒れている。"),
    (["祁答院"], "祁答院さんに聞いた。"),
    (["髙濵"], "髙濵様のご意見"),
    (["\ue000田"], "窓口の\ue000田様に伺った。"),
    (["神󠄀谷"], "神󠄀谷さんに聞いた。"),
    (["ファム", "トゥイ"], "ファム ティ トゥイさん"),
    # alone, and under a letter
    (["金子詩織", "和田直人"], "本意見は金子詩織と和田直人が連名で提出するものである。"),
    (["堀江"], "※本意見の文責は堀江にあります。"),
    (["越智"], "当会の越智が先月の意見交換会で申し上げました。"),
    (["三宅ヨシ"], "母の三宅ヨシは90歳です。"),
    (["相沢"], "企画課の相沢です。いつもお世話になっております。"),
    (["小田桐"], "ご検討のほどお願いいたします。\n\n小田桐"),
    (["片倉"], "よろしくお願い申し上げます。（片倉）"),
    (["Kenta Mizusawa"], "補助上限を見直すこと。\n--\nKenta Mizusawa\nExample株式会社"),
    # addresses
    (["一丁目２－３"], "東京都千代田区霞が関一丁目２－３"),
    (["一丁目二番三号"], "東京都千代田区霞が関一丁目二番三号"),
    (["二丁目"], "札幌市中央区北一条西二丁目"),
    (["１の２の３"], "千代田区霞が関１の２の３"),
    (["1020"], "長野県松本市大字島立1020"),
    (["8-1-804"], "東京都練馬区豊玉北8-1-804"),
    (["612番地"], "京都市中京区烏丸通三条下る饅頭屋町612番地"),
    (["１５４－０００４"], "郵便番号１５４－０００４"),
    (["青葉", "204"], "コーポ青葉-204"),
    (["305"], "私はサンハイム桜 305号の者です。"),
    (["コーポかまきり305"], "住所：下京区蟷螂山町470　コーポかまきり305"),
    # telephone, mail, accounts
    (["5678"], "連絡先は 03-1234-\n5678 です。"),
    (["03.1234.5678"], "連絡先は 03.1234.5678 です。"),
    (["〇九〇－一二三四－五六七八"], "連絡は〇九〇－一二三四－五六七八へ"),
    (["2208"], "電話（代表）0857-26-7711（内2208）"),
    (["taro"], "taro(at)example.jp"),
    (["tomo"], "E-mail：tomo at example.jp"),
    (["mayumi.hirata"], "連絡先は mayumi.hirata@exam\nple.jp です。"),
    (["a b e n o"], "メールアドレス：a b e n o @ example . jp"),
    (["ｓａｋｕ＿ｅｎ"], "Twitterアカウント　＠ｓａｋｕ＿ｅｎ"),
    (["taiki.murase.77"], "Facebook: https://www.facebook.com/taiki.murase.77"),
    # numbers of persons
    (["昭和51年4月2日"], "私は昭和51年4月2日に生まれました。"),
    (["S38.10.4"], "（生年月日）S38.10.4"),
    (["１０９８－７６５５－４３２１"], "マイナンバー １０９８－７６５５－４３２１"),
    (["MS8801265"], "パスポート番号 MS8801265（有効期限10年）"),
    (["4412-098765"], "基礎年金番号：4412-098765"),
    (["7781203"], "みなと信用金庫 中央支店 普通預金 7781203"),
    (["0012345", "スズキ", "タロウ"], "JAバンク　（普）0012345　スズキ　タロウ"),
    (["00150-7-998812"], "振替口座 00150-7-998812（個人名義）"),
    (["品川 330 さ 12-34"], "車のナンバーは品川 330 さ 12-34です。"),
    (["富士山 580 ひ ・・12"], "自動車登録番号：富士山 580 ひ ・・12"),
    (["柏 500 さ 12-34"], "毎朝、柏 500 さ 12-34が路上駐車している。"),
    (["津 301 て ・7-89"], "津 301 て ・7-89の車"),
    (["堺 58A す 44-02"], "堺 58A す 44-02の持ち主"),
    (["川口市 な 1234"], "原付の標識番号 川口市 な 1234"),
    (["さ 51-20"], "原付ナンバー：水戸市 さ 51-20"),
    (["け 908"], "標識番号は、大田区 け 908です"),
    (["11年3月4日"], "生年月日　明・大・昭　11年3月4日"),
    (["3年12月1日"], "生年月日：昭和・平成　3年12月1日"),
    (["55年8月9日"], "生年月日（S・H）55年8月9日"),
    (["March 4, 1988"], "Date of birth: March 4, 1988"),
    (["5th Nov 1990"], "DOB: 5th Nov 1990"),
    (["12/03/1979"], "Birth date: 12/03/1979"),
    # services that no list has, identifiers with their service behind, broken lines, mixed digits
    (["kaze_no_ko"], "詳しくは https://mastodon.example/@kaze_no_ko まで"),
    (["UCabcd1234"], "チャンネル https://www.youtube.com/channel/UCabcd1234"),
    (["hanako-farm"], "動画は https://www.youtube.com/c/hanako-farm"),
    (["nekosuki77"], "ID：nekosuki77（LINE）"),
    (["tanuki.pon"], "ID= tanuki.pon (Instagram)"),
    (["yama_no_oto"], "アカウント：yama_no_oto（X）"),
    (["kawa-no-oto"], "メール：kawa-no-oto\n@example.or.jp"),
    (["hana.midori"], "アドレス hana.midori\n@example.com まで"),
    (["k_ito"], "E-mail: k_ito\n@example.ne.jp"),
    (["ゼロ三－四四五五－六六七七"], "電話はゼロ三－四四五五－六六七七"),
    (["〇八〇－1234－五六七八"], "連絡先 〇八〇－1234－五六七八"),
    (["ぜろ九〇の三三三三の四四四四"], "携帯：ぜろ九〇の三三三三の四四四四"),
    (["シャトー", "205"], "現住所：静岡県浜松市中央区元町3-4　シャトー・ル・元町 C棟205"),
    (["みずほ", "301"], "居住地：滋賀県大津市中央1-2　リバーサイド・みずほ 2号館301"),
    (["グラン", "12"], "住所：奈良県橿原市八木町1-5　グラン・パルク A棟-12"),
    # a name in parts, with readings and notes between them
    (["大久保", "おおくぼ", "美咲", "みさき"], "氏名：大久保（おおくぼ）美咲（みさき）"),
    (["福原", "ふくはら", "樹", "いつき"], "氏名　福原《ふくはら》　樹《いつき》"),
    (["戸田", "とだ", "由美子", "ゆみこ"], "お名前：戸田［とだ］ 由美子［ゆみこ］"),
    (["秋田", "白石"], "ご担当者様：秋田（主）、白石（副）"),
    (["浅野", "岩崎"], "担当者様　浅野（午前）／岩崎（午後）"),
    (["久保", "宮下"], "担当：久保（内線12）、宮下（内線13）"),
    # days, katakana tied by a dot and several persons before a title
    (["八月一日"], "八月一日様から伝言があった。"),
    (["四月朔日"], "窓口の四月朔日さんに聞いた。"),
    (["十月一日"], "先ほど十月一日氏が来た。"),
    (["チェ", "ソヨン"], "チェ・ソヨンさんは技能実習生です。"),
    (["サラ", "オブライエン"], "サラ・オブライエン様の意見に賛成する。"),
    (["ルドミラ", "コワルチュク"], "講師のルドミラ・コワルチュク氏に聞いた。"),
    (["戸川", "飯島"], "戸川、飯島両名で伺います。"),
    (["菊地"], "菊地夫妻が管理している。"),
    (["古賀"], "古賀一家が転出した。"),
    # persons described, who act or are named by their role
    (["今井"], "（40代女性、今井）"),
    (["福田"], "（会社員・福田）"),
    (["戸田"], "戸田（36歳）の経験です。"),
    (["篠崎"], "当日の会では篠崎が進行を務めた。"),
    (["笠原"], "意見交換会で笠原が発言した。"),
    (["井出"], "検討会では井出が報告した。"),
    (["鹿島の"], "司会をした鹿島の説明は鹿島市の見解ではない。"),
    (["平塚"], "登壇した平塚の発言を見た。"),
    (["柏木"], "質問された柏木に答える。"),
    (["田島"], "問合せ先は田島（福祉課）です。"),
    (["今村"], "照会先は今村（道路管理係）となります。"),
    (["安井"], "担当は安井（総務部）です。"),
    # behind a word of time, introduced, signed, with a given name that is a word
    (["永井"], "先日永井から資料を受け取った。"),
    (["西尾由香"], "このたび西尾由香のもとで研修を受けました。"),
    (["遠藤"], "昨日遠藤と話した。"),
    (["小松と"], "小松と申します。小松駅の件です。"),
    (["高尾と"], "高尾と申します。高尾山の件です。"),
    (["片山"], "片山と申しますが、図書館について意見があります。"),
    (["川上"], "かしこ　川上"),
    (["横山"], "敬具　　横山"),
    (["森下"], "早々 森下"),
    (["長谷川", "つむぎ"], "挿絵は長谷川つむぎ、文は別の者です。"),
    (["大塚", "あおい"], "表紙は大塚あおいが描いた。"),
    (["永田", "ひなた"], "この写真は永田ひなたの許可を得ていない。"),
]
LOOK_ALIKES = """林業従事者の高齢化が進み、森林の管理が難しい。
関係課長会議を毎月開くこと。
東課、西課の統合を検討する。
総務課長、財政課長及び企画課長が出席する会議
防災課課長補佐級の職員を配置する財源がない。
前市長の時代からの懸案であり、現市長も同じ方針である。
各課長及び各係長あてに周知した。
鈴木商店跡や渡辺翁記念会館などの近代化遺産を活用する。
氏名・住所・生年月日の三情報でマッチングしている。
氏名：（匿名希望）　意見：学童保育の基準を見直してほしい。
連絡先：別紙のとおり
担当部署　総務部 行政管理課 情報システム係
甲、乙及び丙の三者協定とする。
赤、青、黄、白、黒の五色で区分する。
横浜、川崎、相模原の3政令市
石川、富山、福井の北陸三県では説明会が開かれた。
小田原、藤沢、平塚など県西部の市で避難訓練を行う。
京都市の四条通では、歩道拡幅後に公共交通の利用が増えた。
銀座四丁目の交差点のように、歩車分離式にすべきだ。
2-2-1の記述を修正すべき。
表2-3-4に示す
別紙2の項番10-1-22から10-1-30まで
科目コード 45-6789
コード0312-345-678
バージョン 090.1234.5678 で不具合を確認した。
0312345千円（前年度比12.4％増）
決算 0451234567千円
市外局番が03や06の地域に限られる制度は不公平である。
昭和22年から24年生まれの団塊の世代
生年月日が平成15年4月1日以前の者を対象とする。
平成25年法律第27号
口座振替の手数料は1件110円である。
品川ナンバーと世田谷ナンバーの線引き
コーポレート-2040という計画
マンション-200戸の計画
患者様の同意を得ずにデータを学習に用いるべきではない。
赤ちゃんからお年寄りまで避難できる場所を。
みなさんの意見をよく聞いてほしい。
お巡りさんの巡回
単価 10kg@3,200円
https://github.com/example-gov/standard-spec/issues/412 に登録した。
それを取り戻すことが不可能又はその回復を図ることが極めて困難である。
要件ID 03-3210-7788の記述が重複している。
居住地（都道府県のみ）：埼玉県
住所：福岡県
住所（市区町村まで）：岐阜県高山市
会議でDXと申しますのは業務の見直しである。
質問した横浜市に答える。
横浜（港湾局）、川崎（10件）
今回山形を訪問した。
市民課の受付時間です。
下水道課の所管事務でございます。
二宮尊徳の教え
坂本龍馬の像""".splitlines()


@pytest.mark.parametrize(("secrets", "text"), SECRETS)
def test_nothing_that_tells_who_is_left(secrets: list[str], text: str) -> None:
    masked = MASKER.mask(text).text
    assert [secret for secret in secrets if secret in masked] == []


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_stay(text: str) -> None:
    assert MASKER.mask(text).text == text


NAMES = ["林", "原", "泉", "関", "西", "東", "辻", "浜", "橋", "桜", "松", "楠", "小林", "中村"]
NAMES += ["木村", "西村", "橋本", "石川"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("title", ["様", "さん", "課長", "主査", "氏"])
def test_every_family_name_before_a_title(name: str, title: str) -> None:
    assert MASKER.mask(f"窓口の{name}{title}に伺った。").text == f"窓口の〔氏名〕{title}に伺った。"


TITLES = ["審議監", "危機管理監", "助役", "収入役", "監査役", "顧問", "会計管理者", "指導主事"]


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_offices_that_are_no_chiefs(title: str) -> None:
    masked = MASKER.mask(f"中村{title}と桑原{title}に伺った。松本市{title}の通知。").text
    assert masked == f"〔氏名〕{title}と〔氏名〕{title}に伺った。松本市{title}の通知。"


def test_a_name_in_a_file_name() -> None:
    masked = {
        name: MASKER.mask_name(name).text
        for name in (
            "02_回答票（藤原）.docx",
            "page_old_rev2.xlsx",
            "回答_山口.xlsx",
            "清水弥生さん.pdf",
            "【丸山確認】様式2.xlsx",
            "回答_片岡案.docx",
            "野村作成分_v2.xlsx",
            "山口修正.xlsx",
            "防災計画修正.xlsx",
        )
    }
    assert masked["02_回答票（藤原）.docx"] == "02_回答票（〔氏名〕）.docx"
    assert masked["page_old_rev2.xlsx"] == "page_old_rev2.xlsx"
    assert masked["【丸山確認】様式2.xlsx"] == "【〔氏名〕確認】様式2.xlsx"
    assert masked["回答_片岡案.docx"] == "回答_〔氏名〕案.docx"
    assert masked["野村作成分_v2.xlsx"] == "〔氏名〕作成分_v2.xlsx"
    assert masked["山口修正.xlsx"] == "山口修正.xlsx"
    assert masked["防災計画修正.xlsx"] == "防災計画修正.xlsx"
    assert masked["回答_山口.xlsx"] == "回答_山口.xlsx"  # the prefecture
    assert "清水" not in masked["清水弥生さん.pdf"]


@pytest.mark.parametrize("name", ["山口.xlsx", "02_宮崎.docx", "千葉回答.xlsx", "秋田_様式1.xls"])
def test_names_of_prefectures_name_nobody_in_a_path(name: str) -> None:
    assert MASKER.mask_file_name(name).text == name


@pytest.mark.parametrize(
    "name", ["山口様.xlsx", "宮崎修正.docx", "千葉 智子.xlsx", "秋田さん回答.xls"]
)
def test_what_people_do_tells_a_person_in_a_path(name: str) -> None:
    assert "〔氏名〕" in MASKER.mask_file_name(name).text


def test_plain_form_leads_back() -> None:
    text = "窓口の辻\U000e0100本様、ﾔﾏﾀﾞ様へ　０３－１２３４"
    read = plain(text)
    assert read.text == "窓口の辻本様、ヤマダ様へ 03-1234"
    begin = read.text.index("ヤマダ")
    assert text[slice(*read.span(begin, begin + 3))] == "ﾔﾏﾀﾞ"
    assert read.span(0, len(read.text)) == (0, len(text))


def test_common_family_names_are_told_from_rare_ones() -> None:
    """The dictionary's numbers decide it: a new release of it may number otherwise."""
    names = NameWords()
    assert all(map(names.is_common_family, ("佐藤", "鬼頭", "進藤", "仁科", "東海林")))
    assert not any(map(names.is_common_family, ("湖内", "能又", "英加", "一国")))


def _entry(text: str, file: str = "a.xlsx", person: str = "", reason: str = "") -> Entry:
    sender = Sender(person=person)
    return Entry(file, 0, len(text), text, State.OPINIONS, reason=reason, sender=sender)


def _mask(
    entries: list[Entry], decisions: Decisions | None = None, kept: Path | None = None
) -> RoundMask:
    files = dict.fromkeys(entry.file for entry in entries)
    contents = {file: file.encode() for file in files}
    execution = ExecutionParams(workers=1)
    return find_mask(entries, files, MaskingParams(), execution, None, contents, decisions, kept)


def test_a_name_in_one_cell_is_masked_in_the_whole_round() -> None:
    texts = [
        "林業の担い手が減っている。数値の根拠は林が別途説明する。",
        "林道の補修も対象とされたい。",
        "山口県の例を参考に、山口が前任から引き継いだ資料を見た。",
        "山口市と防府市の境",
    ]
    entries = [_entry(texts[0], person="林　花子"), _entry(texts[1], "b.xlsx")]
    entries += [_entry(texts[2], "c.xlsx", person="山口聡美（総務課）"), _entry(texts[3], "d.xlsx")]
    mask = _mask(entries)
    assert mask.text(texts[0]) == "林業の担い手が減っている。数値の根拠は〔氏名〕が別途説明する。"
    assert mask.text(texts[1]) == texts[1]
    assert mask.text(texts[2]) == "山口県の例を参考に、〔氏名〕が前任から引き継いだ資料を見た。"
    assert mask.text(texts[3]) == texts[3]


def test_neither_look_is_taken_twice_at_the_same_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept of the second look knows the names that it was taken with."""
    text = "根拠は林が別途説明する。"
    entries, kept = [_entry(text, person="林　花子")], tmp_path / "round.json"
    first = _mask(entries, kept=kept)
    unknown = [_entry(text), _entry("林　花子", "b.xlsx")]
    assert first.text(text) == "根拠は〔氏名〕が別途説明する。"
    assert _mask(unknown, kept=kept).text(text) == _mask(unknown).text(text)
    assert _mask(entries, kept=kept) == first
    seen: list[int] = []
    monkeypatch.setattr(round_mask, "mask_texts", lambda texts, *_: seen.append(len(texts)))
    assert _mask(entries, kept=kept) == first
    assert not seen


def test_a_cell_that_asks_for_somebody_is_read_as_one() -> None:
    assert (
        _mask([_entry("都市整備課 東", reason="担当者")]).text("都市整備課 東")
        == "都市整備課 〔氏名〕"
    )


def test_people_decide_by_codes_that_need_the_file() -> None:
    text, other = "進藤から資料が届いた。", "来場した鶴岡の発言を見た。"
    entries = [_entry(text), _entry(other)]
    plainly = _mask(entries)
    asked = {find.words: find for find in plainly.unsure}
    assert asked["進藤"].is_masked
    assert {"進藤", "鶴岡"} == asked.keys()
    codes = Decisions(frozenset([asked["鶴岡"].code]), frozenset([asked["進藤"].code]))
    mask = _mask(entries, codes)
    assert mask.text(text) == text
    assert mask.text(other) == "来場した〔氏名〕の発言を見た。"
    assert mask.unsure == ()
    elsewhere = [_entry(text, "b.xlsx"), _entry(other, "b.xlsx")]
    assert not {find.code for find in _mask(elsewhere).unsure} & {f.code for f in plainly.unsure}


def test_check_shows_what_is_not_sure_to_eyes_only(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    rows = [["団体名", "担当者", "意見"], ["A市", "林　花子", "進藤から資料が届いた。"]]
    rows += [["B町", "", "数値の根拠は林が別途説明する。"]]
    (tmp_path / "in/一覧.xlsx").write_bytes(make.table(rows))
    add_round([tmp_path / "in"], "r", root=tmp_path)
    folder = tmp_path / "corpora/rounds/r"
    report = check_round(folder, IngestParams())
    told, eyes = "\n".join(report.lines()), "\n".join(report.lines_for_eyes())
    assert "個人情報として伏せた箇所：氏名 2。確かでない 2" in told
    assert "進藤" not in told
    assert "【進藤】" in eyes
    code = next(find.code for find in report.unsure if find.words == "進藤")
    place = folder / "round.yaml"
    content = place.read_text(encoding="utf-8") + f"masking: {{keep: ['{code}']}}\n"
    place.write_text(content, encoding="utf-8")
    tables = ingest(folder)
    assert "進藤から資料が届いた。" in set(tables.opinions["text"])
    assert "林" not in tables.opinions["text"].iloc[1]
    assert "進藤" not in content + told


@pytest.mark.slow
def test_names_reach_a_terminal_and_no_pipe(tmp_path: Path) -> None:
    root = tmp_path / "project"
    copy_into(ROOT, tuple(path for path in KEPT if (ROOT / path).exists()), root)
    (tmp_path / "in").mkdir()
    rows = [["団体名", "意見"], ["A市", "進藤から資料が届いた。"]]
    (tmp_path / "in/一覧.xlsx").write_bytes(make.table(rows))
    add_round([tmp_path / "in"], "r", root=root)
    piped = run_python(root, "-m", "pipeline.cli", "check", "r")
    assert "個人情報として伏せた箇所" in piped.stdout, piped.stderr
    assert "進藤" not in piped.stdout + piped.stderr
    main, side = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "check", "r", "--again"]
    subprocess.run(command, cwd=root, stdout=side, check=True)
    os.close(side)
    shown = b""
    try:
        while chunk := os.read(main, 65_536):
            shown += chunk
    except OSError:  # the other side is closed
        pass
    assert "【進藤】" in shown.decode()


@pytest.mark.parametrize(
    ("text", "label", "is_known"),
    [
        ("中央病院の山田が来た。", "", True),
        ("山田町の道路", "", False),  # the town is one word
        ("中山間地域の上下水道", "", False),  # 中山 stands in it, and is no word of it
        ("以上、中学校の件", "", False),
        ("太郎 様", "", True),
        ("Land use", "", False),
        ("中山", "担当者", True),
        ("ここに名前はない", "担当者", False),
    ],
)
def test_a_text_without_a_known_name_is_not_masked_again(
    text: str, label: str, is_known: bool
) -> None:
    known = MASKER.known_names(["山田太郎", "中山", "上", "Lan"])
    knowing = Masker(MaskingParams(), known)
    assert knowing.knows_one(text, label) == is_known
    if not is_known:
        assert knowing.mask(text, label) == MASKER.mask(text, label)
