"""What a workbook holds beside its values: struck-through text, hidden rows, comments, text boxes.

Most sheets have none of it, so a part is parsed only where its bytes name such a thing.
"""

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from pipeline.errors import UnreadableError
from pipeline.readers.detect import unzipped
from pipeline.readers.grid import Aside, Place, column_number
from pipeline.readers.limits import Limits
from pipeline.readers.workbook_asides import read_asides, relations, tag_of

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_LAST_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"')
_SIGNS = (b"hidden=", b't="e"', b"<f", b":f", b"strike", b'ht="0')
"""Of cells and rows that say more than a value."""
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_ATTRIBUTE = re.compile(rb'(min|max|hidden|width)="([0-9.]+|true)"')
_MOST_COLUMNS = 16_384
"""Of a sheet."""
_ERROR = "セルがエラー値（{value}）"
_NEVER_COMPUTED = "数式の計算結果が保存されていない"


@dataclass
class Marks:
    """What one sheet holds beside its values; places count from 0."""

    texts: dict[Place, str] = field(default_factory=dict)
    """The text of cells of which a part is struck through, without that part."""
    notes: dict[Place, str] = field(default_factory=dict)
    faults: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    asides: list[Aside] = field(default_factory=list)


def read_marks(content: bytes, limits: Limits) -> tuple[dict[str, Marks], list[str]]:
    """Read the marks of all sheets of an .xlsx or .xlsm file.

    Returns:
        Marks by sheet name, and findings for people.

    Raises:
        UnreadableError: a sheet spans more cells than allowed.
    """
    with unzipped(content) as package:
        parts = set(package.namelist())
        strikes = _struck_strings(package, parts)
        styles = _struck_styles(package, parts)
        found: dict[str, Marks] = {}
        findings: list[str] = []
        for name, part in _sheets(package, parts):
            marks = found[name] = Marks()
            xml = package.read(part)
            _check_extent(name, xml, limits)
            if strikes or styles or any(sign in xml for sign in _SIGNS):
                with package.open(part) as stream:
                    _read_cells(stream, marks, strikes, styles)
            marks.hidden_columns = _hidden_columns(xml)
            if marks.hidden_rows and _is_filtered(package, parts, part, xml):
                n_rows = len(marks.hidden_rows)
                findings.append(f"シート {name} は絞り込み中（見えない {n_rows}行も読む）")
                marks.hidden_rows = set()
            asides, has_picture = read_asides(package, parts, part)
            marks.asides += asides
            if has_picture:
                findings.append(f"シート {name} に画像がある（中の文字は読まない）")
        return found, findings


def _sheets(package: zipfile.ZipFile, parts: set[str]) -> list[tuple[str, str]]:
    targets = relations(package, parts, "xl/workbook.xml")
    return [
        (sheet.get("name", ""), targets[identity][1])
        for sheet in fromstring(package.read("xl/workbook.xml")).iter()
        if tag_of(sheet) == "sheet"
        for key, identity in sheet.attrib.items()
        if key.endswith("}id") and targets.get(identity, ("", ""))[1] in parts
    ]


def _hidden_columns(xml: bytes) -> set[int]:
    """Columns, from 0, that are hidden or have no width."""
    hidden: set[int] = set()
    for column in _COLUMN.findall(xml):
        signs = dict(_ATTRIBUTE.findall(column))
        first, last = (int(signs.get(key, b"0")) for key in (b"min", b"max"))
        if signs.get(b"hidden") in (b"1", b"true") or float(signs.get(b"width", b"9")) == 0:
            hidden.update(range(first - 1, min(last, _MOST_COLUMNS)))
    return hidden


def _is_filtered(package: zipfile.ZipFile, parts: set[str], part: str, xml: bytes) -> bool:
    """Whether a filter is set in a sheet or in a table of it: rows left out are still answers."""
    tables = [t for kind, t in relations(package, parts, part).values() if kind == "table"]
    texts = [xml, *(package.read(table) for table in tables if table in parts)]
    return any(b"filterColumn" in text for text in texts)


