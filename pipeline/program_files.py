"""The files of the program on which results depend: code, forms of pages, texts it learns from."""

from functools import cache
from pathlib import Path

_PROGRAM = Path(__file__).parent


@cache
def program_files() -> tuple[Path, ...]:
    """All files of the package, in order; without what Python keeps of them."""
    files = (path for path in _PROGRAM.rglob("*") if "__pycache__" not in path.parts)
    return tuple(sorted(path for path in files if path.is_file()))
