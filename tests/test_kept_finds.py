"""What was found to mask, kept from a check to the run: the same, or as if nothing were kept."""

import json
from pathlib import Path

import grimp
import pytest

from pipeline.ingest.kept_finds import USED, KeptFinds
from pipeline.privacy.finds import Evidence
from pipeline.privacy.masking import MaskedSpan, MaskingParams

TEXTS = ["担当は林です。", "林道の維持", "half an emoji \ud83d", ""]
TOLD = ["", "氏名", "", ""]
SPAN = MaskedSpan(3, 4, "氏名", Evidence.CUE)
DOUBT = MaskedSpan(0, 1, "氏名", Evidence.DOUBT)
FOUND = {TEXTS[0]: ((SPAN,), ()), TEXTS[2]: ((), (DOUBT, SPAN))}
STANDARD = MaskingParams()


def _kept(path: Path | None, params: MaskingParams = STANDARD) -> KeptFinds:
    return KeptFinds(path, params, TEXTS, TOLD)


def test_what_is_kept_comes_back_and_holds_no_text(tmp_path: Path) -> None:
    path = tmp_path / "finds" / "a.json"
    assert _kept(path).before() is None
    _kept(path).keep(FOUND)
    assert _kept(path).before() == FOUND
    assert "林" not in path.read_text("utf-8")
    assert "\\u" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    "other",
    [
        KeptFinds(None, STANDARD, TEXTS, TOLD),
        *(
            pytest.param((params, texts, told), id=name)
            for name, params, texts, told in [
                ("text", STANDARD, [*TEXTS[:-1], "他"], TOLD),
                ("order", STANDARD, TEXTS[::-1], TOLD),
                ("label", STANDARD, TEXTS, ["氏名", "", "", ""]),
                ("strictness", MaskingParams(strictness="strict"), TEXTS, TOLD),
            ]
        ),
    ],
)
def test_nothing_is_taken_for_other_texts(
    tmp_path: Path, other: KeptFinds | tuple[MaskingParams, list[str], list[str]]
) -> None:
    path = tmp_path / "a.json"
    _kept(path).keep(FOUND)
    asked = other if isinstance(other, KeptFinds) else KeptFinds(path, *other)
    assert asked.before() is None


@pytest.mark.parametrize("cut", [0, 1, 40, -1, -2])
def test_a_damaged_file_is_as_none(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.json"
    _kept(path).keep(FOUND)
    path.write_bytes(path.read_bytes()[:cut])
    assert _kept(path).before() is None


@pytest.mark.parametrize(
    "found", [None, [[9, [], []]], [[0, [[1]], []]], [[0, [[0, 1, "氏名", "?"]], []]]]
)
def test_a_file_of_other_kind_is_as_none(tmp_path: Path, found: object) -> None:
    path = tmp_path / "a.json"
    _kept(path).keep(FOUND)
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "found": found}), "utf-8")
    assert _kept(path).before() is None


def test_nothing_stops_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    kept = _kept(tmp_path / "file" / "a.json")
    kept.keep(FOUND)
    assert kept.before() is None
    _kept(None).keep(FOUND)


def test_all_that_masking_uses_is_in_the_key() -> None:
    graph = grimp.build_graph("pipeline")
    used = set().union(
        *map(graph.find_upstream_modules, graph.find_descendants("pipeline.privacy"))
    )
    beside = {name for name in used if name.startswith("pipeline.text.")}
    assert beside == {module.__name__ for module in USED}
