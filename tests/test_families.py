from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pipeline import family_parts
from pipeline.execution import ExecutionParams
from pipeline.family_parts import leaders_in
from pipeline.near_duplicates.families import find_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.tables.themes import Families
from pipeline.text.normalize import normalize, opinion_ids, text_key
from tests.family_pairs import DIFFERENT, LONG_DIFFERENT, LONG_SAME, SAME

LONG = "移行困難システムの移行期限について、各自治体の状況を十分に踏まえて設定していただきたい。"


def table(*texts: str) -> pd.DataFrame:
    keys = [text_key(text) for text in texts]
    return pd.DataFrame(
        {
            "opinion_id": opinion_ids("r", keys),
            "text_key": keys,
            "text_normalized": [normalize(text) for text in texts],
        }
    )


def n_families(*texts: str) -> int:
    return int(find_families(table(*texts), FamiliesParams())["family_id"].nunique())


@pytest.mark.parametrize(
    ("one", "other", "n"),
    [
        (LONG, LONG, 1),
        (LONG, LONG.replace("について、", "について"), 1),
        (LONG, LONG.replace("いただきたい。", "頂きたい。"), 1),
        (LONG, "お世話になります。" + LONG.replace("十分に", "よく"), 2),
        (LONG, LONG.replace("していただきたい", "しないでいただきたい"), 2),  # negation
        (LONG, LONG.replace("各自治体", "国"), 2),  # who acts
        (LONG.replace("期限", "期限3年"), LONG.replace("期限", "期限5年"), 2),  # a number
        (
            "この案に賛成する立場から意見を申し上げます。",
            "この案に反対する立場から意見を申し上げます。",
            2,
        ),
        ("費用", "費用", 1),
        ("費用", "経費", 2),
    ],
)
def test_a_family_says_the_same(one: str, other: str, n: int) -> None:
    assert n_families(one, other) == n


def test_every_opinion_has_one_family_and_order_does_not_matter() -> None:
    opinions = table(LONG, "別の意見である。", LONG, LONG.replace("、", ""), "費用の話。")
    families = Families.checked(find_families(opinions, FamiliesParams()), "families")
    assert families["opinion_id"].tolist() == opinions["opinion_id"].tolist()
    shuffled = opinions.iloc[[3, 1, 4, 0, 2]].reset_index(drop=True)
    again = find_families(shuffled, FamiliesParams())
    assert again.set_index("opinion_id")["family_id"].to_dict() == (
        families.set_index("opinion_id")["family_id"].to_dict()
    )
    representatives = families[families["is_representative"]]
    assert sorted(representatives["family_id"]) == sorted(set(families["family_id"]))


@pytest.mark.parametrize("n", [0, 1])
def test_small_rounds(n: int) -> None:
    families = find_families(table(*[LONG] * n), FamiliesParams())
    assert len(families) == n


@pytest.mark.parametrize(("one", "other"), SAME + LONG_SAME)
def test_script_politeness_and_greetings_make_no_other_family(one: str, other: str) -> None:
    assert n_families(one, other) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT + LONG_DIFFERENT)
def test_a_family_never_joins_what_differs_in_meaning(one: str, other: str) -> None:
    assert n_families(one, other) == 2
    # … not even at the loosest value of the parameter.
    loosest = find_families(table(one, other), FamiliesParams(near_similarity=0.5, shortest_near=1))
    assert loosest["family_id"].nunique() == 2


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_blocks_change_no_family(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family_parts, "_TEXTS_IN_A_BLOCK", size)
    pairs = [*SAME, *DIFFERENT][:: 1 if size > 3 else 9]
    texts = [text for pair in pairs for text in pair]
    opinions = table(*texts, LONG, *texts[::3], f"{LONG}以上です。")
    opinions.iloc[:5].to_parquet(tmp_path / "one.parquet")
    opinions.iloc[3:].to_parquet(tmp_path / "other.parquet")
    paths = [tmp_path / "one.parquet", tmp_path / "other.parquet"]
    params, here = FamiliesParams(), ExecutionParams(scheduler="none")
    found = leaders_in(paths, tmp_path / "parts", params, here)
    whole = find_families(opinions, params)["family_id"]
    assert opinions["text_key"].map(found).tolist() == whole.tolist()
    assert len(np.unique(whole)) > 2
    assert not (tmp_path / "parts").exists()


def test_the_table_of_pairs_is_large_enough() -> None:
    assert len(DIFFERENT) + len(LONG_DIFFERENT) + len(SAME) + len(LONG_SAME) >= 60


def test_a_new_opinion_changes_no_other_family() -> None:
    texts = [text for pair in DIFFERENT + SAME for text in pair]
    before = find_families(table(*texts), FamiliesParams()).set_index("opinion_id")["family_id"]
    after = find_families(table(*texts, LONG, f"{LONG}以上です。"), FamiliesParams())
    assert after.set_index("opinion_id")["family_id"].loc[before.index].equals(before)
