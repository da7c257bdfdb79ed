"""Opinions on draft policies, sorted into themes and review items: the command line.

Heavy imports stand inside the commands, so that ``--help`` and clear errors come at once.
"""

import errno
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from pipeline.commands import (
    answers,
    codebook,
    drafts,
    evaluate,
    in_japanese,
    opinions,
    review,
    rounds,
    runs,
    themes,
)
from pipeline.errors import OpinionsError
from pipeline.language import LANGUAGES, choose, chosen, says
from pipeline.told_to_end import ends_once

app = typer.Typer(
    help=__doc__.split("\n")[0],
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for ungrouped in (runs, rounds, opinions):
    app.add_typer(ungrouped.app)
app.add_typer(answers.app, name="answers")
app.add_typer(codebook.app, name="codebook")
app.add_typer(drafts.app, name="draft")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(review.app, name="review")
app.add_typer(themes.app, name="themes")


_IN_A_PROJECT = frozenset(
    [
        "new",
        "example",
        "run",
        "prepare",
        "publish",
        "reopen",
        "remove-round",
        "forget-round",
        "files",
        "check",
        "show",
        "classify",
        "codebook",
        "review",
        "themes",
    ]
)
"""Commands that can do nothing outside a project."""


@app.callback()
def every_command(
    context: typer.Context,
    lang: Annotated[
        str, typer.Option(help="Language of messages, ja or en; else as LANG says, else ja.")
    ] = "",
) -> None:
    """Opinions on draft policies, sorted into themes and review items: the command line."""
    if lang and lang not in LANGUAGES:
        raise OpinionsError(
            says(
                f"--lang「{lang}」は使えない。ja か en と書く。",
                f"--lang '{lang}' is unknown. Write ja or en.",
            )
        )
    if lang:
        choose(lang)
    asks = {"--help"} & set(sys.argv)
    if (
        context.invoked_subcommand in _IN_A_PROJECT
        and not asks
        and not Path("params.yaml").exists()
    ):
        raise OpinionsError(
            says(
                "ここは意見分析のプロジェクトではない（params.yaml がない）。"
                "プロジェクトのフォルダに移る（cd）。"
                "新しく作るときも、もとのプロジェクトのフォルダで opinions new を実行する。",
                "This folder is no project (it has no params.yaml). Go to one (cd), also to make a "
                "new one by `opinions new`.",
            )
        )


def _language_first(arguments: list[str]) -> list[str]:
    """``--lang`` may stand anywhere in a command; Typer wants it at the front."""
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            return [argument, *arguments[:place], *arguments[place + 1 :]]
        if argument == "--lang" and place + 1 < len(arguments):
            return [*arguments[place : place + 2], *arguments[:place], *arguments[place + 2 :]]
    return arguments


def main() -> None:
    """Entry point: errors for people come without a traceback, in one language."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # cp932 cannot say all that opinions hold
            stream.reconfigure(errors="backslashreplace")
    arguments = _language_first(sys.argv[1:])
    said = arguments[0].partition("=")[2] or arguments[1] if _says_language(arguments) else ""
    if said in LANGUAGES:
        choose(said)
    command = typer.main.get_command(app)
    if chosen() == "ja":
        in_japanese.speak(command)
    try:
        with ends_once():
            sys.exit(command.main(arguments, prog_name="opinions", standalone_mode=False))
    except OpinionsError as error:
        sys.exit(f"opinions: {error}")
    except OSError as error:
        if error.errno not in _OF_THE_DISK and error.filename:
            raise
        sys.exit(f"opinions: {_disk_fault(error)}")
    except UsageError as error:
        if isinstance(error, NoArgsIsHelpError) or chosen() == "en":
            error.show()
        else:
            sys.stderr.write(f"opinions: {in_japanese.fault(error)}\n")
        sys.exit(error.exit_code)
    except typer.Abort:
        sys.exit(says("opinions: 止めた。", "opinions: aborted."))


_OF_THE_DISK = (
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    *(errno.EROFS, errno.EIO, errno.EACCES, errno.EPERM),
)
"""Faults that people mend: no room, no right to write, a disk that fails."""


def _disk_fault(error: OSError) -> str:
    """In words; an error without a file is of what is said, or of a folder for drafts."""
    place = error.filename or says("画面の出力か一時フォルダ", "The output or a temporary folder")
    return says(
        f"{place} に書けない、または読めない（{error.strerror}）。"
        "人が書いたファイルは前のままである。空き容量と許可を確かめて、もう一度実行する。",
        f"{place} cannot be written or read ({error.strerror}). Files of people are as they were. "
        "Make room or give permission, and run this again.",
    )


def _says_language(arguments: list[str]) -> bool:
    return (
        bool(arguments)
        and arguments[0].partition("=")[0] == "--lang"
        and ("=" in arguments[0] or len(arguments) > 1)
    )


if __name__ == "__main__":
    main()
