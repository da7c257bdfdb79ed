"""What can be the name and the date of a round."""

import datetime as dt
import re
from pathlib import Path

from pipeline.errors import OpinionsError
from pipeline.language import says

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?")
_TAKEN = re.compile(
    r"all|changes|metrics|plots|search|index\.html|.*-private|(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?|.*\.dvc",
    re.IGNORECASE,
)
"""What stands beside the rounds' reports and tables, and what Windows or DVC keep."""
YEARS = range(1990, 2101)


def require_name(round_name: str, rounds: Path) -> None:
    """Refuse a name that cannot be a folder everywhere, or that something else has.

    Args:
        round_name: of the round.
        rounds: the folder of all rounds.

    Raises:
        OpinionsError: says what is allowed.
    """
    if not _NAME.fullmatch(round_name) or _TAKEN.fullmatch(round_name):
        raise OpinionsError(
            says(
                f"--round の '{round_name[:100]}' は意見照会の名前にできない。"
                "半角の英数字と - _ . で80字まで、英数字で始めて英数字で終える（例 2024-05-beta）。"
                "all、changes、metrics、plots、search、index.html、装置の名前（CON など）、"
                "-private か .dvc で終わる名前は使えない。",
                f"'{round_name[:100]}' cannot name a round. Use up to 80 letters, digits, "
                "'-', '_' and '.', beginning and ending with a letter or digit, such as "
                "2024-05-beta; 'all', 'changes', 'metrics', 'plots', 'search', 'index.html', "
                "names of devices (CON) and endings '-private' and '.dvc' are taken.",
            )
        )
    twins = [
        path.name
        for path in rounds.glob("*")
        if path.name != round_name and path.name.casefold() == round_name.casefold()
    ]
    if twins:
        raise OpinionsError(
            says(
                f"--round の '{round_name}' と大文字・小文字だけ違う意見照会 '{twins[0]}' がある。"
                "その名前を使うか、別の名前にする。",
                f"'{round_name}': there is a round '{twins[0]}', the same name where upper "
                "and lower case are one. Use that name, or another one.",
            )
        )


def require_date(date: str) -> None:
    """Refuse what is no day of the years that rounds can have; empty is allowed.

    Raises:
        OpinionsError: says how to write it.
    """
    if not date:
        return
    try:
        year = dt.date.fromisoformat(date).year if len(date) == 10 else 0
    except ValueError:
        year = 0
    if year not in YEARS:
        raise OpinionsError(
            says(
                f"--date の '{date[:40]}' は {YEARS[0]} 年から {YEARS[-1]} 年までの日付ではない。"
                "2024-05-10 のように書く。",
                f"--date {date}: no day between {YEARS[0]} and {YEARS[-1]}. Write it as "
                "2024-05-10.",
            )
        )
