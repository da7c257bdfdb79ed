"""``opinions review …``: tables that reviewers fill in, and what they decided."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import OpinionsError
from pipeline.places import LABELS, ROUNDS
from pipeline.sole_use import alone

if TYPE_CHECKING:
    from pipeline.store import Store

app = typer.Typer(
    help="People's decisions: a table to fill in, and its import.", no_args_is_help=True
)


def _store() -> "Store":
    from pipeline.store import Store

    return Store()


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
    from pipeline.codebook.review_items_file import read_items
    from pipeline.report.workbook.review_rows import review_table
    from pipeline.report.workbook.review_table import render
    from pipeline.rounds.round_head import read_round_head

    store = _store()
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
    if not read_items(store.root).classes:
        typer.echo("検討項目が与えられていないため、判定を待つ意見はない。判定表は作らなかった。")
        return
    head = read_round_head(Path(ROUNDS, round_name))
    table = review_table(store, round_name, rows)
    from pipeline.store import write_whole

    write_whole(path, render(table.rows, table.codebook, head.title, head.date))
    typer.echo(
        f"{path}: {len(table.rows)} opinions to decide, of {table.n_waiting} that wait "
        f"(one per family). "
        f"When it is filled in: opinions review import {path}"
    )


@app.command("import")
def import_(
    files: Annotated[list[Path], typer.Argument(help="Workbooks that reviewers filled in.")],
    date: Annotated[
        str, typer.Option(help="Date of decisions whose workbook states none; today if none.")
    ] = "",
    reviewer: Annotated[str, typer.Option(help="Who decided where a workbook names nobody.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Check and report only.")] = False,
) -> None:
    """Check every answer, add what is right to corpora/codebook/labels.csv, report the rest."""
    from pipeline.codebook.labels_file import append_labels, read_labels
    from pipeline.codebook.review_items_file import read_items
    from pipeline.labels.decisions import iso_date, stale_items
    from pipeline.labels.reviewer_answers import check_answers
    from pipeline.readers.limits import Limits
    from pipeline.receiving.filled_in_review import read_answers
    from pipeline.report.workbook.review_rows import shown_texts

    day = iso_date(date) if date else dt.date.today().isoformat()
    if day is None:
        raise OpinionsError(f"--date '{date}' is no date. Write it as 2024-06-01.")
    store = _store()
    codebook, labels = read_items(store.root), read_labels(store.root)
    texts = shown_texts(store)
    answers, remarks, unreadable = [], [], []
    for path in files:
        try:
            of_file, about_file = read_answers(path, Limits(), reviewer)
        except OpinionsError as error:
            unreadable.append(str(error))
            continue
        answers += of_file
        remarks += about_file
    if len(unreadable) == len(files):
        raise OpinionsError("\n".join(unreadable))
    remarks += unreadable
    shown = {key: text.shown for key, text in texts.items()}
    checked = check_answers(answers, shown, codebook, labels, day)
    rows = [label.row(texts[label.answer.text_key].masked) for label in checked.labels]
    typer.echo("\n".join(remarks + checked.lines()))
    for code, (n_labels, why) in stale_items(labels, codebook).items():
        typer.echo(
            f"{LABELS}: 今は選べない項目 {code}（{why}）のラベルが{n_labels}件ある。残してある。"
        )
    if rows and not dry_run:
        with alone():
            import_id = append_labels(store, rows, day)
        typer.echo(f"{LABELS}: {len(rows)}件を追加した（{import_id}）。")
        typer.echo("分類をやり直す: dvc repro　　取り消す: opinions review undo")


@app.command("undo")
def undo() -> None:
    """Take the last import back: its rows leave corpora/codebook/labels.csv."""
    from pipeline.codebook.labels_file import undo_last_import

    with alone():
        import_id, n_labels = undo_last_import(_store())
    typer.echo(f"{LABELS}: {import_id} の{n_labels}件を取り消した。分類をやり直す: dvc repro")
