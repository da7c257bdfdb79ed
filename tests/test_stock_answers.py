import pytest

from pipeline.segmentation.reference_words import resolve
from pipeline.segmentation.stock_answers import Recognised, recognise
from pipeline.tables.ledger import State

NO_OPINION = """意見なし
第6章　意見なし。
第３条、第4条：特になし
附則について意見はありません。
第1章から第3章は意見なし
テスト
テスト送信です。
test
意見なし。
特になし
特になし。
特に無し
とくになし
なし
ナシ
ﾄｸﾆｱﾘﾏｾﾝ
特ニ意見ナシ
イケンハゴザイマセン。
無し
無
ありません
ございません。
該当なし
該当ありません。
該当する事項はありません
回答なし
特段の意見はありません
特段の意見はございません。
特段なし
特に意見はありません。
特に意見等はございません。
意見等無し
意見は特にない。
意見・要望なし
意見及び要望はありません。
修正意見なし
追加意見なし
新たな意見はありません
現時点では特に意見はありません。
現時点で意見なし
今のところ特段の意見なし
本市からは特に意見はございません。
本村から提出する意見はございません。
当町より申し述べる意見はありません。
本市として回答すべき意見は特にありません。
本町としては意見なし
当課としては、特段の意見はありません。
A市からは意見はありません
異議なし
異存ありません。
異論ございません
質問等はありません
特にありません。よろしくお願いいたします。
お世話になっております。意見はありません。
（意見なし）
【特になし】
「なし」
・なし
意見：なし
１．特になし
－
―
ー
-
N/A
0件
コメントなし
特に支障なし
意見なしとのこと
特に意見はございませんでした。
1 なし
①なし
②特になし"""
PREVIOUS = """同上
同上。
〃
上記のとおり
上記と同じ
前述のとおり
前項に同じ
上の行と同じ
（同上）
上記に同じ。"""
ELSEWHERE = """別紙のとおり
別紙のとおり。
別添のとおり
別紙参照
別紙1のとおり
添付資料のとおり
別紙をご参照ください。
別シート参照
別添資料に記載
前回の回答のとおり
前回と同じ
昨年度の回答と同様"""
NUMBERED = [
    ("No.3と同じ", "3"),
    ("No3と同じ。", "3"),
    ("Ｎｏ．３と同様", "3"),
    ("№12に同じ", "12"),
    ("項番5と同じ", "5"),
    ("番号２に同じ。", "2"),
    ("3と同じ", "3"),
    ("（3）と同じ", "3"),
    ("意見1と同様です。", "1"),
    ("問4の回答と同じ", "4"),
    ("No.7のとおり", "7"),
    ("3番に同じ", "3"),
]
OPINIONS = [
    "",
    "   ",
    "特に意見はないが、用語集を付けていただきたい。",
    "意見なし。ただし、期限は延長すべき。",
    "同上。また、財政支援も求める。",
    "財政支援がない。",
    "説明が足りない。",
    "人材がいない",
    "根拠がありません。",
    "必要性がない",
    "別紙の様式を見直してほしい。",
    "別紙のとおり修正すべきである。",
    "A市と同様の支援をお願いしたい。",
    "3年とすべき",
    "No.3の対応を急ぐべき",
    "国と地方の役割が同じではない",
    "賛成",
    "反対",
    "支援がなし崩しになる",
    "効果なし",
    "財源なし",
    "前回の意見が反映されていない。",
    "検討の余地なし",
    "上記の期限では移行できない。",
    "本市には専門人材がいません。",
    "意見を聴く場がない。",
    "要望が反映されていない",
    "課題が整理されていない。",
]


@pytest.mark.parametrize("text", NO_OPINION.split("\n"))
def test_no_opinion(text: str) -> None:
    assert recognise(text) is not None, text
    assert recognise(text).state is State.NO_OPINION  # type: ignore[union-attr]


@pytest.mark.parametrize("text", PREVIOUS.split())
def test_the_row_above(text: str) -> None:
    found = recognise(text)
    assert found is not None and found.state is State.REFERENCE
    assert found.target is not None and found.target.kind == "previous"


@pytest.mark.parametrize(("text", "number"), NUMBERED)
def test_a_numbered_row(text: str, number: str) -> None:
    found = recognise(text)
    assert found is not None and found.target is not None
    assert (found.state, found.target.kind, found.target.value) == (
        State.REFERENCE,
        "number",
        number,
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A市と同様", "A市"),
        ("全国町村会と同じ。", "全国町村会"),
        ("B町の意見に同じ", "B町"),
        ("○○県と同様です。", "○○県"),
        ("県の回答のとおり", "県"),
    ],
)
def test_a_respondent(text: str, name: str) -> None:
    found = recognise(text)
    assert found is not None and found.target is not None
    assert found.target.kind == "respondent"
    assert found.target.value == name


@pytest.mark.parametrize("text", ELSEWHERE.split())
def test_what_is_not_in_the_table_is_a_persons_task(text: str) -> None:
    found = recognise(text)
    assert found is not None and found.state is State.NEEDS_PERSON and found.target is None


@pytest.mark.parametrize("text", OPINIONS)
def test_an_opinion_is_never_taken_for_a_stock_answer(text: str) -> None:
    assert recognise(text) is None


def test_several_lines_without_opinion_are_one() -> None:
    found = recognise("1 なし\n2 特になし")
    assert found is not None and found.state is State.NO_OPINION
    assert recognise("1 なし\n2 期限の延長を求める。") is None


def references(*texts: str) -> list[Recognised | None]:
    return [recognise(text) for text in texts]


def test_references_are_followed_to_an_opinion() -> None:
    answers = references("延長を求める。", "同上", "同上", "No.1と同じ", "A市と同様", "No.9と同じ")
    found = resolve(
        answers, ["1", "2", "3", "4", "5", "6"], ["A市", "B町", "C村", "D市", "E市", "F市"]
    )
    assert found == [None, 0, 0, 0, 0, None]


@pytest.mark.parametrize(
    "texts",
    [
        ("同上",),  # nothing above
        ("意見なし", "同上"),  # leads to no opinion
        ("No.2と同じ", "No.1と同じ"),  # a circle
        ("No.1と同じ",),  # itself
    ],
)
def test_a_reference_that_leads_nowhere_stays_open(texts: tuple[str, ...]) -> None:
    answers = references(*texts)
    n = len(texts)
    numbers = [str(row + 1) for row in range(n)]
    assert resolve(answers, numbers, [None] * n) == [None] * n


@pytest.mark.parametrize("unit", ["市", "県市", "部会", "本市は", "意見・", "特に", "お願い", "1"])
def test_repetitions_do_not_hang(unit: str) -> None:
    assert recognise((unit * 80)[:80]) is None
