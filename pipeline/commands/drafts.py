"""``opinions draft …``: the draft that a round is about, and the version before it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.sole_use import alone

app = typer.Typer(help="Give a round its draft (案), or take it away.", no_args_is_help=True)

_Round = Annotated[str, typer.Argument(metavar="ROUND")]


@app.command("add")
def add(
    round_name: _Round,
    file: Annotated[Path, typer.Argument(help="Word, PDF with text, HTML, Markdown or text.")],
    earlier: Annotated[
        bool, typer.Option("--earlier", help="It is the version before, to compare with.")
    ] = False,
    following: Annotated[
        bool, typer.Option("--next", help="It is the version that came after the opinions.")
    ] = False,
) -> None:
    """Check a draft, copy it to corpora/drafts and name it in round.yaml."""
    from pipeline.receiving.drafts import add_draft

    with alone():
        draft = add_draft(round_name, file, earlier=earlier, following=following)
    counts = draft.clauses["kind"].value_counts()
    typer.echo(
        f"{'あとの版' if following else '前の版' if earlier else '案'} {draft.version}："
        f"見出し{counts.get('heading', 0):,}、"
        f"段落{counts.get('paragraph', 0):,}、表の行{counts.get('table', 0):,}、"
        f"脚注{counts.get('footnote', 0):,}"
    )
    headings = draft.clauses[draft.clauses["kind"] == "heading"]
    for level, text in headings[["level", "text"]].head(12).to_numpy().tolist():
        typer.echo(f"{'  ' * int(level)}{text}")
    if len(headings) > 12:
        typer.echo(f"  ほか{len(headings) - 12:,}")
    for note in draft.notes:
        typer.echo(f"  [確認] {note}")
    typer.echo(f"取り消すには：opinions draft remove {round_name}{' --earlier' if earlier else ''}")


@app.command("remove")
def remove(
    round_name: _Round,
    earlier: Annotated[
        bool, typer.Option("--earlier", help="The version before alone; else both go.")
    ] = False,
) -> None:
    """Undo `draft add`: the name leaves round.yaml, the file goes if no other round names it."""
    from pipeline.receiving.drafts import remove_draft

    with alone():
        gone = remove_draft(round_name, earlier=earlier)
    typer.echo(f"{round_name}：round.yaml から案を外した。")
    for path in gone:
        typer.echo(f"removed {path.as_posix()}")
