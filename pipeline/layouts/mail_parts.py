"""What in a mail nobody says to the ministry: its head, quoted mails, the signature, rules."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.layouts.closing_lines import FROM, closing_signature
from pipeline.text.body_words import OFFICES
from pipeline.text.sentences import reads_as_sentence


class MailPart(StrEnum):
    """Parts of a mail that hold no opinion of its sender; the value is the ledger's reason."""

    HEAD = "メールの見出し"
    QUOTED = "引用された元のメール"
    FORWARDED = "転送されたメール（意見かどうか）"
    SIGNATURE = "署名"
    RULE = "罫線"


@dataclass(frozen=True)
class Aside:
    """Consecutive lines that are one such part; offsets into the text, white space left out."""

    part: MailPart
    begin: int
    end: int


@dataclass(frozen=True)
class _Line:
    begin: int
    end: int
    text: str
    is_below_blank: bool = False


_RULE = re.compile(r"(?:[-‐–—―─━=＝_＿*＊~～+＋#＃・◇◆☆★]\s?){5,}|-- ?")
_HEAD = re.compile(
    r"[*＊]?(?:From|To|Cc|Bcc|Date|Sent|Subject|Reply-To|差出人|送信者|送信元|宛先|件名|送信日時|受信日時|日時|日付"
    r"|添付(?:ファイル)?)[*＊]?\s*[:：]",
    re.IGNORECASE,
)
_FROM = re.compile(FROM, re.IGNORECASE)
_SENT = re.compile(r"[*＊]?(?:Date|Sent|送信日時|受信日時|日時|日付)[*＊]?\s*[:：]", re.IGNORECASE)
_DASHES = r"[-‐–—―─━=＝_＿*＊<>＜＞\s]{2,}"
_ORIGINAL = re.compile(
    rf"{_DASHES}(?:Original (?:Message|Appointment)|元の(?:メッセージ|メール)"
    rf"|引用(?:元|ここから)?|ここから引用)(?:{_DASHES})?",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    rf"{_DASHES}(?:Forwarded (?:message|by.*)|(?:以下、?)?転送(?:された)?"
    rf"(?:メッセージ|メール)?)(?:{_DASHES})?",
    re.IGNORECASE,
)
_WROTE = re.compile(
    r"(?:On\s|\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2}).{0,200}"
    r"(?:wrote|書きました|のメッセージ|[^\s<＜]+@[^\s>＞]+[>＞]?)\s*[:：]",
    re.IGNORECASE,
)
_DEVICE = re.compile(
    r"(?:私の|My )?[\w!！ 　.\-]{2,30}?(?:から|で|より)送信"
    r"(?:しました|されました|しています)?[。.]?"
    r"|Sent (?:from|via|with) .{2,40}|(?:Get )?Outlook for (?:iOS|Android|Mac)(?:を入手)?.{0,60}"
    r"|(?:iOS|Android)(?: ?版)? ?Outlook.{0,40}",
    re.IGNORECASE,
)
"""What a telephone or a program writes below a mail of its own accord."""
_QUOTE = re.compile(r"[>＞»]")
_CONTACT = re.compile(
    rf"TEL|電話|FAX|Ｆ?ＡＸ|e-?mail|メール|[@＠]|〒|https?://|内線|[{OFFICES}]$", re.IGNORECASE
)
_LONGEST_SIGNATURE = 15
"""Lines."""
_SHORT = 40
"""Characters of the longest line of a signature without an address."""


def asides(text: str) -> list[Aside]:
    r"""The parts of a text that hold no opinion of its sender, in order.

    >>> [part.part.name for part in asides("延ばしてほしい。\n\n> 期限は変えません。\n")]
    ['QUOTED']
    """
    lines = _lines(text)
    kinds: list[MailPart | None] = [None] * len(lines)
    _mark_quotes(lines, kinds)
    _mark_heads(lines, kinds)
    _mark_signatures(lines, kinds)
    _mark_closing(lines, kinds)
    _mark_devices(lines, kinds)
    found: list[Aside] = []
    above: MailPart | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not None and kind is above and kind is not MailPart.RULE:
            found[-1] = Aside(kind, found[-1].begin, line.end)
        elif kind is not None:
            found.append(Aside(kind, line.begin, line.end))
        above = kind
    return found


