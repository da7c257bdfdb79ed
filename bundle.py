"""Write one archive with all that an office without internet needs: ``python bundle.py [TARGET]``.

In: the commit that is checked out, the pinned releases (fetched here), models/encoder and
models/lexicon as built. Out: ``opinions-<commit>-<platform>.zip`` with the project, ``wheels/``,
``install`` and ``install.bat``, a list of its parts with versions and licences (``sbom.cdx.json``,
CycloneDX 1.6), and ``SHA256SUMS``. It fits the platform and the Python it was written with.
There: unpack, ``./install`` (``install.bat``), ``make repro``. Standard library only.
"""

import hashlib
import json
import os
import platform
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from pathlib import Path

import install

MODELS = ("models/encoder", "models/lexicon")
SBOM = "sbom.cdx.json"
_DISTRIBUTIONS = """
import json
from importlib.metadata import distributions
print(json.dumps([
    {
        "name": found.metadata["Name"],
        "version": found.version,
        "expression": found.metadata.get("License-Expression"),
        "license": found.metadata.get("License"),
        "classifiers": found.metadata.get_all("Classifier") or [],
    }
    for found in distributions()
]))
"""
_SH = """\
#!/bin/sh
# Checks the files, then installs from wheels/ only: no network is used.
cd "$(dirname "$0")" || exit 1
exec "${PYTHON:-python3}" install.py --check-files
"""
_BAT = """\
@echo off
rem Checks the files, then installs from wheels only: no network is used.
pushd "%~dp0"
py -3 install.py --check-files
if errorlevel 1 (
  pause
  exit /b 1
)
echo Next: .venv\\Scripts\\python -m pipeline.cli run
pause
"""
_MOST_OF_A_LICENCE = 100
"""Characters; some packages put the whole text where the name belongs."""


def main() -> None:
    """Write the archive and say where it is, its size and what is in it."""
    missing = [name for name in MODELS if not any((install.ROOT / name).glob("*"))]
    if missing:
        sys.exit(f"{', '.join(missing)}: not built yet. Run make repro first.")
    if not install.STAMP.is_file() or install.STAMP.read_text() != install.wanted():
        sys.exit("The environment is not up to date. Run make setup first.")
    commit = _git("rev-parse", "--short=12", "HEAD").decode().strip()
    if _git("status", "--porcelain"):
        print("Changes that are not committed are not in the bundle.", file=sys.stderr)
    name = f"opinions-{commit}-{_platform()}"
    target = Path(sys.argv[1] if len(sys.argv) > 1 else f"{name}.zip")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work, name)
        folder.mkdir()
        _project(folder)
        _wheels(folder / "wheels")
        for model in MODELS:
            _copy(install.ROOT / model, folder / model)
        write_starters(folder)
        _write(
            folder / SBOM,
            json.dumps(sbom(installed(install.PYTHON), commit), indent=1, ensure_ascii=False),
        )
        n_files = write_sums(folder) + 1
        _zip(folder, target)
    print(f"{target}: {n_files} files, {target.stat().st_size / 1e6:.0f} MB")


def write_starters(folder: Path) -> None:
    """Write ``install`` for shells and ``install.bat`` for Windows."""
    _write(folder / "install", _SH, executable=True)
    _write(folder / "install.bat", _BAT.replace("\n", "\r\n"))


def write_sums(folder: Path) -> int:
    """Write the sums of all files that are in a folder; how many they are."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files]
    _write(folder / install.SUMS, "".join(lines))
    return len(files)


def sbom(distributions: list[dict[str, object]], commit: str) -> dict[str, object]:
    """The parts as a CycloneDX 1.6 document.

    Args:
        distributions: of the environment: name, version, expression, license and classifiers, as
            packages state them.
        commit: of the project.
    """
    listed = sorted(distributions, key=lambda found: str(found["name"]).lower())
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "opinions", "version": commit}},
        "components": [
            {
                "type": "library",
                "name": found["name"],
                "version": found["version"],
                "purl": f"pkg:pypi/{str(found['name']).lower().replace('_', '-')}@"
                f"{found['version']}",
                "licenses": _licences(found),
            }
            for found in listed
        ],
    }


def _licences(found: dict[str, object]) -> list[dict[str, object]]:
    """What a package says of its licence: an expression, else classifiers, else its own words."""
    if found["expression"]:
        return [{"expression": found["expression"]}]
    classifiers = found["classifiers"]
    assert isinstance(classifiers, list)
    names = [str(line).split(" :: ")[-1] for line in classifiers if line.startswith("License ::")]
    own = str(found["license"] or "").strip().split("\n")[0][:_MOST_OF_A_LICENCE]
    names = names or ([own] if own else ["not stated by the package"])
    return [{"license": {"name": name}} for name in names]


def installed(python: Path) -> list[dict[str, object]]:
    """What the packages of an environment say of themselves."""
    found = subprocess.run([str(python), "-c", _DISTRIBUTIONS], capture_output=True, check=True)
    distributions: list[dict[str, object]] = json.loads(found.stdout)
    return distributions


def _project(folder: Path) -> None:
    """The files of the commit."""
    with tempfile.TemporaryFile() as stream:
        stream.write(_git("archive", "--format=tar", "HEAD"))
        stream.seek(0)
        with tarfile.open(fileobj=stream) as archive:
            archive.extractall(folder, filter="data")


def _wheels(folder: Path) -> None:
    """Every pinned release for this platform; torch as install.py takes it."""
    fetch = ("-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps")
    folder.mkdir()
    pins = [install.PIP, install.BUILD, install.PACKAGES]
    for pinned in pins:
        install.run(*fetch, "--require-hashes", "-d", str(folder), "-r", pinned)
    install.run(*fetch, "-d", str(folder), install.torch_pin())


def _copy(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = target / path.relative_to(source)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())


def _zip(folder: Path, target: Path) -> None:
    """Pack a folder; wheels are stored as they are, for they are packed already."""
    draft = target.with_suffix(".part")
    with zipfile.ZipFile(draft, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                is_packed = path.suffix in (".whl", ".gz", ".zip")
                kind = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
                archive.write(path, path.relative_to(folder.parent).as_posix(), kind)
    draft.replace(target)


def _write(path: Path, text: str, *, executable: bool = False) -> None:
    path.write_bytes(text.encode())
    path.chmod(0o755 if executable else 0o644)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _git(*arguments: str) -> bytes:
    command = ["git", *arguments]
    return subprocess.run(command, cwd=install.ROOT, capture_output=True, check=True).stdout


def _platform(system_of_files: str = os.name) -> str:
    """Python, system and processor that the wheels fit; ``nt`` is Windows."""
    python = f"py{sys.version_info.major}{sys.version_info.minor}"
    if system_of_files == "nt":
        return f"{python}-{sysconfig.get_platform()}"
    return f"{python}-{platform.system().lower()}-{platform.machine().lower()}"


if __name__ == "__main__":
    main()
