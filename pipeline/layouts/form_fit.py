"""Whether a sheet, or labels, are those of a form that is known."""

from pipeline.layouts.cell_labels import spaced_label
from pipeline.layouts.masked_labels import same_label
from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.source import Layout
from pipeline.readers.grid import Grid


def fits_form(grid: Grid, layout: Layout) -> bool:
    """Whether a sheet holds the labels of a form: one of an opinion, and half of all."""
    texts = {squeezed(text) for row in grid.rows for text in row if text and len(text) < 300}
    starts = {text.split(":")[0].split("：")[0] for text in texts}
    cells = (text for row in grid.rows for text in row if text and len(text) < 300)
    beside = {squeezed(found["label"]) for text in cells if (found := spaced_label(text))}
    return fits_labels(texts | starts | beside, layout)


def fits_labels(texts: set[str], layout: Layout) -> bool:
    """Whether squeezed texts hold a form's label of an opinion, and half of all its labels."""
    present = [entry for entry in layout.fields if _is_among(squeezed(entry.label), texts)]
    opinions = any(entry.role is Role.OPINION for entry in present)
    return opinions and len(present) * 2 >= len(layout.fields)


def _is_among(label: str, texts: set[str]) -> bool:
    return label in texts or ("〔" in label and any(same_label(label, text) for text in texts))
