"""Who signs a mail without a rule above the name: the lines below its last greeting."""

import re
from collections.abc import Sequence

from pipeline.layouts.formulas import is_formula
from pipeline.layouts.labels_in_line import FILLED_IN
from pipeline.layouts.role_words import Role, role_of_words, squeezed
from pipeline.layouts.said import has_letters, speaks_of_something
from pipeline.text.body_words import OFFICES
from pipeline.text.speech_acts import worries

_LONGEST = 15
"""Lines."""
_WIDEST = 40
"""Characters of a line."""
_ADDRESS = re.compile(
    r"[\w.+-]+\s?[@＠]\s?[\w-]+(?:\.[\w-]+)+|https?://\S+|〒\s?\d{3}"
    r"|(?:TEL|電話|FAX|ＴＥＬ|ＦＡＸ|携帯|内線)[^\w]{0,3}[\d０-９(（]|[0０][\d０-９]{1,4}[-－‐(（][\d０-９]{1,4}[-－‐)）][\d０-９]{3,4}",
    re.IGNORECASE,
)
_OFFICE = re.compile(rf"^(?:[^、。]{{0,20}}[{OFFICES}庁場所会](?:[ \u3000]|$))")
FROM = r"[*＊]?(?:From|差出人|送信者|送信元)[*＊]?\s*[:：]"
"""Before the name of who sent a mail, in its head."""
_FROM = re.compile(rf"{FROM}\s*[\"'「]?([^<＜\"'」]+)", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^(?:追伸|追記|なお|また|補足|P\.?S)|を|(?<=[一-龠ァ-ヴー])[はがでにもへ](?=[一-龠ァ-ヴ]|$)",
    re.IGNORECASE,
)
"""Words of a postscript, or a particle between words: no line of names."""
_POINT = re.compile(r"[-‐–・•●◆■○◯]|[（(]?\d{1,2}[)）.．、]|[①-⑳]")


def closing_signature(lines: Sequence[str], last_paragraph: int | None = None) -> int | None:
    r"""The first line, from 0, of a signature at the end of a text; None where there is none.

    Below the last greeting (よろしくお願いします, 以上) stand short lines that say nothing, among
    them an address or the name of the mail's sender. Without a greeting, the last paragraph is one
    where its first line names an office and an address follows.

    Args:
        lines: of the text, without blank ones.
        last_paragraph: the first line, from 0, behind the last blank one.

    >>> closing_signature(["延長してほしい。", "よろしくお願いします。", "峰山", "mi@example.jp"])
    2
    >>> closing_signature(["延長してほしい。", "よろしくお願いします。", "道の幅も"])
    """
    greetings = [number for number, line in enumerate(lines) if is_formula(line)]
    first = greetings[-1] + 1 if greetings else len(lines)
    alone = last_paragraph is not None and last_paragraph >= (first if greetings else 1)
    if last_paragraph is not None and alone and first != last_paragraph:
        office, *rest = lines[last_paragraph:]
        if _OFFICE.search(office) and any(map(_ADDRESS.search, rest)):
            first = last_paragraph
    below = lines[first:]
    if not 0 < len(below) <= _LONGEST or any(map(_says, below)):
        return None
    names = _names_told(lines[:first])
    signs = any(_ADDRESS.search(line) or _is_name(line, names) for line in below)
    return first if signs else None


def _says(line: str) -> bool:
    role = role_of_words(line.partition("：")[0].partition(":")[0])
    other = role is not None and role not in FILLED_IN
    point = bool(_POINT.match(line)) and has_letters(line)
    point = point or bool(_GOES_ON.search(line))
    return len(line) >= _WIDEST or other or point or speaks_of_something(line) or worries(line)


def _is_name(line: str, names: Sequence[str]) -> bool:
    words = squeezed(line)
    return len(words) > 1 and any(words in name for name in names)


def _names_told(lines: Sequence[str]) -> list[str]:
    """What the head of the mail, or a label of a person, names."""
    found = [name[1] for line in lines if (name := _FROM.match(line))]
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        label, _, value = line.replace(":", "：").partition("：")
        if role_of_words(label) is Role.PERSON:
            found.append(value.strip() or below)
    return [squeezed(name) for name in found]
