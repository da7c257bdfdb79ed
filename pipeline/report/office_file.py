"""What makes an Office file the same bytes each time: no clock in its parts or properties."""

import datetime as dt
import io
import zipfile
from typing import Any

NO_DATE = dt.datetime(1980, 1, 1)
"""The earliest that a zip can hold."""


def date_of(iso_date: str) -> dt.datetime:
    """The date of a round for a document's properties; ``NO_DATE`` where it has none.

    >>> date_of("2024-04-05")
    datetime.datetime(2024, 4, 5, 0, 0)
    """
    try:
        return max(dt.datetime.fromisoformat(iso_date[:10]), NO_DATE)
    except ValueError:
        return NO_DATE


def without_clock(content: bytes) -> bytes:
    """The same parts in the same order, all dated 1980."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name)
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def saved(office: Any, title: str, iso_date: str) -> bytes:
    """A Word document or slides as bytes, with nothing in them of when and by whom.

    Args:
        office: a ``Document`` of python-docx or a ``Presentation`` of python-pptx.
        title: for its properties.
        iso_date: of the round; it stands for when the file was made.
    """
    properties = office.core_properties
    properties.title = title
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = date_of(iso_date)
    properties.revision = 1
    buffer = io.BytesIO()
    office.save(buffer)
    return without_clock(buffer.getvalue())
