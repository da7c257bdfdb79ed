"""The whole way of a round, as an analyst goes it: add-round, run, and a second round later.

Opinions are made of sentences of real texts (OPINION_DATA), the same for the same number:
log-normal lengths of a median of 75 characters, one in twenty over 300, one in ten a copy.
"""

import csv
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import psutil

from pipeline.progress import LOG
from pipeline.receiving.new_project import new_project

_DRAWN_LENGTH = 71
_SPREAD = 0.87
"""Median of lengths drawn, and spread of their logarithm. Texts end with a sentence: half come out
over 75 characters, 5 % over 300."""
_SHARE_OF_COPIES = 0.1
_WIDEST_STEP = 3
"""From one sentence to the next."""
_TRIES = 20
"""For a text that there is not yet."""
_SOURCES = (
    ("env_plan_comments/comments.csv", "comment"),
    ("yamaguchi_highschool/opinions.csv", "text"),
    ("policy_proposals/proposals.csv", "title"),
)
_STAGE = re.compile(r"^(\w+): .* \((\d+\.\d) s\)$", re.MULTILINE)
"""The last line of a stage in the log of a run."""
_RAN = re.compile(r"^Running stage '([^']+)':", re.MULTILINE)
_EVERY = 1.0  # seconds between two looks, each of which costs the machine some itself


@dataclass
class Run:
    """One command with all processes below it."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    """Of processors, user and system: what others do on the machine does not change it much."""
    peak_megabytes: float = 0.0
    peak_stages: dict[str, float] = field(default_factory=dict)
    """Of all processes while a stage runs: the largest, in MB."""
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds by stage, all rounds together."""
    cpu_stages: dict[str, float] = field(default_factory=dict)
    """Processor seconds by stage, as last seen: up to a second a process is missed."""
    ran: list[str] = field(default_factory=list)
    """Stages that ran, ``name@round``."""

    def row(self) -> dict[str, object]:
        """For a table of results."""
        return {
            "seconds": round(self.seconds, 1),
            "cpu_seconds": round(self.cpu_seconds, 1),
            "peak_megabytes": round(self.peak_megabytes),
            "peak_stages": {name: round(peak) for name, peak in self.peak_stages.items()},
            "stages": {name: round(seconds, 1) for name, seconds in self.stages.items()},
            "cpu_stages": {name: round(seconds, 1) for name, seconds in self.cpu_stages.items()},
        }


def measure(
    n_opinions: int, n_later: int, data: Path, backend: str | None = None
) -> dict[str, object]:
    """Make a project, add a round, run; run again; add a later round, run.

    Args:
        n_opinions: rows of the first round.
        n_later: rows of the second round; none where 0.
        data: folder of the real texts (OPINION_DATA).
        backend: of the encoder; that of params.yaml where None.
    """
    with tempfile.TemporaryDirectory() as scratch:
        project = made_project(Path(scratch), backend)
        texts = made_up(n_opinions + n_later, data)
        found: dict[str, object] = {"n_opinions": n_opinions, "n_later": n_later}
        found["add"] = _added(project, "2024-05-first", texts[:n_opinions]).row()
        found["run"] = _timed(project, "run").row()
        found["run_with_nothing_changed"] = _timed(project, "run").row()
        if n_later:
            found["add_later"] = _added(project, "2024-09-later", texts[n_opinions:]).row()
            later = _timed(project, "run")
            found["run_later"] = later.row()
            first = [stage for stage in later.ran if stage.endswith("@2024-05-first")]
            found["stages_of_the_first_round_that_ran_again"] = first
        return found


def made_project(scratch: Path, backend: str | None) -> Path:
    """A new project in a folder, with the backend of its encoder."""
    project = scratch / "project"
    new_project(project, "速さ")
    if backend:
        params = project / "params.yaml"
        text = params.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^  backend: \w+$", f"  backend: {backend}", text)
        params.write_text(text, encoding="utf-8")
    return project


