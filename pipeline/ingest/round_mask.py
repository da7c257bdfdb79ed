"""What is masked in a round: its texts, the names of its files and of their sheets.

A row is masked as a whole, and its opinions are cut from it then: a cue in one part of a cell
masks the name in the next. A name that stands for sure anywhere in the round (in a cell for names,
behind a cue, before a title) is masked wherever it stands; what is not sure people decide.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.execution import ExecutionParams, map_partitions
from pipeline.ingest.kept_finds import KeptFinds
from pipeline.layouts.entry import Entry, FileOutcome
from pipeline.layouts.role_words import Role, role_of_words
from pipeline.privacy.decisions import UNSURE, Decisions, Unsure, code_of, decided, unsure
from pipeline.privacy.known_names import SURE, KnownNames
from pipeline.privacy.known_places import KnownPlaces
from pipeline.privacy.many_texts import mask_texts
from pipeline.privacy.masking import Masked, MaskedSpan, MaskingParams, between
from pipeline.privacy.personal_data import Masker
from pipeline.privacy.plain import plain
from pipeline.rounds.shown_paths import mask_path, numbered
from pipeline.text.mask_marks import KINDS, Kind

_COUNTED: Mapping[Kind, str] = {
    "氏名": "n_masked_names",
    "電話番号": "n_masked_phones",
    "メール": "n_masked_mails",
    "住所": "n_masked_addresses",
}
COUNT_COLUMNS: Mapping[Kind, str] = {kind: _COUNTED.get(kind, "n_masked_others") for kind in KINDS}
"""Column of the ledger that counts a kind of personal data."""

_ASKS_FOR_SOMEBODY = frozenset({Role.PERSON, Role.CONTACT})
_WORTH_PROCESSES = 5_000  # texts; below, starting processes takes longer

Spans = tuple[MaskedSpan, ...]


@dataclass(frozen=True)
class RoundMask:
    """What to mask in a round; texts and names that are not in it stay as they are."""

    texts: Mapping[str, tuple[MaskedSpan, ...]] = field(default_factory=dict)
    files: Mapping[str, Masked] = field(default_factory=dict)
    sheets: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By file and sheet."""
    unsure: tuple[Unsure, ...] = ()
    """What people should decide, the least sure first. For eyes only: it holds names."""

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
        counts = dict.fromkeys(COUNT_COLUMNS.values(), 0)
        for span in spans:
            counts[COUNT_COLUMNS[span.kind]] += 1
        return counts


def find_mask(
    entries: Sequence[Entry],
    outcomes: Mapping[str, FileOutcome | None],
    params: MaskingParams,
    execution: ExecutionParams,
    shown: Mapping[str, str] | None = None,
    contents: Mapping[str, bytes] | None = None,
    decisions: Decisions | None = None,
    kept: Path | None = None,
) -> RoundMask:
    """Look for personal data in everything that leaves ``ingest``.

    Args:
        entries: of all files.
        outcomes: by path, all files, read or not.
        params: how strict.
        execution: how the work is spread; no result depends on it.
        shown: by path as received, the path in round.yaml, where that is another (masked).
        contents: by path, SHA-256 of the file as received: the key of codes.
        decisions: what people decided about finds that are not sure.
        kept: a file that keeps what was found, for the next time.
    """
    files_of: dict[str, list[str]] = {}
    for file, outcome in outcomes.items():
        files_of.setdefault(outcome.reason if outcome else "", []).append(file)
    for entry in entries:
        leads = (part.lead for part in entry.parts)
        told = (word for pair in (*entry.sender.attributes, *entry.beside) for word in pair)
        for text in (entry.text, entry.reason, entry.heading or "", *entry.quoted, *leads, *told):
            files_of.setdefault(text, []).append(entry.file)
    labels = {e.text: e.reason for e in entries if role_of_words(e.reason) in _ASKS_FOR_SOMEBODY}

    rows = [(text, labels.get(text, "")) for text in files_of]
    texts = pd.DataFrame(rows, columns=["text", "label"], dtype=object)
    finds = KeptFinds(kept, params, texts["text"], texts["label"])
    found = finds.before()
    if len(texts) < _WORTH_PROCESSES:
        execution = execution.model_copy(update={"scheduler": "none"})
    if found is None:
        found = _found(map_partitions(_Work(params, KnownNames()), texts, execution))
        finds.keep(found)
    places = KnownPlaces.of(found, files_of)
    found = _without_places(found, places)
    masker = Masker(params)
    names = _sure_names(entries, found, masker)
    known = masker.known_names(names)
    knowing = Masker(params, known)
    asked = [*texts["label"], *sorted(set(names))]
    finds_again = KeptFinds(_again(kept), params, texts["text"], asked)
    found_again = finds_again.before()
    if found_again is None:
        again = texts if known else texts.iloc[:0]
        found_again = _found(map_partitions(_Work(params, known), again, execution))
        finds_again.keep(found_again)
    found |= _without_places(found_again, places)
    keys = (
        {
            text: [contents[file] for file in dict.fromkeys(files_of[text]) if file in contents]
            for text in found
        }
        if contents
        else {}
    )
    if decisions and keys:
        found = {
            text: decided(text, spans, doubts, keys[text], decisions)
            for text, (spans, doubts) in found.items()
        }
    sheets: dict[str, list[str]] = {}
    for file, sheet in dict.fromkeys((e.file, e.sheet) for e in entries if e.sheet):
        sheets.setdefault(file, []).append(str(sheet))
    return RoundMask(
        texts={text: spans for text, (spans, _) in found.items() if spans},
        files=_files(outcomes, shown or {}, knowing),
        sheets={
            (file, name): masked.text
            for file, names in sheets.items()
            for name, masked in _apart(names, knowing.mask_name).items()
        },
        unsure=_unsure(found, keys, decisions or Decisions()),
    )


