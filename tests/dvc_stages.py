"""dvc.yaml as DVC resolves it: one record per stage and round, for the tests that hold it true."""

import re
import shutil
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import grimp
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parent.parent
LOCK = "requirements.lock"


@dataclass(frozen=True)
class Stage:
    """A stage of dvc.yaml for one round (or none)."""

    name: str
    cmd: tuple[str, ...]
    deps: tuple[str, ...]
    outs: tuple[str, ...]
    params: tuple[str, ...]
    desc: str

    @property
    def module(self) -> str:
        return self.cmd[2]


def stages(root: Path = ROOT) -> list[Stage]:
    yaml = YAML(typ="safe")
    rounds = yaml.load((root / "params.yaml").read_text(encoding="utf-8"))["rounds"]
    found = []
    for name, raw in yaml.load((root / "dvc.yaml").read_text(encoding="utf-8"))["stages"].items():
        for round_name in rounds if "matrix" in raw else [""]:

            def fill(text: str, round_name: str = round_name) -> str:
                return text.replace("${item.round}", round_name)

            outs = [*raw.get("outs", []), *raw.get("metrics", []), *raw.get("plots", [])]
            found.append(
                Stage(
                    name=f"{name}@{round_name}" if round_name else name,
                    cmd=tuple(fill(raw["cmd"]).split()),
                    deps=tuple(fill(dep) for dep in raw.get("deps", [])),
                    outs=tuple(
                        fill(out if isinstance(out, str) else next(iter(out))) for out in outs
                    ),
                    params=tuple(str(section) for section in raw.get("params", [])),
                    desc=raw.get("desc", ""),
                )
            )
    return found


@cache
def import_graph() -> grimp.ImportGraph:
    """Who imports whom in ``pipeline`` when it runs: not what only the type checker imports.

    Without grimp's cache, which can be of another checkout.
    """
    return grimp.build_graph("pipeline", cache_dir=None, exclude_type_checking_imports=True)


def needed_files(module: str) -> set[str]:
    """Files of code, templates and texts that a stage needs, its module and packages included."""
    graph = import_graph()
    modules = {module} | graph.find_upstream_modules(module)
    files = set()
    for name in modules:
        parts = name.split(".")
        for depth in range(1, len(parts)):
            files.add("/".join([*parts[:depth], "__init__.py"]))
        base = ROOT.joinpath(*parts)
        files.add("/".join(parts) + ("/__init__.py" if base.is_dir() else ".py"))
        source = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        text = source.read_text(encoding="utf-8")
        if re.search(r"PackageLoader|templates", text):
            files.add("/".join([*parts[:-1], "templates"]))
        files.update(  # texts that it learns from
            folder.relative_to(ROOT).as_posix()
            for folder in source.parent.glob("*_texts")
            if f'_HERE / "{folder.name}"' in text
        )
        if "_HERE.glob" in text:  # what it makes depends on every file of its package
            inside = (path for path in base.parent.rglob("*") if "__pycache__" not in path.parts)
            files.update(path.relative_to(ROOT).as_posix() for path in inside if path.is_file())
    return files | {LOCK}


def covered(path: str, deps: tuple[str, ...]) -> bool:
    """Whether a file is one of the deps or lies in one."""
    return any(path == dep or path.startswith(dep.rstrip("/") + "/") for dep in deps)


def copy_into(root: Path, paths: tuple[str, ...], target: Path) -> None:
    """Copy files and folders below root to the same places below target."""
    for path in paths:
        source, goal = root / path, target / path
        goal.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(
                source, goal, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copyfile(source, goal)


SHARE_FOR_FOLDER = 0.8
"""A stage that imports this share of a folder's modules, and more than one, depends on the folder.

A lower share reruns more stages for a changed file, a higher one makes dvc.yaml longer.
"""


def code_deps(module: str) -> list[str]:
    """What dvc.yaml names for a stage's code: folders where it needs most of one, else files."""
    inside: dict[str, list[str]] = {}
    for path in needed_files(module) - {LOCK}:
        inside.setdefault(str(Path(path).parent.as_posix()), []).append(path)
    deps: set[str] = set()
    for folder, files in inside.items():
        n_modules = sum(path.name != "__init__.py" for path in (ROOT / folder).glob("*.py"))
        n_needed = sum(not path.endswith("__init__.py") for path in files)
        whole = folder not in ("pipeline", "pipeline/stages") and n_needed > 1
        if whole and n_needed >= SHARE_FOR_FOLDER * n_modules:
            deps.add(folder)
        else:
            deps.update(files)
    return sorted(dep for dep in deps if not any(dep.startswith(f"{other}/") for other in deps))


def with_true_deps(text: str) -> str:
    """dvc.yaml with the code that each stage imports as its deps, whatever it named before.

    As many names to a line as fit: data in the order in which people wrote them, then code.
    """
    before, *parts = re.split(r"(?m)^(?=  \w+:$)", text)
    named = YAML(typ="safe").load(text)["stages"]
    return before + "".join(
        _with_deps(part, stage) for part, stage in zip(parts, named.values(), strict=True)
    )


def _with_deps(text: str, stage: dict[str, Any]) -> str:
    data = [name for name in stage["deps"] if not name.startswith("pipeline/") and name != LOCK]
    names = [*data, *code_deps(stage["cmd"].split()[2]), LOCK]
    quoted = (f'"{name}"' if "$" in name else name for name in names)
    filled = textwrap.indent(textwrap.fill(", ".join(quoted), 94, break_on_hyphens=False), " " * 6)
    return re.sub(
        r"(?m)^    deps:.*\n(?:(?:     .*|    \])\n)+", f"    deps: [\n{filled}\n    ]\n", text
    )


if __name__ == "__main__":  # put the deps of dvc.yaml right
    DVC = ROOT / "dvc.yaml"
    DVC.write_text(with_true_deps(DVC.read_text(encoding="utf-8")), encoding="utf-8")
