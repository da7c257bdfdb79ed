"""Comments and text boxes of a sheet, found through the relations between a package's parts."""

import re
import zipfile
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from pipeline.readers.grid import Aside, column_number

_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


def tag_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def relations(package: zipfile.ZipFile, parts: set[str], part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part: identity to kind and name of the other part."""
    folder, _, name = part.rpartition("/")
    place = f"{folder}/_rels/{name}.rels".lstrip("/")
    if place not in parts:
        return {}
    return {
        link.get("Id", ""): (
            link.get("Type", "").rpartition("/")[2],
            normpath(join("/" + folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in fromstring(package.read(place))
    }


def read_asides(package: zipfile.ZipFile, parts: set[str], part: str) -> tuple[list[Aside], bool]:
    """The comments and text boxes of a sheet, and whether it holds pictures."""
    asides: list[Aside] = []
    has_picture = False
    for kind, target in sorted(relations(package, parts, part).values()):
        if kind == "comments" and target in parts:
            asides += _comments(fromstring(package.read(target)))
        elif kind == "drawing" and target in parts:
            drawing = fromstring(package.read(target))
            asides += _text_boxes(drawing)
            has_picture |= any(tag_of(element) == "pic" for element in drawing.iter())
    return asides, has_picture


def _comments(root: Element) -> list[Aside]:
    asides = []
    for comment in root.iter():
        place = (
            _REFERENCE.fullmatch(comment.get("ref", "")) if tag_of(comment) == "comment" else None
        )
        if place:
            runs = (part.text or "" for part in comment.iter() if tag_of(part) == "t")
            at = (int(place[2]) - 1, column_number(place[1]))
            asides.append(Aside("コメント", at, "".join(runs).strip()))
    return [aside for aside in asides if aside.text]


def _text_boxes(root: Element) -> list[Aside]:
    asides = []
    for anchor in root:
        origin = next((part for part in anchor if tag_of(part) == "from"), None)
        where = {tag_of(part): int(part.text or 0) for part in origin} if origin is not None else {}
        place = (where.get("row", 0), where.get("col", 0))
        for body in (part for part in anchor.iter() if tag_of(part) == "txBody"):
            lines = [
                "".join(run.text or "" for run in paragraph.iter() if tag_of(run) == "t")
                for paragraph in body
                if tag_of(paragraph) == "p"
            ]
            if text := "\n".join(lines).strip():
                asides.append(Aside("テキストボックス", place, text))
    return asides
