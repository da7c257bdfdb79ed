"""Import every library that requirements.lock names, and stay: what calls home does so late.

``python tests/every_library.py SECONDS``, under ``tests.network_trace``. It does not import
``pipeline``: a notebook, or another program in the environment, need not either.
"""

import contextlib
import importlib
import io
import re
import sys
import time
import warnings
from importlib.metadata import packages_distributions
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def locked() -> set[str]:
    """Names of the packages in requirements.lock."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    return {line.split("==")[0] for line in lines if not line.startswith("#")}


def main(seconds: float) -> None:
    """Import and wait."""
    names = locked()
    imported, failed = 0, []
    warnings.simplefilter("ignore")
    for module, packages in sorted(packages_distributions().items()):
        if module.startswith("_") or not module.isidentifier():
            continue
        if names & {re.sub(r"[-_.]+", "-", package).lower() for package in packages}:
            try:
                with contextlib.redirect_stdout(io.StringIO()):
                    importlib.import_module(module)
                imported += 1
            except Exception as error:  # what cannot be imported here cannot call home
                failed.append(f"{module} ({type(error).__name__})")
    print(f"{imported} modules imported; not: {', '.join(failed) or 'none'}", flush=True)
    time.sleep(seconds)


if __name__ == "__main__":
    main(float(sys.argv[1]))
