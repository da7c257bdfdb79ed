"""Learning which words are names, from texts written for it: ``name_texts/*.jsonl``.

Each line has a text as it may reach a consultation, the label of its cell if it has one, and the
names in it; three in five texts hold words that look like names, or none. All persons are made up.
Learning takes some 50 seconds, so it is done once (``opinions prepare``) and kept in a file
beside the sounds of names. A file of other texts, rules or dictionary is not used: the same model
is then learnt anew.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pycrfsuite

from pipeline.places import NAME_TAGGER
from pipeline.privacy.known_names import KnownNames
from pipeline.privacy.name_features import NameFeatures
from pipeline.privacy.name_weights import NAME, OTHER, NameWeights
from pipeline.privacy.name_words import Word
from pipeline.privacy.person_names import PersonNames
from pipeline.privacy.plain import label_lead, plain

_HERE = Path(__file__).parent
_CHECKOUT = _HERE.parents[1]
_LEARNING = {
    "c1": 0.1,
    "c2": 0.05,
    "max_iterations": 60,
    "feature.possible_transitions": True,
}
_OF_NAMES = ("ファイル名", "シート名")
"""Labels of texts that are read as names of files and sheets, without their label."""


class MarkedText(NamedTuple):
    """A text in which every name is marked."""

    text: str
    label: str
    names: tuple[str, ...]

    @property
    def lead(self) -> str:
        """The label, as it stands before the text when names are sought."""
        return "" if self.label in _OF_NAMES else label_lead(self.label)


def marked_texts(folder: Path = _HERE / "name_texts") -> Iterator[MarkedText]:
    """The texts of a folder, files by name.

    Raises:
        ValueError: a line is no such object, or a name does not stand in its text.
    """
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            values = json.loads(line)
            marked = MarkedText(values["text"], values.get("label", ""), tuple(values["names"]))
            if any(name not in marked.text for name in marked.names):
                raise ValueError(f"{path.name}, line {number}: a name does not stand in its text.")
            yield marked


def learn(texts: Iterator[MarkedText], persons: PersonNames) -> bytes:
    """A model for ``NameTagger``; the same bytes for the same texts.

    Args:
        texts: with names marked.
        persons: finds names by rules alone.
    """
    features = NameFeatures(persons.names)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(_LEARNING)
    for marked in texts:
        text = marked.lead + plain(marked.text).text
        found = list(persons.finds(text, KnownNames()))
        pieces = features.pieces(persons.names.cut(text), found)
        if pieces:
            trainer.append(features.of(text, pieces, found), list(_labels(marked, text, pieces)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model")
        trainer.train(str(path))
        return NameWeights.of_crfsuite(path.read_bytes()).as_bytes()


def _labels(marked: MarkedText, text: str, pieces: list[Word]) -> Iterator[str]:
    """For each piece, whether at least half of it is in a name."""
    lead = len(marked.lead)
    in_name = {
        place
        for name in marked.names
        for found in re.finditer(re.escape(plain(name).text), text[lead:])
        for place in range(found.start() + lead, found.end() + lead)
    }
    for piece in pieces:
        places = range(piece.begin, piece.end)
        yield NAME if 2 * sum(place in in_name for place in places) >= len(places) else OTHER


def is_kept() -> bool:
    """Whether a model lies there that was learnt from the texts and rules as they are now."""
    return _kept() is not None


@cache
def kept_model() -> bytes:
    """The model in a file of this project, or of the checkout; learnt anew where none fits."""
    return _kept() or learn(marked_texts(), PersonNames())


def _kept() -> bytes | None:
    for place in (Path(NAME_TAGGER), _CHECKOUT / NAME_TAGGER):
        try:
            first, _, model = place.read_bytes().partition(b"\n")
        except OSError:
            continue
        if first == made_of():
            return model
    return None


def kept_as(model: bytes) -> bytes:
    """A model as a file: a line that says of what, then the model."""
    return made_of() + b"\n" + model


@cache
def made_of() -> bytes:
    """What a model and all finds depend on: texts and rules here, the dictionary, CRFsuite."""
    digest = hashlib.sha256()
    for path in sorted([*_HERE.glob("*.py"), *_HERE.glob("name_texts/*.jsonl")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    used = ", ".join(f"{name} {version(name)}" for name in ("SudachiDict-core", "python-crfsuite"))
    return f"names: {used}, texts and rules {digest.hexdigest()[:16]}".encode()
