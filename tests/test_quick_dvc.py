"""``dvc.lock`` as DVC alone would write it, whatever changed."""

import copy
import io
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pytest
from dvc.utils.serialize._yaml import YAMLFileCorruptedError, _dump, parse_yaml

from pipeline import quick_dvc

NEW = OrderedDict(
    cmd="python -m pipeline.stages.report 令和6年度-とても長い名前の意見照会 " + "x" * 60,
    deps=[OrderedDict(path="a", md5="1234e56", size=3)],
    params={"params.yaml": {"at": 1e-06, "on": "on", "date": "2024-05-01", "none": None}},
)
OLD = OrderedDict(
    cmd="python -m pipeline.stages.lexicon", outs=[OrderedDict(path="b", md5="0a.dir")]
)
FEW = {
    "schema": "2.0",
    "stages": {"lexicon": OLD, "embed@2024-04-準備": NEW, "report": copy.deepcopy(OLD)},
}


def _text(data: Any) -> str:
    stream = io.StringIO()
    _dump(data, stream)
    return str(stream.getvalue())


def _first(data: dict[str, Any]) -> str:
    return next(iter(data["stages"]))


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "nothing": lambda data: None,
    "a stage": lambda data: data["stages"].update({_first(data): copy.deepcopy(NEW)}),
    "a part of a stage": lambda data: data["stages"][_first(data)].update(cmd="other"),
    "one more": lambda data: data["stages"].update({"意見 照会@2024": copy.deepcopy(NEW)}),
    "one less": lambda data: data["stages"].pop(_first(data)),
    "another schema": lambda data: data.update(schema="3.0"),
    "no stage": lambda data: data["stages"].clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_bytes_are_those_of_dvc_alone(change: Callable[[dict[str, Any]], object]) -> None:
    text = _text(FEW)
    data = quick_dvc.parse_yaml_for_update(text, "/project/dvc.lock")
    assert data == FEW
    for _ in range(2):  # the second time from what was written the first time
        change(data)
        expected = _text(data)
        stream = io.StringIO()
        quick_dvc.dump(data, stream)
        assert stream.getvalue() == expected
        if not data["stages"]:
            break
        data = quick_dvc.parse_yaml(expected, "/project/dvc.lock")
        assert data == parse_yaml(expected, "dvc.lock")


def test_a_change_by_others_is_read() -> None:
    quick_dvc.parse_yaml(_text(FEW), "dvc.lock")
    other = {"schema": "2.0", "stages": {"one": {"cmd": "other"}}}
    assert quick_dvc.parse_yaml(_text(other), "dvc.lock") == other


PARAMS = "rounds: [a, b]  # two\non: {date: 2024-05-01, at: 1e-6}\n"


def test_what_one_caller_changes_reaches_no_other() -> None:
    for text in (PARAMS, "", "rounds: []\n", PARAMS):
        read = quick_dvc.parse_yaml(text, "params.yaml")
        assert read == parse_yaml(text, "params.yaml")
        read["rounds"] = "changed"


def test_comments_stay_where_a_file_is_read_to_be_changed() -> None:
    read = quick_dvc.parse_yaml_for_update(PARAMS, "params.yaml")
    assert "# two" in _text(read)


def test_a_file_that_is_no_yaml_is_told_every_time() -> None:
    for _ in range(2):
        with pytest.raises(YAMLFileCorruptedError, match=r"params\.yaml"):
            quick_dvc.parse_yaml("a: [", "params.yaml")
