"""A round's report is its own: byte for byte the same, whatever other rounds there are."""

import os
from itertools import islice, product
from pathlib import Path

import pytest

from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from tests.conftest import copy_project, run_python, run_stages
from tests.test_pipeline import digests

ROUND = "2024-04-05-junbi-kaigo"
WHO = ("町村", "政令市", "都道府県", "中核市", "離島の村", "窓口の職員", "情報担当課", "保健所")
WHOSE = (*WHO, "小学校", "消防本部", "図書館", "病院", "水道局", "福祉事務所", "教育委員会")
WHAT = (
    "移行の期限",
    "運用の経費",
    "専門の人材",
    "研修の機会",
    "通信の回線",
    "端末の更新",
    "説明の会議",
)
WHICH = (*WHAT, "標準の仕様", "条例の改正", "住民の窓口", "防災の計画", "統計の調査", "文書の管理")
HOW = (
    *("を見直してほしい", "が足りず困る", "を国が支援すべき", "を地域ごとに定めてほしい"),
    *("の負担が重い", "を急ぐべきではない", "を早く示してほしい"),
)
N_OTHERS = int(os.environ.get("OPINIONS_OTHERS", "120"))
"""Opinions of the other round; 5,000 once by hand: passes, in 14 minutes on two busy cores."""


def others() -> list[str]:
    """Opinions of another round; all differ."""
    made = (
        f"{who}と{whose}では{which}{how}。"
        for who, whose, which, how in product(WHO, WHOSE, WHICH, HOW)
    )
    return list(islice(made, N_OTHERS))


LABELS = "text_key,items,nature,reviewer,date,import_id,comment,text,drawn,stance"


@pytest.mark.slow
def test_another_round_before_or_after_changes_no_byte_of_a_report(
    project: Path, tmp_path: Path
) -> None:
    root = tmp_path / "project"
    copy_project(project, root)
    own = (f"reports/{ROUND}", f"reports/metrics/report/{ROUND}.json")
    unlabelled = digests(root, own)
    _label(root)
    run_stages(root)
    found = root.glob(f"corpora/tables/*/{ROUND}.parquet")
    own = (*own, *sorted(path.relative_to(root).as_posix() for path in found))
    alone = digests(root, own)
    assert len(alone) > 10
    assert unlabelled.items() - alone.items()  # labels of the own round are used
    rows = "".join(f"{number},{text}\n" for number, text in enumerate(others(), 1))
    (root / "answers.csv").write_text(f"No,意見\n{rows}", encoding="utf-8")
    added = run_python(
        root, "-m", "pipeline.cli", "add-round", "answers.csv", "--round", "2023-01-other"
    )
    assert added.returncode == 0, added.stdout + added.stderr
    run_stages(root, "train")  # of both rounds; no round is read by ``train``
    assert (root / "reports/2023-01-other/index.html").is_file()
    assert digests(root, own) == alone


def _label(root: Path) -> None:
    """People decide the items of three opinions of the round."""
    opinions = Store(root).read(Opinions, ROUND)
    lines = [
        f"{key},{item},,甲,2024-05-01,,,{text},,"
        for key, text, item in zip(
            opinions["text_key"], opinions["text_normalized"], ("1-1", "2-1", "2-2"), strict=False
        )
    ]
    place = root / "corpora/codebook/labels.csv"
    place.write_text("\n".join([LABELS, *lines]) + "\n", encoding="utf-8")
