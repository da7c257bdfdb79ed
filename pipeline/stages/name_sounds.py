"""Stage ``name_sounds``: how the dictionary's names sound, once for all runs."""

from pipeline.places import NAME_SOUNDS
from pipeline.privacy.name_sounds import kept_as, sounds_of
from pipeline.stages import run_stage
from pipeline.store import Store
from pipeline.text.tokenizer import Segmenter


def main() -> str:
    """Read the sounds from the dictionary and keep them."""
    sounds = sounds_of(Segmenter(None, "C"))
    Store().write_bytes(NAME_SOUNDS, kept_as(sounds))
    return f"{len(sounds.families):,} sounds of family names, {len(sounds.givens):,} of given names"


if __name__ == "__main__":
    run_stage("name_sounds", main)
