"""The seal of a published round: hashes of all its files, compared before a run."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import CODEBOOK, DRAFTS, PUBLISHED, SEAL, TABLES
from pipeline.rounds.round_head import DRAFT_KEYS
from pipeline.yaml_files import read_yaml

_PEOPLES = "corpora/"
"""Below it lie what people write and what they sent, and the tables made of it."""


def require_open(root: Path, round_name: str) -> None:
    """Refuse to change a sealed round.

    Raises:
        OpinionsError: says how to open it.
    """
    if (root / PUBLISHED / round_name / SEAL).is_file():
        raise OpinionsError(
            says(
                f"「{round_name}」は公表済みで、変えられない。"
                f"先に開き直す：opinions reopen {round_name}",
                f"{round_name} is published and cannot be changed. "
                f"Open it first: opinions reopen {round_name}",
            )
        )


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by its path there; not of the seal itself."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / SEAL
    }


def faults_of_seals(root: Path, rounds: Iterable[str]) -> list[str]:
    """Published rounds that are not as they were sealed, one message each."""
    found = []
    for name in rounds:
        folder = root / PUBLISHED / name
        back = f"dvc checkout --force {PUBLISHED}/{name}.dvc"
        again = says(f"{back} で戻す（なければ dvc pull）。", f"Get it back: {back} (or dvc pull).")
        try:
            sealed = json.loads((folder / SEAL).read_bytes())["files"]
        except (OSError, ValueError, KeyError):
            found.append(
                says(
                    f"{PUBLISHED}/{name}：公表済みの回の封印（{SEAL}）がない。{again}",
                    f"{PUBLISHED}/{name}: the seal ({SEAL}) of this published round is gone. "
                    f"{again}",
                )
            )
            continue
        now = digests(folder)
        wrong = sorted(place for place in {*sealed, *now} if sealed.get(place) != now.get(place))
        if wrong:
            more = len(wrong) - 3
            found.append(
                says(
                    f"{PUBLISHED}/{name}：公表済みの回が封印と違う"
                    f"（{'、'.join(wrong[:3])}{f' ほか{more}' if more > 0 else ''}）。{again}",
                    f"{PUBLISHED}/{name}: this published round is not as it was sealed "
                    f"({', '.join(wrong[:3])}{f' and {more} more' if more > 0 else ''}). {again}",
                )
            )
    return found


def code_of(folder: Path, root: Path | None = None) -> dict[str, str]:
    """MD5 of the code that the stages of a sealed round read, by path.

    Args:
        folder: of the sealed round.
        root: of a project: what these files are there now; as sealed where None.
    """
    stages = read_yaml(folder / "behind/dvc.lock")["stages"]
    files = {
        str(dep["path"]): str(dep.get("md5", ""))
        for stage in stages.values()
        for dep in stage.get("deps", [])
        if str(dep["path"]).endswith(".py")
    }
    if root is None:
        return files
    return {path: _md5(root / path) for path in files}


def drafts_of(round_yaml: Path, root: Path) -> list[Path]:
    """The drafts that a round names, whether they are there or not."""
    content = read_yaml(round_yaml)
    return [root / DRAFTS / str(content[key]) for key in DRAFT_KEYS if content.get(key)]


def inputs_changed(folder: Path, root: Path) -> list[str]:
    """What people wrote and sent that the stages of a sealed round read, and is another now.

    Args:
        folder: of the sealed round.
        root: of the project.
    """
    stages = read_yaml(folder / "behind/dvc.lock")["stages"]
    read = {
        str(dep["path"]): str(dep["md5"])
        for stage in stages.values()
        for dep in stage.get("deps", [])
        if "md5" in dep and str(dep["path"]).startswith(_PEOPLES)
    }
    # Of the folder of drafts only its own concern a round; seals made before kept no copy of them.
    drafts, kept = drafts_of(folder / "round.yaml", root), folder / "behind/drafts"
    apart = DRAFTS if not drafts or kept.is_dir() else ""
    made = (f"{TABLES}/", f"{CODEBOOK}/")  # the codebook is compared file by file
    return [
        path
        for path, md5 in sorted(read.items())
        if not f"{path}/".startswith(made) and path != apart and _md5(root / path) != md5
    ] + [
        f"{DRAFTS}/{draft.name}"
        for draft in drafts
        if apart and (not draft.is_file() or _md5(draft) != _md5(kept / draft.name))
    ]


def _md5(path: Path) -> str:
    """As DVC writes it: of a folder, that of the list of its files."""
    if path.is_dir():
        inside = (one for one in path.rglob("*") if one.is_file())
        files = sorted((one.relative_to(path).as_posix(), one) for one in inside)
        listed = [{"md5": _md5(one), "relpath": name} for name, one in files]
        text = json.dumps(listed, sort_keys=True)
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() + ".dir"
    if not path.is_file():
        return ""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
