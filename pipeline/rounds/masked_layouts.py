"""Layouts as round.yaml holds them: headers such as 担当者　山田太郎 are masked, evidence too."""

from dataclasses import replace

from pipeline.layouts.examination import Examined
from pipeline.layouts.list_layout import Proposal
from pipeline.layouts.source import LabelledField, Layout
from pipeline.privacy.personal_data import Masker


def mask_layout(layout: Layout, masker: Masker) -> Layout:
    """A layout with headers and labels masked; of labels that become the same the first stays."""
    columns = tuple(
        column.model_copy(update={"header": masker.mask_name(column.header).text})
        for column in layout.columns
    )
    fields: dict[str, LabelledField] = {}
    for entry in layout.fields:
        label = masker.mask_name(entry.label).text
        fields.setdefault(label, entry.model_copy(update={"label": label}))
    return layout.model_copy(update={"columns": columns, "fields": tuple(fields.values())})


def masked_headers(layout: Layout, masker: Masker) -> dict[str, str]:
    """Headers and labels in which something is masked, and what stands for them."""
    texts = [column.header for column in layout.columns] + [f.label for f in layout.fields]
    found = {text: masker.mask_name(text).text for text in texts}
    return {text: masked for text, masked in found.items() if text != masked}


def mask_look(look: Examined, masker: Masker) -> Examined:
    """What was seen in a file, with nothing in it that is masked."""
    sheets = {sheet: masker.mask_name(sheet).text for sheet in look.sheets}
    proposals = tuple(_mask_proposal(proposal, masker) for proposal in look.proposals)
    findings = tuple(_replaced(told, sheets) for told in look.findings)
    asked = tuple(_replaced(told, sheets) for told in look.asked)
    return replace(
        look, proposals=proposals, findings=findings, sheets=tuple(sheets.values()), asked=asked
    )


def _mask_proposal(proposal: Proposal, masker: Masker) -> Proposal:
    headers = masked_headers(proposal.layout, masker)
    return Proposal(
        mask_layout(proposal.layout, masker),
        {headers.get(k, k): _replaced(why, headers) for k, why in proposal.evidence.items()},
        tuple(_replaced(doubt, headers) for doubt in proposal.doubts),
    )


def _replaced(text: str, names: dict[str, str]) -> str:
    for name, masked in sorted(names.items(), key=lambda pair: (-len(pair[0]), pair)):
        text = text.replace(name, masked)
    return text