@dataclass(frozen=True)
class _Work:
    """``mask_texts`` with its parameters, to be sent to a process."""

    params: MaskingParams
    known: KnownNames

    def __call__(self, texts: pd.DataFrame) -> pd.DataFrame:
        return mask_texts(texts, self.params, self.known)


def _again(kept: Path | None) -> Path | None:
    """Beside what is kept of the first look, what the second found, which knows the names."""
    return kept.with_suffix(".again.json") if kept else None


def _found(frame: pd.DataFrame) -> dict[str, tuple[Spans, Spans]]:
    """By text, what is masked in it and what is left."""
    pairs = zip(frame["spans"], frame["doubts"], strict=True)
    return dict(zip(frame["text"], pairs, strict=True))


def _without_places(
    found: Mapping[str, tuple[Spans, Spans]], places: KnownPlaces
) -> dict[str, tuple[Spans, Spans]]:
    return {text: places.left(text, *finds) for text, finds in found.items()}


def _sure_names(
    entries: Sequence[Entry], found: Mapping[str, tuple[Spans, Spans]], masker: Masker
) -> list[str]:
    """Names in their plain form that stand in the round for sure."""
    cells = dict.fromkeys(entry.sender.person for entry in entries if entry.sender.person)
    names = [name for cell in cells for name in masker.names_in_cell(cell)]
    return names + [
        plain(text[span.begin : span.end]).text
        for text, (spans, _) in found.items()
        for span in spans
        if span.kind == "氏名" and span.evidence in SURE
    ]


def _unsure(
    found: Mapping[str, tuple[Spans, Spans]],
    keys: Mapping[str, Sequence[bytes]],
    decisions: Decisions,
) -> tuple[Unsure, ...]:
    """Each find that nobody decided, once, with the number of its places."""
    finds: dict[str, Unsure] = {}
    for text, (spans, doubts) in found.items():
        for span, is_masked in [*((s, True) for s in spans), *((s, False) for s in doubts)]:
            if span.evidence not in UNSURE or not keys.get(text):
                continue
            codes = [code_of(text, span, key) for key in keys[text]]
            if any(code in decisions.mask or code in decisions.keep for code in codes):
                continue
            before = finds.get(codes[0])
            n_places = before.n_places + 1 if before else 1
            told = before or unsure(text, span, keys[text][0], is_masked=is_masked)
            finds[codes[0]] = told._replace(n_places=n_places)
    return tuple(
        sorted(
            finds.values(),
            key=lambda u: (u.is_masked, UNSURE.index(u.evidence), -u.n_places, u.code),
        )
    )


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
