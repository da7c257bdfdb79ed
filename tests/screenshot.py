"""docs/report.png for the READMEs, from the embedded round: ``python -m tests.screenshot``."""

import io
import sys

from PIL import Image

from pipeline.store import Store
from tests.browser import CHROMIUM, NO_CHROMIUM, address, browser
from tests.dvc_stages import ROOT

TARGET = ROOT / "docs" / "report.png"
MOST_BYTES = 300 * 1024
_WIDTH, _HEIGHT, _COLOURS = 1280, 1400, 64


def main() -> None:
    """Take the picture of the report's beginning."""
    if not CHROMIUM:
        sys.exit(NO_CHROMIUM)
    report = ROOT / "reports" / Store(ROOT).rounds()[0] / "index.html"
    if not report.is_file():
        sys.exit(f"{report} is not there. Run: make repro")
    with browser() as page:
        page.size(_WIDTH, _HEIGHT)
        page.open(address(report))
        picture = Image.open(io.BytesIO(page.picture())).convert("RGB")
    drawn = io.BytesIO()
    picture.quantize(_COLOURS, dither=Image.Dither.NONE).save(drawn, "PNG", optimize=True)
    TARGET.write_bytes(drawn.getvalue())
    print(f"{TARGET.relative_to(ROOT)}: {len(drawn.getvalue()):,} bytes")


if __name__ == "__main__":
    main()
