"""Where the real texts lie that benchmarks and some tests read; they are no part of a clone."""

import os
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says


def shared_data() -> Path:
    """The folder of the shared data (environment variable OPINION_DATA); it may not be there."""
    return Path(os.environ.get("OPINION_DATA", "../shared/data"))


def shared_file(name: str) -> Path:
    """A file of the shared data.

    Raises:
        OpinionsError: it is not there.
    """
    path = shared_data() / name
    if not path.is_file():
        raise OpinionsError(
            says(
                f"{path} がない。環境変数 OPINION_DATA に、実際の文を置いたフォルダを書く。",
                f"{path} is not there. Set OPINION_DATA to the folder of real texts.",
            )
        )
    return path
