"""Stages of one DVC run as children of a process that has loaded the libraries.

Each stage of the pipeline is a process of its own; to load pandas, pandera, SciPy and scikit-learn
takes it one to two seconds, a run has some 25 of them. On Linux a process that loads them once is
forked for each stage in place of that. What the stage sees is as after ``python -m``: arguments,
variables, folder, standard streams, signals, exit code; a bare ``dvc repro`` starts it so.
"""

import atexit
import gc
import json
import os
import re
import runpy
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module

_STAGE = re.compile(r"pipeline\.stages\.\w+")
_LOADED = (
    "pandas",
    "pandera.pandas",
    "pyarrow.parquet",
    "ruamel.yaml",
    "pydantic",
    "rapidfuzz",
    "scipy.optimize",
    "scipy.sparse.csgraph",
    "scipy.stats",
    "sklearn.feature_extraction.text",
    "sklearn.linear_model",
    "sklearn.model_selection",
    "sklearn.neighbors",
    "sudachipy",
)
"""Of what most stages use, that which starts no thread that a fork would lose: OpenBLAS sees to its
own (``pthread_atfork``); onnxruntime does not."""


def stage_arguments(command: str) -> list[str] | None:
    """The module of a stage and what it is called with; None for any other command.

    >>> stage_arguments("python -m pipeline.stages.themes 令和6年度")
    ['pipeline.stages.themes', '令和6年度']
    >>> stage_arguments("python -m pipeline.stages.themes | tee log")
    """
    words = shlex.split(command)
    is_stage = words[:2] == ["python", "-m"] and len(words) in (3, 4)
    return words[2:] if is_stage and _STAGE.fullmatch(words[2]) else None


class WarmStart:
    """The process that is forked; it starts with the first stage and ends with this one.

    Args:
        folder: in which stages run.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._here, there = socket.socketpair()
        self._server = subprocess.Popen(
            [sys.executable, "-m", "pipeline.warm_start", str(there.fileno())],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            pass_fds=[there.fileno()],
        )
        there.close()
        self._replies = self._here.makefile("r", encoding="utf-8")
        atexit.register(self.end)

    def end(self) -> None:
        """Let it go, and wait for it: its processor time counts as this process's."""
        with suppress(OSError):  # it is gone
            self._here.shutdown(socket.SHUT_RDWR)
        self._server.wait()

    def run(self, arguments: list[str], environment: Mapping[str, str]) -> int:
        """Run a stage to its end.

        Args:
            arguments: its module and what it is called with.
            environment: its variables.

        Returns:
            Its exit code; of a stage that a signal ended, less than 0.
        """
        request = json.dumps({"arguments": arguments, "environment": dict(environment)})
        try:
            self._here.sendall(f"{request}\n".encode())
            reply = self._replies.readline()
        except OSError:
            reply = ""
        return int(reply) if reply else self._server.wait() or 1


def _serve(channel: socket.socket) -> list[str]:
    """Fork for each request. Returns in the children, which are then as if newly started.

    Returns:
        Module and arguments of the stage that the child is.
    """
    hears = signal.signal(signal.SIGINT, signal.SIG_IGN)  # a stage hears Ctrl+C by itself
    for library in _LOADED:
        import_module(library)
    gc.freeze()  # else each child goes through all of it as it ends: a third of a second
    with channel, channel.makefile("r", encoding="utf-8") as requests:
        for line in requests:
            asked = json.loads(line)
            child = os.fork()
            if not child:
                break
            _, status = os.waitpid(child, 0)
            channel.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())
        else:
            sys.exit()
    signal.signal(signal.SIGINT, hears)
    os.environ.clear()
    os.environ.update(asked["environment"])
    return list(asked["arguments"])


if __name__ == "__main__":
    module, *rest = _serve(socket.socket(fileno=int(sys.argv[1])))
    sys.argv = [module, *rest]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
