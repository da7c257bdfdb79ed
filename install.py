"""Make .venv and install what requirements.lock pins; nothing to do takes no time.

Standard library only. Run it with Python 3.11 or newer: ``python install.py``.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

import environment_path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("OPINIONS_VENV", ROOT / ".venv"))
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = ENVIRONMENT / "installed.sha256"
LOCKS = ("requirements.lock", "requirements-dev.lock")
CUDA_WARNING = """\
Warning: a CUDA build of torch was installed (several GB). This project needs no GPU; README.md,
"Installation", names the smaller CPU build.
"""


def wanted() -> str:
    """What the environment must hold, as one hash: the Python, the pins, the project's needs."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (*LOCKS, "pyproject.toml", "environment_path.py"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run(*arguments: str) -> None:
    """Run the environment's Python, and stop with its exit code if that fails."""
    outcome = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False)
    if outcome.returncode:
        sys.exit(f"install.py: {' '.join(arguments[:3])} failed; see the lines above.")


def main() -> None:
    """Bring .venv up to date."""
    if sys.version_info < (3, 11):  # noqa: UP036  (said here before pip would say it badly)
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if STAMP.is_file() and STAMP.read_text() == wanted():
        return
    print(f"Installing into {ENVIRONMENT.name} (about two minutes, once) …", flush=True)
    if not PYTHON.is_file():
        venv.create(ENVIRONMENT, with_pip=True)
    environment_path.write(PYTHON)
    run("-m", "pip", "install", "-q", "--disable-pip-version-check", "--upgrade", "pip")
    # Versions come from the lock; packages that only this platform needs come unpinned.
    # torch goes first and by name: in a plain resolution pip may prefer another build.
    pins = (ROOT / "requirements.lock").read_text().splitlines()
    torch = next(pin for pin in pins if pin.startswith("torch=="))
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
    constraints = tuple(part for lock in LOCKS for part in ("-c", lock))
    run(*install, *constraints, torch)
    run(*install, *constraints, "-e", ".[dev]")
    cuda = "import torch, sys; sys.exit(torch.version.cuda is not None)"
    if subprocess.run([str(PYTHON), "-c", cuda], check=False).returncode:
        print(CUDA_WARNING, file=sys.stderr)
    STAMP.write_text(wanted())


if __name__ == "__main__":
    main()
