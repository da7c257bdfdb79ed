"""What became of opinions in the next draft (反映状況), in a word."""

from collections import Counter
from collections.abc import Iterable

from pipeline.labels.uptake_sheet import NOT_KNOWN, WORDS
from pipeline.report.inputs import ReportInputs, records

UNCHECKED = "（未確認）"
"""Behind what the machine proposes and no person has seen."""
_ORDER = [*WORDS.values(), *(f"{word}{UNCHECKED}" for word in WORDS.values()), NOT_KNOWN]


def uptake_names(inputs: ReportInputs) -> dict[str, str]:
    """By opinion: a person's decision, else the proposal marked 未確認, else 判断できない."""
    return {
        row.opinion_id: uptake_name(row.proposal, row.decision) for row in records(inputs.uptake)
    }


def uptake_name(proposal: str, decision: object) -> str:
    """One of them.

    >>> uptake_name("partly", None), uptake_name("partly", "noted"), uptake_name("unknown", None)
    ('一部反映（未確認）', '今後の参考', '判断できない')
    """
    if isinstance(decision, str):
        return WORDS[decision]
    return f"{WORDS[proposal]}{UNCHECKED}" if proposal in WORDS else NOT_KNOWN


def is_unchecked(name: str | None) -> bool:
    """Whether it is the machine's word alone."""
    return (name or "").endswith(UNCHECKED)


def uptake_counts(names: Iterable[str]) -> str:
    """Names with counts, decided ones first; empty where there are none.

    >>> uptake_counts(["判断できない", "反映", "判断できない", ""])
    '反映 1、判断できない 2'
    """
    counts = Counter(filter(None, names))
    return "、".join(f"{name} {counts[name]}" for name in _ORDER if counts[name])
