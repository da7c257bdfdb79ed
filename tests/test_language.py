"""One language a message, chosen by --lang or the locale; all faults at once, none in jargon."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typer
from typer._click.exceptions import UsageError

from pipeline.cli import _language_first, app
from pipeline.commands import in_japanese, rounds
from pipeline.commands.opinions import placed
from pipeline.commands.peoples_files import faults
from pipeline.errors import OpinionsError
from pipeline.language import VARIABLE, choose, chosen, says
from tests.dvc_stages import ROOT

JARGON = (
    "Traceback",
    "^[",
    "Input should",
    "Field required",
    "Error",
    "<class",
    "C error",
    "ruamel",
)
# Words of an English sentence; names of files, columns and keys are the same in both languages.
ENGLISH = re.compile(r"\b(?:is|are|must|not|the|should|needs|holds|Write|Correct|Add|unknown)\b")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")

WRONG = {
    "params.yaml": (
        ("n_keywords: 6", "n_keywords: many"),
        ("near_similarity: 0.92", "near_similarity: 2"),
        ("strictness: standard", "strictness: very"),
        ("stable_from: 0.6", "stable: 0.6"),
        ("n_trees: 30", "n_trees: 0"),
        ("enabled: true", "enabled: perhaps"),
    ),
}
FILES = {
    "corpora/codebook/review_items.yaml": "items:\n- title: 無番\n- {code: a, title: x, parent: z}",
    "corpora/codebook/themes.yaml": "rules:\n  - {rename: T1, to: 長い}\n",
    "corpora/codebook/theme_register.csv": "theme_id,level,name,text_keys\nX,fine,,\nT1,low,a,b\n",
    "corpora/codebook/labels.csv": "text_key,items\n1,2\n",
    "corpora/codebook/form_words.csv": "word,meaning,note\n記入例,printed\n様式,other,x\n",
    "corpora/codebook/lexicon/own.csv": "word\nこと\nこと\n",
    "corpora/respondents.csv": "code6,name\n1,x\n",
    "corpora/answers.csv": 'answer,source\n"a\nb,c,d\n',
}


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    choose("en")


@pytest.fixture
def broken(empty_project: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(empty_project, root, symlinks=True, ignore=shutil.ignore_patterns("models"))
    for name, changes in WRONG.items():
        text = (root / name).read_text(encoding="utf-8")
        for good, bad in changes:
            assert good in text, good
            text = text.replace(good, bad)
        (root / name).write_text(text, encoding="utf-8")
    for name, text in FILES.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_faults_are_told_at_once_in_one_language(broken: Path, language: str) -> None:
    choose(language)
    found = faults(broken)
    told = "\n".join(found)
    for section, changes in (("themes.n_keywords", 0), ("families.near_similarity", 0)):
        assert section in told, changes
    for name in FILES:
        assert any(Path(name).name in fault for fault in found), name
    assert len(found) >= len(FILES) + sum(map(len, WRONG.values()))
    for fault in found:
        assert not any(word in fault for word in JARGON), fault
        if language == "ja":
            assert JAPANESE.search(fault), fault
            assert not ENGLISH.search(fault), fault
        else:
            assert not re.search("[ぁ-ん]", re.sub("[「」]|こと", "", fault)), fault


@pytest.mark.parametrize(
    ("said", "locale", "language"),
    [
        ("", {}, "ja"),
        ("", {"LANG": "C.UTF-8"}, "ja"),
        ("", {"LANG": "ja_JP.UTF-8"}, "ja"),
        ("", {"LANG": "en_US.UTF-8"}, "en"),
        ("", {"LANG": "en_US.UTF-8", "LC_ALL": "ja_JP.UTF-8"}, "ja"),
        ("en", {"LANG": "ja_JP.UTF-8"}, "en"),
        ("ja", {"LANG": "en_GB"}, "ja"),
        ("fr", {"LANG": "en_GB"}, "en"),
    ],
)
def test_the_language_is_said_or_the_locales(
    said: str, locale: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, locale.get(name, ""))
    monkeypatch.setenv(VARIABLE, said)
    assert chosen() == language
    assert says("日本語", "English") == ("日本語" if language == "ja" else "English")


@pytest.mark.parametrize(
    ("given", "first"),
    [
        ("check --lang en", "--lang en check"),
        ("check a --lang=ja b", "--lang=ja check a b"),
        ("--lang en run --force", "--lang en run --force"),
        ("check -- --lang en", "check -- --lang en"),
        ("check --lang", "check --lang"),
        ("run", "run"),
    ],
)
def test_the_option_may_stand_anywhere(given: str, first: str) -> None:
    assert _language_first(given.split()) == first.split()


def every_help(command: Any, path: str = "opinions") -> Iterator[tuple[str, str]]:
    """The path of each command and its help, those below it among them."""
    context = command.make_context(path, [], resilient_parsing=True)
    formatter = context.make_formatter()
    command.format_help(context, formatter)
    yield path, formatter.getvalue()
    for name, below in getattr(command, "commands", {}).items():
        yield from every_help(below, f"{path} {name}")


def test_the_help_of_every_command_is_japanese() -> None:
    command = typer.main.get_command(app)
    in_japanese.speak(command)
    told = dict(every_help(command))
    assert len(told) > 30
    english = re.compile(r"(?m)^(?!使い方)(?!.*opinions ).*[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
    assert {path: text for path, text in told.items() if english.search(text)} == {}
    assert all("使い方：" in text and "この説明を示す" in text for text in told.values())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("chek", "「chek」という命令はない。もしかして check。"),
        ("zzz", "「zzz」という命令はない。あるのは run、"),
        ("run --forc", "オプション --forc はない。近いもの：--force"),
        ("review export", "--round がない。"),
        ("evaluate promise --runs x", "--runs の値は使えない。整数を書く。"),
        ("review export --round", "値が要る"),
        ("new a b", "余分な言葉がある"),
    ],
)
def test_wrong_words_of_a_command_are_told_in_japanese(given: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        typer.main.get_command(app).main(given.split(), "opinions", standalone_mode=False)
    told = in_japanese.fault(caught.value)
    assert words in told
    assert "--help" in told


def test_outside_a_project_the_right_words_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    choose("ja")
    for command in ("check", "run", "publish x", "themes list", "review undo"):
        with pytest.raises(OpinionsError, match="プロジェクトではない"):
            typer.main.get_command(app).main(command.split(), standalone_mode=False)


def test_a_round_that_is_not_there_is_named(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (broken / "params.yaml").write_text("rounds: []\n", encoding="utf-8")
    monkeypatch.chdir(broken)
    for language, words in (("ja", "意見照会「nai」はない"), ("en", "No round nai")):
        choose(language)
        with pytest.raises(OpinionsError, match=words):
            rounds.require_rounds(["nai"])


# UnreadableError tells of received files, in Japanese as the report does (pipeline/language.py);
# encoders and views raise where a file of the program itself is damaged.
NOT_OF_COMMANDS = ("UnreadableError", "ValueError", "RuntimeError", "AssertionError")
INSIDE = {"encoders", "views"}
A_MESSAGE = re.compile(r"[ぁ-んァ-ヶ一-龠]|[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")


def said_to_people(tree: ast.AST) -> Iterator[ast.expr]:
    """What a module raises for people or prints."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name = getattr(node.exc.func, "id", "")  # none of a library's, pd.errors.ParserError
            if name and name not in NOT_OF_COMMANDS:
                yield node.exc
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "echo":
            yield node


