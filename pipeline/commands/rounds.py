"""Rounds: add, remove, forget, check, and the examples in a copy."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.places import FORM_WORDS, OFFICIAL_LIST, ROUNDS, THEME_RULES
from pipeline.sole_use import alone

if TYPE_CHECKING:
    from pipeline.commands.last_check import LastCheck
    from pipeline.ingest.round_tables import IngestParams
    from pipeline.privacy.masking import MaskingParams
    from pipeline.store import Store

app = typer.Typer()

_NO_ROUND = (
    "意見照会がまだ一つもない。次のように加えてから実行する：\n"
    "  opinions add-round 受け取ったファイルやフォルダ --round 2025-06-kosodate"
    " --title 意見照会の題名\n"
    "  opinions check\n  opinions run"
)
_NO_ROUND_EN = (
    "There is no round yet. Add one, check it and run:\n"
    "  opinions add-round FILES-AND-FOLDERS --round 2025-06-childcare --title TITLE\n"
    "  opinions check\n  opinions run"
)

_SOUND = "人が書くファイル（設定、コードブック、ラベル、テーマ、round.yaml など）：誤りなし"
_SOUND_EN = "Files that people write (settings, codebook, labels, themes, round.yaml …): no faults"
_READS = "{}：受け取ったファイルを読んでいる（{}／{}）"
_READS_EN = "{}: reading the files received ({} of {})"
_NOT_AGAIN = (
    "  {name} は読み直していない：前の確認から、受け取ったファイルも読み方も変わらないので、"
    "そのとき分かったことを上に示した。読み直し、確かでない語も見るには opinions check --again"
)
_NOT_AGAIN_EN = (
    "  {name} was not read again: neither its files nor how they are read has changed since the "
    "last check, whose words stand above. To read it, and to see what is not sure: "
    "opinions check --again"
)


def no_round() -> str:
    """What to do in a project without rounds; the first line says that there is none."""
    return says(_NO_ROUND, _NO_ROUND_EN)


_Yes = Annotated[
    bool, typer.Option("--yes", help="Also a round whose files are in git (an embedded one).")
]


def _store() -> "Store":
    from pipeline.store import Store

    return Store()


def reading_params() -> "tuple[IngestParams, MaskingParams]":
    """Sections ``ingest`` and ``masking`` of params.yaml; the defaults where there are none."""
    from pipeline.ingest.round_tables import IngestParams
    from pipeline.privacy.masking import MaskingParams

    values = _store().params() if Path("params.yaml").is_file() else {}
    return (
        IngestParams.read("ingest", values.get("ingest") or {}),
        MaskingParams.read("masking", values.get("masking") or {}),
    )


def _lacks_names() -> bool:
    """Whether what reads names has to be learnt first, as stages of this project."""
    from pipeline.privacy.name_training import is_kept

    return Path("dvc.yaml").is_file() and not is_kept()


def _learn_names() -> None:
    """Learn which words are names where need be, once: some 40 s. The project is held."""
    from pipeline.running import reproduce

    if _lacks_names():
        reproduce(["name_sounds", "name_tagger"])


@app.command("add-round")
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, folders or zips as received.")],
    round_name: Annotated[str, typer.Option("--round", help="Name, such as 2024-05-beta.")],
    title: Annotated[str, typer.Option(help="Title of the round, for reports.")] = "",
    date: Annotated[str, typer.Option(help="ISO date of the round.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Look and report only.")] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take files for earlier ones of the same names.")
    ] = False,
) -> None:
    """Copy files into corpora/rounds, draft round.yaml, and say what people must decide."""
    from pipeline.receiving.adding import add_round

    params, masking = reading_params()
    with alone():
        _learn_names()
        report = add_round(
            paths,
            round_name,
            title,
            date,
            dry_run=dry_run,
            replaces=replace,
            limits=params.limits,
            masking=masking,
        )
    typer.echo("\n".join(report.lines()))
    if not dry_run:
        place = f"{ROUNDS}/{round_name}/round.yaml"
        typer.echo(
            says(
                f"\n{place} を確かめ、opinions check の後に実行する。",
                f"\nLook at {place}, then: opinions check, opinions run.",
            )
        )


@app.command("remove-round")
def remove(round_name: Annotated[str, typer.Argument(metavar="ROUND")], yes: _Yes = False) -> None:
    """Undo add-round; DVC's cache keeps the files as received."""
    from pipeline.receiving.removing import remove_round

    with alone():
        _tell(remove_round(round_name, also_in_git=yes))


@app.command("forget-round")
def forget(round_name: Annotated[str, typer.Argument(metavar="ROUND")], yes: _Yes = False) -> None:
    """Remove a round with its originals, everything made from it, and every cached copy."""
    from pipeline.receiving.removing import forget_round

    with alone():
        _tell(forget_round(round_name, also_in_git=yes))


