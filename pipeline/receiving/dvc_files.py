"""DVC for the files of rounds: tracked but not in git, and every cached copy removed on request."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
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