def in_one_language(said: ast.expr) -> Iterator[str]:
    """Texts in what is said that stand there in one language alone."""
    calls = [node for node in ast.walk(said) if isinstance(node, ast.Call)]
    both = [call for call in calls if getattr(call.func, "id", "") == "says"]
    apart = {id(node) for call in both for node in ast.walk(call)}
    for node in ast.walk(said):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in apart else None
        if isinstance(text, str) and A_MESSAGE.search(text):
            yield text


def test_what_commands_say_stands_in_both_languages() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{said.lineno}": alone
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        if path.relative_to(ROOT).parts[1] not in INSIDE
        for said in said_to_people(ast.parse(path.read_text(encoding="utf-8")))
        if (alone := list(in_one_language(said)))
    }
    assert found == {}


@pytest.fixture
def with_a_round(empty_project: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    shutil.copytree(empty_project, root, symlinks=True, ignore=shutil.ignore_patterns("models"))
    alpha = root / "corpora/rounds/alpha"
    alpha.mkdir()
    (alpha / "round.yaml").write_text("title: 甲\ndate: 2024-05-10\nyear: 2024\nfiles: []\n")
    return root


@pytest.mark.parametrize(
    "command",
    [
        "codebook items PATH",
        "answers add PATH",
        "review import PATH",
        "draft add alpha PATH",
        "classify PATH --text-column a",
        "evaluate themes PATH --text-column a --gold-column b",
        "evaluate stance PATH",
    ],
)
def test_a_folder_for_a_file_is_called_a_folder(
    command: str, with_a_round: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(with_a_round)
    choose("ja")
    for path, words in ((tmp_path, "はフォルダである"), (tmp_path / "nai.csv", "がない")):
        with pytest.raises(OpinionsError, match=words):
            typer.main.get_command(app).main(
                command.replace("PATH", str(path)).split(), standalone_mode=False
            )


@pytest.mark.parametrize(
    ("place", "japanese", "english"),
    [
        (
            {"sheet": "様式1", "row": 14, "column": "E"},
            "シート「様式1」、14行目、E列、1字目から9字目",
            "sheet 様式1, row 14, column E, characters 1 to 9",
        ),
        ({"page": 2}, "2ページ、1字目から9字目", "page 2, characters 1 to 9"),
    ],
)
def test_places_of_opinions_are_told_in_one_language(
    monkeypatch: pytest.MonkeyPatch, place: dict[str, object], japanese: str, english: str
) -> None:
    missing = dict.fromkeys(("sheet", "page", "row", "column"), pd.NA)
    row = {**missing, **place, "begin": 0, "end": 9}
    monkeypatch.setenv(VARIABLE, "ja")
    assert "、".join(placed(row)) == japanese
    monkeypatch.setenv(VARIABLE, "en")
    assert ", ".join(placed(row)) == english
