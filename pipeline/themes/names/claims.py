"""Claims that members make themselves: who should do what, verbatim and in one line.

A claim is cut from a member's sentence at borders of clauses alone, and never so that it says more
or less than the sentence: the end of the sentence stays, but for the politeness after it (対応して
いただきたい → 対応), so that no negation is lost; what stands before a claim may be left out only
where it is no condition and no exception. Claims come from what authors ask or fear alone, never
from the draft that they quote, their reasons or what they concede.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.text.own_words import UNREADABLE, lead, own_sentences, own_words
from pipeline.text.sentences import CLOSERS, STOPS
from pipeline.text.speech_acts import claims, is_reason, side_of, worries
from pipeline.text.tokens import Token
from pipeline.themes.names.claim_form import (
    BINDS,
    STATES,
    Claim,
    can_be_shown,
    is_own,
    judged,
    names_object,
    points_away,
)

_THINKS = (
    r"(?:と(?:も)?(?:考え(?:る|ます|ている|ています|ております)|思(?:う|います|っている|っています|われる|われます)"
    r"|存じ(?:る|ます)))"
)
_WISH = (
    r"して(?:(?:いただ|頂)(?:きたい|ければ(?:と思(?:う|います)|幸い(?:です|である)?|ありがたい)?"
    r"|けると(?:ありがたい|有難い|有り難い|幸い|助かる)|けますよう(?:に)?お願い(?:します|いたします|致します|申し上げます))"
    r"|(?:ほし|欲し)い|もらいたい|(?:くださ|下さ)い)"
)
_AFTER = rf"(?:です|である)?{_THINKS}?[{STOPS}]*$"
_POLITE_ENDS = (
    re.compile(rf"(?<=[一-龠々ァ-ヴー]){_WISH}{_AFTER}"),
    re.compile(rf"(?<=べき)(?:である|だ|です)?{_THINKS}?[。！!]*$"),
    re.compile(rf"(?<=[るいたうくむすつぶぬぐ]){_THINKS}[。！!]*$"),
    re.compile(r"[。！!]+$"),
)
"""What may be left out after a claim, the longest first: courtesy, and no more."""
_DUTY_BEFORE_MORE = re.compile(r"(?<=べき)であり、")
_MAY_GO = re.compile(
    r"(?:は|ため(?:に)?|ので|から|より|が|けれど(?:も)?|ついて(?:は|も)?|関して(?:は|も)?|対して(?:は|も)?"
    r"|おいて(?:は|も)?|(?:だけ|のみ|ばかり)で?なく|のみならず|では?なく|じゃなく|今後|現在)$"
)
"""Topics, reasons and what is set against the claim: without them it says the same."""
_MAY_GO_BEFORE_YES = re.compile(
    r"(?:[もにをとでやへ]|[しっい]て|[えけせてねべめれ]て?|おり|[あい]り|であり|[いきしちにみり]|よう(?:に)?"
    r"|よって|ながら|つつ|等|など|上で|うえで|中)$"
)
"""Clauses beside the claim: only where the claim itself is not negated, as they may be what is."""
_NEGATED_END = re.compile(
    r"(?:な[いく](?:で)?(?!か)|ません|ず|まい|ぬ|反対|不要|懸念|疑問|困難)[^、]{0,10}$"
)
_FEELS = re.compile(rf"(?:感じ|感謝|思[いうっわ])[^、]{{0,8}}[{STOPS}]*$")


@dataclass(frozen=True)
class Asked:
    """What an opinion asks or fears: its claims, and the content words of each such sentence."""

    claims: tuple[Claim, ...] = ()
    sentences: tuple[frozenset[str], ...] = ()
    side: int = 0
    """1 for something, -1 against it, 0 where neither or both are said."""


def asked_in(text: str, words: Sequence[Token]) -> Asked:
    """What the author of an opinion asks or fears, in the order of the text.

    Args:
        text: the opinion in its normal form.
        words: its tokens in order.

    Returns:
        All claims of 6 to 40 characters of the sentences that ask or fear, else of those that
        state something; and the words of these sentences.
    """
    veiled = own_words(text)
    found: list[Claim] = []
    stated: list[Claim] = []
    asking: list[frozenset[str]] = []
    others: list[frozenset[str]] = []
    sides = set()
    for begin, end in own_sentences(veiled):
        if not veiled[begin:end].strip(f"{UNREADABLE}{STOPS} "):
            continue
        act = act_of(veiled[begin:end])
        said = frozenset(w.normal_form for w in words if w.is_content and begin <= w.begin < end)
        (asking if act else others).append(said)
        if act:
            sides.add(side_of(veiled[begin:end]))
        cut = _cut(text, veiled, begin, end, words, act or STATES)
        if act:
            found += cut
        elif not _FEELS.search(veiled[begin:end]):
            stated += (replace(claim, is_statement=True) for claim in cut if claim.is_sentence)
    sentences = asking if found else asking + others
    return Asked(tuple(found or stated), tuple(sentences or others), sum(sides))


def _cut(
    text: str, veiled: str, begin: int, end: int, words: Sequence[Token], act: float
) -> Iterator[Claim]:
    """The claims of one sentence."""
    first, side = lead(veiled, begin, end), side_of(veiled[begin:end])
    borders = frozenset(word.end for word in words if begin < word.end <= end)
    for start in _starts(veiled, begin, end):
        for stop in stops(veiled, start, end, borders):
            claim = _claim(text[start:stop], start, stop, words)
            lacks = start > first and not names_object(veiled[start:stop])
            if claim is not None and not lacks and is_own(veiled[start:stop]):
                share = act * (1.0 if start == first else 0.9)
                yield replace(claim, form=claim.form * share, side=side)


def act_of(sentence: str) -> float:
    """How much a sentence is a demand: what is asked says the point best; 0 for what is neither."""
    if re.search(rf"か[{STOPS}]*$|[？?]$", sentence):
        return 0.7
    if claims(sentence) or (side_of(sentence) < 0 and not is_reason(sentence)):
        return 1.0
    return 0.85 if worries(sentence) else 0.0


def _starts(veiled: str, begin: int, end: int) -> Iterator[int]:
    """Where a claim may begin: the sentence, and clauses before which nothing binding stands."""
    first = lead(veiled, begin, end)
    is_negated = bool(_NEGATED_END.search(veiled[first:end].rstrip(STOPS + CLOSERS)))
    yield first
    for comma in re.finditer("、", veiled[first:end]):
        before = veiled[first : first + comma.start()]
        if BINDS.search(before):
            return
        if _MAY_GO.search(before) or (not is_negated and _MAY_GO_BEFORE_YES.search(before)):
            yield lead(veiled, first + comma.end(), end)


def stops(veiled: str, start: int, end: int, borders: Collection[int]) -> Iterator[int]:
    """Where a claim may end: its sentence without courtesy, or a duty before more is said.

    ``borders`` are ends of words: 見直してほしい is not cut into 見直.
    """
    for pattern in _POLITE_ENDS:
        found = pattern.search(veiled[start:end])
        if found and start + found.start() in borders:
            yield start + found.start()
            break
    else:
        yield end
    for found in _DUTY_BEFORE_MORE.finditer(veiled[start:end]):
        yield start + found.start()


def _claim(text: str, begin: int, end: int, words: Sequence[Token]) -> Claim | None:
    """The span if it can stand alone, with what its own words say of its form."""
    if not can_be_shown(text, [text]) or points_away(text):
        return None
    inside = [word for word in words if begin <= word.begin and word.end <= end]
    if sum(len(word.surface) for word in inside) != len(text):
        return None
    return judged(text, inside)
