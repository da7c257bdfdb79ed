import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.privacy.masking import Masked, MaskingParams
from pipeline.privacy.personal_data import Masker

TEL, MAIL, HOME, NAME = "〔電話番号〕", "〔メール〕", "〔住所〕", "〔氏名〕"


MASKERS = {
    name: Masker(MaskingParams.model_validate({"strictness": name}))
    for name in ("off", "lenient", "standard", "strict")
}


def mask(text: str, strictness: str = "standard") -> Masked:
    return MASKERS[strictness].mask(text)


MASKED = [
    # telephone
    ("電話 03-1234-5678", f"電話 {TEL}"),
    ("TEL：０３－１２３４－５６７８", f"TEL：{TEL}"),
    ("090-1234-5678までご連絡ください", f"{TEL}までご連絡ください"),
    ("09012345678に電話してください", f"{TEL}に電話してください"),
    ("FAX 0123-45-6789", f"FAX {TEL}"),
    ("(03)1234-5678", TEL),
    ("03(1234)5678", TEL),
    ("総務課（03-1234-5678）へ", f"総務課（{TEL}）へ"),
    ("0120-123-456", TEL),
    ("内線：1234", f"内線：{TEL}"),
    ("+81-3-1234-5678", TEL),
    ("直通 1234-5678", f"直通 {TEL}"),
    ("〇六（六二〇八）一二三四", TEL),
    ("〇九〇―一二三四―五六七八", TEL),
    # mail
    ("taro@example.jp に送付", f"{MAIL} に送付"),
    ("連絡先：joho-seisaku@city.example.lg.jp", f"連絡先：{MAIL}"),
    ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", MAIL),
    # postal address
    ("〒100-0001 東京都千代田区千代田1-1", HOME),
    ("〒123-4567", HOME),
    ("東京都千代田区霞が関1-2-3", HOME),
    ("A県B市中央2丁目3番4号に住んでいます", f"{HOME}に住んでいます"),
    ("北海道札幌市中央区北3条西6丁目", HOME),
    ("大阪市北区中之島1丁目3番20号 中央ビル5階", HOME),
    ("住所：緑町123", f"住所：{HOME}"),
    ("福井県福井市大手3丁目17番1号", HOME),
    # names after cues
    ("氏名：山田太郎", f"氏名：{NAME}"),
    ("氏名 山田 太郎", f"氏名 {NAME}"),
    ("担当：佐藤", f"担当：{NAME}"),
    ("担当：情報政策課 主査 鈴木一郎", f"担当：情報政策課 主査 {NAME}"),
    ("担当者名：高橋（内線2345）", f"担当者名：{NAME}（内線{TEL}）"),
    ("（記入者）田中花子", f"（記入者）{NAME}"),
    ("連絡先：総務課 伊藤 03-1234-5678", f"連絡先：総務課 {NAME} {TEL}"),
    ("お名前：やまだ はなこ", f"お名前：{NAME}"),
    ("フリガナ：ヤマダ タロウ", f"フリガナ：{NAME}"),
    ("回答者：渡辺さくら", f"回答者：{NAME}"),
    # names beside a title
    ("窓口の山田様に説明を受けた。", f"窓口の{NAME}様に説明を受けた。"),
    ("佐藤課長の説明では足りない。", f"{NAME}課長の説明では足りない。"),
    ("高橋 一郎 氏の発言について", f"{NAME} 氏の発言について"),
    ("隣の鈴木さんが困っている。", f"隣の{NAME}さんが困っている。"),
    ("田中先生の研究によれば", f"{NAME}先生の研究によれば"),
    ("千葉さんの意見と同じです。", f"{NAME}さんの意見と同じです。"),
    ("市民課の渡辺係長と中村主事に相談した。", f"市民課の{NAME}係長と{NAME}主事に相談した。"),
    ("京都大学の内山巌雄博士が行った調査", f"京都大学の{NAME}博士が行った調査"),
]
KEPT = """東京都千代田区では窓口を減らしている。
横浜市の空気みえる化プロジェクトを参考にすべき。
山口県様からのご意見
川崎市長の発言
福島県の復興について
事業者様の負担を減らしてほしい。
皆様のご意見をお聞きしたい。
標準仕様書の仕様を見直してほしい。
同様の支援を求める。
様式第1号を廃止してほしい。
第1号様式の記載例を示してほしい。
4月5日の準備会合について
令和6年4月5日付け事務連絡
2024-04-05の資料3-1
地方自治法第252条の2第1項
平成25年法律第27号
行政手続における特定の個人を識別するための番号の利用等に関する法律
https://www.digital.go.jp/policies/local_governments/03-1234-5678
ページ127～128の記述
費用は1,200-1,500千円である。
団体コード 131016
移行経費は前年度比1.8倍
10-20代の若者
令和7年1-3月に集中する
氏名の公表は控えてほしい。
氏名及び住所の取扱いを定めるべきである。
担当者の負担が大きい。
担当：情報政策課
担当 デジタル統括本部
担当大臣の説明を求める。
担当者：未定
連絡先：総務省自治行政局
連絡先の一覧を示してほしい。
住所地特例の見直しを求める。
住所変更の手続を簡素にしてほしい。
電話相談は年間1200件ある。
電話番号の入力欄が分かりにくい。
代表10市が参加する実証事業
ふるさと納税とマイナンバー制度
株式会社山田製作所のシステムを利用している。
三菱総合研究所の調査
豊田市と岡崎市の共同調達
氏神様の祭り
神戸市の震災記録を残すべき。
河野大臣の発言に賛成する。
No.03-12の質問への回答
0歳から2歳までの保育料
3丁目という表記の揺れ
01-23-45という記号
住民記録システムと税務システム""".splitlines()


