"""A run of DVC in a project: its children end with it, and what it leaves is good.

A run that fails, is interrupted or is ended (SIGTERM) puts the outputs of the last good run back.
What DVC and the stages say goes to a log; people see the progress.
"""

import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from pipeline.damaged_outputs import drop_damaged
from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.last_good import LastGood, is_complete, keep, make_ready, put_back, remember
from pipeline.places import PRIVATE
from pipeline.progress import LOG, Progress, planned_stages, why_it_stopped
from pipeline.told_to_end import ends_once
from pipeline.whole_files import keep_private

_SECONDS_TO_END = 10.0
_NAMED = 3
"""Changed outputs that are told by name."""
_DVCS_USES = Path(".dvc/tmp/rwlock")
"""DVC's list of who reads and writes what. DVC does not write it whole: ended in the middle of
that, it leaves half a list, which it then refuses to read in every later run."""


def dvc_environment() -> dict[str, str]:
    """This process's variables, with this environment's programs first."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
    }


@ends_once()
def reproduce(
    targets: Sequence[str] = (), rounds: Sequence[str] = (), *, force: bool = False
) -> int:
    """Run ``dvc repro`` in this environment, with its progress on stderr and its words in ``LOG``.

    Args:
        targets: stages; all where empty.
        rounds: as in params.yaml; outputs of other rounds are not put back.
        force: run every stage, whether it changed or not.

    Returns:
        How many stages were computed.

    Raises:
        OpinionsError: DVC failed or was interrupted. Says where the log is, and what became of the
            last good outputs.
    """
    last = remember(Path(), rounds)
    if damaged := drop_damaged(Path(), rounds):
        sys.stderr.write(_made_again(damaged))
    if not Path(".git").exists() and "no_scm" not in _own_config():
        _call(["config", "--local", "core.no_scm", "true"], lambda _line: None, lambda: None)
    if last is not None:
        make_ready(Path(), last)
    progress, lines = Progress(planned_stages(targets, rounds)), []
    LOG.parent.mkdir(parents=True, exist_ok=True)
    with LOG.open("wb", buffering=0) as log:

        def read(line: str) -> None:
            with suppress(OSError):  # what stops for want of room are the stages, which say so
                log.write(line.encode())
            lines.append(line.rstrip("\n"))
            progress.read(line)

        try:
            failed = _call(
                ["repro", *(["--force"] if force else []), *targets], read, progress.tick
            )
        except KeyboardInterrupt:
            failed = 130
        except BaseException:  # nobody reads any more what is said
            _put_back(last)
            raise
    progress.end(good=not failed)
    if failed:
        stopped = says("実行を途中で止めた。", "The run was ended.")
        why = stopped if failed == 130 else why_it_stopped(lines)
        back = _put_back(last)
        raise OpinionsError(
            says(
                f"{why or '実行が止まった。'}\n{back}"
                f"直した後、同じ命令で続きから実行できる。詳しい記録：{LOG.as_posix()}",
                f"{why or 'The run stopped.'}\n{back} After the correction the same "
                f"command goes on where it stopped. Log: {LOG.as_posix()}",
            )
        )
    keep(Path())
    if Path(PRIVATE).is_dir():
        keep_private(Path(PRIVATE))  # DVC makes what it links readable for all
    return len(progress.ran)


def _made_again(damaged: Sequence[str]) -> str:
    named = ", ".join(damaged[:_NAMED])
    rest = len(damaged) - _NAMED
    more = says(f"ほか{rest}個", f" and {rest} more") if rest > 0 else ""
    return says(
        f"作った後に中身が変わった結果を作り直す：{named}{more}\n",
        f"Outputs that were changed after they were made are made again: {named}{more}\n",
    )


def _own_config() -> str:
    path = Path(".dvc/config.local")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def complete_again(rounds: Sequence[str]) -> None:
    """Put back outputs that a killed run left missing, where the last good ones are kept."""
    last = remember(Path(), rounds)
    if last is not None and not is_complete(Path(), last):
        put_back(Path(), last, dvc_environment())


def _put_back(last: LastGood | None) -> str:
    if last is None:
        return says(
            "戻すべき前の結果はない。", "There were no complete outputs before it to put back."
        )
    if put_back(Path(), last, dvc_environment()):
        return says("前回の正しい結果に戻した。", "The outputs of the last good run are back.")
    if not last.has_reports:
        return says(
            "最初の実行だったので、戻すべき前の結果はない。",
            "It was the first run: there are no results before it to put back.",
        )
    return says(
        "前回の正しい結果の一部は、控えが残っていないため戻せなかった。",
        "Not all results of the last good run could be put back: of some no copy was kept.",
    )


def _call(arguments: Sequence[str], read: Callable[[str], None], tick: Callable[[], None]) -> int:
    """Run DVC and wait; however that ends, no process of it goes on.

    Args:
        arguments: of DVC.
        read: takes each line that DVC and its stages say.
        tick: called about once a second.

    Raises:
        KeyboardInterrupt: this process was told to end.
    """
    drop_half_written_uses()
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.quick_dvc", *arguments],
        env={**dvc_environment(), "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    said: queue.Queue[str | None] = queue.Queue()

    def listen() -> None:
        for line in process.stdout or ():
            said.put(line)
        said.put(None)

    try:
        threading.Thread(target=listen, daemon=True).start()
        while True:
            try:
                line = said.get(timeout=1.0)
            except queue.Empty:
                line = ""
            if line is None:
                return process.wait()
            if line:
                read(line)
            tick()
    except BaseException:
        _end(process.pid)
        drop_half_written_uses()
        raise


def drop_half_written_uses(seconds: float = 1.0) -> None:
    """Remove DVC's list of uses where it stays unreadable: a DVC that lives rewrites it at once.

    Args:
        seconds: how long to wait for another DVC to finish writing it.
    """
    end = time.monotonic() + seconds
    while True:
        try:
            json.loads(_DVCS_USES.read_bytes())
        except FileNotFoundError:
            return
        except ValueError:
            if time.monotonic() < end:
                time.sleep(0.1)
                continue
            _DVCS_USES.unlink(missing_ok=True)
        return


def _end(pid: int) -> None:
    """End a process with all that it started; what does not end by itself is killed."""
    try:
        parent = psutil.Process(pid)
        family = [*parent.children(recursive=True), parent]
    except psutil.NoSuchProcess:
        return
    for process in family:
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    _, left = psutil.wait_procs(family, timeout=_SECONDS_TO_END)
    for process in left:
        process.kill()
    psutil.wait_procs(left, timeout=_SECONDS_TO_END)
