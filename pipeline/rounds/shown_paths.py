"""Paths of received files as git, tables and reports show them, and the files that are meant.

round.yaml is in git, so it names a file by its masked path (``received/回答_〔氏名〕.xlsx``). Which
file that is, its content says (``digest``), else the path alone: received paths are masked and
compared. No list of names is needed for it: whoever holds the files holds the names.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import Protocol, get_args

import pandas as pd

from pipeline.places import DIGEST_LENGTH
from pipeline.privacy.masking import Masked, MaskingParams, Strictness
from pipeline.privacy.personal_data import Masker
from pipeline.text.mask_marks import MASK_MARK

_NUMBER = re.compile(r"（\d+）(?=\.[^./]*$|$)")


class KnownFile(Protocol):
    """What of a file's entry in round.yaml tells which file is meant."""

    @property
    def path(self) -> str:
        """Below the round's folder, as git shows it."""

    @property
    def digest(self) -> str:
        """Of its content, where the path is masked; else empty."""

    @property
    def reason(self) -> str:
        """Why the file may be absent, or empty."""


def mask_path(path: str, masker: Masker) -> Masked:
    """A path with its personal data masked, folder by folder."""
    parts = [masker.mask_file_name(part) for part in PurePosixPath(in_nfc(path)).parts]
    spans = tuple(span for part in parts for span in part.spans)
    return Masked.of("/".join(part.text for part in parts).replace("//", "/", 1), spans)


def in_nfc(path: str) -> str:
    """A path as every system writes it (Macs decompose が into か and a mark)."""
    return unicodedata.normalize("NFC", path)


def numbered(path: str, taken: Collection[str]) -> str:
    """A path that is not taken, by a number before its suffix.

    >>> numbered("v1.0/〔氏名〕.xlsx", {"v1.0/〔氏名〕.xlsx"}), numbered("v1.0/a", {"v1.0/a"})
    ('v1.0/〔氏名〕（2）.xlsx', 'v1.0/a（2）')
    """
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    stem, end = (stem, f".{suffix}") if dot else (name, "")
    number = 1
    while path in taken:
        number += 1
        path = f"{folder}{slash}{stem}（{number}）{end}"
    return path


def digest_of(path: Path) -> str:
    """What tells a file from others of the same masked path; empty where it cannot be read.

    Of the content alone: a hash of the name could be tried out with lists of names.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()[:DIGEST_LENGTH]
    except OSError:
        return ""


def source_paths(folder: Path) -> list[Path]:
    """The source files in a round's folder, broken links among them.

    Not what DVC or git keep, and not copies (``*.part``) that a killed add-round left behind.
    """
    return sorted(
        path
        for path in folder.rglob("*")
        if (path.is_file() or path.is_symlink())
        and path != folder / "round.yaml"
        and not path.name.startswith(".")
        and path.suffix != ".dvc"
        and not any(part.endswith(".part") for part in path.relative_to(folder).parts)
    )


def received_paths(folder: Path, files: Sequence[KnownFile]) -> dict[str, str]:
    """Find the file that each entry of round.yaml means.

    Args:
        folder: of the round.
        files: the entries of its round.yaml.

    Returns:
        By path in round.yaml, in its order, the path below ``folder`` as received; the same path
        where no file, or none for sure, is meant.
    """
    left = dict.fromkeys(path.relative_to(folder).as_posix() for path in source_paths(folder))
    meant: dict[str, str] = {}

    def match(sources: Iterable[KnownFile], choose: Callable[[KnownFile], str | None]) -> None:
        for source in sources:
            if source.path not in meant and (found := choose(source)) is not None:
                meant[source.path] = found
                del left[found]

    def as_written(source: KnownFile) -> str | None:
        path = by_nfc.get(in_nfc(source.path))
        return path if path in left else None

    by_nfc = {in_nfc(path): path for path in left}
    masked = [source for source in files if MASK_MARK.search(source.path)]
    told_apart = {source.path for source in masked if source.digest}
    match((s for s in files if s.path not in told_apart), as_written)
    waiting = [source for source in masked if source.path not in meant]
    if waiting and left:
        digests: dict[str, list[str]] = {}
        if any(source.digest for source in waiting):
            for path in left:
                digests.setdefault(digest_of(folder / path), []).append(path)

        def by_content(source: KnownFile, *, fitting: bool) -> str | None:
            same = (p for p in digests.get(source.digest, ()) if source.digest and p in left)
            return next((p for p in same if not fitting or fits_path(source.path, p)), None)

        match(waiting, lambda source: by_content(source, fitting=True))
        match(waiting, lambda source: by_content(source, fitting=False))
        match(waiting, as_written)
        for absent in (False, True):
            rest = [s for s in waiting if s.path not in meant and bool(s.reason) is absent]
            match(rest, _alone(rest, left))
    return {source.path: meant.get(source.path, source.path) for source in files}


def shown_paths(files: Sequence[KnownFile], ledger: pd.DataFrame) -> dict[str, str]:
    """By the path of each file in round.yaml, the masked path that tables and reports show.

    Args:
        files: the entries of round.yaml.
        ledger: of the round; it lists the files in the order of round.yaml.
    """
    shown = ledger.loc[ledger["level"] == "file", "file"]
    return dict(zip((file.path for file in files), shown, strict=True))


def fits_path(shown: str, path: str) -> bool:
    """Whether a path in round.yaml can be that of a received one, however strictly it was masked.

    >>> fits_path("〔氏名〕（2）.xlsx", "山田太郎.xlsx"), fits_path("〔氏名〕.xlsx", "A市.xlsx")
    (True, False)
    """
    return not {shown, _NUMBER.sub("", shown)}.isdisjoint(_masked_forms(path))


@lru_cache(maxsize=100_000)
def _masked_forms(path: str) -> frozenset[str]:
    return frozenset(mask_path(path, masker).text for masker in _maskers())


@cache
def _maskers() -> tuple[Masker, ...]:
    return tuple(Masker(MaskingParams(strictness=name)) for name in get_args(Strictness))


def _alone(
    sources: Sequence[KnownFile], left: Collection[str]
) -> Callable[[KnownFile], str | None]:
    """The one file that fits an entry, where the entry is also the only one that fits the file."""
    files_of: dict[str, list[str]] = {source.path: [] for source in sources}
    entries_of: dict[str, int] = dict.fromkeys(left, 0)
    for path in left:
        for source in sources:
            if fits_path(source.path, path):
                files_of[source.path].append(path)
                entries_of[path] += 1

    def choose(source: KnownFile) -> str | None:
        paths = files_of[source.path]
        return paths[0] if len(paths) == 1 and entries_of[paths[0]] == 1 else None

    return choose
