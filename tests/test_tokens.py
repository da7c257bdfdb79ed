import hashlib
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.errors import OpinionsError
from pipeline.params import ParameterError
from pipeline.tables.base import TableError
from pipeline.tables.tokens import Tokens
from pipeline.text.lexicon import Lexicon
from pipeline.text.long_texts import MAX_BYTES, pieces
from pipeline.text.normalize import normalize
from pipeline.text.tokens import (
    NEGATION,
    Token,
    TokenizeParams,
    Tokenizer,
    tokenize_opinions,
    tokenizer_of_this_thread,
)
from tests.dvc_stages import ROOT
from tests.test_lexicon import FOLDER, project_dictionary

PARAMS = TokenizeParams()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(FOLDER)


@pytest.fixture(scope="module")
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("lexicon") / "user.dic"
    path.write_bytes(project_dictionary())
    return str(path)


@pytest.fixture(scope="module")
def tokenizer(dictionary: str, lexicon: Lexicon) -> Tokenizer:
    return Tokenizer(dictionary, PARAMS, lexicon.stop_words)


def forms(tokens: list[Token]) -> list[str]:
    return [token.normal_form for token in tokens]


def table(*texts: str) -> pd.DataFrame:
    ids = [hashlib.sha256(f"{n} {text}".encode()).hexdigest()[:16] for n, text in enumerate(texts)]
    return pd.DataFrame({"opinion_id": ids, "text_normalized": list(texts)}, dtype="str")


# A term, and how opinions write around it; in the core dictionary alone nearly all fall apart.
TERMS = """
ガバメントクラウドへの移行 ガバクラ移行 国のガバメントクラウド移行経費 = ガバメントクラウド
Gov-Cloudの利用 ＧＯＶ－ＣＬＯＵＤ利用 Gov Cloudに移す GovCloud化 = ガバメントクラウド
ガバメント・クラウド上で ｶﾞﾊﾞﾒﾝﾄｸﾗｳﾄﾞが 各ガバメントクラウドベンダー = ガバメントクラウド
標準準拠システムへの移行後 標準準拠システム移行経費 全標準準拠システム側 = 標準準拠システム
移行困難システムの移行期限 各移行困難システム等 = 移行困難システム
地方三団体を含め 地方3団体から 全国知事会・全国市長会・全国町村会の意見 地方３団体側 = 地方三団体
全国知事会から = 全国知事会
全国市長会長 = 全国市長会
全国町村会等 = 全国町村会
標準仕様書改定 各標準仕様書への対応 = 標準仕様書
標準仕様の改定 = 標準仕様
国・地方デジタル共通基盤の整備 国・地方デジタル共通基盤整備 = 国・地方デジタル共通基盤
デジタル共通基盤整備 新デジタル共通基盤 = デジタル共通基盤
共通基盤側 新共通基盤費 = 共通基盤
基幹業務システム統一 各基幹業務システム = 基幹業務システム
20業務の標準化 ２０業務以外 現状の20業務 第20業務 = 20業務
マルチベンダーであり マルチベンダ環境 = マルチベンダー
ベンダーロックインの懸念 ベンダロックイン化 ベンダー・ロックイン = ベンダーロックイン
ベンダから移行期限を ベンダー側 ヴェンダーの事情 ｳﾞｪﾝﾀﾞｰ側 各ベンダ等 ベンダーミス = ベンダー
サーバの更新 サーバー室 ｻｰﾊﾞ室 = サーバー
従量課金も不安 従量課金制 = 従量課金
為替リスクを地方が負担 対為替リスク策 = 為替リスク
ランニングコストも見据えた ランニング・コスト増 ランニングコストゼロ = ランニングコスト
イニシャルコストだけでなく イニシャル・コスト = イニシャルコスト
地方交付税措置 地方交付税算定 = 地方交付税
移行経費に対しても 追加移行経費分 = 移行経費
運用経費増 = 運用経費
財政支援策 着実な財政支援をお願いしたい = 財政支援
移行期限延長 = 移行期限
二重管理せざるを得ない = 二重管理
デジタル人材確保 外部のデジタル人材等 = デジタル人材
伴走支援策 伴走型支援 = 伴走支援
意見照会中 = 意見照会
意見交換会 = 意見交換
パブコメ募集 パブリック・コメント等 = パブリックコメント
情報システム部門だけ 各情報システム部門長 = 情報システム部門
企画財政部門や = 企画財政部門
準備会合資料 = 準備会合
ワーキングチーム会合 = ワーキングチーム
デジタル行財政改革会議決定 = デジタル行財政改革会議
デジタル庁側 = デジタル庁
総務省側 = 総務省
指定都市等 政令指定都市 政令市側 = 指定都市
中核市等 = 中核市
一部事務組合分 = 一部事務組合
広域連合長 = 広域連合
住民基本台帳事務 = 住民基本台帳
マイナンバーカード化 マイナカード利用 個人番号カードの交付 = マイナンバーカード
自治体DX推進 自治体ＤＸ化 = 自治体DX
LGWAN接続系 ＬＧＷＡＮ側 lgwan経由 = LGWAN
デジタル改革共創プラットフォームでSlackを 共創プラットフォーム上 = デジタル改革共創プラットフォーム
VRSは ＶＲＳ側 ワクチン接種記録システム等 = VRS
自治体独自の接種記録システム等と = 接種記録システム
GビズIDを ＧビズＩＤ等 gBizIDで = GビズID
書かない窓口化 = 書かない窓口
フロントヤード改革等 = フロントヤード改革
割り勘効果や 割勘効果が = 割り勘効果
町村にとって = 町村
転出入者に対し = 転出入者
"""
CASES = [
    (text, line.rpartition(" = ")[2])
    for line in TERMS.strip().splitlines()
    for text in line.rpartition(" = ")[0].replace("Gov Cloud", "Gov\0Cloud").split()
]


