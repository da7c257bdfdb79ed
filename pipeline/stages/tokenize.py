"""Stage ``tokenize``: the words of a round's opinions."""

from functools import partial
from pathlib import Path

import pandas as pd

from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.execution import ExecutionParams, map_partitions
from pipeline.kept_parts import KeptParts, file_facts
from pipeline.places import LEXICON, USER_DICTIONARY
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.tokens import Tokens
from pipeline.text.tokens import TokenizeParams, tokenize_opinions, tokenizer_of_this_thread


def tokens_of(
    opinions: pd.DataFrame, params: TokenizeParams, stop_words: frozenset[str]
) -> pd.DataFrame:
    """Tokenize a partition with the tokenizer of this worker."""
    tokenizer = tokenizer_of_this_thread(USER_DICTIONARY, params, stop_words)
    return tokenize_opinions(opinions, tokenizer)


def main(round_name: str) -> str:
    """Tokenize the opinions of one round."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    params = store.parameters("tokenize", TokenizeParams)
    stop_words = read_lexicon(Path(LEXICON)).stop_words
    work = partial(tokens_of, params=params, stop_words=stop_words)
    facts = [params.model_dump_json(), *sorted(stop_words), *file_facts(Path(USER_DICTIONARY))]
    kept = KeptParts("tokenize", round_name, facts)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    columns = opinions[["opinion_id", "text_normalized"]]
    tokens = map_partitions(work, columns, execution, kept)
    store.write(Tokens, tokens, round_name)
    kept.drop()
    return f"{len(opinions)} opinions in, {len(tokens)} tokens out"


if __name__ == "__main__":
    run_stage("tokenize", lambda: main(round_argument()))
