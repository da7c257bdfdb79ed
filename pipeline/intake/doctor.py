"""The sheet doctor (診断): what was found in the files of a round, and what people must decide."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.intake.examination import Examined
from pipeline.intake.gathering import Incoming
from pipeline.intake.round import IngestParams, check_presence, ingest
from pipeline.intake.round_draft import Draft
from pipeline.intake.round_file import read_round_file
from pipeline.privacy.masking import MaskingParams
from pipeline.tables.state import State

_SHOWN = 20
"""Places named per finding; the rest is counted."""


@dataclass(frozen=True)
class Finding:
    """One line of the report: 読めない, 要判断, 要確認 or 情報; where; what."""

    level: str
    place: str
    message: str


@dataclass
class Report:
    """The doctor's report on one round."""

    round_name: str
    n_files: int
    findings: list[Finding] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)

    @property
    def n_unreadable(self) -> int:
        """Files that nothing here can read."""
        return sum(finding.level == "読めない" for finding in self.findings)

    def lines(self) -> list[str]:
        """The report for a terminal: layouts first, then findings by urgency."""
        lines = [f"{self.round_name}: {self.n_files}ファイル、読めないもの {self.n_unreadable}"]
        lines += [f"  {layout}" for layout in self.layouts]
        for level in ("読めない", "要判断", "要確認", "情報"):
            grouped: dict[str, list[str]] = {}
            for finding in self.findings:
                if finding.level == level:
                    grouped.setdefault(finding.message, []).append(finding.place)
            for message, places in grouped.items():
                named = "、".join(places[:3])
                rest = f" ほか{len(places) - 3}" if len(places) > 3 else ""
                lines.append(f"  [{level}] {message} — {named}{rest}")
        return lines


def of_looks(
    round_name: str, incoming: Sequence[Incoming], looks: Mapping[str, Examined], draft: Draft
) -> Report:
    """The report on files that are being added."""
    report = Report(round_name, len(incoming))
    uses = Counter(name for names in draft.files.values() for name in names)
    for name, layout in draft.layouts.items():
        parts = [f"{c.column}={c.role}「{c.header}」" for c in layout.columns]
        parts += [f"「{entry.label}」={entry.role}" for entry in layout.fields]
        rows = (
            f"、見出し{'・'.join(map(str, layout.header_rows))}行目" if layout.header_rows else ""
        )
        report.layouts.append(f"{name}（{uses[name]}ファイル{rows}）{'、'.join(parts)}")
    for name, proposal in draft.evidence.items():
        report.findings += [Finding("要確認", name, doubt) for doubt in proposal.doubts]
    for file in incoming:
        look = looks.get(file.name)
        reason = file.refused or (look.unreadable if look else "")
        if reason:
            report.findings.append(Finding("読めない", file.name, reason))
        elif look is not None:
            level = "要判断" if not look.proposals else "情報"
            report.findings += [Finding(level, file.name, told) for told in look.findings]
    return report


def check_round(folder: Path, params: IngestParams, official: pd.DataFrame | None = None) -> Report:
    """Read a round as ``ingest`` would, and report what is doubtful.

    Args:
        folder: of the round.
        params: how files are read.
        official: the official list of bodies, as ``official_bodies`` gives it.

    Raises:
        OpinionsError: round.yaml cannot be used, files are missing, or no opinion is found.
    """
    meta = read_round_file(folder)
    check_presence(folder, meta)
    lenient = params.model_copy(update={"strict": False})
    # Whoever checks a round holds its files: nothing is masked, so that names lead to them.
    plain = MaskingParams(strictness="off")
    tables = ingest(folder, lenient, official=official, masking=plain)
    ledger = tables.ledger
    report = Report(folder.name, len(meta.files))
    files = ledger[ledger["level"] == "file"]
    for row in files.itertuples():
        if row.state == State.UNREADABLE:
            report.findings.append(Finding("読めない", str(row.file), str(row.reason)))
        elif row.state == State.NEEDS_PERSON:
            report.findings.append(Finding("要判断", str(row.file), str(row.reason)))
        elif row.state == State.SUPERSEDED:
            report.findings.append(Finding("情報", str(row.file), str(row.reason)))
    rows = ledger[(ledger["level"] == "row") & (ledger["state"] == State.NEEDS_PERSON)]
    for found in rows.to_dict("records"):
        number = "" if pd.isna(found["row"]) else f"行{int(found['row'])}"
        parts = [found["file"], "" if pd.isna(found["sheet"]) else found["sheet"], number]
        place = " ".join(part for part in parts if part)
        report.findings.append(Finding("要判断", place, found["reason"]))
    for row in tables.respondents[tables.respondents["problem"] != ""].itertuples():
        report.findings.append(Finding("要確認", str(row.respondent), str(row.problem)))
    n_rows = ledger[ledger["level"] == "row"]["state"].value_counts()
    report.layouts.append(
        "、".join(f"{state} {n_rows[state]}" for state in State if state in n_rows)
    )
    return report
