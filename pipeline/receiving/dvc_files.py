"""DVC for the files of rounds: tracked but not in git, and every cached copy removed on request."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.locked_outputs import cached, files_of, stages_of
from pipeline.whole_files import write_whole
from pipeline.yaml_files import dumped, editable


def run_dvc(root: Path, *arguments: str) -> None:
    """Run DVC in the project.

    Raises:
        OpinionsError: DVC failed, in its own words.
    """
    command = [sys.executable, "-m", "dvc", *arguments]
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }
    done = subprocess.run(
        command, cwd=root, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        faults = [line for line in done.stderr.splitlines() if line.startswith("ERROR: ")]
        said = "; ".join(line.removeprefix("ERROR: ") for line in faults)
        raise OpinionsError(
            says(
                f"ファイルをDVCに預けられなかった（dvc {arguments[0]}）：{said}\n"
                "空き容量、書き込みの権限、.dvc/config を確かめ、もう一度実行する。",
                f"dvc {' '.join(arguments)} failed: {said}\n"
                "Look at the room on the disk, the right to write and .dvc/config, and run again.",
            )
        )


def has_dvc(root: Path) -> bool:
    """Whether the project is under DVC."""
    return (root / ".dvc").is_dir()


def track(root: Path, folder: Path) -> None:
    """Put a folder under DVC; without git around, DVC is told so first."""
    if not (root / ".git").exists():
        run_dvc(root, "config", "--local", "core.no_scm", "true")
    run_dvc(root, "add", folder.relative_to(root).as_posix())


def forget_stages(root: Path, round_name: str) -> list[Path]:
    """Take a round's stages, and those over all rounds, out of dvc.lock.

    Returns:
        The outputs of those stages; they hold words of the round, or may.
    """
    place = root / "dvc.lock"
    if not place.is_file():
        return []
    lock = editable(place)
    stages = lock.get("stages") or {}
    gone: list[Path] = []
    tainted = {name for name in stages if name.endswith(f"@{round_name}")}
    paths = _outputs(stages, tainted)
    while grown := {
        name
        for name in set(stages) - tainted
        if any(
            _touches(path, dep["path"]) for path in paths for dep in stages[name].get("deps", [])
        )
    }:
        tainted |= grown
        paths |= _outputs(stages, grown)
    for name in sorted(tainted):
        del stages[name]
    gone += [root / path for path in sorted(paths)]
    write_whole(place, dumped(lock, indented=False).encode())
    return gone


def keep_stages(root: Path, names: Iterable[str]) -> None:
    """Take all other stages out of dvc.lock."""
    place = root / "dvc.lock"
    if not place.is_file():
        return
    lock = editable(place)
    stages = lock.get("stages") or {}
    for name in set(stages) - set(names):
        del stages[name]
    write_whole(place, dumped(lock, indented=False).encode())


def hand_on_outputs(root: Path, target: Path, names: Iterable[str]) -> None:
    """Give another project what stages made here, so that it need not be made there again.

    DVC takes an output for made only where its own cache holds it too. Where this project's cache
    does not, or an output was changed by hand, the other project makes it.

    Args:
        root: the project where it was made.
        target: the other project, with a dvc.lock of the same.
        names: the stages.
    """
    place = root / "dvc.lock"
    if not place.is_file():
        return
    stages = stages_of(place.read_bytes())
    for out in (out for name in names for out in stages.get(name, [])):
        with suppress(OSError, ValueError):
            files = files_of(root, out)
            if any(not cached(root, md5).is_file() for _, md5 in files):
                continue
            for path, md5 in files:
                goal = target / path.relative_to(root)
                goal.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(cached(root, md5), goal)
            for md5 in {out.md5, *(md5 for _, md5 in files)}:
                _linked(cached(root, md5), cached(target, md5))


def _linked(source: Path, goal: Path) -> None:
    """One file in two caches; nothing changes what a cache holds. Copied between two disks."""
    if goal.exists():
        return
    goal.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, goal)
    except OSError:
        shutil.copy2(source, goal)


def _outputs(stages: dict[str, dict[str, list[dict[str, str]]]], names: Iterable[str]) -> set[str]:
    return {str(out["path"]) for name in names for out in stages[name].get("outs", [])}


def _touches(output: str, dependency: str) -> bool:
    """Whether an output is a dependency, lies in it, or holds it."""
    return (
        output == dependency
        or output.startswith(f"{dependency}/")
        or dependency.startswith(f"{output}/")
    )


def collect_garbage(root: Path) -> None:
    """Remove every cached copy that the workspace does not use."""
    run_dvc(root, "gc", "--workspace", "--force", "--quiet")
