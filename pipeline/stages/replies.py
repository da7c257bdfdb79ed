"""Stage ``answers``: drafts of 考え方 from the answers given earlier in corpora/answers.csv."""

from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.codebook.answers_file import read_answers
from pipeline.drafts.citations import cited_pages
from pipeline.encoders.encoder import Encoder, load
from pipeline.encoders.universal_encoder import load_second
from pipeline.places import ENCODER, REPLIES
from pipeline.replies.earlier_links import distinct, share_a_page
from pipeline.replies.retrieval import RepliesParams, likeness, links_to, offered, with_links
from pipeline.replies.sides import side_of
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.answers import AnswerDrafts
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import Members
from pipeline.text.normalize import normalize

N_REPRESENTATIVES = 3
MOST_LINKS = 3000
"""Earlier opinions that are compared, the latest; all pairs of their sentences are held at once."""


def main(round_name: str) -> str:
    """Find the earlier answer that fits each sub-theme and each single of one round best."""
    store = Store()
    params = store.parameters("replies", RepliesParams)
    answers = read_answers(Path(REPLIES))
    subjects = subjects_of(store.read(Opinions, round_name), store.read(Members, round_name))
    drafts = pd.DataFrame(columns=AnswerDrafts.column_names())
    if len(answers) and len(subjects):
        encoder = load(ENCODER, progress=True)
        universal = load_second(ENCODER, progress=True)
        drafts = drafts_for(subjects, answers, round_name, params, encoder, universal)
    store.write(AnswerDrafts, drafts, round_name)
    return f"{len(subjects)} subjects and {len(answers)} answers in, {len(drafts)} drafts out"


def drafts_for(
    subjects: pd.DataFrame,
    answers: pd.DataFrame,
    round_name: str,
    params: RepliesParams,
    encoder: Encoder,
    universal: Encoder,
) -> pd.DataFrame:
    """The answers to propose for each subject.

    Args:
        subjects: ``subject`` and ``text`` (normalised), at least one.
        answers: as ``read_answers`` gives them, at least one.
        round_name: only answers to this round were about the same pages.
        params: weights, and how sure a proposal must be.
        encoder: sentence encoder.
        universal: the second encoder.

    Returns:
        Columns of ``AnswerDrafts``.
    """
    texts, number = distinct([normalize(text) for text in answers["answer"]])
    questions = side_of(subjects["text"].tolist(), encoder, universal)
    paired = np.flatnonzero(answers["opinion"].str.strip() != "")
    latest = np.argsort(answers["date"].iloc[paired].to_numpy(dtype=str), kind="stable")
    paired = np.sort(paired[latest[-MOST_LINKS:]])
    found = likeness(questions, side_of(texts, encoder, universal), params)
    if len(paired):
        known = answers.iloc[paired]
        earlier = side_of([normalize(text) for text in known["opinion"]], encoder, universal)
        pages = [
            cited_pages(f"{row.place}\n{row.opinion}") if row.round == round_name else frozenset()
            for row in known.itertuples()
        ]
        same_page = share_a_page([cited_pages(text) for text in subjects["text"]], pages)
        links = links_to(questions, earlier, number[paired], same_page, params)
        found = with_links(found, links, params)
    rows = []
    for subject, rank, answer in offered(found, params):
        nearest = int(found.nearest[subject, answer])
        given = paired[nearest] if nearest >= 0 else _latest(answers, number == answer)
        similarity = round(float(found.similarities[subject, answer]), 4)
        told = answers.iloc[given]
        name = subjects["subject"].iloc[subject]
        rows.append((name, rank, told["answer"], source_of(told), similarity))
    return pd.DataFrame(rows, columns=AnswerDrafts.column_names())


def _latest(answers: pd.DataFrame, own: NDArray[np.bool_]) -> int:
    """The row of an answer that was given last."""
    rows = np.flatnonzero(own)
    return int(max(rows, key=lambda row: (answers["date"].iloc[row], -row)))


def source_of(answer: pd.Series) -> str:
    """Where an answer was given, for people: source, date, sheet and row."""
    told = (answer["source"], answer["date"], answer["where"])
    return "、".join(part for part in map(str, told) if part)


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
