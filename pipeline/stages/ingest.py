"""Stage ``ingest``: source files of a round into opinions, ledger and originals."""

from pathlib import Path

from pipeline.codebook.form_words_file import read_form_words
from pipeline.codebook.official_list import read_official
from pipeline.errors import OpinionsError
from pipeline.execution import ExecutionParams
from pipeline.ingest.draft_rows import with_drafts
from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.language import says
from pipeline.places import FORM_WORDS, OFFICIAL_LIST, ROUNDS
from pipeline.privacy.masking import MaskingParams
from pipeline.rounds.open_questions import require_answers
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.attributes import Attributes
from pipeline.tables.clauses import DraftNotes
from pipeline.tables.ledger import Ledger
from pipeline.tables.opinions import Opinions, Originals
from pipeline.tables.respondents import Respondents


def main(round_name: str) -> str:
    """Read one round and write its tables.

    Raises:
        OpinionsError: a person has to say first what a column is; the ledger does not add up to
            the opinions.
    """
    require_answers(Path(ROUNDS, round_name))
    store = Store()
    params = store.parameters("ingest", IngestParams)
    masking = store.parameters("masking", MaskingParams)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    official = read_official(Path(OFFICIAL_LIST))
    words = read_form_words(Path(FORM_WORDS))
    folder = Path(ROUNDS, round_name)
    result = ingest(folder, params, 0, official, masking, words, execution)
    rows = result.ledger[result.ledger["level"] == "row"]
    if rows["n_opinions"].sum() != len(result.opinions):
        raise OpinionsError(
            says(
                f"{round_name} の台帳の意見数 {rows['n_opinions'].sum()} と表の意見数 "
                f"{len(result.opinions)} が合わない。起きてはならない誤りなので、開発者に知ら"
                "せてほしい。",
                f"The ledger of {round_name} counts {rows['n_opinions'].sum()} opinions, the "
                f"table {len(result.opinions)}: please report this, no round may do it.",
            )
        )
    store.write(Opinions, result.opinions, round_name)
    notes = store.read(DraftNotes, round_name)
    store.write(Ledger, with_drafts(round_name, result.ledger, notes), round_name)
    store.write(Respondents, result.respondents, round_name)
    store.write(Originals, result.originals, round_name)
    store.write(Attributes, result.attributes, round_name)
    return f"{len(rows)} rows in, {len(result.opinions)} opinions out"


if __name__ == "__main__":
    run_stage("ingest", lambda: main(round_argument()))
