"""Personal data planted in a round: masked in all tables, kept in the originals alone."""

import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from pipeline.ingest.round_tables import ingest
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.receiving.adding import add_round
from tests import intake_inputs as make
from tests.conftest import COPIED, run_python, run_stages
from tests.dvc_stages import ROOT, copy_into

PLANTED = ("山田太郎", "佐藤花子", "090-1111-2222", "jiro@example.jp", "鈴木", "緑町1丁目2番3号")
PLANTED += ("佐藤", "昭和50年3月3日", "1234567", "@hanako_s")
CONTACT = "・期限を延ばすべきである。\n・連絡先：山田太郎（090-1111-2222）へ。"
PERSONAL = "佐藤から聞いた。昭和50年3月3日生まれの私の口座番号1234567へ。@hanako_s"
LONG = "費用は国が負担すべきである。" * 2_000


def planted_round(root: Path) -> Path:
    """A round with personal data in cells, parts, headings, names of files and of sheets."""
    (root / "in").mkdir(parents=True)
    rows = [
        ["No", "団体名", "担当者", "意見"],
        [
            "1",
            "A市",
            "佐藤花子",
            CONTACT,
        ],
        ["2", "B町", "", "窓口の鈴木さんに聞いた。費用は国が負担すべきである。"],
        ["3", "C村", "", "No.2と同じ"],
        ["4", "D町", "", "A県D町緑町1丁目2番3号の庁舎は遠い。"],
        ["5", "F町", "", PERSONAL],
    ]
    (root / "in/一覧.xlsx").write_bytes(make.table(rows, sheet="山田太郎"))
    form = make.form("E市", "回答は jiro@example.jp まで求める。")
    (root / "in/回答_山田太郎.xlsx").write_bytes(form)
    (root / "in/回答_佐藤花子.xlsx").write_bytes(b"")
    add_round([root / "in"], "r", root=root)
    return root / "corpora/rounds/r"


def test_nothing_planted_leaves_the_originals(tmp_path: Path) -> None:
    tables = ingest(planted_round(tmp_path))
    told = tables.opinions.to_csv() + tables.ledger.to_csv() + tables.respondents.to_csv()
    assert [text for text in PLANTED if text in told] == []
    originals = " ".join(tables.originals["text"])
    assert all(text in originals for text in PLANTED[2:] + PLANTED[:1])
    opinions = tables.opinions.set_index("respondent")
    assert opinions["text"]["A市"].iloc[1] == "連絡先：〔氏名〕（〔電話番号〕）へ。"
    assert "〔氏名〕さん" in " ".join(opinions["text"][["C村"]])
    assert set(opinions["sheet"].dropna()) <= {"〔氏名〕", "様式1"}
    files = tables.ledger[tables.ledger["level"] == "file"]
    assert sorted(files["file"]) == [
        "received/一覧.xlsx",
        "received/回答_〔氏名〕.xlsx",
        "received/回答_〔氏名〕（2）.xlsx",
    ]
    rows = tables.ledger[tables.ledger["level"] == "row"]
    assert files["n_masked_names"].sum() == 2
    assert (
        rows[["n_masked_phones", "n_masked_mails", "n_masked_addresses"]].sum().tolist() == [1] * 3
    )


def test_offsets_lead_to_the_original(tmp_path: Path) -> None:
    folder = planted_round(tmp_path)
    tables = ingest(folder)
    plain = ingest(folder, masking=MaskingParams(strictness="off"))
    assert plain.opinions["text"].tolist() == tables.originals["text"].tolist()
    same = ["opinion_id", "text_key", "begin", "end", "row"]
    pd.testing.assert_frame_equal(plain.opinions[same], tables.opinions[same])
    assert plain.ledger.filter(like="n_masked").to_numpy().sum() == 0


def test_workers_change_nothing(tmp_path: Path) -> None:
    folder = planted_round(tmp_path)
    pd.testing.assert_frame_equal(
        ingest(folder, n_workers=1).ledger, ingest(folder, n_workers=2).ledger
    )


def test_a_text_of_any_length_is_masked_in_pieces() -> None:
    found = Masker(MaskingParams()).mask(f"{LONG}隣の鈴木さんへ。{LONG}電話 090-1111-2222")
    assert [span.kind for span in found.spans] == ["氏名", "電話番号"]
    assert "鈴木" not in found.text
    assert "090" not in found.text


@pytest.mark.slow
def test_nothing_planted_is_in_any_output_of_the_chain(tmp_path: Path) -> None:
    root = tmp_path / "project"
    copy_into(ROOT, tuple(path for path in COPIED if (ROOT / path).exists()), root)
    shutil.rmtree(root / "corpora/rounds/2024-04-05-junbi-kaigo")
    shutil.rmtree(root / "reports")
    params = (root / "params.yaml").read_text(encoding="utf-8")
    changed = params.replace("  - 2024-04-05-junbi-kaigo", "  - r")
    (root / "params.yaml").write_text(changed, encoding="utf-8")
    planted_round(root)
    told = run_stages(root)
    private = root / "corpora/private"
    outputs = [
        path
        for place in ("corpora/tables", "models", "reports")
        for path in sorted((root / place).rglob("*"))
        if path.is_file() and "encoder" not in path.parts
    ]
    outputs += [root / "params.yaml", root / "corpora/rounds/r/round.yaml"]
    found = [text for text in PLANTED if text in told]
    found += [f"{path}: {t}" for path in outputs for t in PLANTED if t in everything_in(path)]
    assert found == []
    assert any("〔氏名〕" in everything_in(path) for path in outputs if path.suffix == ".xlsx")
    page = (root / "reports/r/index.html").read_text(encoding="utf-8")
    assert "電話番号 1、メール 1、住所 1" in page
    assert "山田太郎" in everything_in(private / "r.parquet")
    opinions = pd.read_parquet(root / "corpora/tables/opinions/r.parquet")
    chosen = opinions[opinions["text"].str.contains("〔メール〕")].iloc[0]
    shown = run_python(root, "-m", "pipeline.cli", "show", chosen["opinion_id"])
    assert "回答_山田太郎.xlsx" in shown.stdout
    assert "jiro@example.jp" in shown.stdout


def everything_in(path: Path) -> str:
    """The text of a file: of a table its cells, of a workbook its parts."""
    if path.suffix == ".parquet":
        return pd.read_parquet(path).to_csv()
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as package:
            return "".join(
                package.read(name).decode(errors="replace") for name in package.namelist()
            )
    return path.read_bytes().decode(errors="replace")
