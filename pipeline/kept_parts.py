"""Finished parts of a stage, kept until it ends, so that a run that was killed goes on from there.

DVC deletes a stage's outputs before it runs, so parts lie outside of them. A part is found again by
what it was made of: the rows, and everything else that the stage reads (its facts, the code, the
pinned libraries).
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa

KEPT = Path(".dvc/tmp/parts")
_CODE = Path(__file__).parent
_LIBRARIES = Path("requirements.lock")


class KeptParts:
    """The finished parts of one stage and round.

    Args:
        stage: name of the stage.
        round_name: of the round.
        facts: whatever a row's result depends on beside the row and the code: parameters, models.
    """

    def __init__(self, stage: str, round_name: str, facts: Iterable[str | bytes]) -> None:
        self._folder = KEPT / f"{stage}@{round_name}"
        sources = sorted(_CODE.rglob("*.py"))
        files = [path.read_bytes() for path in [*sources, _LIBRARIES] if path.is_file()]
        self._facts = _digest([*facts, *files])

    def find(self, part: pd.DataFrame) -> pd.DataFrame | None:
        """The result of a part that an earlier run finished; None where there is none."""
        path = self._path(part)
        try:
            return pd.read_parquet(path) if path.is_file() else None
        except (OSError, pa.ArrowInvalid):
            return None  # killed while it was written

    def keep(self, part: pd.DataFrame, result: pd.DataFrame) -> None:
        """Keep the result of a part."""
        path = self._path(part)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".part")
        result.to_parquet(draft)
        draft.replace(path)

    def drop(self) -> None:
        """Forget all parts: the stage's output is written."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _path(self, part: pd.DataFrame) -> Path:
        rows = part.to_json(orient="split", index=False, force_ascii=False)
        return self._folder / f"{_digest([self._facts, rows])}.parquet"


def file_facts(folder: Path) -> Iterator[str | bytes]:
    """What a folder or file holds, for the facts of a stage."""
    files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
    for path in files:
        if path.is_file():
            with path.open("rb") as stream:
                yield f"{path} {hashlib.file_digest(stream, 'sha256').hexdigest()}"


def _digest(values: Iterable[str | bytes]) -> str:
    digest = hashlib.sha256()
    for value in values:
        content = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest.hexdigest()
