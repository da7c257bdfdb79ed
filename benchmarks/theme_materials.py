"""Real texts that people grouped, each from one source: what themes are measured on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.errors import OpinionsError
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.places import ROUNDS
from pipeline.quality.theme_stability import PLANTED
from pipeline.store import read_text
from pipeline.tables.ledger import State

HANDOUT = Path(ROUNDS, "2024-04-05-junbi-kaigo", "document.txt")
_MARKS = re.compile(r"[#*>`_|-]+|\d+\\?\.")  # of Markdown
_CLAUSE_CHARACTERS = 300  # of a proposed clause, from its beginning
_SHORTEST_CLAUSE = 30


@dataclass(frozen=True)
class Gold:
    """A grouping that people made; rows without a name take part and are not scored."""

    name: str
    level: str  # fine: the same point, coarse: the same subject
    groups: "pd.Series[str]"


@dataclass(frozen=True)
class Material:
    """Texts of one source. Materials of one source are left out together."""

    name: str
    source: str
    texts: "pd.Series[str]"
    golds: tuple[Gold, ...]


def materials(data: Path) -> list[Material]:
    """Every material of the shared data, and the embedded round.

    Raises:
        OpinionsError: the folder is not there.
    """
    if not data.is_dir():
        raise OpinionsError(f"{data} is not there. Set OPINION_DATA to the folder of real texts.")
    return [*_environment(data), _yamaguchi(data), _versions(data), *_by_topic(data), _embedded()]


def campaigns(data: Path) -> dict[str, list[str]]:
    """Texts of many authors who say about one thing, to plant beside other texts.

    ``paraphrases`` and ``near_copies`` were written for the project; ``titles`` are the policy
    proposals with the most words in common with one of them.
    """
    planted = pd.read_csv(PLANTED, dtype=str)
    found = {str(name): rows["text"].tolist() for name, rows in planted.groupby("campaign")}
    titles = pd.read_csv(data / "policy_proposals/proposals.csv", dtype=str)["title"]
    said = titles.drop_duplicates()
    found["titles"] = said[said.str.contains("教員|教師|先生")].tolist()
    return found


def _environment(data: Path) -> Iterator[Material]:
    comments = pd.read_csv(data / "env_plan_comments/comments.csv", dtype=str)
    points = pd.read_csv(data / "env_plan_comments/same_point.csv", dtype=str)
    anchors = pd.read_csv(data / "env6_plan/anchors.csv", dtype=str).assign(plan="6")
    keys = ["plan", "id"]
    every = comments.merge(points, on=keys, how="left")
    every = every.merge(anchors[[*keys, "gold_section"]], on=keys, how="left").fillna("")
    chapter = every["gold_section"].str.replace(r"^(s\d+-\d+-\d+).*", r"\1", regex=True)
    same = every[every["group"] != ""].reset_index(drop=True)
    yield Material(
        "env same_point (167)",
        "env_plan",
        same["comment"],
        (Gold("env same_point", "fine", same["group"]),),
    )
    yield Material(
        "env all (482)",
        "env_plan",
        every["comment"],
        (
            Gold("env all", "fine", every["group"]),
            Gold("env chapter of the draft", "coarse", chapter),
        ),
    )


def _yamaguchi(data: Path) -> Material:
    rows = pd.read_csv(data / "yamaguchi_highschool/opinions.csv", dtype=str)
    golds = (
        Gold("yamaguchi groups", "fine", rows["group"]),
        Gold("yamaguchi topics", "coarse", rows["topic"]),
    )
    return Material("yamaguchi (382)", "yamaguchi", rows["text"], golds)


def _versions(data: Path) -> Material:
    """What citizens wanted to add to a manifesto, by clause and by chapter."""
    rows = pd.read_csv(data / "policy_versions/proposals.csv", dtype=str).fillna("")
    plain = rows["added"].map(lambda text: " ".join(_MARKS.sub(" ", text).split()))
    rows = rows.assign(text=plain.str[:_CLAUSE_CHARACTERS])
    rows = rows[rows["text"].str.len() >= _SHORTEST_CLAUSE].drop_duplicates("text")
    rows = rows.reset_index(drop=True)
    chapter = rows["gold_clause"].str.split(" > ").str[0]
    chapter = chapter.str.replace(r"^\d+_(ステップ[１２３])?_?|\.md$", "", regex=True)
    golds = (
        Gold("policy_versions clause", "fine", rows["gold_clause"]),
        Gold("policy_versions chapter", "coarse", chapter),
    )
    return Material(f"policy_versions ({len(rows):,})", "policy_versions", rows["text"], golds)


def _by_topic(data: Path) -> Iterator[Material]:
    parts = [
        pd.read_csv(data / f"sib200_ja/{part}.tsv", sep="\t", dtype=str)
        for part in ("train", "dev", "test")
    ]
    topics = pd.concat(parts, ignore_index=True)
    gold = Gold("sib200_ja", "coarse", topics["category"])
    yield Material("sib200_ja (1,004)", "sib200", topics["text"], (gold,))
    titles = pd.read_csv(data / "policy_proposals/proposals.csv", dtype=str)
    gold = Gold("policy_proposals", "coarse", titles["topic"])
    yield Material("policy_proposals (5,454)", "policy_proposals", titles["title"], (gold,))


def _embedded() -> Material:
    entries = [
        entry
        for entry in read_document(read_text(HANDOUT), HANDOUT.name, DocumentParams())
        if entry.state is State.OPINIONS
    ]
    texts = pd.Series([entry.text[entry.text_begin :] for entry in entries])
    gold = Gold("embedded round", "coarse", pd.Series([entry.heading for entry in entries]))
    return Material("embedded round (30)", "embedded", texts, (gold,))


def drawn(n: int, n_drawn: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Rows drawn without replacement, ascending."""
    rows = np.random.default_rng(seed).permutation(n)[:n_drawn]
    return np.sort(rows).astype(np.intp)
