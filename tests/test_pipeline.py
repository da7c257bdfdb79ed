"""The whole chain on the embedded round: offline, repeatable, and each stage as declared."""

import hashlib
import re
from pathlib import Path

import pytest

from pipeline.progress import LOG
from pipeline.store import Store
from pipeline.tables.assignments import Assignments
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions, Originals
from pipeline.tables.themes import Clusters, Families, Members, Themes
from tests.conftest import offline, run_python
from tests.dvc_stages import Stage, copy_into, stages

ROUND = "2024-04-05-junbi-kaigo"
pytestmark = pytest.mark.slow


def digests(root: Path, paths: tuple[str, ...]) -> dict[str, str]:
    files = [
        f
        for path in paths
        for f in ([root / path] if (root / path).is_file() else sorted((root / path).rglob("*")))
    ]
    return {
        f.relative_to(root).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest()
        for f in files
        if f.is_file() and f.parent.name != "__pycache__"
    }


def opinions_in(log: str, project: Path) -> list[str]:
    """The opinions of which a log holds words, as received or as masked."""
    store = Store(project)
    texts = [*store.read(Opinions, ROUND)["text"], *store.read(Originals, ROUND)["text"]]
    assert texts
    parts = [(text, text[begin : begin + 15]) for text in texts for begin in (0, len(text) // 2)]
    return [text for text, part in parts if part in log]


def test_the_chain_runs_without_network_and_without_git(project: Path) -> None:
    assert not (project / ".git").exists()
    assert (project / "reports" / ROUND / "index.html").is_file()
    refused = run_python(project, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))")
    assert "network is off" in refused.stderr  # the guard itself works
    assert offline(project)["HF_HUB_OFFLINE"] == "1"


def test_a_second_run_does_nothing(project: Path) -> None:
    before = digests(project, ("corpora", "models", "reports", "dvc.lock"))
    outcome = run_python(project, "-m", "pipeline.cli", "run")
    assert outcome.returncode == 0, outcome.stderr
    assert "Running stage" not in (project / LOG).read_text(encoding="utf-8")
    assert " 0 were computed" in outcome.stderr
    assert digests(project, ("corpora", "models", "reports", "dvc.lock")) == before


@pytest.mark.parametrize("stage", stages(), ids=lambda stage: stage.name)
def test_a_stage_needs_its_deps_only_makes_its_outs_only_and_logs_no_opinion(
    stage: Stage, project: Path, tmp_path: Path
) -> None:
    copy_into(project, stage.deps, tmp_path)
    params = (project / "params.yaml").read_text(encoding="utf-8")
    kept = [
        section
        for section in re.split(r"(?m)^(?=\w)", params)
        if section.split(":")[0] in stage.params
    ]
    (tmp_path / "params.yaml").write_text("".join(kept) or "{}\n", encoding="utf-8")
    before = set(digests(tmp_path, (".",)))
    outcome = run_python(tmp_path, *stage.cmd[1:])
    assert outcome.returncode == 0, outcome.stderr
    made = {
        path: digest for path, digest in digests(tmp_path, (".",)).items() if path not in before
    }
    assert made == digests(project, stage.outs)
    assert opinions_in(outcome.stdout + outcome.stderr, project) == []


def test_every_row_and_opinion_is_accounted_for(project: Path) -> None:
    store = Store(project)
    opinions = store.read(Opinions, ROUND)
    ledger = store.read(Ledger, ROUND)
    rows = ledger[ledger["level"] == "row"]
    source = (project / "corpora/rounds" / ROUND / "document.txt").read_text(encoding="utf-8")
    assert rows["n_opinions"].sum() == len(opinions) == 30
    assert "".join("".join(rows["text"]).split()) == "".join(source.split())
    ids = set(opinions["opinion_id"])
    for table in (Families, Clusters, Members):
        assert set(store.read(table, ROUND)["opinion_id"]) == ids
    assert set(store.read(Assignments, ROUND)["opinion_id"]) == ids


def test_themes_of_the_embedded_round(project: Path) -> None:
    store = Store(project)
    opinions = store.read(Opinions, ROUND).set_index("opinion_id")
    members = store.read(Members, ROUND).set_index("opinion_id")
    clusters = store.read(Clusters, ROUND).set_index("opinion_id")
    themes = store.read(Themes, ROUND)
    assert (clusters["fine"] == -1).sum() <= 5
    largest = members["coarse_id"].value_counts().max()
    assert largest <= len(opinions) / 2
    talent = opinions.index[opinions["heading"].str.contains("人材")]
    assert len(talent) == 4
    assert members.loc[talent, "coarse_id"].value_counts().max() >= 3  # most speak of one subject
    # 標準化・移行の負担, 費用, 人材, コミュニケーション: each has a theme whose members say it.
    words = {
        "migration": "移行|標準化",
        "cost": "費|コスト|料金|財政",
        "talent": "人材",
        "communication": "コミュニケーション|意見交換|意見を聞",
    }
    texts = members.join(opinions["text"]).groupby("theme_id")["text"]
    for subject, pattern in words.items():
        shares = texts.apply(lambda column, p=pattern: column.str.contains(p).mean())
        assert shares.max() >= 0.5, subject  # .6 and more where the processor has AVX-512
    assert (themes["name"].str.len() <= 25).all()


def test_no_opinion_text_in_the_logs_of_a_run(project: Path) -> None:
    log = project.with_suffix(".log").read_text(encoding="utf-8")
    for stage in stages():
        assert f"'{stage.name}'" in log, (
            stage.name
        )  # of each stage, DVC says that it ran or need not
    assert opinions_in(log, project) == []
