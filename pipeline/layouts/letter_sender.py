"""Who sent a letter without labels: a body above or below its text, or who says so (A町です)."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.layouts.body_lines import (
    box_of,
    is_headed_by,
    is_organisation,
    may_name,
    named_by,
    plain,
    told_by,
)
from pipeline.layouts.closing_lines import FROM
from pipeline.layouts.entry import Sender
from pipeline.layouts.formulas import is_addressed, is_formula, passes_on, points_on, speaks
from pipeline.layouts.mail_parts import MailPart, asides
from pipeline.respondents.body_names import is_office, kind_of_name, name_key, without_office
from pipeline.text.sentences import is_ended, reads_as_sentence

_SEARCHED = 15
"""Lines at the head, and at the foot, among which a sender stands."""
_FOOT = 3
"""Lines at the end among which who sends a letter stands without any other sign."""
_FEWEST = 4
"""Signs of a name that stands in the name of a file not by chance."""
_FEWEST_OF_SHORT = 3
"""The same, where what the file is called after is an organisation's short name (医師会)."""
_FROM = re.compile(rf"^{FROM}\s*[\"'「]?([^<＜\"'」\n]+)", re.IGNORECASE | re.MULTILINE)
"""The name of who sent a mail, in its head; the address is left out."""
_SUBJECT = re.compile(r"^(?:Subject|件名)\s*[:：](.+)", re.IGNORECASE | re.MULTILINE)
_QUOTED = frozenset({MailPart.QUOTED, MailPart.FORWARDED})


def letter_sender(text: str, witness: str = "") -> Sender:
    r"""The one body that a letter's head, foot or first words name; empty where none or several.

    The one it is addressed to (殿, 様, 御中) is none; quoted mails are left out. A line that is the
    name of an organisation counts where the file or the head of the mail is called after it, too.

    Args:
        text: of the letter.
        witness: the name of its file.

    >>> letter_sender("環境大臣　様\n甲川町長　山田太郎\n\n延長してほしい。").name
    '甲川町'
    >>> letter_sender("意見書\n甲川を守る会\n\n延長してほしい。", "意見（甲川を守る会）").name
    '甲川を守る会'
    """
    around, found = _around(text)
    bodies = _bodies(found)
    if not bodies:
        vouching = (witness, *_FROM.findall(text), *_SUBJECT.findall(text))
        bodies = _bodies(vouched(around, vouching))
    return Sender(name=next(iter(bodies.values()))) if len(bodies) == 1 else Sender()


def vouched(lines: Iterable[str], vouching: Iterable[str]) -> list[str]:
    """The names among lines of a text that something else is called after, too.

    Args:
        lines: that may name who sent it, and say nothing else.
        vouching: the name of its file, who sent the mail; a short name (医師会) is enough.

    >>> vouched(["公益社団法人 甲川医師会", "計画（案）"], ["意見（医師会）"])
    ['公益社団法人 甲川医師会']
    """
    words = [name_key(said) for said in vouching]
    parts = [name_key(part) for said in vouching for part in re.split(r"[\W_]+", said)]
    short = {p for p in parts if len(p) >= _FEWEST_OF_SHORT and kind_of_name(p) == "団体"}
    found = []
    for line in filter(None, map(may_name, lines)):
        for name in dict.fromkeys((line, *line.split(" "))):
            key = name_key(name)
            is_whole = len(key) >= _FEWEST and any(key in said for said in words)
            if is_organisation(name) and (is_whole or key.endswith(tuple(short))):
                found.append(name)
                break
    return found


def unsure_senders(text: str) -> list[str]:
    r"""Lines at the head or foot of a letter that may say who sent it; empty where that is sure.

    >>> unsure_senders("甲川を守る会\n山田太郎\n\n延長してほしい。")
    ['甲川を守る会']
    """
    around, found = _around(text)
    bodies = _bodies(found)
    if bodies:
        return sorted(bodies.values()) if len(bodies) > 1 else []
    return [words for line in around if (words := may_name(line))]


def _bodies(names: Iterable[str]) -> dict[str, str]:
    """Bodies by what makes them one; an office alone (農林課) is its body's where one is named."""
    bodies = {name_key(without_office(name)): name for name in names}
    whole = {key: name for key, name in bodies.items() if not is_office(name)}
    return whole or bodies


def _around(text: str) -> tuple[list[str], list[str]]:
    """The lines at the head and foot of a letter, and the bodies they name."""
    own, others = text, asides(text)
    for aside in reversed(others):
        if aside.part in _QUOTED:
            own = own[: aside.begin] + own[aside.end :]
    forwards = any(aside.part is MailPart.FORWARDED for aside in others)
    if forwards and passes_on(own) and not speaks(own):
        return [], []  # who passes on another's mail said none of it
    lines = [plain(line) for line in own.splitlines() if line.strip()]
    said = [number for number, line in enumerate(lines) if _says(line)]
    first, last = (said[0], said[-1]) if said else (len(lines), -1)
    around = lines[: min(first, _SEARCHED)] + lines[max(last + 1, len(lines) - _SEARCHED) :]
    found = [named_by(line) for line in around]
    found += [line for line, below in pairwise(around) if is_headed_by(line, below)]
    found += [name for line in lines[: first + 2] for name in told_by(line)]
    found += _placed(around) if any(map(_announces, lines)) else []
    heads = [own[aside.begin : aside.end] for aside in asides(own) if aside.part is MailPart.HEAD]
    found += [box_of(one) for head in heads for one in _FROM.findall(head)]
    return around, [name for name in found if name]


def _placed(around: Sequence[str]) -> list[str]:
    """Organisations where a letter says who sends it: right below whom it is for, and at its foot.

    It announces its answer (下記のとおり意見を提出します), so that nobody else prints them there.
    """
    below = [line for above, line in pairwise(around) if is_addressed(above)]
    foot = [line for line in around[-_FOOT:] if line not in below]
    alone = [line for line in (*below, *foot) if not named_by(line)]
    return [name for line in alone if is_organisation(name := may_name(line))]


def _announces(line: str) -> bool:
    return is_formula(line) and points_on(line) and not passes_on(line)


def _says(line: str) -> bool:
    return is_ended(line) or (reads_as_sentence(line) and not named_by(line))
