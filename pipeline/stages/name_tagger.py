"""Stage ``name_tagger``: which words are names, learnt from texts once for all runs."""

from pipeline.places import NAME_TAGGER
from pipeline.privacy.name_training import kept_as, learn, marked_texts
from pipeline.privacy.person_names import PersonNames
from pipeline.rate import told
from pipeline.stages import run_stage
from pipeline.store import Store


def main() -> str:
    """Learn from the texts and keep the model."""
    texts = list(marked_texts())
    model = learn(told(texts, len(texts), "texts"), PersonNames())
    Store().write_bytes(NAME_TAGGER, kept_as(model))
    return f"{len(texts):,} texts, {sum(len(text.names) for text in texts):,} names in them"


if __name__ == "__main__":
    run_stage("name_tagger", main)
