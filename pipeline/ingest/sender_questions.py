"""Who sent a file, asked of a person where a line may say so and nothing vouches for it."""

from collections.abc import Sequence

from pipeline.ingest.senders import from_file_name
from pipeline.layouts.entry import Entry, Sender
from pipeline.layouts.file_sender import lines_alone
from pipeline.layouts.letter_sender import named_by, unsure_senders
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
    around = [
        *received.page_heads,
        *(line for grid in received.grids for line in lines_alone(grid)),
    ]
    found += [line.strip() for line in around if named_by(line)]
    if not found:
        return []
    lines = "、".join(f"「{line}」" for line in list(dict.fromkeys(found))[:_SHOWN])
    reason = (
        f"差出人らしい行がある：{lines}。round.yaml の files のこのファイルに "
        "respondent: と書き、団体ならその名称、団体でなければ 個人 と続ける（それまでは差出人なし）"
    )
    return [Entry(source.path, 0, 0, "", State.NEEDS_PERSON, reason)]


def _is_told(entry: Entry) -> bool:
    """Whether something says who answered: a body, or what people are asked of themselves."""
    return bool(entry.sender.name or entry.sender.code or entry.sender.attributes)
