"""What workers of a cluster are asked for in tests; they import this module and nothing heavy."""

import os
import signal
import time
from pathlib import Path


def dies_once(n: int, folder: Path) -> int:
    mark = folder / f"died-{n}"
    if n == 3 and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return n * n


def dies(n: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return n


def finds_no_room(n: int) -> int:
    raise OSError(28, "No space left on device", f"parts/{n}")


def sleeps(n: int) -> int:
    time.sleep(0.2)
    return n
