"""What the environment's Python does whenever it starts, before it imports anything else.

* It puts the environment's own programs first on PATH. DVC starts each stage as ``python -m …``:
  typed as ``.venv/bin/dvc repro``, not activated, that would be the system's Python, which has
  none of the packages.
* It switches telemetry off as ``pipeline/__init__.py`` does, for what does not import ``pipeline``:
  ``dvc`` itself, or a notebook that imports onnxruntime first.

Standard library only, as ``install.py``, which calls this.
"""

import os
import runpy
import subprocess
from pathlib import Path

FILE = "opinions_environment_start.pth"
PATH_LINE = (
    "import os, sys; "
    "own = os.path.join(sys.prefix, 'Scripts' if os.name == 'nt' else 'bin'); "
    "path = os.environ.get('PATH', ''); "
    "os.environ['PATH'] = path if path.split(os.pathsep)[0] == own "
    "else os.pathsep.join(filter(None, [own, path]))\n"
)
"""One line: of a .pth file Python runs only lines that begin with ``import``."""


def python_of(environment: Path, system: str = os.name) -> Path:
    """The interpreter of an environment; ``nt`` is Windows."""
    return environment / ("Scripts/python.exe" if system == "nt" else "bin/python")


def lines() -> str:
    """The file: a line for PATH, and one for the switches."""
    package = Path(__file__).resolve().parent / "pipeline" / "__init__.py"
    switches = runpy.run_path(str(package))["SWITCHES"]
    return f"{PATH_LINE}import os; os.environ.update({switches!r})\n"


def place(python: Path) -> Path:
    """Where the file is, among the packages of the environment whose interpreter this is."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run(
        [str(python), "-c", ask], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return Path(found.stdout.strip(), FILE)


def write(python: Path) -> None:
    """Put the file into the environment."""
    place(python).write_text(lines(), encoding="utf-8")
