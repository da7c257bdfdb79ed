"""What a file really is, by its content, and what to do about those that nothing here can read."""

import io
import lzma
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from pipeline.errors import UnreadableError
from pipeline.text.decoding import decode


class Kind(StrEnum):
    """How a file is read."""

    DOCUMENT = "document"
    WORKBOOK = "workbook"
    DELIMITED = "delimited"
    WORD = "word"
    PDF = "pdf"
    TEXT = "text"
    JSON = "json"
    HTML = "html"
    ARCHIVE = "archive"
    MAIL = "mail"


BROKEN_MEMBER = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    LookupError,
)
"""What reading a member of a broken zip may raise."""

RESAVE = "{program}で開き、{format}で保存し直して、もう一度加えてください。"
_BY_SUFFIX = {
    ".doc": ("旧Word形式（.doc）", "Word", ".docx"),
    ".jtd": ("一太郎形式（.jtd）", "一太郎", ".docx か文字情報のあるPDF"),
    ".jtt": ("一太郎形式（.jtt）", "一太郎", ".docx か文字情報のあるPDF"),
    ".ods": ("OpenDocument表計算（.ods）", "LibreOffice か Excel", ".xlsx"),
    ".odt": ("OpenDocument文書（.odt）", "LibreOffice か Word", ".docx"),
    ".xlsb": ("Excelバイナリ形式（.xlsb）", "Excel", ".xlsx"),
    ".msg": ("Outlookのメール（.msg）", "Outlook", "本文は .txt、添付は元の形式"),
    ".xdw": ("DocuWorks文書（.xdw）", "DocuWorks", "文字情報のあるPDF"),
    ".ppt": ("旧PowerPoint形式（.ppt）", "PowerPoint", "文字情報のあるPDF"),
    ".pptx": ("PowerPoint形式（.pptx）", "PowerPoint", "文字情報のあるPDF"),
    ".rtf": ("リッチテキスト形式（.rtf）", "Word", ".docx"),
}
_MAIL_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\n]*\n)?[!-9;-~]+:")
"""A mail begins with a field of its head (RFC 5322 2.2), or with the line of a mailbox file."""
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PICTURES = {b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"II*\0": "TIFF", b"MM\0*": "TIFF"}
_PACKED = (
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"Rar!\x1a\x07", "RAR"),
    (0, b"\x1f\x8b\x08", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"MSCF", "キャビネット（.cab）"),
    (2, b"-lh", "LZH"),
    (2, b"-lz", "LZH"),
    (257, b"ustar", "tar"),
)
"""Where the sign of an archive stands, the sign, and what it is called."""
_TNEF = bytes.fromhex("789f3e22")
"""Of winmail.dat, which Outlook sends where a mail has its own format (MS-OXTNEF 2.1.3.1)."""
_MAILBOX = re.compile(rb"From [^\n]*\d{4}[^\n]*\n[!-9;-~]+:")
_HTML = re.compile(
    r"\A\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|table)\b", re.I | re.S
)
_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_TITLE = 15
"""Characters of the longest title of a column."""
_OLE_STREAMS = (
    ("EncryptedPackage", None),
    ("Workbook", Kind.WORKBOOK),
    ("Book", Kind.WORKBOOK),
    ("WordDocument", ".doc"),
    ("__substg1.0_", ".msg"),
    ("PowerPoint Document", ".ppt"),
    ("JSRV_", ".jtd"),
    ("DocumentText", ".jtd"),
)


