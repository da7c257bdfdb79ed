"""``.venv/bin/dvc repro`` needs no activated environment."""

import os
import subprocess
import venv
from pathlib import Path

import environment_start


def test_a_shell_started_in_the_environment_finds_its_python(tmp_path: Path) -> None:
    home = tmp_path / "with a space"
    venv.create(home, with_pip=False, symlinks=os.name != "nt")
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment_start.write(python)
    ask = 'python -c "import sys; print(sys.prefix)"'
    outside = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    started = subprocess.run(
        [str(python), "-c", f"import subprocess; subprocess.run({ask!r}, shell=True, check=True)"],
        env=outside | {"PATH": os.defpath},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(started.stdout.strip()).samefile(home)
