"""Mails (.eml): the body as a text file with its head, attachments as files of their own."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.layouts.guidance import tells_how
from pipeline.receiving.archive import Member
from pipeline.receiving.mail_pages import mail_page
from pipeline.receiving.safe_names import safe_name
from pipeline.rounds.round_name import YEARS
from pipeline.tables.state import UNREAD_PART
from pipeline.text.decoding import decode

_HEAD = ("From", "To", "Date", "Subject")
"""What the body file repeats; the reader of mails takes it for no opinion."""
_BEGIN = re.compile(rb"(?P<before>\A|\r?\n\r?\n|\n)From [^\r\n]*\d{4}[^\r\n]*\r?\n(?=[!-9;-~]+:)")
"""Where a mail of a mailbox begins: the line that its program put before the head."""
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_DRAWN = re.compile(r"[\s|*_>+=・•‐–—―─-]+")
"""What programs draw tables and stress words with in plain text."""
_DEEPEST = 3
"""Mails inside of mails."""


def unpack_mail(mail: Path, into: Path) -> list[Member]:
    """Take the body and the attachments out of a mail.

    Args:
        mail: an .eml file, or a mailbox of several mails (.mbox).
        into: an empty folder.

    Returns:
        First the body (.txt; .html where it is no plain text, or holds tables of answers), then
        one member per attachment and attached mail. Pictures that the body shows are told in a
        member that is ignored.

    Raises:
        UnreadableError: its parts cannot be told apart.
    """
    found = _split(mail.read_bytes())
    try:
        members: list[Member] = []
        for number, content in enumerate(found, start=1):
            message = message_from_bytes(content, policy=policy.default)
            members += _members(message, into, f"/メール{number}" if len(found) > 1 else "", 1)
        return members
    except OSError:  # a full disk
        raise
    except Exception as error:  # the library's own parsers raise whatever comes
        raise UnreadableError(
            f"メールの形が壊れている（{type(error).__name__}）。メールソフトで開き、本文は .txt、"
            "添付は元の形式で保存し直して、もう一度 add-round してください。"
        ) from error


def _split(content: bytes) -> list[bytes]:
    """The mails of a mailbox file (RFC 4155); one mail is itself."""
    if not content.startswith(b"From "):
        return [content]
    begins = [found.end("before") for found in _BEGIN.finditer(content)]
    ends = [*begins[1:], len(content)]
    mails = [content[begin:end] for begin, end in zip(begins, ends, strict=True)]
    return [_QUOTED_FROM.sub(rb"\1", mail) for mail in mails] or [content]


def _members(message: EmailMessage, into: Path, prefix: str, depth: int) -> Iterator[Member]:
    received = _received(message)
    for name, said in _bodies(message):
        suffix = Path(name).suffix
        yield Member(f"{prefix}{name}", _written(into, suffix, said.encode()), received)
    shown = 0
    for number, part in enumerate(_attachments(message), start=1):
        inner = part.get_content() if part.get_content_type() == "message/rfc822" else None
        name = safe_name(_text(part.get_filename() or "")).replace("/", "_")
        if isinstance(inner, EmailMessage) and depth < _DEEPEST:
            yield from _members(inner, into, f"{prefix}/添付メール{number}", depth + 1)
        elif part.get_content_maintype() == "image" and part["Content-ID"]:
            shown += 1
        else:
            content = part.as_bytes() if inner is not None else part.get_payload(decode=True)
            name = name or f"添付{number}{'.eml' if inner is not None else ''}"
            suffix = Path(name).suffix[:10]
            yield Member(
                f"{prefix}/{name}", _written(into, suffix, bytes(content or b"")), received
            )
    if shown:
        told = f"{UNREAD_PART}メールの本文にある画像 {shown}"
        yield Member(f"{prefix}（画像）", None, received, ignored=told)


def _attachments(message: EmailMessage) -> list[MIMEPart]:
    """All parts with content that are not the body."""
    body = message.get_body(preferencelist=("plain", "html"))
    others = {id(part) for part in message.walk() if part is body or part.is_multipart()}
    inside = {
        id(inner)
        for part in message.walk()
        if part.get_content_type() == "message/rfc822"
        for inner in part.walk()
        if inner is not part
    }
    alternative = {
        id(part)
        for holder in message.walk()
        if holder.get_content_type() == "multipart/alternative"
        for part in holder.iter_parts()
        if part.get_content_maintype() == "text"
    }
    return [
        part
        for part in message.walk()
        if isinstance(part, MIMEPart)
        and id(part) not in inside | alternative
        and (id(part) not in others or part.get_content_type() == "message/rfc822")
    ]


def _head(message: EmailMessage) -> str:
    values = ((name, _value(message, name)) for name in _HEAD)
    return "\n".join(f"{name}: {value}" for name, value in values if value)


def _value(message: EmailMessage, name: str) -> str:
    """A value of the head; as it is written where its form is broken."""
    try:
        return _text(str(message[name] or ""))
    except Exception:  # as in ``unpack_mail``
        raw = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
        return _text(next(raw, ""))


def _bodies(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """What the mail says, and what plain text leaves out of its HTML; usually nothing.

    A page where it says nothing in plain text, or where a table of it holds answers.
    """
    plain, html = (message.get_body(preferencelist=(kind,)) for kind in ("plain", "html"))
    head = _head(message)
    said = _content(plain) if plain is not None else ""
    in_html = mail_page(_content(html), head) if html is not None else None
    is_said = any(line.strip() and not tells_how(line) for line in said.split("\n"))
    if in_html is not None and (in_html.has_answers or not is_said):
        yield ".html", in_html.page(_only_in(said, in_html.text))
        return
    yield ".txt", f"{head}\n\n{said}\n"
    if in_html is not None and (other := _only_in(in_html.text, said)):
        yield "（HTML本文）.txt", f"{head}\n\n{other}\n"


def _only_in(text: str, other: str) -> str:
    """The lines of a text that another does not hold, whatever it marks and rules them with."""
    known = _DRAWN.sub("", other)
    return "\n".join(line for line in text.split("\n") if _DRAWN.sub("", line) not in known)


def _content(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    content = raw if isinstance(raw, bytes) else b""
    charset = part.get_content_charset()
    try:
        text = content.decode(charset or "utf-8")
        if "\x1b" in text:  # JIS under another name
            text = decode(content)[0]
    except (LookupError, UnicodeDecodeError):  # the mail says one encoding and has another
        text = decode(content)[0]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(value: str) -> str:
    """A value of a head, on one line and in characters that files can hold."""
    return " ".join(value.encode("utf-8", "replace").decode().split())


def _received(message: EmailMessage) -> str:
    try:
        sent = parsedate_to_datetime(_value(message, "Date"))
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
    known = sent.year in YEARS
    return sent.replace(tzinfo=None).isoformat(" ", "minutes") if known else ""


def _written(into: Path, suffix: str, content: bytes) -> Path:
    target = into / f"{len(list(into.iterdir())):05}{suffix}"
    target.write_bytes(content)
    return target
