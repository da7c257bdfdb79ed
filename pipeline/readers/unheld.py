"""Characters that no table or page can hold: half of a pair (half an emoji), U+FFFE, U+FFFF, NUL.

They are replaced by U+FFFD, counted and told; where both halves of a pair stand, they are joined.
The first half of an emoji alone is left out: no letter can be lost with it, as one would be with
half of 𠮷.
"""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pipeline.readers.grid import Received, UnreadPart

_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_HALF_EMOJI = re.compile("[\ud83c-\ud83e]")
"""First halves of U+1F000 to U+1FBFF: pictures and pieces of games, no letters."""
_UNHELD = re.compile("[\0\ud800-\udfff\ufffe\uffff]")


def without_unheld(received: Received) -> Received:
    """What was received, every such character of every text replaced, and how many they were."""
    counter = _Counter()
    clean: Received = counter.clean(received)
    if not counter.count:
        return received
    told = UnreadPart("文字として扱えない符号", size=f"{counter.count}個", is_answer=False)
    finding = f"文字として扱えない符号が {counter.count} ある。�（U+FFFD）に置き換えた"
    finding += "（絵文字の片割れは除いた）"
    return replace(clean, unread=(*clean.unread, told), findings=(*clean.findings, finding))


class _Counter:
    def __init__(self) -> None:
        self.count = 0

    def clean(self, value: Any) -> Any:
        """A value of which every text is clean; what needs no change is the same object."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, list | tuple):
            parts = [self.clean(part) for part in value]
            same = all(new is old for new, old in zip(parts, value, strict=True))
            return value if same else type(value)(parts)
        if isinstance(value, dict):
            return {key: self.clean(inner) for key, inner in value.items()}
        if is_dataclass(value) and not isinstance(value, type):
            inside = {f.name: getattr(value, f.name) for f in fields(value)}
            new = {name: self.clean(inner) for name, inner in inside.items()}
            changed = {name: inner for name, inner in new.items() if inner is not inside[name]}
            return replace(value, **changed) if changed else value
        return value

    def _text(self, text: str) -> str:
        if (text.isascii() and "\0" not in text) or not _UNHELD.search(text):
            return text
        joined = _PAIR.sub(_joined, text)
        whole, n_halves = _HALF_EMOJI.subn("", joined)
        clean, count = _UNHELD.subn("\ufffd", whole)
        self.count += n_halves + count
        return clean


def _joined(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16", "surrogatepass").decode("utf-16")
