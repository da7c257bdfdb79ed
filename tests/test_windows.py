"""What Windows does otherwise, tried without it: docs/windows.md has what is left to try there."""

import ast
import io
import os
import runpy
import signal
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

import bundle
import environment_start
from pipeline import cli
from pipeline.errors import OpinionsError
from pipeline.mapped_vectors import room_of
from pipeline.readers import reading_processes
from pipeline.readers.reading_processes import Call
from pipeline.table_parts import KEPT
from pipeline.whole_files import write_whole
from tests.conftest import copy_project, offline, run_python
from tests.dvc_stages import ROOT
from tests.many_opinions import LAW, without_tables
from tests.test_pipeline import ROUND, digests

_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}
_LONGEST = 140
"""Characters of a path below the project: Windows takes 260 in all unless told otherwise."""


@cache
def sources() -> list[tuple[Path, ast.Module]]:
    return [
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
    ]


def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("no git repository around")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [path for path in listed.stdout.decode().split("\0") if path]


def test_every_file_can_be_checked_out() -> None:
    files = tracked()
    for path in files:
        assert len(path) <= _LONGEST, path
        assert not set('<>:"\\|?*') & set(path), path
        for part in PurePosixPath(path).parts:
            assert part == part.rstrip(". "), path
            assert part.split(".")[0].lower() not in _RESERVED, path
    twins = [path for path, n in Counter(path.lower() for path in files).items() if n > 1]
    assert not twins


def test_git_changes_no_line_end(tmp_path: Path) -> None:
    """Else every hash in dvc.lock is another one, and all stages run again."""
    for command in (
        ("init", "-q"),
        ("config", "core.autocrlf", "true"),
        ("add", "."),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"),
        ("checkout-index", "-af"),
    ):
        (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
        if command[0] == "add":
            (tmp_path / "案 1.csv").write_bytes(b"a\nb\r\n")
        subprocess.run(["git", *command], cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "案 1.csv").read_bytes() == b"a\nb\r\n"


def _calls(tree: ast.Module) -> list[tuple[str, ast.Call]]:
    return [
        (node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id, node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    ]


def test_no_text_is_read_in_the_encoding_of_the_machine() -> None:
    assert sources()
    for path, (name, call) in ((path, call) for path, tree in sources() for call in _calls(tree)):
        if name == "write_text" and isinstance(call.func, ast.Attribute):
            owner = ast.unparse(call.func.value)
            if owner in ("store", "self", "Store()", "Store(root)"):  # writes UTF-8 with LF
                continue
        elif name != "read_text" or not isinstance(call.func, ast.Attribute):
            continue
        named = {keyword.arg for keyword in call.keywords}
        first = name == "read_text" and bool(call.args)
        if ast.unparse(call).startswith("Path('/proc/"):
            continue
        assert "encoding" in named or first, f"{path}:{call.lineno}"


def test_a_console_that_lacks_a_character_shows_it_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    out = io.TextIOWrapper(io.BytesIO(), encoding="cp932")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "argv", ["opinions", "--help"])
    with pytest.raises(SystemExit):
        cli.main()
    print("𠮷田🦊–意見", file=out)
    out.flush()
    said = out.buffer.getvalue().decode("cp932")  # type: ignore[attr-defined]
    assert "意見" in said
    assert "\\U00020bb7田" in said


def test_a_file_that_excel_holds_is_named_and_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    held = tmp_path / "点検 1.csv"
    held.write_bytes(b"before")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OpinionsError, match=r"点検 1\.csv"):
        write_whole(held, b"after")
    assert held.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["点検 1.csv"]


def test_a_reader_serves_where_memory_cannot_be_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)  # as on Windows: it cannot be imported

    class Pipe:
        def __init__(self) -> None:
            self.said: list[object] = []

        def send(self, what: object) -> None:
            self.said.append(what)

        def recv(self) -> object:
            if len(self.said) > 1:
                raise EOFError
            return "task" if self.said else Call(str.upper, 100, Path.cwd(), "en")

    pipe = Pipe()
    reading_processes._serve(pipe)  # type: ignore[arg-type]
    assert pipe.said == ["ready", "TASK"]


def test_nothing_is_imported_that_windows_lacks() -> None:
    assert sources()
    lacking = {"fcntl", "pwd", "grp", "termios", "resource", "syslog"}
    for path, node in ((path, node) for path, tree in sources() for node in ast.walk(tree)):
        names = (
            {alias.name for alias in node.names}
            if isinstance(node, ast.Import)
            else {node.module or ""}
            if isinstance(node, ast.ImportFrom)
            else set()
        )
        if names & lacking:
            assert path.name == "reading_processes.py"  # behind except ImportError, see above


_BY_SYSTEM = {
    ("environment_start.py", "os.name"),
    ("bundle.py", "os.name"),
    ("pipeline/told_to_end.py", "hasattr(signal, name)"),
    ("pipeline/told_to_end.py", "hasattr(signal, 'pthread_sigmask')"),
    ("pipeline/mapped_vectors.py", "hasattr(os, 'posix_fallocate')"),
    ("pipeline/quick_dvc.py", "sys.platform"),
    ("pipeline/cluster.py", "sys.platform"),  # told, not asked
}
"""Where the code does something else on Windows; each has a test below."""


