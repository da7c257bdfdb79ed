"""A round's folder: round.yaml and the source files it names, into the tables of the round."""

import hashlib
import multiprocessing
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd
from pydantic import Field

from pipeline.errors import OpinionsError
from pipeline.execution import ExecutionParams, spread
from pipeline.ingest.enclosures import covering_letters, only_covers
from pipeline.ingest.file_entries import FileResult, Task, read_file
from pipeline.ingest.only_personal import without_only_personal
from pipeline.ingest.presence import check_presence
from pipeline.ingest.records import FileOutcome, Ingested, ingested
from pipeline.ingest.references import resolved
from pipeline.ingest.round_mask import RoundMask, find_mask
from pipeline.ingest.second_look import second_look, silent_files
from pipeline.ingest.sender_questions import name_questions
from pipeline.ingest.senders import respondents_table, with_respondents
from pipeline.ingest.superseded import Arrival, replaced_files, unless_told, without_replaced
from pipeline.ingest.unnamed import with_unnamed
from pipeline.language import says
from pipeline.layouts.entry import Entry
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.printed_text import without_boilerplate
from pipeline.layouts.source import SourceFile
from pipeline.params import Parameters
from pipeline.places import FINDS
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.rate import Rate, told
from pipeline.readers.limits import Limits, bytes_of
from pipeline.readers.watchdog import watched
from pipeline.rounds.round_file import RoundFile, read_round_file
from pipeline.rounds.shown_paths import received_paths
from pipeline.segmentation.splitting import SplittingParams
from pipeline.tables.state import UNREAD_PART, State

__all__ = ["IngestParams", "RoundFile", "SourceFile", "ingest", "read_round_file"]


_FILES_AT_ONCE = 20
"""Files that a worker of a cluster reads with one process under the watchdog."""


class IngestParams(Parameters):
    """How files become opinions (in params.yaml, section ``ingest``)."""

    strict: bool = False
    """Whether a file that cannot be read stops the run; else it is named in the ledger."""
    limits: Limits = Limits()
    splitting: SplittingParams = Field(default_factory=SplittingParams)


def ingest(
    folder: Path,
    params: IngestParams | None = None,
    n_workers: int = 0,
    official: pd.DataFrame | None = None,
    masking: MaskingParams | None = None,
    words: FormWords | None = None,
    execution: ExecutionParams | None = None,
) -> Ingested:
    """Read all source files of a round.

    Args:
        folder: of the round, with round.yaml.
        params: how; the defaults where None.
        n_workers: processes, where ``execution`` is None; 0 for one per core.
        official: the official list of bodies, as ``official_bodies`` gives it.
        masking: how personal data is masked; the default where None.
        words: of forms and of no answer, as people list them; none where None.
        execution: where work is done; no result depends on it.

    Raises:
        OpinionsError: a named file is missing, one lies there that round.yaml does not name, no
            file holds an opinion, or (``strict``) one cannot be read.
    """
    params, masking = params or IngestParams(), masking or MaskingParams()
    execution = execution or ExecutionParams(workers=n_workers)
    meta = read_round_file(folder)
    received = received_paths(folder, meta.files)
    shown = {path: name for name, path in received.items()}
    meta = meta.at(received)
    check_presence(folder, meta, Masker(masking))
    results = read_all(folder, meta, params, execution, words or FormWords())
    entries: list[Entry] = []
    outcomes: dict[str, FileOutcome] = {}
    for source in meta.files:
        if source.kind == "ignored":
            reason = source.reason or "round.yaml で読まないとした"
            outcomes[source.path] = FileOutcome(State.NOT_AN_OPINION, reason)
        elif source.reason:
            outcomes[source.path] = FileOutcome(State.UNREADABLE, source.reason)
    letters = covering_letters([source.path for source in meta.files])
    for source, result in results:
        if not (source.path in letters and only_covers(result.entries)):
            outcomes |= _outcome(source, result)
        entries += result.entries
    unread = {file: o for file, o in outcomes.items() if o.state is State.UNREADABLE}
    if params.strict and unread:
        mask = find_mask((), outcomes, masking, ExecutionParams(), shown)
        listed = _listed(folder, unread, mask)
        raise OpinionsError(
            says(
                f"読めないファイルが {len(unread)} ある（ingest.strict）：\n{listed}",
                f"ingest.strict is set, and {len(unread)} files are unread:\n{listed}",
            )
        )
    entries, found = with_respondents(
        entries, {source.path: source for source in meta.files}, official
    )
    unsure_names = name_questions(entries)
    layouts = {source.path: source.layout for source, _ in results}
    told = [reason for _, reason in meta.document.other_sections]
    entries = second_look(without_boilerplate(entries, layouts), meta.layouts.values(), told)
    outcomes = silent_files(entries, layouts) | outcomes
    arrivals = [
        _arrival(folder, meta, source) for source, result in results if not result.unreadable
    ]
    replaced, questions = unless_told(
        replaced_files(arrivals, _bodies(entries), _senders(entries)),
        {source.path: source.replaced for source in meta.files},
    )
    outcomes |= replaced
    entries = resolved(without_replaced(entries, outcomes)) + questions + unsure_names
    lists = frozenset(arrival.file for arrival in arrivals if arrival.is_list)
    entries, found = with_unnamed(entries, found, lists)
    ordered = {source.path: outcomes.get(source.path) for source in meta.files}
    contents = {a.file: bytes.fromhex(a.digest) for a in arrivals if a.digest}
    decisions = meta.masking.decisions()
    mask = find_mask(
        entries, ordered, masking, execution, shown, contents, decisions, _kept_finds(folder)
    )
    entries = without_only_personal(entries, mask)
    tables = ingested(folder.name, entries, ordered, mask)
    respondents = respondents_table(found, entries)
    tables = replace(tables, respondents=respondents, unsure=mask.unsure)
    if not (tables.ledger["level"] == "row").any():  # 特になし from everybody is an answer
        reasons = _listed(folder, outcomes, mask)
        raise OpinionsError(
            says(
                f"{folder}：どのファイルにも答えが見つからない。\n{reasons}".rstrip(),
                f"{folder}: no answer found in any file.\n{reasons}".rstrip(),
            )
        )
    return tables


