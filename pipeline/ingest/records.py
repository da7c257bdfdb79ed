"""The tables of a round, made from the entries of all its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.ingest.ledger_rows import ledger_rows
from pipeline.ingest.round_mask import RoundMask
from pipeline.layouts.entry import Entry, FileOutcome, Original, Part, Sender, originals
from pipeline.privacy.decisions import Unsure
from pipeline.tables.attributes import Attributes
from pipeline.tables.ledger import Ledger, State
from pipeline.tables.opinions import Opinions, Originals
from pipeline.text.normalize import normalize, opinion_ids, text_key

__all__ = ["Entry", "FileOutcome", "Ingested", "Part", "Sender", "ingested"]


@dataclass(frozen=True)
class Ingested:
    """The tables of one round, as `ingest` writes them."""

    opinions: pd.DataFrame
    ledger: pd.DataFrame
    originals: pd.DataFrame
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame)
    """One row per opinion and attribute."""
    respondents: pd.DataFrame = field(default_factory=pd.DataFrame)
    """One row per respondent that is named."""
    unsure: tuple[Unsure, ...] = ()
    """What is masked or left and a person should decide. For eyes only: it holds names."""


def ingested(
    round_name: str,
    entries: Sequence[Entry],
    outcomes: Mapping[str, FileOutcome | None] | None = None,
    mask: RoundMask | None = None,
) -> Ingested:
    """Make the tables of a round from all entries of all its files, in their order.

    Opinions are numbered in order of appearance. Every entry is in the ledger exactly once, and
    every file gets one entry of its own with the number of its opinions.

    Args:
        round_name: the survey round.
        entries: of all files, file by file.
        outcomes: by file, in the order of the ledger, what became of files that could not be read,
            or that a newer one replaces (None: its rows say); such a file may have no entries.
        mask: what is masked in all but the originals; nothing where None.
    """
    mask = mask or RoundMask()
    as_cut = _masked_opinions(entries, mask)
    opinions: list[dict[str, object]] = []
    before_masking: list[dict[str, object]] = []
    attributes: list[dict[str, object]] = []
    said = [(entry, original) for entry in entries for original in originals(entry)]
    keys = [text_key(original.text) for _, original in said]
    identities = opinion_ids(round_name, keys)
    for (entry, original), key, identity in zip(said, keys, identities, strict=True):
        text = (
            mask.text(as_cut.get(original.text, original.text))
            if entry.state is State.REFERENCE
            else _masked(entry, original, mask)
        )
        beside = [(mask.text(header), mask.text(said)) for header, said in entry.beside]
        headings = [mask.text(told) for told in (entry.heading, original.lead) if told]
        opinions.append(
            {
                "opinion_id": identity,
                "round": round_name,
                "number": len(opinions) + 1,
                "text_key": key,
                "text": text,
                "text_normalized": normalize(text),
                "heading": " ／ ".join(headings) or None,
                "beside": "\n".join(map("：".join, beside)) or None,
                "respondent": entry.respondent,
                "body_kind": entry.body_kind,
                "body_code": entry.body_code,
                "population_band": entry.population_band,
                "file": mask.file(entry.file),
                "sheet": mask.sheet(entry.file, entry.sheet),
                "row": entry.row,
                "column": entry.column,
                "page": entry.page,
                "begin": original.begin,
                "end": original.end,
            }
        )
        before_masking.append({"opinion_id": identity, "text": original.text})
        told = {mask.text(name): mask.text(value) for name, value in entry.sender.attributes}
        attributes += [
            {"opinion_id": identity, "name": name, "value": value} for name, value in told.items()
        ]
    return Ingested(
        _frame(opinions, Opinions.column_names()),
        _frame(ledger_rows(round_name, entries, outcomes or {}, mask), Ledger.column_names()),
        _frame(before_masking, Originals.column_names()),
        _frame(attributes, Attributes.column_names()),
    )


def _masked(entry: Entry, original: Original, mask: RoundMask) -> str:
    """An opinion as it stands in its masked row."""
    return mask.part(entry.text, original.begin - entry.begin, original.end - entry.begin)


def _masked_opinions(entries: Sequence[Entry], mask: RoundMask) -> dict[str, str]:
    """Opinions in which something is masked, for the references to them."""
    return {
        original.text: text
        for entry in entries
        if entry.state is State.OPINIONS and mask.spans(entry.text)
        for original in originals(entry)
        if (text := _masked(entry, original, mask)) != original.text
    }


def _frame(rows: list[dict[str, object]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns)
