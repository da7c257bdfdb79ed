"""``opinions codebook …``: review items and schedule from a hand-out."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.places import REVIEW_ITEMS, ROUNDS

app = typer.Typer(help="The codebook of review items (検討項目).", no_args_is_help=True)


@app.command("read")
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
    from pipeline.store import Store, read_text

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
            Store().write_text(str(path), content)
            typer.echo(f"{path}: {n_added} entries added")


@app.callback()
def _group() -> None:
    """Keep ``read`` a word of its own, although it is the only one."""
