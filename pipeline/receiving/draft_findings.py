"""What is to be known of the drafts of a round, and of opinions that cite what they have not."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from pipeline.drafts.citation_worth import astray
from pipeline.places import DRAFTS
from pipeline.receiving.looks import Finding
from pipeline.rounds.round_drafts import read_round_draft
from pipeline.rounds.round_head import RoundHead

_DRAFTS = {"draft": "案", "earlier_draft": "前の版", "next_draft": "あとの版"}


def draft_findings(head: RoundHead, folder: Path, opinions: pd.DataFrame) -> list[Finding]:
    """What is to be known of the drafts that a round.yaml names.

    Args:
        head: of the round.
        folder: of the round, below corpora/rounds.
        opinions: table ``Opinions`` of the round.
    """
    place = folder.parents[1] / Path(DRAFTS).name
    findings = []
    for key, called in _DRAFTS.items():
        draft = read_round_draft(head, place, folder.name, key)
        if draft is not None:
            level = "読めない" if draft.is_unreadable else "情報"
            name = f"{called} {draft.version}"
            findings += [Finding(level, name, note) for note in draft.notes]
            if key == "draft" and not draft.is_unreadable:
                findings += _astray(draft.clauses, opinions)
    return findings


def _astray(clauses: pd.DataFrame, opinions: pd.DataFrame) -> Iterator[Finding]:
    """Rows whose opinion cites a number or page that the draft has not."""
    asked = opinions["heading"].fillna("").str.split().str.join(" ")
    told = astray(clauses, opinions["text"].tolist(), asked.tolist())
    for opinion, cited in zip(opinions.to_dict("records"), told, strict=True):
        if cited:
            row = "" if pd.isna(opinion["row"]) else f" {int(opinion['row'])}行目"
            yield Finding("要確認", f"{opinion['file']}{row}", f"案にない箇所を引く：{cited}")
