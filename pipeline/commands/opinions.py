"""``opinions show`` and ``opinions classify``: single opinions, and texts that are no round."""

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import ROUNDS

app = typer.Typer()
_PLACE = {
    "sheet": ("シート「{}」", "sheet {}"),
    "page": ("{}ページ", "page {}"),
    "row": ("{}行目", "row {}"),
    "column": ("{}列", "column {}"),
}


def placed(row: Mapping[Hashable, Any]) -> list[str]:
    """Where an opinion stands in its file, in the language of this process.

    Args:
        row: of ``Opinions``; what does not apply is missing there.
    """
    import pandas as pd

    words = [says(*told).format(row[key]) for key, told in _PLACE.items() if pd.notna(row[key])]
    begin, end = row["begin"] + 1, row["end"]
    return [*words, says(f"{begin}字目から{end}字目", f"characters {begin} to {end}")]


@app.command()
def show(identity: Annotated[str, typer.Argument(metavar="OPINION_ID")]) -> None:
    """Show an opinion as received, before masking, and where it stands."""
    from pipeline.rounds.round_head import read_round_contents
    from pipeline.rounds.shown_paths import received_paths, shown_paths
    from pipeline.store import Store
    from pipeline.tables.ledger import Ledger
    from pipeline.tables.opinions import Opinions, Originals

    store = Store()
    for name in store.all_rounds():
        opinions = store.read(Opinions, name).set_index("opinion_id")
        if identity in opinions.index:
            original = store.read(Originals, name).set_index("opinion_id")["text"][identity]
            row = opinions.loc[identity]
            meant = read_round_contents(Path(ROUNDS, name)).files
            shown = shown_paths(meant, store.read(Ledger, name))
            file = {masked: path for path, masked in shown.items()}[str(row["file"])]
            place = [
                str(Path(ROUNDS, name) / received_paths(Path(ROUNDS, name), meant)[file]),
                *placed(row.to_dict()),
            ]
            typer.echo(f"{says('、', ', ').join(place)}\n{original}")
            return
    raise OpinionsError(
        says(
            f"意見「{identity}」はない。意見照会：{'、'.join(store.all_rounds())}。",
            f"No opinion '{identity}' in the rounds of params.yaml: {store.all_rounds()}.",
        )
    )


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
