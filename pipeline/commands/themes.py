"""``opinions themes …``: which themes there are, and which of them people have accepted."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import THEME_REGISTER
from pipeline.sole_use import alone

if TYPE_CHECKING:
    from pipeline.store import Store

app = typer.Typer(help="List, accept and retract themes.", no_args_is_help=True)


def _store() -> "Store":
    from pipeline.store import Store

    return Store()


Ids = Annotated[list[str] | None, typer.Argument(metavar="[THEME_ID]...", help="None: all.")]
DryRun = Annotated[bool, typer.Option(help="Say what would change, and write nothing.")]


@app.command("list")
def list_themes(
    texts: Annotated[bool, typer.Option(help="Also the text_key of each opinion.")] = False,
) -> None:
    """Print themes (T…) with their sub-themes (t…): id, opinions, name, who gave the name."""
    from pipeline.commands.accepted_themes import current_themes, listed

    typer.echo("\n".join(listed(current_themes(_store()), texts=texts)))


@app.command("accept")
def accept(theme_ids: Ids = None, dry_run: DryRun = False) -> None:
    """Write themes with their names into the register: they keep both when opinions are added."""
    from pipeline.commands.accepted_themes import accepted, current_themes

    store = _store()
    _write(store, accepted(store, current_themes(store), theme_ids or []), dry_run)


@app.command("retract")
def retract(
    theme_ids: Annotated[list[str], typer.Argument(metavar="THEME_ID...")],
    dry_run: DryRun = False,
) -> None:
    """Take themes off the register; the next run names and numbers them anew."""
    from pipeline.commands.accepted_themes import retracted

    store = _store()
    _write(store, retracted(store, theme_ids), dry_run)


def _write(store: "Store", change: "tuple[list[str], str]", dry_run: bool) -> None:

    lines, content = change
    typer.echo("\n".join(lines) or says("何も変わらない。", "Nothing changes."))
    if not lines:
        return
    if dry_run:
        typer.echo(
            says(
                f"{THEME_REGISTER}：書いていない（--dry-run）。",
                f"{THEME_REGISTER}: not written (--dry-run).",
            )
        )
        return
    if not (store.root / Path(THEME_REGISTER).parent).is_dir():
        raise OpinionsError(
            says(
                f"{Path(THEME_REGISTER).parent} がない。プロジェクトのフォルダに移ってから実行"
                "する。",
                f"{Path(THEME_REGISTER).parent} is not there. Change to the project's folder.",
            )
        )
    with alone():
        store.write_text(THEME_REGISTER, content)
    typer.echo(
        says(
            f"{THEME_REGISTER} に書いた。次に：opinions run",
            f"{THEME_REGISTER}: written. Now: opinions run",
        )
    )
