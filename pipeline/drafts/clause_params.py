"""How opinions find their clauses: weights and bounds."""

from pydantic import Field

from pipeline.params import Parameters


class ClauseParams(Parameters):
    """How opinions find their clauses (params.yaml, section ``clauses``).

    Weights were chosen on the comments with odd ids on the 6th Basic Environment Plan and on
    proposals of May and June for a manifesto, half of which were kept apart: ``opinions evaluate
    clauses``, docs/benchmarks/rounds.md.
    """

    context_weight: float = Field(default=2.0, ge=0, le=10)
    """Of the likeness to the whole section and its headings, beside that to the clause itself."""
    sentence_weight: float = Field(default=1.0, ge=0, le=10)
    """Of the mean likeness of an opinion's sentences."""
    heading_weight: float = Field(default=5.0, ge=0, le=100)
    """Of the likeness (cosine, 0–1) to the headings above a clause alone."""
    quote_weight: float = Field(default=12.0, ge=0, le=100)
    """Of quoted words, where they are long; less of short ones, which several clauses may share."""
    title_weight: float = Field(default=4.0, ge=0, le=100)
    """Of titles of headings that it names, each."""
    citation_weight: float = Field(default=12.0, ge=0, le=100)
    """Of cited places."""
    least_quote: int = Field(default=12, ge=6, le=100)
    """Characters of the draft in a row that are a quote."""
    least_certainty: float = Field(default=0.4, ge=0, le=1)
    """Below it the machine names no clause. By likeness that is where the best clause is two
    standard deviations ahead: of drafts that lack the clause of every second opinion .68 and .55 of
    such links were right (0.25 before: .40 and .34)."""
    most_clauses: int = Field(default=3, ge=1, le=20)
    """Clauses named for one opinion."""
