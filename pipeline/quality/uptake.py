"""How well changes of a draft tell which opinions they took up: a plan, and a manifesto.

Scores read opinions and two versions. Replies serve as gold alone, and as a stand-in for the plan
as decided, which the shared data lack: what replies quote as new wording is put into the version
that was commented on, beside 123 changes that no comment caused (paragraphs as they stood in the
version before). A file ``env6_plan/3_*.csv`` takes the stand-in's place.
"""

import json
import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz
from sklearn.metrics import average_precision_score, roc_auc_score

from pipeline.drafts.clause_links import clause_links
from pipeline.drafts.clause_params import ClauseParams
from pipeline.drafts.uptake import Asked, scores_of
from pipeline.drafts.uptake_causes import causes
from pipeline.drafts.versions import changes
from pipeline.quality.clause_links import manifesto_clauses, plan_clauses
from pipeline.quality.labelled_csv import read_columns
from pipeline.quality.shared_data import shared_data, shared_file
from pipeline.store import Store

_EVERY = 4
"""Of the versions of the manifesto, each fourth is measured, as for their clauses."""
_SPLIT = "2025-06-01"
"""Proposals before it chose the one weight; those from it on did not."""
_CHANGED = re.compile(
    "修正(いた|し|させ|は)|修文|追記(いた|し|させ)|追加(いた|し|させ)|統一(いた|し|させ)"
)
_IN_FRONT = 300
"""A change told behind so many characters of a reply is one point of many (partly)."""
_QUOTED = re.compile(r"「((?:[^「」]|「[^「」]*」)+)」")
_SHORTEST, _ALIKE = 6, 55
"""Characters of new wording, and its likeness (0–100) to what it takes the place of."""
_MOST_ASKED = 20
"""Comments behind one change beyond which it is a form letter's."""
Floats = NDArray[np.float64]


def evaluate() -> dict[str, object]:
    """AUC, average precision, and shares of changes whose comment is among the first three.

    Raises:
        OpinionsError: the shared data are not there.
    """
    return {"env6_plan": _comments(), "policy_versions": _proposals()}


def _comments() -> dict[str, object]:
    before = plan_clauses().reset_index(drop=True)
    place = shared_data() / "env_plan_comments/comments.csv"
    table = read_columns(place, "plan", "id", "comment", "reply")
    table = table[table["plan"] == "6"].astype({"id": str}).reset_index(drop=True)
    anchors = pd.read_csv(shared_file("env6_plan/anchors.csv"), dtype=str, keep_default_na=False)
    known = dict(zip(anchors["id"], anchors["uptake"], strict=True))
    gold = [
        known.get(one) or outcome(reply)
        for one, reply in zip(table["id"], table["reply"], strict=True)
    ]
    after, told = _decided(before, table["id"].tolist(), table["reply"].tolist(), gold)
    changed = changes(before, after)
    links = clause_links(
        table["id"].tolist(),
        table["comment"].tolist(),
        before,
        Store().parameters("clauses", ClauseParams),
    )
    asked = Asked(table["id"].tolist(), table["comment"].tolist())
    shares, near = scores_of(asked, changed, links)
    first = causes(asked.opinion_ids, changed, shares, near)
    odd = table["id"].astype(int).to_numpy() % 2 == 1
    seen = np.array(
        [
            answer in ("kept", "noted") or (answer == "changed" and (not told or one in asked_for))
            for asked_for in [set().union(*told.values())]
            for one, answer in zip(table["id"], gold, strict=True)
        ]
    )
    is_changed = np.array([answer == "changed" for answer in gold])
    return {
        "decided_plan": "stand-in made of replies" if told else "file",
        **{
            half: _figures(is_changed[rows & seen], shares.max(axis=1)[rows & seen])
            for half, rows in (("odd_ids_tuned", odd), ("even_ids", ~odd))
        },
        "cause_among_first_three": _found_causes(changed, first, told),
    }


def outcome(reply: str) -> str:
    """What a reply says became of a comment: changed, partly, kept, noted or other.

    >>> outcome("ご指摘のとおり修正いたします。"), outcome("原案のとおりとさせていただきます。")
    ('changed', 'kept')
    """
    if found := _CHANGED.search(reply):
        return "changed" if found.start() <= _IN_FRONT else "partly"
    if "原案のとおり" in reply or "原案どおり" in reply:
        return "kept"
    return "noted" if "参考とさせ" in reply else "other"


