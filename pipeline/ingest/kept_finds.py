"""What was found to mask in the texts of a round, kept from its check to the run that follows.

Finding takes most of a check and of ``ingest``, and both look at the same texts. What is kept are
places in texts, no text. It is used where the texts, how strict masking is, the code and what it
learnt from are the same; else it is as if nothing were kept.
"""

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.privacy.finds import Evidence
from pipeline.privacy.masking import MaskedSpan, MaskingParams
from pipeline.privacy.name_training import made_of
from pipeline.text import lexicon, long_texts, mask_marks, same_characters, sentences, tokenizer
from pipeline.text.mask_marks import Kind
from pipeline.whole_files import write_whole

Found = dict[str, tuple[tuple[MaskedSpan, ...], tuple[MaskedSpan, ...]]]
"""By text, what is masked in it and what is left though it may be personal data."""
USED = (lexicon, long_texts, mask_marks, same_characters, sentences, tokenizer)
"""What package ``privacy`` uses of ``text``."""


class KeptFinds:
    """Finds in the texts of one round.

    Args:
        path: of the file that keeps them; None keeps nothing.
        params: how strict.
        texts: of the round, in order.
        told: by text, in the same order, what its cell asks for; and the names known beforehand.
    """

    def __init__(
        self, path: Path | None, params: MaskingParams, texts: Iterable[str], told: Iterable[str]
    ) -> None:
        self._path = path
        self._texts = list(texts)
        asked = [params.strictness, self._texts, list(told)]
        content = json.dumps(asked).encode()  # half an emoji is escaped, not refused
        self._key = hashlib.sha256(_made_by() + content).hexdigest() if path else ""

    def before(self) -> Found | None:
        """What was found in these very texts; None where nothing is kept of them."""
        if self._path is None:
            return None
        try:
            kept = json.loads(self._path.read_bytes())
            if kept["key"] != self._key:
                return None
            return {
                self._texts[at]: (_spans(masked), _spans(left))
                for at, masked, left in kept["found"]
            }
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return None

    def keep(self, found: Found) -> None:
        """Keep what was found; where it cannot be written, nothing is kept."""
        if self._path is None:
            return
        rows = [
            (at, *map(_plain, found[text])) for at, text in enumerate(self._texts) if text in found
        ]
        content = json.dumps({"key": self._key, "found": rows}, ensure_ascii=False)
        with suppress(OSError, OpinionsError):
            write_whole(self._path, content.encode())


def _spans(values: Iterable[tuple[int, int, Kind, str]]) -> tuple[MaskedSpan, ...]:
    return tuple(MaskedSpan(begin, end, kind, Evidence(why)) for begin, end, kind, why in values)


def _plain(spans: Iterable[MaskedSpan]) -> list[tuple[int, int, Kind, str]]:
    return [(span.begin, span.end, span.kind, span.evidence.value) for span in spans]


@cache
def _made_by() -> bytes:
    """The rules, what they were learnt from, the dictionary, and what they use beside it."""
    files = [Path(str(module.__file__)).read_bytes() for module in USED]
    return hashlib.sha256(b"\0".join([made_of(), *files])).digest()
