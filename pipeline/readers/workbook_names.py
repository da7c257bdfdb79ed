"""Sheets of one name in a workbook, told apart: calamine gives the first of them twice."""

import io
import re
import zipfile
from html import unescape

from pipeline.readers.detect import unzipped

_BOOK = "xl/workbook.xml"
_SHEET = re.compile(rb"(<(?:\w+:)?sheet\s[^>]*?\bname=([\"\']))(.*?)(\2)", re.DOTALL)


def with_names_apart(content: bytes) -> tuple[bytes, list[str]]:
    """A workbook in which no two sheets have one name, and the names that were there twice.

    Args:
        content: the bytes of an .xlsx.
    """
    with unzipped(content) as package:
        book = package.read(_BOOK) if _BOOK in package.namelist() else b""
        names = [found[3] for found in _SHEET.finditer(book)]
        twice = list(dict.fromkeys(name for name in names if names.count(name) > 1))
        if not twice:
            return content, []
        taken: set[bytes] = set()

        def apart(found: re.Match[bytes]) -> bytes:
            name, number = found[3], 1
            while name in taken or (number > 1 and name in names):
                number += 1
                name = found[3] + f"（{number}）".encode()
            taken.add(name)
            return found[1] + name + found[4]

        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as changed:
            for info in package.infolist():
                part = package.read(info)
                changed.writestr(
                    info.filename, _SHEET.sub(apart, part) if info.filename == _BOOK else part
                )
    return copy.getvalue(), [unescape(name.decode("utf-8", "replace")) for name in twice]
