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

MEDIAN_LENGTH = 75
_SPREAD = 0.84
"""Of the logarithm: puts 5 % of lengths over 300 when half are over 75."""
_SHARE_OF_COPIES = 0.1
_SOURCES = (
    ("env_plan_comments/comments.csv", "comment"),
    ("yamaguchi_highschool/opinions.csv", "text"),
    ("policy_proposals/proposals.csv", "title"),
)
_STAGE = re.compile(r"^(\w+): .* \((\d+\.\d) s\)$", re.MULTILINE)
"""The last line of a stage in the log of a run."""


@dataclass
class Run:
    """One command: seconds, its peak memory with all its children, and seconds by stage."""

    seconds: float = 0.0
    peak_megabytes: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)

    def row(self) -> dict[str, object]:
        """For a table of results."""
        stages = {name: round(seconds, 1) for name, seconds in self.stages.items()}
        return {
            "seconds": round(self.seconds, 1),
            "peak_megabytes": round(self.peak_megabytes),
            "stages": stages,
        }


def measure(n_opinions: int, n_later: int, data: Path) -> dict[str, object]:
    """Make a project, add a round, run; run again; add a later round, run.

    Args:
        n_opinions: rows of the first round.
        n_later: rows of the second round; none where 0.
        data: folder of the real texts (OPINION_DATA).
    """
    with tempfile.TemporaryDirectory() as scratch:
        project = Path(scratch) / "project"
        new_project(project, "速さ")
        texts = made_up(n_opinions + n_later, data)
        found: dict[str, object] = {"n_opinions": n_opinions, "n_later": n_later}
        found["add"] = _added(project, "2024-05-first", texts[:n_opinions]).row()
        found["run"] = _timed(project, "run").row()
        found["run_with_nothing_changed"] = _timed(project, "run").row()
        if n_later:
            found["add_later"] = _added(project, "2024-09-later", texts[n_opinions:]).row()
            found["run_later"] = _timed(project, "run").row()
        return found


def made_up(n: int, data: Path) -> list[str]:
    """Opinions made of the sentences of real texts; the same for the same ``n``."""
    chance = random.Random(14)
    sentences = list(_sentences(data))
    texts: list[str] = []
    while len(texts) < n:
        if texts and chance.random() < _SHARE_OF_COPIES:
            texts.append(chance.choice(texts))
            continue
        length = chance.lognormvariate(0, _SPREAD) * MEDIAN_LENGTH
        place = chance.randrange(len(sentences))  # neighbours are of one subject
        text = ""
        while len(text) < length:
            text += sentences[place % len(sentences)]
            place += 1
        texts.append(text)
    return texts


def _sentences(data: Path) -> Iterator[str]:
    for name, column in _SOURCES:
        table = pd.read_csv(data / name, dtype=str)
        for text in table[column].dropna():
            for sentence in re.split(r"(?<=。)|\n", text):
                if len(sentence.strip()) > 5:
                    yield sentence.strip().rstrip("。") + "。"


def _added(project: Path, name: str, texts: list[str]) -> Run:
    received = project.parent / f"{name}.csv"
    with received.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["番号", "意見"])
        rows.writerows(enumerate(texts, start=1))
    return _timed(project, "add-round", str(received), "--round", name, "--date", name[:7] + "-10")


def _timed(project: Path, *arguments: str) -> Run:
    """Run a command in the project.

    Raises:
        RuntimeError: it failed; with its last lines.
    """
    measured = Run()
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=project,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watcher = threading.Thread(target=_watch, args=(process.pid, measured), daemon=True)
    watcher.start()
    said, _ = process.communicate()
    failed = process.returncode
    measured.seconds = time.perf_counter() - start
    if arguments[0] == "run":
        for stage, seconds in _STAGE.findall((project / LOG).read_text(encoding="utf-8")):
            measured.stages[stage] = measured.stages.get(stage, 0) + float(seconds)
        around = measured.seconds - sum(measured.stages.values())
        measured.stages["around the stages"] = around
    if failed:
        raise RuntimeError(f"{arguments} failed:\n{said[-2000:]}")
    return measured


def _watch(pid: int, measured: Run) -> None:
    """Sample the memory of a process and all below it, five times a second."""
    while psutil.pid_exists(pid):
        try:
            parent = psutil.Process(pid)
            if parent.status() == psutil.STATUS_ZOMBIE:
                return
            family = [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        used = 0
        for member in family:
            try:
                memory = member.memory_full_info()
                used += getattr(memory, "pss", memory.rss)
            except psutil.Error:
                continue
        measured.peak_megabytes = max(measured.peak_megabytes, used / 2**20)
        time.sleep(0.2)
