"""Reviewers' answers against what is known: new decisions, contradictions, disagreements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.labels.cells import Answer, Finding, Label, label_of
from pipeline.labels.decisions import decisions, standing_labels
from pipeline.language import says
from pipeline.review_items.codebook import Codebook


@dataclass(frozen=True)
class Checked:
    """What becomes of a set of answers."""

    labels: tuple[Label, ...]
    """New decisions, in the order of the answers."""
    findings: tuple[Finding, ...]
    n_blank: int
    n_known: int
    """Answers that stand in labels.csv, or in an earlier row, already."""

    def lines(self) -> list[str]:
        """What came of the answers, for people."""
        refused = [finding.line() for finding in self.findings if not finding.taken]
        noted = [finding.line() for finding in self.findings if finding.taken]
        return [
            *(
                [
                    says(f"取り込まない {len(refused)}行:", f"Not taken, {len(refused)} rows:"),
                    *refused,
                ]
                if refused
                else []
            ),
            *(
                [
                    says(
                        f"取り込むが、確かめる {len(noted)}件:", f"Taken, but look at {len(noted)}:"
                    ),
                    *noted,
                ]
                if noted
                else []
            ),
            says(
                f"新しい判定 {len(self.labels)}件、取り込み済み {self.n_known}件、"
                f"取り込まない {len(refused)}件、未記入 {self.n_blank}行",
                f"Decisions: {len(self.labels)} new, {self.n_known} taken before, "
                f"{len(refused)} not taken, {self.n_blank} rows left empty",
            ),
        ]


def check_answers(
    answers: Sequence[Answer],
    shown: Mapping[str, str],
    codebook: Codebook,
    labels: pd.DataFrame,
    date: str,
) -> Checked:
    """Check answers, and tell new decisions from those that are known.

    Args:
        answers: rows of one or several tables.
        shown: ``text_key`` of every opinion in the rounds → its text as tables show it.
        codebook: items that may be chosen.
        labels: what labels.csv holds, ``items`` as tuples.
        date: ISO date of answers whose table states none.
    """
    findings: list[Finding] = []
    right: list[Label] = []
    for answer in answers:
        if not answer.is_blank:
            label = label_of(answer, shown, codebook, date, findings)
            right += [label] if label else []
    single = _without_contradictions(right, findings)
    new = [label for label in single if _is_new(label, labels, findings)]
    _name_disagreements(new, labels, codebook, findings)
    place = {id(answer): number for number, answer in enumerate(answers)}
    findings.sort(key=lambda finding: place[id(finding.answer)])
    refused = sum(not finding.taken for finding in findings)
    n_blank = sum(answer.is_blank for answer in answers)
    return Checked(
        tuple(new), tuple(findings), n_blank, len(answers) - n_blank - len(new) - refused
    )


def _without_contradictions(labels: Sequence[Label], findings: list[Finding]) -> list[Label]:
    """One decision per text, reviewer and date; where rows contradict, none."""
    groups: dict[tuple[str, str, str], list[Label]] = {}
    for label in labels:
        key = (label.answer.text_key, label.reviewer, label.date)
        groups.setdefault(key, []).append(label)
    kept = []
    for group in groups.values():
        if len({label.said for label in group}) == 1:
            kept.append(group[0])
            findings += [
                Finding(
                    label.answer,
                    says(
                        "同じ意見の行が二度ある。一件として数えた。",
                        "This opinion has two rows; counted as one.",
                    ),
                    taken=True,
                )
                for label in group[1:]
                if label.answer.file == group[0].answer.file
            ]
            continue
        for label in group:
            others = "、".join(
                says(
                    f"{other.answer.file} {other.answer.row}行目",
                    f"{other.answer.file}, row {other.answer.row}",
                )
                for other in group
                if other is not label
            )
            message = says(
                f"{label.reviewer}の判定が同じ意見の別の行と違う（{others}）。一つにする。",
                f"{label.reviewer} decided otherwise in another row of this opinion ({others}). "
                "Keep one.",
            )
            findings.append(Finding(label.answer, message, taken=False))
    return kept


def _is_new(label: Label, labels: pd.DataFrame, findings: list[Finding]) -> bool:
    """Whether labels.csv does not hold this decision yet."""
    of_text = labels[labels["text_key"] == label.answer.text_key]
    mine = of_text[of_text["reviewer"] == label.reviewer]
    if mine.empty:
        return True
    columns = [mine[name] for name in ("items", "nature", "comment")]
    same = mine[[said == label.said for said in zip(*columns, strict=True)]]
    standing = standing_labels(mine)
    if label.date in set(same["date"]) or standing.index[0] in same.index:
        return False
    last = standing["date"].iloc[0]
    if not same.empty and label.answer.date is None:
        message = says(
            f"{label.reviewer}は{last}に別の判定に改めている。"
            "前の判定に戻すなら、表の「判定日」に日付を書く。",
            f"{label.reviewer} decided otherwise on {last}. To return to this decision, write its "
            "date under 判定日.",
        )
        findings.append(Finding(label.answer, message, taken=False))
        return False
    if label.date < last:
        message = says(
            f"{label.reviewer}のより新しい判定（{last}）があり、そちらが有効。",
            f"{label.reviewer} decided later ({last}), and that holds.",
        )
        findings.append(Finding(label.answer, message, taken=True))
    return True


def _name_disagreements(
    new: Sequence[Label], labels: pd.DataFrame, codebook: Codebook, findings: list[Finding]
) -> None:
    """Say where a new decision differs from that of another reviewer."""
    keys = {label.answer.text_key for label in new}
    known = labels.loc[labels["text_key"].isin(keys), ["text_key", "items", "reviewer", "date"]]
    added = pd.DataFrame(
        [(label.answer.text_key, label.items, label.reviewer, label.date) for label in new],
        columns=list(known.columns),
    )
    everything = pd.concat([known, added], ignore_index=True)
    contested = decisions(everything, codebook.classes).contested
    standing = standing_labels(everything)
    given = {
        (key, reviewer): items
        for key, reviewer, items in zip(
            standing["text_key"], standing["reviewer"], standing["items"], strict=True
        )
    }
    for label in new:
        key = label.answer.text_key
        differing = sorted(
            f"{reviewer}：{'、'.join(items)}"
            for (text, reviewer), items in given.items()
            if text == key and reviewer != label.reviewer and set(items) != set(label.items)
        )
        if differing:
            outcome = "要確認に戻す" if key in contested else "多数の判定が有効"
            becomes = "it waits for a person again" if key in contested else "the majority holds"
            message = says(
                f"{label.reviewer}：{'、'.join(label.items)}は、他の担当者の判定と違う"
                f"（{'、'.join(differing)}）。どちらも残し、{outcome}。",
                f"{label.reviewer}: {', '.join(label.items)} differs from another reviewer's "
                f"decision ({'; '.join(differing)}). Both stay; {becomes}.",
            )
            findings.append(Finding(label.answer, message, taken=True))
