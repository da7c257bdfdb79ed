"""The lexicon folder on disk, and Sudachi's user dictionary made from it."""

import tempfile
from importlib.resources import as_file, files
from pathlib import Path

from sudachipy import errors, sudachipy

from pipeline.codebook.lexicon_table import LexiconError, parse_lexicon
from pipeline.language import says
from pipeline.store import read_text
from pipeline.text.lexicon import Lexicon, sudachi_rows

_MAGIC = b"SudachiBinaryDic"
_VERSION = (1).to_bytes(8, "little")
_CREATED = slice(24, 32)  # seconds since 1970, after magic and format version


def read_lexicon(folder: Path) -> Lexicon:
    """Read every ``*.csv`` of the lexicon folder.

    Raises:
        OpinionsError: the folder is not there, a file is not UTF-8, or a row is wrong.
        LexiconError: a spreadsheet lies there that would silently not be read.
    """
    if not folder.is_dir():
        raise LexiconError(
            says(
                f"{folder} がない。用語辞書のCSVを置くフォルダである。",
                f"{folder} is not there. It must hold the lexicon's CSV files.",
            )
        )
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    names = [name for name in names if not name.startswith((".", "~"))]
    for name in names:
        if Path(name).suffix.lower() not in (".csv", ".md"):
            raise LexiconError(
                says(
                    f"{folder / name} はCSVではない。CSVで保存するか、取り除く。",
                    f"{folder / name} is no CSV file. Save it as CSV, or remove it.",
                )
            )
    paths = [folder / name for name in names if name.lower().endswith(".csv")]
    return parse_lexicon({path.as_posix(): read_text(path) for path in paths})


def build_user_dictionary(lexicon: Lexicon) -> bytes:
    """Sudachi's user dictionary for the installed core dictionary, which alone can load it.

    Sudachi writes the time into the file; it is zeroed, so that the same lexicon gives the same
    bytes.

    Raises:
        LexiconError: Sudachi refuses the lexicon, or writes a format that is not known here.
    """
    rows = sudachi_rows(lexicon.terms).encode()
    system = files("sudachidict_core") / "resources" / "system.dic"
    with tempfile.TemporaryDirectory() as folder, as_file(system) as system_path:
        draft = Path(folder) / "user.dic"
        try:
            sudachipy.build_user_dic(system=str(system_path), lex=[rows], output=str(draft))
        except errors.SudachiError as error:
            raise LexiconError(
                says(
                    "用語辞書をSudachiが受け付けない。最後に加えた用語を確かめる。",
                    f"Sudachi refuses the lexicon: {error}",
                )
            ) from error
        content = bytearray(draft.read_bytes())
    if not content.startswith(_MAGIC + _VERSION):
        raise LexiconError(
            says(
                "Sudachiの辞書の形式が知られていないため、時刻を消せない。"
                "pyproject.tomlにある版のsudachipyを入れる。",
                "Sudachi wrote a dictionary format that is not known here, so its time stamp "
                "cannot be zeroed. Install the version of sudachipy in pyproject.toml.",
            )
        )
    content[_CREATED] = bytes(8)
    return bytes(content)
