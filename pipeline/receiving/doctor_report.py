"""What the doctor says of a round: found in its files, and to be decided by people."""

from dataclasses import dataclass, field

from pipeline.language import says
from pipeline.privacy.decisions import Unsure
from pipeline.receiving.looks import Finding

_UNSURE_SHOWN = 40
"""Finds shown for a person to decide, the least sure; the rest is counted."""


@dataclass
class Report:
    """The doctor's report on one round."""

    round_name: str
    n_files: int
    findings: list[Finding] = field(default_factory=list)
    layouts: list[str] = field(default_factory=list)
    n_read: int = 0
    """Files that were looked at and can be read."""
    unsure: tuple[Unsure, ...] = ()
    """What is masked or left and a person should decide. For eyes only: it holds names."""

    @property
    def n_unreadable(self) -> int:
        """Files that nothing here can read."""
        return sum(finding.level == "読めない" for finding in self.findings)

    def lines(self) -> list[str]:
        """The report for a terminal: layouts first, then findings by urgency."""
        lines = [
            says(
                f"{self.round_name}: {self.n_files}ファイル、読めないもの {self.n_unreadable}",
                f"{self.round_name}: {self.n_files} files, {self.n_unreadable} cannot be read "
                "(what is said of them is Japanese, as the report is)",
            )
        ]
        lines += [f"  {layout}" for layout in self.layouts]
        for level in ("読めない", "要判断", "要確認", "情報"):
            grouped: dict[str, list[str]] = {}
            for finding in self.findings:
                if finding.level == level:
                    grouped.setdefault(finding.message, []).append(finding.place)
            for message, places in grouped.items():
                named = "、".join(places[:3])
                rest = f" ほか{len(places) - 3}" if len(places) > 3 else ""
                lines.append(f"  [{level}] {message} — {named}{rest}")
        return lines

    def lines_for_eyes(self) -> list[str]:
        """What a person should decide, with the words themselves: for a terminal, never a log."""
        if not self.unsure:
            return []
        lines = [
            "",
            says(
                f"{self.round_name}: 個人情報か確かでない語（この画面だけに示し、記録に残さない）",
                f"{self.round_name}: words that may be personal data (shown here only)",
            ),
            says(
                "  違うものの符号を round.yaml に書く。"
                "例　masking: {mask: [伏せる符号], keep: [伏せない符号]}",
                "  Write the codes of what is wrong into round.yaml, such as "
                "masking: {mask: [codes], keep: [codes]}",
            ),
        ]
        for find in self.unsure[:_UNSURE_SHOWN]:
            state = says("伏せた", "masked") if find.is_masked else says("伏せていない", "shown")
            around = f"…{find.before}【{find.words}】{find.after}…".replace("\n", " ")
            n = find.n_places
            places = says(f"（{n}か所）", f" ({n} places)") if n > 1 else ""
            lines.append(f"  {find.code} {state} {find.kind}{places} {around}")
        if len(self.unsure) > _UNSURE_SHOWN:
            more = len(self.unsure) - _UNSURE_SHOWN
            lines.append(says(f"  ほか{more}", f"  and {more} more"))
        return lines
