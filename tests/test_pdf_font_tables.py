"""Tables of fonts and colours in a PDF are no text: nothing is asked about them."""

import zlib

import pytest

from pipeline.readers.pdf_objects import strings

_CMAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0001> <0005> <3042> endbfrange endcmap"""


def _streams(head: bytes, content: bytes) -> list[str]:
    packed = zlib.compress(content)
    body = b"<< /Filter /FlateDecode %s /Length %d >>\nstream\n" % (head, len(packed))
    pdf = b"%PDF-1.7\n1 0 obj\n" + body + packed + b"\nendstream\nendobj\n%%EOF"
    return [text for key, text, is_stream in strings(pdf) if is_stream and key == "stream"]


@pytest.mark.parametrize(
    ("head", "content"),
    [
        (b"", _CMAP),
        (b"", b"%!PS-AdobeFont-1.0: Ryumin Light Copyright Notice Version Weight Family\n"),
        (b"/Subtype /CIDFontType0C", b"Copyright Notice of Ryumin Light Font Family Version"),
        (b"/N 3 /Alternate /DeviceRGB", b"Copyright Notice of the colour profile and Version"),
        (b"", b"\x00\x01\x00\x02 Copyright Notice Version Weight Family\x00\x04\x00"),
    ],
)
def test_tables_of_fonts_are_no_text(head: bytes, content: bytes) -> None:
    assert _streams(head, content) == []


@pytest.mark.parametrize("text", ["<xfa><v>期限を延ばす。</v></xfa>", "期限を延ばす。"])
def test_data_of_a_form_is_text(text: str) -> None:
    (found,) = _streams(b"", text.encode())
    assert "期限を延ばす。" in found
