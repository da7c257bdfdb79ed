"""What a person has to say in round.yaml before a run: whether a column names the senders."""

from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.layouts.sender_columns import question, unconfirmed
from pipeline.places import ROUNDS
from pipeline.rounds.round_file import RoundFile, read_round_file


def open_questions(round_name: str, meta: RoundFile) -> list[str]:
    """One message per column that is not confirmed, with the line that answers it."""
    return [
        f"{ROUNDS}/{round_name}/round.yaml, {name}: {question(column)}"
        for name, layout in meta.layouts.items()
        for column in unconfirmed(layout)
    ]


def require_answers(folder: Path) -> None:
    """Stop where a question of a round is open.

    Raises:
        OpinionsError: all open questions.
    """
    if asked := open_questions(folder.name, read_round_file(folder)):
        raise OpinionsError("\n".join(asked))
