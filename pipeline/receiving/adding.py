"""Add the files of a survey round: copy them, look at each, draft round.yaml, track them."""

import datetime as dt
import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.layouts.examination import Examined, Look, examine
from pipeline.places import ROUNDS
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.readers.limits import Limits, watched
from pipeline.receiving.doctor import Finding, Report, of_looks, personal_data_left
from pipeline.receiving.dvc_files import has_dvc, track
from pipeline.receiving.gathering import Incoming, gather
from pipeline.rounds.masked_layouts import mask_layout, mask_look, masked_headers
from pipeline.rounds.names_in_git import Naming, name_files, read_names, write_names
from pipeline.rounds.round_draft import Draft, assign_layouts, drafted
from pipeline.rounds.round_file import read_round_file
from pipeline.rounds.rounds_list import with_round
from pipeline.rounds.shown_paths import digest_of, received_paths

RECEIVED = "received"
"""Folder of a round that holds the files as received; under DVC, never in git."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def add_round(
    paths: Sequence[Path],
    round_name: str,
    title: str = "",
    date: str = "",
    *,
    dry_run: bool = False,
    root: Path = Path(),
    limits: Limits | None = None,
    masking: MaskingParams | None = None,
) -> Report:
    """Add files to a round, new or known.

    Args:
        paths: files, folders and zips.
        round_name: name of its folder: letters, digits, ``-``, ``_`` and ``.``.
        title: of the round; where empty and unknown, its name.
        date: ISO date; where empty and unknown, the day the last file came.
        dry_run: look and report only.
        root: the project.
        limits: how large and slow files may be.
        masking: how personal data is masked; the default where None. Names of files, headers and
            labels go into git with round.yaml, and into the report: masked.

    Returns:
        What was found, what is doubtful, and what people must decide.

    Raises:
        OpinionsError: a name or date that cannot be used, no file, a broken round.yaml.
    """
    if not _NAME.fullmatch(round_name) or round_name == "all":
        raise OpinionsError(
            f"'{round_name}' cannot name a round. Use letters, digits, '-', '_' and '.', beginning "
            "with a letter or digit, such as 2024-05-beta."
        )
    if date and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        raise OpinionsError(f"--date {date}: write it as 2024-05-10.")
    folder = root / ROUNDS / round_name
    limits, masking = limits or Limits(), masking or MaskingParams()
    masker = Masker(masking)
    meta = read_round_file(folder) if (folder / "round.yaml").is_file() else None
    layouts = meta.layouts if meta else {}
    headers = {k: v for one in layouts.values() for k, v in masked_headers(one, masker).items()}
    known = {name: mask_layout(layout, masker) for name, layout in layouts.items()}
    with tempfile.TemporaryDirectory() as scratch:
        incoming = gather(paths, Path(scratch), limits, masker)
        naming = name_files(
            folder,
            meta,
            received_paths(folder, meta.files) if meta else {},
            {f"{RECEIVED}/{file.name}": file.path for file in incoming},
            read_names(root, round_name),
            masker,
        )
        seen = look_at([file for file in incoming if file.path], limits)
        looks = {name: mask_look(look, masker) for name, look in seen.items()}
        draft = assign_layouts(looks, known)
        files = [_entry(file, looks.get(file.name), draft, naming) for file in incoming]
        values = _values(round_name, title, date, incoming)
        content = drafted(folder / "round.yaml", values, files, draft, naming, headers)
        shown = {f.name: naming.shown[f"{RECEIVED}/{f.name}"] for f in incoming}
        shown = {name: path.removeprefix(f"{RECEIVED}/") for name, path in shown.items()}
        report = of_looks(round_name, incoming, looks, draft, shown)
        if masking.strictness == "off":
            told = "masking.strictness が off。氏名もそのまま書かれ、git に入る"
            report.findings.append(Finding("要確認", "round.yaml", told))
        report.findings += _replaced(incoming, folder / RECEIVED, shown)
        report.findings += personal_data_left(content, masker)
        if not date and not (folder / "round.yaml").is_file():
            told = f"date を最後のファイルの日付（{values['date']}）とした"
            report.findings.append(Finding("要確認", "round.yaml", told))
        if not dry_run:
            folder.mkdir(parents=True, exist_ok=True)
            _copy(incoming, folder / RECEIVED)
            _keep_out_of_git(folder)
            (folder / "round.yaml").write_text(content, encoding="utf-8", newline="\n")
            write_names(root, round_name, naming)
    if dry_run:
        return report
    read_round_file(folder)
    if has_dvc(root) and (folder / RECEIVED).is_dir():
        try:
            track(root, folder / RECEIVED)
        except OpinionsError as error:
            raise OpinionsError(naming.told(str(error))) from None
    params = root / "params.yaml"
    if params.is_file():
        params.write_text(with_round(params, round_name), encoding="utf-8", newline="\n")
    else:
        report.findings.append(Finding("要確認", "params.yaml", "ない。rounds に足していない"))
    return report


def look_at(files: Sequence[Incoming], limits: Limits) -> dict[str, Examined]:
    """Look at every file under the watchdog, by name."""
    tasks = [Look(file.path, limits) for file in files if file.path is not None]
    seen = watched(
        examine,
        tasks,
        limits,
        os.cpu_count() or 1,
        lambda _, why: Examined("unreadable", (), (), why),
    )
    return {file.name: look for file, look in zip(files, seen, strict=True)}


def _entry(
    file: Incoming, look: Examined | None, draft: Draft, naming: Naming
) -> dict[str, object]:
    path = naming.shown[f"{RECEIVED}/{file.name}"]
    entry: dict[str, object] = {
        "path": path,
        "kind": look.kind if look else "unreadable",
    }
    names = draft.files.get(file.name, ())
    if names:
        entry["layout"] = names[0] if len(names) == 1 else list(names)
    if file.received:
        entry["received"] = file.received
    if path in naming.digests:
        entry["digest"] = naming.digests[path]
    if file.refused:
        entry["reason"] = file.refused
    return entry


def _values(
    round_name: str, title: str, date: str, incoming: Sequence[Incoming]
) -> Mapping[str, object]:
    latest = max((file.received[:10] for file in incoming), default="") or "1990-01-01"
    day = dt.date.fromisoformat(date or latest)
    return {"title": title or round_name, "date": day, "year": day.year}


def _replaced(
    incoming: Sequence[Incoming], received: Path, shown: Mapping[str, str]
) -> list[Finding]:
    """Files that take the place of another one of the same name."""
    told = "前に受け取った同じ名前のファイルを、中身の違うこのファイルで置き換える"
    told += "（別の団体のものなら、名前を変えて渡し直す）"
    return [
        Finding("要確認", shown[file.name], told)
        for file in incoming
        if file.path is not None and (received / file.name).is_file()
        if digest_of(file.path) != digest_of(received / file.name)
    ]


def _copy(incoming: Sequence[Incoming], into: Path) -> None:
    for file in incoming:
        if file.path is not None:
            target = into / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(target.name + ".part")
            shutil.copyfile(file.path, draft)
            draft.replace(target)  # a link into DVC's cache is replaced, not written through


def _keep_out_of_git(folder: Path) -> None:
    ignored = folder / ".gitignore"
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.is_file() else []
    if f"/{RECEIVED}" not in lines:
        ignored.write_text("\n".join([*lines, f"/{RECEIVED}"]) + "\n", encoding="utf-8")
