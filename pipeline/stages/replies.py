"""Stage ``answers``: drafts of 考え方 from the answers given earlier in corpora/answers.csv."""

from pathlib import Path

import pandas as pd

from pipeline.codebook.answers_file import read_answers
from pipeline.encoders.encoder import load
from pipeline.encoders.universal_encoder import UniversalEncoder
from pipeline.places import ENCODER, REPLIES
from pipeline.replies.retrieval import RepliesParams, likeness, offered, side_of
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.answers import AnswerDrafts
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Members
from pipeline.text.normalize import normalize

N_REPRESENTATIVES = 3


def main(round_name: str) -> str:
    """Find the earlier answer that fits each sub-theme and each single of one round best."""
    store = Store()
    params = store.parameters("replies", RepliesParams)
    answers = read_answers(Path(REPLIES))
    subjects = subjects_of(store.read(Opinions, round_name), store.read(Members, round_name))
    drafts = pd.DataFrame(columns=AnswerDrafts.column_names())
    if len(answers) and len(subjects):
        encoder, universal = load(ENCODER), UniversalEncoder()
        found = likeness(
            side_of(subjects["text"].tolist(), encoder, universal),
            side_of([normalize(text) for text in answers["answer"]], encoder, universal),
            params,
        )
        proposed = offered(found, params)
        drafts = answers.iloc[[answer for _, _, answer in proposed]].reset_index(drop=True)
        drafts.insert(0, "subject", [subjects["subject"].iloc[row] for row, _, _ in proposed])
        drafts.insert(1, "rank", [rank for _, rank, _ in proposed])
        drafts["similarity"] = [round(found.similarities[q, a], 4) for q, _, a in proposed]
    store.write(AnswerDrafts, drafts, round_name)
    return f"{len(subjects)} subjects and {len(answers)} answers in, {len(drafts)} drafts out"


def subjects_of(opinions: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Sub-themes by their representatives, and singles: ``subject``, ``text`` (normalised)."""
    joined = opinions.sort_values("number").merge(members, on="opinion_id")
    ranked = joined.sort_values(
        ["representative_rank", "strength", "number"], ascending=[True, False, True]
    )
    shown = ranked.groupby("theme_id", sort=True).head(N_REPRESENTATIVES)
    sub_themes = shown.groupby("theme_id", sort=True)["text_normalized"].agg("\n".join)
    singles = joined[joined["theme_id"].isna()]
    return pd.DataFrame(
        {
            "subject": [*sub_themes.index, *singles["opinion_id"]],
            "text": [*sub_themes, *singles["text_normalized"]],
        }
    )


if __name__ == "__main__":
    run_stage("replies", lambda: main(round_argument()))
