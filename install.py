"""Make .venv and install what the locks pin, by hash; nothing to do takes no time.

Standard library only. Run it with Python 3.11 or newer: ``python install.py``. In a bundle
``python install.py --check-files`` looks first whether every file came whole.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import environment_start

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("OPINIONS_VENV", ROOT / ".venv"))
WHEELS = ROOT / "wheels"
"""In a bundle (bundle.py): all that is pinned. Where it is, nothing else is asked."""
PYTHON = environment_start.python_of(ENVIRONMENT)
SUMS = "SHA256SUMS"
"""In a bundle: of each file, its SHA-256 and its path."""
STAMP = ENVIRONMENT / "installed.sha256"
# Pins with the hashes of every file of the release (.ci/lock.py writes them).
PIP, BUILD, TORCH, PACKAGES, CUDA = (
    f"hashes/{name}.txt" for name in ("pip", "build", "torch", "packages", "cuda")
)
HAS_TORCH = """
import sys
from importlib.metadata import version
sys.exit(version("torch").split("+")[0] != sys.argv[1])
"""
NEEDS_CUDA = """
import sys
from importlib.metadata import requires
from packaging.requirements import Requirement
needs = (Requirement(line) for line in requires("torch"))
needs = (need for need in needs if need.name.startswith(("nvidia-", "cuda-")))
sys.exit(any(need.marker is None or need.marker.evaluate({"extra": ""}) for need in needs))
"""
CUDA_WARNING = """\
Warning: this is a CUDA build of torch; the libraries that it needs follow (several GB). This
project needs no GPU; README.md, "Requirements and installation", names the smaller CPU build."""


def wanted() -> str:
    """What the environment must hold, as one hash: the Python, the pins, the project's needs."""
    digest = hashlib.sha256((sys.version + environment_start.lines()).encode())
    for name in (PIP, BUILD, TORCH, PACKAGES, CUDA, "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def damaged(root: Path = ROOT) -> list[str]:
    """The files of a bundle that are not there, or not as they were packed."""
    found = []
    for line in (root / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        try:
            with (root / name).open("rb") as stream:
                if hashlib.file_digest(stream, "sha256").hexdigest() == digest:
                    continue
        except OSError:
            pass
        found.append(name)
    return found


def run(*arguments: str) -> None:
    """Run the environment's Python, and stop with its exit code if that fails."""
    environment = dict(os.environ)
    if WHEELS.is_dir():
        environment |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": WHEELS.as_uri()}
    outcome = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, env=environment, check=False)
    if outcome.returncode:
        sys.exit(f"install.py: {' '.join(arguments[:3])} failed; see the lines above.")


def install(*arguments: str) -> None:
    """Run pip for exactly what is named: it resolves nothing, and builds with pinned tools."""
    quiet = ("-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps")
    run(*quiet, *arguments)


def torch_pin() -> str:
    """The release of torch, as ``torch==…``."""
    pins = (ROOT / TORCH).read_text(encoding="utf-8").splitlines()
    return next(line.split()[0] for line in pins if line.startswith("torch=="))


def install_torch() -> None:
    """Install torch where none of its version is there: the CPU build, where pip can see one.

    Fetched first and then checked: with hashes pip prefers files whose hash its index tells over
    files in a folder (``--find-links``), so that it would take the CUDA build.
    """
    pin = torch_pin()
    has = subprocess.run([str(PYTHON), "-c", HAS_TORCH, pin[7:]], capture_output=True, check=False)
    if has.returncode:
        with tempfile.TemporaryDirectory() as folder:
            quiet = ("-q", "--disable-pip-version-check", "--no-deps")
            run("-m", "pip", "download", *quiet, "-d", folder, pin)
            install("--require-hashes", "--no-index", "--find-links", folder, "-r", TORCH)


def main() -> None:
    """Bring .venv up to date."""
    if sys.version_info < (3, 11):  # noqa: UP036  (said here before pip would say it badly)
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    check_files = "--check-files" in sys.argv[1:]
    if STAMP.is_file() and STAMP.read_text() == wanted():
        if check_files:
            print("Nothing to do: all is installed.")
        return
    if check_files and (names := damaged()):
        sys.exit("\n".join(names) + "\nThe files above are damaged or missing: unpack again.")
    print(f"Installing into {ENVIRONMENT.name} (about two minutes, once) …", flush=True)
    if not PYTHON.is_file():
        venv.create(ENVIRONMENT, with_pip=True)
    environment_start.write(PYTHON)
    install("--require-hashes", "-r", PIP)
    install_torch()
    # A few releases have no wheel for some platform; what builds them has hashes as well.
    tools = ("--build-constraint", BUILD, "--build-constraint", PACKAGES)
    install("--require-hashes", *tools, "-r", PACKAGES)
    if subprocess.run([str(PYTHON), "-c", NEEDS_CUDA], check=False).returncode:
        print(CUDA_WARNING, file=sys.stderr, flush=True)
        install("--require-hashes", *tools, "-r", CUDA)
    install(*tools, "-e", ".")
    run("-m", "pip", "check", "--disable-pip-version-check")
    STAMP.write_text(wanted())


if __name__ == "__main__":
    main()
