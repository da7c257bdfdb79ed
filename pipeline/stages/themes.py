"""Stage ``themes``: keywords, names and representative opinions of the groups found."""

from pathlib import Path

import pandas as pd

from pipeline.codebook.lexicon_folder import read_lexicon
from pipeline.codebook.theme_files import read_people
from pipeline.mapped_vectors import embedded, room_of
from pipeline.places import LEXICON, METRICS, USER_DICTIONARY
from pipeline.stages import round_argument, run_stage
from pipeline.store import Store
from pipeline.tables.opinions import Opinions
from pipeline.tables.themes import (
    Clusters,
    Families,
    Members,
    Memberships,
    ThemeChecks,
    ThemeRules,
    Themes,
)
from pipeline.tables.tokens import Tokens
from pipeline.text.tokens import TokenizeParams, tokenizer_of_this_thread
from pipeline.themes.assembly import ThemesParams, make_themes
from pipeline.themes.checks import failures_by_check, siblings_with_a_common_word


def main(round_name: str) -> str:
    """Describe the clusters of one round."""
    store = Store()
    opinions = store.read(Opinions, round_name)
    lexicon = read_lexicon(Path(LEXICON))
    tokenizer = tokenizer_of_this_thread(
        USER_DICTIONARY, store.parameters("tokenize", TokenizeParams), lexicon.stop_words
    )
    with room_of("themes", round_name) as room:
        made = make_themes(
            opinions,
            store.read_parts(Tokens, round_name),
            embedded(store, round_name, "vector", room),
            store.read(Families, round_name),
            store.read(Clusters, round_name),
            lexicon.official_vocabulary,
            lexicon.stop_words,
            store.parameters("themes", ThemesParams),
            tokenizer.tokens,
            read_people(store.root),
            room,
        )
    themes, members = made.themes, made.members
    store.write(Themes, themes, round_name)
    store.write(Members, members, round_name)
    store.write(ThemeRules, made.rules, round_name)
    store.write(Memberships, made.memberships, round_name)
    failures = [(name, ids) for name, found in made.failures.items() for ids in found]
    checks = pd.DataFrame(failures, columns=ThemeChecks.column_names(), dtype="str")
    store.write(ThemeChecks, checks, round_name)
    n_singles = int(members["theme_id"].isna().sum())
    sizes = themes.loc[themes["level"] == "coarse", "n_opinions"]
    store.write_json(
        f"{METRICS}/themes/{round_name}.json",
        {
            "n_opinions": len(members),
            "n_coarse_themes": len(sizes),
            "n_sub_themes": int((themes["level"] == "fine").sum()),
            "n_singles": n_singles,
            "n_rules_applied": int(made.rules["is_applied"].sum()),
            "n_rules_no_longer_applicable": int((~made.rules["is_applied"]).sum()),
            "n_further_memberships": int((~made.memberships["is_primary"]).sum()),
            **failures_by_check(made.failures),
            "n_siblings_with_a_common_word": siblings_with_a_common_word(themes, tokenizer.tokens),
            "share_of_largest_theme": float(sizes.max() / len(members)) if len(sizes) else 0.0,
            "share_of_smallest_theme": float(sizes.min() / len(members)) if len(sizes) else 0.0,
        },
    )
    failed = "".join(f"; {len(ids)} × not {name}" for name, ids in made.failures.items() if ids)
    return f"{len(members)} opinions in, {len(themes)} themes and {n_singles} singles out{failed}"


if __name__ == "__main__":
    run_stage("themes", lambda: main(round_argument()))
