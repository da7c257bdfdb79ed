"""A page in HTML as lines: headings with their level, paragraphs, entries of lists, table rows."""

from html.parser import HTMLParser

from pipeline.drafts.blocks import Line
from pipeline.drafts.broken_lines import one_heading, sentences_joined

BLOCKS = frozenset(
    {
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "section", "article", "main", "header"),
        *("footer", "blockquote", "pre", "br", "hr", "tr", "table", "caption", "figcaption"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "body", "title"),
    }
)
UNSEEN = frozenset({"script", "style", "head", "template", "noscript", "nav"})

_BREAK = "\0"
"""For ``br`` within a block."""


def html_lines(text: str) -> list[Line]:
    """The lines that a page shows; the menu (``nav``) and what is never shown are left out."""
    parser = _Lines()
    parser.feed(text)
    parser.close()
    parser.end_line()
    return [
        Line(text, line=number, depth=depth, kind=kind, whole=True)
        for number, (text, depth, kind) in enumerate(parser.found, start=1)
    ]


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, int, str]] = []
        self._pieces: list[str] = []
        self._depth = 0
        self._unseen = 0
        self._in_row = False

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in UNSEEN
        if tag in ("td", "th") and self._pieces and self._in_row:
            self._pieces.append("　｜　")
        elif tag == "br" and not self._in_row:
            self._pieces.append(_BREAK)
        elif tag in BLOCKS and not (self._in_row and tag != "tr"):
            self.end_line()
        self._in_row = self._in_row or tag == "tr"
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._depth = int(tag[1])

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        if tag in BLOCKS and not (self._in_row and tag not in ("tr", "table")):
            self.end_line()
        self._in_row = self._in_row and tag not in ("tr", "table")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._pieces.append(data)

    def end_line(self) -> None:
        parts = [" ".join(part.split()) for part in "".join(self._pieces).split(_BREAK)]
        lines = [one_heading(parts)] if self._depth else sentences_joined(parts)
        kind = "table" if self._in_row else "paragraph"
        self.found += [(line, self._depth, kind) for line in lines if line]
        self._pieces, self._depth = [], 0
