"""The objects of a PDF as bytes: every string under its key, every stream that is not a drawing.

pdfium shows pages; it does not list what else a file holds. This looks at all of it, whatever
refers to it: damaged cross references and objects that nothing refers to make no difference.
"""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+)\s+\d+\s+obj\b(.*?)(?:endobj|(?=\d+\s+\d+\s+obj\b)|\Z)", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_STREAM = re.compile(rb"\bstream\r?\n")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R)")
_KEY = re.compile(rb"/([A-Za-z0-9#]+)\s*(?:\[[^\]]*)?$")
_DRAWING = re.compile(
    rb"/(?:Image|Form|XRef|FontFile\d?|Length1|FunctionType|CMapName|Pattern|XObject)\b"
)
_FONT = re.compile(rb"/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)\b|/(?:Alternate|CIDSet)\b")
"""Outlines of letters and tables of colours, as the dictionaries of their streams name them."""
_TABLE = re.compile(
    r"\bbegin(?:cmap|codespacerange|bf(?:char|range)|cid(?:char|range))\b|^%!(?:PS-Adobe|FontType)"
)
"""Codes of a font to letters, and fonts written as programs."""
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_OPERATORS = re.compile(rb"\bBT\b.*\bET\b|\b(?:re|cm|rg|gs|Do)\s", re.DOTALL)
_LARGEST = 20 * 2**20
"""Bytes of one unpacked stream; the rest of it is not looked at."""
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"\f"}
_ESCAPE = re.compile(rb"\\(\d{1,3}|\r\n|.)", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)


def strings(content: bytes) -> Iterator[tuple[str, str, bool]]:
    """Every string of a PDF that is not encrypted.

    Yields:
        The key it stands under (empty where unknown), its text, and whether it is a stream.
    """
    for _, head, packed in _objects(content):
        yield from _in_dictionary(head)
        if packed is None or _DRAWING.search(head):
            continue
        stream = _unpacked(head, packed)
        if b"ObjStm" in head:
            yield from _in_dictionary(stream)
        elif b"EmbeddedFile" not in head and not _OPERATORS.search(stream[:4000]):
            text = _stream_text(stream)
            if not (_FONT.search(head) or is_table(text)):
                yield "stream", text, True


def is_table(text: str) -> bool:
    r"""Whether a stream is a table of a program, no text: codes of letters, or bytes that are none.

    >>> is_table("/CIDInit /ProcSet findresource begin begincmap"), is_table("延長してほしい。")
    (True, False)
    """
    return bool(_TABLE.search(text)) or len(_CONTROLS.findall(text)) * 50 > len(text)


def files(content: bytes) -> Iterator[bytes]:
    """The bytes of every attached file."""
    for _, head, packed in _objects(content):
        if packed is not None and b"EmbeddedFile" in head:
            yield _unpacked(head, packed)


def n_pages(content: bytes) -> int:
    """How many objects are pages, each number counted once, with what is in object streams."""
    numbers: set[bytes] = set()
    n_packed = 0
    for number, head, packed in _objects(content):
        if _PAGE.search(head):
            numbers.add(number)
        elif packed is not None and b"ObjStm" in head:
            n_packed += len(_PAGE.findall(_unpacked(head, packed)))
    return len(numbers) if not n_packed else 0  # numbers within object streams are not told apart


def _objects(content: bytes) -> Iterator[tuple[bytes, bytes, bytes | None]]:
    """Number, dictionary and packed stream (None where it has none) of every object.

    A stream is as long as it says, where it ends there: a PDF inside of it has objects of its own.
    """
    place = 0
    while found := _OBJECT.search(content, place):
        body, place = found[2], found.end()
        start = _STREAM.search(body)
        if not start:
            yield found[1], body, None
            continue
        head, begin = body[: start.start()], found.start(2) + start.end()
        length = _LENGTH.search(head)
        end = begin + int(length[1]) if length else -1
        if length and content[end : end + 30].lstrip().startswith(b"endstream"):
            place = end
            yield found[1], head, content[begin:end]
        else:
            stream = body[start.end() :]
            cut = stream.rfind(b"endstream")
            yield found[1], head, stream[:cut] if cut >= 0 else stream


def _unpacked(head: bytes, stream: bytes) -> bytes:
    if b"ASCIIHexDecode" in head or b"/AHx" in head:
        digits = re.sub(rb"[^0-9A-Fa-f]", b"", stream.partition(b">")[0])
        stream = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    if b"FlateDecode" in head or b"/Fl " in head:
        try:
            return zlib.decompressobj().decompress(stream, _LARGEST)
        except zlib.error:
            return b""
    return stream[:_LARGEST]


def _in_dictionary(body: bytes) -> Iterator[tuple[str, str, bool]]:
    place = 0
    while (begin := body.find(b"(", place)) >= 0:
        yield from _hexadecimal(body, place, begin)
        end = _end_of_literal(body, begin)
        raw = _ESCAPE.sub(_escaped, body[begin + 1 : end])
        yield _key_before(body, begin), text_of(raw), False
        place = end + 1
    yield from _hexadecimal(body, place, len(body))


def _hexadecimal(body: bytes, begin: int, end: int) -> Iterator[tuple[str, str, bool]]:
    for found in _HEX.finditer(body, begin, end):
        digits = re.sub(rb"\s", b"", found[1])
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        yield _key_before(body, found.start()), text_of(raw), False


def _key_before(body: bytes, place: int) -> str:
    found = _KEY.search(body, max(0, place - 200), place)
    return found[1].decode("ascii") if found else ""


def _end_of_literal(body: bytes, begin: int) -> int:
    depth = 0
    for sign in _PARENTHESIS.finditer(body, begin):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.start()
    return len(body)


def _escaped(sign: re.Match[bytes]) -> bytes:
    if sign[1].isdigit():
        return bytes([int(sign[1], 8) & 255]) if not set(sign[1]) & set(b"89") else sign[1]
    if sign[1] in (b"\r\n", b"\n", b"\r"):
        return b""
    return _ESCAPES.get(sign[1], sign[1])


def text_of(raw: bytes) -> str:
    r"""The text of a PDF string: UTF-16 or UTF-8 by its mark, else what it reads as.

    >>> text_of(b"\xfe\xff0B"), text_of(b"abc")
    ('あ', 'abc')
    """
    for mark, encoding in (
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xef\xbb\xbf", "utf-8"),
    ):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    for encoding in ("utf-8", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _stream_text(stream: bytes) -> str:
    text = text_of(stream)
    return re.sub(r"<[^>]*>", "\n", text) if text.lstrip()[:1] == "<" else text
