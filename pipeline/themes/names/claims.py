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
from pipeline.text.speech_acts import claims, is_reason, refers_back, side_of, worries
from pipeline.text.tokens import Token
from pipeline.themes.names.completeness import THIN_WORDS

MOST_CHARACTERS = 40
"""Longest claim: one line of a table; table ``Themes`` holds the same bound."""
_FEWEST_CHARACTERS = 6
_FEWEST_SAYING = 4  # characters of words that do not say but how a text is to be edited
_EDIT_WORDS = "追加 挿入 適当 方 二重 括弧 変更 入れる 加える 置く 替える 下線 原文"
_EDITS = frozenset(_EDIT_WORDS.split())
_GRAMMAR_WORDS = "為る 有る 居る 成る 出来る 頂く 下さる 致す 願う 御座る 言う 貰う くれる"
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())
_EASY_CHARACTERS = 12  # from here on a claim says of what
_STATES = 0.5  # how much a statement is a demand: the claim of those who ask for nothing
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
_BINDS = re.compile(
    r"場合(?!も?が?(?:ある|あり|多))|とき(?!め)|時[はに]|際[はに、]|限り|に限|を?除[いきく]|以外|もし|仮に|たとえ|前提|条件|例え|一部"
    r"|対象外|なければ|ないと、|(?:れば|たら|なら|(?<!と)ても|でも|ずに?|まで|ことなく|次第|のみ|だけは)(?:、|$)"
)
"""Conditions and exceptions: a claim without them says more than its author."""
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
_LEANS = re.compile(
    r"[はがをにへとでもやのかね、，]|から|まで|より|[ぁぃぅぇぉっゃゅょー]|ない|べき|です|ます|する|した|して|され|である"
)
_POINTS_AWAY = re.compile(
    r"^理由|^しかも|^なおかつ|^つまり|当該|同様|以下|次の|左記|どちらか|上記|下記|前述|後述|[Pｐp][.．]?\s*\d|ページ|頁|行目"
    r"|「」|『』|[」』]の(?:あと|後|前|次)に"
)
_POINTS_NEAR = re.compile("この|その|これ|それ|こう|そう|本(?:案|項|文|計画)")
_LAST_CLAUSE = re.compile("(?<!か)、")
_OBJECT = re.compile("[をが]|(?<![にでと])は|への|との")
_NOT_OWN = re.compile(
    r"(?<![「『“〓])〓|〓{13,}[」』”](?!(?:と|を|に|の文言を)[^、。]{0,12}"
    r"(?:追加|加え|追記|明記|修正|修文|変更|改め|入れ|挿入|すべき|する))"
)
"""What is quoted at length is the draft's, unless it is to be written there."""
_FEELS = re.compile(rf"(?:感じ|感謝|思[いうっわ])[^、]{{0,8}}[{STOPS}]*$")
_PREDICATES = ("動詞", "形容詞", "助動詞", "助詞,終助詞")
_CLOSES = re.compile(
    r"か$|て$(?<!ついて)(?<!おいて)(?<![関対と]して)(?<!よって)(?<!とって)(?<!たって)"
)
"""Particles that can end a sentence: a question, or a request as people speak it."""
_UNSHOWN = re.compile(r"[〔〕〓\n]|https?:|www\.")
_BRACKETS = ("「」", "『』", "（）", "()", "【】", "“”")


@dataclass(frozen=True)
class Claim:
    """A span of an opinion that can stand alone.

    ``form`` (0–1) says how well it reads and whether it asks for something; ``words`` are its
    content normal forms.
    """

    text: str
    words: frozenset[str]
    form: float
    side: int = 0
    """1 for something, -1 against it, 0 neither."""
    is_sentence: bool = True
    """Whether it ends as a sentence does, not as a heading."""


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
        act = _act(veiled[begin:end])
        said = frozenset(w.normal_form for w in words if w.is_content and begin <= w.begin < end)
        (asking if act else others).append(said)
        if act:
            sides.add(side_of(veiled[begin:end]))
        cut = _cut(text, veiled, begin, end, words, act or _STATES)
        if act:
            found += cut
        elif not _FEELS.search(veiled[begin:end]):
            stated += (claim for claim in cut if claim.is_sentence)
    sentences = asking if found else asking + others
    return Asked(tuple(found or stated), tuple(sentences or others), sum(sides))


def _cut(
    text: str, veiled: str, begin: int, end: int, words: Sequence[Token], act: float
) -> Iterator[Claim]:
    """The claims of one sentence."""
    first, side = lead(veiled, begin, end), side_of(veiled[begin:end])
    borders = frozenset(word.end for word in words if begin < word.end <= end)
    for start in _starts(veiled, begin, end):
        for stop in _stops(veiled, start, end, borders):
            claim = _claim(text[start:stop], start, stop, words)
            lacks = start > first and not _OBJECT.search(_LAST_CLAUSE.split(veiled[start:stop])[-1])
            if claim is not None and not lacks and not _NOT_OWN.search(veiled[start:stop]):
                share = act * (1.0 if start == first else 0.9)
                yield replace(claim, form=claim.form * share, side=side)


def _act(sentence: str) -> float:
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
        if _BINDS.search(before):
            return
        if _MAY_GO.search(before) or (not is_negated and _MAY_GO_BEFORE_YES.search(before)):
            yield lead(veiled, first + comma.end(), end)


def _stops(veiled: str, start: int, end: int, borders: Collection[int]) -> Iterator[int]:
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
    if not _FEWEST_CHARACTERS <= len(text) <= MOST_CHARACTERS or _UNSHOWN.search(text):
        return None
    if _LEANS.match(text) or refers_back(text) or _POINTS_AWAY.search(text):
        return None
    if any(text.count(pair[0]) != text.count(pair[1]) for pair in _BRACKETS):
        return None
    inside = [word for word in words if begin <= word.begin and word.end <= end]
    whole = sum(len(word.surface) for word in inside) == len(text)
    contents = frozenset(word.normal_form for word in inside if word.is_content)
    saying = [w for w in inside if _says(w) and w.normal_form not in THIN_WORDS | _EDITS]
    if sum(len(word.surface) for word in saying) < _FEWEST_SAYING:
        return None
    if not whole or not contents or (len(saying) < 2 and len(text) < _EASY_CHARACTERS):
        return None
    last = inside[-1].part_of_speech
    closes = _CLOSES.search(text) is not None
    if last.startswith(("助詞", "接続詞", "補助記号", "接頭辞")) and not closes:
        return None
    form = 0.7 if len(text) < _EASY_CHARACTERS else 1.0
    if _POINTS_NEAR.search(text):
        form *= 0.5
    if not any(word.part_of_speech.startswith("助詞") for word in inside):
        form *= 0.7
    is_sentence = last.startswith(_PREDICATES) or closes
    return Claim(text, contents, form, is_sentence=is_sentence)


def _says(word: Token) -> bool:
    """Whether a word says something: 直す too, which also is a verb of grammar."""
    is_verb = word.part_of_speech.startswith("動詞,非自立可能")
    return word.is_content or (is_verb and word.normal_form not in _GRAMMAR)
