"""What a line must be to stand alone as a claim: readable, saying something, leaning on nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.text.speech_acts import refers_back
from pipeline.text.tokens import Token
from pipeline.themes.names.completeness import THIN_WORDS

MOST_CHARACTERS = 40
"""Longest claim: one line of a table; table ``Themes`` holds the same bound."""
_FEWEST_CHARACTERS = 6
_FEWEST_SAYING = 4  # characters of words that do not say but how a text is to be edited
_EDIT_WORDS = "追加 挿入 適当 方 二重 括弧 変更 修正案 入れる 加える 置く 替える 下線 原文"
_EDITS = frozenset(_EDIT_WORDS.split())
_GRAMMAR_WORDS = "為る 有る 居る 成る 出来る 頂く 下さる 致す 願う 御座る 言う 貰う くれる"
_GRAMMAR = frozenset(_GRAMMAR_WORDS.split())
_EASY_CHARACTERS = 12  # from here on a claim says of what
STATES = 0.5  # how much a statement is a demand: the claim of those who ask for nothing
BINDS = re.compile(
    r"場合(?!も?が?(?:ある|あり|多))|とき(?!め)|時[はに]|際[はに、]|限り|に限|を?除[いきく]|以外|もし|仮に|たとえ|前提|条件|例え|一部"
    r"|対象外|なければ|ないと、|(?:れば|たら|なら|(?<!と)ても|でも|ずに?|まで|ことなく|次第|のみ|だけは)(?:、|$)"
)
"""Conditions and exceptions: a claim without them says more than its author."""
_LEANS = re.compile(
    r"[はがをにへとでもやのかね、，]|から|まで|より|[ぁぃぅぇぉっゃゅょー]|ない|べき|です|ます|する|した|して|され|である"
)
_POINTS_AWAY = re.compile(
    r"^理由|^しかも|^なおかつ|^つまり|当該|同様|以下|次の|左記|どちらか|上記|下記|前述|後述|[Pｐp][.．]?\s*\d|ページ|頁|行目"
    r"|「」|『』|[」』]の(?:あと|後|前|次)に"
)
_POINTS_NEAR = re.compile("この|その|これ|それ(?!ぞれ)|こう|そう|本(?:案|項|文|計画)")
_LAST_CLAUSE = re.compile("(?<!か)、")
_OBJECT = re.compile("[をが]|(?<![にでと])は|(?<![にでとて])も|への|との")
_NOT_OWN = re.compile(
    r"(?<![「『“〓])〓|〓{13,}[」』”](?!(?:と|を|に|の文言を)[^、。]{0,12}"
    r"(?:追加|加え|追記|明記|修正|修文|変更|改め|入れ|挿入|すべき|する))"
)
_PREDICATES = ("動詞", "形容詞", "助動詞", "助詞,終助詞")
_CLOSES = re.compile(
    r"か$|て$(?<!ついて)(?<!おいて)(?<![関対と]して)(?<!よって)(?<!とって)(?<!たって)"
)
"""Particles that can end a sentence: a question, or a request as people speak it."""
_UNSHOWN = re.compile(r"[〔〕〓\n]|https?:|www\.")
_TORN = re.compile(r"[一-龠ぁ-んァ-ヴ] +[一-龠ぁ-んァ-ヴ]")  # of lines that were joined
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
    is_statement: bool = False
    """Whether it neither asks, nor fears, nor criticises."""
    about: frozenset[str] = frozenset()
    """Content words of its whole sentence, where some of it is left out."""


def can_be_shown(line: str, pieces: Sequence[str]) -> bool:
    """Whether a line is short, whole in its brackets, and no piece of it leans on what is not."""
    if not _FEWEST_CHARACTERS <= len(line) <= MOST_CHARACTERS or _UNSHOWN.search(line):
        return False
    if any(line.count(pair[0]) != line.count(pair[1]) for pair in _BRACKETS):
        return False
    return not any(refers_back(piece) or _LEANS.match(piece) for piece in pieces)


def is_own(veiled: str) -> bool:
    """Whether the words are the author's: not the draft's, unless it is to be written there."""
    return not _NOT_OWN.search(veiled)


def names_object(veiled: str) -> bool:
    """Whether the last clause says of what."""
    return _OBJECT.search(_LAST_CLAUSE.split(veiled)[-1]) is not None


def points_away(line: str) -> bool:
    """Whether it speaks of a place in the draft, or of what stands elsewhere."""
    return _POINTS_AWAY.search(line) is not None


def judged(text: str, inside: Sequence[Token], *, is_cut: bool = False) -> Claim | None:
    """The words as a claim, with what they say of its form; None where they say too little.

    ``is_cut``: its end is left out, so that it ends as no sentence does.
    """
    contents = frozenset(word.normal_form for word in inside if word.is_content)
    saying = [w for w in inside if _says(w) and w.normal_form not in THIN_WORDS | _EDITS]
    if sum(len(word.surface) for word in saying) < _FEWEST_SAYING:
        return None
    if not contents or (len(saying) < 2 and len(text) < _EASY_CHARACTERS):
        return None
    last = inside[-1].part_of_speech
    closes = _CLOSES.search(text) is not None
    if last.startswith(("助詞", "接続詞", "補助記号", "接頭辞")) and not closes and not is_cut:
        return None
    form = 0.7 if len(text) < _EASY_CHARACTERS else 1.0
    if _TORN.search(text):
        form *= 0.8
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
