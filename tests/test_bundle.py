"""The bundle for an office without internet: its list of parts, its archive."""

import sys
import zipfile
from pathlib import Path

import pytest

import bundle


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
