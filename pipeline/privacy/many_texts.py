"""Personal data in many texts at once, row by row of a table."""

import pandas as pd

from pipeline.privacy.known_names import KnownNames
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker


def mask_texts(
    texts: pd.DataFrame, params: MaskingParams, known: KnownNames | None = None
) -> pd.DataFrame:
    """Mask texts, row by row.

    Args:
        texts: columns ``text`` and ``label`` (what its cell asks for; may be empty).
        params: how strict.
        known: names that are masked wherever they stand. With some, rows in which none of them
            stands are passed over: a look without them has found all that there is.

    Returns:
        The rows in which something was found: ``text``, ``spans`` (masked) and ``doubts`` (left as
        they are), tuples of ``MaskedSpan``.
    """
    masker = Masker(params, known)
    pairs = zip(texts["text"], texts["label"], strict=True)
    read = (pair for pair in pairs if not known or masker.knows_one(*pair))
    found = ((text, masker.mask(text, label)) for text, label in read)
    rows = [(text, mask.spans, mask.doubts) for text, mask in found if mask.spans or mask.doubts]
    return pd.DataFrame(rows, columns=["text", "spans", "doubts"])
