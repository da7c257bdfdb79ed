"""Names of persons by kind: every label, sign and title with every common name, and look-alikes."""

import random
import re
from pathlib import Path

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.name_sounds import kept_as, kept_sounds, sounds_of
from pipeline.privacy.name_words import NameWords
from pipeline.privacy.parts_of_speech import FAMILY, PERSON
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.roman_names import RomanNames

MASKER = Masker(MaskingParams())
COMMON = re.findall(
    r"\S+",
    """
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 林
斎藤 清水 山崎 森 池田 橋本 阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤
村上 遠藤 青木 坂本 斉藤 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内
小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤 宮本 大野 小島 谷口
工藤 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 藤本 平野 河野 上野 野口 武田 松井 千葉
菅原 岩崎 久保 木下 佐野 野村 松尾 菊地 杉本 市川 古川 大西 島田 水野 桜井 高野 吉川 山内
西田 飯田 菊池 西川 小松 北村 安田 五十嵐 川口 平田 関 中田 久保田 東 服部 川崎 岩田 土屋
福島 本田 辻 樋口 秋山 永井 中西 吉村 川上 大橋 松岡 馬場 浜田 星野 矢野 浅野 大久保 泉 南
堀 谷 仲間 国分 湊
""",
)
GIVEN = ("", "", "　花子", " 健一", "　あゆむ", " 隆之")
OF_ONE = re.findall(
    r"\S+",
    """
氏名 お名前 本名 署名 担当者名 申請者氏名 担当 担当者 主担当 連絡担当者 記入者 回答者 提出者
作成者 起案者 起票 照会者 問合せ先 問合先 連絡窓口 代表者 責任者 文責 報告者 発言者 相談者
世話人 書記 司会 主査 係長 会計 立会人 代理人 保護者
""",
)
SIGNS = ("：", ":", "　：　", "＝", "→", "｜", "；", "…", "　", "\t", "\n", "：\n", " - ")
AROUND = (("【", "】"), ("≪", "≫"), ("＜", "＞"), ("・", "："), ("(", ")"))
VALUES_IN = (("［", "］"), ("「", "」"), ("（", "）"), ("【", "】"), ("〈", "〉"))
BEHIND = ("", "\n所属：情報課", "　　電話 03-5253-1111", "（情報課）", "｜所属｜情報課")
TITLES = re.findall(
    r"\S+",
    """
様 さん 氏 殿 さま 先生 課長 係長 部長 次長 主任 主査 課長補佐 課長代理 室長 議員 教授 委員
専務 GL リーダー CIO
""",
)


def _left(text: str, begin: int, end: int) -> str:
    hidden = {at for span in MASKER.mask(text).spans for at in range(span.begin, span.end)}
    return "".join(text[at] for at in range(begin, end) if at not in hidden and text[at].isalnum())


def _labelled(label: str, rng: random.Random) -> tuple[str, int, int]:
    """A field with a common name in it: text, begin and end of the name."""
    name = rng.choice(COMMON) + rng.choice(GIVEN)
    kind = rng.random()
    if kind < 0.6:
        head, close = label + rng.choice(SIGNS), ""
    elif kind < 0.8:
        before, behind = rng.choice(AROUND)
        head, close = before + label + behind, ""
    else:
        opening, close = rng.choice(VALUES_IN)
        head = label + opening
    return head + name + close + rng.choice(BEHIND), len(head), len(head + name)


@pytest.mark.parametrize("label", OF_ONE)
def test_labels_signs_and_common_names_in_all_combinations(label: str) -> None:
    """At most one in twenty is left: 仲間, 湊 and the like behind the weakest signs."""
    rng = random.Random(label)
    made = [_labelled(label, rng) for _ in range(60)]
    left = [text for text, begin, end in made if _left(text, begin, end)]
    assert len(left) <= 3, left


@pytest.mark.parametrize("title", TITLES)
def test_titles_behind_common_names(title: str) -> None:
    """At most one in thirty is left: 今井殿 and the like, which Sudachi cuts in two."""
    begin = len("窓口の")
    made = [(name, f"窓口の{name}{title}に聞いた。") for name in COMMON]
    left = [name for name, text in made if _left(text, begin, begin + len(name))]
    assert len(left) <= 4, left


