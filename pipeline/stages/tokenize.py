"""Stage ``tokenize``: the words of a round's opinions."""

from functools import partial
from pathlib import Path

import pandas as pd

from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.execution import ExecutionParams
from pipeline.places import LEXICON, USER_DICTIONARY
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.table_files import count_rows
from pipeline.table_parts import Rows, TableParts, file_facts, split
from pipeline.tables.opinions import Opinions
from pipeline.tables.tokens import Tokens
from pipeline.text.tokens import TokenizeParams, tokenize_opinions, tokenizer_of_this_thread


def tokens_of(
    rows: Rows, store: Store, round_name: str, params: TokenizeParams, stop_words: frozenset[str]
) -> tuple[pd.DataFrame]:
    """Tokenize the opinions of a part with the tokenizer of this worker."""
    columns = ["opinion_id", "text_normalized"]
    opinions = store.read_rows(Opinions, round_name, rows.begin, rows.end, columns)
    dictionary, (of_dictionary,) = str(store.root / USER_DICTIONARY), rows.given
    tokenizer = tokenizer_of_this_thread(dictionary, params, stop_words, str(of_dictionary))
    return (tokenize_opinions(opinions, tokenizer),)


def main(round_name: str) -> str:
    """Tokenize the opinions of one round."""
    store = Store()
    params = store.parameters("tokenize", TokenizeParams)
    execution = ExecutionParams.read("execution", store.params().get("execution", {}))
    stop_words = read_lexicon(Path(LEXICON)).stop_words
    table = store.place(Opinions, round_name)
    of_dictionary = str(*file_facts(Path(USER_DICTIONARY)))
    facts = [params.model_dump_json(), *sorted(stop_words), of_dictionary, *file_facts(table)]
    parts = TableParts("tokenize", round_name, [Tokens], facts)
    parts.make(
        partial(
            tokens_of,
            store=Store(Path.cwd()),
            round_name=round_name,
            params=params,
            stop_words=stop_words,
        ),
        split(count_rows(table), execution.rows_per_partition, of_dictionary),
        execution,
    )
    store.write_parts(Tokens, parts.rows(Tokens), round_name)
    parts.drop()
    n_tokens = count_rows(store.place(Tokens, round_name))
    return f"{count_rows(table)} opinions in, {n_tokens} tokens out"


if __name__ == "__main__":
    run_stage("tokenize", lambda: main(round_argument()))
