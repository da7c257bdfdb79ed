"""params.yaml and the classes agree."""

import re
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML

from pipeline.commands.peoples_files import sections
from pipeline.language import choose
from pipeline.params import Parameters, fault_words

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


class _Entry(BaseModel):
    role: Literal["opinion", "body_name", "attribute"]
    column: str = ""


class _Values(BaseModel):
    columns: tuple[_Entry, ...] = ()
    method: Literal["average", "hdbscan"] = "average"


@pytest.mark.usefixtures("in_japanese")
@pytest.mark.parametrize(
    ("values", "japanese", "english"),
    [
        (
            {"method": "x"},
            "method（'x'）は 'average'、'hdbscan' のどれかにする。",
            "method must be one of 'average' or 'hdbscan' (got 'x').",
        ),
        (
            {"columns": [{"role": "opinion"}, {"column": "E", "role": "x"}]},
            "columns（E列）.role（'x'）は 'opinion'、'body_name'、'attribute' のどれかにする。",
            "columns (column E).role must be one of 'opinion', 'body_name' or 'attribute'"
            " (got 'x').",
        ),
        (
            {"columns": [{"role": "opinion"}, {}]},
            "columns（2番目）.roleがない。書き加える。",
            "columns (no. 2).role is missing. Add it.",
        ),
    ],
)
def test_faults_are_told_in_one_language_and_in_places_as_people_count(
    values: dict[str, object], japanese: str, english: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        _Values.model_validate(values)
    assert fault_words(caught.value, _Values, values) == [japanese]
    choose("en")
    assert fault_words(caught.value, _Values, values) == [english]
