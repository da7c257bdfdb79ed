"""The sheets of words: how often each is used, and which stand together."""

from collections.abc import Sequence

from pipeline.report.summary.whole import Summary
from pipeline.report.summary.words import MOST_PAIRED, Pair, Word
from pipeline.report.workbook.sheet import Column, Field, Kind, Sheet, number_column, sheet_of

_WORDS: Sequence[Field[Word]] = (
    (Column("語", 20), lambda word: word.word),
    (Column("品詞", 12), lambda word: word.part),
    (number_column("意見"), lambda word: word.n_opinions),
    (number_column("内容の種類"), lambda word: word.n_contents),
    (number_column("声"), lambda word: word.n_voices),
    (number_column("出現回数"), lambda word: word.n_uses),
)


def words_sheet(summary: Summary) -> Sheet:
    """One row per content word, those in most opinions first."""
    part = summary.words
    note = f"内容語{part.n_words:,}語のうち、多くの意見に現れる{len(part.words):,}語。"
    if part.n_hidden:
        note += (
            f"{part.smallest_cell}人（団体）に満たない声しか使っていない{part.n_hidden:,}語は"
            "示さない。"
        )
    return sheet_of("語", note, _WORDS, part.words)


def pairs_sheet(summary: Summary) -> Sheet:
    """One row per pair of words that stand together, by Jaccard coefficient."""
    words = summary.words.words
    fields: Sequence[Field[Pair]] = (
        (Column("語1", 20), lambda pair: words[pair.first].word),
        (Column("語2", 20), lambda pair: words[pair.second].word),
        (number_column("二語を含む意見", 10), lambda pair: pair.n_opinions),
        (Column("Jaccard係数", 10, Kind.SHARE), lambda pair: pair.jaccard),
    )
    note = f"意見の多い{MOST_PAIRED}語の間で、同じ意見に現れやすい二語。"
    return sheet_of("共起", note, fields, summary.words.pairs, n_frozen=2)
