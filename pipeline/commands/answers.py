"""``opinions answers …``: the bank of answers given earlier, from published tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import REPLIES, ROUNDS
from pipeline.sole_use import alone

if TYPE_CHECKING:
    from pipeline.store import Store

app = typer.Typer(help="Answers given earlier (意見と考え方).", no_args_is_help=True)


def _store() -> "Store":
    """The project here.

    Raises:
        OpinionsError: this folder is none.
    """
    from pipeline.store import Store

    if not Path("params.yaml").is_file():
        raise OpinionsError(
            says(
                "ここにはparams.yamlがない。プロジェクトのフォルダに移ってから実行する。",
                "No params.yaml here. Change to the folder of the project.",
            )
        )
    return Store()


@app.command("add")
def add(
    file: Annotated[Path, typer.Argument(help="A published table: .xlsx, .docx, .csv or .pdf.")],
    round_name: Annotated[str, typer.Option("--round", help="The round it answers.")] = "",
    source: Annotated[str, typer.Option(help="Where the answers were given.")] = "",
    date: Annotated[str, typer.Option(help="ISO date on which they were given.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Say what was read, and write nothing.")] = False,
) -> None:
    """Read a published table of opinions and answers, and add it to the answer bank."""
    from pipeline.codebook.answers_file import append_answers, read_answers
    from pipeline.commands.rounds import reading_params
    from pipeline.privacy.personal_data import Masker
    from pipeline.receiving.published_answers import read_published
    from pipeline.rounds.round_head import read_round_contents
    from pipeline.rounds.round_name import require_date

    store = _store()
    require_date(date)
    if round_name:
        head = read_round_contents(store.root / ROUNDS / round_name)
        source, date = source or head.title, date or head.date
    params, masking = reading_params()
    found = read_published(file, params.limits, Masker(masking), source, date, round_name)
    typer.echo("\n".join(found.lines))
    import_id = found.rows[0].import_id
    with alone():
        path = store.root / REPLIES
        known = set(read_answers(path)["import_id"]) if path.is_file() else set()
        if import_id in known:
            typer.echo(
                says(
                    f"このファイルは前に加えてある（{import_id}）。何も変えていない。",
                    f"This file was added before ({import_id}). Nothing was changed.",
                )
            )
            return
        if dry_run:
            typer.echo(says("何も書いていない（--dry-run）。", "Nothing was written (--dry-run)."))
            return
        n_added = append_answers(store, found.rows)
    twice = len(found.rows) - n_added
    if not n_added:
        typer.echo(
            says(
                "どの組も前からあり、何も加えていない。",
                "All of them were there before. Nothing was added.",
            )
        )
        return
    again = says(f"（同じ組{twice}は加えていない）", f" ({twice} were there already)")
    typer.echo(
        says(
            f"{REPLIES} に{n_added}件を加えた{again if twice else ''}。次は opinions run。\n"
            f"取り消すには opinions answers remove {import_id}",
            f"{REPLIES}: {n_added} added{again if twice else ''}. Now: opinions run\n"
            f"To undo: opinions answers remove {import_id}",
        )
    )


@app.command("list")
def list_sources() -> None:
    """Print what the bank holds: id of the file, source, date, answers, opinions beside them."""
    from pipeline.codebook.answers_file import answer_sources

    path = _store().root / REPLIES
    sources = answer_sources(path) if path.is_file() else []
    for one in sources:
        by_hand = says("手で書いた行", "by hand")
        told = says(
            f"回答{one.n_answers}（うち意見と組のもの{one.n_opinions}）",
            f"{one.n_answers} answers, {one.n_opinions} with their opinion",
        )
        typer.echo("\t".join((one.import_id or by_hand, one.source, one.date, told)))
    if not sources:
        typer.echo(
            says(
                f"{REPLIES} にはまだ何もない。opinions answers add ファイル で加える。",
                f"{REPLIES} is empty. Add a table: opinions answers add FILE",
            )
        )


@app.command("remove")
def remove(
    source: Annotated[str, typer.Argument(help="Id or source, as `opinions answers list` says.")],
) -> None:
    """Undo an addition: take away all answers of one file or source."""
    from pipeline.codebook.answers_file import remove_answers

    store = _store()
    with alone():
        n_removed = remove_answers(store, source)
    typer.echo(
        says(f"{REPLIES} から{n_removed}件を除いた。", f"{REPLIES}: {n_removed} answers removed.")
    )
