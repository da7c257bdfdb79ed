"""Bytes into text: which encoding, and whether the guess was wrong (文字化け)."""

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-8 read as cp932 (縺, 繧, 繝 begin every kana), as Latin-1 (ã, Ã), and what replaced bytes.
_GARBLED = re.compile(
    "[縺繧繝][\uff61-\uff9f-一-龥]|ã[\x80-\xbf‚ƒ„]|Ã[\x80-\xbf©¨¯]|\ufffd|・ｽ|ï¿½"
)


def is_garbled(text: str) -> bool:
    """Whether a text looks as if it had been read in the wrong encoding.

    >>> is_garbled("繝\uff65繧\uff79繝\uff88"), is_garbled("縺れる")
    (True, False)
    """
    hits = len(_GARBLED.findall(text))
    return "\ufffd" in text or hits >= 2 or (hits == 1 and len(text) < 8)


def decode(content: bytes) -> tuple[str, list[str]]:
    """Decode a text file.

    Args:
        content: the file's bytes: UTF-8 or UTF-16 with a byte order mark, UTF-8, cp932 with its
            NEC and IBM extensions, EUC-JP, ISO-2022-JP, or lines of both UTF-8 and cp932.

    Returns:
        The text with LF line ends and without byte order marks and NUL, and findings (Japanese).
    """
    text, findings = _decoded(content)
    if "\ufeff" in text:
        findings.append("途中にBOMがある（複数のファイルをつないだ可能性）。取り除いた")
    if "\0" in text:
        findings.append("NUL文字がある。取り除いた")
    text = text.replace("\ufeff", "").replace("\0", "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_garbled(text):
        findings.append("文字化けした箇所がある。元のファイルを確かめてください")
    return text, findings


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            body = content[len(mark) :]
            told = [f"文字コード {encoding}（BOM付き）"]
            try:
                return body.decode(encoding), told
            except UnicodeDecodeError as error:
                if encoding == "utf-8":
                    break
                told.append(f"読めないバイトがある（{error.start}バイト目から。�で示す）")
                return body.decode(encoding, "replace"), told
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if b"\x1b$" in content:
        try:
            return content.decode("iso2022_jp_ext"), ["文字コード ISO-2022-JP"]
        except UnicodeDecodeError:
            pass
    if text:
        return text, ["文字コード UTF-8"]
    readings = []
    for encoding in ("cp932", "euc_jis_2004"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_implausible(text), encoding, text))
    if readings:
        _, encoding, text = min(readings)
        named = {"cp932": "cp932（Shift_JIS）", "euc_jis_2004": "EUC-JP"}[encoding]
        return text, [f"文字コード {named}"]
    return _line_by_line(content)


def _implausible(text: str) -> float:
    """The share of characters that Japanese office text hardly holds."""
    odd = sum("\uff61" <= c <= "\uff9f" or "\ue000" <= c <= "\uf8ff" or ord(c) < 9 for c in text)
    return odd / max(len(text), 1)


def _line_by_line(content: bytes) -> tuple[str, list[str]]:
    lines: list[str] = []
    used: set[str] = set()
    lost = 0
    for line in content.split(b"\n"):
        for encoding in ("utf-8", "cp932"):
            try:
                lines.append(line.decode(encoding))
            except UnicodeDecodeError:
                continue
            if not line.isascii():
                used.add(encoding)
            break
        else:
            encoding = "cp932" if "cp932" in used else "utf-8"
            lines.append(line.decode(encoding, "replace"))
            lost += 1
    findings = ["行によって文字コードが違う（UTF-8とcp932）"] if len(used) > 1 else []
    if lost:
        findings.append(f"{lost}行に読めないバイトがある（�で示す）")
    return "\n".join(lines), findings
