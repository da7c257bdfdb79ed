"""One module per DVC stage: read, call one core function, write.

In: files below the root, as dvc.yaml names them.
Out: the stage's outs, and one line of counts.
Knows nothing of: how anything is computed.
"""

import errno
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says


def run_stage(name: str, stage: Callable[[], str]) -> None:
    """Run a stage and say on stderr how it went.

    Args:
        name: of the stage, as in dvc.yaml.
        stage: does the work and returns one line: rows in, rows out (never an opinion's text).
    """
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    start = time.perf_counter()
    try:
        outcome = stage()
    except OpinionsError as error:
        sys.exit(f"{name}: {error}")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        place = error.filename or Path.cwd()
        sys.exit(
            says(
                f"{name}: ディスクに空きがない（{place}）。途中までの表は残していない。空きを作って"
                "もう一度実行すれば、続きから計算する。",
                f"{name}: the disk is full ({place}). No table is half written. Make room and run "
                "again: the run goes on from there.",
            )
        )
    print(f"{name}: {outcome} ({time.perf_counter() - start:.1f} s)", file=sys.stderr)


def round_argument() -> str:
    """The round that a per-round stage was called with.

    Raises:
        SystemExit: none or several were given.
    """
    if len(sys.argv) != 2:
        sys.exit(f"Usage: python -m pipeline.stages.{sys.argv[0]} ROUND (a name in params.yaml)")
    return sys.argv[1]
