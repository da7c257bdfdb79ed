"""The stance of an opinion (賛否) towards what its round proposes, or that it cannot be known.

Rules tell what says for or against outright (``stance_rules``). Where what is proposed is written
down, wording learnt from judged texts tells more (``stance_learning``), as far as it is sure.
どちらでもない is who says that he takes no side; questions, corrections and wishes for something
else are 不明.
"""

import re

from pipeline.review_items.stance_features import says_what_is_done
from pipeline.review_items.stance_learning import STANCES, kept_weights
from pipeline.review_items.stance_rules import (
    FoundStance,
    says_in_favour,
    stance_by_rules,
    unquoted_parts,
)
from pipeline.review_items.stance_sides import hangs_on_an_answer, is_of_something_else
from pipeline.tables.natures import Stance
from pipeline.text.sentences import sentences_and_lines

_SURE, _SURE_OF_A_TITLE = 0.5, 0.75
"""Least probability of what is learnt, else rules alone speak: more likely than all else together.
Where only the title of a draft says what is proposed, most people ask for amendments of parts of
it, which read like conditions: those are left to the rules."""
_CLAUSE = re.compile(r"(?<=[、。])")

__all__ = ["FoundStance", "stance_of"]


def stance_of(text: str, proposal: str = "") -> FoundStance:
    """Whether an opinion is for or against what is proposed, and the words that show it.

    Args:
        text: of an opinion, normalised.
        proposal: what is proposed, in a sentence; empty where no one wrote it down.

    >>> stance_of("夜眠れるとは、ありがたい話です。", "深夜営業を禁止する。").stance.value
    '賛成'
    >>> stance_of("経過措置の終わりはいつか。", "深夜営業を禁止する。").stance.value
    '不明'
    """
    ruled = stance_by_rules(text, proposal)
    if not (proposal and text.strip()):
        return ruled
    weights = kept_weights()
    probabilities = weights.probabilities(text, proposal)
    stance = STANCES[int(probabilities.argmax())]
    is_told = says_what_is_done(proposal)
    if stance is Stance.CONDITIONAL and not is_told:
        return ruled
    if stance is ruled.stance or probabilities.max() < (_SURE if is_told else _SURE_OF_A_TITLE):
        return ruled
    if (
        stance is Stance.UNKNOWN
        or (stance is Stance.FOR and hangs_on_an_answer(text))
        or (stance is Stance.AGAINST and says_in_favour(unquoted_parts(text)))
        or is_of_something_else(unquoted_parts(text), proposal, outright=is_told)
    ):
        return FoundStance(Stance.UNKNOWN, "")
    clauses = [
        clause for part in sentences_and_lines(text) for clause in _CLAUSE.split(part) if clause
    ]
    return FoundStance(stance, weights.speaks_most(clauses, proposal, stance).strip("。、 "))
