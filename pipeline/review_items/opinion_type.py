"""The nature of an opinion (意見の性質): what it does, whatever it is about.

Transparent Japanese cues, mostly sentence ends and modal words, in a fixed order: who asks for
something asks, even where a worry is the reason; then a question, a worry, a word of support.
Nothing is learnt, so a reader can see from the cue why an opinion stands where it does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.review_items.stance import FoundStance, stance_of
from pipeline.tables.natures import BY_PEOPLE, Nature, Stance
from pipeline.text.demands import REQUEST_CUES
from pipeline.text.sentences import sentences_and_lines


@dataclass(frozen=True)
class Found:
    """The nature of a text and the words that showed it; no words for ``OTHER``."""

    nature: Nature
    cue: str


# What is asked: but 「ではないか」 states, and does not ask.
_QUESTION = (
    r"(?<!ない)(?<!なかろう)(?:でしょうか|ますか|ですか|ましたか|のでしょう)",
    r"(?<!ない)(?<!なの)のか[。？?]?$",
    r"(?:教えて|教示|伺い|うかがい|お聞き|お尋ね|確認し(?:たい|ます))",
    r"(?:どの|いつ|何が|誰が|どこ)[^。]*か[。？?]?$",
)
# What is wrong, or may go wrong.
_CONCERN = (
    r"懸念|不安|危惧|心配|憂慮|恐れ(?:が|も|は)|おそれ(?:が|も|は)|疑問|危険|リスクが",
    r"課題(?:[。、]?$|が|も|で|と|の一つ)|問題(?:[。、]?$|が|で|だ|も|と(?:な|考|思))",
    r"困難|困る|困って|難しい|難し(?:く|さ)|厳しい|厳しく|逼迫|無理|不可能|苦慮|混乱",
    r"不足|足りな|不十分|不公平|余裕がな|余力がな|追いつ(?:か|け)な|間に合わ",
    r"ざるを得な|し(?:兼ね|かね)|言い難い|相応しくな|ふさわしくな|なじまな|至りませ|至らな",
    r"被害|悪影響|負担(?:が|も)(?:大き|重|増|生じ|掛|かか)|費用(?:が|も)(?:かさ|増|掛|かか)",
    r"(?:影響|弊害)(?:が|も)(?:あ|大き|生じ|出)|(?:追加|余計な)(?:経費|費用|負担)が",
    r"のでは(?:ない|$|[。？?])",
)
_SUPPORT = (
    r"賛同|賛成|支持(?:し|する)|歓迎|感謝|ありがた|有り?難(?:い|く)|心強|助かっ|助かる",
    r"評価(?:する|し(?:ます|たい|て)|でき)|期待(?:する|し(?:ます|たい|て(?:い|お)))|(?:その|誠にその)通り",
    r"(?:良い|よい|素晴らしい|有意義な)(?:取組|取り組み|試み|こと)",
)

# Who asks for something asks; 「どこまで行うべきか」 is no duty, so that it falls to the questions.
_ORDER = (
    (Nature.REQUEST, REQUEST_CUES),
    (Nature.QUESTION, _QUESTION),
    (Nature.CONCERN, _CONCERN),
    (Nature.SUPPORT, _SUPPORT),
)
_CUES = tuple((nature, re.compile("|".join(cues))) for nature, cues in _ORDER)
# 「…」 and 『…』 quote the draft: what is said there, the opinion does not say.
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』")


def nature_of(text: str) -> Found:
    """What an opinion does, and the cue that shows it.

    >>> nature_of("運用経費が増えないか懸念している。財政支援をお願いしたい。")
    Found(nature=<Nature.REQUEST: '要望・提案'>, cue='お願い')
    >>> nature_of("経過措置の終わりはいつか。").nature.value
    '質問・確認'
    >>> nature_of("3ページ 14行目").cue
    ''
    """
    sentences = sentences_and_lines(_QUOTED.sub("「」", text))
    for nature, cues in _CUES:
        # The last cue is the one that the text arrives at.
        for sentence in reversed(sentences):
            found = list(cues.finditer(sentence))
            if found:
                return Found(nature, found[-1].group().strip("。、"))
    return Found(Nature.OTHER, "")


def natures(
    opinions: pd.DataFrame,
    decided: Mapping[str, str] | None = None,
    stances_of_people: Mapping[str, str] | None = None,
    proposal: str = "",
) -> pd.DataFrame:
    """The table ``Natures`` of opinions, with their stance; what people said wins.

    Args:
        opinions: columns ``opinion_id`` and ``text_normalized``; ``text_key`` where people decided.
        decided: ``text_key`` → nature that people gave; it holds for all copies of the text.
        stances_of_people: likewise the stance.
        proposal: what the round asks about, normalised; it tells a stance on something else apart.
    """
    found = [nature_of(text) for text in opinions["text_normalized"]]
    stances = [stance_of(text, proposal) for text in opinions["text_normalized"]]
    if stances_of_people:
        told = [stances_of_people.get(key) for key in opinions["text_key"]]
        stances = [
            FoundStance(Stance(by_people), BY_PEOPLE) if by_people else found
            for by_people, found in zip(told, stances, strict=True)
        ]
    decided = decided or {}
    by_person = (
        [decided.get(key) for key in opinions["text_key"]] if decided else [None] * len(found)
    )
    return pd.DataFrame(
        {
            "opinion_id": opinions["opinion_id"].to_numpy(),
            "nature": [
                said or one.nature.value for said, one in zip(by_person, found, strict=True)
            ],
            "cue": ["" if said else one.cue for said, one in zip(by_person, found, strict=True)],
            "source": ["label" if said else "machine" for said in by_person],
            "stance": [one.stance.value for one in stances],
            "stance_cue": [one.cue for one in stances],
        },
        columns=["opinion_id", "nature", "cue", "source", "stance", "stance_cue"],
    )
