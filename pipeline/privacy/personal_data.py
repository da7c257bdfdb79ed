"""Personal data in many texts at once: each masked as ``masking`` says, words by Sudachi.

Cutting words is a hundred times as dear as looking for forms. Only sentences in which a title
stands (…様, …課長) are cut, so that the cost follows what there is to find.
"""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from pipeline.privacy.masking import Masked, MaskedSpan, MaskingParams, mask
from pipeline.privacy.person_names import holds_title
from pipeline.text.long_texts import pieces
from pipeline.text.sentences import sentences
from pipeline.text.tokenizer import Segmenter


class _Written(NamedTuple):
    """A word as ``person_names`` wants it."""

    surface: str
    part_of_speech: str
    begin: int
    end: int


class Masker:
    """Masks texts. Not safe to share between threads: it holds a Sudachi tokenizer."""

    def __init__(self, params: MaskingParams) -> None:
        self._params = params
        self._made: Segmenter | None = None

    def mask(self, text: str) -> Masked:
        """Mask a text of any length.

        >>> Masker(MaskingParams()).mask("窓口の山田様に伺った。").text
        '窓口の〔氏名〕様に伺った。'
        """
        if self._params.strictness == "off":
            return Masked(text, (), {})
        texts: list[str] = []
        spans: list[MaskedSpan] = []
        for begin, end in pieces(text):
            piece = text[begin:end]
            found = mask(piece, self._params, list(self._titled_words(piece)))
            texts.append(found.text)
            spans += [MaskedSpan(s.begin + begin, s.end + begin, s.kind) for s in found.spans]
        return Masked.of("".join(texts), tuple(spans))

    def mask_name(self, name: str) -> Masked:
        """Mask the name of a file or sheet, a header or a label.

        A fragment of it that is a 人名 is a name, and so is a full name anywhere in it.

        >>> Masker(MaskingParams()).mask_name("20240510山田太郎.xlsx").text
        '20240510〔氏名〕.xlsx'
        """
        words = [self._written(name, 0, len(name))] if len(name) < _LONGEST_NAME else []
        return mask(name, self._params, [w for part in words for w in part], is_file_name=True)

    def _titled_words(self, piece: str) -> Iterator[_Written]:
        """Words of the sentences in which a name may stand beside a title."""
        if self._params.strictness == "lenient":
            return
        strict = self._params.strictness == "strict"
        if not strict and not holds_title(piece):
            return
        for begin, end in sentences(piece):
            if strict or holds_title(piece[begin:end]):
                yield from self._written(piece, begin, end)

    def _written(self, text: str, begin: int, end: int) -> list[_Written]:
        if self._made is None:
            self._made = Segmenter(None, "C")
        return [
            _Written(
                text[begin + word.begin : begin + word.end],
                word.part_of_speech,
                begin + word.begin,
                begin + word.end,
            )
            for word in self._made.words(text[begin:end].translate(_VARIANTS))
        ]


# Characters of family names that Sudachi's dictionary writes otherwise; one for one.
_VARIANTS = str.maketrans("髙﨑𠮷德瀨邊邉齊齋濵濱", "高崎吉徳瀬辺辺斉斎浜浜")
_LONGEST_NAME = 1_000  # characters; no system allows file names of more than 255 bytes


def mask_texts(texts: pd.DataFrame, params: MaskingParams) -> pd.DataFrame:
    """Mask texts, row by row.

    Args:
        texts: column ``text``.
        params: how strict.

    Returns:
        The rows in which something was masked: ``text``, and ``spans``, a tuple of ``MaskedSpan``.
    """
    masker = Masker(params)
    found = ((text, masker.mask(text).spans) for text in texts["text"])
    return pd.DataFrame([row for row in found if row[1]], columns=["text", "spans"])
