"""``opinions review …``: tables that reviewers fill in, and what they decided."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import LABELS, ROUNDS, THEME_RULES, UPTAKE
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
    """Write what people have to decide, opinions and themes, as a workbook to fill in."""
    from pipeline.codebook.review_items_file import read_items
    from pipeline.codebook.theme_files import read_register_file
    from pipeline.report.workbook.review_rows import review_table, stance_rows
    from pipeline.report.workbook.review_table import render
    from pipeline.report.workbook.theme_facts import theme_facts
    from pipeline.report.workbook.uptake_sheet import uptake_facts
    from pipeline.rounds.round_head import read_round_head
    from pipeline.rounds.seal import require_open
    from pipeline.whole_files import write_whole

    store = _store()
    require_open(store.root, round_name)
    if round_name not in store.rounds():
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」はない。あるのは {'、'.join(store.rounds())}。",
                f"Round '{round_name}' is not in params.yaml. Rounds are: "
                f"{', '.join(store.rounds())}.",
            )
        )
    path = output or Path(f"review-{round_name}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise OpinionsError(
            says(
                f"{path} は .xlsx で終わる名前にする（Excelで記入するため）。",
                f"{path} must end in .xlsx: reviewers fill it in with Excel.",
            )
        )
    if path.exists() and not force:
        raise OpinionsError(
            says(
                f"{path} はもうあり、記入されているかもしれない。"
                "-o で別の名前にするか、--force で置き換える。",
                f"{path} is there already, and people may have filled it in. Name another "
                "file with -o, or replace it with --force.",
            )
        )
    head = read_round_head(Path(ROUNDS, round_name))
    codebook = read_items(store.root)
    table = review_table(store, round_name, rows) if codebook.classes else None
    registered = {theme.theme_id for theme in read_register_file(store.root)}
    themes = theme_facts(store, [round_name], registered)
    shown = table.rows if table else ()
    stances = stance_rows(store, round_name)
    taken_up = uptake_facts(store, round_name)
    content = render(shown, codebook, head.title, head.date, themes, stances, taken_up)
    write_whole(path, content, private=True)  # opinions as received are in there
    waiting = (
        says(
            f"判定する意見 {len(table.rows)}件（判定を待つ{table.n_waiting}件のうち。同文は1件）",
            f"{len(table.rows)} opinions to decide, of {table.n_waiting} that wait",
        )
        if table
        else says(
            "検討項目が与えられていないため、判定を待つ意見はない",
            "without review items no opinion waits",
        )
    )
    n_themes = len(themes.themes)
    told = says(f"{waiting}。テーマと論点 {n_themes}件。", f"{waiting}; {n_themes} themes.")
    typer.echo(f"{path}: {told}")
    typer.echo(
        says(
            f"記入したら：opinions review import {path}",
            f"When it is filled in: opinions review import {path}",
        )
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
    """Check every row, add what is right to labels.csv and themes.yaml, report the rest."""
    from pipeline.codebook.labels_file import append_labels, read_labels
    from pipeline.codebook.review_items_file import read_items
    from pipeline.codebook.uptake_file import append_uptake
    from pipeline.commands.review_imports import checked_themes, checked_uptake, write_themes
    from pipeline.labels.decisions import iso_date, stale_items
    from pipeline.labels.reviewer_answers import check_answers
    from pipeline.labels.stances import check_stances
    from pipeline.readers.limits import Limits
    from pipeline.receiving.filled_in_review import read_answers
    from pipeline.receiving.filled_in_stances import read_stance_answers
    from pipeline.report.workbook.review_rows import shown_texts

    day = iso_date(date) if date else dt.date.today().isoformat()
    if day is None:
        raise OpinionsError(
            says(
                f"--date「{date}」は日付ではない。2024-06-01 のように書く。",
                f"--date '{date}' is no date. Write it as 2024-06-01.",
            )
        )
    store = _store()
    codebook, labels = read_items(store.root), read_labels(store.root)
    texts = shown_texts(store)
    answers, remarks, unreadable, of_stances = [], [], [], []
    for path in files:
        try:
            of_file, about_file = read_answers(path, Limits(), reviewer)
        except OpinionsError as error:
            unreadable.append(str(error))
            continue
        answers += of_file
        of_stances += read_stance_answers(path, Limits(), reviewer)
        remarks += about_file
    if len(unreadable) == len(files):
        raise OpinionsError("\n".join(unreadable))
    remarks += unreadable
    shown = {key: text.shown for key, text in texts.items()}
    checked = check_answers(answers, shown, codebook, labels, day)
    rows = [label.row(texts[label.answer.text_key].masked) for label in checked.labels]
    stances = check_stances(of_stances, shown, labels)
    rows += stances.rows({key: text.masked for key, text in texts.items()}, day)
    told = stances.lines() if any(one.stance for one in of_stances) else []
    themes = checked_themes(store, files, reviewer, day)
    taken_up = checked_uptake(store, files, reviewer, day)
    told += [*(themes.lines() if themes else []), *(taken_up.lines() if taken_up else [])]
    typer.echo("\n".join(remarks + checked.lines() + told))
    for code, (n_labels, why) in stale_items(labels, codebook).items():
        typer.echo(
            says(
                f"{LABELS}: 今は選べない項目 {code}（{why}）のラベルが{n_labels}件ある。"
                "残してある。",
                f"{LABELS}: {n_labels} labels name {code}, which cannot be chosen now. They stay.",
            )
        )
    if themes and not themes.said:
        themes = None
    decided = taken_up.words if taken_up else []
    if (rows or themes or decided) and not dry_run:
        beside = [one.said for one in (themes, taken_up) if one and one.said]
        with alone():
            import_id = append_labels(store, rows, day, "\n".join(beside))
            append_uptake(store, decided, import_id)
            if themes:
                write_themes(store, themes, import_id)
        if rows:
            typer.echo(
                says(
                    f"{LABELS}: {len(rows)}件を追加した（{import_id}）。",
                    f"{LABELS}: {len(rows)} added ({import_id}).",
                )
            )
        if themes:
            n_rules, n_accepted = len(themes.rules), len(themes.accepted)
            typer.echo(
                says(
                    f"{THEME_RULES}: 訂正{n_rules}件、採用{n_accepted}件（{import_id}）。",
                    f"{THEME_RULES}: {n_rules} corrections, {n_accepted} accepted ({import_id}).",
                )
            )
        if decided:
            typer.echo(
                says(
                    f"{UPTAKE}: 判断{len(decided)}件を追加した（{import_id}）。",
                    f"{UPTAKE}: {len(decided)} decisions added ({import_id}).",
                )
            )
        typer.echo(
            says(
                "反映する: opinions run　　取り消す: opinions review undo",
                "To see it in the report: opinions run. To take it back: opinions review undo",
            )
        )


@app.command("undo")
def undo(
    import_id: Annotated[str, typer.Argument(help="Of an import; the last one if none.")] = "",
) -> None:
    """Take an import back: its rows leave labels.csv, themes.yaml and theme_register.csv."""
    from pipeline.commands import review_imports

    with alone():
        found, n_labels, n_rules, n_accepted, n_uptake = review_imports.undo(_store(), import_id)
    typer.echo(
        says(
            f"{found} を取り消した: 判定{n_labels}件、テーマの訂正{n_rules}件、採用{n_accepted}件、"
            f"反映状況{n_uptake}件。"
            "反映する: opinions run",
            f"{found} was taken back: {n_labels} decisions, {n_rules} corrections of themes, "
            f"{n_accepted} accepted, {n_uptake} of 反映状況. To see it in the report: opinions run",
        )
    )
