"""``opinions draft …``: the draft that a round is about, and the version before it."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.language import says
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
    replace: Annotated[
        bool, typer.Option("--replace", help="It takes the place of the one that is there.")
    ] = False,
) -> None:
    """Check a draft, copy it to corpora/drafts and name it in round.yaml."""
    from pipeline.receiving.drafts import add_draft

    with alone():
        draft = add_draft(round_name, file, earlier=earlier, following=following, replace=replace)
    counts = draft.clauses["kind"].value_counts()
    n = [f"{counts.get(kind, 0):,}" for kind in ("heading", "paragraph", "table", "footnote")]
    typer.echo(
        says(
            f"{'あとの版' if following else '前の版' if earlier else '案'} {draft.version}："
            f"見出し{n[0]}、段落{n[1]}、表の行{n[2]}、脚注{n[3]}",
            f"{'next version' if following else 'earlier version' if earlier else 'draft'} "
            f"{draft.version}: headings {n[0]}, paragraphs {n[1]}, rows of tables {n[2]}, "
            f"footnotes {n[3]}",
        )
    )
    headings = draft.clauses[draft.clauses["kind"] == "heading"]
    for level, text in headings[["level", "text"]].head(12).to_numpy().tolist():
        typer.echo(f"{'  ' * int(level)}{text}")
    if len(headings) > 12:
        more = f"{len(headings) - 12:,}"
        typer.echo(says(f"  ほか{more}", f"  and {more} more"))
    for note in draft.notes:
        typer.echo(f"  ※ {note}")
    which = " --next" if following else " --earlier" if earlier else ""
    undo = f"opinions draft remove {round_name}{which}"
    typer.echo(says(f"取り消すには：{undo}", f"To undo it: {undo}"))


@app.command("remove")
def remove(
    round_name: _Round,
    earlier: Annotated[
        bool, typer.Option("--earlier", help="The version before alone; else all go.")
    ] = False,
    following: Annotated[
        bool, typer.Option("--next", help="The version that came after alone; else all go.")
    ] = False,
) -> None:
    """Undo `draft add`: the name leaves round.yaml, the file goes if no other round names it."""
    from pipeline.receiving.drafts import remove_draft

    with alone():
        gone = remove_draft(round_name, earlier=earlier, following=following)
    typer.echo(
        says(
            f"{round_name}：round.yaml から案を外した。",
            f"{round_name}: round.yaml names the draft no more.",
        )
    )
    for path in gone:
        typer.echo(f"{says('消した：', 'removed ')}{path.as_posix()}")
