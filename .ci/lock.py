"""Write the exact versions, in this environment, of all that pyproject.toml names.

requirements.lock is for what stages import (they depend on it), requirements-dev.lock for the
rest. Run after changing dependencies and seeing the tests pass: ``python .ci/lock.py``.
"""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent


def pins(requirements: list[str]) -> dict[str, str]:
    """Name and version of the requirements and all that they need, as installed here."""
    todo = list(requirements)
    found: dict[str, str] = {}
    seen: set[str] = set()
    while todo:
        requirement = Requirement(todo.pop())
        name = re.sub(r"[-_.]+", "-", requirement.name).lower()
        for extra in ["", *sorted(requirement.extras)]:
            if f"{name}[{extra}]" in seen:
                continue
            seen.add(f"{name}[{extra}]")
            try:
                package = distribution(requirement.name)
            except PackageNotFoundError:
                continue  # of another platform
            found[name] = package.version.split("+")[0]  # torch 2.13.0+cpu pins as 2.13.0
            for raw in package.requires or []:
                marker = Requirement(raw).marker
                if marker is None or marker.evaluate({"extra": extra}):
                    todo.append(raw)
    return found


def write(name: str, versions: dict[str, str]) -> None:
    """Write sorted name==version lines."""
    lines = [f"{package}=={version}" for package, version in sorted(versions.items())]
    header = "# Written by .ci/lock.py: versions seen to work together. Used as constraints.\n"
    (ROOT / name).write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(lines)} packages")


def main() -> None:
    """Write both locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = pins(project["dependencies"])
    everything = pins([*project["dependencies"], *project["optional-dependencies"]["dev"]])
    write("requirements.lock", runtime)
    write("requirements-dev.lock", {k: v for k, v in everything.items() if k not in runtime})


if __name__ == "__main__":
    main()
