"""Opinions on draft policies, sorted into themes and review items: the command line.

Heavy imports stand inside the commands, so that ``--help`` and clear errors come at once.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import evaluate, review, rounds, themes
from pipeline.errors import OpinionsError
from pipeline.places import REVIEW_ITEMS, ROUNDS
from pipeline.sole_use import alone

if TYPE_CHECKING:
    from pipeline.store import Store

app = typer.Typer(
    help=__doc__.split("\n")[0],
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
codebook = typer.Typer(help="The codebook of review items (検討項目).", no_args_is_help=True)
app.add_typer(rounds.app)
app.add_typer(codebook, name="codebook")
app.add_typer(evaluate.app, name="evaluate")
app.add_typer(review.app, name="review")
app.add_typer(themes.app, name="themes")

_PLACE = ("sheet", "page", "row", "column")


def _store() -> "Store":
    from pipeline.store import Store

    return Store()


def _in_project() -> None:
    if not Path("dvc.yaml").is_file():
        raise OpinionsError("No dvc.yaml here. Change to the folder of the project.")


@app.command()
def run(force: Annotated[bool, typer.Option(help="Run every stage again.")] = False) -> None:
    """Run the pipeline on the rounds in params.yaml, and say where the reports are."""
    from pipeline.running import complete_again, reproduce

    _in_project()
    with alone():
        names = _store().rounds()
        try:
            rounds.check(names)
        except OpinionsError:
            complete_again(names)
            raise
        reproduce(["--force"] if force else [], names)
    typer.echo("\nReports:")
    for place in ["index.html", *(f"{name}/index.html" for name in names)]:
        typer.echo(f"  {Path('reports', place).resolve()}")


@app.command()
def prepare() -> None:
    """Build what every run needs once: the encoder and the user dictionary."""
    from pipeline.running import reproduce

    _in_project()
    with alone():
        reproduce(["encoder", "lexicon"])


@app.command()
def show(identity: Annotated[str, typer.Argument(metavar="OPINION_ID")]) -> None:
    """Show an opinion as received, before masking, and where it stands."""
    import pandas as pd

    from pipeline.rounds.round_head import read_round_contents
    from pipeline.rounds.shown_paths import received_paths, shown_paths
    from pipeline.tables.ledger import Ledger
    from pipeline.tables.opinions import Opinions, Originals

    store = _store()
    for name in store.rounds():
        opinions = store.read(Opinions, name).set_index("opinion_id")
        if identity in opinions.index:
            original = store.read(Originals, name).set_index("opinion_id")["text"][identity]
            row = opinions.loc[identity]
            meant = read_round_contents(Path(ROUNDS, name)).files
            shown = shown_paths(meant, store.read(Ledger, name))
            file = {masked: path for path, masked in shown.items()}[str(row["file"])]
            place = [
                str(Path(ROUNDS, name) / received_paths(Path(ROUNDS, name), meant)[file]),
                *(f"{key} {row[key]}" for key in _PLACE if pd.notna(row[key])),
                f"characters {row['begin']} to {row['end']}",
            ]
            typer.echo(f"{', '.join(place)}\n{original}")
            return
    raise OpinionsError(f"No opinion '{identity}' in the rounds of params.yaml: {store.rounds()}.")


@codebook.command("read")
def codebook_read(
    round_name: Annotated[str, typer.Argument(metavar="ROUND")],
    dry_run: Annotated[bool, typer.Option(help="Print the file instead of writing it.")] = False,
) -> None:
    """Add review items and schedule of a hand-out to corpora/codebook/review_items.yaml.

    What people wrote there stays: only items the file lacks, and a schedule where it has none.
    """
    from pipeline.codebook.agenda import read_items, read_schedule
    from pipeline.codebook.review_items_draft import complete
    from pipeline.rounds.round_head import read_round_contents
    from pipeline.rounds.shown_paths import received_paths
    from pipeline.store import read_text

    folder = Path(ROUNDS, round_name)
    meta = read_round_contents(folder)
    path = Path(REVIEW_ITEMS)
    received = received_paths(folder, meta.files)
    for source in meta.files:
        text = read_text(folder / received[source.path])
        content, n_added = complete(
            path, read_items(text, source.path), read_schedule(text, meta.year)
        )
        if dry_run:
            typer.echo(content)
        else:
            _store().write_text(str(path), content)
            typer.echo(f"{path}: {n_added} entries added")


@app.command()
def classify(
    file: Annotated[Path, typer.Argument(help="CSV in UTF-8.")],
    text_column: Annotated[str, typer.Option(help="Column of the texts.")],
) -> None:
    """Apply the trained classifier to any texts: CSV row, item_code, probability, decided."""
    from pipeline.quality.labelled_csv import read_columns
    from pipeline.quality.review_item_folds import classify_texts

    table = classify_texts(read_columns(file, text_column), text_column)
    typer.echo(table.to_csv(index=False, lineterminator="\n"), nl=False)


def main() -> None:
    """Entry point: errors for people come without a traceback."""
    try:
        app()
    except OpinionsError as error:
        sys.exit(f"opinions: {error}")


if __name__ == "__main__":
    main()
