"""What is masked in a round: its texts, the names of its files and of their sheets.

A row is masked as a whole, and its opinions are cut from it then: a cue in one part of a cell
masks the name in the next.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.execution import ExecutionParams, map_partitions
from pipeline.layouts.entry import Entry, FileOutcome
from pipeline.privacy.masking import KINDS, Kind, Masked, MaskedSpan, MaskingParams, between
from pipeline.privacy.person_names import holds_title
from pipeline.privacy.personal_data import Masker, mask_texts
from pipeline.rounds.shown_paths import mask_path, numbered

COUNT_COLUMNS: Mapping[Kind, str] = {
    "氏名": "n_masked_names",
    "電話番号": "n_masked_phones",
    "メール": "n_masked_mails",
    "住所": "n_masked_addresses",
}
"""Column of the ledger that counts a kind of personal data."""


_WORTH_PROCESSES = 5_000  # texts to cut into words; below, starting processes takes longer


@dataclass(frozen=True)
class RoundMask:
    """What to mask in a round; texts and names that are not in it stay as they are."""

    texts: Mapping[str, tuple[MaskedSpan, ...]] = field(default_factory=dict)
    files: Mapping[str, Masked] = field(default_factory=dict)
    sheets: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By file and sheet."""

    def spans(self, text: str) -> tuple[MaskedSpan, ...]:
        """What is masked in a text, in order."""
        return self.texts.get(text, ())

    def text(self, text: str) -> str:
        """A text with its personal data masked."""
        return between(text, self.spans(text), 0, len(text))

    def part(self, whole: str, begin: int, end: int) -> str:
        """A part of a text (character offsets), masked as the whole is."""
        return between(whole, self.spans(whole), begin, end)

    def file(self, file: str) -> str:
        """The path of a file with names of persons masked; no two files get one path."""
        return self.files[file].text if file in self.files else file

    def sheet(self, file: str, sheet: str | None) -> str | None:
        """The name of a sheet with names of persons masked."""
        return None if sheet is None else self.sheets.get((file, sheet), sheet)

    def reason(self, reason: str) -> str:
        """Why something is in its state; it may name files and sheets."""
        names = {(path, masked.text) for path, masked in self.files.items()}
        names |= {(sheet, masked) for (_, sheet), masked in self.sheets.items()}
        reason = self.text(reason)
        for name, masked in sorted(names, key=lambda pair: (-len(pair[0]), pair)):
            reason = reason.replace(name, masked)
        return reason

    def counts(self, spans: Iterable[MaskedSpan]) -> dict[str, int]:
        """Masked places by column of the ledger."""
        kinds = [span.kind for span in spans]
        return {COUNT_COLUMNS[kind]: kinds.count(kind) for kind in KINDS}


def find_mask(
    entries: Sequence[Entry],
    outcomes: Mapping[str, FileOutcome | None],
    params: MaskingParams,
    execution: ExecutionParams,
    shown: Mapping[str, str] | None = None,
) -> RoundMask:
    """Look for personal data in everything that leaves ``ingest``.

    Args:
        entries: of all files.
        outcomes: by path, all files, read or not.
        params: how strict.
        execution: how the work is spread; no result depends on it.
        shown: by path as received, the path in round.yaml, where that is another (masked).
    """
    texts = dict.fromkeys(outcome.reason for outcome in outcomes.values() if outcome)
    for entry in entries:
        texts |= dict.fromkeys((entry.text, entry.reason, entry.heading or "", *entry.quoted))
        texts |= dict.fromkeys(part.lead for part in entry.parts)
    frame = pd.DataFrame({"text": list(texts)}, dtype=object)
    n_titled = sum(map(holds_title, texts)) if params.strictness != "strict" else len(texts)
    if n_titled < _WORTH_PROCESSES:
        execution = execution.model_copy(update={"workers": 1})
    found = map_partitions(_Work(params), frame, execution)
    masker = Masker(params)
    sheets: dict[str, list[str]] = {}
    for file, sheet in dict.fromkeys((e.file, e.sheet) for e in entries if e.sheet):
        sheets.setdefault(file, []).append(str(sheet))
    return RoundMask(
        texts=dict(zip(found["text"], found["spans"], strict=True)),
        files=_files(outcomes, shown or {}, masker),
        sheets={
            (file, name): masked.text
            for file, names in sheets.items()
            for name, masked in _apart(names, masker.mask_name).items()
        },
    )


@dataclass(frozen=True)
class _Work:
    """``mask_texts`` with its parameters, to be sent to a process."""

    params: MaskingParams

    def __call__(self, texts: pd.DataFrame) -> pd.DataFrame:
        return mask_texts(texts, self.params)


def _files(paths: Iterable[str], shown: Mapping[str, str], masker: Masker) -> dict[str, Masked]:
    """Files under another path than the one received: the one of round.yaml, masked."""
    found = {path: mask_path(path, masker) for path in paths}
    masked = {path: mask_path(shown.get(path, path), masker) for path in found}
    taken = {shown.get(path, path) for path, name in masked.items() if not name.spans}
    result = {}
    for path, name in masked.items():
        text = numbered(name.text, taken) if name.spans else shown.get(path, path)
        taken.add(text)
        if text != path:
            result[path] = Masked(text, found[path].spans, found[path].counts)
    return result


def _apart(names: Iterable[str], mask: Callable[[str], Masked]) -> dict[str, Masked]:
    """Names in which something is masked, numbered where the masked ones would be the same."""
    masked = {name: mask(name) for name in names}
    taken = {name for name, found in masked.items() if not found.spans}
    result = {}
    for name, found in masked.items():
        if found.spans:
            text = numbered(found.text, taken)
            taken.add(text)
            result[name] = Masked(text, found.spans, found.counts)
    return result
