"""Words, what stands together and where: counted from the tokens, told apart by nobody."""

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.report.html.word_network import FONT, network
from pipeline.report.inputs import ReportInputs, ReportParams
from pipeline.report.summary.whole import Summary, summarize
from pipeline.report.workbook.sheets import sheets_of
from pipeline.text.normalize import normalize
from pipeline.text.tokens import TokenizeParams, Tokenizer, tokenize_opinions
from pipeline.text.verbatim import places_in_original
from tests.report_example import example_inputs, small_inputs


@cache
def _tokenizer() -> Tokenizer:
    return Tokenizer(None, TokenizeParams(), ("国",))  # type: ignore[arg-type]


def with_words(inputs: ReportInputs, **settings: object) -> ReportInputs:
    """The same with the tokens of its opinions, without the user dictionary."""
    columns = inputs.opinions[["opinion_id", "text_normalized"]]
    return replace(
        inputs,
        tokens=[tokenize_opinions(columns, _tokenizer())],
        settings=ReportParams.model_validate(settings),
    )


@pytest.fixture(scope="module")
def summary() -> Summary:
    return summarize(with_words(example_inputs(), smallest_cell=0))


def test_a_use_stands_in_the_printed_text_where_it_says() -> None:
    inputs = with_words(example_inputs(), smallest_cell=0)
    summary = summarize(inputs)
    number_of = {line.opinion_id: number for number, line in enumerate(summary.opinions)}
    (words,) = inputs.tokens
    content = words[words["is_content"]]
    tokens = {
        (number_of[row.opinion_id], row.normal_form, row.surface) for row in content.itertuples()
    }
    found = {
        (use.opinion, word.word, normalize(summary.opinions[use.opinion].text[use.begin : use.end]))
        for word in summary.words.words
        for use in word.uses
    }
    assert len(found) > 300 and found <= tokens
    for word in summary.words.words:
        assert word.n_opinions == len({use.opinion for use in word.uses})
        assert word.n_uses == len(word.uses) >= word.n_opinions >= word.n_contents
        assert word.n_uses == (content["normal_form"] == word.word).sum()


def test_pairs_count_opinions_with_both(summary: Summary) -> None:
    assert summary.words.pairs
    held = [{use.opinion for use in word.uses} for word in summary.words.words]
    for pair in summary.words.pairs:
        both, either = held[pair.first] & held[pair.second], held[pair.first] | held[pair.second]
        assert (pair.n_opinions, pair.jaccard) == (len(both), len(both) / len(either))
    order = [-pair.jaccard for pair in summary.words.pairs]
    assert order == sorted(order)


def test_a_word_of_few_voices_is_not_listed() -> None:
    texts = ["移行の経費が心配である。"] * 3 + ["移行の期限が心配である。"] * 2
    inputs = small_inputs([f"{text}その{n}" for n, text in enumerate(texts)])
    open_to_all = summarize(with_words(inputs, smallest_cell=3)).words
    assert {word.word for word in open_to_all.words} == {"移行", "経費", "心配"}
    assert open_to_all.n_hidden == open_to_all.n_words - 3 > 0
    assert {pair.n_opinions for pair in open_to_all.pairs} == {3, 5}
    private = summarize(with_words(inputs, private=True)).words
    assert "期限" in {word.word for word in private.words} and private.n_hidden == 0
    one_voice = replace(inputs, opinions=inputs.opinions.assign(respondent="A市"))
    assert summarize(with_words(one_voice, smallest_cell=3)).words.words == ()


def test_masks_of_personal_data_are_no_words() -> None:
    texts = ["担当の〔氏名〕様に経費の相談をした。", "氏名の記入欄に経費の相談を書いた。"]
    words = summarize(with_words(small_inputs(texts), smallest_cell=0)).words.words
    counts = {word.word: word.n_opinions for word in words}
    assert counts["経費"] == 2
    assert counts.get("氏名", 1) == 1


