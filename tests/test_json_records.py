"""Records inside of records: each is an answer of its own, whoever stands around it."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.layouts.entry import originals
from pipeline.readers.json_file import read_json
from pipeline.readers.limits import Limits
from tests.test_no_text_outside import read

A, B, C = "備蓄を増やしてほしい。", "避難路の整備を求める。", "訓練の回数を増やすべきだ。"

INSIDE: dict[str, tuple[Any, list[tuple[str, str]]]] = {
    "a list of records": (
        [
            {"団体名": "A市", "項目": "避難", "意見一覧": [{"意見": A}, {"意見": B}]},
            {"団体名": "B市", "項目": "防災", "意見一覧": [{"意見": C}]},
        ],
        [("A市", A), ("A市", B), ("B市", C)],
    ),
    "the answer around stands once": (
        [{"団体名": "A市", "意見": A, "追加": [{"意見": B}, {"意見": C}]}],
        [("A市", A), ("A市", B), ("A市", C)],
    ),
    "two deep": (
        [{"団体名": "A市", "章": [{"節": [{"意見": A}, {"意見": B}]}, {"節": [{"意見": C}]}]}],
        [("A市", A), ("A市", B), ("A市", C)],
    ),
    "who answers is a record, too": (
        {"data": [{"回答者": {"団体名": "A市"}, "回答": [{"問": "1", "意見": A}, {"意見": B}]}]},
        [("A市", A), ("A市", B)],
    ),
    "keys in English": (
        [{"団体名": "A市", "answers": [{"question": "1", "answer": A}, {"answer": B}]}],
        [("A市", A), ("A市", B)],
    ),
    "one record in all": (
        {"団体名": "A市", "意見": [{"該当箇所": "3頁", "内容": A}, {"内容": B}]},
        [("A市", A), ("A市", B)],
    ),
    "texts and records mixed": (
        [{"団体名": "A市", "意見": [A, {"意見": B}]}, {"団体名": "B市", "意見": [C]}],
        [("A市", A), ("A市", B), ("B市", C)],
    ),
}


@pytest.mark.parametrize("name", INSIDE)
def test_each_record_inside_is_an_answer(tmp_path: Path, name: str) -> None:
    content, due = INSIDE[name]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    found = [
        (entry.sender.name, original.text)
        for entry in read(path).entries
        for original in originals(entry)
    ]
    assert sorted(found) == sorted(due)


@pytest.mark.parametrize("name", INSIDE)
def test_every_value_stands_in_one_cell(name: str) -> None:
    content, _ = INSIDE[name]
    received = read_json(json.dumps(content, ensure_ascii=False).encode(), Limits())
    cells = [cell for grid in received.grids for row in grid.rows for cell in row]
    for text in (A, B, C):
        assert sum(text in cell for cell in cells) == json.dumps(content).count(
            json.dumps(text)[1:-1]
        )
