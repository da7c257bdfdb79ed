"""Claims that members make themselves: who should do what, verbatim and in one line.

A claim is cut from a member's sentence at borders of clauses alone, and never so that it says more
or less than the sentence: the end of the sentence stays, but for the politeness after it (対応して
いただきたい → 対応), so that no negation is lost; what stands before a claim may be left out only
where it is no condition and no exception.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.text.demands import is_demand
from pipeline.text.sentences import CLOSERS, STOPS, sentences
from pipeline.text.speech_acts import claims, refers_back, shielded, worries
from pipeline.text.tokens import Token
from pipeline.themes.names.word_worth import Words, covered

MOST_CHARACTERS = 40
"""Longest claim: one line of a table; table ``Themes`` holds the same bound."""
_FEWEST_CHARACTERS = 8
_EASY_CHARACTERS = 12  # from here on a claim says of what
_OF_NAME = 1.2  # for a claim with a word of the theme's name: the two are read together
_MARK = r"(?:[・･●○◯〇◎◆◇■□★☆▼▽▲△•‣▪‐–—*※＊→⇒-]|[(（]?[0-9０-９一二三四五①-⑳ア-オ]{1,2}[)）.．：:])"
_NEW_LINE = re.compile(
    rf"(?<=[{STOPS}{CLOSERS}])\n|\n(?=\s*{_MARK})|(?:^|(?<=\n))[^、。\n]{{1,15}}[一-龠々ァ-ヴー）】：]\n"
)
_JOINS = (
    r"(?:また(?!は)|又(?!は)|さらに|更に|なお|特に|ついては|加えて|併せて|あわせて|その上で|そこで|そして"
    r"|次に|まず(?:は)?|最後に|よって|従って|したがって|そのため|このため|しかし(?:ながら)?|だが|ただし?"
    r"|一方(?:で)?|他方(?:で)?|以上(?:のこと)?(?:から|より)|こう(?:したこと|いったこと)から|是非(?:とも)?"
    r"|ぜひ(?:とも)?)、"
)
_LABELS = r"(?:(?:ご|御)?意見|要望|提案|全体|総論|全般)(?:内容)?[：:]"
_LEAD = re.compile(rf"(?:[\s　]|{_MARK})*(?:{_JOINS}|{_LABELS})*")
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
_AFTER_MODIFIER = re.compile("ような(?!もの|こと|形)|といった(?!もの|こと|形)")
_LEANS = re.compile(
    r"[はがをにへとでもやのかね、，]|から|まで|より|[ぁぃぅぇぉっゃゅょー]|ない|べき|です|ます|する|した|して|され|である"
)
_POINTS_AWAY = re.compile(
    r"^理由|以下|次の|左記|どちらか|上記|下記|前述|後述|[Pｐp][.．]?\s*\d|ページ|頁|行目|「」|『』"
)
_POINTS_NEAR = re.compile("当該|同様|この|その|これ|それ|こう|そう|本(?:案|項|文|計画)")
_LAST_CLAUSE = re.compile("(?<!か)、")
_OBJECT = re.compile("[をがはも]|への|との|より")
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


def claims_of(text: str, words: Sequence[Token]) -> list[Claim]:
    """All claims of an opinion, at most 40 characters long, in the order of the text.

    Args:
        text: the opinion in its normal form.
        words: its tokens in order.
    """
    veiled = shielded(text)
    found = []
    for begin, end in _sentences(veiled):
        whole = veiled[begin:end]
        act, first = _act(whole), _lead(veiled, begin, end)
        for start in _starts(veiled, begin, end):
            for stop in _stops(veiled, start, end):
                claim = _claim(text[start:stop], start, stop, words)
                lacks = start > first and not _OBJECT.search(
                    _LAST_CLAUSE.split(veiled[start:stop])[-1]
                )
                if claim is not None and not lacks:
                    share = act * (1.0 if start == first else 0.9)
                    found.append(Claim(claim.text, claim.words, claim.form * share))
    return found


def _sentences(veiled: str) -> Iterator[tuple[int, int]]:
    """Sentences, those that a line break wraps in one piece."""
    borders = [0, *(hit.end() for hit in _NEW_LINE.finditer(veiled)), len(veiled)]
    for left, right in pairwise(borders):
        part = veiled[left:right].replace("\n", " ")
        for begin, end in sentences(part):
            yield left + begin, left + end


def _act(sentence: str) -> float:
    """How much a sentence is a demand: what is asked says the point best."""
    if re.search(rf"か[{STOPS}]*$|[？?]$", sentence):
        return 0.7
    if claims(sentence) or is_demand(sentence):
        return 1.0
    return 0.85 if worries(sentence) else 0.6


def _lead(veiled: str, begin: int, end: int) -> int:
    found = _LEAD.match(veiled, begin, end)
    return found.end() if found else begin


def _starts(veiled: str, begin: int, end: int) -> Iterator[int]:
    """Where a claim may begin: the sentence, and clauses before which nothing binding stands."""
    first = _lead(veiled, begin, end)
    is_negated = bool(_NEGATED_END.search(veiled[first:end].rstrip(STOPS + CLOSERS)))
    yield first
    for comma in re.finditer("、", veiled[first:end]):
        before = veiled[first : first + comma.start()]
        if _BINDS.search(before):
            return
        if _MAY_GO.search(before) or (not is_negated and _MAY_GO_BEFORE_YES.search(before)):
            yield _lead(veiled, first + comma.end(), end)
    for modifier in _AFTER_MODIFIER.finditer(veiled, first, end):
        if not is_negated and not _BINDS.search(veiled[first : modifier.start()]):
            yield modifier.end()


def _stops(veiled: str, start: int, end: int) -> Iterator[int]:
    """Where a claim may end: its sentence without courtesy, or a duty before more is said."""
    for pattern in _POLITE_ENDS:
        found = pattern.search(veiled[start:end])
        if found:
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
    if not whole or not contents or (len(contents) < 2 and len(text) < _EASY_CHARACTERS):
        return None
    last = inside[-1].part_of_speech
    if last.startswith(("助詞", "接続詞", "補助記号", "接頭辞")) and inside[-1].surface != "か":
        return None
    form = 0.7 if len(text) < _EASY_CHARACTERS else 1.0
    if _POINTS_NEAR.search(text):
        form *= 0.5
    if not any(word.part_of_speech.startswith("助詞") for word in inside):
        form *= 0.7
    return Claim(text, contents, form)


def best_claim(
    members: Sequence[Sequence[Claim]],
    words: Words,
    name: frozenset[str],
    closeness: Callable[[frozenset[str]], float],
    taken: Collection[str],
) -> str | None:
    """The claim that says best what a theme's members say, None where nobody makes one.

    Args:
        members: claims of one opinion per family, the rows of ``words.present``.
        words: what the theme's words are worth.
        name: content words of the theme's name.
        closeness: of the meaning of some words to that of the theme, 0 to 1.
        taken: claims of other themes.
    """
    found: dict[str, float] = {}
    for claim in {claim for own in members for claim in own if claim.text not in taken}:
        said = covered(claim.words, words) * (_OF_NAME if claim.words & name else 1.0)
        score = round(said * claim.form * closeness(claim.words) ** 2, 9)
        found[claim.text] = max(score, found.get(claim.text, 0.0))
    free = [text for text in found if found[text] > 0]
    return min(free, key=lambda text: (-found[text], text), default=None)
