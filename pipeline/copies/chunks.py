"""A sentence as chunks (文節): words of content with the particles and auxiliaries behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from pipeline.copies.equal_words import EVENTS, equal_word, one_of
from pipeline.language.numerals import plain_numbers

Kind = Literal["noun", "event", "verb", "adjective", "manner", "count", "other"]


class Piece(NamedTuple):
    """A token as far as it matters here; see the table ``Tokens``."""

    surface: str
    form: str
    part: str
    parts: str = ""


@dataclass(frozen=True)
class Chunk:
    """Words of content and what follows them."""

    words: tuple[str, ...]
    """The last is the head, those before it are compounded with it."""
    kind: Kind
    """noun; event: a verbal noun; verb; adjective (い); manner (な, に, adverbs); other."""
    surface: str
    """Of the head."""
    part: str
    """Part of speech of the head."""
    tail: tuple[Piece, ...] = field(default=())
    """Particles and auxiliaries, without the comma."""
    comma: bool = False

    @property
    def inflects(self) -> bool:
        """Whether the head is a verb or an adjective (い), not a noun."""
        return self.part.startswith(("動詞", "形容詞"))

    @property
    def tail_forms(self) -> tuple[str, ...]:
        """Normal forms of the tail."""
        return tuple(piece.form for piece in self.tail)


COUNT = "数量"
"""Part of speech of a number with its unit."""
_NUMERAL = "名詞,数詞"
_COUNT_SUFFIX = one_of(
    "間 度 度末 年度 年度末 末 以内 以上 以下 未満 以降 以前 前 後 目 割 分 倍 円 人 名 件 団体 "
    "業務 頭 中"
)
_ERAS = one_of("令和 平成 昭和 西暦")
_COMPOUND_PARTICLES = {
    "に": one_of("よる 対する つく おく 関する 関わる とる 取る 掛かる 係る 要する"),
    "を": one_of("通じる 通ずる"),
}
_SPELT = one_of(
    "よる より よっ 対する 対し つい つき おい おけ おける 関する 関し 関わる "
    "とっ 係る かかる 要する 通じ"
)
_AFTER_TE = one_of("居る おる 頂く 下さる 欲しい 貰う 来る 行く 置く 仕舞う")
_NOMINAL_KINDS = ("noun", "event", "manner", "count", "other")
_DOABLE = ("noun", "event", "manner", "other")


def chunks_of(pieces: Sequence[Piece]) -> list[Chunk]:
    """The chunks of a sentence, in order; nothing is left out but punctuation.

    Args:
        pieces: the tokens of one sentence.
    """
    chunks: list[Chunk] = []
    for piece in _counted(pieces):
        if piece.surface == "・" and chunks:
            chunks[-1] = replace(chunks[-1], tail=(*chunks[-1].tail, piece))
        elif piece.part.startswith("補助記号") or piece.part == "空白":
            if chunks and piece.surface.strip(" 　、，,") == "":
                chunks[-1] = replace(chunks[-1], comma=True)
        elif chunks and not chunks[-1].comma and _is_function(piece, chunks[-1]):
            chunks[-1] = replace(chunks[-1], tail=(*chunks[-1].tail, piece))
        elif chunks and _is_compounded(piece, chunks[-1]):
            chunks[-1] = _with(chunks[-1], piece)
        else:
            chunks.append(_chunk(piece))
    return chunks


def _counted(pieces: Sequence[Piece]) -> list[Piece]:
    """Numbers with their units as one piece: 令和|7|年度末, 2|分|の|1."""
    found: list[Piece] = []
    position = 0
    while position < len(pieces):
        end = _end_of_count(pieces, position)
        if end > position:
            surface = "".join(piece.surface for piece in pieces[position:end])
            found.append(Piece(surface, plain_numbers(surface.replace(",", "")), COUNT))
            position = end
        else:
            found.append(pieces[position])
            position += 1
    return found


def _end_of_count(pieces: Sequence[Piece], begin: int) -> int:
    """Where the count that begins here ends; ``begin`` where none does."""
    end = begin + (pieces[begin].surface in _ERAS)
    if end >= len(pieces) or not pieces[end].part.startswith(_NUMERAL):
        return begin
    while end < len(pieces):
        piece = pieces[end]
        is_of_fraction = (
            piece.surface == "の"
            and pieces[end - 1].surface.endswith("分")
            and end + 1 < len(pieces)
            and pieces[end + 1].part.startswith(_NUMERAL)
        )
        is_counted = (
            piece.part.startswith(_NUMERAL)
            or "助数詞" in piece.part
            or piece.surface in _COUNT_SUFFIX
            or piece.surface in (".", "・")
            or is_of_fraction
        )
        if not is_counted:
            break
        end += 1
    return end


def _is_function(piece: Piece, last: Chunk) -> bool:
    """Whether a token says nothing by itself behind this chunk."""
    part, form = piece.part, piece.form
    if (
        part.startswith(("助詞", "助動詞", "接尾辞,動詞的", "接尾辞,形容詞的"))
        or "助動詞語幹" in part
    ):
        return True
    before = last.tail[-1] if last.tail else None
    if before is None:
        return form in ("為る", "出来る", "致す") and last.kind in (
            "event",
            "noun",
            "other",
            "manner",
        )
    if form in _COMPOUND_PARTICLES.get(before.form, ()) and piece.surface in _SPELT:
        return last.kind in _NOMINAL_KINDS
    if before.form in ("て", "で") and form in _AFTER_TE:
        return True
    if form == "有る" and before.form == "だ":
        return True
    return form == "ない" or (form == "為る" and before.surface in ("さ", "せ"))


def _is_compounded(piece: Piece, last: Chunk) -> bool:
    if last.tail or last.comma:
        return False
    nominal = piece.part.startswith(("名詞", "接尾辞", "接頭辞", COUNT))
    return nominal and not last.inflects and last.kind in _NOMINAL_KINDS


def _chunk(piece: Piece) -> Chunk:
    words = _words(piece)
    return Chunk(words, _kind(piece, words[-1]), piece.surface, piece.part)


def _with(chunk: Chunk, piece: Piece) -> Chunk:
    """The chunk with one more noun; a suffix joins the word before it (共通|化, 職員|向け)."""
    words = _words(piece)
    if piece.part.startswith("接尾辞") or chunk.kind == "other":
        joined = equal_word(chunk.words[-1] + words[0])
        words = (joined, *words[1:])
        made = (*chunk.words[:-1], *words)
    else:
        made = (*chunk.words, *words)
    return Chunk(made, _kind(piece, made[-1]), piece.surface, piece.part)


def _words(piece: Piece) -> tuple[str, ...]:
    """The words of a token; a compound is cut where nothing of it is lost by that."""
    form = equal_word(piece.form)
    parts = piece.parts.split()
    if form == piece.form and len(parts) > 1 and "".join(parts) == piece.surface:
        return tuple(equal_word(part) for part in parts)
    return (form,)


def _kind(piece: Piece, head: str) -> Kind:
    part = piece.part
    if part == COUNT:
        return "count"
    if head in EVENTS:
        return "event"
    if part.startswith("動詞"):
        return "verb"
    if part.startswith("形容詞"):
        return "adjective"
    if (
        part.startswith(("形状詞", "副詞", "連体詞", "接尾辞,形状詞的"))
        or part == "名詞,普通名詞,形状詞可能"
    ):
        return "manner"
    if part.startswith(("接頭辞", "接続詞")):
        return "other"
    return "event" if "サ変" in part else "noun"
