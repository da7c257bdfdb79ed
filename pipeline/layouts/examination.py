"""A look at a file before anything is decided: its kind, its layouts, and what is doubtful."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.layouts.copies import FormCells, form_cells, of_copies
from pipeline.layouts.form_fit import fits_labels
from pipeline.layouts.hand_out import DocumentParams
from pipeline.layouts.headers_of_others import list_shown
from pipeline.layouts.list_layout import Proposal
from pipeline.layouts.prose import is_document
from pipeline.layouts.role_words import Role, squeezed
from pipeline.layouts.search import propose_parts
from pipeline.layouts.source import Layout
from pipeline.layouts.unread import told_of
from pipeline.readers.any_format import receive
from pipeline.readers.detect import Kind, detect
from pipeline.readers.limits import Limits

_NO_ANSWERS = "意見の欄が一つも見つからない。round.yaml に layouts を書き足す"


@dataclass(frozen=True)
class Look:
    """What to look at."""

    path: Path
    limits: Limits


@dataclass(frozen=True)
class Examined:
    """What was seen in one file."""

    kind: str
    proposals: tuple[Proposal, ...] = ()
    findings: tuple[str, ...] = ()
    unreadable: str = ""
    sheets: tuple[str, ...] = ()
    """Names of its sheets, which findings may hold."""
    forms: tuple[FormCells, ...] = ()
    """Its sheets that may be copies of a form, until they are compared."""
    asked: tuple[str, ...] = ()
    """What a person must decide: text where no answer is looked for, rows nobody can tell apart."""


def examine(look: Look) -> Examined:
    """Look at a file; never raises for what is wrong with it."""
    try:
        kind = detect(look.path)
        received = receive(look.path, look.limits)
    except OpinionsError as error:
        return Examined("unreadable", unreadable=str(error))
    except MemoryError:
        return Examined("unreadable", unreadable="メモリが足りない。ファイルを分割してください。")
    except Exception as error:  # whatever the bytes, one file never stops a round
        reason = f"読み取り中の想定外の誤り（{type(error).__name__}）。保存し直してください。"
        return Examined("unreadable", unreadable=reason)
    proposals = []
    forms = []
    findings = list(received.findings)
    for grid in received.grids:
        if grid.hidden or not any(True for _ in grid.filled_rows()):
            continue
        parts = propose_parts(grid)
        if len(parts) < 2 and (form := form_cells(grid, next(iter(parts), None))):
            forms.append(form)
        proposals += parts
        if not parts and kind is not Kind.WORD:
            findings.append(_no_answers(grid.sheet or "1"))
    if not proposals and received.text.strip():
        shape = "document" if is_document(received.text, DocumentParams()) else "prose"
        proposals.append(Proposal(Layout(shape=shape)))
    if not proposals:
        findings.append(_NO_ANSWERS)
    asked, told = told_of(received)
    findings += told
    sheets = tuple(grid.sheet for grid in received.grids if grid.sheet)
    return Examined(
        *(str(kind), tuple(proposals), tuple(findings)),
        sheets=sheets,
        asked=tuple(asked),
        forms=tuple(forms),
    )


def compared(looks: Sequence[Examined]) -> list[Examined]:
    """What was seen in files, with the layouts of forms that only their copies show."""
    lists = [p.layout for look in looks for p in look.proposals if p.layout.shape == "list"]
    forms = [form for look in looks for form in look.forms]
    of_lists = [list_shown(form.cells, lists) for form in forms]
    found = iter(shown or copied for shown, copied in zip(of_lists, of_copies(forms), strict=True))
    result = []
    for look in looks:
        shown = [(form, next(found)) for form in look.forms]
        new = [(form, proposal) for form, proposal in shown if proposal is not form.proposal]
        replaced = [form.proposal for form, _ in new]
        kept = [
            proposal
            for proposal in look.proposals
            if not any(proposal is old for old in replaced)
            and not (new and proposal.layout.shape in ("prose", "document"))
        ]
        settled = {_no_answers(form.sheet) for form, _ in new} | ({_NO_ANSWERS} if new else set())
        result.append(
            replace(
                look,
                proposals=(*kept, *(proposal for _, proposal in new if proposal)),
                findings=tuple(told for told in look.findings if told not in settled),
                forms=(),
            )
        )
    return result


def _no_answers(sheet: str) -> str:
    return f"シート {sheet}：意見の欄が見つからない"


def serves(known: Layout, found: Layout) -> bool:
    """Whether a layout that is known already reads what was found in another file."""
    if known.shape != found.shape:
        return False
    if known.shape == "list":
        headers = {(column.column, squeezed(column.header)) for column in found.columns}
        expected = {(column.column, squeezed(column.header)) for column in known.columns}
        return expected == headers if known.header_rows else not found.header_rows
    if known.shape == "form":
        labels = {entry.label for entry in found.fields}
        opinions = {entry.label for entry in found.fields if entry.role is Role.OPINION}
        return fits_labels(labels, known) and opinions <= {e.label for e in known.fields}
    return True
