"""Marks of questions and answers, in any width: Ｑ１．/Ａ１．, 問１/答, 【質問1】/【回答1】."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.layouts.said import has_letters
from pipeline.text.speech_acts import claims

_GAP = "[ \u3000\t]*"
_NUMBER = rf"(?:[.．]?{_GAP}(?P<number>[0-9０-９]{{1,2}}|[①-⑳]))"
_STOP = rf"(?:{_GAP}[.．、:：)）\-－]{_GAP})"
_SHAPES = (
    rf"[【〔［\[（(＜<《]{_GAP}(?:WORD){_NUMBER}?{_GAP}[】〕］\]）)＞>》]{_STOP}?{_GAP}",
    rf"(?:WORD){_NUMBER}(?:{_STOP}|[ \u3000\t]+|$)",
    rf"(?:WORD)(?:{_STOP}|$)",
    r"(?:SHORT)[ \u3000\t]+",
    rf"(?:WORD){_NUMBER}(?=[^\W\dのでにはがをともやへ番年月])",
)
"""In brackets; with a number; without; a short word with a gap; a number right before the text."""
_RUN_IN = len(_SHAPES) - 1
_PATTERNS = {
    kind: [
        re.compile(shape.replace("WORD", word).replace("SHORT", short), re.MULTILINE)
        for shape in _SHAPES
    ]
    for kind, word, short in (
        ("question", "(?:ご|御)?質問|設問|問い?|[QＱ]", "問い?|[QＱ]"),
        ("answer", "(?:ご|御)?回答|答え?|[AＡ]", "答え?|[AＡ]"),
    )
}
_BEFORE = re.compile(r"[\s■●○◆◇・※]*")
_ASKS = re.compile(
    r"(?:か|[?？])[。)）]*$|(?:について|に関して|に対して|に関すること|に関する事項)[。]?$"
    r"|(?:書き|答え|聞かせ|示し|記入|記載|回答|教え|選び|選択|挙げ)(?:し?て)?(?:ください|下さい|願います)[。)）]*$"
)
_LONGEST_QUESTION = 400


@dataclass(frozen=True)
class AnswerMark:
    """A mark at the begin of a text."""

    is_question: bool
    number: str
    """In half width; empty where it has none."""
    end: int
    """Where the text behind it begins, in characters."""
    is_letter: bool
    """Whether Q or A stands for the word."""
    runs_in: bool
    """Whether nothing but its number parts it from the text (問１遊具について)."""


def answer_mark(text: str) -> AnswerMark | None:
    """The mark of a question or answer with which a text begins; None where there is none.

    >>> [answer_mark(t).number for t in ("Ｑ１．柵は", "【質問2】", "答　低い", "（回答３）")]
    ['1', '2', '', '3']
    >>> [answer_mark(text) for text in ("Ａ市は広い", "問題がある", "回答１のとおり")]
    [None, None, None]
    """
    begin = len(_BEFORE.match(text)[0])  # type: ignore[index]
    for kind, patterns in _PATTERNS.items():
        for shape, pattern in enumerate(patterns):
            if found := pattern.match(text, begin):
                number = unicodedata.normalize("NFKC", found.groupdict().get("number") or "")
                letter = found[0].strip(" \u3000\t【〔［[（(＜<《")[0] in "QＱAＡ"
                return AnswerMark(kind == "question", number, found.end(), letter, shape == _RUN_IN)
    return None


def asked_and_answered(texts: Sequence[str]) -> list[tuple[int, int, int]]:
    """Questions with a mark, each with the next answer with one: of texts below one another.

    A question that demands is none: what stands below may be the reply to it.

    Returns:
        Places of question and answer, from 0, and where the answer begins behind its mark.

    >>> asked_and_answered(["Ｑ１．柵は低いですか。", "A1. 低い", "Q2 道は", "悪い"])
    [(0, 1, 4)]
    """
    found = []
    asked: tuple[int, AnswerMark] | None = None
    for place, text in enumerate(texts):
        mark = answer_mark(text)
        if mark is None:
            continue
        if mark.is_question:
            asked = (place, mark) if not mark.runs_in or _ASKS.search(text.strip()) else None
        elif asked is not None and _belongs(mark, asked[1]):
            question = "\n".join(texts[asked[0] : place])
            if _is_asked(question[asked[1].end :]):
                found.append((asked[0], place, mark.end))
            asked = None
    return found


def _belongs(answer: AnswerMark, question: AnswerMark) -> bool:
    if answer.is_letter and not answer.number:
        return question.is_letter
    return answer.number == question.number or not (answer.number or answer.runs_in)


def _is_asked(question: str) -> bool:
    words = " ".join(question.split())
    return len(words) <= _LONGEST_QUESTION and (bool(_ASKS.search(words)) or not claims(words))


def answer_begin(text: str) -> int:
    """Where an answer begins behind a mark that needs no question above it; 0 where it has none.

    >>> [answer_begin(text) for text in ("回答１：低い", "A. 低い", "Ａ１　低い", "答　低い")]
    [4, 0, 3, 2]
    """
    mark = answer_mark(text)
    if mark is None or mark.is_question or mark.runs_in or not has_letters(text[mark.end :]):
        return 0
    return 0 if mark.is_letter and not mark.number else mark.end
