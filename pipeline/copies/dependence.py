"""On which later chunk a chunk of a sentence depends, and as what. The rules are few and fixed."""

from collections.abc import Sequence

from pipeline.copies.chunks import Chunk, Piece

CLAUSE = "連体"
"""Role of a clause that modifies a noun."""
MODE = "様"
"""Role of what tells how: 早期に, 柔軟な, 早く."""
AND = "並"
"""Begin of the role of a noun beside another: 国と|地方が, 財源、|人員を."""

FORMAL = frozenset(("為", "ため", "場合", "際", "とき", "時", "上", "の"))
"""Nouns that make a clause of what stands before them: a topic before it may belong into it."""

_ATTRIBUTIVE = frozenset("うくぐすつぬぶむるただ")
_ADNOMINAL_TAILS = frozenset(
    ("よる", "対する", "関する", "係る", "かかる", "おける", "関わる", "要する")
)
_GIVING = frozenset(("よる", "対する"))
_CONNECTIVES = {"": "て", "で": "て", "ようだ": "よう", "のだ": "ので", "から": "ので"}
_JOINING = frozenset(("と", "や", "及び", "または", "又は", "・"))


def split_tail(chunk: Chunk) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What the tail of a predicate says of it (auxiliaries), and how it goes on (particles)."""
    tail = chunk.tail
    if [piece.surface for piece in tail[-2:]] == ["の", "で"]:
        return tail[:-2], tail[-2:]
    last = -1
    for number, piece in enumerate(tail):
        if "助動詞語幹" in piece.part:
            break
        if piece.part.startswith(("助動詞", "動詞", "形容詞", "接尾辞")):
            last = number
    return tail[: last + 1], tail[last + 1 :]


def is_predicate(chunk: Chunk) -> bool:
    """Whether a chunk says something of others: a verb, an adjective, a noun with a copula."""
    if chunk.inflects:
        return not is_mode(chunk)
    if not chunk.tail:
        return False
    first = chunk.tail[0]
    if first.form in ("為る", "出来る", "致す"):
        return True
    return first.form == "だ" and first.surface not in ("な", "に")


def is_mode(chunk: Chunk) -> bool:
    """Whether a chunk tells how: 早期に is decided by its word, 柔軟に and 早く by their form."""
    if chunk.part.startswith("形容詞"):
        return chunk.surface.endswith("く") and not chunk.tail and not chunk.comma
    if chunk.part.startswith("動詞"):  # 分かりやすく
        return bool(chunk.tail) and chunk.tail[-1].surface in ("やすく", "にくく", "づらく")
    if chunk.kind == "manner":
        return not chunk.tail or (len(chunk.tail) == 1 and chunk.tail[0].surface == "に")
    return False


def is_nominal(chunk: Chunk) -> bool:
    """Whether a chunk can be modified as a noun."""
    return not chunk.inflects and chunk.kind in ("noun", "event", "count", "other")


def modifies_noun(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a chunk depends on the next noun."""
    chunk = chunks[index]
    if chunk.part == "連体詞":
        return True
    if chunk.tail:
        last = chunk.tail[-1]
        if last.surface == "の" and "準体" not in last.part:
            return True
        if last.surface in _ADNOMINAL_TAILS or (last.form == "だ" and last.surface == "な"):
            return True
    if chunk.comma or index + 1 >= len(chunks) or not is_predicate(chunk):
        return False
    end = chunk.tail[-1] if chunk.tail else None
    if end is not None and not end.part.startswith(("助動詞", "動詞", "形容詞", "接尾辞")):
        return False
    form, surface = (end.form, end.surface) if end else (chunk.words[-1], chunk.surface)
    is_attributive = (
        surface.endswith("い")
        if (form.endswith("い") or (chunk.part.startswith("形容詞") and end is None))
        else surface[-1] in _ATTRIBUTIVE
    )
    at = index + 1
    while at + 1 < len(chunks) and (chunks[at].part == "連体詞" or ends_in_na(chunks[at])):
        at += 1
    return is_attributive and is_nominal(chunks[at])


def ends_in_na(chunk: Chunk) -> bool:
    """Whether a chunk is 不透明な and the like."""
    return len(chunk.tail) == 1 and chunk.tail[0].form == "だ" and chunk.tail[0].surface == "な"


