"""How often opinions find the clause they mean: comments on a plan, proposals for a manifesto.

Weights were chosen on the comments with odd ids, the only ones whose clause the shared data tell.
"""

import json
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.drafts.blocks import Line
from pipeline.drafts.citations import citations, without
from pipeline.drafts.clause_evidence import evidence_for
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.clause_table import SEPARATOR, clause_table
from pipeline.drafts.quoted_words import QuoteIndex, squeezed
from pipeline.quality.citations import evaluate as evaluate_citations
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_data, shared_file
from pipeline.readers.draft_file import markdown_lines
from pipeline.store import Store

_PLAN = "env6_plan/2_an.csv"
_ANCHORS = "env6_plan/anchors.csv"
_COMMENTS = "env_plan_comments/comments.csv"
_FILES = "policy_versions/files.jsonl"
_EVERY = 4
"""Of the versions of the manifesto, each fourth is measured: all would take 15 minutes."""
_KEPT = 2
"""From this version on each fourth was not looked at when weights were chosen."""
_SHORTEST = 10
"""Characters that must be left of a comment without its quotes to say anything."""
Floats = NDArray[np.float64]


def evaluate() -> dict[str, object]:
    """Shares (0–1) of opinions whose clause is first, or whose section is among the first five.

    Raises:
        OpinionsError: the shared data are not there.
    """
    params = Store().parameters("clauses", ClauseParams)
    return {
        "citations": evaluate_citations(),
        "env6_plan": _comments(params),
        "policy_versions": _proposals(params, 0),
        "policy_versions_kept_apart": _proposals(params, _KEPT),
    }


def _comments(params: ClauseParams) -> dict[str, object]:
    clauses = plan_clauses()
    comments = read_columns(shared_data() / _COMMENTS, "plan", "id", "comment")
    anchors = pd.read_csv(shared_file(_ANCHORS), dtype=str, keep_default_na=False)
    comments = comments[comments["plan"] == "6"].astype({"id": str})
    frame = anchors.merge(comments[["id", "comment"]], on="id").reset_index(drop=True)
    texts = frame["comment"].tolist()
    bare = [without(text, citations(text)) for text in texts]
    index = QuoteIndex([squeezed(text) for text in clauses["text"]])
    unquoted = [index.without_quotes(squeezed(text), params.least_quote) for text in bare]
    gold = [row.split() for row in frame["gold_section"]]
    known = [row for row, sections in enumerate(gold) if sections]
    left = [row for row in known if len(unquoted[row]) >= _SHORTEST]
    sections = clauses["section_id"].tolist()
    scores = evidence_for(clauses, texts, params).scores
    with_quote = [
        row for row in known if frame["gold_kind"][row] == "quote+page" and frame["cited"][row]
    ]
    first = clauses["clause_id"].to_numpy()[np.argmax(scores, axis=1)]
    right = [first[row] in frame["gold_paragraphs"][row].split() for row in with_quote]
    plain = evidence_for(clauses, bare, params, cite=False).scores
    meaning = evidence_for(clauses, unquoted, params, cite=False).scores
    return {
        "n_comments": len(known),
        "paragraph_of_page_and_line_with_quote": round(float(np.mean(right)), 3),
        "n_with_page_line_and_quote": len(with_quote),
        "section": shares(scores, sections, gold, known),
        "section_without_citations": shares(plain, sections, gold, known),
        "section_without_citations_and_quotes": shares(meaning, sections, gold, left),
    }


def plan_clauses() -> pd.DataFrame:
    """The clauses of the 6th Basic Environment Plan, as table ``Clauses``."""
    plan = pd.read_csv(shared_file(_PLAN), dtype=str, keep_default_na=False)
    plan = plan[plan["section_id"] != ""].reset_index(drop=True)
    numbers = {
        ours: pd.to_numeric(plan[theirs], errors="coerce").astype("Int64")
        for ours, theirs in (
            ("page", "page_from"),
            ("line", "line_from"),
            ("page_to", "page_to"),
            ("line_to", "line_to"),
        )
    }
    told = plan[["kind", "section_id", "path", "text"]]
    return told.assign(clause_id=plan["id"], **numbers)


def shares(
    scores: Floats,
    sections: Sequence[str],
    gold: Sequence[Sequence[str]],
    rows: Sequence[int],
) -> dict[str, float]:
    """Top-1 and top-5 by section: a section is as good as its best clause.

    Args:
        scores: (n_opinions, n_clauses).
        sections: of the clauses.
        gold: of each opinion, the sections that are right.
        rows: the opinions that count.
    """
    names = list(dict.fromkeys(sections))
    column = {name: number for number, name in enumerate(names)}
    best = np.full((len(scores), len(names)), -np.inf)
    for clause, section in enumerate(sections):
        best[:, column[section]] = np.maximum(best[:, column[section]], scores[:, clause])
    ranks = []
    for row in rows:
        right = [column[name] for name in gold[row] if name in column]
        better = min(((best[row] > best[row, one]).sum() for one in right), default=len(names))
        ranks.append(better)
    ranked = np.array(ranks)
    return {f"top_{k}": round(float((ranked < k).mean()), 3) for k in (1, 5)} | {
        "n": float(len(rows))
    }


def _proposals(params: ClauseParams, first: int) -> dict[str, object]:
    proposals = pd.read_csv(
        shared_file("policy_versions/proposals.csv"), dtype=str, keep_default_na=False
    )
    titles = pd.read_csv(
        shared_file("policy_proposals/proposals.csv"), dtype=str, keep_default_na=False
    )
    titled = proposals.merge(titles, left_on="pr", right_on="number", how="left").fillna("")
    versions = pd.read_csv(
        shared_file("policy_versions/versions.csv"), dtype=str, keep_default_na=False
    )
    texts = {
        record["blob"]: record["text"]
        for record in map(json.loads, shared_file(_FILES).read_text("utf-8").splitlines())
    }
    hits: list[dict[str, float]] = []
    for base, asked in list(titled.groupby("base", sort=True))[first::_EVERY]:
        files = versions[versions["base"] == base]
        clauses = manifesto_clauses(files, texts)
        if clauses.empty:
            continue
        gold = [[one.replace(" > ", SEPARATOR)] for one in asked["gold_clause"]]
        sections = clauses["path"].tolist()
        said = (asked["title"] + "。\n" + asked["body"]).tolist()
        known = [row for row, (one,) in enumerate(gold) if one in set(sections)]
        if known:
            scores = evidence_for(clauses, said, params).scores
            hits.append(shares(scores, sections, gold, known))
    n = sum(hit["n"] for hit in hits)
    return {
        "n_proposals": int(n),
        **{
            key: round(sum(hit[key] * hit["n"] for hit in hits) / max(n, 1), 3)
            for key in ("top_1", "top_5")
        },
    }


def manifesto_clauses(files: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """One version of the manifesto, all its files in order, as table ``Clauses``.

    Without lists of contents and headings under which nothing stands: no proposal is filed there.
    """
    lines: list[Line] = []
    for file in files.sort_values("file").itertuples(index=False):
        lines.append(Line(str(file.file), depth=1, whole=True))
        lines += [
            Line(line.text, depth=line.depth and line.depth + 1, kind=line.kind, whole=True)
            for line in markdown_lines(texts.get(str(file.blob), ""))
        ]
    found = clause_table("manifesto", "", lines)
    found = found[found["kind"] != "contents"]
    with_text = set(found.loc[found["kind"] != "heading", "section_id"])
    return found[found["section_id"].isin(with_text)].reset_index(drop=True)