def _check_extent(name: str, xml: bytes, limits: Limits) -> None:
    """Refuse absurd rectangles before calamine lays one out in memory."""
    rows = columns = 0
    width: dict[bytes, int] = {}
    for letters, digits in _LAST_CELL.findall(xml):
        rows = max(rows, int(digits))
        if letters not in width:
            width[letters] = column_number(letters.decode()) + 1
            columns = max(columns, width[letters])
    if rows * columns > limits.cells_per_sheet:
        raise UnreadableError(
            f"シート {name} が {rows:,}行×{columns:,}列に及ぶ（離れたセルに何かが入っている）。"
            "使っていない行と列を削除して保存し直してください。"
        )


def _runs(item: Element) -> tuple[str, str]:
    """The text that counts and the text struck through, of a rich string; furigana is neither."""
    kept = struck = ""
    for child in item:
        if tag_of(child) == "t":
            kept += child.text or ""
        elif tag_of(child) == "r":
            text = "".join(part.text or "" for part in child if tag_of(part) == "t")
            if any(_is_on(sign) for sign in child.iter() if tag_of(sign) == "strike"):
                struck += text
            else:
                kept += text
    return kept, struck


def _is_on(sign: Element) -> bool:
    return sign.get("val", "1") not in ("0", "false")


def _struck_strings(package: zipfile.ZipFile, parts: set[str]) -> dict[int, tuple[str, str]]:
    place = "xl/sharedStrings.xml"
    if place not in parts or b"strike" not in (xml := package.read(place)):
        return {}
    texts = (_runs(item) for item in fromstring(xml) if tag_of(item) == "si")
    return {number: found for number, found in enumerate(texts) if found[1]}


def _struck_styles(package: zipfile.ZipFile, parts: set[str]) -> set[str]:
    """Cell formats (the attribute ``s``) whose font is struck through."""
    place = "xl/styles.xml"
    if place not in parts or b"strike" not in (xml := package.read(place)):
        return set()
    root = fromstring(xml)
    sections = {tag_of(child): child for child in root}
    struck = {
        str(number)
        for number, font in enumerate(sections.get("fonts", Element("fonts")))
        if any(_is_on(sign) for sign in font if tag_of(sign) == "strike")
    }
    formats = sections.get("cellXfs", Element("cellXfs"))
    return {str(number) for number, form in enumerate(formats) if form.get("fontId") in struck}


def _read_cells(
    stream: Any, marks: Marks, strikes: dict[int, tuple[str, str]], styles: set[str]
) -> None:
    for _, element in iterparse(stream, events=("end",)):
        tag = tag_of(element)
        if tag == "row":
            hides = element.get("hidden") in ("1", "true") or element.get("ht") in ("0", "0.0")
            if hides and element.get("r", "").isdigit():
                marks.hidden_rows.add(int(element.get("r", "1")) - 1)
            element.clear()
        elif tag == "c" and (place := _REFERENCE.fullmatch(element.get("r", ""))):
            _read_cell(
                element, (int(place[2]) - 1, column_number(place[1])), marks, strikes, styles
            )


def _read_cell(
    cell: Element,
    place: Place,
    marks: Marks,
    strikes: dict[int, tuple[str, str]],
    styles: set[str],
) -> None:
    children = {tag_of(child): child for child in cell}
    value = (children["v"].text or "") if "v" in children else ""
    kind = cell.get("t", "n")
    kept, struck = "", ""
    if kind == "s" and value.isdigit():
        kept, struck = strikes.get(int(value), ("", ""))
    elif kind == "inlineStr" and "is" in children:
        kept, struck = _runs(children["is"])
    if cell.get("s") in styles and (value or "is" in children):
        marks.texts[place] = ""
        marks.notes[place] = "セル全体が見え消し"
    elif struck:
        marks.texts[place] = kept
        marks.notes[place] = f"見え消し「{struck}」を除いた"
    if kind == "e":
        marks.faults[place] = _ERROR.format(value=value)
    elif "f" in children and not value and kind != "str":
        marks.faults[place] = _NEVER_COMPUTED
