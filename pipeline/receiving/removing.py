"""Undo add_round, or forget a round with its originals and every cached copy."""

import shutil
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.places import METRICS, PRIVATE, REPORTS, ROUNDS, TABLES
from pipeline.receiving.adding import RECEIVED
from pipeline.receiving.dvc_files import collect_garbage, forget_stages, has_dvc
from pipeline.rounds.names_in_git import private_names
from pipeline.rounds.rounds_list import without_round
from pipeline.store import write_whole

_REMEMBERED = (".dvc/tmp/site", ".dvc/tmp/last-good")
_OF_ROUND = (PRIVATE, f"{TABLES}/*")


def remove_round(round_name: str, root: Path = Path()) -> list[Path]:
    """Take a round out of the project: its files, its tables, its place in params.yaml.

    DVC's cache keeps the files as received, so that the round can be brought back.

    Returns:
        What was removed.

    Raises:
        OpinionsError: no such round, or one whose files are in git (an embedded round).
    """
    folder = root / ROUNDS / round_name
    if not round_name or not folder.is_dir() or folder.parent != root / ROUNDS:
        names = sorted(path.name for path in (root / ROUNDS).iterdir() if path.is_dir())
        raise OpinionsError(f"No round '{round_name}' in {ROUNDS}. There are: {', '.join(names)}.")
    if not (folder / RECEIVED).is_dir() and not (folder / f"{RECEIVED}.dvc").is_file():
        raise OpinionsError(
            f"{folder} was not added by `opinions add-round` (no folder '{RECEIVED}' in it). Take "
            "it off 'rounds' in params.yaml instead."
        )
    removed = [folder, *_outputs(round_name, root)]
    for path in removed:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    params = root / "params.yaml"
    if params.is_file():
        write_whole(params, without_round(params, round_name).encode())
    return removed


def _outputs(round_name: str, root: Path) -> list[Path]:
    found = [
        path
        for pattern in _OF_ROUND
        for place in root.glob(pattern)
        if (path := place / f"{round_name}.parquet").exists()
    ]
    found += [place for place in [private_names(root, round_name)] if place.is_file()]
    found += root.glob(f"{METRICS}/*/{round_name}.json")
    found += [place for place in [root / f"review-{round_name}.xlsx"] if place.is_file()]
    reports = [root / REPORTS / name for name in (round_name, f"{round_name}-private")]
    return sorted(set(found)) + [report for report in reports if report.is_dir()]


def forget_round(round_name: str, root: Path = Path()) -> list[Path]:
    """Remove a round with its originals, everything made from it, and every cached copy.

    Outputs over all rounds hold its words too: they go as well, and the next run makes them again.
    Older versions of every other file leave DVC's cache with them.

    Returns:
        What was removed.

    Raises:
        OpinionsError: no such round, or DVC failed.
    """
    removed = remove_round(round_name, root)
    for path in forget_stages(root, round_name):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        removed.append(path)
    if has_dvc(root):
        collect_garbage(root)
        for place in _REMEMBERED:  # DVC's and our own notes name received files
            shutil.rmtree(root / place, ignore_errors=True)
    return removed
