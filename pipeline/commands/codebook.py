"""``opinions codebook …``: review items and schedule from a hand-out."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.language import no_file, says
from pipeline.places import REVIEW_ITEMS, ROUNDS

if TYPE_CHECKING:
    from pipeline.codebook.items_table import ListedItem

app = typer.Typer(help="The codebook of review items (検討項目).", no_args_is_help=True)


@app.command("read")
def codebook_read(
    round_name: Annotated[str, typer.Argument(metavar="ROUND")],
    dry_run: Annotated[bool, typer.Option(help="Print the file instead of writing it.")] = False,
) -> None:
    """Add review items and schedule of a hand-out to corpora/codebook/review_items.yaml.

    What people wrote there stays: only items the file lacks, and a schedule where it has none.
    """
    from pipeline.commands.rounds import require_rounds

    require_rounds([round_name])
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
            typer.echo(says(f"{path}：{n_added}件を加えた。", f"{path}: {n_added} entries added"))


@app.command("items")
def codebook_items(
    file: Annotated[Path, typer.Argument(help="An .xlsx or .csv: 番号, 検討項目, 説明.")],
    dry_run: Annotated[bool, typer.Option(help="Print the file instead of writing it.")] = False,
) -> None:
    """Write the review items of a list into corpora/codebook/review_items.yaml."""
    write_items(file, Path(), dry_run=dry_run)


@app.command("from-draft")
def codebook_from_draft(
    round_name: Annotated[str, typer.Argument(metavar="ROUND")],
    dry_run: Annotated[bool, typer.Option(help="Print the file instead of writing it.")] = False,
) -> None:
    """Write the headings of a round's draft as review items into review_items.yaml."""
    from pipeline.codebook.items_of_draft import items_of_headings
    from pipeline.errors import OpinionsError
    from pipeline.places import DRAFTS, ROUNDS
    from pipeline.rounds.round_drafts import read_round_draft
    from pipeline.rounds.round_head import read_round_head

    draft = read_round_draft(read_round_head(Path(ROUNDS, round_name)), Path(DRAFTS), round_name)
    if draft is None:
        raise OpinionsError(
            says(
                f"意見照会「{round_name}」に案がない。"
                f"opinions draft add {round_name} ファイル で加える。",
                f"Round {round_name} has no draft. Add it: opinions draft add {round_name} FILE",
            )
        )
    _write(items_of_headings(draft.clauses), Path(), dry_run=dry_run)


def write_items(file: Path, root: Path, *, dry_run: bool = False) -> None:
    """Read a list of items and write it into the codebook of a project.

    Raises:
        OpinionsError: the file cannot be read, or its rows cannot be used.
    """
    from pipeline.codebook.items_table import listed_items
    from pipeline.errors import OpinionsError, UnreadableError
    from pipeline.readers.any_format import receive
    from pipeline.readers.limits import Limits

    if not file.is_file():
        raise OpinionsError(
            says(
                f"{no_file(file)}検討項目の一覧（.xlsx か .csv）を指定する。",
                f"{no_file(file)} Name a list of review items (.xlsx or .csv).",
            )
        )
    try:
        grids = receive(file, Limits()).grids
    except UnreadableError as error:
        raise OpinionsError(f"{file}: {error}") from error
    _write(listed_items(grids, file.name), root, dry_run=dry_run)


def _write(items: "Sequence[ListedItem]", root: Path, *, dry_run: bool) -> None:
    from pipeline.codebook.items_table import divided
    from pipeline.codebook.review_items_draft import with_listed
    from pipeline.review_items.codebook import read_codebook
    from pipeline.store import Store
    from pipeline.yaml_files import plain

    content, n_changed = with_listed(root / REVIEW_ITEMS, items)
    read_codebook(plain(content), REVIEW_ITEMS)
    told = _told_divided(divided(items))
    if dry_run:
        typer.echo(content)
        typer.echo(told, err=True, nl=bool(told))
        return
    Store(root).write_text(REVIEW_ITEMS, content)
    typer.echo(
        says(
            f"{REVIEW_ITEMS}: 検討項目{len(items)}件（新しい・改めた・廃したもの{n_changed}件）。",
            f"{REVIEW_ITEMS}: {len(items)} review items ({n_changed} new, changed or retired).",
        )
    )
    typer.echo(told, nl=bool(told))


def _told_divided(found: Sequence["tuple[ListedItem, str]"]) -> str:
    """Which items can hold no opinion, and what to do if they are to; nothing where none is."""
    if not found:
        return ""
    free = found[0][1]
    names = [f"{item.code} {item.title}" for item, _ in found]
    return says(
        f"下に項目があるので、意見を付けられない項目：{'、'.join(names)}。"
        "意見は下の項目だけに付く。この項目そのものへの意見も受けるなら、"
        f"「{free} その他」のような項目を一覧に加えるか、下の項目を除き、もう一度取り込む。",
        f"No opinion can be given to these items, as others stand below them: {', '.join(names)}. "
        f"If they are to hold opinions, add an item such as '{free} その他' to the list, or leave "
        "the items below them out, and import it again.",
    )
