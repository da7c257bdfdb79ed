"""What a look at files says to people: `add-round` tells it, and `check` as long as it holds."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.layouts.examination import Examined, Look, compared, examine
from pipeline.layouts.list_layout import Proposal
from pipeline.layouts.sender_columns import unconfirmed
from pipeline.layouts.source import Layout
from pipeline.privacy.personal_data import Masker
from pipeline.readers.limits import Limits, bytes_of
from pipeline.readers.watchdog import watched
from pipeline.rounds.masked_layouts import mask_layout, mask_look
from pipeline.rounds.round_file import RoundFile
from pipeline.rounds.shown_paths import mask_path, received_paths
from pipeline.tables.state import UNREAD_PART

_LIKE_TEXT = ("document", "unreadable", "ignored")
"""Kinds of files in round.yaml that have no layout to doubt."""


@dataclass(frozen=True)
class Finding:
    """One line of a report: 読めない, 要判断, 要確認 or 情報; where; what."""

    level: str
    place: str
    message: str


def look_at(paths: Sequence[Path], limits: Limits) -> list[Examined]:
    """Look at every file under the watchdog, in the order of ``paths``; copies are compared."""
    looks = watched(
        examine,
        [Look(path, limits) for path in paths],
        limits,
        os.cpu_count() or 1,
        lambda _, why: Examined("unreadable", (), (), why),
        bytes_of,
    )
    return compared(looks)


def doubts_of(name: str, layout: Layout, proposal: Proposal) -> list[Finding]:
    """What is doubtful in how a layout was come by; what stops a run is 要判断."""
    asked = tuple(f"{column.column}列：" for column in unconfirmed(layout))
    return [
        Finding("要判断" if doubt.startswith(asked) else "要確認", name, doubt)
        for doubt in proposal.doubts
    ]


def told_of(shown: str, look: Examined) -> list[Finding]:
    """What was found in a file; ``shown`` is its name as it may be printed."""
    level = "要判断" if not look.proposals else "情報"
    asked = [Finding("要判断", shown, told) for told in look.asked]
    return asked + [Finding(level, shown, told) for told in look.findings]


def still_said(folder: Path, meta: RoundFile, limits: Limits, masker: Masker) -> list[Finding]:
    """What `add-round` said of the files of a round and people have not answered since.

    A doubt about a layout holds until round.yaml reads the file in another way than was proposed.
    What the ledger tells of the same file (parts that are not read, columns to be confirmed) is
    left to the ledger.

    Args:
        folder: of the round.
        meta: its round.yaml.
        limits: how large and slow files may be.
        masker: for names of files, sheets and headers.
    """
    sources = [s for s in meta.files if s.kind not in _LIKE_TEXT and not s.reason]
    received = received_paths(folder, meta.files)
    looks = look_at([folder / received[source.path] for source in sources], limits)
    findings: list[Finding] = []
    for source, seen in zip(sources, looks, strict=True):
        look = mask_look(seen, masker)
        layouts = {name: mask_layout(meta.layouts[name], masker) for name in source.layout}
        if look.proposals or not layouts:
            shown = mask_path(source.path, masker).text
            told = told_of(shown, replace(look, asked=()))  # the ledger asks, row by row
            findings += [f for f in told if not f.message.startswith(UNREAD_PART)]
        for proposal in look.proposals:
            findings += _unanswered(layouts, proposal)
    return list(dict.fromkeys(findings))


def _unanswered(layouts: Mapping[str, Layout], proposal: Proposal) -> list[Finding]:
    name = next((n for n, known in layouts.items() if _reads(known) == _reads(proposal.layout)), "")
    if not name:
        return []
    asked = tuple(f"{column.column}列：" for column in unconfirmed(proposal.layout))
    doubts = doubts_of(name, layouts[name], proposal)  # who has confirmed a column has answered
    return [one for one in doubts if not one.message.startswith(asked)] if asked else doubts


def _reads(layout: Layout) -> object:
    """How a layout reads a file, whatever people have confirmed."""
    columns = tuple((c.column, c.role, c.header) for c in layout.columns)
    fields = tuple((f.label, f.role) for f in layout.fields)
    return layout.shape, layout.header_rows, columns, fields