def _decided(
    before: pd.DataFrame, ids: list[str], replies: list[str], gold: list[str]
) -> tuple[pd.DataFrame, dict[str, set[str]]]:
    """The plan as decided, and of each clause that a reply changed the comments that asked."""
    later = sorted((shared_data() / "env6_plan").glob("3_*.csv"))
    if later:
        plan = pd.read_csv(later[0], dtype=str, keep_default_na=False)
        return plan.rename(columns={"id": "clause_id"})[["clause_id", "path", "text"]], {}
    texts = before["text"].tolist()
    bare = ["".join(text.split()) for text in texts]
    whole = "".join(bare)
    told: dict[str, set[str]] = {}
    wording: dict[str, set[str]] = {}
    for one, reply, answer in zip(ids, replies, gold, strict=True):
        for quote in _QUOTED.findall(reply) if answer in ("changed", "partly") else ():
            new = "".join(quote.strip("～~ ").split()).replace("～", "")
            if len(new) >= _SHORTEST and new not in whole:
                wording.setdefault(new, set()).add(one)
    for new, asked in wording.items():
        alike = [
            fuzz.partial_ratio(new, text) if 2 * len(text) >= len(new) else 0.0 for text in bare
        ]
        place = int(np.argmax(alike))
        old = texts[place]
        span = fuzz.partial_ratio_alignment(new, old) if len(old) >= len(new) else None
        if span is not None and alike[place] >= _ALIKE:
            texts[place] = old[: span.dest_start] + new + old[span.dest_end :]
        else:
            texts[place] = old + new
        told.setdefault(str(before["clause_id"].iloc[place]), set()).update(asked)
    revised = pd.read_csv(shared_file("env6_plan/revisions_1_2.csv"), dtype=str)
    first = pd.read_csv(shared_file("env6_plan/1_soan.csv"), dtype=str, keep_default_na=False)
    earlier = dict(zip(first["id"], first["text"], strict=True))
    modified = revised[revised["status"] == "modified"]
    was = dict(zip(modified["new_id"], modified["old_id"].map(earlier.get), strict=True))
    texts = [
        str(was[clause]) if clause in was and clause not in told else text
        for clause, text in zip(before["clause_id"], texts, strict=True)
    ]
    return before.assign(text=texts), told


def _found_causes(
    changed: pd.DataFrame, first: pd.DataFrame, told: dict[str, set[str]]
) -> dict[str, dict[str, int]]:
    """Of changes that replies tell, those of which a comment behind them is among the first."""
    named = first.groupby("order")["opinion_id"].agg(set).to_dict()
    counts = {half: {"right": 0, "n": 0} for half in ("odd_ids_tuned", "even_ids_only")}
    for order, clause in zip(changed["order"], changed["clause_before"], strict=True):
        asked = told.get(clause, set())
        if asked and len(asked) <= _MOST_ASKED:
            half = "odd_ids_tuned" if any(int(one) % 2 for one in asked) else "even_ids_only"
            counts[half]["n"] += 1
            counts[half]["right"] += bool(asked & named.get(order, set()))
    return counts


def _proposals() -> dict[str, object]:
    read = {
        name: pd.read_csv(shared_file(name), dtype=str, keep_default_na=False)
        for name in (
            "policy_versions/proposals.csv",
            "policy_proposals/proposals.csv",
            "policy_versions/versions.csv",
        )
    }
    proposals, titles, versions = read.values()
    proposals = proposals.merge(titles, left_on="pr", right_on="number", how="left").fillna("")
    lines = shared_file("policy_versions/files.jsonl").read_text("utf-8").splitlines()
    texts = {record["blob"]: record["text"] for record in map(json.loads, lines)}
    dated = versions.drop_duplicates("base").sort_values("date")["base"].tolist()
    after = manifesto_clauses(versions[versions["base"] == dated[-1]], texts)
    found = []
    for base in dated[:-1:_EVERY]:
        asked = proposals[proposals["base"] == base]
        before = manifesto_clauses(versions[versions["base"] == base], texts)
        if asked.empty or before.empty:
            continue
        changed = changes(before, after)
        said = asked["title"] + "。\n" + asked["body"]
        scores = {}
        for name, own in (("text", said), ("text_and_edit", said + "\n" + asked["added"])):
            shares, _ = scores_of(Asked(asked["pr"].tolist(), own.tolist()), changed, _NO_LINKS)
            scores[name] = shares.max(axis=1)
        found.append(asked[["date", "uptake"]].assign(**scores))
    every = pd.concat(found)
    is_early = (every["date"] < _SPLIT).to_numpy()
    is_taken = (every["uptake"] != "").to_numpy()
    return {
        half: {
            name: _figures(is_taken[rows], every[name].to_numpy()[rows])
            for name in ("text", "text_and_edit")
        }
        for half, rows in (("may_tuned", is_early), ("june", ~is_early))
    }


_NO_LINKS = pd.DataFrame({"opinion_id": [], "clause_id": [], "certainty": []})


def _figures(is_right: NDArray[np.bool_], scores: Floats) -> dict[str, float]:
    return {
        "auc": round(float(roc_auc_score(is_right, scores)), 3),
        "average_precision": round(float(average_precision_score(is_right, scores)), 3),
        "n_taken_up": int(is_right.sum()),
        "n": len(is_right),
    }