def detect(path: Path) -> Kind:
    """The kind of a file, by its content first and its name second.

    Raises:
        UnreadableError: with the reason and what to do, in Japanese.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        raise UnreadableError("通常のファイルではない（リンク切れ、または特殊なファイル）。")
    try:
        with path.open("rb") as stream:
            whole = stream.read(4096)
            head = whole.rstrip(b"\0")  # some disks fill their last block with them
    except PermissionError as error:
        raise UnreadableError("読み取りの許可がない。ファイルの権限を直してください。") from error
    if whole and not head:
        raise UnreadableError(
            f"NUL（値0の符号）で埋まったファイル（{path.stat().st_size:,}バイト）。"
            "壊れているか、圧縮爆弾の疑いがある。提出元に再送を依頼してください。"
        )
    if not head:
        raise UnreadableError("0バイトの空のファイル。提出元に再送を依頼してください。")
    if head.startswith(b"%PDF") or b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK") or (suffix == ".zip" and zipfile.is_zipfile(path)):
        return _zipped(path, suffix)
    if head.startswith(OLE):
        return _compound(path, suffix)
    for place, sign, name in _PACKED:
        if whole[place:].startswith(sign):
            raise UnreadableError(
                f"{name}形式の圧縮ファイル。中は見ていない。展開して、出てきたファイルを"
                "もう一度加えてください。"
            )
    if head.startswith(_TNEF):
        raise UnreadableError(
            "Outlook独自の形式（winmail.dat、TNEF）。中の本文と添付は見ていない。"
            "提出元に、HTML形式かテキスト形式のメールでの再送を依頼してください。"
        )
    for magic, name in _PICTURES.items():
        if head.startswith(magic):
            raise UnreadableError(f"画像（{name}）。文字情報がないため、内容を入力してください。")
    if head.startswith(b"{\\rtf"):
        raise foreign(".rtf")
    if suffix in _BY_SUFFIX:
        raise foreign(suffix)
    if _MAIL_HEAD.match(head) and (
        suffix in (".eml", ".mbox", ".mbx") or _MAILBOX.match(head) or _MIME.search(_first(head))
    ):
        return Kind.MAIL
    return _plain(head, suffix)


def _first(head: bytes) -> bytes:
    """The lines before the first empty one: the head of a mail."""
    return re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]


def foreign(suffix: str) -> UnreadableError:
    """The error for a format that is known but not read."""
    name, program, wanted = _BY_SUFFIX[suffix]
    return UnreadableError(f"{name}は読めない。{RESAVE.format(program=program, format=wanted)}")


def _zipped(path: Path, suffix: str) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except BROKEN_MEMBER as error:
        raise UnreadableError(
            "ファイルが途中で切れているか壊れている。提出元に再送を依頼してください。"
        ) from error
    if b"opendocument" in mimetype:
        raise foreign(".ods" if b"spreadsheet" in mimetype else ".odt")
    if "xl/workbook.bin" in names:
        raise foreign(".xlsb")
    if any(name.startswith("ppt/") for name in names):
        raise foreign(".pptx")
    if any(name.startswith("xl/") for name in names):
        return Kind.WORKBOOK
    if any(name.startswith("word/") for name in names):
        return Kind.WORD
    if suffix in (".xlsx", ".xlsm", ".docx"):
        raise UnreadableError(
            f"拡張子は {suffix} だが、中身がその形式ではない。提出元に再送を依頼してください。"
        )
    return Kind.ARCHIVE


def _compound(path: Path, suffix: str) -> Kind:
    content = path.read_bytes()
    for stream, kind in _OLE_STREAMS:
        if stream.encode("utf-16-le") in content:
            if kind is None:
                raise encrypted()
            if isinstance(kind, Kind):
                return kind
            raise foreign(kind)
    if suffix in _BY_SUFFIX:
        raise foreign(suffix)
    if suffix == ".xls":
        return Kind.WORKBOOK
    raise UnreadableError(f"内容が分からない形式（{suffix or '拡張子なし'}、OLE複合文書）。")


def encrypted() -> UnreadableError:
    """The error for a file that asks for a password."""
    return UnreadableError(
        "パスワードで保護されている。保護を外したファイルを提出元から受け取ってください。"
    )


def _plain(head: bytes, suffix: str) -> Kind:
    bare = head.replace(b"\0", b"")
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    control = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in bare)
    if not wide and (control > len(bare) * 0.02 + 2 or len(bare) < len(head) * 0.7):
        raise UnreadableError(
            f"中身が文字でも知られた形式でもない（拡張子 {suffix or 'なし'}）。"
            "元の形式を確かめて、再送を依頼してください。"
        )
    if suffix in (".zip", ".pdf", ".docx"):
        raise UnreadableError(f"拡張子は {suffix} だが、中身は文字だけ。提出元に確かめてください。")
    if suffix in (".json", ".jsonl", ".ndjson"):
        return Kind.JSON
    if suffix in (".csv", ".tsv", ".tab"):
        return Kind.DELIMITED
    if suffix in (".xls", ".html", ".htm", ".xhtml", "") and _HTML.search(decode(head)[0]):
        return Kind.HTML
    if head.lstrip()[:1] == b"<" and suffix in (".xls", ".html", ".htm", ".xml", ".mht"):
        raise UnreadableError(
            f"中身はXML（拡張子 {suffix}）。"
            + RESAVE.format(program="Excel か Word", format=".xlsx か .docx")
        )
    if suffix in (".xlsx", ".xlsm", ".xls"):
        return Kind.DELIMITED  # a CSV that somebody renamed; the separator is looked for
    return Kind.DELIMITED if not suffix and _is_table(head) else Kind.TEXT


def _is_table(head: bytes) -> bool:
    """Whether text without a suffix is a CSV: short titles, and as many cells in each line."""
    text = decode(head)[0]
    lines = [line for line in text.split("\n")[: -1 if len(head) > 4000 else None] if line.strip()]
    for separator in "\t,":
        widths = {line.count(separator) for line in lines}
        titles = lines[0].split(separator) if lines else []
        short = all(0 < len(title.strip()) <= _TITLE and "。" not in title for title in titles)
        if len(lines) > 1 and len(widths) == 1 and len(titles) > 1 and short:
            return True
    return False


def unzipped(content: bytes) -> zipfile.ZipFile:
    """Open the bytes of a package (.xlsx, .docx)."""
    return zipfile.ZipFile(io.BytesIO(content))
