"""Files, folders and zips that an analyst names, into one list of files for a round."""

import datetime as dt
import errno
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import OpinionsError, UnreadableError
from pipeline.language import says
from pipeline.privacy.personal_data import Masker
from pipeline.readers.detect import Kind, detect
from pipeline.readers.limits import OPEN_IN_OFFICE, Limits, check_size
from pipeline.receiving.archive import unpack
from pipeline.receiving.archive_rest import Rest
from pipeline.receiving.mails import unpack_mail
from pipeline.receiving.safe_names import apart, is_of_system, safe_name, shortened_path
from pipeline.rounds.shown_paths import mask_path

_DEEPEST = 4
"""Zips and mails inside of one another; what lies deeper is told to be unread."""
_OF_MAILS = ("eml", "mbox", "mbx")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""Faults of the disk that is written to; any other one is of the file that is read."""


@dataclass(frozen=True)
class Incoming:
    """A file for a round: its name there, where it lies now (None: refused), when it came."""

    name: str
    path: Path | None
    received: str
    refused: str = ""
    ignored: str = ""
    """What is not taken in, and why no person needs to look at it."""
    long_name: str = ""
    """Its whole name where that is too long for a file system."""


def gather(paths: Sequence[Path], scratch: Path, limits: Limits, masker: Masker) -> list[Incoming]:
    """Find all files; zips are unpacked into ``scratch``.

    Args:
        paths: files, folders and zips.
        scratch: an empty folder, for what comes out of zips.
        limits: sizes allowed.
        masker: for the names in a message.

    Returns:
        Files in the order of their names; of two with one name the later one is renamed, and names
        that are too long are shortened.

    Raises:
        OpinionsError: a path is not there, or nothing is found.
    """
    found: list[Incoming] = []
    for path in paths:
        if not path.exists() and not path.is_symlink():
            shown = mask_path(path.as_posix(), masker).text
            raise OpinionsError(
                says(
                    f"{shown} がない。受け取ったファイル、フォルダ、zip の場所を指定する"
                    '（空白を含む名前は " " で囲む）。',
                    f"{shown} is not there. Name files, folders or zips.",
                )
            )
        of_system = 0
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if file.is_dir() and not file.is_symlink():
                continue
            if is_of_system(name):
                if file == path and name.startswith("~$"):
                    raise UnreadableError(f"{safe_name(name)}：{OPEN_IN_OFFICE}")
                of_system += 1
                continue
            found += _arrived(file, safe_name(name), scratch, limits, masker, inside=path.is_dir())
        if of_system and found:
            told = Rest(n_of_system=of_system).told
            found.append(
                Incoming(safe_name(f"{path.name}（受け取らないもの）"), None, "", "", told)
            )
    if not found:
        shown = "、".join(mask_path(path.as_posix(), masker).text for path in paths)
        raise OpinionsError(
            says(
                f"{shown} にファイルが一つもない。受け取ったファイル、フォルダ、zip を指定する。",
                f"{shown}: no file found. Name files, folders or zips.",
            )
        )
    found.sort(key=lambda file: file.name)
    names = apart(shortened_path(file.name) for file in found)
    return [
        replace(
            file, name=name, long_name=file.name if shortened_path(file.name) != file.name else ""
        )
        for file, name in zip(found, names, strict=True)
    ]


def _arrived(
    file: Path, name: str, scratch: Path, limits: Limits, masker: Masker, *, inside: bool
) -> Iterator[Incoming]:
    if file.is_symlink() and inside:
        yield Incoming(name, None, "", "リンク（実体がない）。元のファイルを受け取ってください。")
        return
    if not file.is_file():
        yield Incoming(name, None, "", "通常のファイルではない。")
        return
    changed = dt.datetime.fromtimestamp(file.stat().st_mtime)
    received = changed.isoformat(" ", "minutes")
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        yield Incoming(name, None, received, f"ファイルを開けない（{error.strerror}）。")
        return
    yield from _opened(Incoming(name, file, received), scratch, limits, masker, 1)


def _opened(
    file: Incoming, scratch: Path, limits: Limits, masker: Masker, depth: int
) -> Iterator[Incoming]:
    """A file; the files in it where it is a zip or a mail, and those in them."""
    told = _too_large(file.path, limits) if file.path is not None else ""
    if file.path is not None and told:
        yield replace(file, path=None, refused=told)
        return
    kind = _kind(file.path)
    if file.path is None or kind not in (Kind.ARCHIVE, Kind.MAIL) or depth > _DEEPEST:
        yield file
        return
    into = scratch / f"{len(list(scratch.iterdir())):04}"
    into.mkdir()
    try:
        if kind is Kind.MAIL:
            members, folder = unpack_mail(file.path, into), _of_mail(file.name)
        else:
            members, folder = unpack(file.path, into, limits), _folder(file.name)
    except UnreadableError as error:
        yield replace(file, path=None, refused=str(error))
        return
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise
        told = f"読み取り中に失敗した（{error.strerror}）。再送を依頼してください。"
        yield replace(file, path=None, refused=told)
        return
    where = f"（{mask_path(file.name, masker).text} の中）"
    for member in members:
        inner = Incoming(
            f"{folder}{member.name}" if member.name else file.name,
            member.path,
            member.received or file.received,
            member.refused and member.refused.removesuffix("。") + where,
            member.ignored,
        )
        yield from _opened(inner, scratch, limits, masker, depth + 1)


def _too_large(path: Path, limits: Limits) -> str:
    """Why a file is not even copied, or nothing; members of a zip are looked at one by one."""
    try:
        if path.stat().st_size <= limits.most_bytes or _kind_of_zip(path) is Kind.ARCHIVE:
            return ""
        check_size(path, limits)
    except UnreadableError as error:
        return str(error)
    except OSError:
        return ""  # its copy will say why
    return ""


def _kind_of_zip(path: Path) -> Kind | None:
    """What a package is; None of any other file, which is not read for it."""
    return _kind(path) if zipfile.is_zipfile(path) else None


def _kind(path: Path | None) -> Kind | None:
    """What a file is; None where nothing of it can be read: its copy will say why."""
    try:
        return detect(path) if path is not None else None
    except (UnreadableError, OSError):
        return None


def _of_mail(name: str) -> str:
    """What the names of a mail's body and folder begin with: its own, by which people look for it.

    >>> _of_mail("甲/回答.eml"), _of_mail("回答.txt"), _of_mail("回答")
    ('甲/回答.eml', '回答', '回答（メール）')
    """
    folder, slash, last = name.rpartition("/")
    stem, _, suffix = last.rpartition(".")
    own = last if stem and suffix.lower() in _OF_MAILS else stem or f"{last}（メール）"
    return f"{folder}{slash}{own}"


def _folder(name: str) -> str:
    """The folder of a path with its slash; empty where it has none."""
    return name[: name.rfind("/") + 1]
