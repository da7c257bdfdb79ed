"""The picture in the READMEs is there, small, and shown by both."""

from tests.dvc_stages import ROOT
from tests.screenshot import MOST_BYTES, TARGET


def test_both_readmes_show_a_small_picture() -> None:
    assert TARGET.stat().st_size <= MOST_BYTES
    place = TARGET.relative_to(ROOT).as_posix()
    for name in ("README.md", "README.ja.md"):
        assert f"]({place})" in (ROOT / name).read_text(encoding="utf-8")