def _kept_finds(folder: Path) -> Path | None:
    """Where a project keeps what was found to mask in a round; None outside a project."""
    root = folder.absolute().parents[2]
    return root / FINDS / f"{folder.name}.json" if (root / ".dvc").is_dir() else None


def _listed(folder: Path, outcomes: Mapping[str, FileOutcome], mask: RoundMask) -> str:
    return "\n".join(
        f"  {folder / mask.file(file)}: {mask.reason(outcome.reason)}"
        for file, outcome in outcomes.items()
    )


def read_all(
    folder: Path,
    meta: RoundFile,
    params: IngestParams,
    execution: ExecutionParams,
    words: FormWords,
) -> list[tuple[SourceFile, FileResult]]:
    """Read every file of a round, in the order of round.yaml."""
    sources = [source for source in meta.files if not (source.reason or source.kind == "ignored")]
    tasks = [
        Task(
            path=(folder.resolve() if execution.address else folder) / source.path,
            source=source,
            layouts=tuple(meta.layouts[name] for name in source.layout),
            document=meta.document,
            splitting=params.splitting,
            limits=params.limits,
            words=words,
        )
        for source in sources
    ]
    if all(source.kind == "document" for source in sources):  # plain text: nothing can hang
        results = [read_file(task) for task in tasks]
    elif execution.address:
        some = [tasks[n : n + _FILES_AT_ONCE] for n in range(0, len(tasks), _FILES_AT_ONCE)]
        parts = told(spread(_read_watched, some, execution), [len(part) for part in some], "files")
        results = [result for part in parts for result in part]
    else:
        rate = Rate(len(tasks), "files")
        results = watched(
            read_file, tasks, params.limits, execution.n_processes, _given_up, bytes_of, rate.add
        )
    return list(zip(sources, results, strict=True))


def _read_watched(tasks: Sequence[Task]) -> list[FileResult]:
    """Read some files in a worker of a cluster; there as well a watchdog ends what hangs."""
    # A worker is a daemonic process, which may have no children: they would outlive it. These end
    # when their pipe is closed.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
    return watched(read_file, tasks, tasks[0].limits, 1, _given_up, bytes_of)


def _given_up(_: Task, reason: str) -> FileResult:
    return FileResult(unreadable=reason)


def _outcome(source: SourceFile, result: FileResult) -> dict[str, FileOutcome]:
    if result.unreadable:
        return {source.path: FileOutcome(State.UNREADABLE, result.unreadable)}
    if result.needs_person:
        return {source.path: FileOutcome(State.NEEDS_PERSON, result.needs_person)}
    return {}


def _arrival(folder: Path, meta: RoundFile, source: SourceFile) -> Arrival:
    path = folder / source.path
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        digest = ""
    shapes = {meta.layouts[name].shape for name in source.layout}
    return Arrival(source.path, digest, source.received, "list" in shapes)


_ANSWERS = frozenset({State.OPINIONS, State.REFERENCE, State.NEEDS_PERSON})


def _senders(entries: list[Entry]) -> dict[str, frozenset[tuple[str | None, str]]]:
    """By file that holds an answer, respondent and department of each answer; None: not known."""
    found: dict[str, set[tuple[str | None, str]]] = {}
    for entry in entries:
        if entry.state in _ANSWERS and not entry.reason.startswith(UNREAD_PART):
            who = (entry.respondent, entry.sender.department)
            found.setdefault(entry.file, set()).add(who)
    return {file: frozenset(who) for file, who in found.items()}


def _bodies(entries: list[Entry]) -> dict[str, str]:
    """By file, the one body and department that its answers come from."""
    senders: dict[str, set[tuple[str, str]]] = {}
    for entry in entries:
        if entry.state is not State.NOT_AN_OPINION and entry.respondent:
            who = (entry.respondent, entry.sender.department)
            senders.setdefault(entry.file, set()).add(who)
    return {file: "\t".join(*who) for file, who in senders.items() if len(who) == 1}