def test_page_sheets_and_csv_say_the_same(summary: Summary) -> None:
    words, pairs = (
        next(sheet for sheet in sheets_of(summary) if sheet.name == name) for name in ("語", "共起")
    )
    assert [row[:3] for row in words.rows] == [
        (word.word, word.part, word.n_opinions) for word in summary.words.words
    ]
    assert len(pairs.rows) == len(summary.words.pairs)


def test_no_name_of_the_network_covers_another(summary: Summary) -> None:
    drawn = network(summary.words)
    assert drawn == network(summary.words)
    assert len(drawn.nodes) > 10
    for node in drawn.nodes:
        assert 0 <= node.x <= drawn.width and 0 <= node.y <= drawn.height
    names = {node.word: summary.words.words[node.word].word for node in drawn.nodes}
    for one in drawn.nodes:
        for other in drawn.nodes:
            if one.word < other.word:
                half = FONT * (len(names[one.word]) + len(names[other.word])) / 2
                assert abs(one.x - other.x) >= half - 2 or abs(one.y - other.y) >= FONT


def test_a_round_without_words_has_an_empty_network() -> None:
    summary = summarize(small_inputs([]))
    assert network(summary.words).nodes == ()
    assert summary.words.words == summary.words.pairs == ()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_every_character_of_the_normal_form_has_its_place(text: str) -> None:
    normalized = normalize(text)
    found = places_in_original(text, normalized)
    if found is None:
        return
    begins, ends = found
    assert len(begins) == len(ends) == len(normalized)
    assert begins == sorted(begins)
    for begin, end, character in zip(begins, ends, normalized, strict=True):
        assert 0 <= begin <= end <= len(text)
        if not character.isspace():
            assert begin < end


JAPANESE = "あいがぎ漢字ｶﾞﾊﾟ１２3ＡbＣ（）()、。「」①㈱…〜～ー\n\r\t 　\u200b\u00ad神⻄"


@given(
    st.lists(
        st.one_of(
            st.integers(0x21, 0x7E),
            st.integers(0x3001, 0x30FF),
            st.integers(0x4E00, 0x9FFF),
            st.integers(0xFF01, 0xFF65),
        ),
        max_size=6,
    ),
)
def test_the_places_of_plain_texts_are_those_of_all_others(codes: list[int]) -> None:
    text = "".join(map(chr, codes))
    plain, other = normalize(text), normalize(f"ｶﾞ{text}")
    alone, behind = places_in_original(text, plain), places_in_original(f"ｶﾞ{text}", other)
    if alone is None or behind is None or other != f"ガ{plain}":
        return
    assert [place + 2 for place in alone[0]] == behind[0][1:]
    assert [place + 2 for place in alone[1]] == behind[1][1:]


@example("ｶ\rﾞ")  # two lines, not one sound
@given(st.text(st.sampled_from(JAPANESE), max_size=40))
def test_japanese_texts_have_all_their_places(text: str) -> None:
    normalized = normalize(text)
    found = places_in_original(text, normalized)
    assert found is not None
    for begin, end, character in zip(*found, normalized, strict=True):
        if not character.isspace():
            assert character in normalize(text[begin:end])


def test_parts_of_the_table_of_words_change_nothing(summary: Summary) -> None:
    inputs = with_words(example_inputs(), smallest_cell=0)
    (words,) = inputs.tokens
    parts = [words.iloc[begin : begin + 7] for begin in range(0, len(words), 7)]
    assert summarize(replace(inputs, tokens=parts)).words == summary.words


def test_what_is_printed_otherwise_than_received_still_fits() -> None:
    texts = ["経\u202e費の負担と経費の増加、ﾊﾟｿｺﾝの経費を示す。"] * 3
    inputs = small_inputs([f"{text}{n}" for n, text in enumerate(texts)])
    summary = summarize(with_words(inputs))
    found = {
        summary.opinions[use.opinion].text[use.begin : use.end]
        for word in summary.words.words
        for use in word.uses
    }
    assert {"負担", "増加"} <= found
    assert {"経費", "ﾊﾟｿｺﾝ"} & found
