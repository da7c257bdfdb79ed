"""One line of progress for a whole run: which stage of how many, what share, how long it may take.

DVC's own words, and those of the stages, go to a log; a reader sees stages in their language.
"""

import json
import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from pipeline.language import says
from pipeline.locked_outputs import declared_stages
from pipeline.rate import LINE as RATE
from pipeline.whole_files import write_whole

LOG = Path(".dvc/tmp/opinions-run.log")
"""What DVC and the stages said in the last run: counts and errors, no opinion's text."""
_SECONDS = Path(".dvc/tmp/opinions-seconds.json")
"""How long each stage took when it last ran here."""
_STAGES = {
    "encoder": ("文の読み取り器の準備", 30.0),
    "lexicon": ("用語辞書の準備", 6.0),
    "name_sounds": ("人名の読みの準備", 6.0),
    "name_tagger": ("人名の見分け方の学習", 40.0),
    "ingest": ("ファイルの読み取り", 8.0),
    "drafts": ("案の読み取り", 1.0),
    "tokenize": ("単語への分割", 3.0),
    "embed": ("意味の数値化", 8.0),
    "clauses": ("案の該当箇所探し", 4.0),
    "uptake": ("案に取り入れられたことの調べ", 4.0),
    "families": ("同じ内容の意見探し", 4.0),
    "campaigns": ("同じ趣旨の呼びかけ探し", 4.0),
    "cluster": ("意見のまとめ", 5.0),
    "themes": ("テーマの名付け", 5.0),
    "projection": ("意見の地図作り", 6.0),
    "stability": ("まとまりの確かめ", 6.0),
    "train": ("検討項目の学習", 15.0),
    "decided": ("決まった意見の読み出し", 1.0),
    "classify": ("検討項目への振り分け", 6.0),
    "replies": ("過去の回答との照合", 5.0),
    "report": ("報告の作成", 10.0),
    "changes": ("前の意見照会との比べ", 3.0),
    "overview": ("一覧の作成", 1.0),
    "evaluate": ("結果の点検", 6.0),
}
"""Stage → what it does, and seconds for some hundred opinions, where it has never run here."""
_OTHER = 5.0
_ENDED = re.compile(r"\(\d+\.\d s\)$")
"""The end of the last line of a stage that did its work."""
_RUNS = re.compile(r"Running stage '(?P<name>[^']+)':")
_PASSES = re.compile(r"Stage '(?P<name>[^']+)' (?:didn't change|is cached)")
_LINE_EVERY = 5.0  # seconds between lines where there is no terminal
_NEWS_EVERY = 60.0  # seconds after which a long stage is told again


