"""Personal data in the words of others, by kind: three variants of each, and what looks like it."""

import pytest

from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker

MASKER = Masker(MaskingParams())

# What may not be left of a text, and the text it stands in.
SECRETS: dict[str, list[tuple[str, str]]] = {
    "an account's number in kanji": [
        ("五五一二〇九八", "支店番号一二三、口座番号五五一二〇九八です。"),
        ("三三〇九一二四", "普通預金の三三〇九一二四に入れてください。"),
        ("〇二二九八一七", "口座番号は〇二二九八一七で間違いありません。"),
    ],
    "what is kept at a bank": [
        ("2280917", "信用金庫に預けている2280917から引かれました。"),
        ("6650213", "地方銀行で作った6650213から知らない引き落としがある。"),
        ("10340-22871951", "郵貯の10340-22871951へお願いします。"),
    ],
    "an internal number that is asked for": [
        ("４４１２", "合議は４４１２か、隣の席の４４１３で受けます。"),
        ("2815", "ご不明な点は2815で承ります。"),
        ("2907", "折り返しは2907へどうぞ。"),
        ("8123", "院内PHS 8123"),
    ],
    "a birth whose day is told last": [
        ("令和３年９月２２日", "末の子が産まれたのは令和３年９月２２日です。"),
        ("昭和４０年１１月３０日", "母が私を産んだのは昭和４０年１１月３０日、この家でした。"),
        ("令和４年８月１日", "次女の出生は令和４年８月１日でした。"),
    ],
    "a number with dots, or with its dash in the next line": [
        ("045・123・9981", "返事をくれるなら045・123・9981。"),
        ("０２９４・３３・８８１２", "番号を書いておきます。０２９４・３３・８８１２。"),
        ("5678", "携帯は080-1234\n-5678です。"),
    ],
    "an account told with its service": [
        ("umi_no_ie.days", "インスタのアカウントumi_no_ie.daysに写真を載せています。"),
        ("yuki-dayori", "スレッズのID yuki-dayoriまで"),
        ("kogumanokoya", "インスタでkogumanokoyaというアカウントをやっています。"),
        ("hoshizora_memo", "noteにhoshizora_memoの名で書いています。"),
    ],
    "a house": [
        ("千里丘東３ー１２ー５", "雨漏りは千里丘東３ー１２ー５の我が家だけではありません。"),
        ("３番２号", "住所\n熊本県人吉市九日町\n３番２号\n意見\n道路"),
        ("五一〇番地", "ご住所：山口県萩市大字江向\n五一〇番地\n"),
        ("コーポ青葉204", "コーポ青葉204に住んでいます。"),
        ("ハイツ緑305", "ハイツ緑305の上の階の騒音です。"),
        ("サンハイム若葉201", "サンハイム若葉201で一人暮らしです。"),
    ],
    "a teacher by a name in kana": [
        ("いずみ", "いずみ先生にはお世話になりました。"),
        ("みどり", "みどり先生が辞めてから園が変わりました。"),
        ("さくら", "担任のさくら先生のクラスは二十五人もいます。"),
    ],
}
LOOK_ALIKES = """マスコットの「ごみへらす君」の着ぐるみは要りません。
「まもるくん」という防災アプリが動きません。
ゆるキャラの「すみだんくん」より道路を直して。
相談ロボット「たすけ君」は役に立たない。
田中・山本法律事務所の意見書を参照のこと。
高橋・伊藤税理士法人が作成した試算。
佐藤・田中モデルの前提が古い。
ひとりひとりの先生に余裕がない。
こころの先生
たくさんの先生方
以上。平成三十年十月　東京
よろしくお願いします。令和六年　秋
保護者は何年にもわたって確認できます。
今後皆様と議論を深めたいと思います。
https://www.example.go.jp/files?stat=000001219189&cycle=7 を参照。
銀行の店舗数4417082は過大ではないか。
口座数は三三〇九一二四口です。
都市銀行の5500000人が利用
質問は500字で受け付けます。
定員は3602で、申込みは3605でした。
予算は2500で承りました。
平成の大合併で生まれたのは平成17年4月1日の新市です。
センターの誕生日は平成20年10月1日です。
双子の自治体が誕生したのは昭和30年4月1日でした。
045・046・047の各図面
アカウントlogin_test.htmlが開けません
アカウント管理の手引
団地内2-3-1区画の整備
２－２－１の自宅について
コーポ型住宅200戸を整備
マンション価格2020年比
アパート経営2000万円""".splitlines()


@pytest.mark.parametrize("kind", SECRETS)
def test_what_tells_of_a_person_is_masked(kind: str) -> None:
    left = [
        text
        for secret, text in SECRETS[kind]
        if secret in MASKER.mask(text).text or not MASKER.mask(text).spans
    ]
    assert left == []


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_what_looks_like_it_stays(text: str) -> None:
    assert MASKER.mask(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "窓口の「やまださん」に聞きました。",
        "門脇・早川委員のご発言",
        "山田・鈴木両委員は欠席です。",
        "近所の「さっちゃん」を車で送っています。",
    ],
)
def test_somebody_is_masked_though_a_mascot_or_a_firm_is_called_so(text: str) -> None:
    assert "〔氏名〕" in MASKER.mask(text).text
