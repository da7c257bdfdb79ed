"""Files as offices send them, made here: workbooks, Word documents, PDF, zips, broken ones."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
import openpyxl


def workbook(sheets: Mapping[str, Mapping[str, object]], merged: Sequence[str] = ()) -> bytes:
    """An .xlsx from cells by sheet; merged ranges go into the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, cells in sheets.items():
        sheet = book.create_sheet(name)
        for place, value in cells.items():
            sheet[place] = value
    for span in merged:
        book.worksheets[0].merge_cells(span)
    return saved(book)


def table(rows: Sequence[Sequence[object]], sheet: str = "回答一覧") -> bytes:
    """An .xlsx with one sheet of rows."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def form(body: str, opinion: str, **more: str) -> bytes:
    """A form (様式) with its answers to the right of the labels."""
    cells = {
        "A1": "様式１　意見照会回答票",
        "A3": "団体名",
        "B3": body,
        "A4": "担当課",
        "B4": more.get("department", "総務課"),
        "A6": "該当箇所",
        "B6": more.get("item", "3頁"),
        "A7": "御意見",
        "B7": opinion,
        "A8": "理由",
        "B8": more.get("reason", ""),
        "A10": "※ 一枚に一つの意見を記入してください。",
    }
    return workbook({"様式1": {place: value for place, value in cells.items() if value}})


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def patched(package: bytes, changes: Mapping[str, object]) -> bytes:
    """A zip package with parts replaced (bytes) or changed (old, new)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            change = changes.get(name)
            if isinstance(change, tuple):
                before, after = (str(text).encode() for text in change)
                assert before in content, (name, before)
                content = content.replace(before, after, 1)
            elif isinstance(change, bytes):
                content = change
            new.writestr(name, content)
        for name, change in changes.items():
            if name not in old.namelist() and isinstance(change, bytes):
                new.writestr(name, change)
    return out.getvalue()


def word(lines: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx; lines that begin with '・' become entries of a list."""
    document = docx.Document()
    for line in lines:
        bullet = line.startswith("・")
        document.add_paragraph(line[bullet:], style="List Bullet" if bullet else None)
    if rows:
        grid = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                grid.cell(number, column).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(pages: Sequence[Sequence[str]], encrypted: bool = False) -> bytes:
    """A PDF with a text layer: Japanese by a font that every reader knows, one line per text.

    A tab in a line moves on to the next of two columns, at 40 and 270 points behind the first.
    """
    n = len(pages)
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(n))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {n} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UCS2-H"
        " /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor"
        " << /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [0 -200 1000 900]"
        " /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >> >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            f"BT /F1 10 Tf {left} {800 - 16 * row} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for row, line in enumerate(lines)
            for left, text in zip((50, 90, 320), line.split("\t"), strict=False)
            if text or not line
        )
        content = shown or "0 0 100 100 re f\n"
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources"
            f" << /Font << /F1 3 0 R >> >> /Contents {6 + 2 * number} 0 R >>",
            f"<< /Length {len(content)} >>\nstream\n{content}endstream",
        ]
    lock = ""
    if encrypted:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>")
        lock = f" /Encrypt {len(objects)} 0 R /ID [<{'00' * 16}> <{'00' * 16}>]"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    begin = len(out)
    table_of = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table_of}".encode()
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R{lock} >>"
    return out + f"trailer\n{trailer}\nstartxref\n{begin}\n%%EOF\n".encode()


def zipped(members: Mapping[str, bytes], encoding: str = "utf-8") -> bytes:
    """A zip whose names are in an encoding without saying so, as Windows and Macs write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            info = zipfile.ZipInfo("x" * len(name.encode(encoding)), (2024, 5, 10, 9, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, content)
    return _named(out.getvalue(), [name.encode(encoding) for name in members])


def _named(data: bytes, names: Sequence[bytes]) -> bytes:
    """Write the members' names into both directories of a zip."""
    for signature, offset in ((b"PK\x03\x04", 30), (b"PK\x01\x02", 46)):
        place = 0
        for raw in names:
            place = data.index(signature, place)
            data = data[: place + offset] + raw + data[place + offset + len(raw) :]
            place += offset + len(raw)
    return data