class Progress:
    """What a run has done so far, told on a stream; begin it, give it each line, end it."""

    def __init__(self, planned: Sequence[str], stream: TextIO | None = None) -> None:
        """Begin.

        Args:
            planned: names of all stages that the run will look at, with their round (``a@b``).
            stream: a terminal gets one line that changes, anything else a line now and then;
                stderr where None.
        """
        self._known = _known_seconds()
        self._left = {name: self._expected(name) for name in planned}
        self._total = sum(self._left.values()) or 1.0
        self._n = len(planned)
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._began = self._told_at = time.monotonic()
        self._now, self._now_began = "", self._began
        self._planned_of_run, self._width = 0.0, 0
        self._rate = ""  # of the stage that runs, as it says
        self.ran: list[str] = []
        """Stages that were computed, in their order."""

    def read(self, line: str) -> None:
        """Take a line of DVC's output."""
        if found := _RUNS.search(line):
            self._finish()
            self._now, self._now_began, self._rate = found["name"], time.monotonic(), ""
            self.ran.append(self._now)
            self._tell()
        elif found := _PASSES.search(line):
            self._finish()
            self._left.pop(found["name"], None)
        elif RATE.fullmatch(line.strip()):
            self._rate = line.strip()

    def tick(self) -> None:
        """Some time has passed."""
        every = 1.0 if self._terminal else _NEWS_EVERY
        if self._now and time.monotonic() - self._told_at >= every:
            self._tell(again=True)

    def end(self, *, good: bool) -> None:
        """The run is over."""
        if good:
            self._finish()
        if self._terminal and self._width:
            self._stream.write("\r" + " " * self._width + "\r")
        if good:
            n_ran, n_same = len(self.ran), max(self._n - len(self.ran), 0)
            seconds = _duration(time.monotonic() - self._began)
            self._write(
                says(
                    f"終わった：{self._n}段階のうち{n_ran}段階を計算し、{n_same}段階は前のまま"
                    f"（{seconds}）。",
                    f"Done: of {self._n} stages {n_ran} were computed, {n_same} are as before "
                    f"({seconds}).",
                )
                + "\n"
            )
            with suppress(OSError):  # a guess at the next run's time is worth no failure
                write_whole(_SECONDS, json.dumps(self._known, sort_keys=True).encode())

    def _finish(self) -> None:
        """The stage that ran has ended."""
        if self._now:
            took = time.monotonic() - self._now_began
            self._known[self._now] = round(took, 1)
            self._planned_of_run += self._left.pop(self._now, 0.0)
            self._now = ""

    def _expected(self, name: str) -> float:
        of_stage = name.partition("@")[0]
        others = [value for key, value in self._known.items() if key.partition("@")[0] == of_stage]
        default = max(others, default=_STAGES.get(of_stage, ("", _OTHER))[1])
        return self._known.get(name, default)

    def _seconds_left(self) -> float:
        """At most, if everything that is left has to be computed at the pace so far."""
        here = self._now_began - self._began
        pace = here / self._planned_of_run if self._planned_of_run > _OTHER else 1.0
        current = self._left.get(self._now, 0.0)
        spent = min(time.monotonic() - self._now_began, current * pace)
        return sum(self._left.values()) * max(pace, 1.0) - spent

    def _tell(self, *, again: bool = False) -> None:
        now = time.monotonic()
        first = len(self.ran) == 1 and not again
        if not self._terminal and not again and not first and now - self._told_at < _LINE_EVERY:
            return
        self._told_at = now
        number = self._n - len(self._left) + 1
        share = 1.0 - sum(self._left.values()) / self._total
        of_stage, _, of_round = self._now.partition("@")
        left = _duration(self._seconds_left())
        words = (
            says(
                f"{number}/{self._n} {_STAGES.get(of_stage, (of_stage,))[0]}"
                f"{f'（{of_round}）' if of_round else ''}　{share:.0%}　残り{left}以内の見込み",
                f"{number}/{self._n} {self._now}  {share:.0%}  at most {left} left, as expected",
            )
            + self._of_stage()
        )
        if not self._terminal:
            self._write(words + "\n")
            return
        width = sum(2 if ord(character) > 0x2E7F else 1 for character in words)
        self._write("\r" + words + " " * max(self._width - width, 0))
        self._width = width

    def _of_stage(self) -> str:
        """How far the stage that runs is; empty where it does not say."""
        if not self._rate:
            return ""
        return says(f"（この段階：{self._rate}）", f" (this stage: {self._rate})")

    def _write(self, words: str) -> None:
        self._stream.write(words)
        self._stream.flush()


def planned_stages(targets: Sequence[str], rounds: Sequence[str]) -> list[str]:
    """Names of the stages that a run looks at: ``targets``, or all in dvc.yaml for each round."""
    if targets:
        return list(targets)
    names = []
    for name, stage in declared_stages(Path("dvc.yaml")).items():
        names += [f"{name}@{one}" for one in rounds] if "matrix" in stage else [name]
    return names


def why_it_stopped(lines: Sequence[str]) -> str:
    """What the stage that failed said, in short; where none did, what DVC said.

    Args:
        lines: of the log.
    """
    ran = [(n, found["name"]) for n, line in enumerate(lines) if (found := _RUNS.search(line))]
    began, name = ran[-1] if ran else (0, "")
    stage, _, of_round = name.partition("@")
    own = [line for line in lines[began:] if line.startswith(f"{stage}: ")]
    if not ran or any(map(_ENDED.search, own)):
        fault = next((line for line in lines[began:] if line.startswith("ERROR: ")), "")
        return says("DVCが止まった：", "DVC stopped: ") + fault[len("ERROR: ") :] if fault else ""
    said = ""
    for line in lines[began:]:
        if line.startswith(f"{stage}: "):
            said = line.removeprefix(f"{stage}: ").strip()
        elif said and not line.startswith(("ERROR", "WARNING", ">", "Running")) and line.strip():
            said += f"\n  {line.strip()}"
    what = _STAGES.get(stage, (stage,))[0]
    where = f"{what}{f'（{of_round}）' if of_round else ''}"
    if not said or any(line.startswith("Traceback") for line in lines):
        return says(f"「{where}」の途中で予期しない誤りが起きた。", f"An error in {name}.")
    return says(f"「{where}」で止まった：{said}", f"Stopped in {name}: {said}")


def _known_seconds() -> dict[str, float]:
    try:
        found = json.loads(_SECONDS.read_text(encoding="utf-8"))
        return {str(name): float(value) for name, value in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _duration(seconds: float) -> str:
    whole = max(round(seconds), 1)
    if whole < 90:
        return says(f"{whole}秒", f"{whole} s")
    return says(f"{round(whole / 60)}分", f"{round(whole / 60)} min")
