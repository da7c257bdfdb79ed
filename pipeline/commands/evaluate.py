"""``opinions evaluate …``: quality on labelled data; one JSON object on stdout, nothing else."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="Measure the pipeline on labelled data; one JSON object on stdout.", no_args_is_help=True
)

File = Annotated[Path, typer.Argument(help="CSV in UTF-8.")]
TextColumn = Annotated[str, typer.Option(help="Column of the texts.")]


def _tell(found: object) -> None:
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2))


@app.command("themes")
def themes(
    file: File,
    text_column: TextColumn,
    gold_column: Annotated[str, typer.Option(help="Column of the gold groups.")],
    level: Annotated[str, typer.Option(help="fine: the same point; coarse: the subject.")] = "fine",
) -> None:
    """Group the texts of a CSV as the pipeline does and compare with the gold groups."""
    from pipeline.quality.theme_agreement import evaluate_file

    _tell(evaluate_file(file, text_column, gold_column, level))


@app.command("names")
def names(
    file: File,
    text_column: TextColumn,
    level: Annotated[str, typer.Option(help="fine or coarse themes.")] = "fine",
) -> None:
    """Share of opinions that their own theme's name, keywords and quote are nearest to."""
    from pipeline.quality.name_readability import evaluate_names

    _tell(evaluate_names(file, text_column, level))


@app.command("items")
def items(
    file: File,
    text_column: TextColumn,
    gold_column: Annotated[str, typer.Option(help="Column of the gold class.")],
    folds: Annotated[int, typer.Option(help="Folds of cross-validation, at least 2.")] = 5,
) -> None:
    """Learn the classes of a CSV as the pipeline learns review items, and measure by folds."""
    from pipeline.quality.labelled_csv import read_columns
    from pipeline.quality.review_item_folds import evaluate_items

    frame = read_columns(file, text_column, gold_column)
    _tell(evaluate_items(frame, text_column, gold_column, folds))


@app.command("refusal")
def refusal() -> None:
    """AUROC against what belongs to no item: titles near the domain, and classes left out."""
    from pipeline.quality.left_out import evaluate_left_out
    from pipeline.quality.refusal import evaluate_refusal

    _tell({"easy": evaluate_refusal(), "hard": evaluate_left_out()})


@app.command("promise")
def promise(
    runs: Annotated[int, typer.Option(min=1, help="Simulations a material.")] = 200,
    material: Annotated[list[str] | None, typer.Option(help="Only these materials.")] = None,
) -> None:
    """How often what the machine decides is as right as promised, with the queue as worked."""
    from pipeline.quality.promise import evaluate_promise

    _tell(evaluate_promise(runs, material or ()))


@app.command("cold-start")
def cold_start() -> None:
    """Test labels of the embedded round against a classifier taught by definitions alone."""
    from pipeline.quality.refusal import evaluate_cold_start

    _tell(evaluate_cold_start())


@app.command("nature")
def nature() -> None:
    """Accuracy of the nature of opinions (意見の性質) on hand-labelled opinions and sentences."""
    from pipeline.quality.opinion_types import evaluate

    _tell(evaluate())


@app.command("stance")
def stance(
    file: Annotated[Path, typer.Argument(help="JSON lines: text, stance, proposal.")],
) -> None:
    """Macro-F1, coverage and confusions of the stance of opinions (賛否) on labelled texts."""
    from pipeline.quality.stances import evaluate_stances

    _tell(evaluate_stances(file))


@app.command("splitting")
def splitting() -> None:
    """F1 of the places where answers are cut into opinions, on the labelled cells."""
    from pipeline.quality.splitting_boundaries import evaluate

    _tell(evaluate())


@app.command("campaigns")
def campaigns() -> None:
    """Average precision of finding two planted campaigns among real opinions."""
    from pipeline.quality.planted_campaigns import evaluate

    _tell(evaluate())


@app.command("answers")
def answers() -> None:
    """Top-1 and top-5 of finding each comment's own reply, by words and by answered comments."""
    from pipeline.quality.reply_retrieval import evaluate

    _tell(evaluate())


@app.command("clauses")
def clauses() -> None:
    """Top-1 and top-5 of finding the clause of a draft that each comment and proposal means."""
    from pipeline.quality.clause_links import evaluate

    _tell(evaluate())


@app.command("uptake")
def uptake() -> None:
    """AUC and average precision of what the next draft took up, on comments and proposals."""
    from pipeline.quality.uptake import evaluate

    _tell(evaluate())


@app.command("versions")
def versions() -> None:
    """Changes missed, false or wrongly named between two drafts: hand-made pairs, and a plan."""
    from pipeline.quality.draft_versions import evaluate

    _tell(evaluate())


@app.command("outlines")
def outlines(
    folder: Annotated[Path, typer.Argument(help="Pages (01.txt …), what is right (01.json …).")],
) -> None:
    """Headings, levels, paths and paragraphs of pages of drafts that people marked."""
    from pipeline.quality.outlines import evaluate_outlines

    _tell(evaluate_outlines(folder))


@app.command("stability")
def stability() -> None:
    """Agreement of themes with themselves: a tenth left out, and a planted campaign added."""
    from pipeline.quality.theme_stability import evaluate

    _tell(evaluate())


@app.command("masking")
def masking(
    file: Annotated[Path, typer.Argument(help="JSON lines of texts, or a folder of rounds.")],
    strictness: Annotated[str, typer.Option(help="off, lenient, standard, strict.")] = "standard",
) -> None:
    """Recall of personal data with and without a cue, and false masks, on planted texts."""
    from pipeline.quality.masking_recall import evaluate_masking

    _tell(evaluate_masking(file, strictness))


@app.command("rounds")
def rounds(
    n_draws: Annotated[int, typer.Option(min=1, help="Pairs of rounds a material.")] = 5,
) -> None:
    """F1 of finding themes again in the next round, on rounds made from texts people grouped."""
    from pipeline.quality.round_links import evaluate

    _tell(evaluate(n_draws, lambda line: typer.echo(line, err=True)))