@app.command("publish")
def publish_round(
    round_name: Annotated[str, typer.Argument(metavar="ROUND")],
    date: Annotated[str, typer.Option(help="Day on which it was handed out: 2024-05-10.")] = "",
) -> None:
    """Seal a round that is handed out: no later run, file or upgrade changes a byte of it."""
    from pipeline.receiving.publishing import publish
    from pipeline.rounds.round_name import require_date

    require_date(date)
    with alone():
        typer.echo("\n".join(publish(round_name, date)))


@app.command("reopen")
def reopen_round(
    round_name: Annotated[str, typer.Argument(metavar="ROUND")],
    yes: Annotated[bool, typer.Option("--yes", help="Open it, not only say so.")] = False,
) -> None:
    """Say what would change of a sealed round if it were made again; with --yes, open it."""
    from pipeline.receiving.publishing import reopen

    with alone():
        typer.echo("\n".join(reopen(round_name, is_sure=yes)))


def _tell(removed: list[Path]) -> None:
    told = says("消した：", "removed ")
    typer.echo("\n".join(f"{told}{path.as_posix()}" for path in removed))
    if Path("params.yaml").is_file() and not _store().rounds():
        typer.echo(no_round())


@app.command("files")
def files(round_name: Annotated[str, typer.Argument(metavar="ROUND")]) -> None:
    """Say which file each number and masked name means: private, like `opinions show`."""
    from pipeline.report.numbers import Numbers
    from pipeline.rounds.names_in_git import names_as_received
    from pipeline.rounds.round_head import read_round_contents
    from pipeline.tables.state import State, stands_for_a_file

    require_rounds([round_name])
    names = names_as_received(Path(), Path(ROUNDS, round_name))
    left = {
        one.path
        for one in read_round_contents(Path(ROUNDS, round_name)).files
        if one.kind == "ignored" and not stands_for_a_file(State.NOT_AN_OPINION, one.reason)
    }
    listed = sorted(names, key=left.__contains__)  # as the report numbers them
    numbers = Numbers({shown: number for number, shown in enumerate(listed, start=1)})
    lines = (f"{numbers.file(shown)}\t{shown}\t{own}" for shown, own in names.items())
    typer.echo("\n".join(lines))


def require_rounds(names: list[str]) -> None:
    """Stop at a round that is neither listed in params.yaml nor there as a folder.

    Raises:
        OpinionsError: which, and which there are.
    """
    listed = _store().rounds()
    unknown = [name for name in names if name not in listed and not Path(ROUNDS, name).is_dir()]
    if unknown:
        known = "、".join(listed)
        raise OpinionsError(
            says(
                f"意見照会「{'」「'.join(unknown)}」はない。あるのは {known or 'なし'}。",
                f"No round {', '.join(unknown)}. There are: {', '.join(listed) or 'none'}.",
            )
        )


def require_sound(rounds: list[str] | None = None) -> None:
    """Check the files of people before anything is computed.

    Raises:
        OpinionsError: all that is wrong with them.
    """
    from pipeline.commands.peoples_files import faults

    found = faults(Path(), rounds)
    if found:
        told = "\n".join(f"  {number}. {fault}" for number, fault in enumerate(found, start=1))
        raise OpinionsError(
            says(
                f"実行の前に直すところが {len(found)} ある：\n{told}",
                f"{len(found)} to correct before a run:\n{told}",
            )
        )


@app.command("check")
def check(
    rounds: Annotated[list[str] | None, typer.Argument(help="Rounds; all if none.")] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Read also rounds that are as they were.")
    ] = False,
) -> None:
    """Check what people write (told in seconds, first), then read every round's files."""
    from pipeline.commands.last_check import LastCheck

    try:
        require_rounds(rounds or [])
        names = rounds or _store().rounds()
        last = LastCheck(Path(), names)
    except OpinionsError:
        require_sound(rounds or None)  # params.yaml is broken, and what else is
        raise
    require_sound(rounds)
    typer.echo(says(_SOUND, _SOUND_EN) if names else no_round())
    said = {} if again else _said(last, names)
    for name in said:
        typer.echo(says(_NOT_AGAIN, _NOT_AGAIN_EN).format(name=name))
    changed = [name for name in names if name not in said]
    if changed and _lacks_names():
        with alone():
            _learn_names()
    last.keep(said | _checked(changed))
    for name in names:
        for told in _told_of_themes(name):
            typer.echo(told)
    for told in _told_of_corrections():
        typer.echo(told)


def _said(last: "LastCheck", names: list[str]) -> dict[str, list[str]]:
    """Say again what was said of rounds that are as they were."""
    said = {name: lines for name in names if (lines := last.said(name)) is not None}
    for lines in said.values():
        typer.echo("\n".join(lines))
    return said


