"""Reports of a round: one summary that computes every number once, and its renderings."""
