"""Let programs of the environment find its ``python`` without being activated.

DVC starts each stage as ``python -m …``. Typed as ``.venv/bin/dvc repro``, that would be the
system's Python, which has none of the packages. So the environment gets a file that Python reads
whenever it starts there, and that puts the environment's own programs first on PATH.

Standard library only, as ``install.py``, which calls this.
"""

import subprocess
from pathlib import Path

FILE = "opinions_environment_path.pth"
LINE = (
    "import os, sys; "
    "own = os.path.join(sys.prefix, 'Scripts' if os.name == 'nt' else 'bin'); "
    "path = os.environ.get('PATH', ''); "
    "os.environ['PATH'] = path if path.split(os.pathsep)[0] == own "
    "else os.pathsep.join(filter(None, [own, path]))\n"
)
"""One line: of a .pth file Python runs only lines that begin with ``import``."""


def write(python: Path) -> None:
    """Put the file among the packages of the environment whose interpreter this is."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run(
        [str(python), "-c", ask], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    Path(found.stdout.strip(), FILE).write_text(LINE, encoding="utf-8")
