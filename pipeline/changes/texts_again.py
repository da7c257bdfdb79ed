"""Where the words of a theme stand in another round, word for word."""

from pipeline.changes.round_facts import LEVELS, RoundFacts


def said_by(theme_id: str, facts: RoundFacts, level: str) -> frozenset[str]:
    """Keys of the texts of a theme of a round."""
    return frozenset(facts.opinions.loc[facts.opinions[LEVELS[level]] == theme_id, "text_key"])


def texts_again(keys: frozenset[str], facts: RoundFacts, level: str) -> dict[str | None, int]:
    """Opinions of a round with these texts, by theme, the most first; None is no theme.

    Args:
        keys: of texts.
        facts: of the round.
        level: coarse or fine.
    """
    same = facts.opinions[facts.opinions["text_key"].isin(keys)]
    counts = same[LEVELS[level]].value_counts(dropna=False)
    found = {name if isinstance(name, str) else None: int(n) for name, n in counts.items()}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0] or "")))
