"""What install.py installs: every pin has hashes, and nothing is needed that is not pinned."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement

import install
from tests.dvc_stages import ROOT

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
#: As pip would see them; torch's own needs for CUDA are in hashes/cuda.txt.
PLATFORMS = {
    "Linux": ("linux", "posix", "x86_64"),
    "Darwin": ("darwin", "posix", "arm64"),
    "Windows": ("win32", "nt", "AMD64"),
}


def pins(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.removesuffix("\\").strip() for line in lines if re.match(r"\w", line)]


def hashed(*names: str) -> set[str]:
    return {pin for name in names for pin in pins(name)}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_locks_and_hashes_name_the_same_packages() -> None:
    locks = pins("requirements.lock") + pins("requirements-dev.lock")
    assert len(locks) == len(set(locks))
    assert set(locks) == hashed(install.TORCH, install.PACKAGES)
    assert not set(locks) & hashed(install.CUDA)


@pytest.mark.parametrize(
    "name", [install.PIP, install.BUILD, install.TORCH, install.PACKAGES, install.CUDA]
)
def test_every_pin_is_exact_and_has_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    _, *entries = re.split(r"(?m)^(?=\w)", text)
    assert entries
    for entry in entries:
        pin, *hashes = (line.removesuffix("\\").strip() for line in entry.splitlines())
        assert re.fullmatch(r"[a-z0-9-]+==[^*\s]+( ; .+)?", pin)
        assert hashes
        assert all(HASH.fullmatch(line) for line in hashes), pin


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", PLATFORMS)
def test_all_that_a_platform_needs_is_pinned(system: str, python: str) -> None:
    """pip is told to resolve nothing, so a package without a pin would not be there."""
    sys_platform, os_name, machine = PLATFORMS[system]
    seen_as = default_environment() | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "platform_system": system,
        "sys_platform": sys_platform,
        "os_name": os_name,
        "platform_machine": machine,
    }
    pinned: dict[str, str] = {}
    for pin in hashed(install.TORCH, install.PACKAGES):
        requirement = Requirement(pin)
        if requirement.marker is None or requirement.marker.evaluate(seen_as):
            pinned[requirement.name] = str(requirement.specifier).removeprefix("==")

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # install.py installs no other extra: of those pip resolves what is needed, under the locks.
    todo = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    seen: set[str] = set()
    while todo:
        requirement = Requirement(todo.pop())
        name = canonical(requirement.name)
        assert name in pinned, f"{requirement} is not pinned for {system}, Python {python}"
        assert requirement.specifier.contains(pinned[name], prereleases=True), requirement
        for extra in {"", *requirement.extras}:
            if f"{name}[{extra}]" in seen:
                continue
            seen.add(f"{name}[{extra}]")
            try:
                needs = distribution(name).requires or []
            except PackageNotFoundError:
                continue  # of another platform: what it needs cannot be read here
            for need in map(Requirement, needs):
                if canonical(need.name).startswith(("nvidia-", "cuda-", "triton")):
                    continue
                if need.marker is None or need.marker.evaluate(seen_as | {"extra": extra}):
                    todo.append(str(need))
