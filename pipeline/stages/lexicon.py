"""Stage ``lexicon``: people's terms into Sudachi's user dictionary."""

from pathlib import Path

from pipeline.codebook.lexicon_folder import build_user_dictionary, read_lexicon
from pipeline.places import LEXICON, USER_DICTIONARY
from pipeline.stages import run_stage
from pipeline.store import Store


def main() -> str:
    """Read the lexicon folder and write the user dictionary."""
    store = Store()
    lexicon = read_lexicon(Path(LEXICON))
    content = build_user_dictionary(lexicon)
    store.write_bytes(USER_DICTIONARY, content)
    return (
        f"{len(lexicon.terms)} terms ({len(lexicon.official_vocabulary)} normal forms) and "
        f"{len(lexicon.stop_words)} stop words in, {len(content):,} bytes out"
    )


if __name__ == "__main__":
    run_stage("lexicon", main)
