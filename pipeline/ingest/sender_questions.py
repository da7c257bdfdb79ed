"""Who said something, asked of a person where a line or cell may say so and nothing vouches."""

from collections.abc import Sequence

from pipeline.ingest.names_asked_for import may_be_somebody
from pipeline.ingest.senders import NUMBERED, from_file_name
from pipeline.layouts.affiliation import is_body
from pipeline.layouts.body_lines import may_name, named_by
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.file_sender import lines_alone
from pipeline.layouts.letter_sender import unsure_senders
from pipeline.layouts.source import SourceFile
from pipeline.readers.grid import Received
from pipeline.tables.state import State

_SAYS = frozenset({State.OPINIONS, State.REFERENCE})
_SHOWN = 3
"""Lines named in a question."""


def sheet_question(made: Sequence[Entry], sheet: str, who: Sender) -> list[Entry]:
    """One entry that asks who says a sheet whose name is a body's, where nothing vouches for it."""
    answers = [entry for entry in made if entry.state in _SAYS]
    if not who.is_open or not answers or any(e.sender.name or e.sender.code for e in answers):
        return []
    reason = f"シートの名前（{sheet}）の団体の意見か分からない。シートの団体名の欄に書く"
    asked = Entry(answers[0].file, 0, 0, "", State.NEEDS_PERSON, reason, sheet=sheet)
    return [asked]


def sender_question(source: SourceFile, received: Received, made: Sequence[Entry]) -> list[Entry]:
    """One entry that asks who sent a file, where its head or foot alone may say so.

    A letter's head and foot, lines alone above or below a table, heads and feet of pages: these
    may also be printed by who asks.

    Args:
        source: of the file, as round.yaml has it.
        received: the file.
        made: its entries so far.
    """
    named = from_file_name(source.path)
    if source.respondent or named.name or named.code:
        return []
    answers = [entry for entry in made if entry.state in _SAYS]
    if not answers or any(map(_is_told, answers)):
        return []
    found = unsure_senders(received.text) if received.text.strip() else []
    found += [office for entry in answers if is_body(office := entry.sender.department)]
    around = [
        *received.page_heads,
        *(line for grid in received.grids for line in lines_alone(grid)),
    ]
    found += [line.strip() for line in around if named_by(line) or may_name(line)]
    if not found:
        return []
    lines = "、".join(f"「{line}」" for line in list(dict.fromkeys(found))[:_SHOWN])
    reason = (
        f"差出人らしい行がある：{lines}。round.yaml の files のこのファイルに "
        "respondent: と書き、団体ならその名称、団体でなければ 個人 と続ける（それまでは差出人なし）"
    )
    return [Entry(source.path, 0, 0, "", State.NEEDS_PERSON, reason)]


def name_questions(entries: Sequence[Entry]) -> list[Entry]:
    """One entry for a sheet whose column for bodies holds words that may be somebody's name.

    They are shown by a number; the question names their rows, never the words.

    Args:
        entries: of all files, with their respondents.
    """
    unsure: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in entries:
        hidden = entry.respondent is not None and entry.respondent.startswith(NUMBERED)
        if hidden and entry.state in _SAYS and may_be_somebody(entry.sender):
            unsure.setdefault((entry.file, entry.sheet), []).append(entry)
    asked = []
    for (file, sheet), found in unsure.items():
        rows = list(dict.fromkeys(f"{entry.row}行目" for entry in found if entry.row))
        more = f" ほか{len(rows) - _SHOWN}行" if len(rows) > _SHOWN else ""
        reason = (
            f"「{found[0].sender.asked}」の名称が団体か人名か分からず、番号で示す（{'、'.join(rows[:_SHOWN])}{more}）。"
            "団体なら「…会」など団体と分かる名称に書き直し、人名なら round.yaml の settled に書く"
        )
        asked.append(
            Entry(file, 0, 0, "", State.NEEDS_PERSON, reason, sheet=sheet, row=found[0].row)
        )
    return asked


def _is_told(entry: Entry) -> bool:
    """Whether something says who answered: a body, or what people are asked of themselves."""
    return bool(entry.sender.name or entry.sender.code or entry.sender.attributes)
