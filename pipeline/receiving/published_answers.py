"""A published table of opinions and answers, read for the answer bank: masked, with its source."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.codebook.answers_file import GivenAnswer
from pipeline.drafts.citations import citations
from pipeline.errors import OpinionsError, UnreadableError
from pipeline.language import no_file, says
from pipeline.layouts.results_table import LeftOut, read_results
from pipeline.privacy.masking import Masked
from pipeline.privacy.personal_data import Masker
from pipeline.readers.any_format import receive
from pipeline.readers.detect import Kind, detect
from pipeline.readers.grid import Received
from pipeline.readers.limits import Limits
from pipeline.rounds.shown_paths import digest_of

_TOLD = 20
"""Rows left out that are told one by one."""


@dataclass(frozen=True)
class PublishedAnswers:
    """What a file holds for the bank, and what people should know of how it was read."""

    rows: tuple[GivenAnswer, ...]
    lines: tuple[str, ...]


def read_published(
    path: Path,
    limits: Limits,
    masker: Masker,
    source: str = "",
    date: str = "",
    round_name: str = "",
) -> PublishedAnswers:
    """Read a published table.

    Args:
        path: .xlsx, .docx, .csv, .pdf or another kind that rounds may have.
        limits: how large it may be.
        masker: hides personal data.
        source: where the answers were given; the name of the file where it is empty.
        date: ISO date on which they were given; may be empty.
        round_name: the round of this project that they answer; may be empty.

    Raises:
        OpinionsError: not there, unreadable, or without any opinion that has an answer.
    """
    shown = masker.mask_file_name(path.name).text
    if not path.is_file():
        raise OpinionsError(
            says(
                f"{no_file(path)}意見と考え方の表（.xlsx、.docx、.csv、.pdf）を一つ指定する。",
                f"{no_file(path)} Name one table of opinions and answers "
                "(.xlsx, .docx, .csv, .pdf).",
            )
        )
    try:
        if detect(path) in (Kind.ARCHIVE, Kind.MAIL):
            raise OpinionsError(
                says(
                    f"{shown}：zipやメールのままでは読めない。中の表を取り出して指定する。",
                    f"{shown}: take the table out of the archive or mail and name it.",
                )
            )
        received = receive(path, limits)
    except UnreadableError as error:
        raise OpinionsError(
            says(f"{shown}：{error}", f"{shown} cannot be read: {error}")
        ) from error
    found = read_results(received.grids)
    if not found.answered:
        raise OpinionsError(_no_answers(shown, found.left_out))
    hidden: Counter[str] = Counter()

    def mask(text: str) -> str:
        masked: Masked = masker.mask(text)
        hidden.update(masked.counts)
        return masked.text

    import_id = digest_of(path)
    source = mask(source) or masker.mask_file_name(path.stem).text
    rows = []
    for one in found.answered:
        answer = mask(one.answer)
        rows.append(
            GivenAnswer(
                answer=answer,
                source=source,
                date=date,
                round=round_name,
                opinion=mask(one.opinion),
                place=mask(one.place),
                clause=named_clause(answer),
                where=one.where,
                import_id=import_id,
            )
        )
    lines = [
        says(f"{shown}：{len(rows)}件を読んだ。", f"{shown}: {len(rows)} answers read."),
        *(f"  {told}" for told in found.columns),
        *_left(found.left_out),
        *_beside(received),
    ]
    if hidden:
        kinds = "、".join(f"{kind}{n}" for kind, n in sorted(hidden.items()))
        lines.append(says(f"  伏せた個人情報：{kinds}", f"  personal data masked: {kinds}"))
    return PublishedAnswers(tuple(rows), tuple(lines))


def named_clause(answer: str) -> str:
    """The places of a draft that an answer names, as it writes them.

    >>> named_clause("第３章に記述のとおり、14ページを修正しました。")
    '第３章、14ページ'
    """
    places = (" ".join(answer[one.begin : one.end].split()) for one in citations(answer))
    return "、".join(dict.fromkeys(places))


def _no_answers(shown: str, left: Sequence[LeftOut]) -> str:
    told = "\n".join(f"  {one.where}：{one.reason}" for one in left[:_TOLD])
    return says(
        f"{shown}：意見と考え方（回答）の組が一つも読めない。見出しのある表の中に"
        f"「意見の概要」「考え方」のような列が要る。何も加えていない。\n{told}",
        f"{shown}: no opinion with an answer can be read. It needs a table with headers such as "
        f"意見の概要 and 考え方. Nothing was added.\n{told}",
    ).rstrip()


def _left(left: Sequence[LeftOut]) -> list[str]:
    if not left:
        return []
    lines = [says(f"  除いた行・表{len(left)}：", f"  {len(left)} rows or tables left out:")]
    lines += [f"    {one.where}：{one.reason}" for one in left[:_TOLD]]
    if len(left) > _TOLD:
        lines.append(says(f"    ほか{len(left) - _TOLD}", f"    and {len(left) - _TOLD} more"))
    return lines


def _beside(received: Received) -> list[str]:
    """What of the file is no table, and was not read."""
    lines = []
    text = "".join(received.text.split())
    if text:
        lines.append(
            says(
                f"  表の外の文{len(text):,}字は読んでいない（「{text[:20]}…」）。",
                f"  {len(text):,} characters outside tables were not read (「{text[:20]}…」).",
            )
        )
    if received.unsure_tables:
        lines.append(
            says(
                f"  行の分かれ目が分からない表{len(received.unsure_tables)}は読んでいない。",
                f"  {len(received.unsure_tables)} tables whose rows cannot be told were not read.",
            )
        )
    if received.lost_pages:
        pages = "、".join(map(str, received.lost_pages))
        lines.append(
            says(f"  文字のないページは読んでいない：{pages}", f"  pages without text: {pages}")
        )
    return lines
