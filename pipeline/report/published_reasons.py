"""Reasons of the ledger as a public report prints them: the words of the program alone."""

import re

from pipeline.report.numbers import Numbers
from pipeline.tables.state import UNREAD_PART, State

OWN = frozenset(
    {
        *("見出し", "記入欄", "記入の案内", "表題", "様式の文字", "様式に印刷された文字"),
        *(
            "表の前の注記",
            "上の行から続く結合セル",
            "見出しのない列",
            "理由・備考の欄",
        ),
        *("表の外の文字", "ページの上か下の文字", "あいさつ・宛名・日付", "理由", "備考"),
        *("上の行と結合された意見", "回答の様式ではないシート"),
    }
)
"""Whole reasons of entries that are no opinion; every other is a header or label of the file."""
OTHER = "意見の欄ではない記入"
_QUOTED = re.compile("「[^」]*」")
_IN_BRACKETS = re.compile(r"（(?!\d+行）|意見かどうか|様式の)[^（）]*）")


def published(reason: str, state: State, numbers: Numbers) -> str:
    """A reason without words of the file and without its name.

    >>> published("意見の欄の外にある文章（担当 山田）", State.NEEDS_PERSON, Numbers())
    '意見の欄の外にある文章'
    >>> published("担当 山田", State.NOT_AN_OPINION, Numbers())
    '意見の欄ではない記入'
    """
    for file in sorted(numbers.files, key=len, reverse=True):
        reason = reason.replace(file, numbers.file(file))
    if reason.startswith(UNREAD_PART):
        return reason.partition("（")[0]
    kept = _QUOTED.sub("「…」", _IN_BRACKETS.sub("", reason))
    if state in (State.NOT_AN_OPINION, State.BESIDE) and kept and kept not in OWN:
        continues = re.fullmatch(r"行\d+から続く答え|.*（\d+行）", kept)
        return kept if continues else OTHER
    return kept