@pytest.mark.parametrize(("text", "form"), CASES)
def test_a_term_stays_whole_under_one_normal_form(
    tokenizer: Tokenizer, text: str, form: str
) -> None:
    tokens = tokenizer.tokens(text.replace("\0", " "))
    found = [token for token in tokens if token.normal_form == form]
    assert len(found) == 1, tokens
    assert found[0].is_content


# What must not be taken for a term, or must not be lost beside one.
@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("120業務", ["120", "業務"]),
        ("2020業務", ["2020", "業務"]),
        ("1,020業務と20業務", ["1,020", "業務", "と", "20業務"]),
        ("①20業務", ["①", "20業務"]),
        ("ラベンダー", ["ラベンダー"]),
        ("ラベンダーヌメラ", ["ラベンダーヌメラ"]),
        ("サーバント", ["サーバント"]),
        ("市町村", ["市町村"]),
        ("地方自治体", ["地方自治体"]),
        ("自治体側", ["自治体側"]),
        ("費用(コスト)", ["費用", "(", "コスト", ")"]),
        ("業務（システム）", ["業務", "（", "システム", "）"]),
        ("エコキュート", ["エコキュート"]),  # unknown, joined
        ("ヌメラガバクラヌメラ", ["ヌメラ", "ガバクラ", "ヌメラ"]),
        ("a㎡あ", ["a㎡", "あ"]),
        ("10㎡", ["10", "㎡"]),
        ("市役所", ["市役所"]),
        ("高齢者", ["高齢者"]),
        ("自転車", ["自転車"]),
    ],
)
def test_what_is_no_term_is_cut_as_before(
    tokenizer: Tokenizer, text: str, surfaces: list[str]
) -> None:
    assert [token.surface for token in tokenizer.tokens(text)] == surfaces


def test_every_term_stays_whole_between_kanji_in_every_split_mode(
    dictionary: str, lexicon: Lexicon
) -> None:
    by_mode = [Tokenizer(dictionary, TokenizeParams(split_mode=mode)) for mode in ("A", "B", "C")]
    assert any(len(term.surface) > 2 for term in lexicon.terms)
    for term in lexicon.terms:
        if len(term.surface) == 2:
            continue  # gives way to longer words
        for before, after in (
            ("", ""),
            ("各", "等"),
            ("新", "費"),
            ("「", "」側"),
            ("県内", "移行"),
        ):
            for tokenizer in by_mode:
                tokens = tokenizer.tokens(before + term.surface + after)
                assert (term.surface, term.normalized_form) in [t[:2] for t in tokens], tokens


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("国が負担する。", 0),
        ("国が負担しない。", 1),
        ("国が負担しません。", 1),
        ("国が負担せず、", 1),
        ("国は負担せぬ。", 1),
        ("国は負担するまい。", 1),
        ("異議なし。", 1),
        ("余力が無い。", 1),
        ("目的ではない。", 1),
        ("分からん。", 1),
        ("二重管理せざるを得ない。", 2),
        ("確保しなければならない。", 2),
        ("不可能である。", 0),
        ("少ない。", 0),
    ],
)
def test_negations_have_one_normal_form_and_are_no_content(
    tokenizer: Tokenizer, text: str, n: int
) -> None:
    negations = [token for token in tokenizer.tokens(text) if token.is_negation]
    assert len(negations) == n
    assert all(t.normal_form == NEGATION and not t.is_content for t in negations)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "移行困難システムの移行期限について、着実な財政支援をお願いしたい。",
            ["移行困難システム", "移行期限", "着実", "財政支援"],
        ),
        ("これは必要なことだと考えている。", []),
        ("令和7年度末までに3回、18,000円を払う。", ["年度末", "払う"]),
        ("高橋さんが東京で詳しく話した。", ["東京", "詳しい", "話す"]),
        ("子どもの取組みと、問合せ", ["子供", "問い合わせ"]),
        ("p, %, ★ 😀 国", []),
    ],
)
def test_content_words_say_what_an_opinion_is_about(
    tokenizer: Tokenizer, text: str, content: list[str]
) -> None:
    assert [t.normal_form for t in tokenizer.tokens(text) if t.is_content] == content


