"""The bundle for an office without internet: its list of parts, its archive."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import bundle
import install
from tests.dvc_stages import ROOT


def _found(**stated: object) -> dict[str, object]:
    return {
        "name": "Some_Library",
        "version": "1.2",
        "expression": None,
        "license": None,
        "classifiers": [],
    } | stated


@pytest.mark.parametrize(
    ("stated", "licences"),
    [
        ({"expression": "MIT"}, [{"expression": "MIT"}]),
        (
            {"classifiers": ["License :: OSI Approved :: BSD License", "Topic :: Text"]},
            [{"license": {"name": "BSD License"}}],
        ),
        ({"license": "Apache-2.0\n\nThe whole text"}, [{"license": {"name": "Apache-2.0"}}]),
        ({}, [{"license": {"name": "not stated by the package"}}]),
        ({"license": "x" * 5000}, [{"license": {"name": "x" * 100}}]),
    ],
)
def test_every_part_has_a_licence_or_says_that_none_is_stated(
    stated: dict[str, object], licences: list[dict[str, object]]
) -> None:
    (part,) = bundle.sbom([_found(**stated)], "abc")["components"]
    assert part["licenses"] == licences
    assert part["purl"] == "pkg:pypi/some-library@1.2"


def test_all_installed_packages_are_listed() -> None:
    found = bundle.sbom(bundle.installed(Path(sys.executable)), "abc")
    names = {part["name"].lower() for part in found["components"]}
    assert {"sudachipy", "sudachidict-core", "scikit-learn", "pandas", "dvc"} <= names


def test_the_archive_holds_one_folder(tmp_path: Path) -> None:
    folder = tmp_path / "opinions-abc"
    for name in ("install", "wheels/a.whl", "日本語/文.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    bundle._zip(folder, tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        assert {Path(name).parts[0] for name in archive.namelist()} == {"opinions-abc"}
        assert archive.read("opinions-abc/日本語/文.txt").decode() == "日本語/文.txt"
        assert not archive.testzip()


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A bundle that holds what ``install`` asks for before it installs, unpacked."""
    folder = tmp_path / "opinions-abc"
    asked = (install.PIP, install.BUILD, install.TORCH, install.PACKAGES, install.CUDA)
    names = ("install.py", "environment_start.py", "pyproject.toml", "pipeline/__init__.py", *asked)
    for name in (*names, "corpora/意見 1.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    for name in names:
        shutil.copy(ROOT / name, folder / name)
    bundle.write_starters(folder)
    bundle.write_sums(folder)
    bundle._zip(folder, tmp_path / "b.zip")
    place = tmp_path / "空の フォルダ"
    command = [sys.executable, str(ROOT / ".ci/unpack"), str(tmp_path / "b.zip"), str(place)]
    subprocess.run(command, check=True)
    return place / "opinions-abc"


def _started(folder: Path) -> subprocess.CompletedProcess[str]:
    home = folder / "environment"
    return subprocess.run(
        [str(folder / "install")],
        cwd=folder.parent,
        env=os.environ | {"PYTHON": sys.executable, "OPINIONS_VENV": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_files_keep_their_rights_and_their_sums(unpacked: Path) -> None:
    assert os.access(unpacked / "install", os.X_OK)
    assert not os.access(unpacked / "install.py", os.X_OK)
    assert install.damaged(unpacked) == []


def test_a_damaged_or_missing_file_is_named_and_nothing_is_installed(unpacked: Path) -> None:
    (unpacked / "corpora/意見 1.csv").write_text("cut", encoding="utf-8")
    (unpacked / "install.bat").unlink()
    outcome = _started(unpacked)
    assert outcome.returncode == 1
    assert outcome.stderr.splitlines()[:2] == ["corpora/意見 1.csv", "install.bat"]
    assert not (unpacked / "environment").exists()


def test_a_second_install_does_nothing_whatever_was_edited(unpacked: Path) -> None:
    stamp = unpacked / "environment/installed.sha256"
    stamp.parent.mkdir()
    asked = "import install; print(install.wanted(), end='')"
    command = [sys.executable, "-c", asked]
    told = subprocess.run(command, cwd=unpacked, capture_output=True, check=True)
    stamp.write_bytes(told.stdout)
    (unpacked / "corpora/意見 1.csv").write_text("edited", encoding="utf-8")
    outcome = _started(unpacked)
    assert (outcome.returncode, outcome.stdout) == (0, "Nothing to do: all is installed.\n")
