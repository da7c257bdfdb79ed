"""Names of received files as every system can hold them; the full ones are kept in private."""

import os
import re
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

MOST_BYTES = 180
"""Of one part of a path: file systems hold 255, and a number or '.part' is added to some."""
_FOREIGN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]')
_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\..*)?$", re.IGNORECASE)
_OF_SYSTEMS = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\._[^/]*|\.DS_Store|\.(?:git|dvc)(?:/.*|ignore|attributes)?"
    r"|Thumbs\.db|desktop\.ini|~\$[^/]*)$",
    re.IGNORECASE,
)


def is_of_system(name: str) -> bool:
    """Whether a name is one that systems make for themselves (.DS_Store, ~$lock, Thumbs.db)."""
    return bool(_OF_SYSTEMS.search(name))


def safe_name(name: str) -> str:
    r"""A relative path in NFC that every system can hold and that neither git nor DVC hides.

    >>> safe_name("回答\\ハ\u309aーツ?.xlsx")
    '回答/パーツ_.xlsx'
    >>> safe_name("CON.txt"), safe_name(".回答.csv"), safe_name("a.dvc")
    ('_CON.txt', '_.回答.csv', 'a.dvc_')
    """
    parts = unicodedata.normalize("NFC", _decoded(name).replace("\\", "/")).split("/")
    return "/".join(_safe_part(part) for part in parts if part)


def _safe_part(part: str) -> str:
    part = _FOREIGN.sub("_", part).rstrip(" .") or "_"
    if part.startswith(".") or _DEVICES.match(part):
        part = "_" + part
    if part.lower().endswith(".dvc"):
        part += "_"
    return part


def _decoded(name: str) -> str:
    """A name as text: bytes that are no UTF-8 are read as cp932, else shown as they are."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        raw = os.fsencode(name) if _is_escaped(name) else name.encode("utf-8", "replace")
        for encoding in ("utf-8", "cp932", "euc_jp"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        return raw.decode("utf-8", "replace")
    return name


def _is_escaped(name: str) -> bool:
    return all("\udc80" <= c <= "\udcff" for c in name if "\ud800" <= c <= "\udfff")


def shortened_path(name: str) -> str:
    """A path each part of which every file system can hold."""
    return "/".join(shortened(part) for part in name.split("/"))


def shortened(part: str, most_bytes: int = MOST_BYTES) -> str:
    """A part of a path with its beginning and its suffix, no longer than the bytes allowed.

    >>> shortened("あ" * 100 + ".xlsx", 20)
    'ああああ….xlsx'
    """
    if len(part.encode()) <= most_bytes:
        return part
    stem, dot, suffix = part.rpartition(".")
    if not dot or len(suffix.encode()) > 10:
        stem, dot, suffix = part, "", ""
    room = most_bytes - len(f"…{dot}{suffix}".encode())
    return f"{stem.encode()[:room].decode('utf-8', 'ignore')}…{dot}{suffix}"


def apart(names: Iterable[str]) -> list[str]:
    """Names that differ also where upper and lower case are one, and none is another's folder.

    >>> apart(["a", "A", "a/b"])
    ['a（2）', 'A（3）', 'a/b']
    """
    listed = list(names)
    folders = {str(p).casefold() for name in listed for p in PurePosixPath(name).parents}
    taken: set[str] = set()
    return [_free(name, taken, folders) for name in listed]


def _free(name: str, taken: set[str], folders: Collection[str]) -> str:
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".")
    stem, end = (stem, f".{suffix}") if dot and stem else (last, "")
    number = 1
    while name.casefold() in taken or name.casefold() in folders:
        number += 1
        name = f"{folder}{slash}{stem}（{number}）{end}"
    taken.add(name.casefold())
    return name