def says(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a chunk is a predicate where it stands: also 不透明な before ため."""
    if is_predicate(chunks[index]):
        return True
    if not ends_in_na(chunks[index]) or index + 1 >= len(chunks):
        return False
    return chunks[index + 1].words[-1] in FORMAL | {"こと"}


def head_of(chunks: Sequence[Chunk], index: int) -> int:
    """The position of the chunk that this one depends on; the last depends on none."""
    chunk, last = chunks[index], len(chunks) - 1
    later = range(index + 1, last + 1)
    nouns = [at for at in later if is_nominal(chunks[at]) and chunks[at].kind != "count"]
    if modifies_noun(chunks, index):
        if chunk.tail and _hands_on(chunk):
            return _first_event(chunks, nouns)
        return nouns[0] if nouns else last
    if _is_listed(chunks, index):
        return index + 1
    predicates = [at for at in later if at == last or says(chunks, at)]
    open_ones = [at for at in predicates if at == last or not is_embedded(chunks, at)]
    if is_predicate(chunk):
        goes_on = "".join(piece.surface for piece in split_tail(chunk)[1])
        if goes_on in ("", "て", "で"):
            return open_ones[0] if chunk.comma else predicates[0]
        return last if chunk.comma else predicates[0]
    if chunk.comma:
        return last
    topic = any(piece.form in ("は", "も") for piece in chunk.tail)
    return open_ones[0] if topic else predicates[0]


def _hands_on(chunk: Chunk) -> bool:
    """Whether a chunk tells who does something, or to whom: 国による, 町村への, 国からの."""
    surfaces = [piece.surface for piece in chunk.tail]
    return surfaces[-1] in _GIVING or surfaces[-2:] in (["へ", "の"], ["から", "の"])


def _first_event(chunks: Sequence[Chunk], nouns: Sequence[int]) -> int:
    """The verbal noun at the end of a chain of の: 国による|人材の|派遣."""
    for at in nouns:
        if chunks[at].kind == "event":
            return at
        if [piece.surface for piece in chunks[at].tail] != ["の"]:
            break
    return nouns[0] if nouns else len(chunks) - 1


def _is_listed(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a chunk is one of several nouns: 国と|地方, 財源、|人員."""
    chunk, next_one = chunks[index], chunks[index + 1]
    if is_predicate(chunk) or not is_nominal(next_one) or not is_nominal(chunk):
        return False
    if chunk.words[-1] in FORMAL:
        return False
    said = "".join(piece.surface for piece in chunk.tail)
    return said in _JOINING or (said == "" and chunk.comma and chunk.kind == "noun")


def _is_coordinated(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether the noun behind stands in the same part, so that either could stand first.

    A comma alone does not tell: 今年度、来年度の予算を… names when, and what.
    """
    following = chunks[index + 1]
    if not chunks[index].tail or index + 2 >= len(chunks):
        return False
    return bool(following.tail) and not is_predicate(following)


def is_embedded(chunks: Sequence[Chunk], index: int) -> bool:
    """Whether a predicate belongs to a noun behind it, other than a formal one."""
    return modifies_noun(chunks, index) and chunks[index + 1].words[-1] not in FORMAL


def role_of(chunks: Sequence[Chunk], index: int) -> str:
    """As what a chunk depends on its head: its particles, in one spelling."""
    chunk = chunks[index]
    if is_mode(chunk) or chunk.part == "連体詞":
        return MODE
    if is_predicate(chunk):
        said = "".join(piece.form for piece in split_tail(chunk)[1])
        if modifies_noun(chunks, index):
            return CLAUSE + said
        return _CONNECTIVES.get(said, said)
    if _is_listed(chunks, index) and _is_coordinated(chunks, index):
        return AND + "".join(piece.form for piece in chunk.tail)
    if ends_in_na(chunk):
        return CLAUSE if says(chunks, index) else MODE
    said = "".join(piece.form for piece in chunk.tail)
    for spelt, plain in _SPELLINGS:
        said = said.replace(spelt, plain)
    return said


_SPELLINGS = (
    ("によるて", "による"),
    ("に対するて", "に"),
    ("に対する", "に"),
    ("につくて", "について"),
    ("につく", "について"),
    ("に関するて", "について"),
    ("に関する", "についての"),
    ("に於くて", "で"),
    ("におくて", "で"),
    ("にとるて", "にとって"),
    ("に取るて", "にとって"),
    ("に掛かる", "の"),
    ("に係る", "の"),
    ("に要する", "の"),
    ("のみ", "だけ"),
    ("へ", "に"),
)
