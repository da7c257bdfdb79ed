"""Data of regular form as people write them: three variants of each way, and what looks like it."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker

MASKER = Masker(MaskingParams())

# What may not be left of a text, the text it stands in, and what has to stay.
SECRETS: dict[str, list[tuple[str, str, str]]] = {
    "a number dialled from abroad": [
        ("0081-3-5512-7740", "赴任先からかけるので0081-3-5512-7740にします。", "赴任先"),
        ("010-81-90-5512-7740", "010-81-90-5512-7740です。図書の宅配の件。", "図書"),
        ("0081 80 5512 7740", "国番号から0081 80 5512 7740へ。", "国番号"),
    ],
    "a number told by words": [
        ("0967局62の1135", "0967局62の1135に夜かけてください。", "夜"),
        ("080の5512の7740", "番号は080の5512の7740です。", "番号"),
        ("0967の62-1135", "市外局番0967の62-1135、朝市の会。", "朝市"),
        ("マルハチマル・五五一二・七七四〇", "マルハチマル・五五一二・七七四〇まで。", "まで"),
    ],
    "an internal number with a dash": [
        ("6-2214", "内 6-2214　税務課", "税務課"),
        ("31-4402", "担当課（内31-4402）へ", "担当課"),
        ("2-118", "窓口、内2-118です。", "窓口"),
    ],
    "a mail spelt in words": [
        ("nori アットマーク sora ドット jp", "nori アットマーク sora ドット jp へ", "へ"),
        ("kaiアットumiドットne.jp", "返事はkaiアットumiドットne.jpに。", "返事"),
        ("mori_3 アット kawa.jp", "mori_3 アット kawa.jpです。", "です"),
    ],
    "a lot by letters, a lot alone": [
        ("乙77", "糸魚川市大野乙77に住んでいます。雪の件。", "雪"),
        ("東町2210", "諏訪市東町2210の者です。湖の水草の件。", "水草"),
        ("B-12", "中央区谷町B-12に住む者です。", "者"),
        ("八十二の三", "我が家は新川町八十二の三です。", "です"),
    ],
    "a room": [
        ("町住4号棟201", "町住4号棟201に父が住んでいます。", "父"),
        ("青葉荘3号", "青葉荘3号の者です。", "者"),
        ("グランコート弐番館902号室", "グランコート弐番館902号室から見ると暗い。", "暗い"),
        ("ソレイユ桜台 B-105", "ソレイユ桜台 B-105に越してきました。", "越して"),
    ],
    "what follows an address": [
        ("旭町5-1", "住所：敦賀市旭町5-1　港の倉庫の話", "港の倉庫の話"),
        ("長坂880番地", "住所　北杜市長坂880番地　桃の集荷のこと", "桃の集荷のこと"),
        ("西浦町乙1203", "住所 島原市西浦町乙1203番地丙　渡し船の時刻", "渡し船の時刻"),
    ],
    "an account with its branch or part": [
        ("3-5510927", "通帳番号 3-5510927です。", "通帳"),
        ("5510927-01", "母の定期5510927-01が解約できません。", "母の定期"),
        ("018-5510927", "口座は018-5510927に変えました。", "変え"),
    ],
    "a birth": [
        ("昭和十二年八月三日", "あたしは昭和十二年八月三日の生まれです。", "生まれ"),
        ("平成二〇・四・九", "生年月日は平成二〇・四・九。", "は"),
        ("昭和41年6月7日", "誕生日である昭和41年6月7日と印字がない。", "印字"),
    ],
    "a number of one person": [
        ("梅・551093", "国保の記号番号は梅・551093です。", "国保"),
        ("5510937", "図書館カード番号：5510937", "図書館"),
        ("21B5510", "学籍番号 21B5510　奨学金", "奨学金"),
        ("0551093", "世帯番号は0551093でした。", "世帯"),
        ("5510930012", "医療受給者証番号 5510930012", "医療"),
    ],
    "a plate without its class, or behind its car": [
        ("う・・34", "黒のワゴンの う・・34 が塞いでいます。", "黒"),
        ("2浜松 ろ 5512", "バイクの札は2浜松 ろ 5512でした。", "札"),
        ("津山市 は 55-12", "原付（津山市 は 55-12）を片付けて。", "片付け"),
    ],
    "a page that the writer made": [
        (
            "https://memo.example/p/551",
            "潮位は https://memo.example/p/551 に載せています。",
            "潮位",
        ),
        ("https://doc.example/s/9aZ", "図面を https://doc.example/s/9aZ へ置きました。", "図面"),
        ("hasegawa-tei", "様子の動画 https://tube.example/hasegawa-tei/7 です。", "様子"),
        ("tomo-hama.example.net", "私のサイト：tomo-hama.example.net", "私"),
        ("movie.example/@umibe-no-ki", "movie.example/@umibe-no-kiにあります。", "あります"),
    ],
    "an account right behind its service": [
        ("@shio_no_michi", "Ｘ@shio_no_michiまで", "まで"),
        ("yama_goya7", "note：yama_goya7", "note"),
        ("@hotaru.kawa", "Instagram@hotaru.kawaを見て", "見て"),
    ],
}
LOOK_ALIKES = [
    "電話番号11桁を書く欄が狭いです。",
    "内線12本では足りません。",
    "直通20本の予定です。",
    "0.5-3.2の範囲に収めてください。",
    "普通55109台が通る道です。",
    "番号55109枚の札を配る。",
    "県の公式アカウント@pref_kouhou_xは更新がない。",
    "公式インスタの@town.kankoを見ました。",
    "市のブログ https://www.city.example.lg.jp/blog/ は古い。",
    "協会が https://kyokai.example/shiryo に載せた表を見た。",
    "令和5年4月1日の出生数は12人です。",
    "平成30年10月1日の出生率が下がった。",
    "本館3棟201会議室は寒い。",
    "ホテルサンライト305号室で会議をした。",
    "セミナーハウス204号室の予約が取れない。",
    "世帯番号の欄がありません。",
    "図書館カードを1万枚配る。",
    "別表甲12の単価が違います。",
    "新町12に分けて除雪する。",
    "バイク12-34台の置き場を作る。",
]


@pytest.mark.parametrize(
    ("secret", "text", "kept"), [case for cases in SECRETS.values() for case in cases]
)
def test_a_datum_of_regular_form_is_masked(secret: str, text: str, kept: str) -> None:
    masked = MASKER.mask(text).text
    assert secret not in masked
    assert kept in masked


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_only_looks_like_one_stays(text: str) -> None:
    assert MASKER.mask(text).text == text
