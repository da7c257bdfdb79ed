"""Whether words for or against count: they end a clause, and are said of what is proposed."""

import re
from collections.abc import Sequence

from pipeline.text import stance_objects as objects
from pipeline.text import stance_words as words

_FINITE = re.compile(
    r"(?![ぁ-ん]{0,8}?(?:つつ|ながら|よう[にな]|ため|という|といった|とか|すべき|ば、"
    r"|(?<!ではない)(?<!ではありません)(?<!ではないでしょう)か(?:[。、？?]|$|ど)))"
    r"(?:[ぁ-んー]|思|考え?|感じ?|言|申|致|次第|所存|立場|意見|方向|存|点|頂|下さ|出来|上げ|述べ|旨"
    r"|良|得|無|有|強く|進|実|導|始|願|内容|案|判断|措置|計画|方針|対応|選択){0,20}(?:[。、！!？?（(]|$)"
)
"""What may follow words of consent: the rest of a verb, no noun that they describe, no question."""
_TAKES_SIDES = re.compile(
    r"賛成|賛同|同意|同調|支持|容認|承認|承服|是認|了承|賛意|異論|異存|異議|反対|了と|歓迎|認め|受け[入容]れ"
)
_PRAISES = re.compile(r"評価|歓迎|感謝|賛同|支持|賛成")
_DONE = re.compile(
    r"(?:[さらめけ]れ|られ)(?:た|て(?:い|お)(?:る|ます))(?:こと|点)[をにはつい]+て?[^、。]{0,8}$"
)
"""What a draft does is told in the passive: 「…が加えられたことを評価する」."""
_HOPED = re.compile(
    r"(?:ば|たら|ると)、?(?:大変|とても|非常に|本当に|誠に|なお|より)?(?=嬉|うれ|助か|有|あり|心|安心)"
)
_NEEDED = re.compile(r"(?:必要|不可欠|急務|欠かせ|避けて通れ)$")
_ACTS = re.compile(r"実施|導入|推進|実現|実行")
_KEEPS = re.compile(r"維持|残|続け|継続|守|保存")
_UNDOES = re.compile(r"撤回|白紙|中止|断念|取り?(?:やめ|止め)|廃案|凍結|取り下げ|見送|見合わせ")
_AS_IT_IS = re.compile(r"現行|現状|従来|これまで|今まで|存続|いま|今の")


_SIDES = (words.CONSENT, words.GOOD, words.REFUSAL, words.BAD)
_WISHES_WELL = re.compile(rf"(?:大|全面)?(?:{_TAKES_SIDES.pattern}|期待|応援|評価)")
_IF_SO = re.compile(
    r"(?:それ|そう|そういうこと)(?:なら|であれば|でしたら)[^。]{0,6}(?:安心|助か|嬉し|うれし|ありがた|有り難)"
)
_OBJECT = re.compile(r"(?:に(?:は|も)?|を|も|への?)$")


def assents(sentence: str, before: str, cue: re.Match[str], proposal: str) -> bool:
    """Whether words of consent end a clause and are said of what is proposed."""
    if not _FINITE.match(sentence, cue.end()):
        return False
    takes_sides = bool(_TAKES_SIDES.search(cue[0]))
    if any(one.end() == cue.start() for one in _HOPED.finditer(sentence)):
        return False
    if _PRAISES.match(cue[0]) and _DONE.search(sentence, 0, cue.start()):
        return True
    nouns = objects.nouns_before(sentence, *cue.span())
    if takes_sides:
        return not (proposal and nouns) or _any_of(nouns, proposal, closely=True)
    if not nouns:
        is_act = _ACTS.search(sentence, cue.start(), cue.end() + 2)
        return bool(is_act or not (proposal and before) or objects.speaks_of(before, proposal))
    if _NEEDED.search(cue[0]) and proposal and not objects.speaks_of(nouns[0], proposal):
        return False  # of an act that nobody need have proposed
    return objects.is_of_proposal(nouns[0], proposal)


def opposes(sentence: str, text: str, cue: re.Match[str], proposal: str) -> bool:
    """Whether words against something are said of what is proposed, as far as that is known.

    Who says only 反対です or 撤回を求めます means what is proposed.
    """
    nouns = [n for n in objects.nouns_before(sentence, *cue.span()) if n not in cue[0]]
    if not words.STOP.match(cue[0]):
        if not proposal or objects.speaks_of(text, proposal):
            return True
        if words.REFUSAL.match(cue[0]) and (
            not nouns or objects.is_of_doing(sentence, cue.start())
        ):
            return True
        return _any_of(nouns, proposal, closely=False)
    if "存続" in cue[0]:
        return True
    if not proposal:
        return not _KEEPS.match(cue[0]) or bool(_AS_IT_IS.search(sentence))
    if not nouns:
        is_of_all = _AS_IT_IS.search(sentence) or _UNDOES.match(cue[0])
        return bool(is_of_all) or objects.speaks_of(text, proposal)
    return _any_of(nouns, proposal, closely=False)


def hangs_on_an_answer(text: str) -> bool:
    """Whether a text is content only if something is as it hopes.

    >>> hangs_on_an_answer("夜も見回るのですか。それなら安心です。")
    True
    """
    return bool(_IF_SO.search(text))


def is_of_something_else(parts: Sequence[str], proposal: str, *, outright: bool) -> bool:
    """Whether words for or against are said of another thing, and nothing speaks of the proposal.

    Args:
        parts: the sentences of a text.
        proposal: what is proposed.
        outright: only where 賛成, 期待 … stand right behind their object; else wherever they stand,
            and in wishes too (…ば助かる).

    >>> is_of_something_else(["水素の利用に賛成です。"], "発電所を再稼働させる。", outright=True)
    True
    """
    if any(objects.speaks_of(part, proposal) for part in parts):
        return False
    for part in parts:
        if not outright and _HOPED.search(part):
            return True
        for cue in (one for pattern in _SIDES for one in pattern.finditer(part)):
            if outright and not (
                _WISHES_WELL.match(cue[0]) and _OBJECT.search(part, 0, cue.start())
            ):
                continue
            nouns = objects.nouns_before(part, *cue.span())
            if nouns and not _any_of(nouns, proposal, closely=False):
                return True
    return False


def _any_of(nouns: list[str], proposal: str, *, closely: bool) -> bool:
    return any(objects.is_of_proposal(noun, proposal, closely=closely) for noun in nouns)