def _told_of_themes(round_name: str) -> list[str]:
    """What the checks of themes found in the last run of a round; nothing before the first run."""
    from pipeline.report.summary.theme_checks import check_lines
    from pipeline.tables.themes import Certificates, Memberships, ThemeChecks, Themes

    store = _store()
    tables = (Themes, ThemeChecks, Memberships, Certificates)
    if not all(store.path(table, round_name).is_file() for table in tables):
        return []
    found = check_lines(*(store.read(table, round_name) for table in tables))
    return [f"{round_name}: 前回の実行のテーマ　[要確認] {line.told}" for line in found]


def _told_of_corrections() -> list[str]:
    """Which corrections of themes applied in no round when they last ran; all must have run."""
    from pipeline.report.summary.peoples_word import held_nowhere
    from pipeline.tables.themes import ThemeRules

    store = _store()
    rounds = store.all_rounds()
    if not all(store.path(ThemeRules, name).is_file() for name in rounds):
        return []
    found = held_nowhere([store.read(ThemeRules, name) for name in rounds])
    return [f"{THEME_RULES}: 前回の実行　[要確認] {told}" for told in found]


def check_what_changed(names: list[str]) -> None:
    """Check as ``opinions check`` does: what people write first, then the rounds that changed.

    Of a round that is as it was, what was said is said again.

    Raises:
        OpinionsError: people's files have faults, or a file cannot be read and must be.
    """
    from pipeline.commands.last_check import LastCheck

    last = LastCheck(Path(), names)
    if not last.is_sound:
        require_sound(names)
        typer.echo(says(_SOUND, _SOUND_EN))
    said = _said(last, names)
    changed = [name for name in names if name not in said]
    if changed:
        _learn_names()
    if changed or not last.is_sound:
        last.keep(said | _checked(changed))


def _checked(names: list[str]) -> dict[str, list[str]]:
    """Check rounds, print each report as soon as it is made; the lines that a log may hold."""
    from pipeline.codebook.form_words_file import read_form_words
    from pipeline.codebook.official_list import read_official
    from pipeline.readers.reading_processes import processes_kept
    from pipeline.receiving.doctor import check_round

    (params, masking), official = reading_params(), read_official(Path(OFFICIAL_LIST))
    words = read_form_words(Path(FORM_WORDS))
    n_unreadable = 0
    said: dict[str, list[str]] = {}
    with processes_kept():
        for number, name in enumerate(names, start=1):
            typer.echo(says(_READS, _READS_EN).format(name, number, len(names)), err=True)
            report = check_round(Path(ROUNDS, name), params, official, masking, words)
            said[name] = report.lines()
            typer.echo("\n".join(said[name]))
            if sys.stdout.isatty():  # names for the eyes of who sits there, not for a log
                typer.echo("\n".join(report.lines_for_eyes()))
            n_unreadable += report.n_unreadable
    if params.strict and n_unreadable:
        raise OpinionsError(
            says(
                f"読めないファイルが {n_unreadable} ある（ingest.strict）。",
                f"ingest.strict is set, and {n_unreadable} files cannot be read.",
            )
        )
    return said


@app.command("new")
def new(
    target: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that is not there.")],
    title: Annotated[str, typer.Option(help="Title of the consultation.")] = "",
    items: Annotated[
        Path | None, typer.Option(help="Review items, if any: .xlsx or .csv (番号, 検討項目).")
    ] = None,
) -> None:
    """Make a project of its own for one consultation; review items are optional."""
    import shutil

    from pipeline.commands.codebook import write_items
    from pipeline.receiving.new_project import new_project

    said = new_project(target, title)
    if items is not None:
        try:
            write_items(items, target)
        except OpinionsError:
            shutil.rmtree(target)
            raise
    typer.echo("\n".join(said))
    typer.echo(
        f"{says('次に', 'Next')}{says('：', ': ')}cd {target}\n{no_round().partition(chr(10))[2]}"
    )


@app.command("example")
def example(
    target: Annotated[
        Path | None, typer.Option("--in", help="Folder of the copy; a temporary one if none.")
    ] = None,
) -> None:
    """Run the embedded example rounds in a copy of the project; nothing changes here."""
    from pipeline.receiving.examples import example_to_publish, prepare_example

    folder = target or Path(tempfile.mkdtemp(prefix="opinions-example-")) / "project"
    for report in prepare_example(folder):
        typer.echo("\n".join(report.lines()))
    command = [sys.executable, "-m", "pipeline.cli", "run"]
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise OpinionsError(
            says(
                f"{folder} での実行が止まった。上の行に理由がある。",
                f"The run in {folder} stopped; the lines above say why.",
            )
        )
    first = example_to_publish()
    typer.echo(
        says(
            f"\n公表（封印）を試すには：cd {folder} のあと opinions publish {first} と "
            f"opinions run。戻すには：opinions reopen {first} --yes",
            f"\nTo try how a round is published: cd {folder}, then opinions publish {first} and "
            f"opinions run. To undo it: opinions reopen {first} --yes",
        )
    )