# What may not be left, and the text it stands in.
SECRETS = [
    (["湯浅"], "うちの班の湯浅という人に渡した。"),
    (["土居"], "土居という名札の方に断られた。"),
    (["堀", "水谷", "磯部"], "堀・水谷・磯部の三人で決めた。"),
    (["岩瀬"], "※岩瀬確認済"),
    (["早瀬"], "（早瀬記）"),
    (["奈緒"], "うちの孫の奈緒が通う学校"),
    (["門馬", "小森"], "門馬→小森へ引継ぎ"),
    (["米倉"], "米倉／0123-45-6789"),
    (["梶原"], "○梶原　続けて伺います。"),
    (["Tachikawa"], "Dr. Tachikawaの講演"),
    (["Naoko", "Shibasaki"], "Hi, this is Naoko Shibasaki from Kobe."),
    (["Shibasaki", "Naoko"], "連絡は Shibasaki Naoko まで"),
    (["ishigami", "kenta"], "以上です。\n--\nishigami kenta"),
    (["マリア・サントス"], "マリア・サントスです。フィリピンから来ました。"),
    (["あやな"], "あやなちゃん（5歳）の保育料"),
    (["真鍋", "重行"], "ご検討ください。\n　　　　令和七年六月　真鍋　重行"),
    (["長沢"], "団体名\t担当者\t電話\nA町\t長沢\t0739-47-2290"),
    (["石毛"], "【石毛修正】回答票_最終版.docx を送ります。"),
    (["ishige"], "添付：回答_v3_ishige.csv"),
    (["0 4 2 - 7 6 9 - 8 8 3 1"], "直通 0 4 2 - 7 6 9 - 8 8 3 1"),
    (["81", "07"], "直　通　022-214-81\n　　　　07"),
    (["nagi.h"], "mail→nagi.h(a)example.ne.jp"),
    (["771204983350"], "個人番号［771204983350］"),
    (["558120394471"], "通知カードには558120394471とある。"),
    (["９丁目左２号"], "旭川市六条通９丁目左２号"),
]
LOOK_ALIKES = """異体字（渡辺の辺など）の扱い
新室長の就任後に見直す。
保健師さん、看護師さん、窓口さん
地域のみなさん方の意見
窓口：北福祉事務所　二階三番
窓口（南）が混雑する。
対象者：川崎、横浜の住民
事業者　富山
森という名前の公園
横浜、川崎、相模原の3市
大和と座間の2市
長谷川の水位が上がった。
千葉市議会議員
全国市長会、関東課長会
東署長と北消防署長、南中学校長
1200-1500-1800の三案で試算した。
@charsetの指定が誤っている。
API仕様の @context と @id を定義すること。
Kanagawa Prefecture
Open Data Portal
Name: （匿名） / Subject: 学校
府省間、国と地方の連携
人『間』の健康
[統計局](https://www.stat.go.jp/info/guide)
page_old_rev2.xlsx と youshiki1_kaitou.xlsx
司会 進行 受付 の順
会長　選任の件
担当　　課長
代表：なし
記録（下）""".splitlines()


@pytest.mark.parametrize(("secrets", "text"), SECRETS)
def test_nobody_is_left(secrets: list[str], text: str) -> None:
    masked = MASKER.mask(text).text
    assert [secret for secret in secrets if secret in masked] == []


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_looks_like_a_name_stays(text: str) -> None:
    assert MASKER.mask(text).text == text


def test_sound_tells_names_in_roman_letters() -> None:
    roman = RomanNames(NameWords())
    pairs = ("Takumi Morinaga", "SAITO Yuki", "Yūko Ōno", "Sinzi Matui")
    assert all(roman.is_full(*pair.split()) for pair in pairs)
    others = ("Data Base", "Open Data", "Machine Learning", "Tokyo Bay", "Page One")
    assert not any(roman.is_full(*pair.split()) for pair in others)
    assert roman.is_only_family("kuroda")
    assert not any(map(roman.is_only_family, ("kaitou", "youshiki", "sample", "final")))


class FewWords:
    """A dictionary of four names and a noun; what is numbered above 5 is rare."""

    def readings(self, *parts_of_speech: str) -> dict[str, dict[str, int]]:
        words = {FAMILY: {"クロダ": 1, "オニガシラ": 9}, f"{PERSON},名": {"ケン": 2, "": 3}}
        return {part: words.get(part, {"カイトウ": 4}) for part in parts_of_speech}

    def number(self, word: str, part_of_speech: str) -> int | None:
        return 5


def test_sounds_are_kept_and_used_only_where_they_fit(tmp_path: Path) -> None:
    sounds, file = sounds_of(FewWords()), tmp_path / "sounds.tsv"
    assert sounds.common_families == {"クロダ"} < sounds.families
    assert sounds.roman_nouns == {"kaito"}
    file.write_bytes(kept_as(sounds))
    assert kept_sounds(str(file)) == sounds
    for wrong in (b"", kept_as(sounds)[1:], kept_as(sounds).rpartition(b"kaito")[0][:-1], b"\xff"):
        file.write_bytes(wrong)
        assert kept_sounds(str(file)) is None
    assert kept_sounds(str(tmp_path / "none.tsv")) is None
