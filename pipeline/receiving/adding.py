"""Add the files of a survey round: copy them, look at each, draft round.yaml, track them."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.layouts.examination import Examined
from pipeline.places import ROUNDS
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.readers.limits import Limits
from pipeline.receiving.doctor import of_looks, personal_data_left
from pipeline.receiving.doctor_report import Report
from pipeline.receiving.dvc_files import has_dvc, track
from pipeline.receiving.gathering import Incoming, gather
from pipeline.receiving.looks import Finding, look_at
from pipeline.receiving.same_names import require_new_names, told_of_names
from pipeline.receiving.staging import STAGING, staged
from pipeline.receiving.transaction import Transaction
from pipeline.rounds.masked_layouts import mask_layout, mask_look, masked_headers
from pipeline.rounds.names_in_git import Naming, name_files, read_names, write_names
from pipeline.rounds.round_draft import Draft, assign_layouts, drafted
from pipeline.rounds.round_file import RoundFile, read_round_file
from pipeline.rounds.round_name import YEARS, require_date, require_name
from pipeline.rounds.rounds_list import with_round
from pipeline.rounds.seal import require_open
from pipeline.rounds.shown_paths import received_paths

RECEIVED = "received"
"""Folder of a round that holds the files as received; under DVC, never in git."""


def add_round(
    paths: Sequence[Path],
    round_name: str,
    title: str = "",
    date: str = "",
    *,
    dry_run: bool = False,
    replaces: bool = False,
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
        replaces: files take the place of others of their names that were received before.
        root: the project.
        limits: how large and slow files may be.
        masking: how personal data is masked; the default where None. Names of files, headers and
            labels go into git with round.yaml, and into the report: masked.

    Returns:
        What was found, what is doubtful, and what people must decide.

    Raises:
        OpinionsError: a name or date that cannot be used, no file, a file that would replace
            another, a broken round.yaml, a full disk. The project is then as it was before.
    """
    require_name(round_name, root / ROUNDS)
    require_date(date)
    require_open(root, round_name)
    folder = root / ROUNDS / round_name
    limits, masking = limits or Limits(), masking or MaskingParams()
    masker = Masker(masking)
    meta = read_round_file(folder) if (folder / "round.yaml").is_file() else None
    layouts = meta.layouts if meta else {}
    headers = {k: v for one in layouts.values() for k, v in masked_headers(one, masker).items()}
    known = {name: mask_layout(layout, masker) for name, layout in layouts.items()}
    with tempfile.TemporaryDirectory() as scratch, Transaction(root) as change:
        incoming = gather(paths, Path(scratch), limits, masker)
        if not dry_run:
            # Out of git's reach before a byte is copied; what is looked at is what is kept.
            change.write(folder / ".gitignore", _ignoring_received(folder))
            incoming = staged(incoming, change, folder / STAGING)
        naming = name_files(
            folder,
            meta,
            received_paths(folder, meta.files) if meta else {},
            {f"{RECEIVED}/{file.name}": file.path for file in incoming},
            read_names(root, round_name),
            masker,
        )
        shown = {f.name: naming.shown[f"{RECEIVED}/{f.name}"] for f in incoming}
        shown = {name: path.removeprefix(f"{RECEIVED}/") for name, path in shown.items()}
        if not replaces:
            require_new_names(incoming, folder / RECEIVED, shown)
        here = {file.name: file.path for file in incoming if file.path is not None}
        seen = zip(here, look_at(list(here.values()), limits), strict=True)
        looks = {name: mask_look(look, masker) for name, look in seen}
        draft = assign_layouts(looks, known)
        files = [_entry(file, looks.get(file.name), draft, naming) for file in incoming]
        values = _values(round_name, title, date, incoming)
        content = drafted(folder / "round.yaml", values, files, draft, naming, headers)
        report = of_looks(round_name, incoming, looks, draft, shown)
        report.findings += _doubts(folder, masking, masker, incoming, shown, content)
        _require_readable(report, meta)
        if not date and not (folder / "round.yaml").is_file():
            told = f"date を最後のファイルの日付（{values['date']}）とした"
            report.findings.append(Finding("要確認", "round.yaml", told))
        if not dry_run:
            for file in incoming:
                if file.path is not None:
                    change.move(file.path, folder / RECEIVED / file.name)
            shutil.rmtree(folder / STAGING, ignore_errors=True)
            long = {f"{RECEIVED}/{f.name}": f.long_name for f in incoming if f.long_name}
            write_names(root, round_name, naming, long, change.write)
            change.write(folder / "round.yaml", content.encode())
            read_round_file(folder)
            _track(root, folder, naming, change)
            report.findings += _listed(root, round_name, change)
    return report


