"""A project for one consultation: the program with an empty codebook, no rounds, no reports."""

import csv
import io
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.changes.earlier_words import COLUMNS as LINK_COLUMNS
from pipeline.codebook.answers_file import COLUMNS as ANSWER_COLUMNS
from pipeline.codebook.uptake_file import COLUMNS as UPTAKE_COLUMNS
from pipeline.errors import OpinionsError
from pipeline.labels.decisions import COLUMNS as LABEL_COLUMNS
from pipeline.language import says
from pipeline.places import (
    CODEBOOK,
    DRAFTS,
    FORM_WORDS,
    GOLD,
    ITEM_EXAMPLES,
    LABELS,
    LEXICON,
    OFFICIAL_LIST,
    PUBLISHED,
    REPLIES,
    REVIEW_ITEMS,
    ROUNDS,
    THEME_LINKS,
    THEME_REGISTER,
    THEME_RULES,
    UPTAKE,
)
from pipeline.receiving.dvc_files import hand_on_outputs, keep_stages
from pipeline.rounds.rounds_list import without_rounds
from pipeline.yaml_files import dumped, editable, set_list

_COPIED = (
    *("pipeline", "pyproject.toml", "requirements.lock", "install.py", "environment_start.py"),
    *("hashes", "Makefile", "LICENSE", "README.md", "README.ja.md", "docs", "models/README.md"),
    *("dvc.yaml", "dvc.lock", "params.yaml", ".dvcignore", ".gitignore", ".gitattributes"),
    ".dvc/config",
    *(
        ".dvc/.gitignore",
        ".dvc/plots.html",
        LEXICON,
        FORM_WORDS,
        f"{CODEBOOK}/README.md",
        OFFICIAL_LIST,
        THEME_RULES,
    ),
)
"""What a project needs to run by itself; no words of any round are in it."""
BUILT_ONCE = ("encoder", "lexicon", "name_sounds", "name_tagger")
"""Stages that depend on no round; a new codebook has the same lexicon."""
_NEEDED = ("pipeline", "dvc.yaml", "params.yaml", LEXICON)
_HEADERS = {
    ITEM_EXAMPLES: ("example_id", "text", "items", "voice", "written_by", "date"),
    LABELS: LABEL_COLUMNS,
    THEME_REGISTER: ("theme_id", "level", "name", "text_keys"),
    REPLIES: ANSWER_COLUMNS,
    THEME_LINKS: LINK_COLUMNS,
    UPTAKE: UPTAKE_COLUMNS,
}
_NO_ITEMS = """\
# 検討項目（任意）。なくてもよい：そのときはテーマだけで整理する。
# Excelの一覧から作る：opinions codebook items 一覧.xlsx
version: 1
items: []
schedule: []
"""
_ENVIRONMENT = ".venv"


def new_project(target: Path, title: str = "", root: Path = Path()) -> list[str]:
    """Make a project for one consultation beside the program.

    Args:
        target: a folder that does not exist yet, outside the project.
        title: of the consultation; it stands on top of the project's params.yaml.
        root: the project that is copied.

    Returns:
        What was made, line by line.

    Raises:
        OpinionsError: the target exists or lies in the project, or this is no project.
    """
    if target.resolve().is_relative_to(root.resolve()):
        raise OpinionsError(
            says(
                f"{target} はこのプロジェクトの中にある。"
                "外のフォルダを指定する（例 ../kosodate）。",
                f"{target} lies inside this project. Name a folder outside, such as ../childcare.",
            )
        )
    if target.exists():
        raise OpinionsError(
            says(
                f"{target} は既にある。まだないフォルダの名前を指定する。",
                f"{target} exists already. Name a folder that does not.",
            )
        )
    if missing := [place for place in _NEEDED if not (root / place).exists()]:
        raise OpinionsError(
            says(
                f"{root.resolve()} に {'、'.join(missing)} がない。"
                "プロジェクトのフォルダで実行する。",
                f"{root.resolve()} has no {', '.join(missing)}. Change to a project's folder.",
            )
        )
    for place in _COPIED:
        _copy(root / place, target / place)
    _empty(target, title)
    hand_on_outputs(root, target, BUILT_ONCE)
    said = [
        says(
            f"{target}：新しいプロジェクトを作った（検討項目・意見照会・報告は空）。",
            f"{target}: a new project without review items, rounds and reports.",
        )
    ]
    said.append(
        says(
            "検討項目はなくてもよい。一覧があれば、いつでも加えられる："
            "opinions codebook items 一覧.xlsx",
            "Review items are optional; a list adds them at any time: opinions codebook items LIST",
        )
    )
    if shutil.which("git"):
        subprocess.run(["git", "init", "--quiet", str(target)], check=True)
        said.append(
            says(
                "git init を実行した（記録はまだない）。",
                "git init was run; nothing is committed yet.",
            )
        )
    environment = Path(sys.prefix)
    if sys.prefix != sys.base_prefix:
        try:
            (target / _ENVIRONMENT).symlink_to(environment.resolve(), target_is_directory=True)
            said.append(
                says(
                    f"{_ENVIRONMENT} は、もとのプロジェクトの環境につないだ。",
                    f"{_ENVIRONMENT} is a link to the environment of this project.",
                )
            )
        except OSError:  # Windows gives links to administrators only
            said.append(
                says(
                    "環境はもとのプロジェクトのものを使う（そのopinionsを呼ぶ）。",
                    "Use the environment of this project: call its `opinions`.",
                )
            )
    return said


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.part"))
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _empty(target: Path, title: str) -> None:
    """The project's own codebook, without a word of another consultation."""
    for place, columns in _HEADERS.items():
        row = io.StringIO()
        csv.writer(row, lineterminator="\n").writerow(columns)
        _write(target / place, row.getvalue())
    _write(target / REVIEW_ITEMS, _NO_ITEMS)
    themes = editable(target / THEME_RULES, "rules: []\n")
    for key in ("guides", "rules"):
        set_list(themes, key, [])
    _write(target / THEME_RULES, dumped(themes))
    for place in (ROUNDS, GOLD, DRAFTS, PUBLISHED):  # git keeps no empty folder, and DVC wants both
        _write(target / place / ".gitkeep", "")
    params = target / "params.yaml"
    head = f"# {' '.join(title.split())}\n\n" if title.strip() else ""
    _write(params, head + without_rounds(params))
    keep_stages(target, BUILT_ONCE)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
