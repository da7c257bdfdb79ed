"""What a sentence does: demand something, or say it. The many ways to demand count as one."""

import re
from dataclasses import dataclass
from typing import Literal

Left = Literal["verb", "noun"]

_HEDGE = re.compile(
    r"と(?:考え(?:ます|る|ている|ています|ております)|思(?:います|う|っています|っている|っております)"
    r"|存じます|感じ(?:ます|る|ています|ている|ております))$"
)
_ASKED = r"お願い(?:(?:いた|致)?し(?:ます|たい(?:です)?)|申し?[上あ]げます|する)?"
_THANKFUL = r"(?:ありがた|有り?難)い(?:です)?"
_GLAD = rf"(?:幸い(?:です|である|に存じます)?|{_THANKFUL}|助か(?:る|ります)|結構です)"
_SO = r"よう、?(?:に、?)?"
_WANTED = (
    r"(?:強く|切に)?(?:求め(?:ます|る|たい)|(?:要望|希望)(?:します|する|いたします|したい)"
    r"|望(?:みます|む)|要請(?:します|する))"
)
_DEMANDS: tuple[tuple[Left, str], ...] = (
    (
        "verb",
        r"[てで](?:(?:いただ|頂)(?:き(?:たい(?:です|もの(?:です|である))?|たく(?:存じます|思います|"
        rf"{_ASKED})|ます{_SO}{_ASKED})|け(?:ます|る){_SO}{_ASKED}"
        rf"|け(?:れば|ますと|ると)、?(?:大変|誠に)?{_GLAD}|く{_SO}{_ASKED})"
        r"|(?:ほし|欲し)い(?:です)?|(?:もら|貰)いたい(?:です)?"
        rf"|(?:くだ|下)さ(?:い(?:ます{_SO}{_ASKED})?|る{_SO}{_ASKED}))$",
    ),
    ("verb", r"べき(?:もの)?(?:である|です|だ|であります)?$"),
    ("verb", r"(?:こと[がも])?必要(?:が(?:ある|あります)|である|です|だ)?$"),
    ("verb", r"(?:なければ(?:なら|いけ)|ねばなら|なくては(?:なら|いけ))(?:ない|ません)$"),
    ("verb", rf"(?:ことを|{_SO}){_WANTED}$"),
    ("verb", rf"{_SO}{_ASKED}$"),
    ("verb", r"ことが求められ(?:ます|る|ている)$"),
    ("verb", r"こと$"),
    ("noun", r"[がも]必要(?:である|です|だ)?$"),
    ("noun", rf"[をも]{_WANTED}$"),
    ("noun", rf"[をも]{_ASKED}$"),
    ("noun", r"[がも]求められ(?:ます|る|ている)$"),
    ("noun", rf"(?:くだ|下)さい(?:ます{_SO}{_ASKED})?$"),
    ("noun", r"されたい$"),
    ("noun", r"を急ぐべき(?:である|です|だ)?$"),
)
_COMPILED = tuple((left, re.compile(pattern)) for left, pattern in _DEMANDS)
_REFUSED = re.compile(r"べきで(?:は)?(?:ない|ありません)$")


@dataclass(frozen=True)
class Ending:
    """Where the content of a sentence ends, and what its ending does."""

    length: int
    """Characters before the ending."""
    left: Left
    """What must stand there: a verb in any form, or a verbal noun."""
    force: str
    """求: demands; 否: demands that it is not done."""
    said: str
    """The ending as written."""


def endings(sentence: str) -> list[Ending]:
    """The readings of a sentence's end as a demand, the longest ending first.

    Args:
        sentence: without the full stop.

    >>> [(e.force, e.length) for e in endings("期限を延長してほしい")]
    [('求', 6)]
    """
    plain = without_hedge(sentence)
    found = [
        Ending(match.start(), left, "求", plain[match.start() :])
        for left, pattern in _COMPILED
        if (match := pattern.search(plain))
    ]
    if refused := _REFUSED.search(plain):
        found = [Ending(refused.start(), "verb", "否", plain[refused.start() :])]
    return sorted(found, key=lambda ending: ending.length)


def without_hedge(sentence: str) -> str:
    """The sentence without 「と考えます」 and its like at the end.

    >>> without_hedge("必要があると考えます"), without_hedge("必要とは考えない")
    ('必要がある', '必要とは考えない')
    """
    return _HEDGE.sub("", sentence)
