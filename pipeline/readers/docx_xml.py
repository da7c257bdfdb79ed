"""What the elements of a Word document mean: shown, struck through, placeholders, spans."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from pipeline.readers.workbook_asides import tag_of

AROUND_BLOCKS = ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
"""Elements that hold paragraphs, rows or cells and say something about them."""
MOST_COLUMNS = 63
"""Columns of a table that Word allows."""
_KNOWN_NEEDS = frozenset(["wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "a14", "v", "o", "cx"])
"""Extensions of the format whose text is read here; of others Word too shows the fallback."""


def shown_of(alternatives: Element) -> Element:
    """The one of several alternatives that Word shows; an empty element where there is none."""
    for choice in alternatives:
        needs = choice.get("Requires", "").split()
        if tag_of(choice) == "Fallback" or all(
            need in _KNOWN_NEEDS or need.startswith(("w16", "a16")) for need in needs
        ):
            return choice
    return Element("none")


def is_placeholder(control: Element) -> bool:
    """Whether a content control shows what to write there, and nobody wrote anything."""
    return tag_of(control) == "sdt" and any(
        tag_of(sign) == "showingPlcHdr" and next(iter(sign.attrib.values()), "1") in ("1", "true")
        for properties in control
        if tag_of(properties) == "sdtPr"
        for sign in properties
    )


def chosen_in_field(field: Element) -> str:
    """What the settings of an old form field (ffData) say: the entry chosen, or a ticked box.

    Word writes no choice where the first entry stands: nobody can tell that from no choice.
    """
    for sign in field:
        inside = {tag_of(part): part for part in sign}
        if tag_of(sign) == "ddList" and "result" in inside:
            entries = [_value(part) for part in sign if tag_of(part) == "listEntry"]
            number = _value(inside["result"])
            if number.isdecimal() and int(number) < len(entries):
                return entries[int(number)]
        elif tag_of(sign) == "checkBox":
            state = inside.get("checked", inside.get("default"))
            ticked = state is not None and (_value(state) or "1") in ("1", "true", "on")
            return "☑" if ticked else "☐"
    return ""


def _value(element: Element) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith("val")), "")


def is_text(element: Element) -> bool:
    """Whether an element holds text, deleted or not."""
    return tag_of(element) in ("t", "delText")


def is_struck(run: Element) -> bool:
    """Whether a run is struck through."""
    return any(
        tag_of(sign) in ("strike", "dstrike")
        and next(iter(sign.attrib.values()), "1") not in ("0", "false")
        for properties in run
        if tag_of(properties) == "rPr"
        for sign in properties
    )


def inside(element: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, also inside content controls."""
    for child in element:
        if tag_of(child) == tag:
            yield child
        elif tag_of(child) in AROUND_BLOCKS:
            yield from inside(child, tag)


def cells_before(row: Element) -> int:
    """Columns of the table that a row leaves out at its left (gridBefore)."""
    for properties in row:
        if tag_of(properties) == "trPr":
            for sign in properties:
                if tag_of(sign) == "gridBefore":
                    value = next(iter(sign.attrib.values()), "0")
                    return min(int(value), MOST_COLUMNS) if value.isdigit() else 0
    return 0


def property_of(cell: Element, name: str) -> str | None:
    """The value of a property of a cell; None where it has none."""
    for properties in cell:
        if tag_of(properties) == "tcPr":
            for sign in properties:
                if tag_of(sign) == name:
                    return next(iter(sign.attrib.values()), "continue")
    return None
