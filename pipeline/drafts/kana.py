"""Words that one text writes in katakana and another in hiragana: チラシ, ちらし."""

import re

_KATAKANA = re.compile("[ァ-ヴー]{3,}")
_TO_HIRAGANA = {letter: letter - 0x60 for letter in range(0x30A1, 0x30F5)}


def spelt_otherwise(one: str, other: str) -> list[str]:
    """Words of at least three letters that both have, in the other spelling; as the second has it.

    >>> spelt_otherwise("チラシを渡す。", "又はちらしを配る"), spelt_otherwise("ごみの日", "ゴミ袋")
    (['ちらし'], [])
    """
    found = [
        hiragana
        for word in dict.fromkeys(_KATAKANA.findall(one))
        if (hiragana := word.translate(_TO_HIRAGANA)) in other
    ]
    found += [
        word
        for word in dict.fromkeys(_KATAKANA.findall(other))
        if word.translate(_TO_HIRAGANA) in one
    ]
    return found
