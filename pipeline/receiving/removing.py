"""Undo add_round, or forget a round with its originals and every cached copy."""

import shutil
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import (
    CHANGES,
    FINDS,
    METRICS,
    OVERVIEW,
    PLOTS,
    PRIVATE,
    REPORTS,
    ROUNDS,
    SEARCH,
    TABLES,
    names_key,
    number_key,
)
from pipeline.progress import LOG
from pipeline.receiving.adding import RECEIVED
from pipeline.receiving.dvc_files import collect_garbage, forget_stages, has_dvc
from pipeline.rounds.rounds_list import rounds_of, without_round
from pipeline.rounds.seal import require_open
from pipeline.tables.theme_links import ThemeLinks
from pipeline.whole_files import write_whole

_REMEMBERED = (
    *(".dvc/tmp/site", ".dvc/tmp/last-good", ".dvc/tmp/last-check.json", ".dvc/tmp/parts"),
    *(FINDS, ".dvc/tmp/undo-*.part", LOG.as_posix()),
)
_OF_ROUND = (PRIVATE, f"{TABLES}/*")


def remove_round(round_name: str, root: Path = Path(), *, also_in_git: bool = False) -> list[Path]:
    """Take a round out of the project: its files, its tables, its place in params.yaml.

    DVC's cache keeps the files as received, so that the round can be brought back. With the last
    round go the results over all rounds, which hold its words.

    Args:
        round_name: a folder of corpora/rounds, or a name that only params.yaml still lists.
        root: the project.
        also_in_git: whether a round that add-round did not add (an embedded one) may go: its
            files are in git, or nowhere else.

    Returns:
        What was removed.

    Raises:
        OpinionsError: no such round, or one that was not added by add-round without a clear word.
    """
    require_open(root, round_name)
    folder, params = root / ROUNDS / round_name, root / "params.yaml"
    listed = rounds_of(params) if params.is_file() else []
    there = bool(round_name) and folder.is_dir() and folder.parent == root / ROUNDS
    if not there and round_name not in listed:
        folders = [path.name for path in (root / ROUNDS).glob("*") if path.is_dir()]
        known = sorted({*folders, *listed})
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」はない。あるもの：{'、'.join(known) or '（なし）'}",
                f"No round '{round_name}'. There are: {', '.join(known) or '(none)'}",
            )
        )
    received = (folder / RECEIVED).is_dir() or (folder / f"{RECEIVED}.dvc").is_file()
    if there and not received and not also_in_git:
        raise OpinionsError(
            says(
                f"{folder} は add-round で加えたものではなく、ファイルはgitで管理されている。"
                f"作業フォルダから消してよければ、次のとおり --yes を付ける："
                f"opinions remove-round {round_name} --yes（gitの履歴には残る）",
                f"{folder} was not added by add-round; its files are in git. If they may go from "
                f"this folder: opinions remove-round {round_name} --yes (git's history keeps them)",
            )
        )
    removed = [*([folder] if there else []), *_outputs(round_name, root)]
    if not set(listed) - {round_name}:
        removed += _over_all_rounds(root)
    if params.is_file():  # first: a full disk stops it before anything is gone
        write_whole(params, without_round(params, round_name).encode())
    for path in removed:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return removed


def _outputs(round_name: str, root: Path) -> list[Path]:
    found = [
        path
        for pattern in _OF_ROUND
        for place in root.glob(pattern)
        if (path := place / f"{round_name}.parquet").exists()
    ]
    found += [place for place in _private(root, round_name) if place.is_file()]
    found += root.glob(f"{METRICS}/*/{round_name}.json")
    found += [place for place in [root / f"review-{round_name}.xlsx"] if place.is_file()]
    folders = [f"{REPORTS}/{round_name}", f"{REPORTS}/{round_name}-private"]
    folders += [f"{PLOTS}/report/{round_name}", SEARCH]  # the search holds its words
    return sorted(set(found)) + [root / place for place in folders if (root / place).is_dir()]


def _private(root: Path, round_name: str) -> tuple[Path, Path]:
    return root / names_key(round_name), root / number_key(round_name)


def _over_all_rounds(root: Path) -> list[Path]:
    """Results over all rounds: they say nothing once there is no round."""
    places = [OVERVIEW, CHANGES, f"{CHANGES}-private", f"{ThemeLinks.folder()}.parquet"]
    return [root / place for place in places if (root / place).exists()]


def forget_round(round_name: str, root: Path = Path(), *, also_in_git: bool = False) -> list[Path]:
    """Remove a round with its originals, everything made from it, and every cached copy.

    Outputs over all rounds hold its words too: they go as well, and the next run makes them again.
    Older versions of every other file leave DVC's cache with them.

    Returns:
        What was removed.

    Raises:
        OpinionsError: no such round, or DVC failed.
    """
    removed = remove_round(round_name, root, also_in_git=also_in_git)
    for path in forget_stages(root, round_name):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.exists():
            path.unlink()
        removed.append(path)
    if has_dvc(root):
        try:
            collect_garbage(root)
        except OpinionsError as error:
            raise OpinionsError(
                says(
                    f"意見照会 {round_name} は消したが、DVCのキャッシュに写しが残っている。"
                    "空き容量と書き込みの権限を確かめ、次で消す："
                    "dvc gc --workspace --force",
                    f"The round {round_name} is gone, but copies stay in DVC's cache. Make room, "
                    "then remove them: dvc gc --workspace --force",
                )
            ) from error
        finally:
            _forget_notes(root)
    return removed


def _forget_notes(root: Path) -> None:
    """Remove DVC's and our own notes, which name received files."""
    for place in _REMEMBERED:
        for path in root.glob(place):
            shutil.rmtree(path, ignore_errors=True)
            if path.is_file():  # rmtree leaves one, and says nothing
                path.unlink()