def test_each_branch_by_system_is_known() -> None:
    found = set()
    for path in [*ROOT.glob("*.py"), *(ROOT / "pipeline").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            said = ast.unparse(node) if isinstance(node, ast.Attribute | ast.Call) else ""
            if said in ("os.name", "sys.platform") or said.startswith(
                ("hasattr(signal", "hasattr(os", "platform.system() ==")
            ):
                found.add((path.relative_to(ROOT).as_posix(), said))
    assert found == _BY_SYSTEM


def test_an_environment_has_its_programs_where_windows_puts_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = Path("意見 分析/.venv")
    assert environment_start.python_of(home, "nt") == home / "Scripts/python.exe"
    assert environment_start.python_of(home, "posix") == home / "bin/python"
    for system, folder in (("nt", "Scripts"), ("posix", "bin")):
        with monkeypatch.context() as patch:
            patch.setitem(os.environ, "PATH", "others")
            patch.setattr(os, "name", system)
            exec(environment_start.PATH_LINE)
            exec(environment_start.PATH_LINE)  # once is enough
            own = os.path.join(sys.prefix, folder)  # noqa: PTH118 (pathlib asks for os.name)
            assert os.environ["PATH"] == f"{own}{os.pathsep}others"


def test_vectors_lie_in_files_where_room_cannot_be_reserved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delattr(os, "posix_fallocate", raising=False)
    monkeypatch.chdir(tmp_path)
    with room_of("themes", "2024-05-a") as room:
        vectors = room(3, 4)
        assert vectors.shape == (3, 4) and not vectors.any()
        vectors[1] = 1.0
        assert vectors.sum() == 4.0 and room(2, 2).sum() == 0.0
    assert not list(KEPT.rglob("*.f32"))


def test_a_bundle_says_which_windows_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle.sysconfig, "get_platform", lambda: "win-amd64")
    python = f"py{sys.version_info[0]}{sys.version_info[1]}"
    assert bundle._platform("nt") == f"{python}-win-amd64"
    assert bundle._platform("posix").startswith(f"{python}-{sys.platform}-")


def test_the_starter_for_windows_checks_and_installs(tmp_path: Path) -> None:
    bundle.write_starters(tmp_path)
    content = (tmp_path / "install.bat").read_bytes()
    assert content.isascii()  # whatever the code page
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.decode().splitlines()
    assert [line for line in lines if line.startswith(("@", "pushd", "py", "if"))] == [
        "@echo off",
        'pushd "%~dp0"',  # a folder with spaces, or a share
        "py -3 install.py --check-files",
        "if errorlevel 1 (",
    ]
    assert "  exit /b 1" in lines
    assert any(".venv\\Scripts\\python -m pipeline.cli run" in line for line in lines)


def test_a_command_ends_without_the_signals_that_windows_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("SIGHUP", "pthread_sigmask"):
        monkeypatch.delattr(signal, name, raising=False)
    told = runpy.run_path(str(ROOT / "pipeline/told_to_end.py"))
    assert set(told["_NUMBERS"]) == {signal.SIGINT, signal.SIGTERM}
    outside = signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored behind a job
    try:
        with pytest.raises(KeyboardInterrupt), told["ends_once"](), told["children_deaf"]():
            signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) == signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, outside)


_RUN_OF_DVC = """
import sys
import dvc.cli
from pipeline import quick_dvc

quick_dvc._start_warm = lambda: print("forks")
dvc.cli.main = lambda arguments: print(*arguments)
sys.platform = sys.argv[1]
quick_dvc.main(["status"])
"""


@pytest.mark.parametrize(("system", "said"), [("win32", "status"), ("linux", "forks status")])
def test_stages_are_forked_where_one_can(system: str, said: str) -> None:
    outcome = run_python(ROOT, "-c", _RUN_OF_DVC, system)
    assert outcome.stdout.split() == said.split(), outcome.stderr


def as_on_windows(place: Path, *command: str) -> str:
    """Run Python without what Windows lacks, on a console in cp932; what it said."""
    own = ROOT / "tests/as_windows"
    outcome = subprocess.run(
        [sys.executable, *command],
        cwd=place,
        env=offline(place)
        | {
            "PYTHONPATH": os.pathsep.join([str(own), str(place), str(ROOT)]),
            "PYTHONIOENCODING": "cp932",
            "OPINIONS_LANG": "ja",
        },
        capture_output=True,
        check=False,
    )
    said = (outcome.stdout + outcome.stderr).decode("cp932")
    assert outcome.returncode == 0, said
    return said


_STAGES = """
from pathlib import Path
from pipeline.stages import embed, ingest, tokenize
from tests.many_opinions import at_work, run_one

if __name__ == "__main__":
    with at_work(Path(), "processes", 110):
        for stage in (ingest, tokenize, embed):
            run_one(stage)
"""


@pytest.mark.slow
def test_stages_give_the_same_bytes_without_what_windows_lacks(
    many_opinions: Path, tmp_path: Path
) -> None:
    place = tmp_path / "利用者 名/意見 分析"
    without_tables(many_opinions, place)
    (place / "program.py").write_text(_STAGES, encoding="utf-8")
    as_on_windows(place, "program.py")
    made = digests(place, ("corpora/private", "corpora/tables"))
    assert f"corpora/tables/embeddings/{LAW}.parquet" in made
    whole = digests(many_opinions, ("corpora/private", "corpora/tables"))
    assert made == {name: whole[name] for name in made}


@pytest.mark.slow
def test_dvc_runs_stages_in_a_folder_with_spaces_and_japanese(
    project: Path, tmp_path: Path
) -> None:
    place = tmp_path / "利用者 名/意見 分析"
    copy_project(project, place)
    before = digests(place, ("corpora/tables",))
    chosen = [f"{stage}@{ROUND}" for stage in ("ingest", "tokenize")]
    said = as_on_windows(place, "-m", "dvc", "repro", "--force", "--single-item", *chosen)
    assert all(f"Running stage '{name}'" in said for name in chosen)
    assert digests(place, ("corpora/tables",)) == before
    outcome = run_python(place, "-m", "pipeline.cli", "run")
    assert outcome.returncode == 0, outcome.stderr
    assert " 0 were computed" in outcome.stderr
