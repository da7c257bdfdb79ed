"""The sheet doctor (診断): what was found in the files of a round, and what people must decide."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from pipeline.ingest.round_tables import IngestParams, ingest
from pipeline.layouts.examination import Examined
from pipeline.layouts.form_words import FormWords
from pipeline.layouts.list_layout import NO_BODY
from pipeline.layouts.role_words import ROLE_NAMES
from pipeline.places import DIGEST_LENGTH
from pipeline.privacy.decisions import CODE_LENGTH
from pipeline.privacy.masking import MaskingParams
from pipeline.privacy.personal_data import Masker
from pipeline.readers.detect import Kind
from pipeline.receiving.doctor_report import Report
from pipeline.receiving.draft_findings import draft_findings
from pipeline.receiving.gathering import Incoming
from pipeline.receiving.looks import Finding, doubts_of, still_said, told_of
from pipeline.receiving.waiting import waiting_in
from pipeline.rounds.round_draft import OWN_LINES, Draft
from pipeline.rounds.round_file import RoundFile, read_round_file
from pipeline.rounds.settled import settle_nothing
from pipeline.rounds.shown_paths import fits_path, mask_path
from pipeline.tables.state import (
    STATES,
    UNREAD_PART,
    State,
    stands_for_a_file,
    stands_for_a_row,
)

_MASKED_KINDS = (
    ("氏名", "n_masked_names"),
    ("電話番号", "n_masked_phones"),
    ("メール", "n_masked_mails"),
    ("住所", "n_masked_addresses"),
    ("生年月日・番号・アカウント", "n_masked_others"),
)


_NOT_ASKED = (
    "asked: がない。何を聞いたかを一、二文で書くと、一枚の概要に載り、賛否の読み取りが確かになる"
)
_SHORT, _CODE = (rf"['\"]?[0-9a-f]{{{n}}}['\"]?" for n in (DIGEST_LENGTH, CODE_LENGTH))
_DIGEST = re.compile(
    rf"\b[0-9a-f]{{32,}}\b|\bdigest: {_SHORT}"
    rf"|\b(?:mask|keep): \[(?:{_CODE}[, ]*)*\]|^\s*- {_CODE}$"
)
"""Digests of files and codes of decisions: their digits can look like a number of somebody."""
_OF_NOBODY = (
    "差出人の分からない意見がある（回答者に数えない）。round.yaml の files のそのファイルに "
    "respondent: と書き、団体ならその名称、団体でなければ 個人 と続ける"
)


def of_looks(
    round_name: str,
    incoming: Sequence[Incoming],
    looks: Mapping[str, Examined],
    draft: Draft,
    shown: Mapping[str, str],
) -> Report:
    """The report on files that are being added; ``shown`` gives the name of each to be printed."""
    report = Report(round_name, sum(not file.ignored for file in incoming))
    uses = Counter(name for names in draft.files.values() for name in names)
    for name, layout in draft.layouts.items():
        parts = [f"{c.column}={ROLE_NAMES[c.role]}「{c.header}」" for c in layout.columns]
        parts += [f"「{entry.label}」={ROLE_NAMES[entry.role]}" for entry in layout.fields]
        rows = (
            f"、見出し{'・'.join(map(str, layout.header_rows))}行目" if layout.header_rows else ""
        )
        report.layouts.append(f"{name}（{uses[name]}ファイル{rows}）{'、'.join(parts)}")
    for name, proposal in draft.evidence.items():
        report.findings += doubts_of(name, draft.layouts[name], proposal)
    for file in incoming:
        look = looks.get(file.name)
        reason = file.refused or (look.unreadable if look else "")
        if reason:
            report.findings.append(Finding("読めない", shown[file.name], reason))
        elif look is not None:
            report.n_read += 1
            report.findings += told_of(shown[file.name], look)
        elif file.ignored:
            report.findings.append(Finding("情報", shown[file.name], file.ignored))
    return report


def check_round(
    folder: Path,
    params: IngestParams,
    official: pd.DataFrame | None = None,
    masking: MaskingParams | None = None,
    words: FormWords | None = None,
) -> Report:
    """Read a round as ``ingest`` would, and report what is doubtful, as ``add_round`` did.

    Args:
        folder: of the round.
        params: how files are read.
        official: the official list of bodies, as ``official_bodies`` gives it.
        masking: how personal data is masked in the report; the default where None. What is printed
            may end in a log: `opinions files` says which file a masked name means.
        words: of forms and of no answer, as people list them.

    Raises:
        OpinionsError: round.yaml cannot be used, files are missing, or no opinion is found.
    """
    meta = read_round_file(folder)
    lenient = params.model_copy(update={"strict": False})
    masking = masking or MaskingParams()
    tables = ingest(folder, lenient, official=official, masking=masking, words=words)
    ledger = tables.ledger
    files = ledger[ledger["level"] == "file"]
    n_files = sum(map(stands_for_a_file, files["state"], files["reason"]))
    report = Report(folder.name, n_files)
    masker = Masker(masking)
    waiting = waiting_in(ledger, [one.what for one in meta.settled], masker)
    report.findings += waiting.findings
    told = ledger["reason"].str.startswith(UNREAD_PART) & (ledger["state"] != State.NEEDS_PERSON)
    for part in ledger[told].to_dict("records"):
        place = part["file"] if pd.isna(part["sheet"]) else f"{part['file']} {part['sheet']}"
        report.findings.append(Finding("情報", str(place), str(part["reason"])))
    report.findings += draft_findings(meta, folder, tables.opinions)
    for row in tables.respondents[tables.respondents["problem"] != ""].itertuples():
        report.findings.append(Finding("要確認", str(row.respondent), str(row.problem)))
    of_nobody = tables.opinions[tables.opinions["respondent"].isna()]
    asked = waiting.files_asked_about
    asked |= {file.path for file in meta.files if file.kind == Kind.DOCUMENT}  # tells nobody's name
    for file in dict.fromkeys(of_nobody.loc[~of_nobody["file"].isin(asked), "file"]):
        report.findings.append(Finding("要確認", str(file), _OF_NOBODY))
    report.findings += _settled_nothing(meta, ledger, masker)
    said = still_said(folder, meta, params.limits, masker)
    nameless = _without_body(meta, tables.opinions, tables.respondents)
    report.findings += [
        one
        for one in said
        if not waiting.answers(one) and (one.message != NO_BODY or one.place in nameless)
    ]
    content = (folder / "round.yaml").read_text(encoding="utf-8")
    report.findings += personal_data_left(content, masker)
    if not meta.asked.strip():
        report.findings.append(Finding("情報", "round.yaml", _NOT_ASKED))
    report.unsure = tables.unsure
    report.layouts.append(_told_masked(folder.name, ledger, len(tables.unsure)))
    placed = ledger[(ledger["level"] == "row") & ~waiting.is_settled]
    is_row = list(map(stands_for_a_row, placed["state"], placed["reason"]))
    n_rows = placed[is_row]["state"].value_counts()
    told_rows = [f"{told} {n_rows[state]}" for state, told in STATES.items() if state in n_rows]
    if waiting.n_rows_settled:
        told_rows.append(f"人が確かめた行 {waiting.n_rows_settled}")
    report.layouts.append("、".join(told_rows))
    return report


def _without_body(meta: RoundFile, opinions: pd.DataFrame, named: pd.DataFrame) -> set[str]:
    """Layouts by which opinions were read of which no body is known: by no file, name or text."""
    bodies = set(named.loc[named["body_code"].notna() | named["name"].notna(), "respondent"])
    nobodys = set(opinions.loc[~opinions["respondent"].isin(bodies), "file"])
    return {name for file in meta.files if file.path in nobodys for name in file.layout}


def _told_masked(round_name: str, ledger: pd.DataFrame, n_unsure: int) -> str:
    """How many places are masked, by kind, and how many a person should look at."""
    counts = [(kind, int(ledger[column].sum())) for kind, column in _MASKED_KINDS]
    told = "、".join(f"{kind} {count}" for kind, count in counts if count) or "なし"
    how = f"（端末で opinions check --again {round_name} とすると示す）"
    asks = f"。確かでない {n_unsure}{how}" if n_unsure else ""
    return f"個人情報として伏せた箇所：{told}{asks}"


def _settled_nothing(meta: RoundFile, ledger: pd.DataFrame, masker: Masker) -> list[Finding]:
    """Entries of ``settled`` in round.yaml that mean nothing that waits, and what may be meant."""
    found = []
    for what in settle_nothing(ledger, [one.what for one in meta.settled]):
        shown = mask_path(what, masker).text
        named = [path for path in dict.fromkeys(ledger["file"]) if fits_path(path, what)]
        named += [p for p in dict.fromkeys(ledger["file"]) if fits_path(p.split("/")[-1], what)]
        told = f"settled の「{shown}」に当たる、人の判断を待つものがない"
        hint = f"。ファイルの名前は {named[0]} と書く" if named and shown != what else ""
        found.append(Finding("要確認", "round.yaml", f"{told}{hint}"))
    return found


def personal_data_left(content: str, masker: Masker) -> list[Finding]:
    """Lines of a round.yaml, which is in git, that hold what masking masks (people's own words)."""
    findings = []
    for number, line in enumerate(content.splitlines(), start=1):
        if line in OWN_LINES:
            continue
        kinds = masker.mask_name(_DIGEST.sub("", line)).counts
        if kinds:
            told = f"個人情報らしい語（{'、'.join(kinds)}）がある。git に入るので書き換える"
            findings.append(Finding("要確認", f"round.yaml {number}行目", told))
    return findings
