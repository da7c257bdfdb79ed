"""What words for or against are said of: of what is proposed, or of something else.

「再エネの導入を進めてほしい」 is no assent to a proposal on another matter, and 「担当の方に大変
助かった」 is none to any. So the nouns before such words are compared with what is proposed, as far
as somebody wrote it down, and with the words by which people mean a draft.
"""

import re

_CONTENT = re.compile(r"[一-龠々]{2,}|[ァ-ヶー]{3,}|[A-Za-z]{2,}")
_GENERIC = re.compile(
    r"意見|募集|公募|照会|関する|対する|計画|素案|原案|方針|基本|実施|導入|推進|整備|制度|事業|施策|条例|規則"
    r"|改正|一部|政令|省令|告示|法律|検討|会合|会議|結果|概要|資料|令和|平成|年度|第[一-十\d]+[次回期]|主な|等"
)
"""Words of nearly every title: to share them says nothing."""
_PROPOSED = re.compile(
    r"(?<![一-龠])(?:素|原|本|改正|計画|方針|提|法|条例|統合|試)?案(?![内件])|[一-龠ァ-ヶー]案$|計画|方針|骨子|趣旨|理念|姿勢|決断|考え方?|方向|提案|条例|改正|改定|見直し|総論"
    r"|これ|それ|今回|本件|記載|記述|明記|盛り込|示され|掲げ|位置付け|位置づけ|全体|内容|第\d+[条章項節]|別表"
)
"""What people call a draft, or a thing in it."""
_WORDING = re.compile(r"記載|記述|明記|盛り込|示され|掲げ|位置[付づ]け|内容|別表")
"""Said of a draft too, but by whoever wants it amended as well."""
_THIS = ("この", "その")
_ACT = re.compile(
    r"(?:統合|統廃合|廃止|導入|有料化|再編|規制|禁止|値上げ|設置|建設|新設|閉鎖|移転|整備|実施|決定|判断"
    r"|推進|実現|移行|事業|制度|改革|運用|化)$"
)
"""Acts that stand for the proposal where nothing says of what they are."""
_NAMED = re.compile(r"[一-龠ァ-ヶA-Za-z]")
_WORD = r"[一-龠々ァ-ヶーA-Za-z0-9・「」]+"
_NOUN = re.compile(
    rf"((?:[こそ]の)?{_WORD}(?:(?:の|や|と(?:の)?|への|する|した|され(?:た|る)|な|い|こと)+{_WORD})*[げりみしきけめれい]?)(?:こと|点|もの|の)?"
    r"(?:に(?:は|も|つ(?:いて|き)(?:は|も)?|対し(?:て(?:は)?)?|関し(?:て(?:は)?)?|至って)?|は|が|を|も|への?)"
)
_NO_OBJECT = re.compile(
    r"(?:私|当方|個人|本[市町村県]|当[市町村県会社]|我々|市民|住民|県民|国民|全面的|基本的|原則|個人的|絶対|断固|将来|一刻|一日|早期|早急|今|特|非常"
    r"|大変|本当|別|何|地元|以上|次|ここ|そこ|誰|皆|意見|立場|期待|評価|感謝|歓迎|支持|賛意|敬意|同意|理解"
    r"|必要性|予定|異論|異存|異議|反対|賛成|理由|非)$"
)
_CLAUSE = re.compile(
    r"[、。]|(?<=なら)|(?<=れば)|(?<=たら)|(?<=ので)|(?<=ため)|(?<=条件で)|(?<=前提に)"
)
_ON_ITS_OWN = re.compile(
    r"(?:ので|から|ため|れば|なら|条件で|前提に|ても|ながら|つつ|たら|して|り|が|けれど)$"
)
_OF_IT = re.compile(r"の(?:必要性?|意味|意義|効果|理由|根拠|メリット)$")
_VERB = re.compile(
    r"([一-龠々ァ-ヶー]{2,})(?:し|され|させ|す(?:る(?:こと|の)?)?)(?:て|に|を|は|が)?も?$"
)
_DOING = re.compile(r"[うくすつぬむるた](?:こと|の)(?:は|を|に(?:は)?|が)[^、。]{0,4}$")


def nouns_before(sentence: str, begin: int, end: int) -> list[str]:
    """The nouns with their attributes of which words are said, the nearest first.

    Args:
        sentence: with the words.
        begin: where the words begin in it (characters).
        end: where they end; nouns in them count.
    """
    if verb := _VERB.search(sentence, 0, begin):
        return [verb[1]]
    found: list[str] = []
    clauses = _CLAUSE.split(sentence[:end])
    for number, clause in reversed(list(enumerate(clauses, start=1))):
        if number < len(clauses) and (found or _ON_ITS_OWN.search(clause)):
            break
        nouns = (_OF_IT.sub("", noun) for noun in reversed(_NOUN.findall(clause)))
        found += [noun for noun in nouns if not _NO_OBJECT.search(noun)]
    return found


def is_of_doing(sentence: str, begin: int) -> bool:
    """Whether the words that begin at a place are said of an act that is told by a verb."""
    return bool(_DOING.search(sentence, 0, begin))


def is_of_proposal(noun: str, proposal: str, *, closely: bool = True) -> bool:
    """Whether a noun means what is proposed.

    Args:
        noun: with its attributes.
        proposal: what is proposed; empty where it is not known.
        closely: the head of the noun must mean it; else any part of it.
    """
    head = re.split(r"の|への|との|や", noun)[-1]
    if _PROPOSED.search(noun):
        return True
    if _ACT.search(head):
        of = _ACT.sub("", noun).rstrip("の")
        return not _NAMED.search(_GENERIC.sub("", of)) or shares(of, proposal, at_end=closely)
    return (
        shares(head, proposal, at_end=True)
        if closely
        else noun[:2] in _THIS or shares(noun, proposal)
    )


def shares(text: str, proposal: str, *, at_end: bool = False) -> bool:
    """Whether a text has words of the proposal, other than those of every title.

    Args:
        text: a noun or a sentence.
        proposal: what is proposed.
        at_end: the last part of a word must be shared: 「学校菜園」 is no 「学校給食」.
    """
    own = {word[-2:] for word in _words(text)} if at_end else _bigrams(text)
    return bool(own & _bigrams(proposal))


def speaks_of(sentence: str, proposal: str) -> bool:
    """Whether a sentence as a whole speaks of what is proposed, or names nothing at all."""
    return bool(_PROPOSED.search(_WORDING.sub("", sentence))) or shares(sentence, proposal)


def masked(text: str, proposal: str) -> str:
    """A text in which words that the proposal holds are ◇.

    >>> masked("宿泊税は困ります。", "宿泊税を徴収する。")
    '◇は困ります。'
    """
    known = {run[at : at + 2] for run in _CONTENT.findall(proposal) for at in range(len(run) - 1)}

    def mask(found: re.Match[str]) -> str:
        pairs = {found[0][at : at + 2] for at in range(len(found[0]) - 1)}
        return "◇" if 2 * len(pairs & known) >= max(1, len(found[0]) - 1) else found[0]

    return _CONTENT.sub(mask, text)


def _bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters in words of kanji, katakana and letters."""
    return frozenset(run[at : at + 2] for run in _words(text) for at in range(len(run) - 1))


def _words(text: str) -> list[str]:
    return [run for part in _GENERIC.split(text) for run in _CONTENT.findall(part)]
