"""Opinions on draft policies, sorted into themes and review items: the command line.

Heavy imports stand inside the commands, so that ``--help`` and clear errors come at once.
"""

import sys

import typer

from pipeline.commands import codebook, evaluate, opinions, review, rounds, runs, themes
from pipeline.errors import OpinionsError

app = typer.Typer(
    help=__doc__.split("\n")[0],
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for ungrouped in (runs, rounds, opinions):
    app.add_typer(ungrouped.app)
app.add_typer(codebook.app, name="codebook")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(review.app, name="review")
app.add_typer(themes.app, name="themes")


def main() -> None:
    """Entry point: errors for people come without a traceback."""
    try:
        app()
    except OpinionsError as error:
        sys.exit(f"opinions: {error}")


if __name__ == "__main__":
    main()