def _lines(text: str) -> list[_Line]:
    lines = []
    offset = 0
    is_below_blank = False
    for raw in text.splitlines(keepends=True):
        content = raw.strip()
        if content:
            begin = offset + len(raw) - len(raw.lstrip())
            lines.append(_Line(begin, begin + len(content), content, is_below_blank))
        is_below_blank = not content
        offset += len(raw)
    return lines


def _mark_quotes(lines: list[_Line], kinds: list[MailPart | None]) -> None:
    for number, line in enumerate(lines):
        if kinds[number] is not None:
            continue
        below = [other.text for other in lines[number + 1 : number + 3]]
        if _QUOTE.match(line.text):
            kinds[number] = MailPart.QUOTED
        elif _FORWARD.fullmatch(line.text):
            kinds[number:] = [MailPart.FORWARDED] * (len(lines) - number)
        elif _ORIGINAL.fullmatch(line.text) or (number and _is_head(lines, number)):
            kinds[number:] = [MailPart.QUOTED] * (len(lines) - number)
        else:
            for n_more in (0, 1):
                whole = " ".join([line.text, *below[:n_more]])
                if not _WROTE.fullmatch(whole):
                    continue
                quoted = lines[number + n_more + 1 : number + n_more + 2]
                marked = n_more + 1 if quoted and _QUOTE.match(quoted[0].text) else len(lines)
                for place in range(number, min(number + marked, len(lines))):
                    kinds[place] = MailPart.QUOTED
                break


def _is_head(lines: list[_Line], number: int) -> bool:
    """Whether the head of a mail begins in a line: three of its lines, who and when among them."""
    block = []
    for line in lines[number : number + 8]:
        if not _HEAD.match(line.text):
            break
        block.append(line.text)
    told = any(map(_FROM.match, block)) and any(map(_SENT.match, block))
    return len(block) >= 3 and told


def _mark_heads(lines: list[_Line], kinds: list[MailPart | None]) -> None:
    """The head of the mail itself: the first lines, who sent it among them."""
    n_head = 0
    while n_head < len(lines) and kinds[n_head] is None and _HEAD.match(lines[n_head].text):
        n_head += 1
    if n_head >= 2 and any(_FROM.match(line.text) for line in lines[:n_head]):
        kinds[:n_head] = [MailPart.HEAD] * n_head


def _mark_signatures(lines: list[_Line], kinds: list[MailPart | None]) -> None:
    """What stands below a rule: names, addresses and no sentence; else the rule alone."""
    for number, line in enumerate(lines):
        if kinds[number] is not None or not _RULE.fullmatch(line.text):
            continue
        kinds[number] = MailPart.RULE
        end = number + 1
        while end < len(lines) and kinds[end] is None and not _RULE.fullmatch(lines[end].text):
            end += 1
        inside = [other.text for other in lines[number + 1 : end]]
        if not inside or len(inside) > _LONGEST_SIGNATURE or any(map(reads_as_sentence, inside)):
            continue
        last = end >= len(lines) or all(
            kinds[place] is not None for place in range(end, len(lines))
        )
        closed = end < len(lines) and bool(_RULE.fullmatch(lines[end].text))
        rest = range(end + 1, len(lines))
        last = last or (closed and all(kinds[place] is not None for place in rest))
        contact = any(map(_CONTACT.search, inside))
        if last and (contact or all(len(text) < _SHORT for text in inside)):
            upto = end + 1 if closed else end
            kinds[number:upto] = [MailPart.SIGNATURE] * (upto - number)


def _mark_devices(lines: list[_Line], kinds: list[MailPart | None]) -> None:
    """The line of a telephone or program, in a mail or at the end of a text."""
    is_mail = MailPart.HEAD in kinds
    for number, line in enumerate(lines):
        if kinds[number] is None and (is_mail or number == len(lines) - 1):
            kinds[number] = MailPart.SIGNATURE if _DEVICE.fullmatch(line.text) else None


def _mark_closing(lines: list[_Line], kinds: list[MailPart | None]) -> None:
    """What stands below the last greeting of the mail itself, where nothing but it follows."""
    own = [number for number, kind in enumerate(kinds) if kind in (None, MailPart.HEAD)]
    gaps = [place for place, number in enumerate(own) if lines[number].is_below_blank]
    begin = closing_signature([lines[number].text for number in own], max(gaps, default=None))
    if begin is not None:
        for number in own[begin:]:
            kinds[number] = MailPart.SIGNATURE
