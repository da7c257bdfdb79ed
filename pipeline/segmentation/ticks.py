"""Boxes to tick for whether there is an opinion (☑意見なし □意見あり), and what they say."""

import re
import unicodedata

_TICKED = "☑☒■✓✔✅🗹◼⬛☻▣●◉◎レ"
_IN_BRACKETS = "✓✔レxXｘＸ○〇●◎vVｖＶ"
"""Signs between brackets that tick them; brackets with none are a box that is not ticked."""
_BOX = re.compile(
    r"(?P<box>[☑☒■✓✔✅🗹◼⬛▣●◉◎□☐▢◻⬜○〇]|(?<![ァ-ヴー])レ"
    rf"|[（(\[［〔][ 　]*[{_IN_BRACKETS}]?[ 　]*[)）\]］〕])[ 　]*"
    r"(?P<label>(?:特に[ 　]*)?"
    r"(?:(?:ご|御)?(?:意見|要望|回答|コメント|提案)(?:は|が)?)?[ 　]*(?:特に)?"
    r"(?:な(?:し|い)|無(?:し|い)?|あり(?:ません|ます)?|有(?:り|る)?|ある)(?:です)?)"
)
_NONE = re.compile("な(?:し|い)|無|ありません")
_OPTION = (
    r"(?<![^ 　\n、・/／(（)）])(?:(?:ご|御)?意見)(?:は|が)?(?:なし|無し|あり|有り)"
    r"(?=[ 　\n、・/／(（]|$)"
)
"""The other choice, with no box before it."""
_ANY_BOX = _BOX.pattern.replace("?P<box>", "?:").replace("?P<label>", "?:")
_THERE_IS = re.compile(
    r"(?:[(]?[0-9]{1,2}[).、:]?)?(?:(?:ご|御)?意見(?:等)?)?(?:が)?(?:有(?:り|る)?|あり(?:ます)?|ある)"
)
"""With the number of the choice before it, too (１ ある)."""
_HINT = (
    r"[（(\[［〔][ 　\n]*(?:(?:内容|意見|理由|具体的に|下記|以下)[:：]?"
    r"|[^（）()\n]{0,16}(?:記入|記載)[ぁ-ん下願い]{0,6})?"
    r"[ 　\n_＿]*[)）\]］〕]"
)
"""Brackets with nothing in them, or with where to write (以下に記入)."""
_BESIDE = re.compile(f"{_HINT}|{_OPTION}")
_TICKS = re.compile(rf"\s*(?:(?:{_ANY_BOX}|{_OPTION}|{_HINT})[ 　\n、・/／]*)+[:：]?\s*")


def _is_ticked(box: str) -> bool:
    return box in _TICKED if len(box) == 1 else any(sign in _IN_BRACKETS for sign in box[1:-1])


def end_of_ticks(text: str) -> int:
    """Where boxes at the begin of an answer end of which the one for an opinion is ticked, else 0.

    >>> end_of_ticks("□なし　☑あり　延長を。"), end_of_ticks("☑なし □あり")
    (8, 0)
    """
    found = _TICKS.match(text)
    if not found or tells_opinion(found[0]) is not True:
        return 0
    return found.end() if text[found.end() :].strip(" 　\n（）()：:") else 0


def tells_opinion(text: str) -> bool | None:
    """Whether a cell only says that there is an opinion (☑有 □無, あり), or that there is none."""
    boxes = [box for box in _BOX.finditer(text) if _is_ticked(box["box"])]
    if boxes and not _BESIDE.sub("", _BOX.sub("", text)).strip(" 　\n、。・/／,，:："):
        none = {bool(_NONE.search(box["label"])) for box in boxes}
        return None if len(none) > 1 else not none.pop()
    return (
        True if _THERE_IS.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) else None
    )


def ticks_nothing(text: str) -> bool:
    """Whether the box for no opinion is ticked, no other is, and nothing else is said."""
    boxes = list(_BOX.finditer(text))
    ticked = [box["label"] for box in boxes if _is_ticked(box["box"])]
    if not ticked:
        return False
    said = _BESIDE.sub("", _BOX.sub("", text)).strip(" 　\n、。・/／,，")
    nothing = len(boxes) > 1 or "意見" in ticked[0] or "回答" in ticked[0]
    return not said and nothing and all(_NONE.search(label) for label in ticked)