@pytest.mark.parametrize(("text", "masked"), MASKED)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize("text", KEPT)
def test_what_opinions_are_about_stays(text: str) -> None:
    assert mask(text).text == text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("回答_山田太郎.xlsx", f"回答_{NAME}.xlsx"),
        ("様式1（佐藤）.docx", f"様式1（{NAME}）.docx"),
        ("09012345678.csv", f"{TEL}.csv"),
        ("taro@example.jp.txt", MAIL),
        ("回答_福島県.xlsx", "回答_福島県.xlsx"),
        ("様式1_川崎市_20240405.xlsx", "様式1_川崎市_20240405.xlsx"),
        ("13101_千代田区.xlsx", "13101_千代田区.xlsx"),
    ],
)
def test_file_names(name: str, masked: str) -> None:
    assert MASKERS["standard"].mask_name(name).text == masked


def test_there_are_eighty_cases_and_half_must_stay() -> None:
    assert len(MASKED) + len(KEPT) >= 80
    assert len(KEPT) >= len(MASKED)


@pytest.mark.parametrize("text", [text for text, _ in MASKED])
def test_spans_lead_back_to_the_original(text: str) -> None:
    found = mask(text)
    again, end = "", 0
    for span in found.spans:
        assert span.begin >= end
        again += text[end : span.begin] + f"〔{span.kind}〕"
        end = span.end
    assert again + text[end:] == found.text
    assert sum(found.counts.values()) == len(found.spans) > 0


@given(st.lists(st.sampled_from([text for text, _ in MASKED] + KEPT), min_size=1, max_size=6))
@settings(max_examples=60)
def test_masking_twice_is_masking_once(lines: list[str]) -> None:
    once = mask("\n".join(lines)).text
    assert mask(once).text == once


@pytest.mark.parametrize("text", [text for text, _ in MASKED] + KEPT)
def test_stricter_masks_no_less(text: str) -> None:
    n = [
        sum(span.end - span.begin for span in mask(text, s).spans)
        for s in ("off", "lenient", "standard", "strict")
    ]
    assert n == sorted(n)


def test_strict_takes_holders_of_office_and_full_names() -> None:
    for text in ("河野大臣の発言に賛成する。", "内山巌雄らの調査"):
        assert NAME in mask(text, "strict").text
    assert mask("氏名：山田太郎", "off").text == "氏名：山田太郎"


@pytest.mark.parametrize(
    "unit", ["0", "0-", "市1", "a@", "氏名：", "〒", "東京都", "、", "担当：課"]
)
def test_huge_texts_do_not_hang(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert isinstance(mask(text).text, str)
