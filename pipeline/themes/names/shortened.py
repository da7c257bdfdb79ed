"""Claims shortened: what an opinion speaks of and how it ends, … for what is left out.

For points where no claim that stands whole serves. A sentence keeps its end, so that no negation
is lost; what is left out before it ends at a border of clauses and is shown by …; the matter
(学校は, 期限について) stays in front where there is room. Reasons and the text of edits are sources
too, but later ones: who asks for 以下のとおり修文 says his point in the reason.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.text.own_words import UNREADABLE, lead, own_sentences, own_words
from pipeline.text.sentences import STOPS
from pipeline.text.speech_acts import shielded, side_of
from pipeline.text.stance_words import BAD, HARM
from pipeline.text.tokens import Token
from pipeline.themes.names.claim_form import (
    BINDS,
    MOST_CHARACTERS,
    STATES,
    Claim,
    can_be_shown,
    is_own,
    judged,
    names_object,
    points_away,
)
from pipeline.themes.names.claims import act_of, stops

LEFT_OUT = "…"
_CRITICISES, _DENIES = 0.85, 0.7
_OF_REASON = 0.7
_WHOLE, _WITH_MATTER, _END_ALONE, _BEGINNING = 0.85, 0.85, 0.7, 0.1
_CUT_AT_A_WORD = 0.85
_WITHOUT_ITS_CONDITION = 0.4
_WITHOUT_OBJECT, _MATTER_AS_OBJECT = 0.5, 0.7
_POINTS_AWAY = 0.2
_LONGEST_MATTER = 20  # characters: half of the line
_SHORTEST_END = 8
_SHORT_CUT, _SAYS_LITTLE = 18, 0.5
"""Of words that are cut from a sentence: 進めてもらいたい is near all that others ask."""
_WRONG = re.compile(
    r"違和感|疑問|矛盾|[い如]か?何?がなもの|如何なもの|不十分|誤り|無視|問題(?:が|で|だ)"
)
_NOT = re.compile(rf"(?:な[いく]|ません|ず|がたい|難い|にくい)[^、]{{0,6}}[{STOPS}]*$")
_MATTER = re.compile(
    r"(?:について|に関して|に対して|において|に当たって|にあたって|(?:[にで]|と)?[はも](?=、)|[にで]は(?!な[いかく]))[はも]?"
)
_ABOUT = re.compile(r"(?:についての|に関する|に対する|における|による|のための)\Z")
_PLACE = re.compile(r"[にで]は$")
"""A topic that may be of the first clause alone: 町には金がなく、国が払うべき."""
_HEAD = re.compile(
    r"[\s・○●◎◆■□]*(?:(?:[(（＜<【\[〔]?(?:修正|変更|追加|削除|意見|提案)?の?(?:理由|意見)[)）＞>】\]〕]?[\s：:]*)"
    r"|(?:(?:[PｐpL][.．]?\s*\d+|\d+\s*(?:頁|ページ|行目?|箇所|/\s*\d+))[\s\d～〜~\-.,、/LPp頁行目ページから]*))*"
)
"""Labels and places before a sentence: 理由：, P8 L24/."""
_BOUND = re.compile(
    r"関[すしわ]|対[すし]|よ[るりっ]|おけ|おい|つい|伴[いうっ]|係[るり]|向け|基づ|とっ|として|わた|通じ|含め|及び|いう|言う|いった|ともに"
)
"""What goes with the word before it."""


def shortened_in(text: str, words: Sequence[Token]) -> tuple[Claim, ...]:
    """What an opinion says in one line, if need be shortened.

    Args:
        text: the opinion in its normal form.
        words: its tokens in order.

    Returns:
        Claims of at most 40 characters, verbatim but for … where words are left out.
    """
    own, open_ = own_words(text), shielded(text)
    found: list[Claim] = []
    for begin, end in own_sentences(open_):
        is_reason = not own[begin:end].strip(f"{UNREADABLE}{STOPS} \n")
        found += _of_sentence(text, open_, begin, end, words, _OF_REASON if is_reason else 1.0)
    return tuple(found)


def _of_sentence(
    text: str, veiled: str, begin: int, end: int, words: Sequence[Token], worth: float
) -> Iterator[Claim]:
    first = lead(veiled, begin, end)
    head_end = _HEAD.match(text, first, end)
    first = lead(veiled, head_end.end() if head_end else first, end)
    inside = tuple(w for w in words if first <= w.begin and w.end <= end)
    if not inside:
        return
    borders = frozenset(word.end for word in inside)
    stop = next(stops(veiled, first, end, borders))
    inside = tuple(w for w in inside if w.end <= stop)
    sentence = veiled[begin:end]
    act = act_of(sentence)
    if not act:
        is_harm = worth == 1.0 and (BAD.search(sentence) or HARM.search(sentence))
        wrong = is_harm or _WRONG.search(sentence)
        act = _CRITICISES if wrong else _DENIES if _NOT.search(sentence) else STATES
    side = side_of(sentence)
    about = frozenset(w.normal_form for w in inside if w.is_content)

    def made(pieces: Sequence[tuple[int, int]], form: float) -> Iterator[Claim]:
        claim = _claim(text, veiled, pieces, inside, stop)
        if claim is not None:
            yield replace(
                claim,
                form=claim.form * form * act * worth,
                side=side,
                about=about,
                is_statement=act <= STATES,
            )

    if stop - first <= MOST_CHARACTERS:
        yield from made([(first, stop)], _WHOLE)
        return
    matter = _matter(veiled, first, inside)
    n_found = 0
    for begins, form in ((_clauses(inside), 1.0), (_words(text, inside), _CUT_AT_A_WORD)):
        for head in (matter, None):
            room = MOST_CHARACTERS - len(LEFT_OUT) - ((head - first) if head else 0)
            starts = [
                s for s in begins if s > (head or first) and _SHORTEST_END <= stop - s <= room
            ]
            for start in starts[:2]:
                pieces = [(first, head), (start, stop)] if head else [(start, stop)]
                share = _WITH_MATTER if head else _END_ALONE
                out = veiled[head or first : start]
                if BINDS.search(out.rstrip("、") if out.endswith("、") else f"{out}…"):
                    share *= _WITHOUT_ITS_CONDITION
                if head and _PLACE.search(veiled[first:head]) and "、" in out.strip("、"):
                    continue
                for claim in made(pieces, share * form):
                    n_found += 1
                    yield claim
    if n_found:
        return
    cut = [s for s in (*_clauses(inside), *_words(text, inside)) if s - first < MOST_CHARACTERS]
    if cut:
        yield from made([(first, max(cut))], _BEGINNING)


def _claim(
    text: str, veiled: str, pieces: Sequence[tuple[int, int]], words: Sequence[Token], stop: int
) -> Claim | None:
    """The pieces as one line, if they can be read."""
    first = words[0].begin
    shown = LEFT_OUT.join(text[b:e].rstrip("、, ") for b, e in pieces)
    shown = shown if pieces[0][0] == first else LEFT_OUT + shown
    shown = shown if pieces[-1][1] == stop else shown + LEFT_OUT
    if not can_be_shown(shown, [text[b:e] for b, e in pieces]):
        return None
    if not all(is_own(veiled[b:e]) for b, e in pieces):
        return None
    inside = [w for w in words if any(b <= w.begin and w.end <= e for b, e in pieces)]
    claim = judged(shown, inside, is_cut=pieces[-1][1] != stop)
    if claim is None:
        return None
    form = claim.form
    if LEFT_OUT in shown and len(shown) < _SHORT_CUT:
        form *= _SAYS_LITTLE
    if points_away(shown):
        form *= _POINTS_AWAY
    if not names_object(veiled[pieces[-1][0] : pieces[-1][1]]):
        form *= _MATTER_AS_OBJECT if len(pieces) > 1 else _WITHOUT_OBJECT
    return replace(claim, form=form)


def _matter(veiled: str, first: int, words: Sequence[Token]) -> int | None:
    """Where the first mention of what the sentence is about ends; None where it has none."""
    found = _MATTER.search(veiled, first, first + _LONGEST_MATTER)
    if found is None or "、" in veiled[first : found.start()]:
        return None
    before = [word for word in words if word.end <= found.start()]
    is_cut = not any(word.end == found.end() for word in words)
    return None if is_cut or not any(word.is_content for word in before) else found.end()


def _clauses(words: Sequence[Token]) -> list[int]:
    """Where a clause begins: behind a comma, and behind て, が, ので, ば."""
    found = []
    for before, word in pairwise(words):
        behind = before.surface in "、，" or before.part_of_speech.startswith("助詞,接続助詞")
        if behind and _can_begin(word):
            found.append(word.begin)
    return found


def _words(text: str, words: Sequence[Token]) -> list[int]:
    """Where a phrase begins: a noun behind についての or a particle that is no の and lists not."""
    found = []
    for before, word in pairwise(words):
        is_particle = before.part_of_speech.startswith(("助詞,格助詞", "助詞,係助詞"))
        behind = is_particle and before.surface not in ("の", "と")
        behind = behind or _ABOUT.search(text[: before.end][-6:]) is not None
        if behind and word.part_of_speech.startswith(("名詞", "代名詞", "接頭辞", "形状詞")):
            found.append(word.begin)
    return found


def _can_begin(word: Token) -> bool:
    grammar = ("助詞", "助動詞", "接尾辞", "動詞,非自立可能", "形容詞,非自立可能", "補助記号")
    return not word.part_of_speech.startswith(grammar) and not _BOUND.match(word.surface)
