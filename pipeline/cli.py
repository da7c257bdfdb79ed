"""Opinions on draft policies, sorted into themes and review items: the command line.

Heavy imports stand inside the commands, so that ``--help`` and clear errors come at once.
"""

import sys
from typing import Annotated

import typer

from pipeline.commands import (
    answers,
    codebook,
    drafts,
    evaluate,
    opinions,
    review,
    rounds,
    runs,
    themes,
)
from pipeline.errors import OpinionsError
from pipeline.language import LANGUAGES, choose, says

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


@app.callback()
def every_command(
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
    """Entry point: errors for people come without a traceback."""
    try:
        app(_language_first(sys.argv[1:]))
    except OpinionsError as error:
        sys.exit(f"opinions: {error}")


if __name__ == "__main__":
    main()
