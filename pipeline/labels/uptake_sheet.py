"""The sheet 反映状況, on which people say what the next draft took up: its columns and rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.labels.answer_sheet import plain, row_mark
from pipeline.labels.row_words import row_place
from pipeline.language import says

SHEET = "反映状況"
NUMBER, TEXT, ASKED = "番号", "意見の文", "意見の語句"
PROPOSAL, CERTAINTY, WHY = "機械の案（未確認）", "確からしさ", "案の根拠"
BEFORE, AFTER, DECIDED = "前の版", "あとの版", "これまでの判断"
DECISION = "判断（記入）"
ROUND, KEY, MARK = "回", "text_key", "照合"
WORDS = {
    "taken_up": "反映",
    "partly": "一部反映",
    "already": "記載済",
    "noted": "今後の参考",
    "out_of_scope": "対象外",
}
"""What people choose from, by the code in tables."""
NOT_KNOWN = "判断できない"
_CODES = {word: code for code, word in WORDS.items()}


@dataclass(frozen=True)
class UptakeFacts:
    """An opinion of the last run as the sheet shows it; copies in the same words stand once."""

    round: str
    number: int
    text_key: str
    text: str
    asked: str
    proposal: str
    certainty: float | None
    why: str
    before: str
    after: str
    decided: str


@dataclass(frozen=True)
class UptakeAnswer:
    """A row of the sheet as it came back."""

    file: str
    sheet: str
    row: int
    round: str
    text_key: str
    text: str
    mark: str
    decision: str


@dataclass(frozen=True)
class UptakeWord:
    """A person's word: a row of uptake.csv."""

    round: str
    text_key: str
    decision: str
    """A code of ``WORDS``."""
    note: str
    """Who says so and when."""


@dataclass
class CheckedUptake:
    """What becomes of the rows (messages in Japanese)."""

    words: list[UptakeWord] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    n_known: int = 0
    n_blank: int = 0

    @property
    def said(self) -> str:
        """All that is new, as one text; empty where nothing is."""
        return "\n".join(f"{w.round} {w.text_key} {w.decision}" for w in self.words)

    def lines(self) -> list[str]:
        """What came of the rows, for people."""
        n_refused = len(self.refused)
        head = says(
            f"反映状況　取り込まない {n_refused}行:", f"反映状況, not taken, {n_refused} rows:"
        )
        return [
            *([head, *self.refused] if self.refused else []),
            says(
                f"反映状況の新しい判断 {len(self.words)}件、取り込み済み {self.n_known}件、"
                f"取り込まない {n_refused}件、未記入 {self.n_blank}行",
                f"反映状況: {len(self.words)} new, {self.n_known} taken before, "
                f"{n_refused} not taken, {self.n_blank} rows left empty",
            ),
        ]


def check_uptake_answers(
    answers: Sequence[UptakeAnswer],
    known: Mapping[str, Collection[str]],
    words: Sequence[UptakeWord],
    note: str,
) -> CheckedUptake:
    """Check all rows.

    Args:
        answers: rows of the sheets.
        known: round → keys of its opinions.
        words: that uptake.csv holds already; the last on a text stands.
        note: who says so and when.
    """
    checked = CheckedUptake()
    held = {(word.round, word.text_key): word.decision for word in words}
    seen: dict[tuple[str, str], str] = {}
    for answer in answers:
        said = plain(answer.decision)
        if not said:
            checked.n_blank += 1
            continue
        key = answer.round, answer.text_key
        code = _CODES.get(said, "")
        problem = ""
        if not code:
            problem = says(
                f"「{answer.decision}」は選べない。{'、'.join(WORDS.values())} から選ぶ。",
                f"'{answer.decision}' is not in the list. Choose {', '.join(WORDS.values())}.",
            )
        elif answer.text_key not in known.get(answer.round, ()):
            problem = says(
                f"回「{answer.round}」にこの意見がない。"
                "表を出力し直して記入する（opinions review export）。",
                f"Round {answer.round} has no such opinion. Export the table again and fill that "
                "in (opinions review export).",
            )
        elif answer.mark != row_mark(answer.text_key, answer.text):
            problem = says(
                "意見の文と行の印が合わない（文の書き換え、一部の列だけの並べ替え）。"
                "表を出力し直して記入する。",
                "Text and mark of the row do not fit (text rewritten, or some columns sorted). "
                "Export the table again and fill that in.",
            )
        elif seen.get(key, code) != code:
            problem = says(
                f"同じ意見に「{WORDS[seen[key]]}」ともある。一つにする。",
                f"Another row of this opinion says {WORDS[seen[key]]}. Keep one.",
            )
        if problem:
            place = row_place(answer.file, answer.sheet, answer.row)
            checked.refused.append(f"{place}: {problem}")
        elif held.get(key) == code or key in seen:
            checked.n_known += 1
        else:
            checked.words.append(UptakeWord(answer.round, answer.text_key, code, note))
        if not problem:
            seen[key] = code
    return checked
