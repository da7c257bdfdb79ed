"""``opinions review …``: tables that reviewers fill in, and what they decided."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import OpinionsError
from pipeline.store import Store

app = typer.Typer(
    help="People's decisions: a table to fill in, and its import.", no_args_is_help=True
)


@app.command("export")
def export(
    round_name: Annotated[str, typer.Option("--round", help="A round of params.yaml.")],
    rows: Annotated[
        int | None, typer.Option(min=1, help="Opinions in the table; all if not given.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="An .xlsx; review-ROUND.xlsx if none.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Replace a file that is there.")] = False,
) -> None:
    """Write the opinions that people have to decide, the most doubtful first, as a workbook."""
    from pipeline.intake.round import read_round_file
    from pipeline.report.review_export import review_table
    from pipeline.report.review_workbook import render

    store = Store()
    if round_name not in store.rounds():
        raise OpinionsError(
            f"Round '{round_name}' is not in params.yaml. Rounds are: {', '.join(store.rounds())}."
        )
    path = output or Path(f"review-{round_name}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise OpinionsError(f"{path} must end in .xlsx: reviewers fill it in with Excel.")
    if path.exists() and not force:
        raise OpinionsError(
            f"{path} is there already, and people may have filled it in. "
            "Name another file with -o, or replace it with --force."
        )
    meta = read_round_file(Path("corpora/rounds", round_name))
    table = review_table(store, round_name, rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(table.rows, table.codebook, meta.title, meta.date))
    typer.echo(
        f"{path}: {len(table.rows)} opinions to decide, of {table.n_waiting} that wait "
        f"(one per family). "
        f"When it is filled in: opinions review import {path}"
    )
