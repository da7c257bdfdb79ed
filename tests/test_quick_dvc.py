"""``dvc.lock`` as DVC alone would write it, whatever changed."""

import copy
import io
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pytest
from dvc.utils.serialize._yaml import YAMLFileCorruptedError, _dump, parse_yaml
from hypothesis import given
from hypothesis import strategies as st

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


_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())
    | st.sampled_from(["on", "off", "no", "1e-06", "0o17", "012", "1_000", "1:30", "2024-05-01"])
    | st.sampled_from(
        ["<<", "=", "~", "null", ".inf", "0x1f", "1e5", "", " a", "- a", "意見 照会"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(_VALUES)
def test_what_a_lock_says_is_what_dvc_reads_in_it(value: object) -> None:
    text = _text({"schema": "2.0", "stages": {"a": {"cmd": "x", "params": {"p": value}}}})
    read, expected = quick_dvc.parse_yaml(text, "dvc.lock"), parse_yaml(text, "dvc.lock")
    assert repr(read) == repr(expected)  # True is no 1


def test_a_key_that_stands_twice_is_told_as_dvc_tells_it() -> None:
    text = "schema: '2.0'\nstages:\n  a: {cmd: x}\n  a: {cmd: y}\n"
    with pytest.raises(YAMLFileCorruptedError, match=r"dvc\.lock"):
        quick_dvc.parse_yaml(text, "dvc.lock")


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
