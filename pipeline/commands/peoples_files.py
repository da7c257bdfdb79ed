"""Everything that people write, read and checked before anything is computed: all faults at once.

Heavy imports stand inside the function, so that ``--help`` comes at once.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipeline.errors import OpinionsError
from pipeline.language import says
from pipeline.params import Parameters
from pipeline.places import FORM_WORDS, LEXICON, OFFICIAL_LIST, REPLIES, ROUNDS
from pipeline.store import Store

T = TypeVar("T")


def sections() -> dict[str, type[Parameters]]:
    """The sections of params.yaml and the class of each."""
    from pipeline.clustering.cluster_stability import StabilityParams
    from pipeline.clustering.projection import ProjectionParams
    from pipeline.clustering.two_levels import ClusterParams
    from pipeline.drafts.clause_params import ClauseParams
    from pipeline.encoders.encoder import EncoderParams
    from pipeline.execution import ExecutionParams
    from pipeline.ingest.round_tables import IngestParams
    from pipeline.labels.propagation import InheritParams
    from pipeline.labels.queue import ReviewParams
    from pipeline.near_duplicates.campaigns import CampaignParams
    from pipeline.near_duplicates.near_pairs import FamiliesParams
    from pipeline.privacy.masking import MaskingParams
    from pipeline.replies.retrieval import RepliesParams
    from pipeline.report.inputs import ReportParams
    from pipeline.review_items.classifier import TrainParams
    from pipeline.review_items.model import ClassifyParams
    from pipeline.review_items.reasons import ReasonParams
    from pipeline.text.tokens import TokenizeParams
    from pipeline.themes.assembly import ThemesParams

    return {
        "ingest": IngestParams,
        "masking": MaskingParams,
        "encoder": EncoderParams,
        "tokenize": TokenizeParams,
        "families": FamiliesParams,
        "campaigns": CampaignParams,
        "cluster": ClusterParams,
        "themes": ThemesParams,
        "projection": ProjectionParams,
        "stability": StabilityParams,
        "train": TrainParams,
        "classify": ClassifyParams,
        "replies": RepliesParams,
        "clauses": ClauseParams,
        "inherit": InheritParams,
        "review": ReviewParams,
        "reasons": ReasonParams,
        "report": ReportParams,
        "execution": ExecutionParams,
    }


def faults(root: Path = Path(), rounds: Sequence[str] | None = None) -> list[str]:
    """What is wrong with the files of people, one message each; empty where nothing is.

    Args:
        root: the project.
        rounds: whose round.yaml to read; those of params.yaml where None.
    """
    from pipeline.codebook.answers_file import read_answers
    from pipeline.codebook.form_words_file import read_form_words
    from pipeline.codebook.labels_file import read_labels
    from pipeline.codebook.lexicon_folder import read_lexicon
    from pipeline.codebook.official_list import read_official
    from pipeline.codebook.review_items_file import read_examples, read_items
    from pipeline.codebook.theme_files import (
        faults_of_names,
        read_register_file,
        read_themes_file,
    )
    from pipeline.codebook.theme_links_file import read_theme_links
    from pipeline.codebook.uptake_file import read_uptake
    from pipeline.last_good import remember
    from pipeline.rounds.open_questions import open_questions
    from pipeline.rounds.round_file import read_round_file
    from pipeline.rounds.seal import faults_of_seals

    store = Store(root)
    found: list[str] = []

    def tried(read: Callable[[], T]) -> T | None:
        try:
            return read()
        except OpinionsError as error:
            found.extend(str(error).splitlines())
        except OSError as error:
            found.append(
                says(
                    f"{error.filename} を読めない。開く権限があるかを確かめる。",
                    f"{error.filename}: {error.strerror}.",
                )
            )
        return None

    params = tried(store.params)
    if params is not None:
        known = sections()
        unknown = sorted(set(map(str, params)) - {"rounds", "published", *known})
        if unknown:
            found.append(
                says(
                    f"params.yaml：{'、'.join(unknown)} という節はない。"
                    f"あるのは {'、'.join(known)}。",
                    f"params.yaml: unknown sections {unknown}. Known: {', '.join(known)}.",
                )
            )
        for name, kind in known.items():
            tried(partial(kind.read, name, params.get(name)))
        found += faults_of_seals(root, tried(store.published) or [])
        listed = tried(store.rounds) or []
    else:  # which rounds there are cannot be read: those whose folders are there
        listed = sorted(file.parent.name for file in (root / ROUNDS).glob("*/round.yaml"))
    for name in listed if rounds is None else rounds:
        meta = tried(partial(read_round_file, root / ROUNDS / name))
        found += open_questions(name, meta) if meta is not None else []
    codebook = tried(lambda: read_items(root))
    if codebook is not None:
        tried(lambda: read_examples(root, codebook))
    tried(lambda: read_labels(root))
    word = tried(lambda: read_themes_file(root))
    register = tried(lambda: read_register_file(root))
    if word is not None and register is not None:
        found += faults_of_names(root)
    tried(lambda: read_theme_links(root))
    tried(lambda: read_uptake(root))
    tried(lambda: read_lexicon(root / LEXICON))
    tried(lambda: read_form_words(root / FORM_WORDS))
    tried(lambda: read_official(root / OFFICIAL_LIST))
    tried(lambda: read_answers(root / REPLIES))
    tried(lambda: remember(root, []))  # dvc.lock
    return found
