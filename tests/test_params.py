"""params.yaml and the classes agree."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.params import Parameters

PARAMS = Path("params.yaml")
NOT_SECTIONS = {"rounds"}


def sections() -> dict[str, type[Parameters]]:
    """Section name → class, from every ``parameters("name", Class)`` in the code."""
    import importlib

    found: dict[str, type[Parameters]] = {}
    for path in sorted(Path("pipeline").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        pairs = re.findall(r'parameters\(\s*"(\w+)",\s*(\w+)\s*\)', text)
        pairs += [(b, a) for a, b in re.findall(r'(\w+Params)\.read\(\s*"(\w+)"', text)]
        for section, name in pairs:
            module = importlib.import_module(".".join(path.with_suffix("").parts))
            kind = getattr(module, name, None)
            if kind is None:
                line = re.search(rf"from (\S+) import [^\n]*\b{name}\b", text)
                assert line, f"{path}: where does {name} come from?"
                kind = getattr(importlib.import_module(line[1]), name)
            assert found.setdefault(section, kind) is kind
    return found


def test_every_section_is_read_and_every_class_has_its_section() -> None:
    values = YAML(typ="safe").load(PARAMS.read_text(encoding="utf-8"))
    assert set(values) - NOT_SECTIONS == set(sections())
    for section, kind in sections().items():
        kind.read(section, values[section])


def test_params_yaml_states_every_parameter_with_a_comment() -> None:
    values = YAML().load(PARAMS.read_text(encoding="utf-8"))
    assert sections()
    for section, kind in sections().items():
        assert set(values[section]) == set(kind.model_fields), section
    lines = PARAMS.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if re.match(r"^  \w+:", line):
            commented = "#" in line or lines[number - 1].strip().startswith("#")
            assert commented, f"params.yaml line {number + 1} says no purpose: {line}"


@pytest.mark.parametrize("kind", list(sections().values()), ids=list(sections()))
def test_parameters_are_frozen_and_closed(kind: type[Parameters]) -> None:
    assert kind.model_config.get("frozen")
    assert kind.model_config.get("extra") == "forbid"