def _require_readable(report: Report, meta: RoundFile | None) -> None:
    """Refuse a round of which nothing at all can be read.

    Raises:
        OpinionsError: says why, file by file.
    """
    known = meta.files if meta else ()
    unlike = ("unreadable", "ignored")
    if report.n_read or any(not source.reason and source.kind not in unlike for source in known):
        return
    told = [f for f in report.findings if f.level in ("読めない", "情報")]
    listed = "\n".join(f"  {finding.place}：{finding.message}" for finding in told)
    raise OpinionsError(
        says(
            f"読めるファイルが一つもないので、{report.round_name} には何も加えていない。"
            f"提出元から読めるファイルを受け取り、もう一度 add-round する。\n{listed}",
            f"No file can be read, so nothing was added to {report.round_name}. Ask who sent them "
            f"for files that can be read, and add those.\n{listed}",
        )
    )


def _doubts(
    folder: Path,
    masking: MaskingParams,
    masker: Masker,
    incoming: Sequence[Incoming],
    shown: Mapping[str, str],
    content: str,
) -> list[Finding]:
    """What people must look at beside the files themselves."""
    findings = []
    if masking.strictness == "off":
        told = "masking.strictness が off。氏名もそのまま書かれ、git に入る"
        findings.append(Finding("要確認", "round.yaml", told))
    findings += told_of_names(incoming, folder / RECEIVED, shown)
    return findings + personal_data_left(content, masker)


def _track(root: Path, folder: Path, naming: Naming, change: Transaction) -> None:
    """Put the files as received under DVC."""
    if not has_dvc(root) or not (folder / RECEIVED).is_dir():
        return
    change.before(folder / f"{RECEIVED}.dvc")
    change.before(folder / ".gitignore")
    try:
        track(root, folder / RECEIVED)
    except OpinionsError as error:
        raise OpinionsError(naming.told(str(error))) from None


def _listed(root: Path, round_name: str, change: Transaction) -> list[Finding]:
    """Add the round to params.yaml; a finding where there is no such file."""
    params = root / "params.yaml"
    if not params.is_file():
        return [Finding("要確認", "params.yaml", "ない。rounds に足していない")]
    change.write(params, with_round(params, round_name).encode())
    return []


def _entry(
    file: Incoming, look: Examined | None, draft: Draft, naming: Naming
) -> dict[str, object]:
    path = naming.shown[f"{RECEIVED}/{file.name}"]
    entry: dict[str, object] = {
        "path": path,
        "kind": look.kind if look else "ignored" if file.ignored else "unreadable",
    }
    names = draft.files.get(file.name, ())
    if names:
        entry["layout"] = names[0] if len(names) == 1 else list(names)
    if file.received:
        entry["received"] = file.received
    if path in naming.digests:
        entry["digest"] = naming.digests[path]
    if why := file.refused or file.ignored:
        entry["reason"] = why
    return entry


def _values(
    round_name: str, title: str, date: str, incoming: Sequence[Incoming]
) -> Mapping[str, object]:
    days = sorted(file.received[:10] for file in incoming if file.received)
    day = dt.date.fromisoformat(date or (days[-1] if days else f"{YEARS[0]}-01-01"))
    return {"title": title or round_name, "date": day, "year": day.year}


def _ignoring_received(folder: Path) -> bytes:
    """The round's .gitignore with the files as received in it."""
    ignored = folder / ".gitignore"
    lines = ignored.read_text(encoding="utf-8").splitlines() if ignored.is_file() else []
    lines += [f"/{name}" for name in (RECEIVED, STAGING) if f"/{name}" not in lines]
    return ("\n".join(lines) + "\n").encode()
