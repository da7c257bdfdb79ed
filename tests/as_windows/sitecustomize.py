"""Put on PYTHONPATH of a child process: what the project would miss on Windows is not there.

Not ``os.name`` itself, nor what other libraries use because of it: they would ask for Windows.
"""

import builtins
import multiprocessing
import os
import runpy
import signal
from pathlib import Path
from typing import Any

LACKING = frozenset({"fcntl", "grp", "pwd", "resource", "syslog", "termios"})

runpy.run_path(str(Path(__file__).parents[1] / "no_network" / "sitecustomize.py"))
for _name in ("SIGHUP", "SIGUSR1", "pthread_sigmask"):
    delattr(signal, _name)
for _name in ("fork", "forkpty", "sched_getaffinity"):
    delattr(os, _name)
multiprocessing.set_start_method("spawn")
_import = builtins.__import__


def _without(name: str, globals: Any = None, *more: Any, **named: Any) -> Any:
    if name in LACKING and str((globals or {}).get("__name__", "")).startswith("pipeline"):
        raise ImportError(f"Windows has no {name}")
    return _import(name, globals, *more, **named)


builtins.__import__ = _without
