"""How well campaigns are found: planted ones, written for the project, among real opinions.

400 comments of ``env_plan_comments`` (chosen by a hash of plan and id) and the 30 opinions of the
first round's hand-out; into them are planted, in turn, 60 near copies and 60 free paraphrases.
Printed: average precision of "belongs to a campaign", and whether the families of the others
stayed as they were.
"""

import csv
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score

from pipeline.encoders.encoder import load
from pipeline.layouts.hand_out import DocumentParams, read_document
from pipeline.near_duplicates.campaigns import CampaignParams, campaign_scores
from pipeline.near_duplicates.families import find_families
from pipeline.near_duplicates.near_pairs import FamiliesParams
from pipeline.places import ENCODER, GOLD, ROUNDS
from pipeline.quality.shared_data import shared_data
from pipeline.quality.splitting_boundaries import read_comments
from pipeline.tables.base import Vectors
from pipeline.tables.ledger import State
from pipeline.text.normalize import normalize, opinion_ids, text_key

PLANTED = Path(GOLD, "planted_campaigns.csv")
HANDOUT = Path(ROUNDS, "2024-04-05-junbi-kaigo", "document.txt")
N_COMMENTS = 400


def planted_texts(path: Path = PLANTED) -> dict[str, list[str]]:
    """The planted texts by campaign."""
    texts: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts.setdefault(row["campaign"], []).append(row["text"])
    return texts


def other_texts(folder: Path, handout: Path = HANDOUT) -> list[str]:
    """The opinions among which campaigns are planted."""
    comments = read_comments(folder)
    chosen = sorted(
        comments, key=lambda key: hashlib.sha256(f"{key[0]}-{key[1]}".encode()).digest()
    )
    entries = read_document(handout.read_text(encoding="utf-8"), handout.name, DocumentParams())
    handed_out = [e.text[e.text_begin :] for e in entries if e.state is State.OPINIONS]
    return [comments[key] for key in chosen[:N_COMMENTS]] + handed_out


def as_opinions(texts: Sequence[str]) -> pd.DataFrame:
    """Texts as a table of opinions, each by a respondent of its own."""
    keys = [text_key(text) for text in texts]
    return pd.DataFrame(
        {
            "opinion_id": opinion_ids("planted", keys),
            "text_key": keys,
            "text_normalized": [normalize(text) for text in texts],
        }
    )


def scores(
    others: pd.DataFrame, planted: pd.DataFrame, vectors: Vectors, params: CampaignParams
) -> dict[str, float]:
    """Average precision, sure members, and other families changed, for one planting.

    Args:
        others: opinions, the first rows of ``vectors``.
        planted: opinions of a campaign, the rows behind them.
        vectors: (n_others + n_planted, n_dimensions).
        params: what a campaign is.
    """
    together = pd.concat([others, planted], ignore_index=True)
    found = campaign_scores([together], vectors, params)
    belongs = found["opinion_id"].isin(planted["opinion_id"])
    sure = found["campaign_id"].notna()
    before = find_families(others, FamiliesParams()).set_index("opinion_id")["family_id"]
    made = find_families(together, FamiliesParams()).set_index("opinion_id")
    families = made["family_id"]
    after = families.loc[before.index]
    return {
        "average_precision": round(
            float(average_precision_score(belongs, found["campaign_score"])), 4
        ),
        "n_planted": int(belongs.sum()),
        "n_planted_sure": int((sure & belongs).sum()),
        "n_others_sure": int((sure & ~belongs).sum()),
        "n_families_of_planted": int(families.loc[planted["opinion_id"]].nunique()),
        "n_other_families_changed": int((before != after).sum()),
    }


def evaluate() -> dict[str, dict[str, float]]:
    """Scores of each planting, and of both at once."""
    others = other_texts(shared_data())
    planted = planted_texts()
    texts = {**planted, "both": [text for each in planted.values() for text in each]}
    everything = as_opinions([*others, *texts["both"]])["text_normalized"].tolist()
    vector_of = dict(zip(everything, load(ENCODER).encode(everything), strict=True))
    result = {}
    for name, campaign in texts.items():
        table = as_opinions([*others, *campaign])
        vectors = np.stack([vector_of[text] for text in table["text_normalized"]])
        n = len(others)
        result[name] = scores(table[:n], table[n:], vectors, CampaignParams())
    return result


def main() -> None:
    """Print the scores as JSON."""
    print(json.dumps(evaluate(), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
