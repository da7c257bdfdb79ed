"""``python -m benchmarks …``: speed, and quality against rivals on real texts (OPINION_DATA)."""

import json
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="Benchmarks; see docs/benchmarks/.", no_args_is_help=True)


@app.command("encoder")
def encoder() -> None:
    """Texts per second of each backend, in one run."""
    from benchmarks.encoder_speed import measure

    typer.echo(json.dumps(measure("models/encoder", 200), indent=2))


@app.command("draft")
def draft(
    folder: Annotated[
        Path | None, typer.Option(help="A draft that is made already; else one is made.")
    ] = None,
) -> None:
    """The draft encoder against the default one: speed, themes, items: docs/benchmarks/speed.md."""
    from benchmarks.draft_encoder import measure

    typer.echo(json.dumps(measure(folder), indent=2, ensure_ascii=False))


@app.command("encoder-products")
def encoder_products() -> None:
    """The encoder's time against bare int8 matrix products of the same shapes."""
    from benchmarks.encoder_products import measure

    typer.echo(json.dumps(measure(), indent=2))


@app.command("bertopic")
def bertopic(
    n_opinions: Annotated[int, typer.Option(help="Made-up opinions.", min=200)] = 3_000,
    n_turns: Annotated[int, typer.Option(help="Of each; the fastest counts.", min=1)] = 2,
) -> None:
    """From raw texts to named themes against BERTopic's standard use (extra bench)."""
    from benchmarks.theme_tool_speed import measure

    typer.echo(json.dumps(measure(n_opinions, n_turns), indent=2, ensure_ascii=False))


@app.command("ingest")
def ingest() -> None:
    """Seconds and memory to read a list of 50,000 rows, and 1,788 forms."""
    from benchmarks.ingest_speed import measure

    typer.echo(json.dumps(measure(), indent=2))


@app.command("end-to-end")
def end_to_end(
    n_opinions: Annotated[int, typer.Option(help="Opinions of the first round.", min=1)] = 10_000,
    n_later: Annotated[int, typer.Option(help="Opinions of a later round.", min=0)] = 1_000,
    encoder: Annotated[
        str | None, typer.Option(help="encoder.backend; that of params.yaml if left out.")
    ] = None,
) -> None:
    """Seconds by stage, memory of all processes: add a round, run, run again, add another."""
    from benchmarks.end_to_end import measure
    from pipeline.quality.shared_data import shared_data

    found = measure(n_opinions, n_later, shared_data(), encoder)
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))


@app.command("very-large")
def very_large(
    n_opinions: Annotated[int, typer.Option(help="Rows of the table.", min=1000)] = 1_000_000,
    encoder: Annotated[str, typer.Option(help="encoder.backend.")] = "draft",
    near: Annotated[bool, typer.Option(help="Seek near copies (hours for a million).")] = False,
) -> None:
    """Seconds and memory from words to themes, each stage in its process, for a huge round."""
    from benchmarks.very_large import measure
    from pipeline.quality.shared_data import shared_data

    found = measure(n_opinions, encoder, shared_data(), near=near)
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))


@app.command("reports")
def reports(
    n_opinions: Annotated[int, typer.Option(help="Made-up opinions of the round.", min=1)] = 10_000,
) -> None:
    """Seconds, memory and sizes of all reports of one made-up round."""
    from benchmarks.report_speed import measure

    typer.echo(json.dumps(measure(n_opinions), indent=2))


@app.command("review")
def review() -> None:
    """Simulated reviewers in the order of the queue and at random: docs/benchmarks/review.md."""
    from benchmarks.review_queue import main

    main()


@app.command("themes")
def themes() -> None:
    """Themes against the rivals' methods on real gold groupings: docs/benchmarks/themes.md."""
    from benchmarks.themes import main

    main()


@app.command("themes-form")
def themes_form() -> None:
    """Crowds, trees and limits of themes, each chosen left out: docs/benchmarks/themes_form.md."""
    from benchmarks.theme_form_page import main

    main()


@app.command("items")
def items() -> None:
    """The classifier against simpler methods on real labels: docs/benchmarks/items.md."""
    from benchmarks.review_items import main

    main()


@app.command("classify")
def classify(
    n_opinions: Annotated[int, typer.Option(help="Made-up opinions, at least 1.")] = 100_000,
) -> None:
    """Seconds and memory to classify opinions whose vectors are known."""
    from benchmarks.classify_speed import measure

    typer.echo(json.dumps(measure(n_opinions), indent=2))


@app.command("themes-speed")
def themes_speed() -> None:
    """Seconds and memory to group 10,000 to 100,000 opinions; what the sample costs."""
    from benchmarks.theme_speed import measure

    typer.echo(json.dumps(measure(), indent=2))


if __name__ == "__main__":
    app()