def test_parameters_decide_what_is_content(dictionary: str) -> None:
    params = TokenizeParams(content_parts=("名詞,普通名詞,一般", "副詞"), min_characters=1)
    tokens = Tokenizer(dictionary, params, ["国"]).tokens("国と県がとても遅れる。")
    assert [t.surface for t in tokens if t.is_content] == ["県", "とても"]
    assert Tokenizer(dictionary, params).tokens("国")[0].is_content
    with pytest.raises(ParameterError, match=r"tokenize\.split_mode.*got 'D'"):
        TokenizeParams.read("tokenize", {"split_mode": "D"})
    with pytest.raises(ParameterError, match=r"tokenize\.content_parts"):
        TokenizeParams.read("tokenize", {"content_parts": ["名詞"]})


ODD = st.text(
    st.sampled_from(
        list(
            "国がベンダサー20業務1,.。、\n 　\t\0\x07ゔう゛ｶﾞｰ-〜㎡㍿①Ⅲ½😀👨\u200d👩a\u0301(（コ)）ﷺ"
        )
    )
    | st.characters(exclude_categories=["Cs"]),
    max_size=60,
)


@settings(max_examples=400, derandomize=True)
@given(text=ODD)
def test_surfaces_make_up_the_text(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenizer.tokens(text)
    assert "".join(token.surface for token in tokens) == text
    assert all(text[t.begin : t.end] == t.surface and t.surface for t in tokens)
    assert [t.begin for t in tokens] == [0, *(t.end for t in tokens)][: len(tokens)]


@pytest.mark.parametrize(
    "text", ["", "\0", "\x07\x1b", " ", "\n\n", "👨\u200d👩\u200d👧", "ー", "。"]
)
def test_nothing_to_say_gives_no_content(tokenizer: Tokenizer, text: str) -> None:
    assert not any(token.is_content for token in tokenizer.tokens(text))


SENTENCE = "移行期限の延長と、財政支援をお願いします。"


@pytest.mark.parametrize("n", [1, MAX_BYTES // len(SENTENCE.encode()), 3_000])
def test_a_long_text_has_the_tokens_of_its_sentences(tokenizer: Tokenizer, n: int) -> None:
    once = tokenizer.tokens(SENTENCE)
    tokens = tokenizer.tokens(SENTENCE * n)
    assert forms(tokens) == forms(once) * n
    last = tokens[-1]
    assert (last.begin, last.end) == (n * len(SENTENCE) - 1, n * len(SENTENCE))


@pytest.mark.parametrize(
    "text",
    ["あ" * 60_000, "移行、" * 20_000, "㌖" * 16_000, "あ\n" * 20_000, "ﷺ" * 2_000, "a " * 30_000],
    ids=["no mark", "commas", "grows in NFKC", "lines", "grows most", "blanks"],
)
def test_pieces_fit_and_make_up_any_text(tokenizer: Tokenizer, text: str) -> None:
    spans = list(pieces(text))
    assert [begin for begin, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == len(text)
    assert all(begin < end for begin, end in spans)
    assert "".join(token.surface for token in tokenizer.tokens(text)) == text


def test_a_tokenizer_serves_one_thread(
    tokenizer: Tokenizer, dictionary: str, lexicon: Lexicon
) -> None:
    texts = [text for text, _ in CASES] * 3
    alone = [tokenizer.tokens(text) for text in texts]

    def in_thread(text: str) -> tuple[int, list[Token]]:
        own = tokenizer_of_this_thread(dictionary, PARAMS, lexicon.stop_words)
        return id(own), own.tokens(text)

    with ThreadPoolExecutor(4) as pool:
        made, results = zip(*pool.map(in_thread, texts), strict=True)
        with pytest.raises(RuntimeError, match="serves the thread that made it"):
            pool.submit(tokenizer.tokens, "国").result()
    assert list(results) == alone
    assert len(set(made)) <= 4
    with pytest.raises(TypeError):
        pickle.dumps(tokenizer)


PROCESS = """
import hashlib, sys
import pandas as pd
from pipeline.text.tokens import TokenizeParams, Tokenizer, tokenize_opinions
tokenizer = Tokenizer(sys.argv[1], TokenizeParams(), sys.argv[2].split())
rows = tokenize_opinions(pd.read_json(sys.stdin, dtype=False), tokenizer)
print(hashlib.sha256(rows.to_csv().encode()).hexdigest())
"""


def test_another_process_finds_the_same(dictionary: str, lexicon: Lexicon) -> None:
    opinions = table(*(text.replace("\0", " ") for text, _ in CASES))
    rows = tokenize_opinions(opinions, Tokenizer(dictionary, PARAMS, lexicon.stop_words))
    outcome = subprocess.run(
        [sys.executable, "-c", PROCESS, dictionary, " ".join(lexicon.stop_words)],
        input=opinions.to_json(),
        env=os.environ | {"PYTHONHASHSEED": "11", "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert outcome.stdout.strip() == hashlib.sha256(rows.to_csv().encode()).hexdigest()


def test_the_table_of_parts_is_the_table_of_the_whole(tokenizer: Tokenizer) -> None:
    opinions = table(*(text.replace("\0", " ") for text, _ in CASES[:40]), "", "ー")
    whole = Tokens.checked(tokenize_opinions(opinions, tokenizer), "whole")
    parts = [opinions.iloc[:7], opinions.iloc[7:7], opinions.iloc[7:]]
    joined = pd.concat([tokenize_opinions(part, tokenizer) for part in parts], ignore_index=True)
    assert_frame_equal(joined, whole)
    texts = whole.groupby("opinion_id", sort=False)["surface"].agg("".join)
    assert texts.tolist() == [text for text in opinions["text_normalized"] if text]
    assert Tokens.checked(tokenize_opinions(table(), tokenizer), "none").empty


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"end": 6}, "surfaces_fill_their_offsets"),
        ({"begin": 5}, "surfaces_fill_their_offsets"),
        ({"begin": 5, "end": 6}, "tokens_follow_each_other"),
        ({"position": 0}, "unique"),
        ({"position": -1}, "greater_than_or_equal_to"),
        ({"opinion_id": "7", "begin": 0, "end": 1}, "str_matches"),
    ],
)
def test_the_table_refuses_rows_that_cannot_be(
    tokenizer: Tokenizer, changes: dict[str, int | str], rule: str
) -> None:
    rows = tokenize_opinions(table("移行期限の"), tokenizer)
    assert rows["surface"].tolist() == ["移行期限", "の"]
    for column, value in changes.items():
        rows.loc[1, column] = value
    with pytest.raises(TableError, match=rule):
        Tokens.checked(rows, "tokens.parquet")


def test_a_dictionary_that_cannot_be_loaded_says_what_to_do(
    dictionary: str, tmp_path: Path
) -> None:
    content = Path(dictionary).read_bytes()
    other = tmp_path / "other.dic"
    for wrong in (b"", b"no dictionary", content.replace(b"-8d882485", b"-00000000")):
        other.write_bytes(wrong)
        with pytest.raises(OpinionsError, match=r"other\.dic cannot be loaded.*opinions prepare"):
            Tokenizer(str(other), PARAMS)
    with pytest.raises(OpinionsError, match=r"none\.dic cannot be loaded"):
        Tokenizer(str(tmp_path / "none.dic"), PARAMS)


def test_a_stop_word_that_is_no_word_is_an_error(dictionary: str) -> None:
    with pytest.raises(OpinionsError, match=r"would match nothing: \['ことから', '思ったり'\]"):
        Tokenizer(dictionary, PARAMS, ["思ったり", "こと", "ことから"])


@pytest.mark.parametrize("word", ["こと", "もの", "行う", "行なっ", "取組", "取り組み", "お願い"])
def test_a_stop_word_matches_all_its_notations(tokenizer: Tokenizer, word: str) -> None:
    assert not any(token.is_content for token in tokenizer.tokens(f"その{word}"))


def test_normalised_text_is_what_is_cut(tokenizer: Tokenizer) -> None:
    text = normalize("ｶﾞﾊﾞﾒﾝﾄｸﾗｳﾄﾞ（ＬＧＷＡＮ）①う゛")
    assert "".join(token.surface for token in tokenizer.tokens(text)) == text
    assert forms(tokenizer.tokens(text))[:3] == ["ガバメントクラウド", "(", "LGWAN"]
