"""What is built once in a project is not built again in one that is made from it."""

import hashlib
import json
from pathlib import Path

import pytest

from pipeline.receiving.dvc_files import hand_on_outputs

LOCK = """\
schema: '2.0'
stages:
  encoder:
    cmd: x
    outs:
    - {{path: models/encoder, hash: md5, md5: {folder}, size: 1, nfiles: 2}}
  lexicon:
    cmd: x
    outs:
    - {{path: models/user.dic, hash: md5, md5: {file}, size: 1}}
  tokenize@round:
    cmd: x
    outs:
    - {{path: corpora/tables/tokens, hash: md5, md5: {private}, size: 1}}
"""


def _kept(root: Path, content: bytes, ending: str = "") -> str:
    """Put a file into DVC's cache; its hash."""
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest() + ending
    place = root / ".dvc/cache/files/md5" / md5[:2] / md5[2:]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return md5


@pytest.fixture
def made(tmp_path: Path) -> Path:
    root = tmp_path / "made"
    names = {"a.bin": b"a", "in/b.bin": b"b"}
    listed = [{"md5": _kept(root, content), "relpath": name} for name, content in names.items()]
    folder = _kept(root, json.dumps(listed).encode(), ".dir")
    hashes = {"folder": folder, "file": _kept(root, b"words"), "private": _kept(root, b"secret")}
    (root / "dvc.lock").write_text(LOCK.format(**hashes), encoding="utf-8")
    return root


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_outputs_and_their_cached_copies_are_handed_on(made: Path, tmp_path: Path) -> None:
    target = tmp_path / "new"
    hand_on_outputs(made, target, ("encoder", "lexicon", "no_such_stage"))
    found = files(target)
    cached = {name: found[name] for name in found if name.startswith(".dvc/cache/")}
    assert {name: found[name] for name in found.keys() - cached.keys()} == {
        "models/encoder/a.bin": b"a",
        "models/encoder/in/b.bin": b"b",
        "models/user.dic": b"words",
    }
    there = files(made)
    secret = {name for name, content in there.items() if content == b"secret"}
    assert len(secret) == 1
    assert cached.keys() == there.keys() - secret - {"dvc.lock"}
    assert all(there[name] == content for name, content in cached.items())
    assert all(mode_of(target / name) == mode_of(made / name) for name in cached)


def mode_of(path: Path) -> int:
    return path.stat().st_mode


@pytest.mark.parametrize("lost", ["dvc.lock", "cached copy"])
def test_what_is_not_there_is_left_to_be_made(made: Path, tmp_path: Path, lost: str) -> None:
    target = tmp_path / "new"
    if lost == "dvc.lock":
        (made / "dvc.lock").unlink()
    else:
        for path in (made / ".dvc/cache").rglob("*"):
            if path.is_file() and path.read_bytes() in (b"words", b"b"):
                path.unlink()
    hand_on_outputs(made, target, ("encoder", "lexicon"))
    assert not target.exists()
