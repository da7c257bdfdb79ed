"""What Windows does otherwise, tried without it: docs/windows.md has what is left to try there."""

import ast
import io
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from pipeline import cli
from pipeline.errors import OpinionsError
from pipeline.readers import reading_processes
from pipeline.readers.reading_processes import Call
from pipeline.whole_files import write_whole
from tests.dvc_stages import ROOT

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
