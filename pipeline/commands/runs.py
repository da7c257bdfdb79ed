"""``opinions run`` and ``opinions prepare``."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands import rounds
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import OVERVIEW, REPORTS, THEME_LINKS, UPTAKE
from pipeline.sole_use import alone

app = typer.Typer()


@app.command()
def run(force: Annotated[bool, typer.Option(help="Run every stage again.")] = False) -> None:
    """Run the pipeline on the rounds in params.yaml, and say where the reports are."""
    from pipeline.receiving.publishing import begin_folders, restore_reports
    from pipeline.rounds.rounds_list import listed_under, rounds_of
    from pipeline.rounds.seal import faults_of_seals
    from pipeline.running import complete_again, reproduce

    _in_project()
    with alone():
        names = rounds_of(Path("params.yaml"))
        sealed = listed_under(Path("params.yaml"), "published")
        if not names and not sealed:
            raise OpinionsError(rounds.no_round())
        if broken := faults_of_seals(Path(), sealed):
            raise OpinionsError("\n".join(broken))
        try:
            rounds.check_what_changed(names)
        except OpinionsError:
            complete_again(names)
            raise
        _begin_files()
        begin_folders()
        reproduce((), names, force=force)
        restore_reports()
    typer.echo(says("\n報告：", "\nReports:"))
    for place in [OVERVIEW, *(f"{REPORTS}/{name}/index.html" for name in [*sealed, *names])]:
        typer.echo(f"  {Path(place).resolve()}")


def _begin_files() -> None:
    """Write files of people that stages depend on, empty, where they are not there yet."""
    if Path(THEME_LINKS).is_file() and Path(UPTAKE).is_file():
        return  # what reads tables takes long to load
    from pipeline.codebook.theme_links_file import begin_theme_links
    from pipeline.codebook.uptake_file import begin_uptake
    from pipeline.store import Store

    begin_theme_links(Store())
    begin_uptake(Store())


@app.command()
def prepare() -> None:
    """Build what every run needs once: the encoder, the dictionary, sounds of names."""
    from pipeline.running import reproduce

    _in_project()
    with alone():
        reproduce(["encoder", "lexicon", "name_sounds", "name_tagger"])


def _in_project() -> None:
    if not Path("dvc.yaml").is_file():
        raise OpinionsError(
            says(
                "ここにはdvc.yamlがない。プロジェクトのフォルダに移ってから実行する。",
                "No dvc.yaml here. Change to the folder of the project.",
            )
        )
