"""params.yaml and the classes agree."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.commands.peoples_files import sections
from pipeline.params import Parameters

PARAMS = Path("params.yaml")
NOT_SECTIONS = {"rounds", "published"}


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