def made_up(n: int, data: Path) -> list[str]:
    """Opinions made of the sentences of real texts; the same for the same ``n``.

    Of neighbouring sentences, which are of one subject, but not always of the next one: else a
    hundred thousand opinions would be a few texts many times. Short ones of a single sentence run
    out there (8,878 sentences): a quarter of 100,000 are copies, in place of a tenth.
    """
    chance = random.Random(14)
    known = list(sentences(data))
    texts: list[str] = []
    made: set[str] = set()
    while len(texts) < n:
        if texts and chance.random() < _SHARE_OF_COPIES:
            texts.append(chance.choice(texts))
            continue
        length = chance.lognormvariate(0, _SPREAD) * _DRAWN_LENGTH
        for _ in range(_TRIES):
            text = _text(chance, known, length)
            if text not in made:
                break
        made.add(text)
        texts.append(text)
    return texts


def _text(chance: random.Random, known: list[str], length: float) -> str:
    """Sentences as long together as is asked for: no other number of them would be nearer."""
    place = chance.randrange(len(known))
    text = known[place]
    while True:
        place += chance.randint(1, _WIDEST_STEP)
        longer = text + known[place % len(known)]
        if abs(len(longer) - length) >= abs(len(text) - length):
            return text
        text = longer


def sentences(data: Path) -> Iterator[str]:
    """The sentences of the real texts, in order."""
    for name, column in _SOURCES:
        table = pd.read_csv(data / name, dtype=str)
        for text in table[column].dropna():
            for sentence in re.split(r"(?<=。)|\n", text):
                if len(sentence.strip()) > 5 and "http" not in sentence:
                    yield sentence.strip().rstrip("。") + "。"


def _added(project: Path, name: str, texts: list[str]) -> Run:
    received = project.parent / f"{name}.csv"
    with received.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["番号", "意見"])
        rows.writerows(enumerate(texts, start=1))
    return _timed(project, "add-round", str(received), "--round", name, "--date", name[:7] + "-10")


def _timed(project: Path, *arguments: str) -> Run:
    measured = timed(project, "pipeline.cli", *arguments)
    if arguments[0] == "run":
        log = (project / LOG).read_text(encoding="utf-8")
        measured.ran = _RAN.findall(log)
        for stage, seconds in _STAGE.findall(log):
            measured.stages[stage] = measured.stages.get(stage, 0) + float(seconds)
        around = measured.seconds - sum(measured.stages.values())
        measured.stages["around the stages"] = around
    return measured


def timed(project: Path, *arguments: str) -> Run:
    """Run a module with its arguments in the project.

    Raises:
        RuntimeError: it failed; with its last lines.
    """
    measured = Run()
    start, cpu = time.perf_counter(), _cpu_of_children()
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watcher = threading.Thread(
        target=_watch, args=(process.pid, project / LOG, measured), daemon=True
    )
    watcher.start()
    said, _ = process.communicate()
    failed = process.returncode
    measured.seconds = time.perf_counter() - start
    measured.cpu_seconds = _cpu_of_children() - cpu
    if failed:
        raise RuntimeError(f"{arguments} failed:\n{said[-2000:]}")
    return measured


def _cpu_of_children() -> float:
    """Processor seconds of all that this process started and that has ended."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(pid: int, log: Path, measured: Run) -> None:
    """Sample memory and processor time of a process and all below it, by the stage that runs."""
    since = time.time()
    seen: dict[int, float] = {}  # processor seconds, by process
    while psutil.pid_exists(pid):
        try:
            parent = psutil.Process(pid)
            if parent.status() == psutil.STATUS_ZOMBIE:
                return
            family = [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        stage = _running(log, since)
        used, busy = 0.0, 0.0
        for member in family:
            try:
                memory = member.memory_full_info()
                times = member.cpu_times()
            except psutil.Error:
                continue
            used += getattr(memory, "pss", memory.rss) / 2**20
            busy += times.user + times.system - seen.get(member.pid, 0.0)
            seen[member.pid] = times.user + times.system
        measured.cpu_stages[stage] = measured.cpu_stages.get(stage, 0.0) + busy
        measured.peak_stages[stage] = max(measured.peak_stages.get(stage, 0.0), used)
        measured.peak_megabytes = max(measured.peak_megabytes, used)
        time.sleep(_EVERY)


def _running(log: Path, since: float) -> str:
    """The stage that runs by the log of a run begun after a time; stages run one by one."""
    try:
        text = log.read_text(encoding="utf-8") if log.stat().st_mtime >= since else ""
    except OSError:
        text = ""
    begun = [*_RAN.finditer(text)]
    if not begun or _STAGE.search(text, begun[-1].end()):
        return "around the stages"
    return begun[-1][1].partition("@")[0]
