"""The example rounds in a copy of the project, so that nothing of a real round is touched."""

import shutil
from pathlib import Path

from pipeline.codebook.answers_file import append_answers
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import EXAMPLES, PRIVATE, PUBLISHED, REPORTS, ROUNDS, TABLES
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.readers.limits import Limits
from pipeline.receiving.adding import RECEIVED, add_round
from pipeline.receiving.doctor_report import Report
from pipeline.receiving.drafts import add_draft
from pipeline.receiving.dvc_files import hand_on_outputs
from pipeline.receiving.new_project import BUILT_ONCE
from pipeline.receiving.published_answers import read_published
from pipeline.rounds.rounds_list import without_rounds
from pipeline.store import Store

_ROUNDS = {
    "rei-ichiran": ("【例】共通の情報基盤に関する意見照会（一覧）", "2025-01-31"),
    "rei-yoshiki": ("【例】共通の情報基盤に関する意見照会（様式）", "2025-03-31"),
}
"""Title and date; the second comes later, so that the page of changes compares it."""
_DRAFTS: tuple[tuple[str, str, dict[str, bool]], ...] = (
    ("rei-ichiran", "rei_soan.docx", {}),
    ("rei-ichiran", "rei_an.docx", {"following": True}),
    ("rei-yoshiki", "rei_an.docx", {}),
    ("rei-yoshiki", "rei_soan.docx", {"earlier": True}),
)
"""Round, file in the folder of examples, which version it is."""
_ANSWERS = ("rei-ichiran", "rei_ichiran_kangaekata.xlsx")
"""Round and table of what was answered to it: offered again in the second round."""
_KEPT = ("metrics", "plots")
_LEFT_OUT = frozenset(
    {
        *(".git", ".venv", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"),
        *(".dvc/cache", ".dvc/tmp", ".dvc/config.local"),
        *(TABLES, PRIVATE),
    }
)
"""Not copied: caches, and everything that holds words of other rounds."""


def prepare_example(target: Path, root: Path = Path()) -> list[Report]:
    """Copy the project and add the example rounds to the copy, as its only rounds.

    Args:
        target: a folder that does not exist yet.
        root: the project.

    Returns:
        What add_round reports, round by round.

    Raises:
        OpinionsError: the target exists or lies in the project, or there are no examples.
    """
    if target.resolve().is_relative_to(root.resolve()):
        raise OpinionsError(
            says(
                f"{target} はプロジェクトの中にある。外のフォルダを指定する。",
                f"{target} lies inside the project. Name a folder outside.",
            )
        )
    if target.exists():
        raise OpinionsError(
            says(
                f"{target} はもうある。まだないフォルダを指定する。",
                f"{target} exists already. Name a folder that does not.",
            )
        )
    if not (root / EXAMPLES).is_dir():
        raise OpinionsError(
            says(
                f"{root / EXAMPLES} がない。プロジェクトのフォルダに移ってから実行する。",
                f"{root / EXAMPLES} is not there. Change to the folder of the project.",
            )
        )

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if _is_left_out(Path(folder, name).relative_to(root))}

    shutil.copytree(root, target, ignore=left_out)
    params = target / "params.yaml"
    params.write_text(without_rounds(params), encoding="utf-8", newline="\n")
    hand_on_outputs(root, target, (*BUILT_ONCE, "train"))  # the codebook is the same
    reports = [
        add_round([target / EXAMPLES / name], name, title, date, root=target)
        for name, (title, date) in _ROUNDS.items()
    ]
    for name, file, version in _DRAFTS:
        add_draft(name, target / EXAMPLES / "drafts" / file, target, **version)
    name, file = _ANSWERS
    answers = read_published(
        target / EXAMPLES / "answers" / file,
        Limits(),
        Masker(MaskingParams(strictness="off")),
        *_ROUNDS[name],
        name,
    )
    append_answers(Store(target), answers.rows)
    return reports


def example_to_publish() -> str:
    """The round that a reader may try to publish: the first. It is not done for them.

    A sealed round takes no labels and no decisions on what was taken up, and these are what the
    first round is there to try.
    """
    return next(iter(_ROUNDS))


def _is_left_out(path: Path) -> bool:
    """Whether a file or folder of the project stays behind."""
    parts = path.parts
    of_a_round = len(parts) == 2 and parts[0] == REPORTS and not path.suffix
    return (
        path.as_posix() in _LEFT_OUT
        or path.name == "__pycache__"
        or ("/".join(parts[:2]) == PUBLISHED and len(parts) > 2 and path.name != ".gitkeep")
        or ("/".join(parts[:2]) == ROUNDS and path.name == RECEIVED)
        or (of_a_round and path.name not in _KEPT)
    )
