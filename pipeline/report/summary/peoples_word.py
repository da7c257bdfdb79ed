"""What became of people's word on themes: each rule of themes.yaml, each accepted theme lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.report.inputs import ReportInputs, records
from pipeline.report.summary.opinion_lines import OpinionLine
from pipeline.report.wording import visible

KINDS: Mapping[str, str] = {
    "merge": "統合",
    "split": "分割",
    "pin": "意見の指定",
    "apart": "分離",
    "rename": "改名",
    "dissolved": "解消",
    "register": "登録済みテーマ",
}
REASONS: Mapping[str, str] = {
    "": "",
    "already_so": "初めからそのとおりで、変更はない",
    "partly": "一部の意見だけに適用した。残りはもうないか、別の論点にある",
    "theme_not_found": "このIDのテーマはこの意見照会にない",
    "text_not_found": "この意見はこの意見照会にない",
    "in_no_theme": "テーマを示す意見が少数意見である",
    "texts_elsewhere": "挙げた意見はどれもこの論点にない",
    "whole_theme": "論点の意見のすべてに当たり、分けるものが残らない",
    "pinned_together": "両方の意見が同じテーマに指定されている",
    "named_after": "後の規則がこのテーマに名前を付けている",
    "gathered": "一つのまとまりにはないため、人が決めた意見を集めた",
    "scattered": "属していた意見の半数以上を含むまとまりがなく、集め直せる意見も二つに満たない",
    "mostly_gone": "属していた意見のうち、この意見照会にあるものは半数に満たない",
    "all_gone": "属していた意見がこの意見照会にない",
    "one_left": "規則の結果、内容が一つだけになったため少数意見とした",
}
"""Why a rule was not, or not simply, applied; the keys are ``theme_corrections.REASONS``."""
_NOT_HERE = ("text_not_found", "theme_not_found", "mostly_gone", "all_gone")
"""Reasons that are no failure of a round: what the rule names may be of another one.

A short text (賛成です。) stands in many rounds, so one text that is here proves nothing. Whether a
rule holds nowhere is seen in all rounds together (``held_nowhere``).
"""


@dataclass(frozen=True)
class RuleLine:
    """A rule of themes.yaml (``number`` is its place there), or what follows from the rules."""

    number: int
    kind: str
    subject: str
    is_applied: bool
    reason: str
    theme_name: str
    n_opinions: int
    is_of_other_round: bool = False
    """Whether the round does not hold all that it names."""

    @property
    def is_void(self) -> bool:
        """Whether it can no longer be applied to what it named in this round."""
        return not (self.is_applied or self.is_of_other_round)


def rule_lines(inputs: ReportInputs, lines: Sequence[OpinionLine]) -> tuple[RuleLine, ...]:
    """All rules in their order, applied or not; text keys as the numbers that readers know."""
    names = dict(zip(inputs.themes["theme_id"], inputs.themes["name"], strict=True))
    numbers: dict[str, str] = {}
    for line in lines:
        numbers.setdefault(line.text_key, f"意見{line.number}")
    found = []
    for row in records(inputs.rules):
        named = str(row.subject).split(" ")
        words = [numbers.get(word, word) for word in named]
        theme_id = None if row.theme_id is None else str(row.theme_id)
        found.append(
            RuleLine(
                number=int(row.number),
                kind=KINDS[row.kind],
                subject=visible("　".join(words)),
                is_applied=bool(row.is_applied),
                reason=REASONS[row.reason],
                theme_name=visible(names.get(theme_id, "")),
                n_opinions=int(row.n_opinions),
                is_of_other_round=row.reason in _NOT_HERE,
            )
        )
    return tuple(found)


def held_nowhere(tables: Sequence[pd.DataFrame]) -> tuple[str, ...]:
    """Rules and accepted themes that apply in no round, in words, in their order.

    Args:
        tables: ``ThemeRules`` of every round of the project.
    """
    if not tables:
        return ()
    void = [
        {
            (int(row.number), str(row.kind), str(row.subject)): str(row.reason)
            for row in records(table[~table["is_applied"].astype(bool)])
        }
        for table in tables
    ]
    nowhere = sorted(set.intersection(*(set(found) for found in void)))
    return tuple(
        f"{f'{number}番目の修正' if number else '採用'}（{KINDS[kind]}　{visible(subject)}）は、"
        "どの意見照会にも当たらない：" + "／".join(dict.fromkeys(REASONS[one[key]] for one in void))
        for key in nowhere
        for number, kind, subject in [key]
    )
