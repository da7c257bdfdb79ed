"""The paths under which round.yaml, which is in git, names the files of a round."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.layouts.source import SourceFile
from pipeline.places import names_key
from pipeline.privacy.personal_data import Masker
from pipeline.rounds.round_file import RoundFile
from pipeline.rounds.round_head import read_round_contents
from pipeline.rounds.shown_paths import (
    digest_of,
    fits_path,
    mask_path,
    numbered,
    received_paths,
)


@dataclass(frozen=True)
class Naming:
    """Paths as received and as shown, all below the round's folder."""

    renamed: Mapping[str, str]
    """By path in round.yaml as it stands, the path it gets."""
    shown: Mapping[str, str]
    """By path as received, the path in round.yaml."""
    digests: Mapping[str, str]
    """By path in round.yaml, what tells a file from others of that masked path."""

    def told(self, text: str) -> str:
        """A message without the names that are masked."""
        pairs = [(path, shown) for path, shown in self.shown.items() if path != shown]
        pairs += [
            (own, masked)
            for path, shown in pairs
            for own, masked in zip(path.split("/"), shown.split("/"), strict=True)
            if own != masked
        ]
        for path, shown in sorted(set(pairs), key=lambda pair: (-len(pair[0]), pair)):
            text = text.replace(path, shown)
        return text


def name_files(
    folder: Path,
    meta: RoundFile | None,
    located: Mapping[str, str],
    incoming: Mapping[str, Path | None],
    remembered: Mapping[str, str],
    masker: Masker,
) -> Naming:
    """Name the files of a round; what is named already keeps its name unless it has to be masked.

    Args:
        folder: of the round.
        meta: its round.yaml; None where there is none yet.
        located: by path in round.yaml, the path as received (``received_paths``).
        incoming: by path as received, where files that are being added lie now; None: refused.
        remembered: by path in round.yaml, the path as received, as ``read_names`` tells.
        masker: says what is personal data.
    """
    entries = {source.path: source for source in meta.files} if meta else {}
    taken = set(entries)
    renamed = {}
    for path in entries:
        masked = mask_path(path, masker)
        renamed[path] = numbered(masked.text, taken) if masked.spans else path
        taken.add(renamed[path])
    shown = {own: renamed[path] for path, own in located.items() if (folder / own).exists()}
    digests = {own: digest_of(place) if place else "" for own, place in incoming.items()}
    new = sorted(set(incoming) - set(shown), key=lambda own: (digests[own], own))
    known = {own: renamed[path] for path, own in remembered.items() if path in renamed}
    for own in new:
        if own in known and known[own] not in shown.values():
            shown[own] = known[own]
    free = {renamed[path]: entry for path, entry in entries.items()}
    free = {path: entry for path, entry in free.items() if path not in shown.values()}
    for own in new:
        if own not in shown and (entry := _entry_of(own, digests[own], free)):
            shown[own] = entry
            del free[entry]
    taken |= {own for own in new if not mask_path(own, masker).spans and own not in taken}
    for own in new:
        if own not in shown:
            masked = mask_path(own, masker)
            plain = not masked.spans and own not in entries and own not in shown.values()
            shown[own] = own if plain else numbered(masked.text, taken)
            taken.add(shown[own])
    told_apart = {
        path: digests.get(own) or digest_of(folder / own)
        for own, path in shown.items()
        if own != path
    }
    return Naming(renamed, shown, {path: digest for path, digest in told_apart.items() if digest})


def _entry_of(own: str, digest: str, free: Mapping[str, SourceFile]) -> str | None:
    """The entry of a file that is named already but not here (refused, or not pulled by DVC)."""
    if own in free:
        return own
    for path, entry in free.items():
        if fits_path(path, own) and (entry.digest == digest if digest else bool(entry.reason)):
            return path
    return None


def read_names(root: Path, round_name: str) -> dict[str, str]:
    """By path in round.yaml, the path as received, of files whose path is masked."""
    place = root / names_key(round_name)
    if not place.is_file():
        return {}
    return {str(k): str(v) for k, v in json.loads(place.read_text(encoding="utf-8")).items()}


def names_as_received(root: Path, folder: Path) -> dict[str, str]:
    """By path in round.yaml, the path as received, of all files of a round.

    Raises:
        OpinionsError: no such round, or a broken round.yaml.
    """
    received = received_paths(folder, read_round_contents(folder).files)
    remembered = read_names(root, folder.name)
    return {
        path: remembered.get(path, own) if not (folder / own).exists() or "…" in own else own
        for path, own in received.items()
    }


def write_names(
    root: Path,
    round_name: str,
    naming: Naming,
    long_names: Mapping[str, str],
    write: Callable[[Path, bytes], None],
) -> None:
    """Keep the names of files whose path is masked or shortened; nothing where none is.

    Args:
        root: the project.
        round_name: of the round.
        naming: paths as received and as shown.
        long_names: by path as received, the whole path where that was too long to be kept.
        write: writes a file whole.
    """
    before = read_names(root, round_name).items()
    names = {naming.renamed[path]: own for path, own in before if path in naming.renamed}
    names |= {path: own for own, path in naming.shown.items()}
    names = {path: long_names.get(own, own) for path, own in names.items()}
    names = {path: own for path, own in sorted(names.items()) if path != own}
    if names:
        place = root / names_key(round_name)
        content = json.dumps(names, ensure_ascii=False, indent=2)
        write(place, (content + "\n").encode())
