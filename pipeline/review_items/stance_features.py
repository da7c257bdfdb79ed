"""What a text says on its stance besides the rules: runs of characters, and cues that stand in it.

What is proposed is masked in a text, so that what is learnt on one subject holds for another.
"""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.text import stance_objects as objects
from pipeline.text import stance_words as words
from pipeline.text.demands import is_demand
from pipeline.text.sentences import sentences_and_lines

LONGEST_RUN = 5  # characters
_PATTERNS = (
    *(words.NEUTRAL, words.UNKNOWN, words.CONDITION, words.CONSENT, words.REFUSAL, words.STOP),
    *(words.BAD, words.GOOD, words.ASKS, words.INFORMS, words.OF_A_PART, words.HARM),
    *(words.REQUIRES, words.REMARKS),
)
N_CUES = 2 * len(_PATTERNS) + 5
_DIGITS = re.compile(r"\d+")
_STOPS = re.compile(r"[。!！\s]*(?:[。!！]|\n)[。!！\s]*")
_DONE = re.compile(r"[うくすつぬむるぶぐ][。」）)]*$")
_ASKED_FOR = re.compile(
    r"(?:意見|考え|回答|賛否)[^。]{0,12}(?:聞|聴|募|求|伺|照会)|照会|パブリック"
)
_ACT = re.compile(
    r"統合|統廃合|廃止|導入|有料化|再編|規制|禁止|値上げ|新設|閉鎖|移転|義務|削減|撤去|縮小|休止|集約"
)


def says_what_is_done(proposal: str) -> bool:
    """Whether a proposal is told in a sentence, not by the title of a draft or what is asked alone.

    >>> says_what_is_done("温泉に入る人から入湯税を徴収する。"), says_what_is_done("観光計画（案）")
    (True, False)
    >>> says_what_is_done("観光計画（案）について、意見を聞く。")
    False
    """
    return any(
        _DONE.search(sentence) and not _ASKED_FOR.search(sentence)
        for sentence in sentences_and_lines(proposal)
    )


def runs(text: str, proposal: str) -> Counter[str]:
    """How often each run of one to ``LONGEST_RUN`` characters stands in a text.

    Words of the proposal are ◇, numbers 0, and every end of a sentence 。.

    >>> sorted(runs("橋は不要", "橋梁を架ける。"))[:4]
    ['。', '。橋', '。橋は', '。橋は不']
    """
    plain = _STOPS.sub("。", _DIGITS.sub("0", objects.masked(text, proposal).strip()))
    marked = "。" + plain.rstrip("。") + ("" if plain.endswith(("?", "？")) else "。")
    return Counter(
        marked[at : at + length]
        for length in range(1, LONGEST_RUN + 1)
        for at in range(len(marked) - length + 1)
    )


def cues(parts: Sequence[str], proposal: str) -> list[float]:
    """Which cues stand in a text and in its last sentence, as 0 and 1, ``N_CUES`` of them.

    Args:
        parts: the sentences of the text.
        proposal: what is proposed.
    """
    found: list[bool] = []
    for pattern in _PATTERNS:
        found += [any(map(pattern.search, parts)), bool(parts and pattern.search(parts[-1]))]
    found += [any(map(is_demand, parts)), bool(parts) and is_demand(parts[-1])]
    found += [len(parts) > 1, len(parts) > 3]
    found.append(not (says_what_is_done(proposal) or _ACT.search(proposal)))
    return [float(one) for one in found]
